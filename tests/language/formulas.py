"""Random well-typed formulas, what is known of their names, and samples of it.

Numbers are a, b and c; t is a truth, s a text (甲, 乙 or 丙), and p.q a column of two cells.

Every law is tried on 100 examples; ``LAW_EXAMPLES=10000 pytest tests/language`` tries more.
"""

import os
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from perfscore.language.evaluate import Undefined, evaluate
from perfscore.language.exact import EXACT
from perfscore.language.formula import Formula, compile_formula
from perfscore.language.joining import merged
from perfscore.language.types import Kind
from perfscore.ranges import Range

__all__ = [
    "KINDS", "LEVELS", "NUMBERS", "Case", "cases", "conditions", "facts", "inside", "number_sets",
    "law", "points", "ranges", "texts", "value",
]  # fmt: skip

law = settings(
    max_examples=int(os.environ.get("LAW_EXAMPLES", "100")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

NUMBERS = ("a", "b", "c")
LEVELS = ("甲", "乙", "丙")
KINDS = {**dict.fromkeys(NUMBERS, Kind.NUMBER), "t": Kind.TRUTH, "s": Kind.TEXT, "p.q": Kind.COLUMN}
ROUNDINGS = ("round", "round_half_even", "truncate", "round_up")
STEPS = ("floor", "ceil", "whole_steps", "part_steps")
COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
NEAR = Fraction(1, 10**6)
"""How near an open end is tried."""

smooth_constants = st.sampled_from(("0", "1", "2", "3", "0.5", "0.25", "1.5", "10", "0.01", "7"))


@st.composite
def texts(
    draw: st.DrawFn,
    depth: int = 3,
    names: tuple[str, ...] = NUMBERS,
    constants: st.SearchStrategy[str] = smooth_constants,
    stepping: bool = True,
    facts_of_all_kinds: bool = True,
) -> str:
    """Draw the text of a formula that gives a number; every operand stands in brackets."""

    def number(left: int) -> str:
        if left == 0 or draw(st.integers(0, 5)) == 0:
            return draw(st.one_of(st.sampled_from(names), st.sampled_from(names), constants))
        kinds = ["binary"] * 5 + ["sign", "several", "clamp", "abs", "choice", "choice"]
        kinds += ["step", "round"] * stepping + ["column"] * facts_of_all_kinds
        match draw(st.sampled_from(kinds)):
            case "binary":
                sign = draw(st.sampled_from(("+", "-", "*", "/")))
                return f"({number(left - 1)}) {sign} ({number(left - 1)})"
            case "sign":
                return f"{draw(st.sampled_from('-+'))}({number(left - 1)})"
            case "several":
                parts = [number(left - 1) for _ in range(draw(st.integers(2, 3)))]
                return f"{draw(st.sampled_from(('min', 'max')))}({', '.join(parts)})"
            case "clamp":
                return f"clamp({', '.join(number(left - 1) for _ in range(3))})"
            case "abs":
                return f"abs({number(left - 1)})"
            case "step":
                return f"{draw(st.sampled_from(STEPS))}({number(left - 1)})"
            case "round":
                places = draw(st.integers(0, 2))
                return f"{draw(st.sampled_from(ROUNDINGS))}({number(left - 1)}, {places})"
            case "column":
                return draw(st.sampled_from(("sum(p.q)", "count(p.q)")))
        return f"({number(left - 1)}) if ({truth(left - 1)}) else ({number(left - 1)})"

    def truth(left: int) -> str:
        if facts_of_all_kinds and draw(st.integers(0, 4)) == 0:
            sign, level = draw(st.sampled_from(("==", "!="))), draw(st.sampled_from(LEVELS))
            return draw(st.sampled_from(("t", f'"{level}" {sign} s', f'(s) {sign} ("{level}")')))
        if left and draw(st.integers(0, 3)) == 0:
            word = draw(st.sampled_from(("and", "or", "not", "if")))
            if word == "not":
                return f"not ({truth(left - 1)})"
            if word == "if":
                return f"({truth(left - 1)}) if ({truth(left - 1)}) else ({truth(left - 1)})"
            return f" {word} ".join(f"({truth(left - 1)})" for _ in range(draw(st.integers(2, 3))))
        sign = draw(st.sampled_from(COMPARISONS))
        plain = draw(st.booleans())
        first = draw(st.sampled_from(names)) if plain else f"({number(max(left - 1, 0))})"
        both = [first, f"({number(max(left - 1, 0))})"]
        return f" {sign} ".join(both if draw(st.booleans()) else both[::-1])

    return number(depth)


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
