"""A page is read as a person sees it: cells where a browser shows them, and nothing that is hidden."""

import quopri
from base64 import encodebytes
from collections.abc import Iterator

import pytest

from perfscore.documents.document import Document, Grid, Line, Unreadable
from perfscore.documents.html import read
from perfscore.documents.mht import read as read_mht


def page(body: str, head: str = "") -> Document:
    return read(f'<html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode())


def grids(document: Document) -> list[list[str]]:
    """Return each table as lines of its cells: what stands there, and where, with its size."""
    return [
        [
            f"{c.text} {c.row},{c.column}" + f" {c.rows}x{c.columns}" * (c.rows * c.columns > 1)
            for c in grid.cells
        ]
        for part in document.parts
        for grid in part.blocks
        if isinstance(grid, Grid)
    ]


def lines(document: Document) -> list[str]:
    blocks = [block for part in document.parts for block in part.blocks]
    return [f"{'#' * block.level}{block.text}" for block in blocks if isinstance(block, Line)]


def said(document: Document) -> list[tuple[str, str]]:
    return [(remark.code, remark.text) for remark in document.remarks]


TABLES = {
    "a span down and one across": (
        "<tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d",
        ["a 1,1 2x1", "b 1,2 1x2", "c 2,2", "d 2,3"],
    ),
    "a title over more columns than there are": (
        "<tr><td colspan=100>a<tr><td>b<td>c", ["a 1,1 1x2", "b 2,1", "c 2,2"],
    ),
    "a span down beyond the last row": ("<tr><td rowspan=9>a<td>b<tr><td>c", ["a 1,1 2x1", "b 1,2", "c 2,2"]),
    "a span down to the end": (
        "<tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d", ["a 1,1 3x1", "b 1,2", "c 2,2", "d 3,2"],
    ),
    "no span beyond the rows of a group": (
        "<tbody><tr><td rowspan=3>a<td>b<tbody><tr><td>c<td>d", ["a 1,1", "b 1,2", "c 2,1", "d 2,2"],
    ),
    "the foot written before the rows": (
        "<tfoot><tr><td>c<td>d</tfoot><tbody><tr><td>a<td>b", ["a 1,1", "b 1,2", "c 2,1", "d 2,2"],
    ),
    "a span across that meets one from above": (
        "<tr><td>a<td rowspan=2>b<td>c<tr><td colspan=3>d", ["a 1,1", "b 1,2 2x1", "c 1,3", "d 2,1"],
    ),
    "spans that are none": (
        "<tr><td rowspan=x>a<td colspan=-2>b<tr><td colspan=''>c<td>d", ["a 1,1", "b 1,2", "c 2,1", "d 2,2"],
    ),
    "cells that nobody closes": ("<tr><td>a<td>b<tr><th>c<th>d", ["a 1,1", "b 1,2", "c 2,1", "d 2,2"]),
    "a form between the rows": (
        "<form><tr><td>a<td>b</form><tr><form><td>c</td><td>d</form>",
        ["a 1,1", "b 1,2", "c 2,1", "d 2,2"],
    ),
    "empty cells keep their place": (
        "<tr><td>a<td>&nbsp;<td>b<tr><td><td><td>c", ["a 1,1", "b 1,3", "c 2,3"],
    ),
    "a hidden row and a hidden cell": (
        "<tr style='DISPLAY : none'><td>x<tr><td>a<td hidden>y<td>b<tr><td>c<td>d",
        ["a 1,1", "b 1,2", "c 2,1", "d 2,2"],
    ),
    "lines in a cell": (
        "<tr><td>a<br>b<td><p>c</p><p>d</p><tr><td><div>e</div>f<td>g\n  h",
        ["a\nb 1,1", "c\nd 1,2", "e\nf 2,1", "g h 2,2"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_cells_stand_where_a_browser_shows_them(name: str) -> None:
    rows, expected = TABLES[name]

    assert [expected] == grids(page(f"<table>{rows}</table>"))


TEXTS = {
    "a source line that ends within a word": (
        "<p>全年支出381.53\n万元，完\n  成年初预算</p>", "全年支出381.53 万元，完成年初预算",
    ),
    "entities": ("<p>&ge;90%&nbsp;&nbsp;&lt;5&#x4E07;&#20803; A&amp;B</p>", "≥90% <5万元 A&B"),
    "what is typed into a page": ("<p>得分：<input value=9.5> <input type=hidden value=1></p>", "得分：9.5"),
    "marked boxes": ("<p><input type=checkbox checked>是<input type=checkbox>否</p>", "☑是☐否"),
    "a power": ("<p>新增馆舍300m<sup>2</sup></p>", "新增馆舍300m²"),
    "a phonetic guide": ("<p><ruby>绩<rp>(</rp><rt>jì</rt><rp>)</rp></ruby>效</p>", "绩效"),
    "invisible characters": ("<p>9\u200b8.\ufeff5</p>", "98.5"),
    "a heading": ("<h2>二、绩效<b>目标</b></h2>", "##二、绩效目标"),
    "a script and a comment": ("<p>得分<script>98</script><!-- 97 --><style>p{}</style>96</p>", "得分96"),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_text_is_what_is_seen(name: str) -> None:
    body, expected = TEXTS[name]

    assert [expected] == lines(page(body))


def test_lists_are_numbered_as_shown() -> None:
    assert ["1. 甲", "2. 乙", "丙", "3. 丁", "7. 戊"] == lines(
        page("<ol><li>甲<li><p>乙</p><ul><li>丙</ul><li>丁</ol><ol start=7><li>戊</ol>")
    )


@pytest.mark.parametrize(
    "hidden",
    [
        "<i style='display:none'>9</i>", "<i style='color:red; visibility: hidden'>9</i>", "<i hidden>9</i>",
        "<i class='a gone'>9</i>", "<i id=away>9</i>", "<span style='mso-hide:all'>9</span>",
    ],
)  # fmt: skip
def test_what_is_hidden_in_a_cell_is_told_and_not_read(hidden: str) -> None:
    head = "<style>.gone, #away { color: red; display : none }</style>"

    document = page(f"<table><tr><td>得分<td>1{hidden}8<tr><td>合计<td>18</table>", head)

    assert [["得分 1,1", "18 1,2", "合计 2,1", "18 2,2"]] == grids(document)
    assert [("form-hidden-text", "9")] == said(document)


def test_what_is_hidden_on_paper_only_is_read() -> None:
    paper = "@media print { .a { display:none } p { display:none } }"
    head = f"<style>{paper} @import 'x'; .b {{ color: red }}</style>"

    assert ["甲", "乙"] == lines(page("<p class=a>甲</p><p class=b>乙</p>", head))


@pytest.mark.parametrize(
    "struck",
    ["<s>20</s>", "<del>20</del>", "<strike>20</strike>", "<b style='text-decoration:line-through'>20</b>"],
)
def test_what_is_struck_through_is_told_and_not_read(struck: str) -> None:
    document = page(f"<table><tr><td>得分<td>{struck}18<tr><td>合计<td>18</table>")

    assert [["得分 1,1", "18 1,2", "合计 2,1", "18 2,2"]] == grids(document)
    assert [("form-struck-through", "20")] == said(document)


@pytest.mark.parametrize(
    "sign",
    [
        "<span style='font-family:Symbol'>\uf0b3</span>",
        "<font face='Symbol'>\u00b3</font>",
        "<span class='sign'>\uf0b3</span>",
    ],
)
def test_a_sign_of_a_font_of_signs_is_the_one_that_is_seen(sign: str) -> None:
    style = "<style>.sign { font-family: 'Symbol', serif; }</style>"
    document = page(f"{style}<table><tr><td>目标<td>{sign}800册<tr><td>面积<td>3\u00b3</table>")

    assert [["目标 1,1", "≥800册 1,2", "面积 2,1", "3\u00b3 2,2"]] == grids(document)


@pytest.mark.parametrize(
    "mark",
    [
        "<sup>1</sup>",
        "<sup>[1]</sup>",
        "<sup>①</sup>",
        "<a href='#_ftn1' name='_ftnref1'><span>[1]</span></a>",
    ],
)
def test_the_mark_of_a_footnote_makes_no_other_figure(mark: str) -> None:
    document = page(f"<table><tr><td>得分<td>18{mark}<tr><td>合计<td>18</table>")

    assert [["得分 1,1", "18 1,2", "合计 2,1", "18 2,2"]] == grids(document)
    assert ["form-note-mark"] == [code for code, _ in said(document)]


DATA = "<table><tr><td>a<td>b<tr><td>c<td>d</table>"
CELLS = ["a 1,1", "b 1,2", "c 2,1", "d 2,2"]


def test_a_table_that_only_arranges_the_page_is_none() -> None:
    document = page(
        f"<table><tr><td>首页<td><h1>公开</h1><p>正文一</p>{DATA}<p>正文二</p><tr><td>版权</table>"
    )

    assert [CELLS] == grids(document)
    assert ["首页", "#公开", "正文一", "正文二", "版权"] == lines(document)


def test_a_table_within_a_table_of_figures_is_one_of_its_own() -> None:
    document = page(f"<table><tr><td>甲<td>1<tr><td>乙<td>2<tr><td>明细<td>{DATA}</table>")

    assert [["甲 1,1", "1 1,2", "乙 2,1", "2 2,2", "明细 3,1"], CELLS] == grids(document)


@pytest.mark.parametrize(
    "body",
    ["<tr><td>a<td>b<tr><td>c<td>d", "<div><tbody><tr><td>a<td>b<tr><td>c<td>d</div>",
     f"<table>{DATA}</table>", f"<table><tr>{DATA}</table>"],
)  # fmt: skip
def test_tables_that_are_not_in_order_are_read_all_the_same(body: str) -> None:
    assert [CELLS] == grids(page(body))


def test_a_title_of_a_table_stands_before_it() -> None:
    assert ["自评表"] == lines(page(f"<table><caption>自评表</caption>{DATA[7:]}"))


def encodings() -> Iterator[tuple[str, bytes, bool]]:
    body = "<table><tr><td>喆镕〇㎡<td>得分<tr><td>合计<td>98</table>"
    declared = ("gb2312", "GBK", "gb18030", "", "utf-8")
    pairs = [*((charset, "gb18030") for charset in declared), ("gb2312", "utf-8"), ("", "utf-8-sig")]
    for charset, encoding in [*pairs, ("", "utf-16")]:
        head = f"<meta http-equiv=Content-Type content='text/html; charset={charset}'>" if charset else ""
        yield f"{charset} in {encoding}", f"<html>{head}{body}".encode(encoding), False
    big5 = "<meta charset='big5'><table><tr><td>喆項目<td>得分<tr><td>合計<td>98</table>".encode("big5hkscs")
    yield "big5", big5, True


@pytest.mark.parametrize(("name", "content", "taiwan"), list(encodings()))
def test_every_encoding_of_pages_is_read(name: str, content: bytes, taiwan: bool) -> None:
    words = ("喆項目", "合計") if taiwan else ("喆镕〇㎡", "合计")

    assert [[f"{words[0]} 1,1", "得分 1,2", f"{words[1]} 2,1", "98 2,2"]] == grids(read(content))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_broken_byte_spoils_one_character_and_is_told(encoding: str) -> None:
    text = f"<meta charset={encoding}><p>{'绩效自评' * 40}</p><p>得分98</p>".encode(encoding)

    document = read(text.replace("得分98".encode(encoding), b"\xff" + "得分98".encode(encoding)))

    assert "绩效自评" * 40 == lines(document)[0]
    assert lines(document)[1].endswith("98")
    assert ["form-bytes-broken"] == [code for code, _ in said(document)]


def test_bytes_of_no_known_encoding_are_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        read(b"<p>" + bytes(range(128, 256)) * 9)

    assert "form-encoding" == refusal.value.code


def saved(*bodies: bytes, head: str = "text/html; charset=gb2312") -> bytes:
    parts = "".join(f"\r\n--b\r\nContent-Type: {head}\r\n{body.decode('ascii')}" for body in bodies)
    image = "\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
    top = (
        'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    )
    return f"{top}{parts}{image}\r\n--b--\r\n".encode("ascii")


def test_a_saved_page_gives_its_pages_and_not_its_frames_and_pictures() -> None:
    table = f"<title>自评</title>{DATA}".encode("gb18030")
    base64 = b"Content-Transfer-Encoding: base64\r\n\r\n" + encodebytes(table)
    quoted = b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + quopri.encodestring(table)
    frames = b"\r\n<html><frameset><frame src='sheet001.htm'></frameset></html>"

    document = read_mht(saved(frames, base64, quoted))

    assert ["自评", "自评（2）"] == [part.name for part in document.parts]
    assert [CELLS, CELLS] == grids(document)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "form-page-empty"),
        (b"<html><body>&nbsp;</body></html>", "form-page-empty"),
        (b"<html><frameset><frame src='sheet001.htm'></frameset></html>", "form-frames"),
        (b"<body><iframe src='https://example.org/form'></iframe>", "form-frames"),
    ],
)
def test_a_page_that_shows_nothing_of_its_own_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(content)

    assert code == refusal.value.code
