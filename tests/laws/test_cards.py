"""The engine against a second scorer, and its sets against what the truth may turn out to be."""

import os
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfscore import Scorecard, assess, discover, make_plan, read_report, read_ruleset
from tests.laws.random_cards import Card, Criterion, Known, cards, complete, ruleset_text, score, statements

law = settings(
    max_examples=int(os.environ.get("LAW_EXAMPLES", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


catalog = cache(discover)


def assessed(card: Card, facts: Mapping[str, Known], folder: Path, order: int = 1) -> Scorecard:
    (folder / "card.toml").write_text(ruleset_text(card, order), "utf-8")
    said = "".join(fact_text(card, *fact) for fact in [*facts.items()][::order])
    report = f'format = 1\n[report]\nsubject = "x"\nfiscal_year = 2024\n[facts]\n{said}'
    (folder / "report.toml").write_text(report, "utf-8")
    plan = make_plan(read_ruleset(folder / "card.toml", catalog()), catalog())
    return assess(read_report(folder / "report.toml"), plan)


def fact_text(card: Card, fact: str, known: Known) -> str:
    unit = ', unit = "万元"' if fact.endswith(("_done", "_planned")) else ""
    unit = ', unit = "分"' if fact.endswith("_points") else unit
    match known:
        case "missing":
            return f'{fact} = {{ state = "not_shown" }}\n'
        case "not_applicable":
            return f'{fact} = {{ state = "not_applicable" }}\n'
        case bool():
            return f"{fact} = {{ value = {str(known).lower()} }}\n"
        case (low, high):
            return f"{fact} = {{ low = {decimal(low)}, high = {decimal(high)}{unit} }}\n"
        case Fraction():
            return f"{fact} = {{ value = {decimal(known)}{unit} }}\n"
    raise AssertionError(known)


def decimal(value: Fraction) -> str:
    """Return a number of at most five decimals as text."""
    units = value * 10**5
    assert units.denominator == 1
    whole, part = divmod(units.numerator, 10**5)
    return f'"{whole}.{part:05d}"'


def test_points_that_are_excluded_do_not_come_back_by_rescaling(tmp_path: Path) -> None:
    half = {"full_at": Fraction(1)}
    criteria = (
        Criterion("c0", 40, "share", half),
        Criterion("c1", 30, "share", half, "exclude"),
        Criterion("c2", 30, "share", half, "rescale"),
    )
    card = Card(criteria, 2, "half_up", "criterion", "range", "zero")
    facts: dict[str, Known] = dict.fromkeys(card.facts, "not_applicable")
    found = assessed(card, {**facts, "c0_done": Fraction(1), "c0_planned": Fraction(2)}, tmp_path)

    assert Fraction(35) == found.total  # 20 of 40, brought to the 70 that are not excluded
    assert 35 in found.attainable
    assert 50 not in found.attainable


@law
@given(card=cards(), data=st.data())
def test_a_second_scorer_gives_the_same_points_and_the_same_total(
    card: Card, data: st.DataObject, tmp_path: Path
) -> None:
    facts = data.draw(statements(card, whole=True))
    points, total = score(card, facts)
    found = assessed(card, facts, tmp_path)

    assert points == [award.points for award in found.awards]
    assert total == found.total


@law
@given(card=cards(), data=st.data())
def test_whatever_the_truth_turns_out_to_be_its_points_were_possible(
    card: Card, data: st.DataObject, tmp_path: Path
) -> None:
    said = data.draw(statements(card, whole=False))
    found = assessed(card, said, tmp_path)
    points, total = score(card, data.draw(complete(said, card.missing == "range")))

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
    card: Card, data: st.DataObject, tmp_path: Path
) -> None:
    found = assessed(card, data.draw(statements(card, whole=False)), tmp_path)

    for award in found.awards:
        assert award.points is None or award.points in award.attainable
        assert found.range.low is not None
        assert award.range.low is not None
        assert award.range.low >= 0
    assert found.total is None or found.total in found.attainable


@law
@given(card=cards(), data=st.data())
def test_the_order_of_criteria_and_facts_changes_nothing(
    card: Card, data: st.DataObject, tmp_path: Path
) -> None:
    said = data.draw(statements(card, whole=False))
    first, second = (assessed(card, said, tmp_path, order) for order in (1, -1))

    assert (first.total, first.range) == (second.total, second.range)
    assert {a.step.criterion.id: a.range for a in first.awards} == {
        a.step.criterion.id: a.range for a in second.awards
    }
