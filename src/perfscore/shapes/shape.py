"""What a shape is · 计分方法的约定.

A shape turns a measure into points.  It is a pydantic model of its parameters that gives one formula;
everything else (points, bounds, attainable points, explanation) is an interpretation of that formula.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import ClassVar, Literal, NamedTuple

from pydantic import Field

from perfscore.language.compile.choices import Choice
from perfscore.language.compile.types import Kind, Type
from perfscore.messages import Listed
from perfscore.messages.problems import Refused
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.fields import Declared
from perfscore.numbers.ranges import EVERYTHING, Range

__all__ = [
    "Hit",
    "Key",
    "Reads",
    "Shape",
    "ShapeProblem",
    "Table",
    "above_full",
    "exactly_one",
    "first_given",
    "full_unreached",
    "one_or_more",
]


Key = tuple[str | int, ...]
"""The path of a value in a scoring table."""


class Hit(NamedTuple):
    """A row of a table of conditions · 条件表的一行.

    It holds where all of its `tests` do, which are names of the shape's `conditions()`, and gives its points.
    """

    tests: tuple[str, ...]
    points: Fraction
    key: Key


class Table(NamedTuple):
    """The rows of a table of conditions: the first that holds counts, or all that hold must `agree`."""

    hits: tuple[Hit, ...]
    agree: bool


@dataclass(frozen=True, slots=True)
class Reads:
    """A fact that a shape reads itself, beside the measure · 计分直接读取的事实.

    `name` is how the formula calls it, `fact` the fact's id.  `within` and `step` bound a number
    (in points, the judge's steps); `judged` marks an opinion, which no document settles.  `spellings`
    are other words for the `levels`; `key` is where the scoring table names the fact.
    """

    name: str
    fact: str
    kind: Literal["number", "truth", "text", "date"] = "number"
    within: Range = EVERYTHING
    step: Fraction | None = None
    levels: tuple[str, ...] | None = None
    spellings: Mapping[str, str] = field(default_factory=dict)
    judged: bool = False
    unit: str | None = None
    key: Key = ()

    @property
    def type(self) -> Type:
        """The kind as the formula is compiled with it."""
        return Choice(self.levels) if self.levels else Kind(self.kind)


@dataclass(frozen=True, slots=True)
class ShapeProblem:
    """A mistake in a shape's parameters, found without facts · 参数错误.

    `key` is the parameter's path in the scoring table; `code` and `values` as in a Problem.  `measures`
    are those that show it: it is no mistake where the measure, counted in steps, is never one of them.
    """

    code: str
    key: Key = ()
    values: Mapping[str, str] = field(default_factory=dict)
    measures: Range | None = None


class Shape(Declared):
    """Base of every shape · 计分方法.

    A subclass names itself in `name`, declares its parameters as fields and gives `formula()`.
    The formula may use ``x`` (the measure), ``points`` (full points of the criterion), the names of
    `parameters()` and of `reads()`.
    """

    name: ClassVar[str]
    measures: ClassVar[bool] = True
    """Does it score a measure; a shape that reads only its own facts says False."""

    shape: str = Field(title="name of the shape")

    def formula(self) -> str:
        """Return the formula that gives the points."""
        raise NotImplementedError

    def conditions(self) -> Mapping[str, tuple[str, Key]]:
        """Return conditions as their author wrote them, by the name the formula has for each.

        Each stands with its path in the scoring table, where a mistake in it is told.  Their names begin with
        a capital, which no fact's does.
        """
        return {}

    def table(self) -> Table | None:
        """Return the rows, where the points are those of a table of conditions."""
        return None

    def parameters(self) -> Mapping[str, Fraction | date]:
        """Return the numbers the formula uses by name."""
        return {}

    def reads(self, criterion: str, points: Fraction) -> tuple[Reads, ...]:
        """Return the facts the formula reads beside the measure."""
        return ()

    def needs_measure(self) -> bool:
        """Say whether the criterion needs an indicator for this shape."""
        return self.measures

    def problems(self, points: Fraction, measure: Range) -> Iterator[ShapeProblem]:
        """Yield what is wrong with the parameters for a criterion of so many points.

        `measure` is every value the measure can have.
        """
        return iter(())

    def unreachable(self, measure: Range, step: Fraction | None = None) -> Iterator[ShapeProblem]:
        """Yield the parts that no measure reaches; with a step only its multiples are measures."""
        return iter(())

    def drawn(self, measure: Range, around: Range | None = None) -> str:
        """Return the points along the measure as a line of text, or its part `around` some measures."""
        return ""

    def distances(self) -> Mapping[str, Fraction]:
        """Return the parameters that are distances between measures, so never beyond a share's whole."""
        return {}


def above_full(key: tuple[str | int, ...], gives: Fraction, points: Fraction) -> Iterator[ShapeProblem]:
    """Yield that a parameter gives more than the full points, where it does."""
    if gives > points:
        values = {"found": decimal_text(gives), "points": decimal_text(points)}
        yield ShapeProblem("shape-points-above-full", key, values)


def full_unreached(key: str, most: Fraction, points: Fraction) -> Iterator[ShapeProblem]:
    """Yield that the most that can be had is less than the full points, where it is."""
    if most < points:
        values = {"found": decimal_text(most), "points": decimal_text(points)}
        yield ShapeProblem("shape-full-points-unreached", (key,), values)


def first_given(shape: Shape, *keys: str) -> str | None:
    """Return the first of some parameters that is given, None where none is."""
    return next((key for key in keys if getattr(shape, key) is not None), None)


def one_or_more(shape: Shape, *keys: str) -> None:
    """Raise Refused where none of some parameters is given."""
    if first_given(shape, *keys) is None:
        raise Refused("shape-one-needed", known=Listed(keys))


def exactly_one(shape: Shape, *keys: str) -> None:
    """Raise Refused where none, or more than one, of some parameters is given."""
    one_or_more(shape, *keys)
    given = [key for key in keys if getattr(shape, key) is not None]
    if len(given) > 1:
        raise Refused("shape-one-only", at=(given[1],), found=Listed(given))
