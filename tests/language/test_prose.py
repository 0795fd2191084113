"""The formula as text with the numbers put in gives the same value again."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from perfscore.language.compile.formula import Formula, FormulaRefused, compile_formula
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.evaluate import evaluate
from perfscore.language.interpretations.prefix import spelled_out
from perfscore.language.interpretations.prose import PROSE, Phrase, number_phrase
from tests.language.formulas import KINDS, Case, cases, law, value

LIMITS = {"formula-too-long", "formula-too-deep", "formula-too-many-parts"}
TRUTHS = {"true": Kind.TRUTH, "false": Kind.TRUTH}


def put_in(given: Any) -> Any:
    """Return a value of a fact as text."""
    if isinstance(given, tuple):
        return [put_in(cell) for cell in given]
    if isinstance(given, bool):
        return Phrase(str(given).lower())
    return number_phrase(given) if isinstance(given, Fraction) else Phrase(f'"{given}"')


def prose(text: str, **facts: Any) -> str:
    """Return a formula with the values of its names put in."""
    formula = compile_formula(text, KINDS)
    return str(evaluate(formula, PROSE, {n: put_in(v) for n, v in facts.items()}))


def compiled(text: str) -> Formula | set[str]:
    """Return the formula, or the codes of why there is none."""
    try:
        return compile_formula(text, TRUTHS)
    except FormulaRefused as refused:
        return {fault.code for fault in refused.faults}


@law
@given(cases())
def test_the_text_with_the_numbers_put_in_has_the_same_value(case: Case) -> None:
    for sample in case.samples:
        # Which of two words is more, only their list knows: the order is said in equalities first.
        plain = spelled_out(case.formula)
        again = compiled(str(evaluate(plain, PROSE, {name: put_in(given) for name, given in sample.items()})))
        if isinstance(again, set):
            assert again <= LIMITS
            continue

        assert value(case.formula, sample) == value(again, {"true": True, "false": False})


def test_an_order_said_in_equalities_leaves_a_column_its_name() -> None:
    formula = compile_formula('a + (sum(p.q) if g < "甲" else count(p.q))', KINDS)

    assert "sum(p.q)" in spelled_out(formula).text
    assert "count(p.q)" in spelled_out(formula).text


@law
@given(cases())
def test_the_text_with_the_names_left_in_is_the_same_formula(case: Case) -> None:
    names: dict[str, Any] = {name: Phrase(name) for name in case.formula.names}
    names |= {"p.q": [Phrase("sum(p.q)")]}
    if "count(p.q)" in case.formula.text:
        return  # A count is said as the number of its rows, which a name does not tell.
    again = compile_formula(str(evaluate(case.formula, PROSE, names)), KINDS)

    for sample in case.samples:
        assert value(case.formula, sample) == value(again, sample)


@pytest.mark.parametrize(
    ("formula", "facts", "expected"),
    [
        ("a / b", {"a": "381.53", "b": "400"}, "381.53 / 400"),
        ("a - b", {"a": "1", "b": "-2"}, "1 - -2"),
        ("-a", {"a": "-2"}, "-(-2)"),
        ("a * b", {"a": "2", "b": "-1/3"}, "2 * (-1/3)"),
        ("a / b", {"a": "2", "b": "-1/3"}, "2 / (-1/3)"),
        ("a / b", {"a": "2", "b": "1/3"}, "2 / (1/3)"),
        ("a + b", {"a": "2", "b": "1/3"}, "2 + 1/3"),
        ("(a + b) * c", {"a": "1", "b": "2", "c": "3"}, "(1 + 2) * 3"),
        ("((a) * (b)) + (c)", {"a": "1", "b": "2", "c": "3"}, "1 * 2 + 3"),
        ("a - (b - c)", {"a": "1", "b": "2", "c": "3"}, "1 - (2 - 3)"),
        ("(a - b) - c", {"a": "1", "b": "2", "c": "3"}, "1 - 2 - 3"),
        ("max(a, b if c > 0 else 1)", {"a": "1", "b": "2", "c": "3"}, "max(1, 2 if 3 > 0 else 1)"),
    ],
)
def test_brackets_stand_only_where_they_are_needed(
    formula: str, facts: dict[str, str], expected: str
) -> None:
    assert expected == prose(formula, **{name: Fraction(given) for name, given in facts.items()})


def test_a_choice_shows_both_branches() -> None:
    assert '10 if "甲" == "乙" else 0' == prose('10 if s == "乙" else 0', s="甲")


def test_a_column_is_written_out() -> None:
    spent = (Fraction(1), Fraction(-5, 2))

    assert "(1 + -2.5) / 2" == prose("sum(p.q) / count(p.q)", **{"p.q": spent})
    assert "0" == prose("sum(p.q)", **{"p.q": ()})


def test_a_text_keeps_its_quotation_marks_readable() -> None:
    assert '1 if \'"甲"\' == "甲" else 0' == prose("1 if '\"甲\"' == s else 0", s="甲")


def test_a_spelling_is_not_repeated_but_the_number_is() -> None:
    assert "0.5 + 1" == prose("0.50 + 1.000")
