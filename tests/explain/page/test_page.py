"""The page: one file, nothing from outside, every text escaped, every figure led to where it stands."""

import re
from base64 import b64encode
from collections.abc import Callable
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from perfscore import Audit, Plan, Report, audit, discover, make_plan, read_report, read_ruleset, render
from perfscore.documents.document import Document
from perfscore.explain.page.what_if import what_if
from perfscore.extract.reports import read_reports
from perfscore.numbers.exact import decimal_text
from tests.explain.page.hostile import HOSTILE
from tests.paths import LIBRARY, ROOT, SHARED

FORM = ROOT / "docs" / "examples" / "reading-room-page.html"
NARRATIVE = ROOT / "docs" / "examples" / "reading-room-narrative.txt"
SEED = SHARED / "seed" / "yueyanglou-library-2024-self-evaluation.txt"
of_the_seed = pytest.mark.skipif(not SEED.is_file(), reason=f"{SEED.name} is not beside the checkout")


def read(path: Path) -> tuple[list[Report], Document]:
    reads = read_reports(path, discover())
    (document,) = {id(one.document): one.document for one in reads}.values()
    assert document is not None
    return [one.report for one in reads], document


def page_of(path: Path, language: str = "zh") -> tuple[html.HtmlElement, str]:
    reports, document = read(path)
    text = render(*map(audit, reports), language=language, format="html", beside=document)
    return html.fromstring(text), text


@pytest.fixture(scope="module")
def narrative() -> html.HtmlElement:
    return page_of(NARRATIVE)[0]


@pytest.fixture(scope="module")
def seed() -> html.HtmlElement:
    return page_of(SEED)[0]


@pytest.fixture(scope="module")
def form() -> html.HtmlElement:
    return page_of(FORM)[0]


@pytest.mark.parametrize("path", [NARRATIVE, FORM, LIBRARY / "completed.toml"], ids=lambda path: path.name)
def test_every_way_in_the_page_leads_somewhere_and_no_two_places_share_a_name(path: Path) -> None:
    if path.suffix == ".toml":
        page = html.fromstring(render(audit(path), format="html"))
    else:
        page, _ = page_of(path)
    ids = page.xpath("//@id")

    assert len(ids) == len(set(ids))
    assert set() == {href.removeprefix("#") for href in page.xpath("//@href")} - set(ids)


def test_nothing_is_loaded_from_outside(narrative: html.HtmlElement) -> None:
    assert {"#"} == {href[0] for href in narrative.xpath("//@href")}
    assert [] == narrative.xpath("//@src | //@style | //@*[starts-with(name(), 'on')]")
    assert [] == narrative.xpath("//link | //iframe | //img | //object | //form | //base")


def test_only_the_page_s_own_style_and_program_may_run(narrative: html.HtmlElement) -> None:
    (policy,) = narrative.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = narrative.xpath("//style")
    (script,) = narrative.xpath("//script[not(@type)]")

    assert policy.startswith("default-src 'none'; ")
    for kind, element in (("style", style), ("script", script)):
        digest = b64encode(sha256(element.text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy


@of_the_seed
def test_the_seed_has_every_figure_that_was_read_marked_in_its_own_text(seed: html.HtmlElement) -> None:
    (report,), _ = read(SEED)
    marked = [mark.text_content() for mark in seed.xpath("//aside//mark")]
    stated = [fact for fact in report.facts.values() if fact.quote]

    assert len(marked) == len(set(seed.xpath("//aside//mark/@id")))
    for fact in stated:
        assert any(re.sub(r"\s", "", text) in (fact.quote or "") for text in marked), fact.id
    assert {"381.53万元", "257.19万元", "96.85分", "8万余册", "两期"} <= set(marked)


@of_the_seed
def test_a_figure_of_the_explanation_leads_to_itself_in_the_document(seed: html.HtmlElement) -> None:
    article = seed.xpath("//div[@lang='zh-CN']/article")[0]
    found = {}
    for link in article.xpath(".//a[@class='cite']"):
        (spot,) = seed.xpath(f"//aside//*[@id='{link.get('href')[1:]}']")
        found[link.text_content()] = spot.text_content()

    assert "381.53万元" == found["381.53 万元"]
    assert "99%" == found["99%"]
    assert {"66.30万元", "25.17万元", "75.24万元", "30.00万元"} <= set(found.values())


def test_a_form_has_its_target_result_and_score_marked_where_they_stand(form: html.HtmlElement) -> None:
    cells = {mark.getparent().get("title"): mark.text_content() for mark in form.xpath("//aside//mark")}

    assert "≥80000人次" == cells["表1第6行第4格"]
    assert "76000人次" == cells["表1第6行第5格"]
    assert "28" == cells["表1第6行第7格"]
    assert "50" == cells["表1第5行第7格"], "the score, not the points that it is equal to"


def test_both_languages_are_there_and_the_one_asked_for_is_shown() -> None:
    page, _ = page_of(FORM, "en")

    assert ["en"] == page.xpath("/html/@data-lang")
    assert ["zh-CN", "en"] == page.xpath("//main/div/@lang")
    english = page.xpath("//main/div[@lang='en']")[0].text_content()
    assert "Verdict: contradicted. The report claims 98" in english
    assert "结论：矛盾" in page.xpath("//main/div[@lang='zh-CN']")[0].text_content()


def test_what_the_text_says_the_page_says(narrative: html.HtmlElement) -> None:
    (report,), _ = read(NARRATIVE)
    said = re.sub(r"\s+", "", narrative.xpath("//main/div[@lang='zh-CN']")[0].text_content())
    for line in render(audit(report), format="text").splitlines():
        for piece in re.split(r"\s{2,}|─+", line):
            assert re.sub(r"\s+", "", piece) in said, piece


def test_the_same_result_gives_the_same_bytes() -> None:
    assert page_of(FORM)[1] == page_of(FORM)[1]


def test_each_of_several_audits_is_on_the_page() -> None:
    report = read_report(LIBRARY / "report.toml")
    page = html.fromstring(render(audit(report), audit(report, "yueyang-2018"), format="html"))

    assert 4 == len(page.xpath("//article"))
    assert len(page.xpath("//@id")) == len(set(page.xpath("//@id")))


@pytest.fixture(scope="module")
def plan() -> Plan:
    catalog = discover()
    return make_plan(read_ruleset("yueyanglou-2024", catalog), catalog)


def page_saying(text: str, plan: Plan) -> html.HtmlElement:
    expenditure = {"value": "381.53", "unit": "万元", "at": f"report {text}", "quote": text}
    values = {
        "report": {"subject": text, "title": text, "fiscal_year": 2024},
        "claims": {"total": "96.85"},
        "facts": {"expenditure": expenditure},
    }
    return html.fromstring(render(audit(values, plan), format="html"))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_shows_itself_and_does_nothing(text: str, plan: Plan) -> None:
    page, plain = page_saying(text, plan), page_saying("图书馆", plan)

    assert [element.tag for element in plain.iter()] == [element.tag for element in page.iter()]
    assert [element.keys() for element in plain.iter()] == [element.keys() for element in page.iter()]
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u200b-\u200f]", page.text_content())


@pytest.fixture(scope="module")
def tried(plan: Plan) -> Audit:
    return audit(read_report(LIBRARY / "report.toml"), plan)


@pytest.fixture(scope="module")
def points_at(tried: Audit) -> Callable[[Fraction], list[Fraction]]:
    """Return what looks a budget up as the page does."""
    found = what_if(tried)
    assert found is not None
    ((budget,),) = [group for group in found.facts if group[0].item.binding.fact == "budget"]

    def looked_up(value: Fraction) -> list[Fraction]:
        return [
            Fraction(points, 100)
            for low, low_open, high, high_open, points in budget.pieces
            if (low is None or Fraction(low) < value or (Fraction(low) == value and not low_open))
            and (high is None or value < Fraction(high) or (Fraction(high) == value and not high_open))
        ]

    return looked_up


@pytest.fixture(scope="module")
def engine_at(tried: Audit) -> Callable[[Fraction], Fraction | None]:
    """Return what scores the report anew with a budget."""

    def scored(value: Fraction) -> Fraction | None:
        return tried.with_facts(budget=f"{decimal_text(value)}万元").criterion("execution").award.points

    return scored


@settings(deadline=None, max_examples=60)
@given(units=st.integers(1, 99_999_999))
def test_a_value_tried_on_the_page_gives_what_the_engine_gives(
    engine_at: Callable[[Fraction], Fraction | None],
    points_at: Callable[[Fraction], list[Fraction]],
    units: int,
) -> None:
    value = Fraction(units, 10_000)

    assert [engine_at(value)] == points_at(value)
