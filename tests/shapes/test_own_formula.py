"""Scoring by the author's own formula."""

from fractions import Fraction

import pytest

from perfscore.numbers.ranges import EVERYTHING, Range
from perfscore.shapes.formula import OwnFormula, points_at, points_over

TEN = Fraction(10)
TRANSFERS = OwnFormula.model_validate(
    {
        "shape": "formula",
        "formula": "points * clamp(1 - k * transferred / initial_budget, 0, 1)",
        "facts": ("transferred", "initial_budget"),
        "parameters": {"k": 10},
    }
)
CAPPED = OwnFormula.model_validate({"shape": "formula", "formula": "points * clamp(x, 0, 1)"})


@pytest.mark.parametrize(
    ("transferred", "points"), [("0", "10"), ("1", "9"), ("0.2", "9.8"), ("10", "0"), ("40", "0")]
)
def test_the_formula_gives_the_points(transferred: str, points: str) -> None:
    facts = {"transferred": Fraction(transferred), "initial_budget": Fraction(100)}
    assert Fraction(points) == points_at(TRANSFERS, TEN, facts)


def test_a_fact_that_is_not_shown_leaves_the_bounds() -> None:
    facts = {"transferred": EVERYTHING, "initial_budget": EVERYTHING}
    assert (Range(Fraction(0), TEN),) == points_over(TRANSFERS, TEN, facts)


def test_a_measure_is_needed_where_the_formula_names_it() -> None:
    assert CAPPED.needs_measure()
    assert not TRANSFERS.needs_measure()


def test_formulas_that_stay_in_bounds_have_no_problem() -> None:
    assert [] == list(TRANSFERS.problems(TEN, EVERYTHING))
    assert [] == list(CAPPED.problems(TEN, EVERYTHING))


def test_the_facts_are_read_as_they_are_named() -> None:
    expected = [("transferred", "transferred"), ("initial_budget", "initial_budget")]
    assert expected == [(read.name, read.fact) for read in TRANSFERS.reads("transfers", TEN)]
