"""Interpretation `workbook`: a value is two cells of a spreadsheet, a numerator and a denominator · 表格公式.

Every operation of a formula is a row of its own, so that each cell stays short and an auditor can follow
it; what is done in a row says `pairs`.  Conditions are decided by the spreadsheet.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import Any

from perfscore.language.compile.choices import Level, fitting
from perfscore.language.interpretations import pairs
from perfscore.language.interpretations.cells import Cell, called, either, given
from perfscore.language.interpretations.evaluate import Evaluate, Interpretation, Tables
from perfscore.language.interpretations.pairs import Line, Pair, Trace, number_pair
from perfscore.language.interpretations.prose import Phrase
from perfscore.numbers.exact import Mode

__all__ = ["Said", "Workbook"]

_ROUNDINGS: Mapping[str, Mode] = {
    "round": "half_up", "round_half_even": "half_even", "truncate": "truncate", "round_up": "up",
}  # fmt: skip
_COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)


@dataclass(frozen=True, slots=True)
class Said:
    """A truth or a text: one cell, and its words · 真假或文字."""

    cell: Cell
    says: Phrase


class Workbook:
    """Formulas of a spreadsheet, row by row · 表格公式.

    The words of a row are made by another interpretation, `words`.  At the `ends` of ranges what is
    divided by zero is without end, so that a range without an end can be taken there.
    """

    def __init__(self, trace: Trace, words: Interpretation[Phrase], ends: bool = False) -> None:
        self._trace, self._words = trace, words
        row = self._row
        self.operators: Tables = {
            ast.Add: row(ast.Add, pairs.total), ast.Sub: row(ast.Sub, pairs.difference),
            ast.Mult: row(ast.Mult, pairs.product), ast.Div: row(ast.Div, partial(pairs.quotient, ends=ends)),
            ast.USub: row(ast.USub, pairs.negated), ast.UAdd: lambda a: a, ast.Not: row(ast.Not, _opposite),
            **{op: row(op, partial(_compared, op=op)) for op in _COMPARISONS},
            **{op: partial(self._decided, op=op) for op in (ast.And, ast.Or)},
        }  # fmt: skip
        self.functions: Tables = {
            "abs": row("abs", pairs.magnitude),
            "min": self._folded("min"), "max": self._folded("max"), "clamp": self._clamped,
            "floor": row("floor", partial(pairs.whole, up=False)),
            "ceil": row("ceil", partial(pairs.whole, up=True)),
            "whole_steps": row("whole_steps", partial(pairs.whole, up=False, steps=True)),
            "part_steps": row("part_steps", partial(pairs.whole, up=True, steps=True)),
            **{name: row(name, partial(_rounded, mode=mode)) for name, mode in _ROUNDINGS.items()},
            "sum": self._added, "count": lambda column: self.constant(Fraction(len(column))),
        }  # fmt: skip

    def constant(self, value: Fraction | str) -> Pair | Said:
        """A constant is written into the formulas that use it."""
        says = self._words.constant(value)
        return Said(given(value), says) if isinstance(value, str) else number_pair(value, says)

    def truth(self, value: Any) -> bool | None:
        """Only the spreadsheet decides."""
        return None

    def unknown(self) -> Any:
        """Never asked: conditions are joined by the spreadsheet."""
        raise AssertionError("a spreadsheet joins conditions itself")

    def choose(self, node: ast.IfExp, evaluate: Evaluate[Any], names: Mapping[str, Any]) -> Any:
        """Return a row that takes one branch; what the other says does not matter."""
        parts = {part: evaluate(part) for part in (node.test, node.body, node.orelse)}

        def phrase(node: ast.expr, names: Mapping[str, Phrase] | None = None) -> Phrase:
            says: Phrase = parts[node].says
            return says

        test, body, other = parts.values()
        says = self._words.choose(node, phrase, {})
        line = self._trace.line(says.text)
        if isinstance(body, Said):
            return Said(line.put("n", either(test.cell, body.cell, other.cell)), says)
        return replace(pairs.chosen(line, test.cell, body, other), says=says)

    def _row(self, key: Any, apply: Callable[..., Pair | Cell]) -> Callable[..., Any]:
        """Return an operation that fills a row of its own, with its words."""
        words = self._says(key)

        def row(*values: Any) -> Any:
            says = words(*(value.says for value in values))
            found = apply(self._trace.line(says.text), *values)
            return Said(found, says) if isinstance(found, Cell) else replace(found, says=says)

        return row

    def _says(self, key: Any) -> Callable[..., Phrase]:
        return self._words.functions[key] if isinstance(key, str) else self._words.operators[key]

    def _decided(self, parts: Sequence[Said], op: type[ast.boolop]) -> Said:
        """Return conditions joined: what stands behind the one that decides does not matter."""
        says = self._says(op)([part.says for part in parts])
        *others, last = [part.cell for part in parts]
        for cell in reversed(others):
            last = either(cell, given(True), last) if op is ast.Or else either(cell, last, given(False))
        return Said(self._trace.line(says.text).put("n", last), says)

    def _folded(self, name: str) -> Callable[..., Pair]:
        words, apply = self._says(name), partial(pairs.extreme, least=name == "min")

        def folded(first: Pair, *others: Pair) -> Pair:
            said = [first.says]
            for other in others:
                said.append(other.says)
                says = words(*said)
                first = replace(apply(self._trace.line(says.text), first, other), says=says)
            return first

        return folded

    def _clamped(self, number: Pair, low: Pair, high: Pair) -> Pair:
        """Return the larger of the lower end and the smaller of the number and the upper end."""
        says = self._says("clamp")(number.says, low.says, high.says)
        below = replace(self.functions["min"](number, high), says=number.says)
        return replace(pairs.extreme(self._trace.line(says.text), low, below, least=False), says=says)

    def _added(self, column: Sequence[Pair]) -> Pair:
        if not column:
            return number_pair(Fraction(0), self._words.constant(Fraction(0)))
        result = column[0]
        for cell in column[1:]:
            result = self.operators[ast.Add](result, cell)
        return replace(result, says=self._says("sum")([cell.says for cell in column]))


def _rounded(line: Line, a: Pair, places: Pair, mode: Mode) -> Pair:
    return pairs.rounded(line, a, places.n.value, mode)


def _opposite(line: Line, a: Said) -> Cell:
    return line.put("n", called("NOT", a.cell))


def _compared(line: Line, a: Any, b: Any, op: type[ast.cmpop]) -> Cell:
    if isinstance(a, Pair):
        return pairs.compared(line, a, b, op)
    if op in (ast.Eq, ast.NotEq):
        same = called("EXACT", a.cell, b.cell)
        return line.put("n", same if op is ast.Eq else called("NOT", same))
    # A spreadsheet knows no order of words: those that would do are listed.
    sides = [side.cell.value if isinstance(side.cell.value, Level) else None for side in (a, b)]
    word = a.cell if sides[0] is None else b.cell
    return line.put("n", called("OR", given(False), *(called("EXACT", word, w) for w in fitting(op, *sides))))
