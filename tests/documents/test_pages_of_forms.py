"""A form on a web page comes to the same report as the same form in a workbook."""

import re
from functools import partial
from pathlib import Path

import pytest

from tests.documents.pages import as_page, table
from tests.extract import layouts
from tests.extract.filled import FILLED
from tests.extract.layouts import Layout
from tests.extract.saying import expected, said
from tests.extract.together import forms_of
from tests.extract.writers import with_openpyxl
from tests.published.tabled import CASES, NAMES, case, content_of

LAYOUTS: tuple[Layout, ...] = (
    layouts.national, layouts.department, layouts.sichuan, layouts.yunnan, layouts.shanghai,
    layouts.chongqing,
)  # fmt: skip


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "utf-16"])
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_layout_says_the_same_on_a_page(layout: layouts.Laid, charset: str, tmp_path: Path) -> None:
    as_page(layout, tmp_path / "page.html", charset)

    (form,) = forms_of(tmp_path / "page.html")

    assert expected(reasons=layout is not layouts.chongqing) == said(form.report)
    assert (FILLED.project, FILLED.year) == (form.report.subject, form.report.fiscal_year)


@pytest.mark.skipif(not NAMES, reason=f"the published tables are not here ({CASES.parent.name}/)")
@pytest.mark.parametrize(("number", "name"), list(enumerate(NAMES)))
def test_a_published_table_on_a_page_says_what_its_workbook_says(
    number: int, name: str, tmp_path: Path
) -> None:
    laid = partial(LAYOUTS[number % len(LAYOUTS)], content_of(case(name)))
    as_page(laid, tmp_path / "form.html")
    with_openpyxl(laid, tmp_path / "form.xlsx")

    (page,), (book,) = forms_of(tmp_path / "form.html"), forms_of(tmp_path / "form.xlsx")

    assert without_places(book.toml) == without_places(page.toml)
    assert [(note.code, note.text) for note in book.notes] == [(note.code, note.text) for note in page.notes]


def without_places(toml: str) -> str:
    """Return the text of a report without where each figure stands and what its file is called."""
    return re.sub(
        r'(?:, )?\b(?:cells = \{[^}]*\}|at = "[^"]*")|(?:title|read_from) = "form\.\w+"|^group = .*$|^# .*$',
        "",
        toml,
        flags=re.MULTILINE,
    )


NESTED = (
    "<table><tr><td><ul><li>首页</li><li>信息公开</li></ul></td></tr>"
    "<tr><td><table><tr><td>&nbsp;</td><td>{table}</td></tr></table></td></tr>"
    "<tr><td>版权所有 <script>var total = '项目名称';</script></td></tr></table>"
)


@pytest.mark.parametrize(
    "around",
    [
        NESTED,
        "<div><div style='display: none'>一级指标</div><p>发布时间：2024-05-06</p>{table}<p>附件</p></div>",
        "<style>.x{display:none}</style><p class='x'>项目名称：别的</p><center>{table}</center>",
        "<body><form><table>{table}</table></form>",
    ],
)
def test_whatever_a_site_puts_around_a_form_does_not_change_it(around: str, tmp_path: Path) -> None:
    as_page(layouts.national, tmp_path / "page.html", around=around)

    (form,) = forms_of(tmp_path / "page.html")

    assert expected() == said(form.report)
    assert FILLED.project == form.report.subject


def test_two_forms_of_one_page_are_two_reports(tmp_path: Path) -> None:
    second = partial(layouts.national, FILLED)
    as_page(layouts.national, tmp_path / "page.html", around="{table}<hr>" + table(second))

    assert [expected(), expected()] == [said(form.report) for form in forms_of(tmp_path / "page.html")]
