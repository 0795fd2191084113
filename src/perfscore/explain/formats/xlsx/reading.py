"""The rows of the computation, and how they read the sheet of facts · 演算各行与事实的读取."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from perfscore.explain.formats.xlsx.facts import FactSheet, Stated
from perfscore.explain.wording.formulas import wording
from perfscore.explain.wording.given import number_put_in
from perfscore.explain.wording.words import Words
from perfscore.inputs.report import Report
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.cells import Cell, called, given
from perfscore.language.interpretations.pairs import COLUMNS, Line, Pair, Trace, number_pair
from perfscore.language.interpretations.prose import Phrase
from perfscore.language.interpretations.trend import Moving, Trend
from perfscore.language.interpretations.workbook import Said, Workbook
from perfscore.plan.binding import Binding
from perfscore.plan.planned import Plan
from perfscore.score.evidence import Evidence, by_row, gather

__all__ = ["HIGH", "LOW", "Computation", "Read", "filled"]

LOW, HIGH = 0, 1


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """A name of a formula: the fact or the column of facts it stands for, in this computation."""

    name: str
    fact: str
    kind: Kind
    cells: tuple[Stated, ...]
    lines: tuple[Line, ...]

    def exact(self) -> Any:
        """Return the value as the formula reads it."""
        values = [_value(cell, line) for cell, line in zip(self.cells, self.lines, strict=True)]
        return values if self.kind is Kind.COLUMN else values[0]

    def end(self, side: int) -> Any:
        """Return one end of what the value can be."""
        values = [_end(cell, line, side) for cell, line in zip(self.cells, self.lines, strict=True)]
        return values if self.kind is Kind.COLUMN else values[0]

    def moving(self, trend: Trend) -> Any:
        """Return every value it could have, going some way."""
        moved = [Moving(_every(cell), trend) for cell in self.cells]
        return moved if self.kind is Kind.COLUMN else moved[0]


class Computation:
    """The rows of the computation, and the facts they begin with · 演算."""

    def __init__(self, trace: Trace, facts: FactSheet, plan: Plan, words: Words) -> None:
        self.trace, self.facts, self.plan, self.words = trace, facts, plan, words
        self.figures = plan.ruleset.ruleset.figures
        self._wording = wording(words.language)

    def read(self, items: Sequence[Evidence], report: Report) -> tuple[Read, ...]:
        """Write a row for each fact that is read, and return them by the names of the formula."""
        return tuple(self._read(item, report) for item in items)

    def bound(self, bindings: tuple[Binding, ...], report: Report) -> tuple[Read, ...]:
        """Write a row for each fact that names are bound to."""
        return self.read(gather(bindings, report, self.figures), report)

    def meaning(self, ends: bool = False) -> Workbook:
        """Return the interpretation that writes into these rows."""
        return Workbook(self.trace, self._wording, ends)

    def number(self, value: Fraction) -> Pair:
        """Return a number of the rules."""
        return number_pair(value, number_put_in(value))

    def counted(self, lines: Sequence[Line], column: str, wanted: Any) -> Cell:
        """Return how many of some rows say something in a column."""
        if not lines:
            return given(0)
        letter = COLUMNS[column]
        found = sum(line.cells[column].value == wanted for line in lines)
        span = f"{letter}{lines[0].row}:{letter}{lines[-1].row}"
        return Cell(f"COUNTIF({span},{given(wanted).text})", found)

    def _read(self, item: Evidence, report: Report) -> Read:
        label = self.words.label(item.binding.label)
        cells: list[Stated] = []
        if item.binding.kind is Kind.COLUMN:
            rows = by_row(item.binding, report, self.figures)
            names = [row.label for row in report.tables.get(item.binding.fact.partition(".")[0], ())]
            own = replace(item.binding, kind=Kind.NUMBER)
            for at, one in enumerate(rows if rows is not None else [item]):
                named = names[at] if at < len(names) and names[at] else label
                cells.append(self.facts.stated(one._replace(binding=own), named, at))
        else:
            cells.append(self.facts.stated(item, label))
        return Read(
            item.binding.name,
            item.binding.fact,
            item.binding.kind,
            tuple(cells),
            tuple(map(self._line, cells)),
        )

    def _line(self, cell: Stated) -> Line:
        line = self.trace.line(cell.label)
        line.put("first", cell.same)
        n = line.put("n", cell.n)
        if cell.d is not None:
            line.put("shown", n / line.put("d", cell.d))
        line.put("state", cell.state)
        return line


def filled(line: Line, n: Cell, d: Cell, positive: bool = True) -> Pair:
    """Write a number into a row; return what refers to it."""
    n, d = line.put("n", n), line.put("d", d)
    line.put("shown", n / d)
    return Pair(n, d, Phrase(line.says), positive)


def _value(cell: Stated, line: Line) -> Any:
    says = Phrase(cell.label)
    n = Cell(f"{COLUMNS['n']}{line.row}", cell.n.value)
    if cell.d is None:
        return Said(n, says)
    low = cell.within.low
    return Pair(n, Cell(f"{COLUMNS['d']}{line.row}", cell.d.value), says, low is not None and low >= 0)


def _end(cell: Stated, line: Line, side: int) -> Any:
    value = _value(cell, line)
    if cell.ends is not None:
        n, d = cell.ends[side]
        return replace(value, n=n, d=d)
    if cell.kind is Kind.TRUTH:
        return replace(value, cell=called("IFERROR", value.cell, bool(side)))
    return value


def _every(cell: Stated) -> Any:
    if cell.kind is Kind.TRUTH:
        return None
    return None if cell.kind is Kind.TEXT else (cell.within,)
