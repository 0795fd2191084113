"""What unknown facts can be if a total is right, against every value they can have, one after the other."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfscore import Plan, Scorecard, Solution, assess, discover, make_plan, read_report, read_ruleset
from perfscore.auditing.solve.solution import solve_total

CARD = """format = 1
[ruleset]
id = "card"
title = "card"
version = "1"
status = "confirmed"
points = {points}
rounding = {{ places = {places}, mode = "half_up", at = "{at}" }}
missing = "range"
not_applicable = "exclude"
"""
FACT = '[facts.{fact}]\nlabel = "{fact}"\nminimum = 0\nmaximum = 4\nstep = 1\n'
CRITERION = """[[criteria]]
id = "c{n}"
label = "c{n}"
points = 4
scoring = {{ shape = "formula", {rule} }}
standing = "assumed"
"""
READING = '[[criteria.readings]]\nid = "other"\nscoring = {{ {rule} }}\nsays = "other"\n'
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

rules = st.tuples(st.sampled_from(FORMULAS), *[st.sampled_from(FACTS)] * 2).filter(lambda r: r[1] != r[2])
"""One criterion: its rule, and a second reading where there is one."""
criteria = st.lists(st.lists(rules, min_size=1, max_size=2, unique=True), min_size=1, max_size=3)

catalog = cache(discover)


def _rule(rule: Rule) -> str:
    formula, a, b = rule
    read = [a] + [b] * ("{b}" in formula)
    return f'formula = "{formula.format(a=a, b=b)}", facts = {read}'


def facts_of(card: Sequence[Sequence[Rule]]) -> set[str]:
    return {fact for readings in card for text, a, b in readings for fact in [a] + [b] * ("{b}" in text)}


def planned(folder: Path, card: Sequence[Sequence[Rule]], places: int = 0, at: str = "criterion") -> Plan:
    parts = [CARD.format(points=4 * len(card), places=places, at=at)]
    parts += [FACT.format(fact=fact) for fact in sorted(facts_of(card))]
    for n, (rule, *others) in enumerate(card):
        parts.append(CRITERION.format(n=n, rule=_rule(rule)))
        parts += [READING.format(rule=_rule(other)) for other in others]
    (folder / "card.toml").write_text("".join(parts), "utf-8")
    return make_plan(read_ruleset(folder / "card.toml", catalog()), catalog())


def scored(folder: Path, plan: Plan, said: Mapping[str, int]) -> Scorecard:
    facts = "".join(f'{fact} = {{ value = "{value}" }}\n' for fact, value in said.items())
    text = f'format = 1\n[report]\nsubject = "x"\nfiscal_year = 2024\n[facts]\n{facts}'
    (folder / "report.toml").write_text(text, "utf-8")
    return assess(read_report(folder / "report.toml"), plan)


def values(solution: Solution) -> dict[str, set[Fraction | None]]:
    return {
        means.evidence.binding.fact: {piece.exact for piece in means.possible} for means in solution.facts
    }


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    card=criteria,
    places=st.integers(0, 1),
    at=st.sampled_from(("criterion", "total")),
    halves=st.integers(0, 24),
)
def test_the_values_of_a_fact_are_those_with_which_the_total_can_be_had(
    card: list[list[Rule]], places: int, at: str, halves: int, tmp_path: Path
) -> None:
    plan = planned(tmp_path, card, places, at)
    solution = solve_total(scored(tmp_path, plan, {}), Fraction(halves, 2))
    if solution.impossible is not None:
        assert () == solution.facts
        return
    found = values(solution)
    for fact in facts_of(card):
        fits = {
            Fraction(value)
            for value in VALUES
            if scored(tmp_path, plan, {fact: value}).attainable.meets(solution.total)
        }

        assert fits == found.get(fact, set(map(Fraction, VALUES)))  # not named: it can be anything


def test_a_fact_can_be_what_either_reading_allows(tmp_path: Path) -> None:
    card = (((FORMULAS[0], "f", "g"), (FORMULAS[1], "f", "g")),)
    solution = solve_total(scored(tmp_path, planned(tmp_path, card), {}), 2)
    (means,) = solution.decompositions[0].means

    assert {"f": {1, 2}} == values(solution)
    assert [None] == [fact.about for fact in means.facts]


def test_a_reading_that_does_not_read_a_fact_leaves_it_free(tmp_path: Path) -> None:
    card = (((FORMULAS[0], "f", "g"), (FORMULAS[0], "g", "f")),)
    solution = solve_total(scored(tmp_path, planned(tmp_path, card), {}), 3)

    assert {"f": {*VALUES}, "g": {*VALUES}} == values(solution)


def test_a_measure_is_given_only_where_all_readings_agree_on_it(tmp_path: Path) -> None:
    text = """
[facts.spent]
label = "spent"
unit = "万元"
minimum = 0
[facts.budget]
label = "budget"
unit = "万元"
minimum = 1
[[criteria]]
id = "c"
label = "c"
points = 10
indicator = "budget_execution_rate"
with = { executed = "spent" }
scoring = { shape = "proportional", full_at = 1 }
standing = "assumed"
[[criteria.readings]]
id = "other"
scoring = { full_at = "FULL" }
says = "other"
"""
    found = []
    for full in ("0.8", "1.00"):
        rules = CARD.format(points=10, places=2, at="criterion") + text.replace("FULL", full)
        (tmp_path / "card.toml").write_text(rules, "utf-8")
        plan = make_plan(read_ruleset(tmp_path / "card.toml", catalog()), catalog())
        (way,) = solve_total(scored(tmp_path, plan, {}), 5).decompositions
        (means,) = way.means
        found.append((means.measure, [(str(piece.low), str(piece.high)) for piece in means.possible]))

    both = [("999/2500", "1001/2500"), ("999/2000", "1001/2000")]
    assert [(None, both), (Fraction(1, 2), both[1:])] == found


@pytest.mark.parametrize("total", [1.5, "1.5", True, None])
def test_a_total_that_may_not_be_what_was_printed_is_refused(total: object, tmp_path: Path) -> None:
    card = scored(tmp_path, planned(tmp_path, (((FORMULAS[0], "f", "g"),),)), {})

    with pytest.raises(TypeError, match="Range, a Fraction or an int"):
        solve_total(card, total)  # type: ignore[arg-type]


def test_a_total_can_be_a_plain_number(tmp_path: Path) -> None:
    card = scored(tmp_path, planned(tmp_path, (((FORMULAS[0], "f", "g"),),)), {})

    assert {"f": {2}} == values(solve_total(card, 2)) == values(solve_total(card, Fraction(2)))
