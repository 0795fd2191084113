"""The rows of a criteria table, from any document that is read · 评分表的各行.

What a table of criteria looks like is known by the reader of forms: headings, merged cells, groups, totals.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from perfscore.documents.document import Document
from perfscore.extract.forms.beside import apart
from perfscore.extract.forms.headings import headings, is_blank, one_line, points_in
from perfscore.extract.forms.indicators import read_indicators
from perfscore.extract.forms.openings import is_title
from perfscore.extract.forms.sums import Indicators
from perfscore.extract.forms.table import Table
from perfscore.extract.forms.tables import Sheet, sheets
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.numbers.printed import QuantityRefused, plain_name
from perfscore.numbers.quantity import read_quantity

__all__ = ["CriteriaTable", "Printed", "criteria_table"]


@dataclass(frozen=True, slots=True)
class Printed:
    """One row as printed · 一行.

    `levels` are the names of the groups it is in, `points` what it weighs, None where nothing readable stands
    there, and `place` where it stands.
    """

    name: str
    levels: tuple[str, ...]
    points: Fraction | None
    sentence: str
    explanation: str
    place: str


@dataclass(frozen=True, slots=True)
class CriteriaTable:
    """The rows of a document, and the points it prints for its groups and for all · 评分表."""

    title: str
    rows: tuple[Printed, ...]
    groups: dict[tuple[str, ...], Fraction] = field(default_factory=dict)
    total: Fraction | None = None


def criteria_table(document: Document, label: str) -> CriteriaTable:
    """Return the criteria a document prints, of all its tables; raise ProblemsFound where it has none."""
    rows: list[Printed] = []
    groups: dict[tuple[str, ...], Fraction] = {}
    totals: list[Fraction] = []
    titles: list[str] = []
    for part in document.parts:
        for grid in apart(part.as_grid()):
            for sheet in sheets(grid):
                for table in (one for one in sheet.tables if {"points", "standard"} <= one.columns.keys()):
                    found = Indicators()
                    read_indicators(sheet, table, found)
                    rows += _rows(sheet, table, found)
                    groups.update(_groups(sheet, table, found))
                    totals += filter(None, [_points(found.full.text) if found.full else None])
                    titles += _title(sheet, table)
    if not rows:
        raise ProblemsFound([Problem("draft-no-criteria", Place(label, 0))])
    return CriteriaTable(next(iter(titles), ""), tuple(rows), groups, totals[0] if len(totals) == 1 else None)


def _rows(sheet: Sheet, table: Table, found: Indicators) -> Iterator[Printed]:
    """Yield rows; those that share one cell of points are one criterion, those that only inform are none."""
    beside = [column for column, head in table.unused.items() if headings()["explained"].find(head.text)]
    shared: list[tuple[dict[str, str], str]] = []
    for entry, row in zip(found.rows, found.read, strict=True):
        if "part_of" in entry:
            continue
        cells = (sheet.layout.at(row, column) for column in beside)
        explained = "\n".join(
            dict.fromkeys(cell.text.strip() for cell in cells if cell and not is_blank(cell.text))
        )
        if shared and entry.get("group") != shared[0][0].get("group"):
            yield _printed(shared)
            shared = []
        shared.append((entry, explained))
        if "group" not in entry:
            yield _printed(shared)
            shared = []
    if shared:
        yield _printed(shared)


def _printed(shared: list[tuple[dict[str, str], str]]) -> Printed:
    first = shared[0][0]
    levels = tuple(group for role in ("level1", "level2") if (group := _plain(first.get(role, ""))))
    name = "、".join(dict.fromkeys(_plain(entry["name"]) for entry, _ in shared))
    sentences = dict.fromkeys(entry.get("standard", "") for entry, _ in shared)
    explanations = dict.fromkeys(explained for _, explained in shared)
    return Printed(
        name,
        levels if levels[-1:] != (name,) else levels[:-1],
        _points(first.get("points", "")),
        "\n".join(filter(None, sentences)),
        "\n".join(filter(None, explanations)),
        first["at"].removeprefix("form "),
    )


def _plain(heading: str) -> str:
    """Return a heading without the points in its brackets."""
    line = "".join(one_line(heading).split())
    if points_in(heading):
        line = line.replace("（", "(").replace("）", ")").rpartition("(")[0] or line
    return line


def _groups(sheet: Sheet, table: Table, found: Indicators) -> Iterator[tuple[tuple[str, ...], Fraction]]:
    """Yield the points of a group: in the brackets of its name, 投入（15分）, or in a column behind it."""
    for entry, row in zip(found.rows, found.read, strict=True):
        names: list[str] = []
        for role in (role for role in ("level1", "level2") if role in entry):
            names.append(_plain(entry[role]))
            cell = table.cell(sheet.layout, row, role)
            behind = None if cell is None else sheet.layout.at(row, cell.column + cell.columns)
            if points := points_in(entry[role]):
                yield tuple(names), Fraction(points)
            elif behind is not None and behind.column in table.unused and (own := _points(behind.text)):
                yield tuple(names), own


def _points(text: str) -> Fraction | None:
    try:
        found = read_quantity(one_line(text)).range.exact if text.strip() else None
    except QuantityRefused:
        return None
    return found if found is not None and found > 0 else None


def _title(sheet: Sheet, table: Table) -> Iterator[str]:
    for row in (number for number in sheet.rows if number < table.top):
        for cell in sheet.layout.own(row):
            if is_title(cell.text) or "指标" in plain_name(cell.text):
                yield one_line(cell.text)
