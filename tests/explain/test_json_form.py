"""The JSON is the contract: keys in order, every number a text."""

import json
from typing import Any

import pytest

from perfscore.explain.formats.json import audit_data, audit_text, solution_data
from perfscore.explain.formats.json_text import json_text
from tests.explain.audits import audited

CONTRACT = {
    "": ["format", "report", "ruleset", "verdict", "claimed", "computed", "criteria", "ledger", "findings",
         "ask_next", "decompositions"],
    "report": ["subject", "fiscal_year"],
    "ruleset": ["id", "version", "status", "digest"],
    "claimed": ["total"],
    "computed": ["low", "high", "total", "grade"],
    "criteria": ["id", "section", "points", "computed", "claimed", "verdict", "measure", "missing", "steps",
                 "facts", "explained_by"],
    "ledger": ["reproduced", "consistent", "unsupported", "contradicted", "not_claimed"],
    "findings": ["code", "severity", "message", "facts"],
    "ask_next": ["fact", "points"],
    "decompositions": ["lost", "means"],
}  # fmt: skip


@pytest.fixture
def seed() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(audit_text(audited("report", "yueyanglou-2024"), "en"))
    return data


@pytest.mark.parametrize("part", CONTRACT)
def test_every_part_begins_with_the_keys_of_the_contract(seed: dict[str, Any], part: str) -> None:
    data = seed[part] if part else seed
    objects = data if isinstance(data, list) else [data]

    assert objects
    for found in objects:
        assert CONTRACT[part] == [key for key in found if key in CONTRACT[part]]
        assert CONTRACT[part] == list(found)[: len(CONTRACT[part])]


def test_a_criterion_says_what_the_contract_shows(seed: dict[str, Any]) -> None:
    execution = seed["criteria"][0]

    assert {
        "id": "execution", "section": "预算执行", "points": "10",
        "computed": {"low": "0", "high": "10", "total": None}, "claimed": None, "verdict": "cannot_tell",
        "missing": ["budget"], "explained_by": [],
    } == {key: execution[key] for key in (
        "id", "section", "points", "computed", "claimed", "verdict", "missing", "explained_by"
    )}  # fmt: skip
    assert "budget_execution_rate" == execution["measure"]["indicator"]
    assert ("expenditure", "381.53", "report 二") == tuple(
        execution["facts"][0][k] for k in ("id", "raw", "at")
    )
    assert "= 381.53 ÷ [revised budget], possible: more than 0" == execution["steps"][1]


def test_the_totals_have_the_decimals_of_the_ruleset(seed: dict[str, Any]) -> None:
    assert {"low": "9.90", "high": "100.00", "total": None, "grade": None} == seed["computed"]
    assert "96.85" == seed["claimed"]["total"]
    assert {
        "reproduced": "0.00", "consistent": "9.90", "unsupported": "86.95", "contradicted": "0.00",
        "not_claimed": "3.15",
    } == seed["ledger"]  # fmt: skip


def test_the_simplest_decomposition_is_execution_alone(seed: dict[str, Any]) -> None:
    first = seed["decompositions"][0]

    assert ({"execution": "3.15"}, {"budget_execution_rate": "0.685"}) == (first["lost"], first["means"])
    assert ("budget", "76306/137", "556.98") == tuple(
        first["facts"][0][key] for key in ("fact", "about", "about_decimal")
    )


def numbers_in(data: Any) -> list[Any]:
    if isinstance(data, dict):
        return [number for value in data.values() for number in numbers_in(value)]
    if isinstance(data, list):
        return [number for value in data for number in numbers_in(value)]
    return [data] if isinstance(data, int | float) and not isinstance(data, bool) else []


@pytest.mark.parametrize("report", ["report", "completed"])
def test_every_number_is_a_text_but_the_format_and_the_year(report: str) -> None:
    assert [1, 2024] == numbers_in(audit_data(audited(report, "yueyanglou-2024"), "zh"))


def test_the_completed_report_lists_what_it_rests_on() -> None:
    data = audit_data(audited("completed", "yueyanglou-2024"), "en")

    assert "96.85" == data["computed"]["total"]
    assert {"budget", "outputs_points", "benefits_points", "satisfaction_target"} == {
        item["fact"] for item in data["rests_on"]
    }
    assert {"assumed", "stated"} == {fact["state"] for line in data["criteria"] for fact in line["facts"]}


def test_an_impossible_total_comes_with_its_proof() -> None:
    data = solution_data(audited("report", "half-steps"))

    assert (False, {"below": "96.5", "above": "97", "step": "0.5"}) == (data["possible"], data["impossible"])


def test_one_criterion_alone_leaves_the_rest_of_the_result_as_it_is() -> None:
    audit = audited("report", "yueyanglou-2024")

    whole, one = audit_data(audit, "en"), audit_data(audit, "en", "execution")

    assert ["execution"] == [line["id"] for line in one["criteria"]]
    assert {**whole, "criteria": None} == {**one, "criteria": None}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("report", "ruleset"),
    [
        ("report", "yueyanglou-2024"),
        ("completed", "yueyanglou-2024"),
        ("over-staffed", "everything"),
        ("report", "half-steps"),
    ],
)
def test_an_audit_is_written_as_its_data_are(report: str, ruleset: str, language: str) -> None:
    audit = audited(report, ruleset)

    assert json_text(audit_data(audit, language)) == audit_text(audit, language)
