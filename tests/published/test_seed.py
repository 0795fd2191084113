"""The district library's 96.85: what can and what cannot be said of it."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from perfscore import Audit, Catalog, Range, audit, discover, read_report, read_ruleset
from tests.paths import LIBRARY


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return discover()


def audited(file: str, ruleset: str, catalog: Catalog) -> Audit:
    return audit(read_report(LIBRARY / file), read_ruleset(ruleset, catalog), catalog)


@pytest.mark.parametrize("ruleset", ["yueyanglou-2024", "cn-mof-2020"])
def test_the_claim_is_consistent_with_the_national_table_and_never_confirmed(
    ruleset: str, catalog: Catalog
) -> None:
    result = audited("report.toml", ruleset, catalog)

    assert result.verdict == "consistent"
    # Satisfaction of 99 % against an unknown target of at most 100 % earns at least 9.90 of 10;
    # nothing else is known.
    assert Range(Fraction("9.9"), Fraction(100)) == result.card.range
    assert result.card.total is None


def test_the_first_thing_to_ask_for_is_the_budget(catalog: Catalog) -> None:
    result = audited("report.toml", "yueyanglou-2024", catalog)

    assert [("budget", Fraction(10))] == [
        (ask.evidence.binding.fact, ask.points) for ask in result.ask_next[:1]
    ]


def lost(result: Audit) -> list[dict[str, str]]:
    assert result.solution is not None
    return [
        {award.step.criterion.id: str(points) for award, points in way.lost}
        for way in result.solution.decompositions
    ]


@pytest.mark.parametrize(
    ("losses", "rate", "budget"),
    [
        # 381.53 over each budget is the rate, and ten times the rate the points.
        ({"execution": "63/20"}, "0.685", "556.98"),
        ({"execution": "43/20", "outputs": "1"}, "0.785", "486.03"),
        ({"execution": "23/20", "outputs": "2"}, "0.885", "431.11"),
        ({"execution": "3/20", "outputs": "3"}, "0.985", "387.34"),
        ({"execution": "43/20", "benefits": "1"}, "0.785", "486.03"),
        ({"execution": "23/20", "benefits": "2"}, "0.885", "431.11"),
        ({"execution": "3/20", "benefits": "3"}, "0.985", "387.34"),
    ],
)
def test_the_ways_to_lose_3_15_points_are_listed_with_what_they_mean(
    losses: Mapping[str, str], rate: str, budget: str, catalog: Catalog
) -> None:
    result = audited("report.toml", "yueyanglou-2024", catalog)
    assert result.solution is not None
    way = result.solution.decompositions[lost(result).index(dict(losses))]
    means = way.means[0]
    (about,) = means.facts

    assert Fraction(rate) == means.measure
    assert "budget" == about.evidence.binding.fact
    assert about.about is not None
    assert abs(about.about - Fraction(budget)) < Fraction(1, 100)
    (rates,) = means.possible
    assert Range(Fraction(rate) - Fraction(1, 2000), Fraction(rate) + Fraction(1, 2000), False, True) == rates


def test_the_simplest_way_is_the_execution_row_alone(catalog: Catalog) -> None:
    result = audited("report.toml", "yueyanglou-2024", catalog)

    assert {"execution": "63/20"} == lost(result)[0]


def test_every_way_adds_up_to_what_was_lost(catalog: Catalog) -> None:
    result = audited("report.toml", "cn-mof-2020", catalog)
    assert result.solution is not None

    assert {Fraction("3.15")} == {
        sum(points for _, points in way.lost) for way in result.solution.decompositions
    }


def test_the_projects_fall_short_and_two_statements_contradict_each_other(catalog: Catalog) -> None:
    found = {f.code: f for f in audited("report.toml", "yueyanglou-2024", catalog).findings}

    assert "60.48" == found["incomplete-or-wrong"].values["off"]
    assert ("warning", "warning") == (
        found["incomplete-or-wrong"].severity,
        found["contradiction"].severity,
    )
    assert {"tasks_on_time", "payments_slow"} == set(found["contradiction"].fact_ids)


@pytest.mark.parametrize("sum_", ["124.34 + 257.19 == 381.53", "113.37 + 10.97 == 124.34", "7 + 12 == 19"])
def test_what_adds_up_is_shown_as_checked(sum_: str, catalog: Catalog) -> None:
    findings = audited("report.toml", "yueyanglou-2024", catalog).findings

    assert sum_ in {f.values["text"] for f in findings if f.code == "checked"}


def test_a_card_that_takes_half_points_cannot_give_96_85_and_says_why(catalog: Catalog) -> None:
    result = audited("report.toml", "yueyang-2018", catalog)
    assert result.solution is not None
    why = result.solution.impossible
    assert why is not None

    assert "contradicted" == result.verdict
    assert (Fraction("96.5"), Fraction(97), Fraction(1, 2)) == (why.below, why.above, why.step)


def test_with_the_assumptions_the_score_is_recomputed_exactly(catalog: Catalog) -> None:
    result = audited("completed.toml", "yueyanglou-2024", catalog)

    assert "reproduced" == result.verdict
    assert Fraction("96.85") == result.card.total
    assert ["budget", "outputs_points", "benefits_points", "satisfaction_target"] == [
        evidence.binding.fact for evidence in result.rests_on
    ]


@pytest.mark.parametrize("file", ["report.toml", "completed.toml"])
@pytest.mark.parametrize("ruleset", ["yueyanglou-2024", "cn-mof-2020", "yueyang-2018", "hunan-county"])
def test_the_ledger_adds_up_to_the_full_points(file: str, ruleset: str, catalog: Catalog) -> None:
    ledger = audited(file, ruleset, catalog).ledger
    assert ledger is not None
    parts = (ledger.reproduced, ledger.consistent, ledger.unsupported, ledger.contradicted)

    assert Fraction(100) == sum(parts) + ledger.not_claimed
    assert min(*parts, ledger.not_claimed) >= 0


FIGURES = {
    "expenditure": "381.53", "basic_expenditure": "124.34", "project_expenditure": "257.19",
    "personnel_expenditure": "113.37", "public_expenditure": "10.97", "posts": "7", "people": "19",
    "staff": "7", "retired": "12", "visits": "325846", "loans": "37142", "satisfaction": "99%",
    "events": "132", "books_added": "8万余册", "periodicals": "80余种", "newspapers": "50余种",
    "participants": "超过30000", "trainees": "超过600", "lecture_participants": "600余",
}  # fmt: skip


@pytest.mark.parametrize(("fact", "printed"), FIGURES.items())
def test_the_example_holds_every_figure_of_the_report_with_its_place(fact: str, printed: str) -> None:
    read = read_report(LIBRARY / "report.toml").facts[fact]

    assert printed in f"{read.raw}{read.unit or ''}{read.quote or ''}"
    assert read.at is not None
    assert read.at.startswith("report ")


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        ("books_added", Range(Fraction(80000), Fraction(90000), False, True)),
        ("participants", Range(Fraction(30000), None, True)),
        ("lecture_participants", Range(Fraction(600), Fraction(700), False, True)),
    ],
)
def test_approximate_figures_stand_for_ranges(fact: str, expected: Range) -> None:
    quantity = read_report(LIBRARY / "report.toml").facts[fact].quantity
    assert quantity is not None

    assert expected == quantity.range
