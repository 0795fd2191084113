"""Laws of the interpretations over sets: nothing possible is lost, nothing is added without need."""

from typing import Any

from formulas import NUMBERS, Case, cases, conditions, law, points, value
from hypothesis import given

from perfscore.language.evaluate import Undefined, evaluate, evaluate_node
from perfscore.language.narrow import narrowed
from perfscore.language.pieces import ATTAINABLE, INTERVAL, Pieces
from perfscore.language.types import Kind
from perfscore.ranges import hull


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
