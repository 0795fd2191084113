"""The district library's own text, untouched, against the report file that was written by hand."""

from functools import cache
from pathlib import Path

import pytest

from perfscore import Audit, audit, discover, read_report, read_ruleset
from perfscore.extract.narrative.narrative import NarrativeRead
from tests.extract.narrative.keys import read_text

ROOT = Path(__file__).parents[3]
SEED = ROOT.parent / "shared" / "seed" / "yueyanglou-library-2024-self-evaluation.txt"
BY_HAND = ROOT / "examples" / "yueyanglou-library-2024" / "report.toml"

pytestmark = pytest.mark.skipif(not SEED.is_file(), reason="the seed's text is not beside the checkout")

# What the author of the report file counted or worked out himself; no figure of the text.
COUNTED = {
    "reading_rooms_on_trial", "reading_rooms_fitted", "papercut_sessions", "awards", "late_projects",
}  # fmt: skip


@cache
def seed() -> NarrativeRead:
    return read_text(SEED.read_text("utf-8"), discover())


@cache
def audited() -> Audit:
    catalog = discover()
    return audit(seed().report, read_ruleset("yueyanglou-2024", catalog), catalog)


def test_the_claim_the_body_and_the_year_are_read() -> None:
    report = seed().report

    assert report.total is not None
    assert ("96.85", "自评得分96.85分") == (report.total.quantity.raw, report.total.quote)
    assert ("岳阳楼区图书馆", 2024) == (report.subject, report.fiscal_year)


def test_every_figure_of_the_report_file_is_read_or_listed() -> None:
    by_hand, read = read_report(BY_HAND), seed()
    listed = "\n".join(line for line in read.toml.splitlines() if line.startswith("#"))
    for id_, fact in by_hand.facts.items():
        if fact.state == "not_shown" or id_ in COUNTED:
            continue
        if id_ in read.report.facts:
            mine = read.report.facts[id_]
            assert (fact.state, fact.value) == (mine.state, mine.value), id_
            if fact.quantity is not None:
                assert mine.quantity is not None
                assert fact.quantity.range == mine.quantity.range, id_
        else:
            assert (fact.quote or "?") in listed, f"{id_} is neither read nor listed"


def test_all_that_the_dictionary_knows_is_bound() -> None:
    known = set(read_ruleset("cn-dictionary", discover()).facts) - COUNTED
    by_hand = {id_ for id_, fact in read_report(BY_HAND).facts.items() if fact.state != "not_shown"}

    assert by_hand & known == set(seed().report.facts)


def test_places_are_those_of_the_report_file_with_line_and_character() -> None:
    by_hand, read = read_report(BY_HAND).facts, seed().report.facts

    for id_ in ("posts", "expenditure", "personnel_expenditure", "books_added", "events", "courses"):
        assert (read[id_].at or "").startswith(f"{by_hand[id_].at} 第"), id_


def test_the_four_projects_are_listed_and_60_48_is_missing() -> None:
    rows = seed().report.tables["projects"]
    assert ["业务工作经费", "免费开放", "公共文化服务体系建设", "编外用工"] == [row.label for row in rows]

    missing = [one for one in audited().findings if one.code == "incomplete-or-wrong"]
    assert ["60.48"] == [one.values["off"] for one in missing]


def test_both_contradictory_statements_are_found() -> None:
    found = [one for one in audited().findings if one.code == "contradiction"]

    assert [("tasks_on_time", "payments_slow")] == [one.fact_ids for one in found]


def test_the_verdict_is_that_of_the_report_file() -> None:
    assert "consistent" == audited().verdict
