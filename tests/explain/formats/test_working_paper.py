"""The working paper and the letter: what auditing standards ask for is in them, and every figure."""

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from shutil import which
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from perfscore import Audit, audit, read_document, render
from perfscore.explain.formats.paper import letter, paper
from perfscore.numbers.exact import Rounding
from tests.cards import catalog
from tests.command_line import Run
from tests.explain.audits import audited
from tests.explain.formats.word_files import hostile_audit, paragraphs, table_under, tables, text
from tests.paths import ROOT

SEED, PAGE = "examples/yueyanglou-library-2024/report.toml", "docs/examples/reading-room-page.html"


@cache
def seed() -> Audit:
    return audited("report", "yueyanglou-2024")


@cache
def completed() -> Audit:
    return audited("completed", "yueyanglou-2024")


@cache
def page() -> Audit:
    (report,) = read_document(ROOT / PAGE)
    return audit(report, None, catalog())


@cache
def rows() -> Audit:
    return audit(str(ROOT / "docs" / "examples" / "rows.toml"), "cn-mof-2020", catalog())


@cache
def finance() -> Audit:
    return audit(str(ROOT / "examples" / "yueyang-finance-2024" / "report.toml"), "cn-mof-2020", catalog())


AUDITS = pytest.mark.parametrize("of", [seed, completed, page, rows, finance], ids=lambda of: of.__name__)
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


# ---------------------------------------------------------------- every figure of the JSON


def figures(data: Any, key: str = "") -> Iterator[Fraction]:
    """Yield the numbers of a JSON result; ids and digests are no figures, steps are looked for as text."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name not in ("format", "digest", "steps", "formula", "message", "version", "decompositions"):
                yield from figures(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from figures(value, key)
    elif isinstance(data, str) and re.fullmatch(r"-?\d+(\.\d+)?(/\d+)?", data):
        yield Fraction(data)


def printed(number: Fraction) -> set[str]:
    """Return the ways in which a number may be printed: a decimal, in per cent, to six places, a day."""
    is_day = number.denominator == 1 and 2000 * 365 < number < 2200 * 365
    found = {date.fromordinal(number.numerator).isoformat()} if is_day else set()
    for value, mark in ((number, ""), (number * 100, "%")):
        for places in range(7):
            if value * 10**places == int(value * 10**places) or places == 6:
                digits = f"{int(Rounding(places).units(value)):0{places + 1}d}"
                cut = f"{digits[:-places]}.{digits[-places:]}" if places else digits
                found.add(cut + mark)
    return found


@AUDITS
@LANGUAGES
def test_every_figure_of_the_json_is_in_the_paper(of: Any, language: str) -> None:
    data = json.loads(render(of(), language=language, format="json"))
    said = text(paper(of(), language))
    shown = {*re.findall(r"\d+(?:\.\d+)?%?", said), *re.findall(r"\d+(?:\.\d+)?", said)}
    shown |= {*re.findall(r"\d{4}-\d\d-\d\d", said)}

    wanted = set(figures(data))
    assert len(wanted) >= 10
    assert [] == sorted(str(number) for number in wanted if not printed(number) & shown)


@AUDITS
@LANGUAGES
def test_every_step_and_every_finding_is_in_the_paper(of: Any, language: str) -> None:
    data = json.loads(render(of(), language=language, format="json"))
    said = text(paper(of(), language))

    assert [] == [
        f["message"] for f in data["findings"] if f["code"] != "checked" and f["message"] not in said
    ]
    assert [] == [step for line in data["criteria"] for step in line["steps"] if step not in said]
    assert [] == [a["label"] for a in data["ask_next"] if a["label"] not in said]
    for way in data["decompositions"]:
        assert all(f"{Fraction(lost)!s}" in said or lost in said for lost in way["lost"].values())


# ---------------------------------------------------------------- what standards ask for


def test_it_begins_with_body_period_and_matter_and_leaves_the_fields_of_people_empty() -> None:
    front = tables(paper(seed(), "zh"))[0]

    assert ["被审计单位", "岳阳楼区图书馆", "索引号", ""] == front[0]
    assert ["评价年度", "2024", "自评文件", "2024年度岳阳楼区图书馆整体支出绩效自评报告"] == front[1]
    assert ["审计事项", "绩效自评得分的复算与核对"] == front[2][:2]
    assert [["编制人", "", "编制日期", ""], ["复核人", "", "复核日期", ""]] == front[3:]


def test_a_document_that_was_read_has_its_own_digest_and_a_date_to_fill_in() -> None:
    digest = sha256((ROOT / PAGE).read_bytes()).hexdigest()
    head, row = table_under(paper(page(), "zh"), "编号")

    assert ["编号", "文件", "取得日期"] == head
    assert ["D1", "（待填）"] == [row[0], row[2]]
    assert f"直接读取的原件：reading-room-page.html\n数字摘要：sha256:{digest}" in row[1]


def test_a_report_file_has_its_digest_and_the_original_has_a_field_for_one() -> None:
    digest = sha256((ROOT / SEED).read_bytes()).hexdigest()
    _, file, original = table_under(paper(seed(), "zh"), "编号")

    assert f"sha256:{digest}" in file[1]
    assert original[1].endswith("数字摘要：（待填）")


def test_evidence_is_numbered_with_place_and_quote() -> None:
    register = next(t for t in tables(paper(seed(), "zh")) if t[0][1] == "事项")
    rows = {row[1]: row for row in register[1:]}

    assert ["E4", "全年执行数", "381.53 万元", "D2 二；D1 report.toml:37", "“381.53万元”"] == rows[
        "全年执行数"
    ]
    assert "未见" == rows["全年预算数"][2]


def test_criteria_have_their_source_and_standing() -> None:
    said = text(paper(seed(), "zh"))

    assert "【未经确认】未见正式文本，下列结果只能作为线索" in said
    assert "财政金融部（岳阳市门户公布） 《2024年度部门整体支出绩效自评表》" in said
    assert "〔一般知识，未核对原文〕" in said


def test_a_finding_has_all_that_an_auditor_writes_of_it() -> None:
    found = dict(row[:2] for row in table_under(paper(seed(), "zh"), "审计标准"))

    labels = ["审计标准", "事实", "原因", "影响", "审计证据", "核实办法", "可能误报", "被审计单位意见"]
    assert labels == [*found]
    assert "196.71 万元" in found["事实"]
    assert "E8、E9、E10、E11、E12" == found["审计证据"]
    assert "索取完整的明细清单" in found["核实办法"]
    assert "只举主要项目" in found["可能误报"]


def test_a_contradicted_claim_is_a_finding_with_its_effect_in_points() -> None:
    found = [dict(row[:2] for row in t) for t in tables(paper(page(), "zh")) if t[0][0] == "审计标准"]

    assert ["自评低了 0.4 分。", "自评高出 0.1 分。", "自评低了 0.5 分。"] == [
        one["影响"] for one in found[:3]
    ]
    assert "该单位适用的规则与此处所用不同" in found[1]["可能误报"]


def test_what_is_assumed_is_marked_and_stays_an_open_point() -> None:
    said = paper(completed(), "zh")
    asked = next(t for t in tables(said) if t[0][-1] == "性质")

    assert 4 <= text(said).count("【假定】")
    assert ["全年预算数", "产出指标得分", "效益指标得分", "满意度目标值"] == [row[1] for row in asked[1:]]
    assert {"现为假定"} == {row[4] for row in asked[1:]}


@AUDITS
def test_the_letter_asks_in_the_order_of_ask_next(of: Any) -> None:
    content = letter(of(), "zh")
    names = [ask.evidence.binding.label.text("zh") for ask in of().ask_next]
    names += [item.binding.label.text("zh") for item in of().rests_on]
    asked: list[list[str]] = next((t for t in tables(content) if t[0][0] == "序号"), [])

    assert f"{of().report.body or of().report.subject}：" in paragraphs(content)
    assert names == [row[1] for row in asked[1:]]
    assert bool(names) == ("请予提供" in text(content))


def test_the_body_is_who_carries_the_project_out_and_the_project_is_the_matter() -> None:
    front = tables(paper(page(), "zh"))[0]

    assert ["被审计单位", "某县图书馆"] == front[0][:2]
    assert ["审计事项", "“阅览室开放经费”绩效自评得分的复算与核对"] == front[2][:2]
    assert "《2024年度项目支出绩效自评表（阅览室开放经费）》" in text(letter(page(), "zh"))
    assert "某县图书馆：" in paragraphs(letter(page(), "zh"))


# ---------------------------------------------------------------- the page


def test_the_page_is_a4_in_chinese_type_with_numbers_and_heads_that_repeat() -> None:
    document = docx.Document(BytesIO(paper(seed(), "zh")))
    section = document.sections[0]

    sides = (section.page_width, section.page_height)
    assert [210, 297] == [round(side / Mm(1)) for side in sides if side is not None]
    fonts = document.styles["Normal"].element.rPr.find(qn("w:rFonts"))
    assert "仿宋" == fonts.get(qn("w:eastAsia"))
    codes = [node.text for node in section.footer._element.iter(qn("w:instrText"))]
    assert ["PAGE", "NUMPAGES"] == codes
    heads = [t for t in document.tables if [*t.rows[0]._tr.iter(qn("w:tblHeader"))]]
    assert len(heads) >= 6
    assert all(document.styles[f"Heading {n}"].paragraph_format.keep_with_next for n in (1, 2))


@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice (soffice) is not installed here")
def test_libreoffice_opens_paper_and_letter(tmp_path: Path) -> None:
    for name, content in (("paper", paper(seed(), "zh")), ("letter", letter(seed(), "en"))):
        (tmp_path / f"{name}.docx").write_bytes(content)
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to",
         "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), *map(str, tmp_path.glob("*.docx"))],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip

    seen = (tmp_path / "paper.txt").read_text("utf-8-sig")
    assert "66.3 + 25.17 + 75.24 + 30 = 196.71 ≠ 257.19" in seen
    assert "八、复核意见" in seen
    assert "revised budget" in (tmp_path / "letter.txt").read_text("utf-8-sig")


def test_chinese_papers_have_no_english_label() -> None:
    said = paper(page(), "zh")

    assert [] == [p for p in paragraphs(said) if re.fullmatch(r"[A-Za-z ]+", p) and p not in ("D1",)]


# ---------------------------------------------------------------- same inputs, same bytes


def test_the_same_audit_gives_the_same_bytes_whatever_clock_and_hash_order() -> None:
    program = (
        "import sys; from perfscore import audit; from perfscore.explain.formats.paper import paper, letter;"
        f"a = audit({SEED!r}, 'yueyanglou-2024'); sys.stdout.buffer.write(paper(a, 'zh') + letter(a, 'en'))"
    )
    written = {
        subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, check=True, stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONHASHSEED": seed_, "TZ": zone},
        ).stdout
        for seed_, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    }  # fmt: skip

    assert 1 == len(written)


def test_nothing_in_the_file_tells_when_or_who() -> None:
    archive = zipfile.ZipFile(BytesIO(paper(seed(), "zh")))
    core = archive.read("docProps/core.xml").decode()

    assert {(1980, 1, 1, 0, 0, 0)} == {entry.date_time for entry in archive.infolist()}
    assert not re.search("created|modified|lastPrinted", core)
    assert "<dc:creator/>" in core


# ---------------------------------------------------------------- hostile texts


@cache
def plain_paper() -> bytes:
    return paper(hostile_audit("plain"), "zh")


HOSTILE = [
    "{{ body }}", "{% for x in y %}", "{_{ body }_}", "{# gone #}", "</w:t></w:r><w:br/>", "<w:p>",
    "&amp;&lt;",
    "a\x0bb\x00c\x1b[2J", "\u202edesrever\u2066", "\ufffe\uffff", "a\nb\tc\x07d\x0ce", "👩‍👩‍👧 🇨🇳",
    "]]><!--", "=HYPERLINK(1)", "[/x]", "'\"\\", "%s %(x)s {0}", "{% raw %}", "{{r x }}", "{%p if x %}",
    "e\u0301\u0301\u0301\u0301\u0301\u0301", "\x85\u2028\u2029",
]  # fmt: skip


@pytest.mark.parametrize("word", HOSTILE, ids=ascii)
def test_a_hostile_text_is_shown_and_does_nothing(word: str) -> None:
    plain, hostile = plain_paper(), paper(hostile_audit(f"a{word}z"), "zh")

    assert len(paragraphs(plain)) == len(paragraphs(hostile))
    assert [len(t) for t in tables(plain)] == [len(t) for t in tables(hostile)]
    name = table_under(hostile, "被审计单位")[0][1]
    assert (name[0], name[-1]) == ("a", "z")
    if word.isprintable() and word.isascii():
        assert f"a{word}z" == name


def test_a_hundred_thousand_characters_are_all_there() -> None:
    long = "字" * 100_000

    assert long == table_under(paper(hostile_audit(long), "zh"), "被审计单位")[0][1]


# ---------------------------------------------------------------- on the command line


def test_explain_writes_both_beside_each_other(run: Run, tmp_path: Path) -> None:
    paths = {form: tmp_path / f"{form}.docx" for form in ("docx", "letter")}
    for form, path in paths.items():
        assert 0 == run("explain", SEED, "--format", form, "-o", path).status

    assert paper(seed(), "zh") == paths["docx"].read_bytes()
    assert letter(seed(), "zh") == paths["letter"].read_bytes()


def test_several_rulesets_give_several_papers(run: Run, tmp_path: Path) -> None:
    both = ("--ruleset", "yueyanglou-2024", "--ruleset", "cn-mof-2020")

    run("explain", SEED, *both, "--format", "docx", "-o", tmp_path / "p.docx")

    assert ["p-1.docx", "p-2.docx"] == sorted(path.name for path in tmp_path.iterdir())
