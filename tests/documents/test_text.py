"""Plain text and Markdown become lines and tables with their places."""

import pytest

from perfscore.documents.document import Grid, Line, Unreadable
from perfscore.documents.text import read, read_markdown

TEXT = "一、基本情况\n\n核定编制12名。\r\n全年支出441.06万元，镕喆昇\n"


@pytest.mark.parametrize(
    ("content", "remark"),
    [
        (TEXT.encode(), []),
        (b"\xef\xbb\xbf" + TEXT.encode(), []),
        (TEXT.encode("gb18030"), ["form-gbk"]),
    ],
)
def test_a_text_is_read_line_by_line_in_the_sets_offices_write(content: bytes, remark: list[str]) -> None:
    document = read(content)

    assert document.parts[0].blocks == (
        Line("一、基本情况", "第1行"),
        Line("核定编制12名。", "第3行"),
        Line("全年支出441.06万元，镕喆昇", "第4行"),
    )
    assert [one.code for one in document.remarks] == remark


def test_the_set_is_named_with_the_line_from_which_on_it_is_no_utf8() -> None:
    document = read(b"plain\n" + "编制".encode("gb18030"))

    assert [one.place for one in document.remarks] == ["第2行"]


@pytest.mark.parametrize(("content", "code"), [(b"a\0b", "form-broken"), (b"\xff\xff\xff", "form-encoding")])
def test_what_is_no_text_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(content)
    assert refusal.value.code == code


def test_headings_and_tables_of_markdown_are_what_a_person_sees() -> None:
    table = "| 名称 | 支出 |\n|:--|--:|\n| 采购 | 3 |\n| 维修 | |"
    text = f"# 自评报告 #\n\n**全年支出**441万元\n\n{table}\n\n## 二、结论\n"
    document = read_markdown(text.encode())

    first, line, grid, last = document.parts[0].blocks
    assert first == Line("自评报告", "第1行", 1)
    assert line == Line("全年支出441万元", "第3行")
    assert isinstance(grid, Grid)
    assert [(cell.row, cell.column, cell.text, cell.place) for cell in grid.cells] == [
        (1, 1, "名称", "第5行第1列"),
        (1, 2, "支出", "第5行第2列"),
        (2, 1, "采购", "第7行第1列"),
        (2, 2, "3", "第7行第2列"),
        (3, 1, "维修", "第8行第1列"),
    ]
    assert last == Line("二、结论", "第10行", 2)


def test_a_line_with_bars_and_no_rule_below_stays_a_line() -> None:
    document = read_markdown("人员编制 | 16 | 实有人数 | 14\n全年主要工作".encode())

    assert [type(block) for block in document.parts[0].blocks] == [Line, Line]


def test_no_line_costs_more_than_its_length() -> None:
    rule = "|" + "-" * 200_000 + " x"
    document = read_markdown(f"a|b\n{rule}\n".encode())

    assert len(document.parts[0].blocks) == 2
