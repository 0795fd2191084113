"""The pages of a folder: every report a row that leads to its page, and the rows can be sorted."""

import shutil
from pathlib import Path

import pytest
from lxml import html

from perfscore.cli.program import run
from tests.explain.page.browser import in_browser, opened, violations
from tests.paths import LIBRARY, ROOT

EXAMPLES = ROOT / "docs" / "examples"


@pytest.fixture(scope="module")
def bodies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bodies")
    for file in (EXAMPLES / "reading-room-page.html", LIBRARY / "report.toml", LIBRARY / "completed.toml"):
        shutil.copy(file, folder)
    (folder / "<b>broken.html").write_text("<p>nothing here", "utf-8")
    (folder / "broken.toml").write_text('format = 1\n[report]\nsubject = "x"\n', "utf-8")
    return folder


@pytest.fixture(scope="module")
def pages(bodies: Path) -> Path:
    """Return the pages, written into the folder that is audited: they are no reports of it."""
    for _ in range(2):
        audited(bodies, bodies / "pages")
    return bodies / "pages"


def audited(bodies: Path, pages: Path) -> None:
    run(["audit", str(bodies), "--format", "html", "-o", str(pages), "--lang", "zh", "--jobs", "1"])


@pytest.fixture(scope="module")
def index(pages: Path) -> html.HtmlElement:
    return html.fromstring((pages / "index.html").read_text("utf-8"))


def rows(index: html.HtmlElement) -> list[list[str]]:
    found = index.xpath("//div[@lang='zh-CN']//table[@class='sorted']/tbody/tr")
    return [[cell.text_content() for cell in row.xpath("td")] for row in found]


def test_every_report_is_a_row_and_what_was_refused_is_one_too(index: html.HtmlElement) -> None:
    found = {Path(row[0]).name: row[3:6] for row in rows(index)}

    assert {
        "completed.toml": ["96.85", "96.85", "复算一致"],
        "report.toml": ["96.85", "9.90 – 100.00", "不矛盾"],
        "reading-room-page.html": ["98", "98.40", "矛盾"],
        "broken.toml": ["", "", "拒收"],
    } == found


def test_the_drawing_has_its_ends_marked_and_names_beside_its_lines(index: html.HtmlElement) -> None:
    (drawn,) = index.xpath("//div[@lang='zh-CN']//*[@class='drawing']")
    texts = [one.text_content() for one in drawn.xpath(".//*[local-name()='text']")]

    assert ["0", "25", "50", "75", "100"] == [text for text in texts if text.isdigit()]
    assert {"岳阳楼区图书馆", "阅览室开放经费"} <= {*texts}
    assert "岳阳楼区图书馆 96.85" in [one.text for one in drawn.xpath(".//*[local-name()='title']")]


def test_each_row_leads_to_the_page_of_its_report(index: html.HtmlElement, pages: Path) -> None:
    links = index.xpath("//div[@lang='zh-CN']//table[@class='sorted']//a")

    assert 3 == len(links) == len(list((pages / "pages").iterdir()))
    for link in links:
        page = html.fromstring((pages / link.get("href")).read_text("utf-8"))
        assert "结论" in page.xpath("//h1")[0].text_content()
    (form,) = [link for link in links if "reading-room" in link.text]
    assert "76000人次" in (pages / form.get("href")).read_text("utf-8"), "the document stands beside it"


def test_the_same_folder_gives_the_same_pages(bodies: Path, pages: Path) -> None:
    before = {file: file.read_bytes() for file in pages.rglob("*.html")}
    audited(bodies, pages)

    assert before == {file: file.read_bytes() for file in pages.rglob("*.html")}


def test_pages_need_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == run(["audit", str(LIBRARY), "--format", "html", "--lang", "en"])
    assert "give it with -o" in capsys.readouterr().err


@in_browser
def test_a_column_is_sorted_by_its_button(pages: Path) -> None:
    with opened((pages / "index.html").as_uri(), viewport={"width": 1440, "height": 900}) as page:
        table = page.locator(".said[lang=zh-CN] table.sorted")
        table.get_by_role("button", name="自评").click()
        claims = [row.locator("td").nth(3).inner_text() for row in table.locator("tbody tr").all()]
        assert ["96.85", "96.85", "98", ""] == claims
        table.get_by_role("button", name="自评").click()
        first = table.locator("tbody tr").first
        assert "" == first.locator("td").nth(3).inner_text()
        assert "descending" == table.locator("th").nth(3).get_attribute("aria-sort")
        assert [] == violations(page)
