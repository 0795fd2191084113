"""A prepared formula gives what the evaluator gives, and leaves out the same parts."""

from fractions import Fraction

import pytest
from formulas import KINDS, Case, cases, law
from hypothesis import given

from perfscore.language.compile.formula import compile_formula
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.exact import EXACT, exact_value


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


@pytest.mark.parametrize("text", ["a / b if b != 0 else 7", "7 if b == 0 or a / b > 1 else 0"])
def test_a_part_that_is_not_chosen_is_not_computed(text: str) -> None:
    formula = compile_formula(text, KINDS)

    assert 7 == exact_value(formula, {"a": Fraction(1), "b": Fraction(0)})
