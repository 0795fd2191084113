"""``test``: the cases of rulesets, what they are worth, and those that lack."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
import tomli

from perfscore.runs.loading import load_plan
from perfscore.testing.ruleset_cases import ran_cases
from tests.command_line import Run
from tests.paths import ROOT

CARD = (ROOT / "src/perfscore/cli/templates/ruleset.toml").read_text("utf-8")


@pytest.fixture
def card(tmp_path: Path) -> Path:
    path = tmp_path / "card.toml"
    path.write_text(CARD, "utf-8")
    return path


def test_cases_coverage_and_changes_are_told(run: Run, card: Path) -> None:
    ran = run("test", card, "--lang", "en")

    assert (0, "") == (ran.status, ran.err)
    assert "cases: 2, failed: 0" in ran.out
    assert "parts of the rules that cases go through: " in ran.out
    assert "changes of the rules that cases notice: " in ran.out
    assert "[[cases]]" in ran.out


def test_chinese_says_the_same(run: Run, card: Path) -> None:
    out = run("test", card, "--lang", "zh").out

    assert "用例 2 个，失败 0 个" in out
    assert "用例能发现的规则变化：" in out


def test_a_case_that_fails_gives_one_and_its_arithmetic(run: Run, card: Path) -> None:
    card.write_text(CARD.replace('execution = "47.50"', 'execution = "47.51"'), "utf-8")

    ran = run("test", card, "--lang", "en", "--quick")

    assert 1 == ran.status
    assert "[case-differs]" in ran.out
    assert "x = executed / budget = 95 / 100 = 0.95" in ran.out


def test_only_the_cases_of_a_name_are_run(run: Run, card: Path) -> None:
    (name, *_) = [ran.name for ran in ran_cases(load_plan(str(card)))]

    out = run("test", card, "-k", name, "--lang", "en").out

    assert "cases: 1, failed: 0" in out
    assert "changes of the rules" not in out


def test_written_cases_stand_behind_the_file_and_fail_nothing(run: Run, card: Path) -> None:
    ran = run("test", card, "--write", "--lang", "en")
    text = card.read_text("utf-8")
    added = tomli.loads(text)["cases"][2:]

    assert (0, True) == (ran.status, text.startswith(CARD.rstrip("\n")))
    assert f"{len(added)} cases added" in ran.err
    assert added
    assert all(case["confirmed"] is False for case in added)

    again = run("test", card, "--write", "--lang", "en")
    assert 0 == again.status
    assert f"of them confirmed by nobody: {len(added)}, not coming out as written: 0" in again.out
    assert text == card.read_text("utf-8")


def test_a_wrong_case_that_nobody_confirmed_fails_nothing(run: Run, card: Path) -> None:
    card.write_text(
        CARD.replace('execution = "47.50"', 'execution = "47.51"').replace(
            "[[cases]]", "[[cases]]\nconfirmed = false", 1
        ),
        "utf-8",
    )

    ran = run("test", card, "--lang", "en", "--quick")

    assert 0 == ran.status
    assert "of them confirmed by nobody: 1" in ran.out


def test_a_folder_stands_for_its_rulesets(run: Run, card: Path) -> None:
    (card.parent / "report.toml").write_text('[report]\nsubject = "x"\n', "utf-8")

    out = run("test", card.parent, "--quick", "--lang", "en").out

    assert 1 == out.count("cases: ")


def test_json_has_the_parts_the_holes_and_the_cases_to_add(run: Run, card: Path) -> None:
    (found,) = json.loads(run("test", card, "--format", "json").out)

    assert [True, True] == [case["holds"] for case in found["cases"]]
    assert {"sort", "name", "says", "reached"} == set(found["parts"][0])
    mutation = found["mutation"]
    assert mutation["all"] == mutation["noticed"] + mutation["waiting"] + len(mutation["holes"])
    assert all("[[cases]]" in text for text in found["to_add"])


def test_junit_has_a_suite_for_a_ruleset_and_the_failure_in_it(run: Run, card: Path) -> None:
    card.write_text(CARD.replace('execution = "47.50"', 'execution = "47.51"'), "utf-8")

    suites = ElementTree.fromstring(run("test", card, "--quick", "--format", "junit", "--lang", "en").out)

    assert ["2", "1"] == [suites[0].attrib[name] for name in ("tests", "failures")]
    (failure,) = suites.iter("failure")
    assert "case-differs" in failure.attrib["message"]


def test_a_ruleset_that_does_not_load_is_refused(run: Run, card: Path) -> None:
    card.write_text(CARD.replace("points = 40", "points = 41"), "utf-8")

    ran = run("test", card)

    assert 2 == ran.status
    assert "weights-do-not-add-up" in ran.err


def test_a_file_with_its_cases_in_one_list_is_left_alone(run: Run, card: Path) -> None:
    start = CARD.index("[[cases]]")
    text = 'cases = [{ facts = {}, expect = { execution = "[0, 50]" } }]\n' + CARD[:start]
    card.write_text(text, "utf-8")

    ran = run("test", card, "--write")

    assert (2, text) == (ran.status, card.read_text("utf-8"))
