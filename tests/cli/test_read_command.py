"""``read``: from a published document to a report file."""

from pathlib import Path

import pytest

from tests.command_line import Run

TEXT = """云山县档案馆2024年度部门整体支出绩效自评报告
一、基本情况
核定编制14名，在职13人，退休9人。
二、支出情况
全年支出352.91万元，其中基本支出221.46万元，项目支出121.45万元。整理档案约3万卷。
三、自评结论
自评得分97分。
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "archive.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_a_text_becomes_a_report_that_explain_takes(run: Run, document: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.toml"
    ran = run("read", document, "-o", target)

    assert 0 == ran.status
    assert f"已写出：{target}（云山县档案馆，绑定 6 项，未绑定 1 个数字，列在文末）\n" == ran.out
    explained = run("explain", target, "--ruleset", "cn-mof-2020", "--findings")
    assert 1 == explained.status
    assert "221.46 + 121.45 = 342.91 ≠ 352.91" in explained.out


def test_the_report_has_quote_and_place_of_each_figure_and_the_reason_of_each_left_out(
    run: Run, document: Path
) -> None:
    ran = run("read", document)

    place = 'at = "report 二 第5行第5字", quote = "全年支出352.91万元"'
    assert f'expenditure = {{ value = "352.91", unit = "万元", {place} }}' in ran.out
    assert "“整理档案约3万卷”：“整理档案”不是已知事实的说法" in ran.out
    assert (
        '[claims]\ntotal = { value = "97", at = "report 三 第7行第5字", quote = "自评得分97分" }' in ran.out
    )


def test_show_marks_what_was_taken(run: Run, document: Path) -> None:
    ran = run("read", document, "--show")

    assert "核定编制【14名｜编制数】，在职【13人｜在职人员数】，退休【9人｜退休人员数】。" in ran.out
    assert "自评得分【97分｜自评得分】。" in ran.out


def test_a_form_is_read_as_form_read_does(run: Run) -> None:
    form = "docs/examples/reading-room-form.csv"

    assert run("form", "read", form).out == run("read", form).out
    assert 2 == run("read", form, "--show").status


def test_nothing_is_written_over(run: Run, document: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.toml"
    target.write_text("mine", "utf-8")

    assert 2 == run("read", document, "-o", target).status
    assert "mine" == target.read_text("utf-8")


def test_a_text_without_a_fact_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text("关于做好绩效自评工作的通知\n请于2024年3月1日前报送。\n", "utf-8")
    ran = run("read", path)

    assert 2 == ran.status
    assert "文中没有可以绑定的事实" in ran.err or "nothing in the text" in ran.err


def test_a_text_without_a_year_asks_for_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "undated.txt"
    path.write_text("核定编制14名，在职13人。\n", "utf-8")

    assert 2 == run("read", path).status
    assert "fiscal_year = 2023" in run("read", path, "--year", "2023").out
