"""A value of an option, a name or an id that is refused: what is expected is said, in words."""

from pathlib import Path

import pytest

from perfscore.messages import Listed
from tests.command_line import Run

SEED = "examples/yueyanglou-library-2024/report.toml"
HEAD = 'format = 1\n[report]\nsubject = "某馆"\nfiscal_year = 2024\nruleset = "cn-mof-2020"\n'


@pytest.mark.parametrize("total", ["abc", "八分之", "80-90", "", "96,85"])
def test_a_total_that_is_no_number_is_told_with_an_example(total: str, run: Run) -> None:
    found = run("solve", SEED, "--total", total, "--lang", "zh")

    assert (2, "") == (found.status, found.out)
    assert f'“{total}”不是一个确定的分数；请按印刷写自评分，如 "96.85"' in found.err


@pytest.mark.parametrize("year", ["24", "abc", "-5", "20244"])
def test_a_year_that_is_none_is_refused_with_an_example(year: str, run: Run) -> None:
    found = run("explain", SEED, f"--year={year}", "--lang", "zh")

    assert 2 == found.status
    assert f"--year 应为四位年份，如 2024，不能是 '{year}'" in found.err


def test_the_spelling_of_an_id_is_said_in_words(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "r.toml"
    file.write_text(f'{HEAD}[facts]\n"X Y" = {{ value = "1" }}\n', "utf-8")
    said = run("check", file, "--lang", "zh").out

    assert "“X Y”的写法不允许；请只用小写字母、数字、“_”，以小写字母开头，至多 80 个字符" in said
    assert "[a-z]" not in said


def test_a_claim_on_a_misspelt_criterion_gets_the_nearest(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "r.toml"
    file.write_text(
        f'{HEAD}[claims.criteria]\nexection = "9"\n[facts]\nbudgt = {{ value = "1", unit = "万元" }}\n',
        "utf-8",
    )
    shown = run("explain", file, "--findings", "--lang", "zh").out

    assert "报告就“exection”自评得分，而本规则集没有此项；是否指“execution”（预算执行率）？" in shown
    assert "没有评分项读取“budgt”，是否想写“budget”（全年预算数）？" in shown


def test_a_date_in_quotes_in_a_case_is_told_to_lose_them(tmp_path: Path, run: Run) -> None:
    run("new", "ruleset", tmp_path / "card.toml")
    text = (tmp_path / "card.toml").read_text("utf-8")
    dated = (
        text + '\n[facts.sent]\nlabel = "报送日期"\nkind = "date"\n\n'
        '[[cases]]\nfacts = { sent = "2024-12-01" }\nexpect = { total = "1" }\n'
    )
    (tmp_path / "card.toml").write_text(dated, "utf-8")

    assert (
        "“2024-12-01”是日期，不是数量；如为日期，请去掉引号"
        in run("check", tmp_path / "card.toml", "--lang", "zh").out
    )


def test_a_file_called_pdf_that_is_none_is_damaged_and_not_unknown(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(bytes(range(256)) * 12)
    found = run("explain", file, "--lang", "zh")

    assert 2 == found.status
    assert "文件名后缀为 .pdf，内容却不是：文件已损坏，或只是改了后缀" in found.err
    assert "[form-damaged]" in found.err


def test_a_long_list_keeps_its_names_whole_and_tells_how_many_there_are() -> None:
    names = Listed(f".format{number}" for number in range(40))

    shown = names.some("zh", 60)
    kept = shown.partition(" 等 ")[0].split("、")
    assert set(kept) <= set(names.items)
    assert shown.endswith(" 等 40 项")
    assert names.some("en", 60).endswith(", 40 in all")
    assert ".a, .b" == Listed([".a", ".b"]).some("en", 60)


def test_no_list_of_a_message_is_cut_within_a_name(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "a.unknown"
    file.write_bytes(bytes(range(256)) * 12)
    said = run("explain", file, "--lang", "en").err.partition("known are ")[2].partition(";")[0]
    names = said.partition(", ")[2] and [name.strip() for name in said.split(",")]

    assert "…" not in said
    assert all(name.startswith(".") or name.endswith("in all") for name in names)
