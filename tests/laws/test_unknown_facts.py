"""What unknown facts can be if a total is right, against every value they can have, one after the other."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from perfscore import Plan, Scorecard, Solution, assess, make_plan
from perfscore.auditing.solve.solution import solve_total
from perfscore.messages.problems import ProblemsFound
from tests.cards import MONEY, Values, card, catalog, criterion, execution, report

FACTS = ("f", "g", "h")
VALUES = range(5)
FORMULAS = (
    "clamp({a}, 0, points)",
    "clamp(points - 2 * {a}, 0, points)",
    "clamp(points - {a} / 3, 0, points)",
    "points if {a} >= 3 else 0",
    "clamp({a} - {b}, 0, points)",
    "clamp({a} * (3 - {a}), 0, points)",
)
Rule = tuple[str, str, str]
"""A formula, the fact it reads, and the second one it may read."""

one_rule = st.tuples(st.sampled_from(FORMULAS), *[st.sampled_from(FACTS)] * 2).filter(lambda r: r[1] != r[2])
"""One criterion: its rule, and a second reading where there is one."""
criteria = st.lists(st.lists(one_rule, min_size=1, max_size=2, unique=True), min_size=1, max_size=3)


def _rule(rule: Rule) -> dict[str, object]:
    formula, a, b = rule
    return {"formula": formula.format(a=a, b=b), "facts": [a] + [b] * ("{b}" in formula)}


def facts_of(rules: Sequence[Sequence[Rule]]) -> set[str]:
    return {fact for readings in rules for text, a, b in readings for fact in [a] + [b] * ("{b}" in text)}


def planned(rules: Sequence[Sequence[Rule]], places: int = 0, at: str = "criterion") -> Plan:
    facts = {fact: {"label": fact, "minimum": 0, "maximum": 4, "step": 1} for fact in sorted(facts_of(rules))}
    rows = []
    for n, (first, *others) in enumerate(rules):
        readings = [{"id": "other", "says": "other", "scoring": _rule(other)} for other in others]
        rows.append(criterion(f"c{n}", 4, {"shape": "formula", **_rule(first)}, readings=readings))
    try:
        return make_plan(card(*rows, facts=facts, places=places, at=at, not_applicable="exclude"), catalog())
    except ProblemsFound as refused:  # a rule whose full points nothing earns is no card
        if {"shape-full-points-unreached"} != {problem.code for problem in refused.problems}:
            raise
        reject()


def scored(plan: Plan, said: Values) -> Scorecard:
    return assess(report({fact: str(value) for fact, value in said.items()}), plan)


def values(solution: Solution) -> dict[str, set[Fraction | None]]:
    return {
        means.evidence.binding.fact: {piece.exact for piece in means.possible} for means in solution.facts
    }


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    rules=criteria,
    places=st.integers(0, 1),
    at=st.sampled_from(("criterion", "total")),
    halves=st.integers(0, 24),
)
def test_the_values_of_a_fact_are_those_with_which_the_total_can_be_had(
    rules: list[list[Rule]], places: int, at: str, halves: int
) -> None:
    plan = planned(rules, places, at)
    solution = solve_total(scored(plan, {}), Fraction(halves, 2))
    if solution.impossible is not None:
        assert () == solution.facts
        return
    found = values(solution)
    for fact in facts_of(rules):
        fits = {
            Fraction(value)
            for value in VALUES
            if scored(plan, {fact: value}).attainable.meets(solution.total)
        }

        assert fits == found.get(fact, set(map(Fraction, VALUES)))  # not named: it can be anything


def test_a_fact_can_be_what_either_reading_allows() -> None:
    two = (((FORMULAS[0], "f", "g"), (FORMULAS[1], "f", "g")),)
    solution = solve_total(scored(planned(two), {}), 2)
    (means,) = solution.decompositions[0].means

    assert {"f": {1, 2}} == values(solution)
    assert [None] == [fact.about for fact in means.facts]


def test_a_reading_that_does_not_read_a_fact_leaves_it_free() -> None:
    two = (((FORMULAS[0], "f", "g"), (FORMULAS[0], "g", "f")),)
    solution = solve_total(scored(planned(two), {}), 3)

    assert {"f": {*VALUES}, "g": {*VALUES}} == values(solution)


def test_a_measure_is_given_only_where_all_readings_agree_on_it() -> None:
    facts = {**MONEY, "budget": {**MONEY["budget"], "minimum": 1}}
    found = []
    for full in ("0.8", "1.00"):
        other = {"id": "other", "says": "other", "scoring": {"full_at": full}}
        rate = execution(10, readings=[other])
        plan = make_plan(card(rate, facts=facts, not_applicable="exclude"), catalog())
        (way,) = solve_total(scored(plan, {}), 5).decompositions
        (means,) = way.means
        found.append((means.measure, [(str(piece.low), str(piece.high)) for piece in means.possible]))

    both = [("999/2500", "1001/2500"), ("999/2000", "1001/2000")]
    assert [(None, both), (Fraction(1, 2), both[1:])] == found


@pytest.mark.parametrize("total", [1.5, "1.5", True, None])
def test_a_total_that_may_not_be_what_was_printed_is_refused(total: object) -> None:
    unknown = scored(planned((((FORMULAS[0], "f", "g"),),)), {})

    with pytest.raises(TypeError, match="Range, a Fraction, a Decimal or an int"):
        solve_total(unknown, total)  # type: ignore[arg-type]


def test_a_total_can_be_a_plain_number() -> None:
    unknown = scored(planned((((FORMULAS[0], "f", "g"),),)), {})

    assert {"f": {2}} == values(solve_total(unknown, 2)) == values(solve_total(unknown, Fraction(2)))
