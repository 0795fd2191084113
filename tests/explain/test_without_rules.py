"""A text that comes without criteria, and for which no ruleset is known: no format shows a card."""

import io
import json
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from perfscore import Audit, audit, read_document, render
from perfscore.batch.folder.entry import read_entry
from perfscore.batch.folder.line import line_data
from perfscore.batch.folder.settings import Line
from perfscore.desk.page import listed
from perfscore.desk.table import Lying
from perfscore.explain.content.view import explanation, solution
from perfscore.explain.formats.paper import letter, paper
from perfscore.explain.formats.text import text as plain
from perfscore.explain.formats.xlsx.book import workbook
from tests.cards import catalog
from tests.command_line import Run
from tests.explain.formats.word_files import text
from tests.paths import ROOT

TEXT = ROOT / "tests" / "explain" / "narrative-without-rules.txt"
CARD = (
    "as-printed",
    "按表样计分",
    "the form prints it",
    "全部评分项",
    "all criteria",
    "本规则集",
    "this ruleset",
)
"""What only a card that was made for the occasion could say."""


@cache
def result() -> Audit:
    (report,) = read_document(TEXT)
    return audit(report, None, catalog())


def cells(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row if cell.value)


def table(language: str) -> str:
    entry = read_entry(line_data(result(), "a.txt", None, language))
    return json.dumps(listed([Lying(1, "a.txt", "done", None, (Line(entry),))], language), ensure_ascii=False)


FORMATS = {
    "text": lambda language: plain(explanation(result(), language)),
    "first screen": lambda language: plain(explanation(result(), language, part="brief")),
    "solve": lambda language: plain(solution(result(), language)),
    "page": lambda language: render(result(), language=language, format="html"),
    "paper": lambda language: text(paper(result(), language)),
    "letter": lambda language: text(letter(result(), language)),
    "workbook": lambda language: cells(workbook(result(), language)),
    "desk": table,
}
SAID = {
    "zh": ("没有评分规则", "没有可用的评分规则", "未附评分标准", "无评分规则"),
    "en": ("no rules", "without the criteria"),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("format", FORMATS)
def test_every_format_says_that_there_are_no_rules_and_shows_no_card(format: str, language: str) -> None:
    shown = FORMATS[format](language)

    assert any(said in " ".join(shown.split()) for said in SAID[language])
    assert not [word for word in CARD if word in shown]


@pytest.mark.parametrize("format", ["text", "first screen", "solve", "page", "paper", "letter", "workbook"])
def test_the_rules_are_what_is_asked_for_first(format: str) -> None:
    assert "评分标准：各评分项、分值和评分办法" in FORMATS[format]("zh")


def test_the_data_have_no_ruleset_no_criteria_and_no_points() -> None:
    data = result().to_dict()

    assert data["ruleset"] is None
    assert (data["criteria"], data["sections"], data["ask_next"], data["ledger"]) == ([], [], [], None)
    assert set(data["computed"].values()) == {None}
    assert ("cannot_tell", "97") == (data["verdict"], data["claimed"]["total"])
    assert "ratio-differs" in [one["code"] for one in data["findings"]]


def test_a_folder_names_no_ruleset_and_no_range(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.txt").write_text(TEXT.read_text("utf-8"), "utf-8")
    shown = run("audit", str(tmp_path), "--lang", "zh").out

    assert "规则集：无评分规则 1。" in shown
    assert "0.00 – 100.00" not in shown
    assert not [word for word in CARD if word in shown]


def test_its_record_holds_no_card_and_is_replayed(tmp_path: Path, run: Run) -> None:
    file, record = tmp_path / "a.txt", tmp_path / "r.json"
    file.write_text(TEXT.read_text("utf-8"), "utf-8")
    run("explain", str(file), "--record", str(record))
    written = json.loads(record.read_text("utf-8"))

    assert ({}, [], []) == (written["ruleset"], written["criteria"], written["sections"])
    assert run("verify", str(record)).status == 0


def test_repr_says_it_too() -> None:
    assert repr(result()) == "<Audit no rules, claimed 97: cannot_tell>"


def test_two_of_them_have_no_scores_to_compare(run: Run) -> None:
    shown = run("compare", str(TEXT), str(TEXT), "--lang", "zh").out

    assert shown.startswith("没有评分规则，得分无从比较。")
    assert not [word for word in CARD if word in shown]


def test_a_letter_to_nobody_leaves_the_name_to_be_filled_in(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("2024年，全年预算数100万元，全年执行数95万元。综合自评得分97分。\n", "utf-8")
    (report,) = read_document(file)

    assert "（单位名称待填）：" in text(letter(audit(report, None, catalog()), "zh"))
