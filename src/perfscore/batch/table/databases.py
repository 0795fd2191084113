"""Tables that queries give of databases, in the order of the query · 数据库.

DuckDB reads its own files; what has an address is read by its ADBC driver, a small library for each database
that gives Arrow data.
"""

from pathlib import Path
from typing import Any

import polars as pl

from perfscore.batch.table.source import Parts, Source, cut
from perfscore.messages.problems import Place, Problem, ProblemsFound

__all__ = ["database", "duckdb_file"]


def duckdb_file(file: Path, query: str | None) -> Source:
    """Return what a query gives of a DuckDB file."""
    import duckdb  # inside: few tables stand in a database

    if query is None:
        raise ProblemsFound([Problem("table-query-missing", Place(str(file)))])
    asked = query

    def parts(size: int, skip: int) -> Parts:
        with duckdb.connect(str(file), read_only=True) as base:
            batches: Any = base.sql(asked).to_arrow_reader(size)
            frames = (pl.DataFrame(batch) for batch in batches if batch.num_rows)
            yield from cut(frames, size, skip)

    try:
        with duckdb.connect(str(file), read_only=True) as base:
            counted = base.execute(f"select count(*) from ({asked})").fetchone()
    except duckdb.Error as error:
        raise ProblemsFound([_refused(str(file), error)]) from None
    return Source(str(file), (file,), parts, counted[0] if counted else None)


def database(name: str, query: str | None) -> Source:
    """Return what a query gives of the database at an address."""
    if query is None:
        raise ProblemsFound([Problem("table-query-missing", Place(name))])
    try:
        frame = pl.read_database_uri(query, name, engine="adbc")
    except ModuleNotFoundError:
        raise
    except Exception as error:  # each driver has its own
        raise ProblemsFound([_refused(name, error)]) from None
    return Source(name, (), lambda size, skip: cut([frame], size, skip), frame.height)


def _refused(name: str, error: Exception) -> Problem:
    """Return what a database says of a query, without the name of its driver in front."""
    first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return Problem("table-query-failed", Place(name), "", {"found": first.rpartition("] ")[2]})
