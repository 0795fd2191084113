"""Laws of the interpretations over sets: nothing possible is lost, nothing is added without need."""

from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from perfscore.language.compile.formula import compile_formula
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.evaluate import Undefined, evaluate, evaluate_node
from perfscore.language.interpretations.pieces import Pieces
from perfscore.language.sets.joining import ATTAINABLE, INTERVAL
from perfscore.language.sets.narrow import narrowed
from perfscore.numbers.ranges import Range, hull
from tests.language.formulas import KINDS, NUMBERS, Case, cases, conditions, law, points, value
from tests.language.images import check_image, coarse_ranges, numbers_of


def over(case: Case, most: int) -> tuple[Any, set[str]]:
    """Return the values a formula can have, () for none, and why it may have none."""
    pieces = Pieces(most)
    try:
        found = evaluate(case.formula, pieces, case.possible)
    except Undefined as error:
        return (), {error.code}
    return found, pieces.maybe_undefined


@law
@given(cases())
def test_what_is_possible_holds_every_exact_value(case: Case) -> None:
    for most in (INTERVAL, ATTAINABLE):
        found, reasons = over(case, most)
        for sample in case.samples:
            exact = value(case.formula, sample)
            if exact is None:
                assert reasons
            else:
                assert any(exact in piece for piece in found)


@law
@given(cases())
def test_the_attainable_values_lie_in_the_interval(case: Case) -> None:
    interval, attainable = over(case, INTERVAL)[0], over(case, ATTAINABLE)[0]

    assert bool(interval) == bool(attainable)
    assert not attainable or hull(*interval).holds(hull(*attainable))


@law
@given(cases())
def test_on_known_facts_there_is_one_value_and_it_is_the_exact_one(case: Case) -> None:
    for sample in case.samples:
        exact = value(case.formula, sample)
        known = Case(case.formula, points(sample), [])
        for most in (INTERVAL, ATTAINABLE):
            found, reasons = over(known, most)

            assert [exact] * (exact is not None) == [piece.exact for piece in found]
            assert bool(reasons) == (exact is None)


@law
@given(cases(conditions(), expect=Kind.TRUTH))
def test_a_condition_is_known_only_where_every_sample_agrees(case: Case) -> None:
    for most in (INTERVAL, ATTAINABLE):
        found, reasons = over(case, most)
        for sample in case.samples:
            exact = value(case.formula, sample)
            if exact is None:
                assert reasons
            else:
                assert found in (exact, None)


@law
@given(cases(conditions(), expect=Kind.TRUTH))
def test_narrowing_by_a_condition_loses_no_fact_for_which_it_holds(case: Case) -> None:
    pieces = Pieces(ATTAINABLE)

    def evaluated(node: Any, names: Any) -> Any:
        return evaluate_node(node, pieces, names)

    for truth in (True, False):
        inside = narrowed(case.formula.tree, truth, case.possible, evaluated)
        for sample in case.samples:
            if value(case.formula, sample) is truth:
                assert inside is not None
                for name in set(NUMBERS) & sample.keys():
                    assert any(sample[name] in piece for piece in inside[name])


WITHOUT_STEPS = (
    "({}) + ({})", "({}) - ({})", "({}) * ({})", "min({}, {})", "max({}, {})",
    "clamp({}, -1, {})", "max(({}) * 0.5, ({}) / 0.25)",
)  # fmt: skip


@st.composite
def single_uses(draw: st.DrawFn) -> str:
    """Draw a formula without steps in which every name stands once."""
    first, *others = draw(st.permutations(("a", "b", "c", "2")))
    text = draw(st.sampled_from(("{}", "-{}", "abs({})", "({}) / 4"))).format(first)
    for other in others[: draw(st.integers(1, 3))]:
        both = [text, other] if draw(st.booleans()) else [other, text]
        text = draw(st.sampled_from(WITHOUT_STEPS)).format(*both)
    return text


@law
@given(single_uses(), st.fixed_dictionaries(dict.fromkeys(NUMBERS, coarse_ranges())))
def test_where_every_name_stands_once_the_ends_are_those_of_the_values(
    text: str, given: dict[str, Range]
) -> None:
    formula = compile_formula(text, KINDS)
    possible: Any = {name: (known,) for name, known in given.items()}
    found: Any = evaluate(formula, Pieces(INTERVAL), possible)
    tried = product(*(numbers_of(given[name]) for name in formula.names))
    values = [value(formula, dict(zip(formula.names, numbers, strict=True))) for numbers in tried]

    assert not formula.repeated
    check_image(values, hull(*found))
