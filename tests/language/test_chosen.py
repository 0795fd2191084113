"""What is left of a choice when the facts decide it is worth what the whole formula is."""

import ast
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore.language.compile.formula import Formula, compile_formula, names_of
from perfscore.language.compile.native import native
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.evaluate import evaluate_node
from perfscore.language.interpretations.exact import EXACT
from perfscore.language.interpretations.prose import (
    PROSE,
    chosen,
    may_hold,
    number_phrase,
    worked_out,
)
from perfscore.numbers.ranges import Range

CHOICES = (
    "points if x >= 0.9 else points * 0.8 if x >= 0.6 else 0",
    "clamp(x, 0, round_up(points * 0.8 / 0.01, 0) * 0.01) if x > points else x / (points + 1)",
    "x if x < points and not x < 1 else max(points, x) - min(points, 3)",
    "points - floor(x) if floor(x) < 3 else 0",
)
NAMES = {"x": Kind.NUMBER, "points": Kind.NUMBER}
numbers = st.fractions(0, 12, max_denominator=20)


def compiled(text: str) -> Formula:
    return compile_formula(text, NAMES)


@given(st.sampled_from(CHOICES), numbers, numbers)
def test_the_branch_that_is_taken_is_worth_what_the_formula_is(
    text: str, x: Fraction, points: Fraction
) -> None:
    formula, exact = compiled(text), {"x": x, "points": points}
    before = ast.dump(formula.tree)
    held = {name: (Range.point(value),) for name, value in exact.items()}
    left, _ = chosen(formula.tree, lambda test: bool(native(test, names_of(test), {})(exact)))
    done = worked_out(left, {"points": points})

    assert left is chosen(formula.tree, lambda test: may_hold(test, held))[0]
    assert not isinstance(left, ast.IfExp)
    assert evaluate_node(formula.tree, EXACT, exact) == evaluate_node(done, EXACT, exact)
    assert before == ast.dump(formula.tree)


@pytest.mark.parametrize(
    ("x", "left", "held"),
    [
        ((Range.point(Fraction(1)),), "10", "x >= 0.9"),
        ((Range(Fraction("0.6"), Fraction("0.8")),), "10 * 0.8", "x >= 0.6"),
        ((Range.point(Fraction(0)),), "0", None),
        ((Range(Fraction(0), Fraction("0.8")),), "10 * 0.8 if x >= 0.6 else 0", None),
    ],
)
def test_what_the_facts_rule_out_is_gone(x: tuple[Range, ...], left: str, held: str | None) -> None:
    values = {"x": x, "points": (Range.point(Fraction(10)),)}
    found, why = chosen(compiled(CHOICES[0]).tree, lambda test: may_hold(test, values))
    words = {"x": PROSE.constant("x"), "points": number_phrase(Fraction(10))}

    assert left.replace("x", '"x"') == evaluate_node(found, PROSE, words).text
    assert (held and held.replace("x", '"x"')) == (why and evaluate_node(why, PROSE, words).text)


def test_the_ends_of_a_band_are_worked_out_and_plain_products_stay() -> None:
    tree = compiled("clamp(x, round_up(points * 0.8 / 0.5, 0) * 0.5, points * 2)").tree
    words = {"x": PROSE.constant("x"), "points": number_phrase(Fraction(10))}

    done = worked_out(tree, {"points": Fraction(10)})
    assert 'clamp("x", 8, 10 * 2)' == evaluate_node(done, PROSE, words).text
