"""Laws of the whole engine, on cards and reports made at random.

A card is a list of criteria over facts f0 … fn; a report states some of the facts, gives ranges for
others and leaves the rest out.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfscore import Audit, Plan, Scorecard, assess, audit, make_plan
from perfscore.numbers.exact import decimal_text
from tests.cards import Values, card, catalog, criterion, judged, report

RISING = {"indicator": "budget_execution_rate", "with": ("executed", "budget")}
FALLING = {"indicator": "public_funds_control_rate", "with": ("public_funds", "public_funds_budget")}
RISING_SHAPES = ("proportional", "proportional of 0.9", "bands")
FALLING_SHAPES = (("0.01", "0.5", "ignored"), ("0.05", "2", "counted"), ("0.01", "0.3", "pro_rata"))
LAWS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

Facts = Mapping[str, tuple[Fraction, Fraction] | None]
"""What is stated of each fact: between what it lies, or nothing."""


@dataclass(frozen=True)
class Drawn:
    """The criteria of a card, how it rounds, and how many facts it reads: two a criterion, in turn."""

    rows: tuple[Values, ...]
    policies: Mapping[str, object]

    def plan(self, order: int = 1) -> Plan:
        amount = {"unit": "万元", "minimum": 0, "maximum": 1000}
        facts = {f"f{n}": {"label": f"f{n}", **amount} for n in range(2 * len(self.rows))}
        return make_plan(card(*self.rows[::order], facts=facts, **self.policies), catalog())

    @property
    def names(self) -> list[str]:
        return [f"f{n}" for n in range(2 * len(self.rows))] + [f"c{n}_points" for n in range(len(self.rows))]


def rising(shape: str, part: str) -> Values:
    bands = [
        {"at_least": "0.9", "points": 10},
        {"at_least": "0.5", "below": "0.9", "points": part},
        {"below": "0.5", "points": 0},
    ]
    if shape == "bands":
        return {"shape": "bands", "bands": bands}
    return {"shape": "proportional", "full_at": shape.partition(" of ")[2] or 1}


@st.composite
def cards(draw: st.DrawFn) -> Drawn:
    count = draw(st.integers(1, 4))
    places = draw(st.sampled_from([0, 1, 2]))
    mode = draw(st.sampled_from(["half_up", "half_even", "truncate", "up"]))
    at = draw(st.sampled_from(["criterion", "criterion", "total"]))
    rows = []
    for n in range(count):
        if places > 0 and draw(st.booleans()) and draw(st.booleans()):
            rows.append(judged(f"c{n}", 10, "0.5"))
            continue
        # Whole points would change any others.
        if draw(st.booleans()):
            rate, scoring = RISING, rising(draw(st.sampled_from(RISING_SHAPES)), "4.5" if places else "1")
        else:
            each, loses, part_steps = draw(st.sampled_from(FALLING_SHAPES))
            lost = loses if places or "." not in loses else "1"
            rate = FALLING
            scoring = {"shape": "deduction", "over": 1, "each": each, "loses": lost, "part_steps": part_steps}
        roles = dict(zip(rate["with"], (f"f{2 * n}", f"f{2 * n + 1}"), strict=True))
        rows.append(criterion(f"c{n}", 10, scoring, **{**rate, "with": roles}))
    return Drawn(tuple(rows), {"places": places, "mode": mode, "at": at})


AMOUNTS = st.integers(1, 20000).map(lambda cents: Fraction(cents, 100))


def stated(facts: Facts, zeros: int = 0) -> Values:
    """Return facts as a report states them, each number with so many zeros behind it."""
    found: dict[str, Values] = {}
    for name, between in facts.items():
        if between is None:
            continue
        low, high = (_longer(decimal_text(end), zeros) for end in between)
        value = {"value": low} if low == high else {"low": low, "high": high}
        found[name] = {**value, "unit": "分" if name.endswith("points") else "万元"}
    return found


def _longer(number: str, zeros: int) -> str:
    return number + ("." if zeros and "." not in number else "") + "0" * zeros


def audited(plan: Plan, facts: Facts, claim: Fraction) -> Audit:
    return audit(report(stated(facts), decimal_text(claim)), plan)


def scored(plan: Plan, facts: Facts) -> Scorecard:
    return assess(report(stated(facts)), plan)


def drawn(data: st.DataObject, names: list[str]) -> Facts:
    """Return what a partial report states: an exact figure, a range, or nothing."""
    facts: dict[str, tuple[Fraction, Fraction] | None] = {}
    for name in names:
        judged = name.endswith("points")
        one = st.integers(0, 20).map(lambda n: Fraction(n, 2)) if judged else AMOUNTS
        known = data.draw(st.sampled_from(["exact", "range", "nothing"]))
        if known == "nothing":
            facts[name] = None
        elif known == "exact" or judged:
            value = data.draw(one)
            facts[name] = (value, value)
        else:
            low, high = sorted((data.draw(one), data.draw(one)))
            facts[name] = (low, high)
    return facts


def completed(data: st.DataObject, facts: Facts) -> dict[str, tuple[Fraction, Fraction] | None]:
    """Return one way the whole truth can be, given what is stated."""
    chance = random.Random(data.draw(st.integers(0, 10**6)))
    found: dict[str, tuple[Fraction, Fraction] | None] = {}
    for name, between in facts.items():
        if name.endswith("points"):
            value = Fraction(chance.randint(0, 20), 2) if between is None else between[0]
        else:
            low, high = between or (Fraction(1, 100), Fraction(1000))
            value = low + (high - low) * Fraction(chance.randint(0, 100), 100)
        found[name] = (value, value)
    return found


@LAWS
@given(of=cards(), data=st.data())
def test_the_range_holds_every_way_the_truth_can_be(of: Drawn, data: st.DataObject) -> None:
    plan = of.plan()
    facts = drawn(data, of.names)
    partial = scored(plan, facts)
    whole = scored(plan, completed(data, facts))
    assert whole.total is not None

    assert whole.total in partial.range
    assert whole.total in partial.attainable
    for part, truth in zip(partial.awards, whole.awards, strict=True):
        assert truth.points is not None
        assert truth.points in part.range
        assert truth.points in part.attainable


@LAWS
@given(of=cards(), data=st.data())
def test_exact_facts_give_one_total_and_the_range_is_that_total(of: Drawn, data: st.DataObject) -> None:
    plan = of.plan()
    facts = completed(data, dict.fromkeys(of.names))
    result = scored(plan, facts)

    assert result.fixed
    assert result.range.exact == result.total
    assert result.attainable.hull == result.range


@LAWS
@given(of=cards(), data=st.data())
def test_the_order_of_facts_and_criteria_never_matters(of: Drawn, data: st.DataObject) -> None:
    facts = drawn(data, of.names)
    first = scored(of.plan(), facts)
    second = scored(of.plan(-1), dict([*facts.items()][::-1]))

    assert (first.range, first.total) == (second.range, second.total)
    assert first.attainable == second.attainable


@LAWS
@given(of=cards(), data=st.data(), more=st.integers(0, 5000))
def test_raising_a_good_fact_never_lowers_a_score(of: Drawn, data: st.DataObject, more: int) -> None:
    plan = of.plan()
    facts = completed(data, dict.fromkeys(of.names))
    before = scored(plan, facts)
    for award in before.awards:
        if award.step.indicator is None or award.step.indicator.better != "higher":
            continue
        fact = award.step.inputs[0].fact
        value = facts[fact]
        assert value is not None
        raised = min(value[0] + Fraction(more, 100), Fraction(1000))
        after = scored(plan, {**facts, fact: (raised, raised)})
        assert after.total is not None
        assert before.total is not None

        assert before.total <= after.total


@LAWS
@given(of=cards(), data=st.data())
def test_rounding_happens_once_and_as_declared(of: Drawn, data: st.DataObject) -> None:
    plan = of.plan()
    facts = completed(data, dict.fromkeys(of.names))
    result = scored(plan, facts)
    rounding = plan.ruleset.ruleset.rounding.rounding
    exact = [award.readings[0].exact for award in result.awards]
    values = [value for value in exact if value is not None]

    if plan.ruleset.ruleset.rounding.at == "total":
        assert rounding(sum(values, Fraction(0))) == result.total
    else:
        assert sum((rounding(value) for value in values), Fraction(0)) == result.total


@LAWS
@given(of=cards(), data=st.data())
def test_every_decomposition_adds_up_and_each_loss_can_happen(of: Drawn, data: st.DataObject) -> None:
    plan = of.plan()
    facts = drawn(data, of.names)
    truth = scored(plan, completed(data, facts)).total
    assert truth is not None
    result = audited(plan, facts, truth)
    assert result.solution is not None
    assert result.verdict != "contradicted"
    assert result.solution.impossible is None

    for way in result.solution.decompositions:
        assert plan.ruleset.points - truth == sum(points for _, points in way.lost)
        for award, points in way.lost:
            assert award.step.criterion.points - points in award.attainable


@LAWS
@given(of=cards(), data=st.data())
def test_what_an_unknown_fact_can_be_holds_what_it_is(of: Drawn, data: st.DataObject) -> None:
    plan = of.plan()
    facts = drawn(data, of.names)
    whole = completed(data, facts)
    truth = scored(plan, whole).total
    assert truth is not None
    result = audited(plan, facts, truth)
    assert result.solution is not None

    for means in result.solution.facts:
        value = whole[means.evidence.binding.fact]
        assert value is not None
        assert any(value[0] in possible for possible in means.possible)


@LAWS
@given(of=cards(), data=st.data(), zeros=st.integers(1, 4))
def test_the_spelling_of_a_number_never_changes_a_result(of: Drawn, data: st.DataObject, zeros: int) -> None:
    plan, facts = of.plan(), drawn(data, of.names)
    first, second = scored(plan, facts), assess(report(stated(facts, zeros)), plan)

    assert (first.range, first.total) == (second.range, second.total)
