"""``check``: rulesets, reports, folders, bundled ids, and the cases that live with the rules."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from perfscore.plan.proofs.doubts import doubts
from perfscore.runs.loading import load_plan
from perfscore.testing.ruleset_cases import run_cases
from tests.command_line import Run
from tests.paths import ROOT

SEED = "examples/yueyanglou-library-2024"
CARD = (ROOT / "src/perfscore/cli/templates/ruleset.toml").read_text("utf-8")


@pytest.fixture
def card(tmp_path: Path) -> Path:
    path = tmp_path / "card.toml"
    path.write_text(CARD, "utf-8")
    return path


def test_every_bundled_ruleset_and_its_cases_hold(run: Run) -> None:
    ran = run("check", "rulesets", "--lang", "en")

    assert 0 == ran.status
    assert ran.err.endswith(" files, 0 problems\n")
    assert "ok rulesets/yueyanglou-2024.toml ruleset, 4 criteria, 6 cases" in " ".join(ran.out.split())


def test_reports_are_told_from_rulesets_by_their_tables(run: Run) -> None:
    out = run("check", SEED, "cn-mof-2020", "--lang", "en").out

    assert f"{SEED}/completed.toml" in out
    assert "report, " in out
    assert "cn-mof-2020.toml" in out
    assert "ruleset, 4 criteria" in out


def test_problems_of_every_file_are_told(run: Run, card: Path, tmp_path: Path) -> None:
    card.write_text(CARD.replace("points = 40", "points = 41"), "utf-8")
    (tmp_path / "broken.toml").write_text("[ruleset]\nid = ", "utf-8")

    ran = run("check", tmp_path, "--lang", "en")

    assert 1 == ran.status
    assert "[weights-do-not-add-up]" in ran.out
    assert "broken.toml:2:" in ran.out
    assert "2 files, " in ran.err


def test_a_case_that_does_not_come_out_is_a_problem_with_its_place(run: Run, card: Path) -> None:
    card.write_text(CARD.replace('execution = "47.50"', 'execution = "47.51"'), "utf-8")

    ran = run("check", card, "--lang", "en")

    line = 1 + CARD[: CARD.index('execution = "47.50"')].count("\n")
    assert 1 == ran.status
    assert f"card.toml:{line}:" in ran.out
    assert (
        "execution should be 47.51, and is 47.5; correct the case, or the rule it tests [case-differs]"
        in ran.out
    )


@pytest.mark.parametrize(
    ("written", "wrong", "code"),
    [
        ('posts = "7"', 'post = "7"', "case-unknown-fact"),
        ("staff_control =", "stuff_control =", "case-unknown-criterion"),
        ('budget = "100"', 'budget = "约100"', "quantity-about"),
        ('total = "96.00"', 'total = "[0, 96]"', "case-differs"),
        ('{ execution = "[0, 50]" }', '{ execution = "[0, 49]" }', "case-differs"),
        ('{ execution = "[0, 50]" }', '{ execution = "10" }', "case-differs"),
    ],
)
def test_a_mistaken_case_is_refused(run: Run, card: Path, written: str, wrong: str, code: str) -> None:
    assert written in CARD
    card.write_text(CARD.replace(written, wrong), "utf-8")

    ran = run("check", card)

    assert (1, True) == (ran.status, f"[{code}]" in ran.out)


@pytest.mark.parametrize(
    ("facts", "expect"),
    [
        ('budget = { state = "not_applicable" }', 'execution = "0.00"'),
        ('expenditure = { value = "950000", unit = "元" }, budget = "100"', 'execution = "47.5"'),
        ("expenditure = 95, budget = 100", 'execution = "47.5"'),
        ('budget = { state = "not_shown" }', 'execution = "[0, 50]"'),
        ('staff = "23", posts = "20"', 'staff_control = "2.5"'),
        (
            'expenditure = "100", budget = "100", staff = "1", posts = "1", outputs_points = "40"',
            'grade = "优"',
        ),
    ],
)
def test_a_case_can_give_facts_in_every_way_a_report_can(card: Path, facts: str, expect: str) -> None:
    case = f"\n[[cases]]\nfacts = {{ {facts} }}\nexpect = {{ {expect} }}\n"
    card.write_text(CARD[: CARD.index("[[cases]]")] + case, "utf-8")

    assert () == run_cases(load_plan(str(card)))


UNREACHED = '\n[[grades]]\nname = "特优"\nfrom = 120\n\n'


@pytest.mark.parametrize(("asked", "status"), [("error", 0), ("warning", 1), ("note", 1)])
def test_a_warning_fails_only_where_it_is_asked_to(run: Run, card: Path, asked: str, status: int) -> None:
    card.write_text(CARD.replace("[[grades]]", f"{UNREACHED}[[grades]]", 1), "utf-8")

    ran = run("check", card, "--fail-on", asked, "--lang", "en")

    assert status == ran.status
    assert "warning: grades 特优: " in ran.out
    assert ran.out.startswith("ok")
    assert "1 files, 1 problems" in ran.err


def test_a_ruleset_with_warnings_scores(card: Path) -> None:
    card.write_text(CARD.replace("[[grades]]", f"{UNREACHED}[[grades]]", 1), "utf-8")

    assert ["grade-unreachable"] == [doubt.code for doubt in doubts(load_plan(str(card)))]


BROKEN = CARD.replace("points = 40", "points = 四十", 1).replace("standing =", "standng =", 1)


def test_problems_are_data(run: Run, card: Path) -> None:
    card.write_text(BROKEN, "utf-8")

    ran = run("check", card, "--format", "json")
    told = json.loads(ran.out)

    assert 1 == ran.status
    assert ["toml-bad-value", "unknown-key"] == sorted(one["code"] for one in told["files"][0]["problems"])
    assert {"files": 1, "error": 2, "warning": 0, "note": 0} == told["counts"]
    key = next(one for one in told["files"][0]["problems"] if one["code"] == "unknown-key")
    assert {"line": key["line"], "column": 1, "end": 8, "text": "standing"} == key["mend"]


def test_sarif_has_a_rule_for_each_result_and_a_region(run: Run, card: Path) -> None:
    card.write_text(BROKEN, "utf-8")

    told = json.loads(run("check", card, "--format", "sarif").out)
    (found,) = told["runs"]
    rules = [rule["id"] for rule in found["tool"]["driver"]["rules"]]

    assert "2.1.0" == told["version"]
    assert 2 == len(found["results"])
    for result in found["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert "error" == result["level"]
        assert result["message"]["text"].endswith(f"[{result['ruleId']}]")
        assert min(region.values()) > 0
    assert [1] == [len(result["fixes"]) for result in found["results"] if "fixes" in result]


def test_junit_counts_what_fails(run: Run, card: Path, tmp_path: Path) -> None:
    card.write_text(BROKEN, "utf-8")
    (tmp_path / "sound.toml").write_text(CARD, "utf-8")

    suites = ElementTree.fromstring(run("check", tmp_path, "--format", "junit").out)

    assert [("2", 2), ("0", 0)] == [
        (suite.get("failures"), len(suite.findall(".//failure"))) for suite in suites
    ]


def test_codes_are_chosen_and_left_out(run: Run, card: Path) -> None:
    card.write_text(BROKEN, "utf-8")

    chosen, others = (
        run("check", card, "--select", "unknown-key"),
        run("check", card, "--ignore", "unknown-key"),
    )
    none = run("check", card, "--ignore", "unknown-key", "--ignore", "toml-bad-value")

    assert ("unknown-key" in chosen.out, "toml-bad-value" in chosen.out) == (True, False)
    assert ("unknown-key" in others.out, "toml-bad-value" in others.out) == (False, True)
    assert 0 == none.status


def test_a_code_that_is_none_is_a_mistake_of_usage(run: Run, card: Path) -> None:
    ran = run("check", card, "--select", "unknown-keys", "--lang", "en")

    assert 2 == ran.status
    assert "did you mean 'unknown-key'?" in ran.err


def test_safe_mends_are_shown_and_carried_out_and_nothing_else_changes(run: Run, card: Path) -> None:
    wrong = CARD.replace("standing =", "standng =", 1).replace('"proportional"', "“proportional”", 1)
    card.write_bytes(wrong.replace("\n", "\r\n").encode())

    shown = run("check", card, "--diff")
    assert card.read_bytes() == wrong.replace("\n", "\r\n").encode()
    fixed = run("check", card, "--fix")

    assert 2 == sum(line.startswith("+") and not line.startswith("+++") for line in shown.out.splitlines())
    assert 0 == fixed.status
    assert card.read_bytes() == CARD.replace("\n", "\r\n").encode()


def test_what_has_no_safe_mend_is_left_alone(run: Run, card: Path) -> None:
    wrong = CARD.replace("points = 40", "points = 41", 1)
    card.write_text(wrong, "utf-8")

    assert 1 == run("check", card, "--fix").status
    assert wrong == card.read_text("utf-8")


def test_a_file_that_is_neither_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("[other]\n", "utf-8")

    ran = run("check", tmp_path / "other.toml")

    assert 1 == ran.status
    assert "found other" in ran.out


def test_files_of_a_folder_that_are_neither_are_passed_over(run: Run) -> None:
    assert "0 files, 0 problems" in run("check", "indicators").err


def test_a_missing_file_is_told(run: Run) -> None:
    ran = run("check", "nowhere.toml")

    assert (1, True) == (ran.status, "[file-missing]" in ran.out)


@pytest.mark.parametrize("name", ["form.html", "narrative.txt"])
def test_of_a_document_check_says_what_reads_it(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("某镇2024年度绩效自评报告", "utf-8")

    ran = run("check", tmp_path / name)

    assert 1 == ran.status
    assert "check-document" in ran.out
    assert "perfscore read" in ran.out


def test_whatever_reads_a_report_tells_all_of_its_mistakes_of_toml(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "report.toml"
    path.write_text(
        'format = 1\n[report]\nsubject = “某馆”\nfiscal_year = 2024\nruleset = "cn-mof-2020"\n'
        '[facts]\nspent = { value = "3", unit = "万元" }\nposts = 3,5\n',
        "utf-8",
    )

    told = [
        [mark in " ".join((ran.out + ran.err).split()) for mark in ("toml-wide-mark", "toml-number-comma")]
        for ran in (run("check", path, "--lang", "en"), run("explain", path, "--lang", "en"))
    ]

    assert [[True, True]] * 2 == told
