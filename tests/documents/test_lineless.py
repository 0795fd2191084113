"""Tables without upright lines: read where rows and columns are beyond doubt, else told and left as text."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from perfscore.documents.document import Document, Grid, Line
from perfscore.documents.pdf import read
from perfscore.messages.problems import ProblemsFound
from tests.documents.pdf_pages_written import Page, pdf
from tests.extract.together import forms_of

HEADING = ("一级指标", "指标名称", "年度指标值", "实际完成值", "分值", "得分")
SPOTS = (60, 130, 230, 320, 410, 480)
ROWS = (
    ("产出指标", "举办活动", "≥120场", "132场", "20", "20"),
    ("", "购置图书\n和期刊", "≥800册", "820册", "30", "28.5"),
    ("效益指标", "到馆人次", "≥8万人次", "7.6万人次", "30", "28"),
)


def laid(
    page: Page, rows: Sequence[Sequence[str]], top: int, spots: Sequence[int] = SPOTS, row: int = 40
) -> int:
    """Write rows whose cells begin at one height, their lines 12 below each other; return where they end."""
    for number, cells in enumerate(rows):
        for left, text in zip(spots, cells, strict=False):
            for down, line in enumerate(text.split("\n") if text else ()):
                page.word(left, top + row * number + 12 * down, line)
    return top + row * len(rows)


def level(page: Page, *heights: int, left: int = 55, right: int = 520) -> Page:
    page.strokes += [(left, height, right, height) for height in heights]
    return page


def grids(document: Document) -> list[list[tuple[int, int, str]]]:
    found = [block for block in document.parts[0].blocks if isinstance(block, Grid)]
    return [[(cell.row, cell.column, cell.text) for cell in grid.cells] for grid in found]


def cells(*rows: Sequence[str]) -> list[tuple[int, int, str]]:
    return [
        (row, column, text.replace("\n", ""))
        for row, line in enumerate(rows, 1) for column, text in enumerate(line, 1) if text
    ]  # fmt: skip


def codes(document: Document) -> set[str]:
    return {remark.code for remark in document.remarks}


def test_rows_and_columns_are_those_in_which_text_stands_and_empty_cells_stay_empty() -> None:
    page = Page().word(60, 60, "2024年度项目支出绩效自评表")
    laid(page, (HEADING, *ROWS), 120)

    document = read(pdf(page))

    assert [cells(HEADING, *ROWS)] == grids(document)
    assert {"form-undrawn"} == codes(document)
    assert "2024年度项目支出绩效自评表" == next(
        block.text for block in document.parts[0].blocks if isinstance(block, Line)
    )


def test_a_table_of_three_lines_is_read_and_a_text_below_is_none_of_it() -> None:
    page = level(Page(), 115, 155, 290)
    end = laid(page, (HEADING, *ROWS), 120)
    page.word(80, end + 20, "本年度各项指标的完成情况如上表所示，自评得分以表中的合计数为准，其余另行说明。")

    document = read(pdf(page))

    assert [cells(HEADING, *ROWS)] == grids(document)
    assert isinstance(document.parts[0].blocks[-1], Line)


def test_level_lines_part_rows_however_cells_are_set_and_a_group_goes_on_where_they_stop_short() -> None:
    page = level(Page(), 115, 155, 235, 275)
    level(page, 195, left=120)
    laid(page, [HEADING], 130)
    laid(page, [("", *ROWS[0][1:])], 170)
    laid(page, [("产出指标",)], 190)
    for number, line in enumerate(("购置图书", "和期刊")):
        page.word(130, 204 + 12 * number, line)
    laid(page, [("", "", *ROWS[1][2:])], 210)
    laid(page, [ROWS[2]], 250)

    document = read(pdf(page))
    (grid,) = [block for block in document.parts[0].blocks if isinstance(block, Grid)]

    assert [(2, 1, 2, "产出指标"), (4, 1, 1, "效益指标")] == [
        (cell.row, cell.column, cell.rows, cell.text) for cell in grid.cells if cell.column == 1
    ][1:]
    assert ["购置图书和期刊", "≥800册", "820册", "30", "28.5"] == [
        cell.text for cell in grid.cells if cell.row == 3
    ]
    assert {"form-undrawn-columns"} == codes(document)


def test_it_goes_on_over_a_page_its_heading_counts_once_and_a_name_that_is_cut_is_one() -> None:
    first, second = Page(), Page()
    last = ("", "读者对服务", "≥90%", "96%", "10", "10")
    laid(first, (HEADING, ROWS[0], last), 660)
    second.word(130, 60, "的满意度")
    laid(second, [ROWS[2], ROWS[0]], 90)

    (grid,) = grids(read(pdf(first, second)))

    assert (
        cells(HEADING, ROWS[0], ("", "读者对服务的满意度", "≥90%", "96%", "10", "10"), ROWS[2], ROWS[0])
        == grid
    )

    repeated = Page()
    laid(repeated, (HEADING, ROWS[2]), 60)

    (grid,) = grids(read(pdf(first, repeated)))

    assert cells(HEADING, ROWS[0], last, ROWS[2]) == grid


def _as_close_as_lines() -> Page:
    page = Page()
    laid(page, (HEADING, *ROWS, ROWS[0]), 120, row=12)
    return page


def _set_to_the_middle() -> Page:
    page = Page()
    laid(page, [HEADING, ROWS[0]], 120)
    laid(page, [("", "购置图书\n和期刊和\n报纸")], 200)
    laid(page, [("产出指标", "", *ROWS[1][2:])], 212)
    laid(page, [ROWS[2]], 260)
    return page


def _between_two_columns() -> Page:
    page = Page()
    laid(page, (HEADING, *ROWS), 120)
    return page.word(446, 280, "70")


def _heading_beside_its_figures() -> Page:
    page = Page()
    laid(page, [HEADING], 120)
    laid(page, ROWS, 160, (60, 130, 230, 320, 438, 505))
    return page


DOUBTFUL = {
    "rows as close as the lines of a cell": _as_close_as_lines(),
    "cells set to the middle": _set_to_the_middle(),
    "a figure between two columns": _between_two_columns(),
    "figures beside their heading": _heading_beside_its_figures(),
}


@pytest.mark.parametrize("page", list(DOUBTFUL.values()), ids=list(DOUBTFUL))
def test_where_the_eye_could_doubt_there_is_no_table_and_that_is_told(page: Page) -> None:
    document = read(pdf(page))

    assert ([], {"form-table-doubtful"}) == (grids(document), codes(document))


def test_a_row_of_words_at_the_top_of_a_page_that_may_be_a_rest_is_no_table() -> None:
    first, second = Page(), Page()
    laid(first, (HEADING, ROWS[0], ("", "读者对服务"), ("", "满意度", "≥90%", "96%", "10", "10")), 620)
    laid(second, [("", "读者"), ROWS[2]], 60)

    assert [] == grids(read(pdf(first, second)))


def test_signatures_below_each_other_are_no_table() -> None:
    page = Page()
    laid(page, [("填报人：", "", "负责人："), ("电话：", "", "日期：")], 120)

    assert ([], set()) == (grids(read(pdf(page))), codes(read(pdf(page))))


FORM = (
    ("项目名称", "阅览室开放经费", "", "实施单位", "", "某县图书馆"),
    ("项目资金", "", "年初预算数", "全年预算数", "全年执行数", "执行率"),
    ("（万元）", "年度资金总额", "20", "20", "19.8", "99%"),
    HEADING,
    *ROWS,
    ("合计", "", "", "", "80", "76.5"),
)


def _written(rows: Sequence[Sequence[str]], path: Path) -> Path:
    page = Page().word(200, 60, "2024年度项目支出绩效自评表")
    laid(page, rows, 120)
    path.write_bytes(pdf(page))
    return path


def test_a_form_without_lines_is_read_with_a_note_and_each_place(tmp_path: Path) -> None:
    (form,) = forms_of(_written(FORM, tmp_path / "form.pdf"))

    assert ("阅览室开放经费", 2024) == (form.report.subject, form.report.fiscal_year)
    assert [("举办活动", "20"), ("购置图书和期刊", "30"), ("到馆人次", "30")] == [
        (row.name, row.points) for row in form.report.targets
    ]
    assert ["产出指标", "产出指标", "效益指标"] == [row.level1 for row in form.report.targets]
    assert "form 第1页表1第6行第1格" == form.report.targets[1].at
    assert "19.8" == form.report.facts["expenditure"].raw
    assert "form-undrawn" in {note.code for note in form.notes}


def test_a_score_that_may_be_shared_with_the_row_above_is_refused_by_name(tmp_path: Path) -> None:
    rows = [*FORM[:5], (*ROWS[1][:4], "", ""), *FORM[6:]]

    with pytest.raises(ProblemsFound) as refusal:
        forms_of(_written(rows, tmp_path / "form.pdf"))

    (problem,) = refusal.value.problems
    assert ("form-scores-unclear", "第1页表1第6行第1格") == (problem.code, problem.where)
