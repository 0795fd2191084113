"""Tables as they stand in files and databases, part by part in one order · 读取报告表.

No number becomes a double on its way: texts of CSV and the digits of JSON lines stay as they are printed.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from glob import glob
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from perfscore.batch.table.csv_text import located, sound_encoding
from perfscore.batch.table.databases import database, duckdb_file
from perfscore.batch.table.source import Parts, Source, cut, safe, told
from perfscore.messages import Listed
from perfscore.messages.problems import Place, Problem, ProblemsFound

__all__ = ["SUFFIXES", "open_table", "read_table"]


def read_table(name: str, query: str | None = None) -> pl.DataFrame:
    """Return a table as a whole; raises what `open_table` does."""
    return open_table(name, query).whole()


def open_table(name: str, query: str | None = None) -> Source:
    """Open a file, a folder or a pattern of files, or what a query gives of a database.

    Raises ProblemsFound for what is no table, ModuleNotFoundError where a library is not installed.
    """
    if "://" in name:
        return database(name, query)
    path = Path(name)
    found = sorted(path.iterdir()) if path.is_dir() else sorted(map(Path, glob(name))) or [path]
    files = tuple(one for one in found if one.is_file() and (not path.is_dir() or one.suffix in _READERS))
    if not files:
        raise ProblemsFound([Problem("file-missing", Place(name), "", {"found": name})])
    kinds = {one.suffix.casefold() for one in files}
    if len(kinds) > 1 or not kinds <= {*_READERS, *_DATABASES}:
        values = {"found": Listed(sorted(kinds)), "known": Listed(SUFFIXES)}
        raise ProblemsFound([Problem("table-format", Place(name), "", values)])
    with told(name):
        (kind,) = kinds
        source = duckdb_file(files[0], query) if kind in _DATABASES else _READERS[kind](name, files)
        return replace(source, parts=lambda size, skip: safe(name, source.parts(size, skip)))


def _scanned(name: str, files: tuple[Path, ...], scan: Callable[..., pl.LazyFrame]) -> Source:
    """Return a table of files that any part of can be read by itself."""
    table = scan(list(files))
    rows = int(table.select(pl.len()).collect().item())

    def parts(size: int, skip: int) -> Parts:
        for first in range(size * skip, rows, size):
            yield table.slice(first, size).collect()

    return Source(name, files, parts, rows, lambda: table.head(0).collect())


def _csv(name: str, files: tuple[Path, ...]) -> Source:
    """Return tables of texts; every cell stays as it is printed, in UTF-8, UTF-16 or GB18030."""
    encodings = [sound_encoding(file) for file in files]
    with located(files):
        if set(encodings) == {"utf-8-sig"}:
            tables = pl.scan_csv(list(files), infer_schema=False, encoding="utf8")
        else:
            texts = map(lambda file, encoding: file.read_text(encoding), files, encodings)
            tables = pl.concat([pl.read_csv(text.encode(), infer_schema=False) for text in texts]).lazy()

    def parts(size: int, skip: int) -> Parts:
        with located(files):
            yield from cut(tables.collect_batches(chunk_size=size), size, skip)

    return Source(name, files, parts, empty=lambda: tables.head(0).collect())


def _lines(name: str, files: tuple[Path, ...]) -> Source:
    """Return JSON objects, one a line; numbers are kept as their digits."""

    def batches(size: int) -> Parts:
        rows = (json.loads(line, parse_float=Decimal) for file in files for line in _of(file))
        names: dict[str, None] = {}
        while batch := list(islice(rows, size)):
            for row in batch:
                names |= dict.fromkeys(row)
            yield pl.DataFrame(
                [{key: _text(row.get(key)) for key in names} for row in batch],
                schema=dict.fromkeys(names, pl.String),
            )

    return Source(name, files, lambda size, skip: islice(batches(size), skip, None))


def _of(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8-sig") as lines:
        yield from (line for line in lines if line.strip())


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


_READERS: Mapping[str, Callable[[str, tuple[Path, ...]], Source]] = {
    **dict.fromkeys((".parquet", ".pq"), partial(_scanned, scan=pl.scan_parquet)),
    **dict.fromkeys((".arrow", ".ipc", ".feather"), partial(_scanned, scan=pl.scan_ipc)),
    ".csv": _csv,
    **dict.fromkeys((".jsonl", ".ndjson"), _lines),
}
_DATABASES = (".duckdb",)
SUFFIXES = (*_READERS, *_DATABASES)
"""The endings of tables that are read."""
