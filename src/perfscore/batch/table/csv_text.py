"""CSV files as text: their encoding, their heading, and where one is broken · CSV 文本.

Polars reads the rows.  It renames a column that is there twice, and does not say in which line a row has too
many cells; both are looked up here.
"""

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from perfscore.messages import Listed
from perfscore.messages.problems import Place, Problem, ProblemsFound

__all__ = ["located", "sound_encoding"]

_LOOKED_AT = 1_000_000
_SEPARATORS = (";", "\t", "；", "，")


def _encoding_of(file: Path) -> str:
    """Return how a file is encoded: UTF-8, UTF-16 where it says so, else GB18030."""
    with file.open("rb") as opened:
        start = opened.read(_LOOKED_AT)
    if start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    try:
        getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


def sound_encoding(file: Path) -> str:
    """Return how a file is encoded; raise ProblemsFound where its heading is none, or none of a table."""
    place, encoding = Place(str(file), 1), _encoding_of(file)
    try:
        names = next(_records(file, encoding), [])
    except csv.Error:
        raise ProblemsFound([Problem("table-quote", place)]) from None
    if not any(names):
        raise ProblemsFound([Problem("table-empty", place)])
    if twice := sorted({name for name in names if name and names.count(name) > 1}):
        raise ProblemsFound([Problem("table-column-twice", place, "", {"found": Listed(twice)})])
    if len(names) == 1:
        for mark in _SEPARATORS:
            if mark in names[0]:
                found = "TAB" if mark == "\t" else mark
                raise ProblemsFound([Problem("table-separator", place, "", {"found": found})])
    return encoding


@contextmanager
def located(files: Iterable[Path]) -> Iterator[None]:
    """Tell in which line a file is broken that Polars cannot read, where that can be said."""
    try:
        yield
    except pl.exceptions.PolarsError:
        if found := [one for file in files if (one := _flaw(file)) is not None]:
            raise ProblemsFound(found) from None
        raise


def _flaw(file: Path) -> Problem | None:
    rows, line = _records(file, _encoding_of(file)), 1
    try:
        count = len(next(rows, []))
        for row in rows:
            line += 1
            if len(row) > count:
                values = {"found": str(len(row)), "known": str(count)}
                return Problem("table-cells", Place(str(file), line), "", values)
            line += sum(cell.count("\n") for cell in row)
    except csv.Error:
        return Problem("table-quote", Place(str(file), line + 1))
    return None


def _records(file: Path, encoding: str) -> Iterator[list[str]]:
    with file.open(encoding=encoding, newline="") as text:
        yield from csv.reader(text, strict=True)
