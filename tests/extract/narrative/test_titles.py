"""Whose report it is stands in its title, whatever stands above it on a page or runs on behind it."""

import pytest

from perfscore.documents.document import Document, Line
from perfscore.documents.html import read as read_page
from perfscore.documents.pdf import read as read_pdf
from perfscore.documents.text import read as read_lines
from perfscore.extract.narrative.head import head_of
from perfscore.extract.narrative.text import text_of
from tests.documents.pdf_pages_written import Page, pdf

BODY = "柳溪区疾病预防控制中心"
TITLE = f"{BODY}2024年度部门整体支出绩效自评报告"
ASKED = "根据《柳溪区财政局关于开展2024年度绩效自评工作的通知》的要求，我单位认真组织开展了自评工作。"
UNKNOWN_WORDS = "<ul>" + "<li><a href='#'>健康之窗</a></li><li><a href='#'>疾控论坛</a></li>" * 7 + "</ul>"

PAGES = {
    "a menu of known words, run together": (
        "",
        f"<div><a>首页</a><a>机构概况</a><a>信息公开</a></div><h2>{TITLE}</h2>",
    ),
    "a menu that is no link": ("", f"<div>机构概况　信息公开</div><p>{TITLE}</p>"),
    "a long menu of words that nobody knows": ("", f"{UNKNOWN_WORDS}<p>{TITLE}</p>"),
    "links parted by marks": ("", f"<div><a>健康之窗</a> | <a>疾控论坛</a></div><p>{TITLE}</p>"),
    "blocks within a link": ("", f"<a><div>健康之窗</div><div>疾控论坛</div></a><p>{TITLE}</p>"),
    "the path to the page": (
        "",
        f"<div>当前位置：<a>首页</a> &gt; <a>公示</a> &gt; 正文</div><p>{TITLE}</p>",
    ),
    "the site's own heading": ("", f"<h1>柳溪区人民政府</h1><h2>{TITLE}</h2>"),
    "a heading in two": ("", f"{UNKNOWN_WORDS}<h1>{BODY}</h1><h2>2024年度部门整体支出绩效自评报告</h2>"),
    "two centred lines": ("", f"{UNKNOWN_WORDS}<p>{BODY}</p><p>2024年度部门整体支出绩效自评报告</p>"),
    "a heading that is a link": ("", f"<h2><a>{TITLE}</a></h2>"),
    "a window with the site's name": (f"{TITLE}-柳溪区人民政府", f"<p>健康之窗</p><p>{TITLE}</p>"),
    "a window that begins with it": (f"柳溪区人民政府 | {TITLE}", f"<p>健康之窗</p><p>{TITLE}</p>"),
    "a text that runs on": ("", f"<p>{TITLE}{ASKED}</p>"),
}


def page(window: str, above: str) -> Document:
    head = f"<head><meta charset='utf-8'><title>{window}</title></head>"
    text = f"<html>{head}<body>{above}<p>{ASKED}</p><p>一、概况</p><p>编制30人。</p></body></html>"
    return read_page(text.encode())


@pytest.mark.parametrize(("window", "above"), PAGES.values(), ids=PAGES)
def test_what_stands_above_a_title_is_no_part_of_the_name(window: str, above: str) -> None:
    head = head_of(text_of(page(window, above)))

    assert (BODY, TITLE) == (head.body, head.title)


def test_a_menu_is_still_read_as_text() -> None:
    lines = [
        block for block in page(*PAGES["links parted by marks"]).parts[0].blocks if isinstance(block, Line)
    ]

    assert [("健康之窗 | 疾控论坛", True), (TITLE, False)] == [(one.text, one.linked) for one in lines[:2]]


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        f"{BODY}2024年度部门整体支出绩效评价报告",
        f"{BODY}2024年度部门整体支出绩效自评情况报告（公开版）",
    ],
)
def test_a_title_as_wide_as_the_text_ends_on_its_line(title: str) -> None:
    below = [ASKED[:30], ASKED[30:], "一、概况", "编制30人。"]
    printed = read_pdf(pdf(Page().lines(60, 80, title, *below)))

    assert title == next(block.text for block in printed.parts[0].blocks if isinstance(block, Line))
    for document in (printed, read_lines("\n".join([title, *below]).encode())):
        assert BODY == head_of(text_of(document)).body


def test_a_title_over_two_lines_is_one() -> None:
    below = [ASKED[:20], ASKED[20:40], ASKED[40:], "一、概况", "编制30人。"]
    printed = read_pdf(pdf(Page().lines(60, 80, TITLE[:20], TITLE[20:], *below)))

    assert TITLE == head_of(text_of(printed)).title


def test_a_sentence_that_speaks_of_a_report_is_no_title() -> None:
    text = "我单位按照要求组织撰写了2024年度部门整体支出绩效自评报告，并予公开。\n一、概况\n编制30人。"

    assert "" == head_of(text_of(read_lines(text.encode()))).body


def test_a_federation_in_short_is_a_body() -> None:
    from perfscore.documents.text import read

    text = "某区残联2023年度部门整体绩效自评报告\n一、概况\n编制30人。"

    assert "某区残联" == head_of(text_of(read(text.encode()))).body
