"""Changes of the rules: which a case notices, which give the same points, and cases that would notice."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore import Plan, make_plan
from perfscore.numbers.exact import decimal_text
from perfscore.packs.catalog import read_ruleset
from perfscore.testing.apart import differences
from perfscore.testing.mutated import Mutant, mutants
from perfscore.testing.noticed import noticed_by
from perfscore.testing.proposed import telling_case
from perfscore.testing.ruleset_cases import ran_cases
from perfscore.testing.tested import mutation, try_ruleset
from tests import cards

BUNDLED = sorted(cards.catalog().rulesets)
LIMITS = [Fraction(n, 10) for n in range(1, 10)]


def planned(*criteria: Any, cases: Any = (), **more: Any) -> Plan:
    card = cards.card(*criteria, more={"cases": list(cases), **more.pop("beside", {})}, **more)
    return make_plan(card, cards.catalog())


def banded(limits: list[Fraction], inclusive: bool) -> Any:
    """Return a criterion of ten points over the execution rate, its bands falling by one."""
    low, high = ("at_least", "below") if inclusive else ("above", "at_most")
    ends = sorted(limits, reverse=True)
    bands: list[dict[str, str]] = []
    for order, limit in enumerate([*ends, None]):
        band = {"points": str(10 - order)}
        if limit is not None:
            band[low] = decimal_text(limit)
        if order:
            band[high] = decimal_text(ends[order - 1])
        bands.append(band)
    return cards.criterion(
        "rate", 10, {"shape": "bands", "bands": bands},
        indicator="budget_execution_rate", **{"with": {"executed": "spent"}},
    )  # fmt: skip


def by_hand(limits: list[Fraction], inclusive: bool, x: Fraction) -> int:
    """Return the points of such a criterion, counted."""
    return 10 - sum(not (x >= limit if inclusive else x > limit) for limit in limits)


def same_on_a_grid(mutant: Mutant, limits: list[Fraction], inclusive: bool) -> bool:
    """Say whether a changed card gives every twentieth, and what is beside it, the points counted by hand."""
    grid = [Fraction(n, 20) + side for n in range(21) for side in (Fraction(-1, 200), 0, Fraction(1, 200))]
    for x in grid:
        if x < 0:
            continue
        facts = {"spent": decimal_text(x * 1000), "budget": "1000"}
        expect = {"rate": str(by_hand(limits, inclusive, x))}
        plan = planned(banded(limits, inclusive), cases=[{"facts": facts, "expect": expect}])
        if noticed_by(mutant, ran_cases(plan)):
            return False
    return True


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from(LIMITS), min_size=1, max_size=3, unique=True), st.booleans(), st.data())
def test_what_is_proven_the_same_is_the_same_and_what_differs_has_a_case(
    limits: list[Fraction], inclusive: bool, data: st.DataObject
) -> None:
    plan = planned(banded(limits, inclusive))
    changed = [one for one in mutants(plan) if one.criterion]
    for mutant in data.draw(st.lists(st.sampled_from(changed), min_size=4, max_size=4, unique_by=id)):
        apart = list(differences(plan, mutant.plan))
        if all(one.answer.never for one in apart):
            assert same_on_a_grid(mutant, limits, inclusive)
            continue
        case = telling_case(plan, mutant, apart)
        assert case is not None
        facts = {name: Fraction(text) for name, text in case.keys["facts"].items()}
        rate = facts["spent"] / facts["budget"]
        assert str(by_hand(limits, inclusive, rate)) == case.keys["expect"]["rate"]
        with_it = planned(banded(limits, inclusive), cases=[{**case.keys}])
        assert noticed_by(mutant, ran_cases(with_it))


RATE = cards.execution(40)
STAFF = cards.criterion(
    "staff", 10,
    {"shape": "deduction", "over": 1, "each": "0.01", "loses": 1, "part_steps": "ignored"},
    indicator="staff_control_rate", **{"with": {"staff": "people", "posts": "posts"}},
)  # fmt: skip
PEOPLE = {
    **cards.MONEY,
    "people": {"label": "people", "unit": "人", "minimum": 0},
    "posts": {"label": "posts", "unit": "人", "above": 0},
}


def test_a_card_without_cases_is_full_of_holes_and_each_has_a_case() -> None:
    plan = planned(RATE, STAFF, facts=PEOPLE)

    found = mutation(plan, ran_cases(plan))

    assert (0, 0) == (found.noticed, found.waiting)
    assert found.holes
    assert all(hole.case is not None for hole in found.holes)
    assert {"comparison", "number", "function", "weight", "rounding", "operation"} >= {
        mutant.code for hole in found.holes for mutant in hole.mutants
    }


def test_the_cases_proposed_close_the_holes_they_are_proposed_for() -> None:
    bare = planned(RATE, STAFF, facts=PEOPLE)
    keys = [hole.case.keys for hole in mutation(bare, ()).holes if hole.case]

    full = planned(RATE, STAFF, facts=PEOPLE, cases=keys)
    found = mutation(full, ran_cases(full))

    assert (Fraction(1), ()) == (found.share, found.holes)


def test_what_only_unconfirmed_cases_notice_waits() -> None:
    bare = planned(RATE, STAFF, facts=PEOPLE)
    keys = [{**hole.case.keys, "confirmed": False} for hole in mutation(bare, ()).holes if hole.case]

    full = planned(RATE, STAFF, facts=PEOPLE, cases=keys)
    found = try_ruleset(full)

    assert found.mutation is not None
    assert 0 == found.mutation.noticed
    assert found.mutation.waiting == found.mutation.all
    assert () == found.failed
    assert len(keys) == len(found.unconfirmed)


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [("number", "over = 1", "over = 1.01"), ("number", "loses = 1", "loses = 0.99"),
     ("rounding", "half_up, 2", "truncate, 2"),
     ("weight", "execution = 40, staff = 10", "execution = 10, staff = 40")],
)  # fmt: skip
def test_a_change_is_named_by_how_it_stood_and_stands(code: str, before: str, after: str) -> None:
    found = [(one.code, one.before, one.after) for one in mutants(planned(RATE, STAFF, facts=PEOPLE))]

    assert (code, before, after) in found


def test_no_end_of_a_function_is_missed_where_the_facts_never_reach_it() -> None:
    """Whole steps are never below none, so the lower end of the deduction's clamp changes nothing."""
    plan = planned(STAFF, facts=PEOPLE)
    mutant = next(one for one in mutants(plan) if one.after.startswith("min((x - over)"))

    assert [True] == [one.answer.never for one in differences(plan, mutant.plan)]


def test_changed_checks_and_rules_over_the_sum_are_told_apart() -> None:
    checks = [{"id": "within", "assert": "spent <= budget", "kind": "limit"}]
    rules = [cards.modifier("cap", at="30")]
    plan = planned(RATE, modifiers=rules, beside={"checks": checks})

    found = mutation(plan, ran_cases(plan))
    where = {mutant.path[0] for hole in found.holes for mutant in hole.mutants}

    assert {"checks", "modifiers"} <= where
    told = [hole.case for hole in found.holes if hole.mutants[0].path[0] == "checks"]
    assert all(case is not None and "checks" in case.keys for case in told)


@pytest.mark.parametrize("name", BUNDLED)
def test_the_cases_of_a_bundled_ruleset_notice_nine_of_ten_changes(name: str) -> None:
    plan = make_plan(read_ruleset(name, cards.catalog()), cards.catalog())

    found = mutation(plan, ran_cases(plan))

    assert found.share >= Fraction(9, 10), [mutant.before for hole in found.holes for mutant in hole.mutants]
