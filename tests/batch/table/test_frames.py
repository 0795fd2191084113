"""Tables in memory, and record batches that an engine carries: the same scores as of the file."""

import os
import pickle
import time
from functools import partial
from pathlib import Path
from typing import Any

import distributed
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from perfscore import ProblemsFound
from perfscore.batch import BatchScorer, score

FACTS, RULES = "docs/examples/libraries.csv", "docs/examples/libraries-2024.toml"


@pytest.fixture(scope="module")
def facts() -> pl.DataFrame:
    return pl.read_csv(FACTS, infer_schema=False)


@pytest.mark.parametrize(
    "kind", [lambda f: f, pl.DataFrame.lazy, pl.DataFrame.to_pandas, pl.DataFrame.to_arrow,
             lambda f: duckdb.from_arrow(f.to_arrow())],
)  # fmt: skip
def test_what_comes_in_goes_out_as_the_same_kind(facts: pl.DataFrame, kind: Any) -> None:
    given = kind(facts)
    found = score(given, RULES)

    assert type(given) is type(found)
    back = found.pl() if isinstance(found, duckdb.DuckDBPyRelation) else found
    back = back.collect() if isinstance(back, pl.LazyFrame) else back
    table = pl.from_pandas(back) if isinstance(back, pd.DataFrame) else pl.DataFrame(back)
    expected = score(facts, RULES)
    assert expected["total"].cast(pl.String).to_list() == table["total"].cast(pl.String).to_list()
    assert expected["status"].to_list() == table["status"].to_list()


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(TypeError, match="Polars, pandas, PyArrow and DuckDB"):
        score([1, 2], RULES)
    with pytest.raises(ProblemsFound):
        score(pl.DataFrame({"a": [1]}), "no-such-ruleset")


def test_a_scorer_is_sent_without_files(facts: pl.DataFrame, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(Path(RULES).read_text("utf-8"), "utf-8")
    scorer = BatchScorer.of(str(rules), ranges=True)
    (batch,) = facts.to_arrow().combine_chunks().to_batches()
    here = scorer(batch)
    rules.unlink()
    there = pickle.loads(pickle.dumps(scorer))

    assert here.equals(there(batch))
    assert here.schema == there.schema(batch.schema)
    assert there(batch.slice(0, 0)).num_rows == 0


def test_polars_and_duckdb_carry_it(facts: pl.DataFrame) -> None:
    scorer = BatchScorer.of(RULES)
    whole = score(facts, RULES)
    schema = pl.DataFrame(pa.Table.from_batches([], scorer.schema(facts.to_arrow().schema))).schema

    def part(frame: pl.DataFrame) -> pl.DataFrame:
        return pl.concat([pl.DataFrame(scorer(batch)) for batch in frame.to_arrow().to_batches()])

    by_polars = facts.lazy().map_batches(part, schema=schema).collect()
    reader = duckdb.from_arrow(facts.to_arrow()).to_arrow_reader(5)
    by_duckdb = pl.concat([pl.DataFrame(scorer(batch)) for batch in reader])

    assert whole["total"].to_list() == by_polars["total"].to_list() == by_duckdb["total"].to_list()


def test_a_cluster_of_two_workers_gives_the_same_bytes_though_one_dies(
    facts: pl.DataFrame, tmp_path: Path
) -> None:
    scorer = BatchScorer.of(RULES)
    batches = pl.concat([facts] * 40).rechunk().to_arrow().to_batches(max_chunksize=20)
    local = [scorer(batch) for batch in batches]
    engine: Any = distributed
    options = {"dashboard_address": None, "silence_logs": 50, "local_directory": str(tmp_path)}
    with (
        engine.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, **options) as cluster,
        engine.Client(cluster) as client,
    ):
        worker, other = client.scheduler_info()["workers"]
        before = client.run(os.getpid)
        futures = client.map(partial(_slowly, scorer), batches, pure=False)
        client.run(_die, workers=[worker], on_error="ignore")
        assert any(not future.done() for future in futures)
        found = client.gather(futures)
        after = client.run(os.getpid)

    assert before[worker] not in after.values()
    assert before[other] in after.values()
    assert [one.serialize().to_pybytes() for one in local] == [one.serialize().to_pybytes() for one in found]


def _slowly(scorer: BatchScorer, batch: pa.RecordBatch) -> pa.RecordBatch:
    time.sleep(0.1)
    return scorer(batch)


def _die() -> None:
    os._exit(1)
