"""A table scored by a real local Spark with two workers, and by this process: the same bytes.

    pip install 'perfscore[batch]' pandas pyspark    # and a Java runtime of 17 or later
    python -m tests.batch.table.spark 100000

Parts of the table are tried again where a task fails: the first try of one part is made to fail.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pyarrow as pa

from perfscore.batch import BatchScorer

FACTS, RULES = "docs/examples/libraries.csv", "docs/examples/libraries-2024.toml"


def main() -> int:
    """Score so many rows both ways; return 1 where a byte differs."""
    from pyspark.sql import SparkSession
    from pyspark.sql.pandas.types import from_arrow_schema

    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    part = pl.read_csv(FACTS, infer_schema=False)
    facts = pl.concat([part] * (rows // part.height + 1)).head(rows).with_row_index("number")
    facts = facts.with_columns(pl.col("number").cast(pl.Int64))
    scorer = BatchScorer.of(RULES)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    spark = (
        SparkSession.builder.master("local[2,4]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "10000")
        .getOrCreate()
    )
    with tempfile.TemporaryDirectory() as folder:
        path, failed = Path(folder) / "facts.parquet", str(Path(folder) / "failed")
        facts.write_parquet(path, row_group_size=10_000)

        def scored(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for batch in batches:
                if not os.path.exists(failed):
                    Path(failed).touch()
                    raise RuntimeError("a worker is lost")
                yield scorer(batch)

        table = spark.read.parquet(str(path))
        wanted = from_arrow_schema(scorer.schema(pl.read_parquet(path, n_rows=1).to_arrow().schema))
        found = table.mapInArrow(scored, wanted).orderBy("number").toArrow()
        tried_again = os.path.exists(failed)
    spark.stop()
    (whole,) = facts.to_arrow().combine_chunks().to_batches()
    mine = pl.DataFrame(scorer(whole))
    theirs = pl.DataFrame(found)
    # Rows are counted within a batch; all else is the same.
    same = mine.drop("row").equals(theirs.drop("row"), null_equal=True)
    print(
        f"{rows} rows, {theirs.height} scored by Spark, a part tried again: {tried_again}; the same: {same}"
    )
    return 0 if same and tried_again else 1


if __name__ == "__main__":
    sys.exit(main())
