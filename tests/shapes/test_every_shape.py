"""What holds for every shape, whatever its parameters."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from perfscore.language.compile.formula import compile_formula
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.evaluate import evaluate
from perfscore.language.interpretations.trend import Moving, Trend, Trends
from perfscore.language.sets.joining import ATTAINABLE, INTERVAL
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.ranges import EVERYTHING, Range, hull
from perfscore.shapes.all_or_nothing import AllOrNothing
from perfscore.shapes.bands import Bands
from perfscore.shapes.checklist import Checklist
from perfscore.shapes.deduction import Deduction
from perfscore.shapes.formula import points_at, points_over
from perfscore.shapes.judged import Judged
from perfscore.shapes.proportional import Proportional
from perfscore.shapes.shape import Shape

POINTS = Fraction(10)


def hundredths(least: int, most: int) -> st.SearchStrategy[Fraction]:
    return st.integers(least, most).map(lambda n: Fraction(n, 100))


MEASURES = hundredths(-150, 350)


def proportional() -> st.SearchStrategy[Shape]:
    full_at = hundredths(1, 200)
    ways: tuple[dict[str, str], ...] = (
        {},
        {"better": "lower", "reverse": "linear"},
        {"better": "lower", "reverse": "ratio"},
    )
    plain = st.builds(lambda full, way: {"full_at": full, **way}, full_at, st.sampled_from(ways))
    line = st.builds(lambda zero, full: {"zero_at": zero, "full_at": full}, hundredths(201, 300), full_at)
    return st.one_of(plain, line).map(
        lambda given: Proportional.model_validate({"shape": "proportional", **given})
    )


@st.composite
def deductions(draw: st.DrawFn) -> Shape:
    under, over = sorted((draw(MEASURES), draw(MEASURES)))
    sides = draw(st.sampled_from((("under",), ("over",), ("under", "over"))))
    limits = {"under": under, "over": draw(st.sampled_from((under, over)))}
    parameters = {
        **{side: limits[side] for side in sides},
        "each": draw(hundredths(1, 50)),
        "loses": draw(hundredths(10, 400)),
        "part_steps": draw(st.sampled_from(("ignored", "counted", "pro_rata"))),
        "floor": draw(hundredths(0, 900)),
    }
    return Deduction.model_validate({"shape": "deduction", **parameters})


@st.composite
def bands(draw: st.DrawFn) -> Shape:
    ends = sorted(draw(st.sets(MEASURES, min_size=1, max_size=6)))
    points = [*draw(st.lists(hundredths(0, 1000), min_size=len(ends), max_size=len(ends))), POINTS]
    if draw(st.booleans()):
        points.sort(reverse=draw(st.booleans()))
    rows: list[dict[str, Fraction]] = [{"points": earned} for earned in points]
    for end, lower, upper in zip(ends, rows, rows[1:], strict=False):
        to_the_upper = draw(st.booleans())
        lower["below" if to_the_upper else "at_most"] = end
        upper["at_least" if to_the_upper else "above"] = end
    return Bands.model_validate({"shape": "bands", "bands": tuple(rows)})


def limits() -> st.SearchStrategy[Shape]:
    signs = st.sampled_from(("at_least", "above", "at_most", "below", "equals"))
    return st.builds(
        lambda sign, limit: AllOrNothing.model_validate({"shape": "all_or_nothing", sign: limit}),
        signs,
        MEASURES,
    )


SHAPES = st.one_of(proportional(), deductions(), bands(), limits())


@st.composite
def spans(draw: st.DrawFn) -> Range:
    low, high = sorted((draw(MEASURES), draw(MEASURES)))
    open_ends = low != high
    return Range(low, high, open_ends and draw(st.booleans()), open_ends and draw(st.booleans()))


@given(SHAPES)
def test_the_parameters_drawn_here_are_free_of_problems(shape: Shape) -> None:
    assert [] == list(shape.problems(POINTS, EVERYTHING))


@given(SHAPES, MEASURES)
def test_points_lie_between_nothing_and_full_points(shape: Shape, measure: Fraction) -> None:
    assert 0 <= points_at(shape, POINTS, {"x": measure}) <= POINTS


@given(SHAPES, st.one_of(spans(), st.just(EVERYTHING)))
def test_no_measure_at_all_can_leave_the_points(shape: Shape, measure: Range) -> None:
    for most in (INTERVAL, ATTAINABLE):
        for piece in points_over(shape, POINTS, {"x": measure}, most):
            assert Range(Fraction(0), POINTS).holds(piece)


def trend_of(shape: Shape) -> Trend:
    """Return which way points go as the measure rises, as the formula alone shows."""
    numbers = {"points": POINTS, **shape.parameters()}
    kinds = dict.fromkeys(("x", *numbers), Kind.NUMBER)
    exact = {name: number for name, number in numbers.items() if isinstance(number, Fraction)}
    fixed = {name: Moving((Range.point(number),)) for name, number in exact.items()}
    names = {**fixed, "x": Moving((EVERYTHING,), Trend.RISING)}
    return evaluate(compile_formula(shape.formula(), kinds), Trends(), names).trend


@given(SHAPES, MEASURES, MEASURES)
def test_points_move_the_way_the_formula_shows(shape: Shape, first: Fraction, second: Fraction) -> None:
    low, high = sorted((first, second))
    below, above = (points_at(shape, POINTS, {"x": x}) for x in (low, high))
    assert below <= above or trend_of(shape) is not Trend.RISING
    assert below >= above or trend_of(shape) is not Trend.FALLING


@given(SHAPES, spans(), MEASURES)
def test_bounds_hold_the_points_of_every_measure_within(
    shape: Shape, measure: Range, sample: Fraction
) -> None:
    assume(sample in measure)
    earned = points_at(shape, POINTS, {"x": sample})
    for most in (INTERVAL, ATTAINABLE):
        pieces = points_over(shape, POINTS, {"x": measure}, most)
        assert any(earned in piece for piece in pieces)


@given(SHAPES, MEASURES, MEASURES)
def test_closed_bounds_are_reached_where_points_only_rise_or_fall(
    shape: Shape, first: Fraction, second: Fraction
) -> None:
    assume(trend_of(shape) in (Trend.RISING, Trend.FALLING))
    low, high = sorted((first, second))
    ends = [Range.point(points_at(shape, POINTS, {"x": x})) for x in (low, high)]
    assert (hull(*ends),) == points_over(shape, POINTS, {"x": Range(low, high)})


@given(st.one_of(deductions(), proportional()))
def test_how_a_number_is_spelled_does_not_matter(shape: Shape) -> None:
    def spelled(value: Any) -> Any:
        return f"{decimal_text(value, 2)}000" if isinstance(value, Fraction) else value

    given_as = {key: getattr(shape, key) for key in type(shape).model_fields}
    again = type(shape).model_validate({key: spelled(value) for key, value in given_as.items()})
    assert shape == again
    assert shape.formula() == again.formula()


@settings(max_examples=50)
@given(st.integers(1, 20), st.data())
def test_judged_points_stay_in_the_part_of_their_level(steps: int, data: st.DataObject) -> None:
    step = POINTS / steps
    ends = sorted(data.draw(st.sets(hundredths(1, 99), min_size=1, max_size=3)))
    shares = [Fraction(0), *ends, Fraction(1)]
    levels = tuple(
        {"name": f"level {n}", "from": low, "to": high} for n, (low, high) in enumerate(pairwise(shares))
    )
    shape = Judged.model_validate({"shape": "judged", "step": step, "levels": levels})
    assume(not list(shape.problems(POINTS, EVERYTHING)))
    judged = step * data.draw(st.integers(0, steps))
    parts = [points_at(shape, POINTS, {"judged": judged, "level": str(one["name"])}) for one in levels]
    for earned, (low, high) in zip(parts, pairwise(shares), strict=True):
        assert low * POINTS <= earned <= high * POINTS
        assert earned < high * POINTS or high == 1
        assert (earned / step).denominator == 1
    assert judged in parts


@given(st.lists(st.booleans(), min_size=1, max_size=8), hundredths(1, 500))
def test_tests_that_lose_never_take_more_than_everything(held: list[bool], loses: Fraction) -> None:
    names = tuple(f"test_{n}" for n in range(len(held)))
    shape = Checklist.model_validate({"shape": "checklist", "tests": names, "loses": loses})
    earned = points_at(shape, POINTS, dict(zip(names, held, strict=True)))
    assert max(Fraction(0), POINTS - loses * held.count(False)) == earned
