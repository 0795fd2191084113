"""All or nothing."""

from fractions import Fraction

import pytest
from pydantic import ValidationError

from perfscore.language.sets.joining import ATTAINABLE
from perfscore.numbers.ranges import EVERYTHING, Range
from perfscore.shapes.all_or_nothing import AllOrNothing
from perfscore.shapes.formula import points_at, points_over

TWO = Fraction(2)


def shape(**parameters: str) -> AllOrNothing:
    return AllOrNothing.model_validate({"shape": "all_or_nothing", **parameters})


@pytest.mark.parametrize(
    ("condition", "below", "there", "above"),
    [
        ("at_least", "0", "2", "2"),
        ("above", "0", "0", "2"),
        ("at_most", "2", "2", "0"),
        ("below", "2", "0", "0"),
        ("equals", "0", "2", "0"),
    ],
)
def test_a_limit_gives_full_points_on_its_side(condition: str, below: str, there: str, above: str) -> None:
    limit = shape(**{condition: "0.9"})
    found = [points_at(limit, TWO, {"x": Fraction(x)}) for x in ("0.89", "0.9", "0.91")]
    assert [Fraction(below), Fraction(there), Fraction(above)] == found


@pytest.mark.parametrize(("held", "points"), [(True, 2), (False, 0)])
def test_a_fact_that_is_true_gives_full_points(held: bool, points: int) -> None:
    assert Fraction(points) == points_at(shape(test="plan_present"), TWO, {"holds": held})


def test_a_test_needs_no_measure_and_a_limit_does() -> None:
    assert not shape(test="plan_present").needs_measure()
    assert shape(at_most="0").needs_measure()


def test_an_unknown_measure_leaves_all_and_nothing() -> None:
    both = (Range.point(Fraction(0)), Range.point(TWO))
    assert both == points_over(shape(equals="0"), TWO, {"x": EVERYTHING}, ATTAINABLE)
    assert both == points_over(shape(test="plan_present"), TWO, {"holds": None}, ATTAINABLE)


@pytest.mark.parametrize(
    ("parameters", "code"),
    [({}, "shape-one-needed"), ({"at_least": "1", "test": "done"}, "shape-one-only")],
)
def test_there_is_one_condition(parameters: dict[str, str], code: str) -> None:
    with pytest.raises(ValidationError, match=code):
        shape(**parameters)
