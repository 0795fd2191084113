"""A prepared formula gives what the evaluator gives, and leaves out the same parts."""

from fractions import Fraction

import pytest
from hypothesis import given

from perfscore.language.compile.formula import compile_formula
from perfscore.language.compile.native import native
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.exact import EXACT, exact_value
from tests.language.formulas import KINDS, Case, cases, law


@law
@given(cases())
def test_a_prepared_formula_has_the_value_the_evaluator_finds(case: Case) -> None:
    for sample in case.samples:
        try:
            expected = evaluate(case.formula, EXACT, sample)
        except Undefined:
            with pytest.raises(Undefined):
                exact_value(case.formula, sample)
            continue

        assert expected == exact_value(case.formula, sample)
        assert type(expected) is type(exact_value(case.formula, sample))


@law
@given(cases())
def test_numbers_bound_beforehand_change_no_value(case: Case) -> None:
    for sample in case.samples:
        numbers = [name for name in case.formula.names if isinstance(sample[name], Fraction)]
        bound = native(case.formula.tree, case.formula.names, {name: sample[name] for name in numbers[::2]})
        facts = {name: sample[name] for name in case.formula.names if name not in numbers[::2]}
        try:
            expected = case.formula.function(sample)
        except ZeroDivisionError:
            with pytest.raises(ZeroDivisionError):
                bound(facts)
            continue

        assert expected == bound(facts)


@pytest.mark.parametrize("text", ["a / b if b != 0 else 7", "7 if b == 0 or a / b > 1 else 0"])
def test_a_part_that_is_not_chosen_is_not_computed(text: str) -> None:
    formula = compile_formula(text, KINDS)

    assert 7 == exact_value(formula, {"a": Fraction(1), "b": Fraction(0)})
