"""A draft says what its table says, in every format, and passes its own check."""

from collections.abc import Callable
from pathlib import Path

import pytest
import tomli

from perfscore.messages.problems import ProblemsFound
from tests.command_line import Run
from tests.publish.draft.drafts import (
    CARD,
    HEAD,
    Area,
    as_docx,
    as_html,
    as_markdown,
    as_xlsx,
    drafted_from,
    toml_from,
)

Written = Callable[[Path], Path]
FORMATS: dict[str, Written] = {"xlsx": as_xlsx, "docx": as_docx, "html": as_html, "md": as_markdown}


def without_places(toml: str) -> str:
    """Return a draft without what names the file and where in it a row stands."""
    lines = toml.splitlines()
    return "\n".join(
        line for line in lines if not line.startswith(("source =", "seen =", "title =", "# 规则集"))
    )


def drafted(folder: Path, *lines: tuple[str, ...]) -> dict[str, object]:
    return tomli.loads(toml_from(as_markdown(folder / "card.md", (HEAD, *lines))))


def test_a_table_gives_the_same_draft_in_every_format(tmp_path: Path) -> None:
    drafts = {
        name: without_places(toml_from(write(tmp_path / f"card.{name}"))) for name, write in FORMATS.items()
    }

    assert 1 == len(set(drafts.values())), drafts


@pytest.mark.parametrize("name", FORMATS)
def test_a_draft_passes_check_as_it_is(run: Run, tmp_path: Path, name: str) -> None:
    table = FORMATS[name](tmp_path / f"card.{name}")
    ran = run("new", "ruleset", tmp_path / "our-card.toml", "--from", table)

    assert (0, "") == (ran.status, ran.err)
    assert "评分项 5 个：4 个已识读为规则，1 个留作人工评定" in ran.out
    checked = run("check", tmp_path / "our-card.toml")
    assert 0 == checked.status
    assert "0 个问题" in checked.out + checked.err
    assert 'id = "our-card"' in (tmp_path / "our-card.toml").read_text("utf-8")


def test_the_sentence_stands_above_its_criterion_with_what_was_read_of_it(tmp_path: Path) -> None:
    toml = toml_from(as_xlsx(tmp_path / "card.xlsx"))
    before, _, _ = toml.partition('label = "制度健全性"')
    above = before.rpartition("\n\n")[2].splitlines()

    assert [
        "# 原文：①制度已制定，2分；",
        "#       ②制度已执行，2分。",
        "# 指标解释：看制度",
        "# 识读（逐项得分）：下列各项成立的分别得分：制度已制定：2分；制度已执行：2分。",
        "[[criteria]]",
        'id = "row_03"',
        'section = "过程/预算管理"',
    ] == above


def test_nothing_is_known_before_the_author_confirms_it(tmp_path: Path) -> None:
    card = tomli.loads(toml_from(as_xlsx(tmp_path / "card.xlsx")))

    assert "unconfirmed" == card["ruleset"]["status"]
    assert {"assumed"} == {criterion["standing"] for criterion in card["criteria"]}
    assert {"criteria Sheet!C4"} <= {criterion["source"] for criterion in card["criteria"]}


def test_what_is_not_accounted_for_is_judged_and_says_so(tmp_path: Path) -> None:
    toml = toml_from(as_xlsx(tmp_path / "card.xlsx"))
    first = tomli.loads(toml)["criteria"][0]

    assert {"shape": "judged", "step": 0.5} == first["scoring"]
    assert "# 未识读：有词语不属于任何一类语句，暂由评价人评定。" in toml
    assert "says" not in first  # it would be printed as the scoring standard of whatever rule takes its place


def test_an_indicator_measures_what_bears_its_name(tmp_path: Path) -> None:
    line = ("过程", "执行", "预算执行率", "10", "", "按预算执行率计算得分。")
    card = drafted(tmp_path, line)
    explained = drafted(tmp_path, (*line[:4], "预算执行率＝支付数÷指标数×100%", line[5]))

    assert ["budget_execution_rate"] == [one["indicator"] for one in card["criteria"]]  # type: ignore[attr-defined]
    assert {"expenditure", "budget"} == set(card["facts"])  # type: ignore[call-overload]
    assert ["reported_rate"] == [one["indicator"] for one in explained["criteria"]]  # type: ignore[attr-defined]


# ---------------------------------------------------------------- what does not add up


def test_a_group_that_does_not_add_up_is_told_and_not_declared(run: Run, tmp_path: Path) -> None:
    lines = tuple(tuple("过程（25分）" if text == "过程（20分）" else text for text in line) for line in CARD)
    table = as_xlsx(tmp_path / "card.xlsx", lines)
    ran = run("new", "ruleset", tmp_path / "card.toml", "--from", table)

    told = "“过程”印作 25 分，所属各行合计 20 分：未写入该组的应有合计，请核对原表。"
    assert told in ran.err
    assert f"# {told}" in (tmp_path / "card.toml").read_text("utf-8")
    assert 0 == run("check", tmp_path / "card.toml").status


def test_a_total_that_is_not_the_sum_is_told(run: Run, tmp_path: Path) -> None:
    lines = tuple(tuple("100" if text == "30" else text for text in line) for line in CARD)
    ran = run("new", "ruleset", tmp_path / "card.toml", "--from", as_docx(tmp_path / "card.docx", lines))

    assert "表中印的总分是 100 分，各行合计 30 分" in ran.err
    assert 0 == run("check", tmp_path / "card.toml").status


def test_a_row_without_points_is_told_and_left_out(tmp_path: Path) -> None:
    lines = (
        ("过程", "管理", "甲率", "", "", "达到95%得满分，否则不得分。"),
        ("", "", "乙率", "5", "", "酌情扣分"),
    )
    draft = drafted_from(as_markdown(tmp_path / "card.md", (HEAD, *lines)))

    assert ["乙率"] == [one.row.name for one in draft.criteria]
    assert [("no_points", "甲率")] == [(one.key, one.values["name"]) for one in draft.off]


# ---------------------------------------------------------------- tables as they are


def test_points_of_groups_may_have_columns_of_their_own(tmp_path: Path) -> None:
    head = ("一级指标", "分值", "二级指标", "分值", "三级指标", "分值", "评价标准", "指标说明", "得分")
    rows = (
        ("投入", "8", "配置", "8", "甲率", "5", "甲率≤100%，计5分；每超过1个百分点扣0.5分。", "甲", "5"),
        ("", "", "", "", "乙率", "3", "乙率达到90%得3分，否则不得分。", "乙", "3"),
    )
    draft = drafted_from(as_markdown(tmp_path / "card.md", (head, *rows)))
    card = tomli.loads(draft.toml("zh"))

    assert [5, 3] == [one["points"] for one in card["criteria"]]
    assert {"投入": {"points": 8}, "投入/配置": {"points": 8}} == card["sections"]
    assert ["甲", "乙"] == [one.printed.explanation for one in draft.criteria]


def test_rows_that_share_one_cell_of_points_are_one_criterion(tmp_path: Path) -> None:
    rows = (
        HEAD,
        ("产出", "数量", "甲", "10", "", "达到目标值得满分，未达到的按完成比例得分。"),
        ("", "", "乙", "", "", "看乙"),
    )
    table = as_xlsx(tmp_path / "card.xlsx", rows, (Area(2, 4, 3, 4), Area(2, 1, 3, 1), Area(2, 2, 3, 2)))
    draft = drafted_from(table)

    assert [("甲、乙", None)] == [(one.row.name, one.rule) for one in draft.criteria]


def test_a_row_that_only_informs_is_no_criterion(tmp_path: Path) -> None:
    rows = (("产出", "数量", "甲", "10", "", "酌情扣分"), ("", "", "其中：乙", "", "", ""))

    assert ["甲"] == [one["label"] for one in drafted(tmp_path, *rows)["criteria"]]  # type: ignore[attr-defined]


def test_rows_that_do_not_apply_are_as_the_sentence_says(tmp_path: Path) -> None:
    sentence = "100%以下（含）计满分，每超出5%扣2分，扣完为止。没有基建项目的部门按满分计算。"
    card = drafted(tmp_path, ("过程", "执行", "面积控制率", "5", "", sentence))

    assert ["full"] == [one["not_applicable"] for one in card["criteria"]]  # type: ignore[attr-defined]


def test_marks_in_a_name_do_not_end_it(run: Run, tmp_path: Path) -> None:
    row = ('投"入\\甲', "预算/执行", 'a"] = 1 # 率', "5", "x\u0007", '达到95%得满分，否则"不得分"。')
    table = as_html(tmp_path / "card.html", (HEAD, row), ())
    ran = run("new", "ruleset", tmp_path / "card.toml", "--from", table)

    assert 0 == ran.status
    assert 0 == run("check", tmp_path / "card.toml").status


def test_a_sentence_of_a_hundred_thousand_characters_is_left_to_a_judge(tmp_path: Path) -> None:
    sentence = "①制度已制定，" * 15_000
    draft = drafted_from(as_markdown(tmp_path / "card.md", (HEAD, ("过程", "管理", "甲", "5", "", sentence))))

    assert [None] == [one.rule for one in draft.criteria]


# ---------------------------------------------------------------- what cannot be drafted


def test_a_file_without_criteria_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.md").write_text("# 通知\n\n请按时报送。\n", "utf-8")

    with pytest.raises(ProblemsFound) as refused:
        drafted_from(tmp_path / "text.md")
    assert ["draft-no-criteria"] == [problem.code for problem in refused.value.problems]


def test_a_draft_overwrites_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "card.toml").write_text("precious", "utf-8")
    ran = run("new", "ruleset", tmp_path / "card.toml", "--from", as_markdown(tmp_path / "card.md"))

    assert (4, "precious") == (ran.status, (tmp_path / "card.toml").read_text("utf-8"))


def test_only_a_ruleset_is_drafted(run: Run, tmp_path: Path) -> None:
    ran = run("new", "report", tmp_path / "r.toml", "--from", as_markdown(tmp_path / "card.md"))

    assert 2 == ran.status
    assert "--from is for drafting a ruleset" in ran.err
    assert not (tmp_path / "r.toml").exists()
