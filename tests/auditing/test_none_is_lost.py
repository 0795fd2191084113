"""Ruling other rulesets out unscored loses none: those named are those that trying all of them finds."""

import random
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from perfscore import (
    Plan,
    Report,
    assess,
    audit,
    discover,
    make_plan,
    make_report,
    make_ruleset,
    read_ruleset,
)
from perfscore.messages.problems import ProblemsFound
from perfscore.numbers.exact import decimal_text
from perfscore.score.trial import lacks_facts, total_of

CATALOG = discover()
YEAR = 2023
UNEVEN = {"rows-exceed-points", "rows-short-of-points"}
STRANGE = {"row-without-criterion", "group-without-rows"}
HEADINGS = (
    ("产出指标", "数量指标"),
    ("产出指标", "成本指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "满意度"),
)
FRAMES = (
    ("10", "50", "30", "10"),
    ("20", "40", "30", "10"),
    ("20", "50", "20", "10"),
    ("", "60", "30", "10"),
)

RATE = "预算执行率"


def plans() -> Iterator[tuple[str, Plan]]:
    for name in CATALOG.rulesets:
        ruleset = read_ruleset(name, CATALOG)
        if not ruleset.ruleset.abstract and ruleset.is_for(YEAR):
            yield name, make_plan(ruleset, CATALOG)


PLANS = dict(plans())


def form(chance: random.Random) -> dict[str, Any]:
    """Return a form that any of several cards may be meant by, some of it missing."""
    execution, outputs, benefits, satisfaction = chance.choice(FRAMES)
    shares = {"产出指标": int(outputs) // 2, "效益指标": int(benefits), "满意度指标": int(satisfaction)}
    rows = []
    for level1, level2 in HEADINGS:
        sign, actual = chance.choice((("≥", "100"), ("≥", "80"), ("≤", "125"), ("≤", "90")))
        row = {
            "level1": level1,
            "level2": level2,
            "name": level2,
            "sign": sign,
            "target": "100",
            "unit": "个",
        }
        rows.append({**row, "actual": actual, "points": str(shares[level1])})
    if chance.random() < 0.2:
        rows[-1]["level1"] = chance.choice(("其他指标", "效益指标"))
    if chance.random() < 0.1:
        rows[0]["actual"] = "良好"
    if chance.random() < 0.3:
        rate = {"level1": "预算执行", "name": RATE, "target": "100%", "actual": "90%"}
        rows.insert(0, rate | ({"points": execution} if execution else {}))
    facts: dict[str, Any] = {}
    for fact, value in (("budget", "100"), ("expenditure", chance.choice(("100", "90", "75")))):
        state = chance.choice(("stated",) * 8 + ("not_shown", "not_applicable"))
        facts[fact] = {"value": value, "unit": "万元"} if state == "stated" else {"state": state}
    if rows[0]["name"] == RATE and chance.random() < 0.6:
        facts = {}  # the printed rate is all there is
    head = {"subject": "某单位", "fiscal_year": YEAR} | ({"rows": "all"} if chance.random() < 0.8 else {})
    printed = {"points": {"execution": execution}} if execution and chance.random() < 0.8 else {}
    return {"format": 1, "report": head, "facts": facts, "targets": rows, "claims": printed}


@cache
def found_of(seed: int) -> dict[str, tuple[str, Fraction]]:
    return tried(make_report(form(random.Random(seed))))


def tried(report: Report) -> dict[str, tuple[str, Fraction]]:
    """Return how each ruleset goes with a form and what it gives, each scored to the end."""
    found = {}
    for name, plan in PLANS.items():
        try:
            card = assess(report, plan)
        except ProblemsFound:
            continue
        notes = {note.code for note in card.report.row_notes}
        points = {award.step.criterion.id: award.step.criterion.points for award in card.awards}
        printed = {name: claim.quantity.range.exact for name, claim in card.report.printed_points.items()}
        alike = all(points.get(name) == number for name, number in printed.items())
        if card.total is None or not alike or notes & STRANGE:
            continue
        if not notes & UNEVEN:
            found[name] = "groups", card.total
        elif sum(points.values()) == plan.ruleset.points:
            found[name] = "frame", card.total
    return found


@pytest.mark.parametrize("seed", range(40))
def test_the_rulesets_named_are_those_that_trying_all_finds(seed: int) -> None:
    values, found = form(random.Random(seed)), found_of(seed)
    for total in dict.fromkeys(["88.5", *(decimal_text(total) for _, total in found.values())]):
        report = make_report({**values, "claims": {**values["claims"], "total": total}})
        result = audit(report, PLANS["cn-mof-2020"])
        if result.verdict != "contradicted":
            continue
        giving = {name: fit for name, (fit, points) in found.items() if points == Fraction(total)}
        giving.pop("cn-mof-2020", None)
        best = "groups" if "groups" in giving.values() else "frame"

        assert [name for name, fit in giving.items() if fit == best] == [
            way.name for way in result.explained_by if way.code == "other-ruleset"
        ]


def test_the_forms_are_such_that_rulesets_of_both_kinds_are_found() -> None:
    found = [found_of(seed).values() for seed in range(40)]

    assert sum(any(fit == "groups" for fit, _ in one) for one in found) >= 10
    assert sum(any(fit == "frame" for fit, _ in one) for one in found) >= 3


CRITERION: dict[str, Any] = {
    "points": 50,
    "standing": "assumed",
    "label": "x",
    "indicator": "target_completion",
}
SHAPES: tuple[dict[str, Any], ...] = (
    {"shape": "proportional"},
    {"shape": "formula", "formula": "points * min(1, x * share)", "facts": ["share"]},
)
STATES: tuple[dict[str, Any], ...] = (
    {"value": "90"}, {"value": "80余"}, {"state": "not_shown"}, {"state": "not_applicable"}, {},
)  # fmt: skip


@pytest.mark.parametrize("missing", ["range", "zero", "refuse"])
@pytest.mark.parametrize("shape", SHAPES, ids=["proportional", "formula"])
def test_a_card_said_to_lack_facts_has_no_total(missing: str, shape: dict[str, Any]) -> None:
    head = {"id": "two", "title": "two", "version": "1", "status": "confirmed", "points": 100}
    head |= {"rounding": {"places": 2, "mode": "half_up", "at": "criterion"}, "not_applicable": "full"}
    second = {**CRITERION, "id": "second", "with": {"actual": "c", "target": "d"}, "scoring": SHAPES[0]}
    first = {**CRITERION, "id": "first", "with": {"actual": "a", "target": "b"}, "scoring": shape}
    numbers = {name: {"label": name, "minimum": 0} for name in ("a", "b", "c", "d", "share")}
    ruleset = make_ruleset(
        {"format": 1, "ruleset": head | {"missing": missing}, "facts": numbers, "criteria": [first, second]}
    )
    plan, lacking = make_plan(ruleset, CATALOG), 0
    for states in ((a, b, share) for a in STATES for b in STATES for share in STATES):
        stated = dict(zip(("a", "b", "share"), states, strict=True)) | {"c": STATES[0], "d": STATES[0]}
        facts = {name: value for name, value in stated.items() if value}
        report = make_report({"format": 1, "report": {"subject": "x", "fiscal_year": YEAR}, "facts": facts})
        try:
            total = assess(report, plan).total
        except ProblemsFound:
            total = None
        else:
            assert total == total_of(plan, report)
        lacking += lacks_facts(plan, report)
        assert total is None or not lacks_facts(plan, report)

    assert bool(lacking) is (missing != "zero")
