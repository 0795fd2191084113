"""A table that is read in parts, always the same ones · 数据源."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from perfscore.messages.problems import Place, Problem, ProblemsFound

__all__ = ["Parts", "Source", "cut", "safe", "told", "unreadable"]

Parts = Iterator[pl.DataFrame]


@dataclass(frozen=True)
class Source:
    """A table that can be read in parts of so many rows, always the same ones · 数据源.

    `files` are those it stands in, none where a database holds it; `parts` takes the rows of a part and how
    many parts to leave out.
    """

    name: str
    files: tuple[Path, ...]
    parts: Callable[[int, int], Parts]
    rows: int | None = None
    empty: Callable[[], pl.DataFrame] = pl.DataFrame

    def head(self) -> pl.DataFrame:
        """Return the table without its rows."""
        first = next(iter(self.parts(1, 0)), None)
        return self.empty() if first is None else first.clear()

    def whole(self) -> pl.DataFrame:
        """Return the whole table."""
        found = list(self.parts(1_000_000, 0))
        return pl.concat(found) if found else self.empty()


@contextmanager
def told(name: str) -> Iterator[None]:
    """Tell what no reader can make anything of as a problem of the table."""
    try:
        yield
    except (pl.exceptions.PolarsError, OSError, ValueError) as error:
        raise ProblemsFound([unreadable(name, error)]) from None


def safe(name: str, parts: Parts) -> Parts:
    """Yield parts, telling what is wrong with one as a problem."""
    with told(name):
        yield from parts


def unreadable(name: str, error: Exception) -> Problem:
    """Return what a reader says of a table, as a problem."""
    return Problem("table-unreadable", Place(name), "", {"found": str(error).splitlines()[0][:200]})


def cut(batches: Iterable[pl.DataFrame], size: int, skip: int) -> Parts:
    """Yield frames of exactly so many rows, but for the last one, without the first few."""
    held: list[pl.DataFrame] = []
    number = 0
    for batch in batches:
        held.append(batch)
        while sum(frame.height for frame in held) >= size:
            whole = pl.concat(held)
            held = [whole.slice(size)] if whole.height > size else []
            number += 1
            if number > skip:
                yield whole.head(size)
    rest = pl.concat(held) if held else None
    if rest is not None and rest.height and number >= skip:
        yield rest
