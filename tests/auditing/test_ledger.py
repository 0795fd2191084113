"""Where the points of a claim go, and what a claim is compared with, where something is rounded."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pytest

from perfscore import Audit, audit
from tests.cards import Values, card, catalog, execution, judged, modifier, report

READING = [{"id": "ninety", "scoring": {"full_at": "0.9"}}]
SPENT = {"spent": "5万元", "budget": "7万元"}  # 60/7 = 8.571…
LOOSE = {"spent": {"low": "5", "high": "6", "unit": "万元"}, "budget": "7万元"}
QUALITY = {"quality_points": "6分"}
NO_QUALITY = {"quality_points": {"state": "not_applicable"}}
CAP = modifier("cap", at=12)
FLOOR = modifier("floor", at=15)
BONUS = modifier("bonus", formula="budget / spent", most=2)


def run(
    facts: Values, claims: Mapping[str, str], *modifiers: Values, section: str | None = None,
    readings: Sequence[Values] | None = None, **policies: Any,
) -> Audit:  # fmt: skip
    """Audit claims on the total, on criteria and on their section, under a card of 12 and 8 points."""
    rows = execution(12, section="money", readings=readings), judged("quality", 8, 1, section="money")
    ruleset = card(*rows, modifiers=modifiers, **{"figures": "exact", "claims": "exact"} | policies)
    criteria = {name: points for name, points in claims.items() if name != "total"}
    claimed = {"criteria": criteria, "sections": {"money": section}}
    return audit(report(facts, claims.get("total"), claims=claimed), ruleset, catalog())


def parts(result: Audit) -> dict[str, str]:
    """Return the parts of the ledger that are not nothing, and make sure that they add up."""
    ledger = result.ledger
    assert ledger is not None
    names = ("reproduced", "consistent", "unsupported", "contradicted", "not_claimed")
    found = {name: getattr(ledger, name) for name in names}
    assert ledger.full == sum(found.values())
    assert all(points >= 0 for points in found.values())
    return {name: str(points) for name, points in found.items() if points and name != "not_claimed"}


@pytest.mark.parametrize("claims", [{}, {"execution": "8.57"}, {"execution": "8.57", "quality": "6"}])
def test_what_rounding_the_total_adds_is_reproduced_with_the_total(claims: Mapping[str, str]) -> None:
    result = run(SPENT | QUALITY, {"total": "14.57", **claims}, at="total")

    assert "reproduced" == result.verdict
    assert {"reproduced": str(Fraction("14.57"))} == parts(result)


def test_what_rounding_the_total_up_adds_is_never_contradicted() -> None:
    result = run(SPENT | QUALITY, {"total": "15"}, at="total", places=0)

    assert {"reproduced": "15"} == parts(result)


def test_what_a_possible_total_is_rounded_up_by_is_not_contradicted() -> None:
    result = run(SPENT, {"total": "17"}, at="total", places=0)  # 8.571… and anything up to 8

    assert "consistent" == result.verdict
    assert "contradicted" not in parts(result)


@pytest.mark.parametrize(
    ("claimed", "verdict"),
    [
        ("8.57", "reproduced"),
        ("8.571", "reproduced"),
        ("8.58", "contradicted"),
        ("8.572", "contradicted"),
        ("8.6", "contradicted"),
        ("9", "contradicted"),
    ],
)
def test_points_that_no_rule_rounds_may_be_printed_with_the_places_of_the_total_or_more(
    claimed: str, verdict: str
) -> None:
    result = run(SPENT | QUALITY, {"total": "14.57", "execution": claimed}, at="total")

    assert verdict == result.criteria[0].verdict


def test_points_are_printed_shorter_the_way_the_total_is_rounded() -> None:
    cut = run(SPENT | QUALITY, {"total": "14.5", "execution": "8.5"}, at="total", mode="truncate", places=1)

    assert "reproduced" == cut.criteria[0].verdict


def test_points_that_a_rule_rounds_are_what_it_gives_and_nothing_finer() -> None:
    assert "contradicted" == run(SPENT | QUALITY, {"execution": "8.571"}).criteria[0].verdict


def test_the_claim_on_a_section_is_compared_as_it_is_printed_too() -> None:
    def verdict(section: str) -> str:
        return run(SPENT | QUALITY, {}, section=section, at="total").sections[0].verdict

    assert ["reproduced", "contradicted"] == [verdict("14.57"), verdict("14.56")]


def test_a_section_is_not_reproduced_where_readings_lead_elsewhere() -> None:
    def verdict(section: str) -> str:
        return run(SPENT | QUALITY, {}, section=section, readings=READING).sections[0].verdict

    # 5/7 of 12, or of nine tenths: 8.57 or 9.52, and 6 for quality.
    assert "reproduced" == run(SPENT | QUALITY, {}, section="14.57").sections[0].verdict
    assert ["consistent", "consistent", "contradicted"] == [verdict(s) for s in ("14.57", "15.52", "15")]


def test_rounded_figures_that_leave_one_score_reproduce_it() -> None:
    result = run({"spent": "50.0001万元", "budget": "70.0001万元"}, {"total": "14.57"}, figures="rounded")

    assert Fraction("8.57") == result.card.awards[0].range.exact
    assert {"reproduced": str(Fraction("8.57")), "unsupported": "6"} == parts(result)


def test_rescaling_is_not_contradicted() -> None:
    # 8.57 of 12 brought to 20 is 14.28.
    assert {"reproduced": str(Fraction("14.28"))} == parts(run(SPENT | NO_QUALITY, {"total": "14.28"}))
    claimed = run(SPENT | NO_QUALITY, {"total": "14.28", "execution": "8.57"})
    assert {"reproduced": str(Fraction("14.28"))} == parts(claimed)


def test_beyond_the_rescaled_total_a_claim_is_contradicted() -> None:
    expected = {"reproduced": str(Fraction("14.28")), "contradicted": str(Fraction("0.72"))}

    assert expected == parts(run(SPENT | NO_QUALITY, {"total": "15"}))
    assert expected == parts(run(SPENT | NO_QUALITY, {"total": "15", "execution": "8.57"}))


def test_beyond_the_cap_a_claim_is_contradicted() -> None:
    claims = {"execution": "8.57", "quality": "6"}

    assert {"reproduced": "12"} == parts(run(SPENT | QUALITY, {"total": "12"}, CAP))
    assert {"reproduced": "12", "contradicted": "2"} == parts(run(SPENT | QUALITY, {"total": "14"}, CAP))
    assert {"reproduced": "12", "contradicted": "2"} == parts(
        run(SPENT | QUALITY, {"total": "14", **claims}, CAP)
    )


def test_a_bonus_and_a_floor_bear_what_the_criteria_do_not() -> None:
    assert {"reproduced": str(Fraction("15.97"))} == parts(run(SPENT | QUALITY, {"total": "15.97"}, BONUS))
    assert {"reproduced": "15"} == parts(run(SPENT | QUALITY, {"total": "15"}, FLOOR))
    assert {"reproduced": "15", "contradicted": "1"} == parts(run(SPENT | QUALITY, {"total": "16"}, FLOOR))


def test_with_open_criteria_rescaling_supports_what_is_sure_of_it() -> None:
    # 8.57 to 10.29 of 12 is 14.28 to 17.15 of 20.
    expected = {"consistent": str(Fraction("14.28")), "unsupported": str(Fraction("0.72"))}

    assert expected == parts(run(LOOSE | NO_QUALITY, {"total": "15"}))
