"""Laws that hold between the interpretations of one formula."""

import re
from fractions import Fraction
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from perfscore.language.compile.formula import Formula, compile_formula
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.dimension import DIMENSIONS, UnitClash
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.exact import exact_value
from perfscore.language.interpretations.inverse import inverse
from perfscore.language.interpretations.pieces import Pieces
from perfscore.language.interpretations.prose import PROSE, Phrase
from perfscore.language.interpretations.trend import Moving, Trend, Trends
from perfscore.language.sets.joining import ATTAINABLE, INTERVAL
from perfscore.numbers.ranges import Range
from tests.language.formulas import (
    KINDS,
    NUMBERS,
    Case,
    cases,
    conditions,
    facts,
    inside,
    law,
    ranges,
    texts,
    value,
)

either = st.one_of(cases(), cases(conditions(), expect=Kind.TRUTH))


@law
@given(either)
def test_the_prepared_function_gives_what_the_evaluator_gives(case: Case) -> None:
    for sample in case.samples:
        try:
            found = exact_value(case.formula, sample)
        except Undefined:
            found = None

        assert value(case.formula, sample) == found


def moving(given: Any, trend: Trend = Trend.CONSTANT) -> Any:
    """Return what is known of a name as something that moves; a column cell by cell."""
    return Moving(given, trend)


@law
@given(cases(grains=1), st.data())
def test_no_samples_contradict_a_trend(case: Case, data: st.DataObject) -> None:
    for name in set(NUMBERS) & {*case.formula.names}:
        names: dict[str, Any] = {
            n: tuple(map(moving, known)) if n == "p.q" else moving(known)
            for n, known in case.possible.items()
        }
        names[name] = moving(case.possible[name], Trend.RISING)
        try:
            trend = evaluate(case.formula, Trends(), names).trend
        except Undefined:
            trend = Trend.UNKNOWN
            assert [None] * len(case.samples) == [value(case.formula, s) for s in case.samples]
        for sample in case.samples:
            low, high = sorted((sample[name], data.draw(inside(case.possible[name]))))
            first, second = (value(case.formula, {**sample, name: x}) for x in (low, high))
            if first is not None and second is not None:
                assert trend is not Trend.RISING or first <= second
                assert trend is not Trend.FALLING or first >= second
                assert trend is not Trend.CONSTANT or first == second


@law
@given(cases(), ranges())
def test_a_value_lies_among_those_that_give_its_result(case: Case, margin: Range) -> None:
    for sample in case.samples:
        result = value(case.formula, sample)
        if result is None:
            continue
        # The result alone, and a range around it that need not be round.
        wide = Range(
            None if margin.low is None else result - abs(margin.low),
            None if margin.high is None else result + abs(margin.high),
        )
        for wanted in (Range.point(result), wide):
            for name in set(NUMBERS) & sample.keys():
                found = inverse(case.formula, name, case.possible, wanted)

                assert any(sample[name] in piece for piece in found)


@law
@given(cases(), ranges())
def test_what_is_found_backwards_lies_in_what_is_known(case: Case, wanted: Range) -> None:
    for name in set(NUMBERS) & {*case.formula.names}:
        for piece in inverse(case.formula, name, case.possible, wanted):
            assert any(known.holds(piece) for known in case.possible[name])


STRAIGHT = ("({}) + {}", "({}) - {}", "{1} - ({0})", "({}) * {}", "({}) / {}", "-({})", "+({})")


@st.composite
def straight_lines(draw: st.DrawFn) -> Formula:
    """Draw a formula in which a stands once and every step can be undone."""
    text = "a"
    for _ in range(draw(st.integers(1, 5))):
        number = draw(st.sampled_from(("2", "0.5", "3", "7", "0.01")))
        text = draw(st.sampled_from(STRAIGHT)).format(text, number)
    return compile_formula(text, KINDS)


@law
@given(straight_lines(), st.fractions(-100, 100, max_denominator=50), ranges())
def test_a_straight_line_leads_back_to_the_one_value(line: Formula, start: Fraction, wanted: Range) -> None:
    everything = {"a": (Range(None, None),)}
    result = value(line, {"a": start})

    assert (Range.point(start),) == inverse(line, "a", everything, Range.point(result))
    back = inverse(line, "a", everything, wanted)
    assert (wanted,) == evaluate(line, Pieces(ATTAINABLE), {"a": back})


SPELLED = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")


@law
@given(cases(), st.integers(1, 3))
def test_the_spelling_of_a_number_changes_nothing(case: Case, zeros: int) -> None:
    text = SPELLED.sub(lambda n: n[0] + ("" if "." in n[0] else ".") + "0" * zeros, case.formula.text)
    again = compile_formula(text, KINDS)
    words: dict[str, Any] = {name: Phrase(name) for name in case.formula.names}
    words |= {"p.q": [Phrase("p.q")]}

    assert str(evaluate(case.formula, PROSE, words)) == str(evaluate(again, PROSE, words))
    for sample in case.samples:
        assert value(case.formula, sample) == value(again, sample)
    for most in (INTERVAL, ATTAINABLE):
        assert possible(case.formula, case, most) == possible(again, case, most)
    for name in set(NUMBERS) & {*case.formula.names}:
        wanted = Range(Fraction(0), Fraction(1))
        assert inverse(case.formula, name, case.possible, wanted) == inverse(
            again, name, case.possible, wanted
        )


def possible(formula: Formula, case: Case, most: int) -> object:
    pieces = Pieces(most)
    try:
        return evaluate(formula, pieces, case.possible), pieces.maybe_undefined
    except Undefined as error:
        return error.code


amounts = texts(depth=2, constants=st.just("0"), stepping=False, facts_of_all_kinds=False, names=("a", "b"))


@settings(law, max_examples=2 * law.max_examples)
@given(amounts, st.data(), st.integers(2, 5))
def test_what_is_counted_in_another_unit_changes_by_the_power_of_its_dimension(
    text: str, data: st.DataObject, factor: int
) -> None:
    formula = compile_formula(text, KINDS)
    try:
        powers = evaluate(formula, DIMENSIONS, dict.fromkeys(formula.names, (("万元", 1),)))
    except UnitClash:
        assume(False)
    _, samples = data.draw(facts(formula))
    for sample in samples:
        before = value(formula, sample)
        after = value(formula, {name: given * factor for name, given in sample.items()})
        power = dict(powers or ()).get("万元", 0)

        assert (before is None) == (after is None)
        assert before is None or after == before * Fraction(factor) ** power
        assert powers is not None or not before
