"""What a formula makes of all sums at once is what it makes of each: the interpretation `totals`."""

import os
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfscore.inputs.criteria import Modifier
from perfscore.language.compile.formula import Formula, compile_formula, put_in
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.exact import exact_value
from perfscore.numbers.ranges import Range
from perfscore.plan.planned import PlannedModifier
from perfscore.score.adjustments import Applied
from perfscore.score.sums.gridbits import gathered
from perfscore.score.sums.moved import Entangled, points_of
from perfscore.score.sums.pointset import PointSet
from perfscore.score.sums.totals import Totals, possible_totals

law = settings(
    max_examples=int(os.environ.get("LAW_EXAMPLES", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

NAMES = {"total": Kind.NUMBER, "a": Kind.NUMBER, "b": Kind.NUMBER, "t": Kind.TRUTH}
OUTLINES = {"bonus": "total + clamp(Formula, 0, 3)", "veto": "min(total, 4) if When else total"}
CONSTANTS = ("0", "1", "2", "0.5", "0.25", "10", "1.15")


@st.composite
def numbers(draw: st.DrawFn, depth: int = 3) -> str:
    """Draw the text of a formula that reads the total, two facts, or neither."""
    if depth == 0 or draw(st.integers(0, 4)) == 0:
        return draw(st.sampled_from(("total", "total", "a", "b", *CONSTANTS)))
    x, y, z = (draw(numbers(depth - 1)) for _ in range(3))
    ways = [f"({x}) {sign} ({y})" for sign in "++-*/"]
    ways += [f"{name}({x}, {y})" for name in ("min", "max")]
    ways += [f"{name}({x}, {draw(st.integers(0, 2))})" for name in ("round", "truncate", "round_up")]
    ways += [f"round_half_even({x}, 1)", f"clamp({x}, {y}, {z})", f"-({x})", f"abs({x})"]
    ways += [f"{name}({x})" for name in ("floor", "ceil", "whole_steps", "part_steps")]
    if draw(st.integers(0, 2)) == 0:
        return f"({x}) if ({draw(truths(depth - 1))}) else ({y})"
    return draw(st.sampled_from(ways))


@st.composite
def truths(draw: st.DrawFn, depth: int = 2) -> str:
    """Draw the text of a condition."""
    kind = draw(st.integers(0, 5))
    if kind == 0:
        return "t"
    if kind < 4 or depth == 0:
        left = draw(st.sampled_from(("total", "a"))) if kind < 3 else draw(numbers(1))
        sides = [left, draw(numbers(max(depth - 1, 0)))]
        sign = draw(st.sampled_from(("<", "<=", ">", ">=", "==", "!=")))
        return f" {sign} ".join(f"({side})" for side in (sides if draw(st.booleans()) else sides[::-1]))
    word = draw(st.sampled_from(("and", "or")))
    both = f"({draw(truths(depth - 1))}) {word} ({draw(truths(depth - 1))})"
    return f"not ({both})" if kind == 5 else both


sums = st.one_of(
    st.builds(
        lambda places, units: PointSet(places, gathered(units)),
        st.integers(0, 2),
        st.frozensets(st.integers(0, 60), min_size=1, max_size=8),
    ),
    # Sums nobody rounded: thirds, kept as ranges of one number each.
    st.frozensets(st.integers(0, 30), min_size=1, max_size=5).map(
        lambda thirds: PointSet(None, ranges=tuple(Range.point(Fraction(n, 3)) for n in sorted(thirds)))
    ),
)
facts = st.frozensets(st.integers(-4, 8).map(lambda n: Fraction(n, 2)), min_size=1, max_size=3)


def rule(kind: str, own: str) -> Applied:
    """Return a bonus or a veto as a ruleset's author writes it."""
    name, gives = ("Formula", Kind.NUMBER) if kind == "bonus" else ("When", Kind.TRUTH)
    outline = compile_formula(OUTLINES[kind], {"total": Kind.NUMBER, name: gives})
    formula = put_in(outline, {name: compile_formula(own, NAMES, gives)})
    return Applied(kind, formula, {}, (), PlannedModifier(modifier(kind), formula, outline, {}, ()))


def modifier(kind: str) -> Modifier:
    return Modifier.model_construct(id=kind, kind=kind, label=kind)  # type: ignore[arg-type]


class Known:
    """Evidence of a name, as `possible_totals` reads it."""

    def __init__(self, name: str, possible: Any) -> None:
        self.binding, self.possible = self, possible
        self.name = name


def applied(to: Applied, known: dict[str, Any]) -> Applied:
    evidence: Any = tuple(Known(name, possible) for name, possible in known.items())
    return Applied(to.id, to.formula, to.given, evidence, to.modifier)


def one_by_one(formula: Formula, of: PointSet, values: dict[str, Any]) -> Iterator[Fraction | None]:
    """Yield what a formula makes of each sum and each choice of facts, None where it has no value."""
    for piece in of.dense():
        for chosen in product(*values.values()):
            try:
                yield exact_value(formula, {**dict(zip(values, chosen, strict=True)), "total": piece.exact})
            except Undefined:
                yield None


def ranges(numbers: frozenset[Fraction]) -> tuple[Range, ...]:
    return tuple(map(Range.point, sorted(numbers)))


@law
@given(st.data(), sums, facts, facts, st.sampled_from(((True,), (False,), (True, False))))
def test_whatever_a_rule_makes_of_a_sum_is_among_its_totals(
    data: st.DataObject, of: PointSet, a: frozenset[Fraction], b: frozenset[Fraction], t: tuple[bool, ...]
) -> None:
    kind = data.draw(st.sampled_from(("bonus", "veto")))
    rules = rule(kind, data.draw(numbers() if kind == "bonus" else truths()))
    known = {"a": ranges(a), "b": ranges(b), "t": t[0] if len(t) == 1 else None}
    found = possible_totals(of, (applied(rules, known),), None)

    for total in one_by_one(rules.formula, of, {"a": sorted(a), "b": sorted(b), "t": t}):
        assert total is None or total in found, rules.formula.text


@law
@given(st.data(), sums, facts, facts, st.booleans())
def test_where_all_facts_are_known_the_totals_are_those_of_every_sum_and_no_others(
    data: st.DataObject, of: PointSet, a: frozenset[Fraction], b: frozenset[Fraction], t: bool
) -> None:
    kind = data.draw(st.sampled_from(("bonus", "veto")))
    rules = rule(kind, data.draw(numbers() if kind == "bonus" else truths()))
    values = {"a": [min(a)], "b": [min(b)], "t": [t]}
    expected = {*one_by_one(rules.formula, of, values)}
    known = {"a": (Range.point(min(a)),), "b": (Range.point(min(b)),), "t": t}
    found = possible_totals(of, (applied(rules, known),), None)

    if None not in expected:
        assert expected == {piece.exact for piece in found.dense()}, rules.formula.text


@law
@given(
    sums,
    st.sampled_from(
        (
            "min(total, 1.5)",
            "max(total, 0.125)",
            "total - 0.25",
            "min(max(total, 1), 4)",
            "total / 7 * 10",
            "round(total / 7 * 10, 2)",
            "round_half_even(total / 7 * 10, 1)",
            "truncate(total / 7 * 10, 0)",
            "round_up(total * 0.35, 1)",
            "min(total, 4) if total > 2 and total != 3.5 else total",
            "total if not (1 < total or total == 0.5) else 2 + total",
        )
    ),
)
def test_rules_over_the_total_alone_are_exact_without_looking_at_sums_apart(of: PointSet, text: str) -> None:
    formula = compile_formula(text, {"total": Kind.NUMBER})
    found = points_of(evaluate(formula, Totals(), {"total": of}))

    assert {*one_by_one(formula, of, {})} == {piece.exact for piece in found.dense()}


@law
@given(sums, facts)
def test_an_unknown_bonus_adds_each_of_its_values_to_each_sum(of: PointSet, a: frozenset[Fraction]) -> None:
    for text in ("total + clamp(a, 0, 3)", "total + a", "total - a", "min(total, a)", "max(a, total)"):
        formula = compile_formula(text, {"total": Kind.NUMBER, "a": Kind.NUMBER})
        found = points_of(evaluate(formula, Totals(), {"total": of, "a": ranges(a)}))

        assert {*one_by_one(formula, of, {"a": sorted(a)})} == {piece.exact for piece in found.dense()}


def test_a_number_that_depends_on_the_total_is_not_taken_for_independent_of_it() -> None:
    formula = compile_formula("total + (1 if total > 5 else 0)", {"total": Kind.NUMBER})
    of = PointSet(0, gathered([5, 6]))

    with pytest.raises(Entangled):
        evaluate(formula, Totals(), {"total": of})
    assert {5, 7} == {p.exact for p in possible_totals(of, (Applied("x", formula, {}, ()),), None).dense()}


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("min(a / b, 1)", Range(Fraction(5), Fraction(9))),  # 5 and 6, each with up to 3 more
        ("a / (total - 5)", Range(Fraction(5), Fraction(8))),  # only at 5 is there no value; 6 has 2 more
    ],
)
def test_a_bonus_that_may_have_no_value_lies_anywhere_up_to_its_most(own: str, expected: Range) -> None:
    known = {"a": (Range.point(Fraction(2)),), "b": (Range(Fraction(0), Fraction(1)),)}
    found = possible_totals(PointSet(0, gathered([5, 6])), (applied(rule("bonus", own), known),), None)

    assert expected == found.hull


@pytest.mark.parametrize("own", ["a / b > 1", "a / b > 1 and t"])
def test_a_veto_whose_condition_may_have_no_value_may_or_may_not_fall(own: str) -> None:
    known = {"a": (Range.point(Fraction(2)),), "b": (Range(Fraction(0), Fraction(1)),), "t": True}
    found = possible_totals(PointSet(0, gathered([3, 5, 6])), (applied(rule("veto", own), known),), None)

    assert [3, 4, 5, 6] == [int(points) for points in found.points()]


def test_many_sums_keep_their_gaps_through_every_rule() -> None:
    # Ten thousand sums with every seventh missing are more than could be kept as ranges.
    of = PointSet(2, gathered(unit for unit in range(10_001) if unit % 7))
    half = (Range.point(Fraction(1, 2)),)
    names = {"total": of, "a": half, "t": None}
    text = "min(total, 90) + round(clamp(a / 3, 0, 5), 2) if total >= 50 or not t else total"
    found = points_of(evaluate(compile_formula(text, NAMES), Totals(), names))

    missing = [unit for unit in range(9_018) if Fraction(unit, 100) not in found]

    expected = {min(u, 9_000) + 17 for u in range(10_001) if u % 7} | {u for u in range(5_000) if u % 7}
    assert sorted({*range(9_018)} - expected) == missing
