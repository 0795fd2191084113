"""What a formula costs is bounded, whatever its facts are."""

import time
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from perfscore.language.compile.formula import Formula, compile_formula
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.dimension import DIMENSIONS
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.exact import EXACT
from perfscore.language.interpretations.inverse import inverse
from perfscore.language.interpretations.pieces import Pieces
from perfscore.language.interpretations.prose import PROSE, Phrase
from perfscore.language.interpretations.trend import Moving, Trend, Trends
from perfscore.language.sets.joining import ATTAINABLE
from perfscore.numbers.ranges import Range

NAMES = dict.fromkeys("wxyz", Kind.NUMBER)
COUNTS = {name: (Range(Fraction(0), Fraction(500)),) for name in NAMES}
MOVING = {name: Moving(known, Trend.RISING) for name, known in COUNTS.items()}

INTERPRETATIONS: dict[str, Callable[[Formula], Any]] = {
    "exact": lambda formula: evaluate(formula, EXACT, dict.fromkeys(NAMES, Fraction(7))),
    "attainable": lambda formula: evaluate(formula, Pieces(ATTAINABLE), COUNTS),
    "trend": lambda formula: evaluate(formula, Trends(), MOVING),
    "inverse": lambda formula: inverse(formula, "x", COUNTS, Range(Fraction(0), Fraction(7))),
    "prose": lambda formula: evaluate(formula, PROSE, {name: Phrase(name) for name in NAMES}),
    "dimension": lambda formula: evaluate(formula, DIMENSIONS, dict.fromkeys(NAMES, ())),
}


def nested(pattern: str, depth: int) -> str:
    """Return a pattern put into itself, as deep as the language allows."""
    text = "1"
    for _ in range(depth):
        text = pattern.format(text)
    return text


HARD = {
    "a choice in the condition of a choice": nested("(2 if x > {} else 3)", 15),
    "a choice compared with a name on both sides": nested("(x if y == {} else z)", 15),
    "a choice in the branch of a choice": nested("(x if y > 2 else {})", 30),
    "five hundred points times five hundred": "floor(w) / 3 + floor(x) / 7 * floor(y) / 11 - floor(z) / 13",
    "five hundred points compared": "1 if floor(x) / 3 == floor(y) / 7 else 2",
    "thirty sums of points": "floor(x) / 7 + floor(y) / 11" + " + floor(z) / 13" * 14,
    "a rounding of many points": "round(floor(x) / 7 + floor(y) / 11, 5)",
}


@pytest.mark.parametrize("interpretation", INTERPRETATIONS)
@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in HARD.items()])
def test_no_interpretation_takes_long(text: str, interpretation: str) -> None:
    formula = compile_formula(text, NAMES)
    began = time.process_time()
    INTERPRETATIONS[interpretation](formula)

    assert time.process_time() - began < 10  # seconds; what doubles with every name takes hours


def over(text: str, **known: tuple[Range, ...]) -> tuple[list[str], set[str]]:
    pieces = Pieces(ATTAINABLE)
    found: Any = evaluate(compile_formula(text, NAMES), pieces, known)
    return [str(piece) for piece in found], pieces.maybe_undefined


ZERO_TO_ONE = (Range(Fraction(0), Fraction(1)),)
ZERO = (Range.point(Fraction(0)),)
MIXED = (Range(Fraction(-1), Fraction(1)),)


def test_a_part_that_may_never_be_asked_does_not_make_the_whole_undefined() -> None:
    # Where x is at most 0 the quotient is never looked at; where it is above, there is no value.
    assert (["1", "2"], {"division-by-zero"}) == over(
        "1 if x > 0 and y / z > 1 else 2", x=MIXED, y=MIXED, z=ZERO
    )


def test_a_condition_without_a_value_takes_neither_branch() -> None:
    assert (["2"], {"division-by-zero"}) == over("1 if x <= 0 and y > 1 / x else 2", x=ZERO_TO_ONE, y=MIXED)


def test_a_formula_without_any_value_is_undefined() -> None:
    with pytest.raises(Undefined, match="division-by-zero"):
        over("1 if y / z > 1 else 2", y=MIXED, z=ZERO)
    with pytest.raises(Undefined, match="division-by-zero"):
        over("1 / z if x > 0 else 2 / z", x=MIXED, z=ZERO)
    with pytest.raises(Undefined, match="division-by-zero"):
        evaluate(
            compile_formula("1 / z if x > 0 else 2 / z", NAMES),
            Trends(),
            {"x": Moving(MIXED, Trend.RISING), "z": Moving(ZERO)},
        )


def test_points_in_steps_stay_points_through_a_formula() -> None:
    assert (["0", "0.5", "1"], set()) == over("0.5 * floor(x)", x=(Range(Fraction(0), Fraction(5, 2)),))


def test_too_many_points_become_a_range_that_holds_them() -> None:
    (found,) = over("floor(x)", x=(Range(Fraction(0), Fraction(10_000)),))[0]

    assert "[0, 10000]" == found
