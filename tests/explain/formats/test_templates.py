"""Templates of a bureau: filled with the same fields; what is wrong with one is told with its place."""

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from perfscore.explain.content.paper import fields_of
from perfscore.explain.formats.paper import bundled_template, paper
from perfscore.explain.formats.word import filled
from perfscore.messages.problems import ProblemsFound
from tests.command_line import Run
from tests.explain.audits import audited
from tests.explain.formats import make_templates
from tests.explain.formats.word_files import paragraphs, tables
from tests.paths import ROOT

SEED = "examples/yueyanglou-library-2024/report.toml"


def template(*texts: str, rows: tuple[str, ...] = ()) -> bytes:
    """Return a Word file of these paragraphs, and a table of one column."""
    made, buffer = docx.Document(), BytesIO()
    for text in texts:
        made.add_paragraph(text)
    if rows:
        table = made.add_table(0, 1)
        for row in rows:
            table.add_row().cells[0].text = row
    made.save(buffer)
    return buffer.getvalue()


def refused(content: bytes) -> tuple[str, str, str]:
    """Return the code of what is wrong with a template, where, and what is said of it."""
    with pytest.raises(ProblemsFound) as found:
        filled(content, FIELDS, name="bureau.docx", title="t")
    problem = found.value.problems[0]
    return problem.code, str(problem.place), problem.text("en")


FIELDS: dict[str, Any] = {
    "body": "某馆",
    "asks": [{"name": "预算"}, {"name": "目标"}],
    "say": {"name": "底稿"},
}


def test_a_bureaus_own_template_is_filled_with_the_same_fields(run: Run, tmp_path: Path) -> None:
    rows = ("{%tr for one in asks %}", "{{ one.name }}", "{%tr endfor %}")
    (tmp_path / "own.docx").write_bytes(template("单位：{{ body }}", rows=rows))

    ran = run(
        "explain", SEED, "--format", "docx", "--template", tmp_path / "own.docx", "-o", tmp_path / "p.docx"
    )

    written = (tmp_path / "p.docx").read_bytes()
    assert 0 == ran.status
    assert "单位：岳阳楼区图书馆" in paragraphs(written)
    assert [["全年预算数"], ["满意度目标值"], ["产出指标得分"], ["效益指标得分"]] == tables(written)[0]


def test_a_tag_may_be_cut_into_pieces_by_word() -> None:
    made, buffer = docx.Document(), BytesIO()
    paragraph = made.add_paragraph("{")
    for piece in ("{ bo", "dy", " }", "}"):
        paragraph.add_run(piece).bold = True
    made.save(buffer)

    assert "某馆" in paragraphs(filled(buffer.getvalue(), FIELDS, name="x", title="t"))


@pytest.mark.parametrize("kind", ["paper", "letter"])
def test_the_bundled_template_is_written_to_start_from_and_gives_the_same(
    kind: str, run: Run, tmp_path: Path
) -> None:
    assert 0 == run("new", kind, tmp_path / "own.docx").status
    assert bundled_template(kind) == (tmp_path / "own.docx").read_bytes()
    assert 4 == run("new", kind, tmp_path / "own.docx").status


def test_the_bundled_templates_are_those_that_the_program_makes(tmp_path: Path) -> None:
    for kind, made in (("paper", make_templates.paper()), ("letter", make_templates.letter())):
        made.save(tmp_path / f"{kind}.docx")
        bundled, fresh = (
            zipfile.ZipFile(BytesIO(content)).read("word/document.xml")
            for content in (bundled_template(kind), (tmp_path / f"{kind}.docx").read_bytes())
        )
        assert bundled == fresh, "python -m tests.explain.formats.make_templates"
    assert all(len(bundled_template(kind)) < 50_000 for kind in ("paper", "letter"))


@pytest.mark.parametrize(
    ("text", "code", "place", "says"),
    [
        ("a {{ boddy }}", "template-field", "bureau.docx: a {{ boddy }}", "did you mean 'body'?"),
        ("{{ say.nmae }}", "template-field", "bureau.docx: {{ say.nmae }}", "'nmae'"),
        ("{{ body.upper() }}", "template-forbidden", "bureau.docx: {{ body.upper() }}", "call"),
        ("{{ body", "template-syntax", "bureau.docx: {{ body", "tag"),
        ("{% fro x in asks %}", "template-syntax", "bureau.docx: {% fro x in asks %}", "fro"),
        ("{% if body %}", "template-syntax", "bureau.docx", "endif"),
        ("{{ asks }}", "template-value", "bureau.docx: {{ asks }}", "list"),
        ("{{ say }}", "template-value", "bureau.docx: {{ say }}", "dict"),
        ("{% for one in body %}{{ one.x }}{% endfor %}", "template-field", "bureau.docx: {% for one", "'x'"),
        ("{% for one in loops %}{% endfor %}", "template-field", "bureau.docx: {% for one in loops", "loops"),
    ],
)
def test_what_is_wrong_with_a_template_is_told_by_its_paragraph(
    text: str, code: str, place: str, says: str
) -> None:
    told, where, said = refused(template("first", text, "last"))

    assert (code, True) == (told, where.startswith(place))
    assert says in said


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}", "{{ body|attr('__class__') }}", "{{ self }}", "{{ cycler }}",
        "{{ lipsum(9) }}",
        "{% set x = 1 %}", "{% include 'x' %}", "{% import 'x' as y %}", "{% extends 'x' %}",
        "{{ 'x' * 999999999 }}",
        "{{ 9 ** 9 ** 9 }}", "{{ '%999999999d' % 1 }}", "{{ body|safe }}", "{{ '<w:p/>'|safe }}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "{% for i in range(9) %}{% endfor %}",
        "{{ asks.append(1) }}", "{% autoescape false %}{{ body }}{% endautoescape %}", "{{ body|format(1) }}",
        "{{ asks|map(attribute='name')|join }}", "{% filter upper %}x{% endfilter %}", "{{ namespace() }}",
        "{{ say.items() }}", "{{ say['__class__'] }}", "{{ body[0] }}", "{% call body() %}{% endcall %}",
        "{{ asks.__len__ }}", "{{ loop }}", "{% for a in asks recursive %}{{ loop(asks) }}{% endfor %}",
    ],
)  # fmt: skip
def test_code_in_a_template_does_not_run(text: str) -> None:
    code, where, _ = refused(template(text))

    assert code in ("template-forbidden", "template-field", "template-value", "template-syntax")
    assert where.startswith("bureau.docx")


def test_tags_that_tear_the_document_apart_are_refused() -> None:
    torn = template("first", "{% if body %}", rows=("a", "{% endif %}"))

    assert ("template-torn", "bureau.docx: {% if body %}") == refused(torn)[:2]


def test_headers_are_filled_and_what_is_wrong_in_one_is_told() -> None:
    made, buffer = docx.Document(), BytesIO()
    made.sections[0].header.paragraphs[0].text = "{{ bady }}"
    made.save(buffer)

    assert ("template-field", "bureau.docx: {{ bady }}") == refused(buffer.getvalue())[:2]


@pytest.mark.parametrize("kind", ["paper", "letter"])
def test_properties_stand_in_the_order_in_which_word_wants_them(kind: str) -> None:
    order = {
        "tblPr": "tblStyle tblW jc tblBorders tblLayout tblCellMar tblLook",
        "tcPr": "tcW gridSpan shd vAlign",
        "trPr": "cantSplit trHeight tblHeader",
        "pPr": "pStyle keepNext pageBreakBefore tabs spacing ind jc",
    }
    body = docx.Document(BytesIO(bundled_template(kind))).element.body

    for name, known in order.items():
        for properties in body.iter(qn(f"w:{name}")):
            found = [child.tag.rpartition("}")[2] for child in properties]
            assert found == [one for one in known.split() if one in found], name


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"plain text", b"\xd0\xcf\x11\xe0" + bytes(600)])
def test_what_is_no_word_file_is_refused(content: bytes) -> None:
    assert ("template-not-word", "bureau.docx") == refused(content)[:2]


def test_an_archive_that_is_no_document_and_one_cut_short_are_refused() -> None:
    whole, buffer = template("x"), BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "x")

    for content in (buffer.getvalue(), whole[: len(whole) // 2], _without(whole, "word/document.xml")):
        assert "template-not-word" == refused(content)[0]


def test_a_broken_template_is_a_sentence_on_the_command_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.docx").write_bytes(template("{{ boddy }}"))

    ran = run(
        "explain", SEED, "--format", "docx", "--template", tmp_path / "own.docx", "-o", tmp_path / "p.docx"
    )

    assert (2, False) == (ran.status, (tmp_path / "p.docx").exists())
    assert "own.docx: {{ boddy }}: 没有名为“boddy”的字段；是否指“body”？ [template-field]" in ran.err


def test_what_no_xml_can_hold_is_shown() -> None:
    fields = {**FIELDS, "body": "a\x00\ud800\ufffe\x1fz"}

    shown = paragraphs(filled(template("{{ body }}"), fields, name="x", title="t"))

    assert "a<U+0000><U+D800><U+FFFE><U+001F>z" in shown


@pytest.mark.parametrize("report", ["report", "completed"])
def test_every_field_is_on_the_page_of_results(report: str) -> None:
    page = (ROOT / "docs" / "results.md").read_text("utf-8")
    table = re.finditer(r"^\| `(\w+)` \|.*\|(.*)\|$", page, re.M)
    rows = {row[1]: set(re.findall("`(\\w+)`", row[2])) for row in table}

    for name, value in fields_of(audited(report, "yueyanglou-2024"), "zh").items():
        inside = value[0] if isinstance(value, list) and value else value
        assert name in rows
        if isinstance(inside, dict) and name not in ("say", "letter"):
            assert inside.keys() == rows[name], name


def test_the_same_template_and_fields_give_the_same_bytes() -> None:
    audit = audited("completed", "yueyanglou-2024")

    assert paper(audit, "en", template("{{ body }}"), "x") == paper(audit, "en", template("{{ body }}"), "x")


def _without(archive: bytes, part: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(archive)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
    return buffer.getvalue()
