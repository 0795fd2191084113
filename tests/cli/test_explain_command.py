"""``explain``: exit statuses, forms, languages, and what is refused."""

import json
from pathlib import Path

import pytest
import tomli

from tests.command_line import Run
from tests.paths import ROOT

HERE = Path(__file__).parent
SEED = "examples/yueyanglou-library-2024/report.toml"
COMPLETED = "examples/yueyanglou-library-2024/completed.toml"
REPORTS = tomli.loads((HERE / "reports.toml").read_text("utf-8"))


@pytest.fixture
def written(tmp_path: Path) -> "Written":
    return Written(tmp_path)


class Written:
    """Writes one of the small reports and returns its path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, name: str) -> Path:
        path = self.folder / f"{name}.toml"
        path.write_text(REPORTS[name]["text"], "utf-8")
        return path


@pytest.mark.parametrize(
    ("report", "status"),
    [
        ("contradicted", 1),
        ("adds_up_to_more", 1),
        ("cannot_tell", 3),
        ("no_claim", 0),
        ("no_ruleset", 3),
        ("mistaken", 2),
    ],
)
def test_the_exit_status_says_how_it_went(run: Run, written: Written, report: str, status: int) -> None:
    assert status == run("explain", written(report)).status


@pytest.mark.parametrize("report", [SEED, COMPLETED])
def test_consistent_and_reproduced_are_no_failure(run: Run, report: str) -> None:
    assert 0 == run("explain", report).status


def test_a_chinese_report_is_explained_in_chinese_and_another_in_english(run: Run, written: Written) -> None:
    assert run("explain", SEED).out.startswith("结论：")
    assert run("explain", written("cannot_tell")).out.startswith("Verdict: cannot tell.")


def test_the_language_can_be_chosen(run: Run, written: Written) -> None:
    assert run("explain", SEED, "--lang", "en").out.startswith("Verdict:")
    assert run("explain", written("cannot_tell"), "--lang=zh").out.startswith("结论：无法判断。")


def test_problems_go_to_standard_error_one_a_line_in_the_language_of_the_report(
    run: Run, written: Written
) -> None:
    ran = run("explain", written("mistaken"))

    lines = ran.err.splitlines()
    assert "" == ran.out
    assert ["[unknown-key]", "[unknown-key]"] == [line.split(" ")[-1] for line in lines]
    assert all("mistaken.toml:" in line for line in lines)
    assert "是否" in lines[0]
    assert "did you mean" in run("explain", written("mistaken"), "--lang", "en").err


def test_without_a_ruleset_the_report_says_which_fits_and_why(run: Run, written: Written) -> None:
    ran = run("explain", written("no_ruleset"), "--lang", "en")

    assert "there are no rules to score it by" in " ".join(ran.out.split())
    assert 3 == run("explain", written("no_ruleset"), "--ruleset", "sichuan-10-90").status


def test_a_ruleset_on_the_command_line_wins(run: Run) -> None:
    assert (
        "cn-mof-2020, version 2020.1" in run("explain", SEED, "--ruleset", "cn-mof-2020", "--lang", "en").out
    )


def test_several_rulesets_give_one_explanation_after_the_other(run: Run) -> None:
    both = ("--ruleset", "cn-mof-2020", "--ruleset", "yueyanglou-2024")

    out = run("explain", SEED, *both).out

    assert 2 == out.count("结论：")
    assert ["cn-mof-2020", "yueyanglou-2024"] == [
        data["ruleset"]["id"] for data in json.loads(run("explain", SEED, *both, "--format", "json").out)
    ]


def test_the_gravest_of_several_results_is_the_exit_status(run: Run) -> None:
    assert 1 == run("explain", SEED, "--ruleset", "yueyang-2018", "--ruleset", "yueyanglou-2024").status


def test_all_problems_of_all_rulesets_are_told_at_once(run: Run) -> None:
    ran = run("explain", SEED, "--ruleset", "cn-mof-2002", "--ruleset", "./nowhere.toml")

    assert 2 == ran.status
    assert "[unknown-ruleset]" in ran.err
    assert "[file-missing]" in ran.err


def test_a_dictionary_scores_nothing(run: Run) -> None:
    ran = run("explain", SEED, "--ruleset", "cn-dictionary")

    assert (2, True) == (ran.status, "[ruleset-abstract]" in ran.err)


def test_a_report_cannot_have_the_code_of_a_pack_loaded(run: Run, written: Written) -> None:
    ran = run("explain", written("of_a_pack"))

    assert 2 == ran.status
    assert "add --pack bundled [pack-not-allowed]" in ran.err


def test_a_ruleset_in_the_place_of_the_report_is_told_in_one_sentence(run: Run) -> None:
    ran = run("explain", "rulesets/cn-mof-2020.toml", "--lang", "en")

    assert "this file is a ruleset, and a report is wanted here" in ran.err
    assert 1 == len(ran.err.splitlines())


def test_one_criterion_can_be_explained_alone(run: Run) -> None:
    out = run("explain", SEED, "--criterion", "execution").out

    assert "预算执行率（execution，预算执行）" in out
    assert "产出指标（outputs" not in out


def test_an_unknown_criterion_is_refused_with_the_nearest(run: Run) -> None:
    ran = run("explain", SEED, "--criterion", "executoin", "--lang", "en")

    assert 2 == ran.status
    assert "--criterion: the card has no criterion 'executoin'; did you mean 'execution'?" in ran.err


def test_a_criterion_can_be_named_by_its_name(run: Run) -> None:
    by_name = run("explain", SEED, "--criterion", "预算执行率")

    assert run("explain", SEED, "--criterion", "execution") == by_name


def test_where_no_criterion_is_near_all_are_listed_with_their_names(run: Run) -> None:
    ran = run("explain", SEED, "--criterion", "zzz", "--lang", "en")

    lines = ran.err.splitlines()
    assert f"{len(lines) - 1} criteria can be named" in lines[0]
    assert "  outputs  " in ran.err
    assert "…" not in ran.err


def test_markdown_can_be_pasted_into_a_working_paper(run: Run) -> None:
    out = run("explain", SEED, "--format", "markdown").out

    assert out.startswith("**结论：不矛盾，但未证实。")
    assert "| 预算执行率 | 10 | \\[0.00, 10.00\\] | — | 无法判断 |  |" in out


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_hostile_in_a_report_reaches_the_terminal(
    run: Run, written: Written, form: str, language: str
) -> None:
    ran = run("explain", written("hostile"), "--format", form, "--lang", language)

    assert ran.status in (0, 1, 3)
    assert ran.out.replace("\n", "").isprintable()
    assert ran.err == ""


def test_json_keeps_every_character_of_a_hostile_report(run: Run, written: Written) -> None:
    data = json.loads(run("explain", written("hostile"), "--format", "json").out)

    assert "\x1b]0;owned\x07\u202eyrarbiL" == data["report"]["subject"]


def test_a_hostile_name_of_a_ruleset_is_shown_harmlessly(run: Run) -> None:
    ran = run("explain", SEED, "--ruleset", "\x1b[31mred\u202e")

    assert 2 == ran.status
    assert ran.err.replace("\n", "").isprintable()


EXAMPLES, DOCS = ROOT / "examples", ROOT / "docs" / "examples"
FILES = sorted((*EXAMPLES.glob("*/*report.toml"), *EXAMPLES.glob("*/completed.toml"), *DOCS.glob("*.txt")))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("file", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_first_screen_is_a_screen(run: Run, file: Path, language: str) -> None:
    out = run("explain", str(file), "--lang", language).out

    assert len(out.splitlines()) <= 25
    assert "--full" in out
    whole = run("explain", str(file), "--lang", language, "--full").out
    assert out.splitlines()[0] == whole.splitlines()[0]


def test_a_part_is_what_the_whole_says_of_it(run: Run) -> None:
    whole = run("explain", SEED, "--full").out

    for part, title in (("--findings", "发现"), ("--ask", "下一步索取")):
        out = run("explain", SEED, part).out
        assert title in out
        assert set(out.splitlines()) <= set(whole.splitlines())
    assert "总分 96.85 可能怎样得来" in run("explain", SEED, "--ways").out


def test_a_file_gets_everything(run: Run, tmp_path: Path) -> None:
    run("explain", SEED, "-o", str(tmp_path / "all.txt"))

    assert run("explain", SEED, "--full").out == (tmp_path / "all.txt").read_text("utf-8")
