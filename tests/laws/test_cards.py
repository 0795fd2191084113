"""The engine against a second scorer, and its sets against what the truth may turn out to be."""

import os
from collections.abc import Mapping
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfscore import Scorecard, assess
from tests.cards import Values, catalog, report
from tests.laws.random_cards import Card, Criterion, Known, cards, complete, ruleset, score, statements

law = settings(
    max_examples=int(os.environ.get("LAW_EXAMPLES", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def assessed(card: Card, facts: Mapping[str, Known], order: int = 1) -> Scorecard:
    said = {fact: stated(fact, known) for fact, known in [*facts.items()][::order]}
    return assess(report(said), ruleset(card, order), catalog())


def stated(fact: str, known: Known) -> Values:
    unit = "万元" if fact.endswith(("_done", "_planned")) else "分" if fact.endswith("_points") else None
    match known:
        case "missing":
            return {"state": "not_shown"}
        case "not_applicable":
            return {"state": "not_applicable"}
        case bool():
            return {"value": known}
        case (low, high):
            return {"low": decimal(low), "high": decimal(high), "unit": unit}
        case Fraction():
            return {"value": decimal(known), "unit": unit}
    raise AssertionError(known)


def decimal(value: Fraction) -> str:
    """Return a number of at most five decimals as text."""
    units = value * 10**5
    assert units.denominator == 1
    whole, part = divmod(units.numerator, 10**5)
    return f"{whole}.{part:05d}"


def test_points_that_are_excluded_do_not_come_back_by_rescaling() -> None:
    half = {"full_at": Fraction(1)}
    criteria = (
        Criterion("c0", 40, "share", half),
        Criterion("c1", 30, "share", half, "exclude"),
        Criterion("c2", 30, "share", half, "rescale"),
    )
    card = Card(criteria, 2, "half_up", "criterion", "range", "zero")
    facts: dict[str, Known] = dict.fromkeys(card.facts, "not_applicable")
    found = assessed(card, {**facts, "c0_done": Fraction(1), "c0_planned": Fraction(2)})

    assert Fraction(35) == found.total  # 20 of 40, brought to the 70 that are not excluded
    assert 35 in found.attainable
    assert 50 not in found.attainable


@law
@given(card=cards(), data=st.data())
def test_a_second_scorer_gives_the_same_points_and_the_same_total(card: Card, data: st.DataObject) -> None:
    facts = data.draw(statements(card, whole=True))
    points, total = score(card, facts)
    found = assessed(card, facts)

    assert points == [award.points for award in found.awards]
    assert total == found.total


@law
@given(card=cards(), data=st.data())
def test_whatever_the_truth_turns_out_to_be_its_points_were_possible(card: Card, data: st.DataObject) -> None:
    said = data.draw(statements(card, whole=False))
    found = assessed(card, said)
    points, total = score(card, data.draw(complete(said, card)))

    for award, earned in zip(found.awards, points, strict=True):
        assert earned in award.attainable
        assert earned in award.range
    if total is None:
        assert not found.scored, "only where no criterion applies is there no total"
        return
    assert total in found.range
    assert total in found.attainable


@law
@given(card=cards(), data=st.data())
def test_what_the_printed_figures_give_is_among_what_the_evidence_allows(
    card: Card, data: st.DataObject
) -> None:
    found = assessed(card, data.draw(statements(card, whole=False)))

    for award in found.awards:
        assert award.points is None or award.points in award.attainable
        assert found.range.low is not None
        assert award.range.low is not None
        assert award.range.low >= 0
    assert found.total is None or found.total in found.attainable


@law
@given(card=cards(), data=st.data())
def test_the_order_of_criteria_and_facts_changes_nothing(card: Card, data: st.DataObject) -> None:
    said = data.draw(statements(card, whole=False))
    first, second = (assessed(card, said, order) for order in (1, -1))

    assert (first.total, first.range) == (second.total, second.range)
    assert {a.step.criterion.id: a.range for a in first.awards} == {
        a.step.criterion.id: a.range for a in second.awards
    }
