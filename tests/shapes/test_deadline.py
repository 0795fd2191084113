"""Deadline scoring."""

from datetime import date
from fractions import Fraction

import pytest
from pydantic import ValidationError

from perfscore.language.sets.joining import ATTAINABLE
from perfscore.numbers.ranges import Range
from perfscore.shapes.deadline import Deadline
from perfscore.shapes.formula import points_at, points_over

FOUR = Fraction(4)
YEAR_END = Deadline.model_validate({"shape": "deadline", "fact": "finished_on", "by": date(2024, 12, 31)})
AGREED = Deadline.model_validate({"shape": "deadline", "fact": "finished_on", "by_fact": "agreed_on"})


@pytest.mark.parametrize(
    ("day", "points"),
    [(date(2024, 9, 30), 4), (date(2024, 12, 31), 4), (date(2025, 1, 1), 0)],
)
def test_the_last_day_is_in_time_and_the_next_is_not(day: date, points: int) -> None:
    assert Fraction(points) == points_at(YEAR_END, FOUR, {"done": day})


def test_the_last_day_can_be_a_fact() -> None:
    days = {"done": date(2024, 7, 1), "by": date(2024, 6, 30)}
    assert Fraction(0) == points_at(AGREED, FOUR, days)
    assert ["finished_on", "agreed_on"] == [read.fact for read in AGREED.reads("progress", FOUR)]


def test_a_month_that_ends_in_time_is_in_time_whatever_the_day() -> None:
    first, last = (Fraction(date(2024, 12, day).toordinal()) for day in (1, 31))
    assert (Range.point(FOUR),) == points_over(YEAR_END, FOUR, {"done": Range(first, last)})


def test_an_unknown_day_leaves_all_and_nothing() -> None:
    days = Range(None, None, True, True)
    both = (Range.point(Fraction(0)), Range.point(FOUR))
    assert both == points_over(YEAR_END, FOUR, {"done": days}, ATTAINABLE)


@pytest.mark.parametrize(
    ("last_day", "code"),
    [({}, "shape-one-needed"), ({"by": date(2024, 6, 1), "by_fact": "agreed"}, "shape-one-only")],
)
def test_there_is_one_last_day(last_day: dict[str, object], code: str) -> None:
    with pytest.raises(ValidationError, match=code):
        Deadline.model_validate({"shape": "deadline", "fact": "finished_on", **last_day})
