"""The desk as somebody works it in a real browser: drop, read, choose, correct, export."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copy
from typing import TYPE_CHECKING

import pytest

from tests.desk.served import served
from tests.explain.page.browser import in_browser, violations
from tests.paths import LIBRARY, ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = in_browser
EXAMPLES = ROOT / "docs" / "examples"
LONG = 60_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy(EXAMPLES / "reading-room-page.html", tmp_path)
    return tmp_path


@pytest.fixture
def page(folder: Path) -> "Iterator[Page]":
    with served("desk", str(folder), "--lang", "zh") as page:
        yield page


def test_the_desk_is_worked(page: "Page", folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    page.locator("#progress", has_text="1/1").wait_for(timeout=LONG)
    broken = tmp_path_factory.mktemp("other") / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 no document")
    page.set_input_files("#files", [EXAMPLES / "reading-room-narrative.txt", LIBRARY / "report.toml", broken])
    page.locator("#progress", has_text="4/4").wait_for(timeout=LONG)
    rows = page.locator("#documents tr")

    assert 4 == rows.count()
    assert "矛盾" in rows.filter(has_text="reading-room-page").inner_text()
    assert "不矛盾" in rows.filter(has_text="report.toml").inner_text()
    assert "拒收" in rows.filter(has_text="broken.docx").inner_text()

    form = rows.filter(has_text="reading-room-page")
    form.locator("select").select_option("sichuan-10-90")
    form.locator("option", has_text="按表样选用").first.wait_for(state="attached")
    page.locator("#documents tr", has_text="reading-room-page").locator("a", has_text="打开说明").wait_for(
        timeout=LONG
    )

    form.get_by_role("button", name="更正误读").click()
    dialog = page.locator("dialog")
    dialog.get_by_label("更正哪一项").select_option(label="全年执行数 · 19.8 万元")
    dialog.get_by_label("应为").fill("20")
    dialog.get_by_label("更正人").fill("张某")
    dialog.get_by_label("理由").fill("原件为20")
    dialog.get_by_role("button", name="保存").click()
    dialog.wait_for(state="hidden", timeout=LONG)
    assert (folder / "reading-room-page.html.overrides.toml").is_file()

    page.locator("#progress", has_text="4/4").wait_for(timeout=LONG)
    form.get_by_role("button", name="更正误读").click()
    dialog.get_by_role("button", name="撤回更正").wait_for(timeout=LONG)
    assert "全年执行数 · 19.8 万元，已更正为 20" in dialog.get_by_label("更正哪一项").inner_text()
    assert "张某" == dialog.get_by_label("更正人").input_value()
    dialog.get_by_role("button", name="撤回更正").click()
    dialog.wait_for(state="hidden", timeout=LONG)
    assert not (folder / "reading-room-page.html.overrides.toml").exists()

    page.locator("#progress", has_text="4/4").wait_for(timeout=LONG)
    with page.expect_download(timeout=LONG) as taken:
        rows.filter(has_text="report.toml").get_by_role("link", name="工作簿").click()
    assert "report.xlsx" == taken.value.suggested_filename
    assert [] == violations(page)


CUT_OFF = """() => [...document.querySelectorAll(".table, .table th, .table a, .table button")]
    .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.className === "table"
      || one.getBoundingClientRect().right > innerWidth)
    .map((one) => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("width", [1440, 1100])
def test_no_column_is_cut_off_in_either_language(page: "Page", folder: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    long = folder.parent / "2024年度某县文化旅游广电体育局部门整体支出绩效自评报告（公开）.html"
    copy(EXAMPLES / "reading-room-page.html", long)
    page.set_input_files("#files", [long, LIBRARY / "report.toml"])
    page.locator("#progress", has_text="3/3").wait_for(timeout=LONG)
    assert [] == page.evaluate(CUT_OFF)
    lines = page.locator("td .mark").first.evaluate("(one) => one.getClientRects().length")
    assert 1 == lines, "a verdict of two characters stands on one line"

    page.get_by_role("link", name="English").click()
    page.locator("#progress", has_text="3 of 3").wait_for(timeout=LONG)
    assert [] == page.evaluate(CUT_OFF)


def test_a_page_opens_in_the_language_of_the_desk(page: "Page") -> None:
    page.locator("#progress", has_text="1/1").wait_for(timeout=LONG)
    page.get_by_role("link", name="English").click()
    page.locator("#progress", has_text="1 of 1").wait_for(timeout=LONG)
    with page.expect_popup() as opened_page:
        page.get_by_role("link", name="open").click()

    assert "Verdict: contradicted" in opened_page.value.get_by_role("heading", level=1).inner_text()
