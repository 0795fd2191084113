"""Checklist scoring."""

from fractions import Fraction

import pytest
from pydantic import ValidationError

from perfscore.language.sets.joining import ATTAINABLE
from perfscore.numbers.ranges import Range
from perfscore.shapes.checklist import Checklist
from perfscore.shapes.formula import compiled, points_at, points_over

RULES = ("rules_made", "rules_lawful", "rules_applied")
EARNED = Checklist.model_validate({"shape": "checklist", "tests": RULES, "each": 1})
LOST = Checklist.model_validate({"shape": "checklist", "tests": RULES, "loses": "1.5"})
BREACHES = Checklist.model_validate({"shape": "checklist", "breaches": "late", "loses": "0.75"})
THREE = Fraction(3)


@pytest.mark.parametrize(
    ("held", "earned", "lost"),
    [(RULES, "3", "3"), (RULES[:2], "2", "1.5"), (RULES[2:], "1", "0"), ((), "0", "0")],
)
def test_a_test_that_holds_earns_and_one_that_fails_costs(
    held: tuple[str, ...], earned: str, lost: str
) -> None:
    facts = {test: test in held for test in RULES}
    assert Fraction(earned) == points_at(EARNED, THREE, facts)
    assert Fraction(lost) == points_at(LOST, THREE, facts)


@pytest.mark.parametrize(("count", "points"), [(0, "3"), (1, "2.25"), (3, "0.75"), (4, "0"), (9, "0")])
def test_each_breach_costs_down_to_nothing(count: int, points: str) -> None:
    assert Fraction(points) == points_at(BREACHES, THREE, {"breaches": Fraction(count)})


def test_tests_not_shown_leave_each_number_of_passes() -> None:
    facts = {"rules_made": True, "rules_lawful": None, "rules_applied": None}
    expected = tuple(Range.point(Fraction(n)) for n in (1, 2, 3))
    assert expected == points_over(EARNED, THREE, facts, ATTAINABLE)


def test_an_unknown_number_of_breaches_leaves_single_points() -> None:
    unknown = Range(Fraction(0), None, False, True)
    expected = tuple(Range.point(Fraction(n) * 3 / 4) for n in range(5))
    assert expected == points_over(BREACHES, THREE, {"breaches": unknown}, ATTAINABLE)


def test_breaches_are_counted_in_whole_numbers() -> None:
    (breaches,) = BREACHES.reads("payment", THREE)
    assert ("late", Fraction(1), Range(Fraction(0), None, False, True)) == (
        breaches.fact, breaches.step, breaches.within,
    )  # fmt: skip


def test_twenty_five_tests_stay_within_the_limits_of_the_language() -> None:
    tests = tuple(f"test_{n}" for n in range(25))
    for way in ({"each": "0.2"}, {"loses": "0.2"}):
        shape = Checklist.model_validate({"shape": "checklist", "tests": tests, **way})
        assert set(tests) <= set(compiled(shape, Fraction(5)).names)


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"each": 1}, "shape-one-needed"),
        ({"tests": RULES}, "shape-one-needed"),
        ({"tests": RULES, "breaches": "late", "loses": 1}, "shape-one-only"),
        ({"tests": RULES, "each": 1, "loses": 1}, "shape-one-only"),
        ({"breaches": "late", "each": 1}, "shape-breaches-lose"),
    ],
)
def test_a_checklist_is_tests_or_breaches_that_earn_or_lose(parameters: dict[str, object], code: str) -> None:
    with pytest.raises(ValidationError, match=code):
        Checklist.model_validate({"shape": "checklist", **parameters})
