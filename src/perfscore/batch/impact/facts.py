"""A table of facts as it stands in a file · 事实表."""

from pathlib import Path

import polars as pl

from perfscore.messages.problems import Place, Problem, ProblemsFound

__all__ = ["read_facts"]


def read_facts(path: str) -> pl.DataFrame:
    """Return a table of Parquet, or of CSV with every cell as it is printed; raise ProblemsFound."""
    if not Path(path).is_file():
        raise ProblemsFound([Problem("file-missing", Place(path), "", {"found": path})])
    try:
        if Path(path).suffix.casefold() == ".csv":
            return pl.read_csv(path, infer_schema=False, encoding="utf8")
        return pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError):
        raise ProblemsFound([Problem("file-unreadable", Place(path), "", {"found": path})]) from None
