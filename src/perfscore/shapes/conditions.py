"""Scoring by a table of conditions over several facts · 条件表计分."""

import ast
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import takewhile
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from perfscore.inputs.toml.text import NumberText
from perfscore.language.compile.formula import names_of
from perfscore.language.compile.scan import parsed, scan
from perfscore.messages import Listed
from perfscore.messages.problems import Refused
from perfscore.numbers.exact import decimal_text, exact
from perfscore.numbers.fields import Declared, FactId, Points
from perfscore.numbers.ranges import Range
from perfscore.shapes.shape import Hit, Key, Reads, Shape, ShapeProblem, Table, above_full, full_unreached

__all__ = ["Conditions", "Row", "written"]

_ENGINE = ("x", "points")
_ENDS: Mapping[str, str] = {"at_least": ">=", "above": ">", "at_most": "<=", "below": "<"}
_PARTS = {bool: "truth", str: "text"}


class Row(Declared):
    """What a row gives, and when · 条件表的一行.

    `when` is a condition as a formula, or a table of facts with what each must be: true or false, a number,
    a word, a list of words, or ends (`at_least`, `above`, `at_most`, `below`).  A row without one
    always holds.
    """

    when: str | Mapping[FactId, Any] | None = Field(default=None, title="the condition; none holds always")
    points: Points = Field(ge=0, title="points of the row")

    @model_validator(mode="after")
    def _readable(self) -> Self:
        for fact, wanted in (self.when or {}).items() if not isinstance(self.when, str) else ():
            _condition(fact, wanted)
        return self

    def conditions(self) -> Iterator[tuple[str, Key]]:
        """Yield the conditions that must all hold, as formulas, each with its key."""
        if isinstance(self.when, str):
            yield self.when, ("when",)
        for fact, wanted in self.when.items() if isinstance(self.when, Mapping) else ():
            yield _condition(fact, wanted), ("when", fact)


class Conditions(Shape):
    """Points by the row of a table whose conditions hold · 按条件表的行给分.

    With ``hits = "first"`` the first row that holds gives the points, with ``hits = "agree"`` all rows that
    hold must give the same.  That some row holds whatever the facts are, that no two of them disagree, and
    that each is reached, is proven before any fact is seen.  ``x`` is the measure, where there is one.
    """

    name: ClassVar[str] = "conditions"

    shape: Literal["conditions"]
    hits: Literal["first", "agree"] = Field(title="does the first row that holds count, or must all agree")
    rows: tuple[Row, ...] = Field(min_length=2, max_length=30, title="the rows, from the top")

    def formula(self) -> str:
        """Return the formula that gives the points: one test a row; the last takes what is left."""
        *tested, last = self.table().hits
        last = next((hit for hit in tested if not hit.tests), last)
        before = takewhile(lambda hit: hit is not last, tested)
        tests = (f"{decimal_text(hit.points)} if {' and '.join(hit.tests)} else " for hit in before)
        return "".join(tests) + decimal_text(last.points)

    def conditions(self) -> Mapping[str, tuple[str, Key]]:
        """Return every condition by the name that the formula has for it, with its key."""
        return {name: said for row in self._named() for name, said in row.items()}

    def _named(self) -> Iterator[dict[str, tuple[str, Key]]]:
        for number, row in enumerate(self.rows):
            said = enumerate(row.conditions())
            yield {f"Row{number}_{n}": (text, ("rows", number, *key)) for n, (text, key) in said}

    def table(self) -> Table:
        """Return the rows by the names of their conditions."""
        both = zip(self._named(), self.rows, strict=True)
        hits = (Hit(tuple(names), row.points, ("rows", n)) for n, (names, row) in enumerate(both))
        return Table(tuple(hits), agree=self.hits == "agree")

    def reads(self, criterion: str, points: Fraction) -> tuple[Reads, ...]:
        """Return the facts that the conditions name, each with the place where it is named first."""
        found: dict[str, Reads] = {}
        for number, row in enumerate(self.rows):
            for text, key in row.conditions():
                value = row.when[str(key[-1])] if isinstance(row.when, Mapping) else None
                value = value[0] if isinstance(value, tuple) and value else value
                kind: Any = _PARTS.get(type(value), "number")
                for name in _names(text):
                    found.setdefault(name, Reads(name, name, kind, key=("rows", number, *key)))
        return tuple(found.values())

    def needs_measure(self) -> bool:
        """The measure is needed where a condition names it."""
        return any("x" in _every_name(text) for row in self.rows for text, _ in row.conditions())

    def problems(self, points: Fraction, measure: Range) -> Iterator[ShapeProblem]:
        """No row gives more than the full points, and one gives them."""
        for number, row in enumerate(self.rows):
            yield from above_full(("rows", number, "points"), row.points, points)
        yield from full_unreached("rows", max(row.points for row in self.rows), points)


def _every_name(text: str) -> list[str]:
    """Return the names in a condition; none where it cannot be read, which is told where it is compiled."""
    tree = None if scan(text) else parsed(text)
    return names_of(tree) if isinstance(tree, ast.expr) else []


def _names(text: str) -> list[str]:
    return [name for name in _every_name(text) if name not in _ENGINE]


def written(when: str | Mapping[str, Any]) -> str:
    """Return a condition as one formula: as it is written, or of a table of what facts must be.

    Raises Refused, with the key, for a value that says nothing.
    """
    return when if isinstance(when, str) else " and ".join(f"({_condition(*one)})" for one in when.items())


def _condition(fact: str, wanted: Any) -> str:
    """Return what a fact must be as a formula."""
    if isinstance(wanted, bool):
        return fact if wanted else f"not {fact}"
    if isinstance(wanted, tuple | list) and wanted:
        return " or ".join(f"{fact} == {_value(fact, one)}" for one in wanted)
    if isinstance(wanted, Mapping) and wanted and {*wanted} <= {*_ENDS}:
        return " and ".join(f"{fact} {_ENDS[key]} {_value(fact, end)}" for key, end in wanted.items())
    return f"{fact} == {_value(fact, wanted)}"


def _value(fact: str, value: Any) -> str:
    """Return a number, or a word in quotes."""
    if isinstance(value, str) and not isinstance(value, NumberText):
        return f"'{value}'" if '"' in value else f'"{value}"'
    try:
        if not isinstance(value, bool):
            return decimal_text(exact(value) if isinstance(value, str) else Fraction(value))
    except (TypeError, ValueError):
        pass
    found = Listed(value) if isinstance(value, Mapping) else str(value)
    raise Refused("shape-when-value", at=("when", fact), found=found)
