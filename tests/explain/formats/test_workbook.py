"""The file of a workbook: texts stay texts, the same bytes, ready for print, the right results."""

import re
from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter

from perfscore import Audit, audit
from perfscore.explain.clean import clean
from perfscore.explain.formats.xlsx.book import workbook
from perfscore.explain.formats.xlsx.sheet import Column, Sheet
from perfscore.explain.formats.xlsx.styles import Book
from perfscore.explain.wording.words import words_of
from tests.cards import card, catalog, criterion, execution, report
from tests.command_line import Run
from tests.explain.audits import audited
from tests.explain.test_cleaning import HOSTILE
from tests.paths import LIBRARY

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0", "\t=1", "{=1}")
NAMES = {
    "zh": ("总览", "评分项", "事实", "演算", "发现", "反推", "依据"),
    "en": ("Summary", "Criteria", "Facts", "Computation", "Findings", "Inverse", "Sources"),
}


def opened(result: Audit, language: str = "zh", results: bool = False) -> Any:
    content = workbook(result, language)
    return openpyxl.load_workbook(BytesIO(content), data_only=results)


def cells(book: Any) -> Iterator[Any]:
    for sheet in book:
        for row in sheet.iter_rows():
            yield from row


TEXTS = (
    *FORMULAS,
    *(text for text, _ in HOSTILE.values() if "\ud800" not in text),
    "[/x]",
    "<b>&amp;</b>",
    "🙂",
    "_x0041_",
    "a" * 300,
)


def hostile() -> Audit:
    """Return an audit in which each of the texts stands wherever a file may hold one."""
    criteria, facts, said = [], dict[str, Any](), dict[str, Any]()
    for n, text in enumerate(TEXTS):
        level = {"label": text, "kind": "choice", "values": [text, "other"]}
        own = {"shape": "formula", "formula": f'points if f{n} == "other" else 0', "facts": [f"f{n}"]}
        criteria.append({**criterion(f"c{n}", 5, own), "label": text, "says": text, "section": f"s{text}"})
        facts[f"f{n}"] = level
        said[f"f{n}"] = {"value": "other", "quote": text, "at": text, "note": text}
    rules = card(*criteria, facts=facts)
    return audit(report(said, total="3"), rules, catalog())


def test_a_text_never_becomes_a_formula_and_hides_nothing() -> None:
    book = opened(hostile())
    texts = [cell for cell in cells(book) if cell.data_type == "s"]
    formulas = [cell for cell in cells(book) if cell.data_type == "f"]
    own = re.compile(r"\"[^\"]*\"|'[^']+'!|[A-Z]{1,2}[0-9]+|G:G|[A-Z.]+\(|TRUE|FALSE|[-+*/^<>=(),.:0-9]")

    assert {clean(text) for text in TEXTS} <= {cell.value for cell in texts}
    assert [] == [cell.value for cell in formulas if own.sub("", cell.value)]
    assert [] == [cell.value for cell in texts if cell.value[0] in "=+-@" and not cell.quotePrefix]
    assert [] == [cell.value for cell in texts if not cell.value.replace("\n", "").isprintable()]


def test_a_text_too_long_for_a_cell_goes_on_below_and_says_so() -> None:
    content, text = BytesIO(), "".join(f"{n:07d}" for n in range(10_000))
    target = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = Sheet(Book(target, words_of("zh")), "长", [Column("a", 20), Column("b", 20)], "title")
    sheet.texts([text, "beside"])
    sheet.texts(["next", "row"])
    target.close()
    own: Any = openpyxl.load_workbook(content)["长"]
    parts = [own.cell(row, 1).value for row in (3, 4, 5)]

    assert text == "".join(part.removesuffix("（此格放不下，下接下一行）") for part in parts)
    assert [True, True, False] == [part.endswith("下接下一行）") for part in parts]
    assert "next" == own.cell(6, 1).value


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_results_in_the_file_are_the_engines(language: str) -> None:
    result = audited("completed", "yueyanglou-2024")
    book = opened(result, language, results=True)
    criteria = book[NAMES[language][1]]

    assert list(NAMES[language]) == book.sheetnames
    assert [6.85, 50, 30, 10] == [criteria.cell(row, 6).value for row in range(3, 7)]
    assert 96.85 == next(
        row[1].value for row in book.worksheets[0].iter_rows() if row[0].value in ("总分", "Total")
    )
    assert 4 == sum(award.points is not None for award in result.card.awards)


def test_every_score_is_a_formula_over_the_facts() -> None:
    book = opened(audited("completed", "yueyanglou-2024"))
    computed = book["演算"]
    scores = [book["评分项"].cell(row, 6).value for row in range(3, 7)]
    reached = set()
    pending = [f"H{row}" for score in scores for row in re.findall(r"!H([0-9]+)", str(score))[:1]]
    while pending:
        at = pending.pop()
        if at in reached:
            continue
        reached.add(at)
        pending += re.findall(r"(?<![!A-Z$])[C-K][0-9]+", str(computed[at].value))
    read = {match for at in reached for match in re.findall(r"'事实'!N([0-9]+)", str(computed[at].value))}

    assert {"3", "4", "5", "6", "7", "8"} == read


def test_sheets_are_ready_for_the_screen_and_for_paper() -> None:
    for sheet in opened(audited("completed", "yueyanglou-2024")):
        assert ("landscape", 9) == (sheet.page_setup.orientation, sheet.page_setup.paperSize)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1), "never on several pages side by side"
        if sheet.title in ("评分项", "事实", "演算", "依据"):
            assert "$1:$2" in str(sheet.print_title_rows) or "$2:$2" in str(sheet.print_title_rows)
            assert sheet.freeze_panes is not None


def test_the_same_audit_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    result = audited("report", "hunan-county")
    first = workbook(result)
    monkeypatch.setenv("TZ", "Asia/Shanghai")

    assert first == workbook(result)
    assert {(1980, 1, 1, 0, 0, 0)} == {one.date_time for one in ZipFile(BytesIO(first)).infolist()}


def test_under_several_rulesets_each_has_a_file_of_its_own(run: Run, tmp_path: Path) -> None:
    both = ("--ruleset", "yueyanglou-2024", "--ruleset", "cn-mof-2020")
    run("explain", str(LIBRARY / "completed.toml"), *both, "--format", "xlsx", "-o", str(tmp_path / "a.xlsx"))

    assert ["a-1.xlsx", "a-2.xlsx"] == sorted(path.name for path in tmp_path.iterdir())


def test_a_number_that_no_double_holds_is_said_and_given_no_points() -> None:
    budget = {"value": "123456789012345678", "unit": "万元"}
    spent = {"value": "123456789012345677", "unit": "万元"}
    result = audit(report({"spent": spent, "budget": budget}), card(execution(10)), catalog())
    row = [cell.value for cell in opened(result, results=True)["评分项"][3]]

    assert Fraction(10) == result.card.total
    assert ["—", "不能精确承载", "10.00"] == [row[5], row[8], row[11]]


def test_the_command_writes_a_file_and_nothing_to_a_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "result.xlsx"
    written = run("explain", str(LIBRARY / "completed.toml"), "--format", "xlsx", "-o", str(path))
    nowhere = run("explain", str(LIBRARY / "completed.toml"), "--format", "xlsx", "--lang", "zh")
    one = run("explain", str(LIBRARY / "completed.toml"), "--format", "xlsx", "--criterion", "execution",
              "--lang", "en", "-o", str(path))  # fmt: skip

    assert (0, b"PK") == (written.status, path.read_bytes()[:2])
    assert (2, "") == (nowhere.status, nowhere.out)
    assert "-o" in nowhere.err
    assert (2, True) == (one.status, "--criterion" in one.err)
