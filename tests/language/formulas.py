"""Random well-typed formulas, what is known of their names, and samples of it.

Numbers are a, b and c; t is a truth, s a text (甲, 乙 or 丙), g a choice of the same words (甲 the best), and
p.q a column of two cells.

Every law is tried on 60 examples; ``LAW_EXAMPLES=10000 pytest tests/language`` tries more.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from perfscore.language.compile.choices import Choice
from perfscore.language.compile.formula import Formula, compile_formula
from perfscore.language.compile.types import Kind, Type
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.exact import EXACT
from perfscore.language.sets.joining import merged
from perfscore.numbers.ranges import Range

__all__ = [
    "KINDS",
    "LEVELS",
    "NUMBERS",
    "Case",
    "cases",
    "conditions",
    "facts",
    "inside",
    "law",
    "number_sets",
    "points",
    "ranges",
    "texts",
    "value",
]

law = settings(
    max_examples=int(os.environ.get("LAW_EXAMPLES", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

NUMBERS = ("a", "b", "c")
LEVELS = ("甲", "乙", "丙")
KINDS: dict[str, Type] = {
    **dict.fromkeys(NUMBERS, Kind.NUMBER),
    "t": Kind.TRUTH,
    "s": Kind.TEXT,
    "g": Choice(LEVELS, "falling"),
    "p.q": Kind.COLUMN,
}
ROUNDINGS = ("round", "round_half_even", "truncate", "round_up")
STEPS = ("floor", "ceil", "whole_steps", "part_steps")
COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
NEAR = Fraction(1, 10**6)
"""How near an open end is tried."""

smooth_constants = st.sampled_from(("0", "1", "2", "3", "0.5", "0.25", "1.5", "10", "0.01", "7"))


@dataclass
class _Writer:
    """Writes the text of a random formula; every operand stands in brackets."""

    draw: st.DrawFn
    names: tuple[str, ...]
    constants: st.SearchStrategy[str]
    stepping: bool
    all_kinds: bool

    def one_of(self, *choices: str) -> str:
        return self.draw(st.sampled_from(choices))

    def number(self, left: int) -> str:
        if left <= 0 or self.draw(st.integers(0, 5)) == 0:
            name = st.sampled_from(self.names)
            return self.draw(st.one_of(name, name, self.constants))
        ways = [*WAYS, *STEPPING * self.stepping, *COLUMNS * self.all_kinds]
        way: Way = self.draw(st.sampled_from(ways))
        return way(self, left - 1)

    def truth(self, left: int) -> str:
        if self.all_kinds and self.draw(st.integers(0, 4)) == 0:
            sign, level = self.one_of("==", "!="), self.one_of(*LEVELS)
            graded = (
                f'(g) {self.one_of(*COMPARISONS)} ("{level}")',
                f'"{level}" {self.one_of(*COMPARISONS)} g',
            )
            return self.one_of("t", f'"{level}" {sign} s', f'(s) {sign} ("{level}")', *graded)
        if left and self.draw(st.integers(0, 3)) == 0:
            parts = [self.truth(left - 1) for _ in range(3)]
            return self.one_of(
                "not ({})", "({}) if ({}) else ({})", "({}) and ({})", "({}) or ({})", "({}) or ({}) or ({})"
            ).format(*parts)
        first = self.one_of(*self.names) if self.draw(st.booleans()) else f"({self.number(left - 1)})"
        both = [first, f"({self.number(left - 1)})"]
        return f" {self.one_of(*COMPARISONS)} ".join(both if self.draw(st.booleans()) else both[::-1])


def _choice(w: _Writer, left: int) -> str:
    return f"({w.number(left)}) if ({w.truth(left)}) else ({w.number(left)})"


def _binary(w: _Writer, left: int) -> str:
    return f"({w.number(left)}) {w.one_of(*'+-*/')} ({w.number(left)})"


Way = Callable[[_Writer, int], str]
WAYS: tuple[Way, ...] = (
    *[_binary] * 4,
    *[_choice] * 2,
    lambda w, left: f"{w.one_of('-', '+')}({w.number(left)})",
    lambda w, left: f"{w.one_of('min', 'max')}({w.number(left)}, {w.number(left)})",
    lambda w, left: f"max({w.number(left)}, {w.number(left)}, {w.number(left)})",
    lambda w, left: f"clamp({w.number(left)}, {w.number(left)}, {w.number(left)})",
    lambda w, left: f"abs({w.number(left)})",
)
STEPPING: tuple[Way, ...] = (
    lambda w, left: f"{w.one_of(*STEPS)}({w.number(left)})",
    lambda w, left: f"{w.one_of(*ROUNDINGS)}({w.number(left)}, {w.one_of('0', '1', '2')})",
)
COLUMNS: tuple[Way, ...] = (lambda w, left: w.one_of("sum(p.q)", "count(p.q)"),)


@st.composite
def texts(
    draw: st.DrawFn,
    depth: int = 3,
    names: tuple[str, ...] = NUMBERS,
    constants: st.SearchStrategy[str] = smooth_constants,
    stepping: bool = True,
    facts_of_all_kinds: bool = True,
) -> str:
    """Draw the text of a formula that gives a number."""
    return _Writer(draw, names, constants, stepping, facts_of_all_kinds).number(depth)


@st.composite
def conditions(draw: st.DrawFn) -> str:
    """Draw the text of a formula that gives a truth."""
    whole = draw(texts(depth=2).filter(lambda text: " if " in text)) if draw(st.booleans()) else None
    if whole is not None:
        return f"({whole}) {draw(st.sampled_from(COMPARISONS))} ({draw(texts(depth=1))})"
    parts = [
        f"{draw(st.sampled_from(NUMBERS))} {draw(st.sampled_from(COMPARISONS))} ({draw(texts(depth=1))})"
        for _ in range(draw(st.integers(1, 3)))
    ]
    words = draw(st.sampled_from(("and", "or")))
    joined = f" {words} ".join(f"({part})" for part in parts)
    return f"not ({joined})" if draw(st.booleans()) else joined


small = st.one_of(
    st.integers(-4, 6).map(Fraction),
    st.builds(Fraction, st.integers(-40, 60), st.sampled_from((2, 3, 4, 7, 10, 100))),
)
"""Numbers on which ends, steps and limits often meet."""


@st.composite
def ranges(draw: st.DrawFn, bounded: bool = False) -> Range:
    """Draw a range: a point, or with open, closed and infinite ends."""
    first, second = sorted((draw(small), draw(small)))
    if first == second or draw(st.integers(0, 4)) == 0:
        return Range.point(first)
    shape = 2 if bounded else draw(st.integers(0, 5))
    low, high = (None if shape == 0 else first), (None if shape == 1 else second)
    return Range(low, high, draw(st.booleans()), draw(st.booleans()))


def number_sets(bounded: bool = False) -> st.SearchStrategy[tuple[Range, ...]]:
    """Draw a set of one to three ranges."""
    return st.lists(ranges(bounded), min_size=1, max_size=3).map(merged)


def inside(numbers: tuple[Range, ...]) -> st.SearchStrategy[Fraction]:
    """Draw a number of a set: its closed ends, numbers next to its open ones, and others."""
    return st.sampled_from(numbers).flatmap(_of)


def _of(piece: Range) -> st.SearchStrategy[Fraction]:
    low = piece.low if piece.low is not None else (piece.high or Fraction(0)) - 50
    high = piece.high if piece.high is not None else low + 100
    step = min(NEAR, (high - low) / 4)
    near = [low, high, low + step, high - step, (low + high) / 2, Fraction(0), Fraction(1)]
    known = [number for number in near if number in piece]
    between = st.integers(1, 11).map(lambda n: low + (high - low) * n / 12)
    return st.one_of(st.sampled_from(known), between) if low < high else st.just(low)


@dataclass(frozen=True)
class Case:
    """A formula, everything its names can be, and some of it."""

    formula: Formula
    possible: dict[str, Any]
    samples: list[dict[str, Any]]

    def __repr__(self) -> str:
        known = {n: [str(r) for r in p] if n in NUMBERS else p for n, p in self.possible.items()}
        return f"{self.formula.text!r} with {known}, for instance {self.samples}"


@st.composite
def facts(
    draw: st.DrawFn, formula: Formula, grains: int = 3, bounded: bool = False, count: int = 4
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Draw what is known of the names of a formula, and samples of it."""
    possible: dict[str, Any] = {}
    samples: list[dict[str, Any]] = [{} for _ in range(count)]
    for name in formula.names:
        match KINDS[name]:
            case Kind.TRUTH:
                possible[name] = draw(st.sampled_from((True, False, None)))
                choices: Any = st.booleans() if possible[name] is None else st.just(possible[name])
            case Kind.TEXT:
                possible[name] = draw(st.none() | st.frozensets(st.sampled_from(LEVELS), min_size=1))
                choices = st.sampled_from(sorted(possible[name] or LEVELS))
            case Choice():
                possible[name] = draw(st.frozensets(st.sampled_from(LEVELS), min_size=1))
                choices = st.sampled_from(sorted(possible[name]))
            case Kind.COLUMN:
                possible[name] = tuple(draw(number_sets(bounded)) for _ in range(2))
                choices = st.tuples(*map(inside, possible[name]))
            case _:
                one = st.lists(ranges(bounded), min_size=1, max_size=grains).map(merged)
                possible[name] = draw(one)
                choices = inside(possible[name])
        for sample in samples:
            sample[name] = draw(choices)
    return possible, samples


@st.composite
def cases(
    draw: st.DrawFn,
    written: st.SearchStrategy[str] | None = None,
    expect: Kind = Kind.NUMBER,
    grains: int = 3,
    bounded: bool = False,
) -> Case:
    """Draw a formula with what is known of its names."""
    formula = compile_formula(draw(texts() if written is None else written), KINDS, expect)
    return Case(formula, *draw(facts(formula, grains, bounded)))


def points(sample: dict[str, Any]) -> dict[str, Any]:
    """Return a sample as sets of one value each."""

    def alone(given: Any) -> Any:
        if isinstance(given, tuple):
            return tuple(map(alone, given))
        if isinstance(given, Fraction):
            return (Range.point(given),)
        return frozenset({given}) if isinstance(given, str) else given

    return {name: alone(given) for name, given in sample.items()}


def value(formula: Formula, sample: dict[str, Any]) -> Any:
    """Return the exact value of a formula, None where it has none."""
    try:
        return evaluate(formula, EXACT, sample)
    except Undefined:
        return None
