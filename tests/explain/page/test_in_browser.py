"""The page in a real browser: it unfolds, speaks both languages, and leads to the document and back."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pdfplumber import open as open_pdf

from perfscore import audit, read_report, render
from tests.cards import card, catalog, criterion, report
from tests.explain.page.browser import in_browser, opened, violations
from tests.explain.page.test_page import FORM, page_of
from tests.paths import LIBRARY

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = in_browser
WIDE = {"width": 1440, "height": 900}


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(tmp_path_factory.mktemp("page") / "form.html", page_of(FORM)[1])


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> str:
    result = audit(read_report(LIBRARY / "report.toml"))
    return written(tmp_path_factory.mktemp("page") / "library.html", render(result, format="html"))


def written(path: Path, text: str) -> str:
    path.write_text(text, "utf-8")
    return path.as_uri()


@pytest.fixture
def page(form: str) -> "Iterator[Page]":
    with opened(form, viewport=WIDE) as page:
        yield page


def test_a_figure_leads_to_its_cell_and_back(page: "Page") -> None:
    page.get_by_role("button", name="全部展开").click()
    page.locator(".said[lang=zh-CN] a.cite", has_text="76000人次").first.click()
    cell = page.locator("aside mark.found")

    assert "76000人次" == cell.inner_text()
    page.get_by_role("button", name="全部展开").click()  # folded again: the way back must open it
    cell.locator("a").click()
    back = page.locator(".said[lang=zh-CN] .found")
    assert "76000人次" == back.inner_text()
    assert back.is_visible()


def test_the_languages_take_turns(page: "Page") -> None:
    heading = page.get_by_role("heading", level=1)

    assert "结论：矛盾" in heading.inner_text()
    page.get_by_role("button", name="English").click()
    assert "Verdict: contradicted" in heading.inner_text()
    assert "en" == page.locator("html").get_attribute("lang")
    page.get_by_role("button", name="中文").click()
    assert "结论：矛盾" in heading.inner_text()


def test_a_criterion_unfolds_by_the_keyboard(page: "Page") -> None:
    fold = page.locator(".said[lang=zh-CN] details").first
    fold.locator("summary").focus()
    page.keyboard.press("Enter")

    assert fold.locator("dl").is_visible()


def test_the_first_thing_the_keyboard_reaches_skips_to_the_content(page: "Page") -> None:
    page.keyboard.press("Tab")

    assert "跳到正文" == page.evaluate("document.activeElement.innerText")


def test_an_unknown_fact_can_be_tried_out(library: str) -> None:
    with opened(library, viewport=WIDE) as page:
        form = page.locator(".said[lang=zh-CN] .what-if")
        assert "总分 9.90 至 100.00 分" in form.inner_text()
        for label, value in (
            ("全年预算数", "556.98"),
            ("产出指标得分", "50"),
            ("效益指标得分", "30"),
            ("满意度目标值", "９９％"),
        ):
            form.get_by_label(label).fill(value)
        assert "预算执行率 6.85" in form.inner_text()
        assert "总分 96.85 分，与自评相同。" in form.inner_text()
        form.get_by_label("产出指标得分").fill("49.75")
        assert "此值不在可能范围内" in form.inner_text()
        form.get_by_label("产出指标得分").fill("很多")
        assert "请填数字" in form.inner_text()


def test_each_word_of_a_choice_can_be_tried_out(tmp_path: Path) -> None:
    level = {"label": "等级", "kind": "choice", "values": ["优", "良", "差"], "order": "falling"}
    own = {"shape": "formula", "formula": 'points if level >= "良" else 4', "facts": ["level"]}
    rules = card(criterion("quality", 10, own), facts={"level": level})
    result = audit(report({"level": None}, total="4"), rules, catalog())
    with opened(written(tmp_path / "page.html", render(result, format="html")), viewport=WIDE) as page:
        form = page.locator(".what-if:visible")
        form.get_by_label("等级").select_option("良")
        assert "10.00" in form.locator("output").inner_text()
        form.get_by_label("等级").select_option("差")
        assert "4.00" in form.locator("output").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_serious_barrier_is_found(form: str, library: str, scheme: str, language: str) -> None:
    for address in (form, library):
        with opened(address, viewport=WIDE, color_scheme=scheme) as page:
            if language == "en":
                page.get_by_role("button", name="English").click()
            page.locator("[data-does=unfold]").click()
            assert [] == violations(page)


def test_the_print_has_everything_unfolded_on_paper(library: str, tmp_path: Path) -> None:
    with opened(library) as page:
        page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
    import pypdfium2

    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as printed:
        sizes = {tuple(map(round, one.get_size())) for one in printed}
        text = "".join(one.get_textpage().get_text_bounded() for one in printed)

    assert {(595, 842)} == sizes
    assert "执行率为全年执行数除以全年预算数" in "".join(text.split())


@pytest.mark.parametrize("width", [1440, 1280])
def test_the_document_beside_has_room_for_its_columns(form: str, width: int) -> None:
    with opened(form, viewport={"width": width, "height": 900}) as page:
        pane = page.locator("aside .table")
        narrow = page.evaluate(
            "() => [...document.querySelectorAll('aside td')].filter((one) => one.innerText.length > 3 &&"
            " one.clientWidth < 3 * parseFloat(getComputedStyle(one).fontSize)).length"
        )

        assert 0 == narrow, "a column of one character a line"
        assert pane.evaluate("(one) => one.scrollWidth <= one.clientWidth"), "nothing is cut off"


def test_it_prints_on_a4_with_numbered_pages_and_each_sum_once(library: str, tmp_path: Path) -> None:
    with opened(library, viewport=WIDE) as page:
        page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    with open_pdf(tmp_path / "page.pdf") as printed:
        texts = [sheet.extract_text() for sheet in printed.pages]
        sizes = {(round(sheet.width), round(sheet.height)) for sheet in printed.pages}

    assert {(595, 842)} == sizes
    assert all(f"{number} / {len(texts)}" in text for number, text in enumerate(texts, 1))
    assert 1 == sum(line.startswith("合计") for text in texts for line in text.splitlines())
    (steps,) = [text for text in texts if "execution" in text]
    assert "381.53 ÷" in steps, "a criterion stays on one page"


def test_it_can_be_asked_for_in_a_language(form: str) -> None:
    with opened(f"{form}?lang=en", viewport=WIDE) as page:
        assert "Verdict: contradicted" in page.get_by_role("heading", level=1).inner_text()
