"""Which ways a formula goes, and what is left of it where values decide."""

import ast
from fractions import Fraction

import pytest
from hypothesis import given

from perfscore.language.compile.formula import compile_formula
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.evaluate import Undefined, evaluate_node
from perfscore.language.interpretations.exact import EXACT
from perfscore.language.interpretations.taken import condition_of, reduced, taken, ways
from perfscore.numbers.ranges import EVERYTHING, Range
from tests.language.formulas import Case, cases, law


@law
@given(cases())
def test_what_is_left_of_a_formula_has_its_value(case: Case) -> None:
    left = reduced(case.formula.tree, case.possible)
    for sample in case.samples:
        try:
            whole = evaluate_node(case.formula.tree, EXACT, sample)
        except Undefined:
            continue
        assert whole == evaluate_node(left, EXACT, sample)


@law
@given(cases())
def test_of_every_way_taken_its_condition_holds(case: Case) -> None:
    nodes = dict(ways(case.formula.tree))
    for sample in case.samples:
        try:
            evaluate_node(case.formula.tree, EXACT, sample)
            gone = taken(case.formula.tree, sample)
        except Undefined:
            continue
        for way in gone:
            assert evaluate_node(condition_of(nodes[way], way.way), EXACT, sample) is True


@pytest.mark.parametrize(
    ("text", "x", "left"),
    [
        ("points * clamp(x, 0, 1)", ("0", "1"), "points * x"),
        ("5 if x >= 2 else x", ("2", "3"), "5"),
        ("5 if x >= 2 else x", ("0", "3"), "5 if x >= 2 else x"),
        ("max(0, points - whole_steps(x))", ("-3", "-1"), "max(0, points)"),
        ("x - 0 + x * 1", ("1", "3"), "x + x"),
    ],
)
def test_only_what_is_decided_goes(text: str, x: tuple[str, str], left: str) -> None:
    kinds = dict.fromkeys(("x", "points"), Kind.NUMBER)
    within = Range(Fraction(x[0]), Fraction(x[1]))

    found = reduced(compile_formula(text, kinds).tree, {"x": (within,), "points": (EVERYTHING,)})

    assert ast.dump(compile_formula(left, kinds).tree) == ast.dump(found)
