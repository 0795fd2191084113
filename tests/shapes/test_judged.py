"""Judged scoring."""

from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from perfscore.language.sets.joining import ATTAINABLE
from perfscore.numbers.ranges import Range
from perfscore.shapes.formula import compiled, points_at, points_over
from perfscore.shapes.judged import Judged

TEN = Fraction(10)
MET, PARTLY, MISSED = "达成预期指标", "部分达成", "未达成"
THREE_LEVELS = (
    {"name": MET, "from": "0.8", "to": 1},
    {"name": PARTLY, "from": "0.6", "to": "0.8"},
    {"name": MISSED, "from": 0, "to": "0.6"},
)
FREE = Judged.model_validate({"shape": "judged", "step": "0.5"})
LEVELS = Judged.model_validate({"shape": "judged", "step": 1, "levels": THREE_LEVELS})


def steps(first: str, last: str, step: str) -> tuple[Range, ...]:
    """Return single points from first to last."""
    count = (Fraction(last) - Fraction(first)) / Fraction(step)
    return tuple(Range.point(Fraction(first) + n * Fraction(step)) for n in range(int(count) + 1))


def any_points(shape: Judged, points: Fraction) -> tuple[Range, ...]:
    """Return what the judge may give: every multiple of the step."""
    return steps("0", str(points), str(shape.step))


def test_the_points_are_what_the_judge_gave() -> None:
    assert Fraction("8.5") == points_at(FREE, TEN, {"judged": Fraction("8.5")})


def test_an_unknown_judgement_leaves_every_step() -> None:
    given = {"judged": any_points(FREE, TEN)}
    assert steps("0", "10", "0.5") == points_over(FREE, TEN, given, ATTAINABLE)


@pytest.mark.parametrize(
    ("level", "first", "last"), [(MET, "8", "10"), (PARTLY, "6", "7"), (MISSED, "0", "5")]
)
def test_a_level_leaves_its_part_of_the_points_the_lower_end_included(
    level: str, first: str, last: str
) -> None:
    given = {"judged": any_points(LEVELS, TEN), "level": level}
    assert steps(first, last, "1") == points_over(LEVELS, TEN, given, ATTAINABLE)


def test_two_levels_that_are_possible_leave_the_points_of_both() -> None:
    given = {"judged": Range(Fraction(0), TEN), "level": frozenset({MET, PARTLY})}
    assert (Range(Fraction(6), TEN),) == points_over(LEVELS, TEN, given)


def test_an_unknown_level_leaves_everything() -> None:
    given = {"judged": Range(Fraction(0), TEN), "level": None}
    assert (Range(Fraction(0), TEN),) == points_over(LEVELS, TEN, given)


@pytest.mark.parametrize(("judged", "points"), [("9", "9"), ("10", "10"), ("3", "8")])
def test_points_outside_the_level_that_was_named_are_moved_into_it(judged: str, points: str) -> None:
    given = {"judged": Fraction(judged), "level": MET}
    assert Fraction(points) == points_at(LEVELS, TEN, given)


def test_the_ends_of_a_level_are_steps_of_the_judge() -> None:
    halves = Judged.model_validate({"shape": "judged", "step": "0.5", "levels": THREE_LEVELS})
    given = {"judged": any_points(halves, Fraction(7)), "level": PARTLY}
    assert steps("4.5", "5.5", "0.5") == points_over(halves, Fraction(7), given, ATTAINABLE)


def test_the_judgement_is_a_fact_of_the_criterion_unless_another_is_named() -> None:
    (score,) = FREE.reads("benefits", TEN)
    assert ("benefits_points", Range(Fraction(0), TEN)) == (score.fact, score.within)
    assert (Fraction("0.5"), True, "分") == (score.step, score.judged, score.unit)
    named = Judged.model_validate({"shape": "judged", "step": 1, "score": "panel"})
    assert "panel" == named.reads("benefits", TEN)[0].fact


def test_the_level_is_one_of_the_names() -> None:
    level = LEVELS.reads("benefits", TEN)[1]
    assert ("benefits_level", (MET, PARTLY, MISSED)) == (level.fact, level.levels)


@pytest.mark.parametrize("name", ["it's", "部分达成，效果较差", "a\\b", ""])
def test_a_level_that_no_formula_can_hold_is_refused(name: str) -> None:
    level: Any = {"name": name, "from": 0, "to": 1}
    with pytest.raises(ValidationError):
        Judged.model_validate({"shape": "judged", "step": 1, "levels": (level,)})


def test_six_levels_with_long_names_stay_within_the_limits_of_the_language() -> None:
    levels = tuple({"name": f"{n}" * 40, "from": f"0.{n}5", "to": f"0.{n + 1}5"} for n in range(1, 7))
    shape = Judged.model_validate({"shape": "judged", "step": "0.01", "levels": levels})
    assert "level" in compiled(shape, TEN).names
