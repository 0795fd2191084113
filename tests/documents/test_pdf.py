"""A PDF comes back as a person reads it: paragraphs whole, tables with merged cells, no margins."""

import pytest

from perfscore.documents.document import Document, Grid, Line, Unreadable
from perfscore.documents.pdf import read
from tests.documents.pdf_pages_written import Page, pdf

HEADING = [(1, 1, "指标"), (1, 2, "目标值"), (1, 3, "完成值"), (1, 4, "得分")]
ACROSS = (60, 160, 260, 360, 460)


def lines(document: Document) -> list[str]:
    return [block.text for block in document.parts[0].blocks if isinstance(block, Line)]


def grids(document: Document) -> list[Grid]:
    return [block for block in document.parts[0].blocks if isinstance(block, Grid)]


def table(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [(cell.row, cell.column, cell.rows, cell.columns, cell.text) for cell in grid.cells]


@pytest.mark.parametrize("turned", [0, 90])
def test_merged_cells_are_known_by_their_frames_however_the_page_lies(turned: int) -> None:
    page = Page(turned=turned).table(
        ACROSS,
        (300, 320, 360, 380),
        [(1, 1, "指标"), (1, 3, "分值"), (2, 1, "开放天数"), (2, 2, "≥300天"), (3, 3, "1,234.50")],
        [(1, 1, 1, 2), (2, 1, 2, 1)],
    )

    (grid,) = grids(read(pdf(page)))

    assert [
        (1, 1, 1, 2, "指标"), (1, 3, 1, 1, "分值"), (2, 1, 2, 1, "开放天数"), (2, 2, 1, 1, "≥300天"),
        (3, 3, 1, 1, "1,234.50"),
    ] == table(grid)  # fmt: skip
    assert "第1页表1第2行第2格" == grid.cells[3].place


def test_a_word_that_a_narrow_cell_breaks_is_one_word_and_lines_that_end_early_stay_apart() -> None:
    texts = [(1, 1, "公益性讲座知晓率达\n标"), (1, 2, "第一行\n第二行"), (1, 3, "1,551,400.00元\n整")]
    page = Page().table((60, 152, 252, 332), (300, 350), texts)

    (grid,) = grids(read(pdf(page)))

    assert ["公益性讲座知晓率达标", "第一行\n第二行", "1,551,400.00元整"] == [
        cell.text for cell in grid.cells
    ]


def test_a_table_over_two_pages_is_one_and_its_heading_counts_once() -> None:
    first = Page().table(ACROSS, (700, 720, 740), [*HEADING, (2, 1, "开放天数"), (2, 2, "300"), (2, 4, "10")])
    second = Page().table(ACROSS, (60, 80, 100), [*HEADING, (2, 1, "办结率"), (2, 2, "98%"), (2, 4, "20")])

    (grid,) = grids(read(pdf(first, second)))

    assert ["指标", "目标值", "完成值", "得分", "开放天数", "300", "10", "办结率", "98%", "20"] == [
        cell.text for cell in grid.cells
    ]
    assert [1, 1, 1, 1, 2, 2, 2, 3, 3, 3] == [cell.row for cell in grid.cells]
    assert "第2页表1第2行第1格" == grid.cells[7].place


def test_a_group_that_the_end_of_a_page_cuts_is_one_group_and_an_empty_score_is_not() -> None:
    rows = [(1, 1, "产出指标"), (1, 2, "甲"), (1, 4, "10"), (2, 2, "乙"), (2, 4, "20")]
    first = Page().table(ACROSS, (700, 720, 740), rows, [(1, 1, 2, 1)])
    second = Page().table(ACROSS, (60, 80, 100), [(1, 2, "丙"), (2, 2, "丁"), (2, 4, "30")], [(1, 1, 2, 1)])

    (grid,) = grids(read(pdf(first, second)))

    assert [
        (1, 1, 4, 1, "产出指标"), (1, 2, 1, 1, "甲"), (1, 4, 1, 1, "10"), (2, 2, 1, 1, "乙"),
        (2, 4, 1, 1, "20"), (3, 2, 1, 1, "丙"), (4, 2, 1, 1, "丁"), (4, 4, 1, 1, "30"),
    ] == table(grid)  # fmt: skip


def test_a_row_that_the_end_of_a_page_cuts_is_one_row() -> None:
    first = Page().table(
        (60, 162, 260, 360), (700, 720), [(1, 1, "公益讲座的知晓率要"), (1, 2, "95%"), (1, 3, "10")]
    )
    second = Page().table(
        (60, 162, 260, 360), (60, 80, 100), [(1, 1, "达到"), (2, 1, "场次"), (2, 2, "9"), (2, 3, "5")]
    )

    (grid,) = grids(read(pdf(first, second)))

    assert ["公益讲座的知晓率要达到", "95%", "10", "场次", "9", "5"] == [cell.text for cell in grid.cells]


def test_a_sentence_is_whole_over_the_ends_of_lines_and_pages() -> None:
    first = Page().lines(
        60,
        740,
        "一、部门基本情况",
        "本年度全年预算" + "数" * 36 + "257.",
        "19万元，执行率为" + "数" * 34 + "百",
    )
    second = Page().lines(60, 60, "分之九十八。", "二、绩效自评", "自评得分96.85分。")

    assert [
        "一、部门基本情况",
        "本年度全年预算" + "数" * 36 + "257.19万元，执行率为" + "数" * 34 + "百分之九十八。",
        "二、绩效自评",
        "自评得分96.85分。",
    ] == lines(read(pdf(first, second)))


def test_headers_page_numbers_and_contents_are_no_part_of_the_text_and_what_is_left_out_is_told() -> None:
    pages = [
        Page()
        .word(60, 30, "某某市图书馆2024年度决算")
        .word(60, 200, f"第{text}页的正文。")
        .word(290, 810, f"- {number} -")
        for number, text in enumerate("一二三", 1)
    ]
    pages[0].word(60, 300, "一、部门概况" + "." * 40 + "3")

    document = read(pdf(*pages))

    assert ["第一页的正文。", "第二页的正文。", "第三页的正文。"] == lines(document)
    assert {"form-running", "form-contents"} == {remark.code for remark in document.remarks}


def test_places_name_the_page() -> None:
    document = read(pdf(Page().word(60, 100, "甲。"), Page().word(60, 100, "乙。").word(60, 130, "丙。")))

    assert ["第1页第1段", "第2页第1段", "第2页第2段"] == [
        block.place for block in document.parts[0].blocks if isinstance(block, Line)
    ]


def test_a_scan_is_refused_and_a_scanned_page_among_others_is_told() -> None:
    with pytest.raises(Unreadable) as refusal:
        read(pdf(Page(picture=True)))
    mixed = read(pdf(Page().word(60, 100, "正文。"), Page(picture=True)))

    assert "form-scan" == refusal.value.code
    assert [("form-page-picture", "第2页")] == [(remark.code, remark.place) for remark in mixed.remarks]
