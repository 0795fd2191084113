"""Where the figures of a report stand in the document that it was read from · 数字的位置.

A figure knows its place in the document; here the way back is made: each place gets an anchor, and where
the figure itself can be told apart there, it is what is marked.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from perfscore.documents.document import Cell, Document, Line
from perfscore.inputs.report import Claim, Fact, Report

__all__ = ["NOWHERE", "Spots", "spots_in"]

_CHARACTER = re.compile(r"(.*?)(?:第([0-9]+)行)?第([0-9]+)字")


class _Spot(NamedTuple):
    """A marked stretch of a line or a cell: its place, where it begins and ends, its anchor."""

    place: str
    start: int
    end: int
    anchor: str


@dataclass(frozen=True)
class Spots:
    """Where the figures of a report stand in its document · 位置.

    `anchors` are those of the figures, by what is stated where; `marked` the stretches to mark, by the
    place of their line or cell.
    """

    anchors: Mapping[tuple[str, str], str]
    marked: Mapping[str, tuple[_Spot, ...]]

    def of(self, stated: Claim | Fact) -> str | None:
        """Return the anchor of a figure, None where the document does not show it."""
        return self.anchors.get(_key(stated))


NOWHERE = Spots({}, {})


def spots_in(document: Document, reports: Iterable[Report]) -> Spots:
    """Return where everything that reports state stands in the document that they were read from."""
    seen = _Seen(document)
    anchors: dict[tuple[str, str], str] = {}
    marked: dict[str, dict[tuple[int, int], _Spot]] = {}
    for stated in (one for report in reports for one in _stated(report)):
        found = seen.found(stated)
        if found is None:
            continue
        place, start, end = found
        spots = marked.setdefault(place, {})
        spot = spots.setdefault(
            (start, end), _Spot(place, start, end, f"spot-{sum(map(len, marked.values())) + 1}")
        )
        anchors[_key(stated)] = spot.anchor
    return Spots(anchors, {place: tuple(sorted(spots.values())) for place, spots in marked.items()})


def _key(stated: Claim | Fact) -> tuple[str, str]:
    raw = stated.raw if isinstance(stated, Fact) else stated.quantity.raw
    return stated.at or "", raw


def _stated(report: Report) -> Iterator[Claim | Fact]:
    claims = (*report.claims.values(), *report.section_claims.values())
    yield from (
        *report.facts.values(),
        *(cell for rows in report.tables.values() for row in rows for cell in row.cells.values()),
    )
    yield from ((report.total,) if report.total else ())
    yield from claims


class _Seen:
    """The lines and cells of a document by their places."""

    def __init__(self, document: Document) -> None:
        self.lines: dict[str, str] = {}
        self.cells: dict[str, Cell] = {}
        for part in document.parts:
            for block in part.blocks:
                if isinstance(block, Line):
                    self.lines[block.place] = block.text
                else:
                    self.cells |= {cell.place: cell for cell in block.cells}

    def found(self, stated: Claim | Fact) -> tuple[str, int, int] | None:
        """Return the place of a figure, and from where to where in it."""
        at = stated.at or ""
        for place in _endings(at):
            if place in self.cells:
                return place, 0, len(self.cells[place].text)
        for place in _endings(at):
            if (character := _CHARACTER.fullmatch(place)) and (found := self._in_line(character, stated)):
                return found
        return None

    def _in_line(self, character: re.Match[str], stated: Claim | Fact) -> tuple[str, int, int] | None:
        """Return where a figure of a text begins and ends; a line of a document may have lines of its own."""
        place, line, column = character.groups()
        text, before = self.lines.get(place), 0
        if line is not None and text is None:
            place, line = f"{place}第{line}行", None
            text = self.lines.get(place)
        if text is None:
            return None
        if line is not None:
            before = sum(len(one) + 1 for one in text.split("\n")[: int(line) - 1])
        start = before + int(column) - 1
        length = _length(text[start:], stated)
        return (place, start, start + length) if length else None


def _endings(at: str) -> Iterator[str]:
    """Yield a place, then what is left of it without its first words: the document's name, the section."""
    yield at
    while " " in at:
        at = at.partition(" ")[2]
        yield at


def _length(text: str, stated: Claim | Fact) -> int:
    """Return how many characters a figure takes that a text begins with: its quote ends where it does."""
    for said in (stated.quote or "", _key(stated)[1]):
        for start in range(len(said)):
            if length := _begins(text, said[start:]):
                return length
    return 0


def _begins(text: str, said: str) -> int:
    """Return how many characters of a text are some words, with the blanks between them; 0 if it differs."""
    at = 0
    for character in said:
        while at < len(text) and text[at].isspace():
            at += 1
        if at == len(text) or text[at] != character:
            return 0
        at += 1
    return at
