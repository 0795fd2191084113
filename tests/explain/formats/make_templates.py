"""Makes the bundled templates: ``python -m tests.explain.formats.make_templates``.

They are ordinary Word files that a bureau copies and edits in Word (`perfscore new paper FILE`); what is here
is how the bundled ones were made, so that a change of them can be read.  A test holds that they are the same.
"""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor

from perfscore.explain.formats.word import packed
from tests.paths import ROOT

FOLDER = ROOT / "src" / "perfscore" / "explain" / "formats" / "templates"
WIDTH = 16.6
"""Between the margins of A4, in cm."""
BODY, HEAD, LATIN = "仿宋", "黑体", "Times New Roman"
OTHER_NAMES = {"仿宋": "FangSong;仿宋_GB2312;STFangsong;Noto Serif CJK SC", "黑体": "SimHei;Noto Sans CJK SC"}
GREY, SHADE = RGBColor(0x59, 0x59, 0x59), "EDEDED"


def element(name: str, **values: str) -> Any:
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def font(style: Any, name: str, size: float, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = LATIN, Pt(size), bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{key}"), None)
    fonts.set(qn("w:eastAsia"), name)


class Page:
    """A template in the making."""

    def __init__(self) -> None:
        self.made = docx.Document()
        section = self.made.sections[0]
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
        styles = self.made.styles
        for lang in styles.element.iter(qn("w:lang")):  # else commas are drawn as Japanese or Taiwan has them
            lang.set(qn("w:eastAsia"), "zh-CN")
        for theme in self.made.settings.element.iter(qn("w:themeFontLang")):
            theme.set(qn("w:eastAsia"), "zh-CN")
        font(styles["Normal"], BODY, 10.5)
        styles["Normal"].paragraph_format.space_after = Pt(3)
        styles["Normal"].paragraph_format.line_spacing = 1.15
        for level, size, name in ((1, 13, HEAD), (2, 11, HEAD)):
            style = styles[f"Heading {level}"]
            font(style, name, size, bold=False)
            style.paragraph_format.keep_with_next = True
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(13 - level), Pt(4)
        font(styles["Title"], HEAD, 20)
        font(styles["Header"], BODY, 9)
        font(styles["Footer"], BODY, 9)
        border = styles["Title"].element.pPr.find(qn("w:pBdr"))
        if border is not None:
            styles["Title"].element.pPr.remove(border)
        styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        styles["Title"].paragraph_format.space_after = Pt(10)

    def say(self, text: str, style: str | None = None, align: Any = None, grey: bool = False) -> Any:
        paragraph = self.made.add_paragraph(text, style)
        paragraph.alignment = align
        if style is None:
            paragraph.paragraph_format.space_before = Pt(5)
        if grey:
            paragraph.runs[0].font.color.rgb = GREY
        return paragraph

    def heading(self, text: str, level: int = 1) -> None:
        self.made.add_heading(text, level)

    def control(self, text: str) -> None:
        """Add a paragraph that is only a tag: it goes, and what it says happens."""
        self.made.add_paragraph(text)

    def table(self, widths: Iterable[float], whole: bool = False) -> "Grid":
        """Add a table; a `whole` one stays on one page where there is room for it."""
        return Grid(self.made, list(widths), whole)

    def fields(self, paragraph: Any, *parts: str) -> None:
        """Add texts and, for PAGE and NUMPAGES, the fields of that name."""
        for part in parts:
            run = paragraph.add_run("" if part.isupper() else part)
            if part.isupper():
                run._r.append(element("w:fldChar", fldCharType="begin"))
                code = element("w:instrText")
                code.text = part
                run._r.append(code)
                run._r.append(element("w:fldChar", fldCharType="separate"))
                number = element("w:t")
                number.text = "1"
                run._r.append(number)
                run._r.append(element("w:fldChar", fldCharType="end"))

    def save(self, path: Path) -> None:
        package = self.made.part.package
        for key, related in [*package.rels.items()]:
            if related.reltype.endswith("/thumbnail"):
                del package.rels[key]
        properties = self.made.core_properties
        properties.author, properties.title, properties.comments = "", "", ""
        for part in package.iter_parts():
            if part.partname.endswith("fontTable.xml"):
                part._blob = fonts()
        buffer = BytesIO()
        self.made.save(buffer)
        path.write_bytes(packed(buffer.getvalue()))


def fonts() -> bytes:
    """Return the table of fonts: for each the names it has elsewhere, and what stands in for it."""
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{"roman" if name == BODY else "swiss"}"/><w:pitch w:val="variable"/></w:font>'
        for name, other in OTHER_NAMES.items()
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:fonts xmlns:w="{space}">{rows}</w:fonts>'.encode()


class Grid:
    """A table: rows do not break over pages, the head is printed again on each."""

    def __init__(self, made: Any, widths: list[float], whole: bool) -> None:
        self.widths, self.whole = widths, whole
        self.table = made.add_table(0, len(widths), "Table Grid")
        self.table.autofit, self.table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
        margins = element("w:tblCellMar")
        for side, wide in (("top", "30"), ("left", "80"), ("bottom", "30"), ("right", "80")):
            margins.append(element(f"w:{side}", w=wide, type="dxa"))
        self.table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)
        for column, width in zip(self.table.columns, widths, strict=True):
            column.width = Cm(width)

    def row(self, *cells: str, right: Iterable[int] = (), labels: Iterable[int] = ()) -> Any:
        row = self.table.add_row()
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))
        for at, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            cell.width, cell.vertical_alignment = Cm(self.widths[at]), WD_CELL_VERTICAL_ALIGNMENT.CENTER
            lines = text.split("\n")
            cell.paragraphs[0].text = lines[0]
            for line in lines[1:]:
                cell.add_paragraph(line)
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(0)
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if at in right else WD_ALIGN_PARAGRAPH.LEFT
                paragraph.paragraph_format.keep_with_next = self.whole
                for run in paragraph.runs:
                    run.font.size = Pt(9.5)
            if at in labels:
                self._shade(cell)
        return row

    def head(self, *cells: str) -> "Grid":
        row = self.row(*cells, labels=range(len(cells)))
        row._tr.get_or_add_trPr().append(element("w:tblHeader"))
        for cell in row.cells:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            cell.paragraphs[0].paragraph_format.keep_with_next = True
        return self

    def each(self, loop: str, *cells: str, right: Iterable[int] = ()) -> "Grid":
        """Add rows that are printed once for each of a list: the tags stand in rows of their own."""
        self.tag(f"{{%tr for {loop} %}}")
        self.row(*cells, right=right)
        return self.tag("{%tr endfor %}")

    def tag(self, text: str) -> "Grid":
        self.row(text, *[""] * (len(self.widths) - 1))
        return self

    def pair(self, label: str, text: str) -> "Grid":
        self.row(label, text, labels=(0,))
        return self

    def last(self, label: str, text: str) -> None:
        """Add the row that ends a table: it need not stay with what comes behind."""
        for cell in self.row(label, text, labels=(0,)).cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = False

    def _shade(self, cell: Any) -> None:
        shade = element("w:shd", val="clear", color="auto", fill=SHADE)
        cell._tc.get_or_add_tcPr().find(qn("w:vAlign")).addprevious(shade)


def running(page: Page, left: str) -> None:
    """Add what stands on every page: the matter above, its number below."""
    section = page.made.sections[0]
    head = section.header.paragraphs[0]
    head.text = left
    stops = page.made.styles["Header"].element.pPr.find(qn("w:tabs"))
    if stops is not None:
        page.made.styles["Header"].element.pPr.remove(stops)
    head.paragraph_format.tab_stops.add_tab_stop(Emu(int(Cm(WIDTH))), WD_TAB_ALIGNMENT.RIGHT)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    page.fields(foot, "— ", "PAGE", " / ", "NUMPAGES", " —")


def paper() -> Page:
    page = Page()
    running(page, "{{ say.name }}　{{ body }}\t{{ say.index }}{{ say.colon }}　　　　　　")
    page.say("{{ say.name }}", "Title")
    front(page)
    conclusion(page)
    criteria(page)
    evidence(page)
    procedure(page)
    findings(page)
    open_points(page)
    return page


def front(page: Page) -> None:
    grid = page.table((2.8, 5.5, 2.8, 5.5))
    labels = (0, 2)
    grid.row("{{ say.body }}", "{{ body }}", "{{ say.index }}", "", labels=labels)
    grid.row("{{ say.period }}", "{{ year }}", "{{ say.document }}", "{{ title }}", labels=labels)
    row = grid.row("{{ say.matter }}", "{{ say.matter_is }}", "", "", labels=(0,))
    merged = row.cells[1].merge(row.cells[3])
    for blank in merged.paragraphs[1:]:
        blank._p.getparent().remove(blank._p)
    grid.row("{{ say.preparer }}", "", "{{ say.prepared_on }}", "", labels=labels)
    grid.row("{{ say.reviewer }}", "", "{{ say.reviewed_on }}", "", labels=labels)


def conclusion(page: Page) -> None:
    page.heading("{{ say.section_conclusion }}")
    page.say("{{ verdict }}").runs[0].font.bold = True
    grid = page.table((2.6, 3, 2.6, 4.2, 2, 2.2))
    grid.row(
        "{{ say.claimed }}", "{{ claimed }} {{ claimed_grade }}", "{{ say.computed }}",
        "{{ computed }} {{ grade }}", "{{ say.full }}", "{{ full }}", labels=(0, 2, 4),
    )  # fmt: skip
    page.control("{%p if assumed %}")
    page.heading("{{ say.assumed }}", 2)
    page.table((1.2, 4.4, 5, 6)).head(
        "{{ say.no }}", "{{ say.fact }}", "{{ say.value }}", "{{ say.place }}"
    ).each("one in assumed", "{{ one.number }}", "{{ one.name }}", "{{ one.value }}", "{{ one.place }}")
    page.control("{%p endif %}")
    page.control("{%p if ledger %}")
    page.heading("{{ say.ledger }}", 2)
    page.table((3.2, 2.6, 10.8)).each(
        "one in ledger", "{{ one.name }}", "{{ one.points }}", "{{ one.means }}", right=(1,)
    )
    page.control("{%p endif %}")
    page.say("{{ say.limits }}", grey=True)


def criteria(page: Page) -> None:
    page.heading("{{ say.section_criteria }}")
    grid = page.table((3, 13.6))
    grid.pair("{{ say.ruleset }}", "{{ ruleset.title }}")
    grid.pair("{{ say.version }}", "{{ ruleset.id }}　{{ ruleset.version }}\n{{ ruleset.digest }}")
    grid.pair(
        "{{ say.status }}", "{{ ruleset.status }}\n{%p if ruleset.note %}\n{{ ruleset.note }}\n{%p endif %}"
    )
    page.control("{%p if sources %}")
    page.heading("{{ say.sources }}", 2)
    page.table((13.2, 3.4)).head("{{ say.issuer }}", "{{ say.standing }}").each(
        "one in sources",
        "{{ one.text }}\n{%p if one.url %}\n{{ one.url }}\n{%p endif %}",
        "{{ one.standing }}",
    )
    page.control("{%p endif %}")


def evidence(page: Page) -> None:
    page.heading("{{ say.section_evidence }}")
    page.heading("{{ say.documents }}", 2)
    page.table((1.3, 12.1, 3.2)).head("{{ say.no }}", "{{ say.documents }}", "{{ say.retrieved_on }}").each(
        "one in documents",
        "{{ one.number }}",
        "{{ one.title }}\n{{ one.kind }}{% if one.file %}{{ say.colon }}{{ one.file }}{% endif %}\n"
        "{%p if one.issuer or one.url %}\n{{ one.issuer }} {{ one.url }}\n{%p endif %}\n"
        "{{ say.digest }}{{ say.colon }}{{ one.digest or say.fill }}",
        "{{ say.fill }}",
    )
    page.heading("{{ say.facts }}", 2)
    heads = ("{{ say.no }}", "{{ say.fact }}", "{{ say.value }}", "{{ say.place }}", "{{ say.quote }}")
    page.table((1.3, 3.7, 3.6, 4, 4)).head(*heads).each(
        "one in evidence", "{{ one.number }}", "{{ one.name }}", "{{ one.value }}", "{{ one.place }}",
        "{%p if one.quote %}\n{{ one.quote }}\n{%p endif %}\n"
        "{%p if one.note or not one.quote %}\n{{ one.note }}\n{%p endif %}",
    )  # fmt: skip


def procedure(page: Page) -> None:
    page.heading("{{ say.section_procedure }}")
    page.say("{{ say.procedure_is }}")
    page.say("{{ say.program }}{{ say.colon }}perfscore {{ program }}")
    page.control("{%p if overview %}")
    page.heading("{{ say.overview }}", 2)
    heads = ("item", "full", "computed", "claimed", "verdict", "is_assumed")
    page.table((5.2, 1.8, 3.4, 2, 2.2, 2)).head(*(f"{{{{ say.{name} }}}}" for name in heads)).each(
        "one in overview", "{{ one.name }}", "{{ one.full }}", "{{ one.computed }}", "{{ one.claimed }}",
        "{{ one.verdict }}", "{{ one.assumed }}", right=(1, 2, 3),
    )  # fmt: skip
    page.control("{%p endif %}")
    page.control("{%p if subtotals %}")
    page.heading("{{ say.subtotals }}", 2)
    page.table((5.2, 2.4, 4, 2.4, 2.6)).head(*(f"{{{{ say.{name} }}}}" for name in heads[:5])).each(
        "one in subtotals", "{{ one.name }}", "{{ one.full }}", "{{ one.computed }}", "{{ one.claimed }}",
        "{{ one.verdict }}", right=(1, 2, 3),
    )  # fmt: skip
    page.control("{%p endif %}")
    page.control("{%p for one in criteria %}")
    page.heading("{{ one.name }}", 2)
    grid = page.table((3, 13.6), whole=True)
    steps(grid, "step in one.steps")
    grid.last("{{ say.evidence }}", "{{ one.evidence or say.none }}")
    page.control("{%p endfor %}")
    page.control("{%p if total %}")
    page.heading("{{ say.total }}", 2)
    steps(page.table((3, 13.6)), "step in total")
    page.control("{%p endif %}")


def steps(grid: Grid, loop: str) -> None:
    grid.tag(f"{{%tr for {loop} %}}")
    grid.pair("{{ step.name }}", "{%p for line in step.lines %}\n{{ line }}\n{%p endfor %}")
    grid.tag("{%tr endfor %}")


def findings(page: Page) -> None:
    page.heading("{{ say.section_findings }}")
    page.control("{%p if not findings and not notes %}")
    page.say("{{ say.no_findings }}")
    page.control("{%p endif %}")
    page.control("{%p for one in findings %}")
    page.heading("{{ say.finding }} {{ one.number }} · {{ one.severity }}", 2)
    grid = page.table((3, 13.6), whole=True)
    grid.pair("{{ say.criteria }}", "{{ one.criteria }}")
    grid.pair(
        "{{ say.condition }}",
        "{{ one.condition }}\n{%p if one.arithmetic %}\n{{ one.arithmetic }}\n{%p endif %}",
    )
    grid.pair("{{ say.cause }}", "{{ one.cause }}")
    grid.tag("{%tr if one.possible_cause %}")
    grid.pair("{{ say.possible_cause }}", "{{ one.possible_cause }}").tag("{%tr endif %}")
    grid.pair("{{ say.effect }}", "{{ one.effect }}")
    grid.tag("{%tr if one.evidence %}").pair("{{ say.evidence }}", "{{ one.evidence }}").tag("{%tr endif %}")
    grid.pair("{{ say.verify }}", "{{ one.verify }}")
    grid.pair("{{ say.false_alarm }}", "{{ one.false_alarm }}")
    grid.last("{{ say.answer }}", "{{ say.fill }}")
    page.control("{%p endfor %}")
    page.control("{%p for one in notes %}")
    page.heading("{{ say.finding }} {{ one.number }} · {{ one.severity }}", 2)
    grid = page.table((3, 13.6), whole=True)
    grid.pair(
        "{{ say.condition }}",
        "{{ one.condition }}\n{%p if one.arithmetic %}\n{{ one.arithmetic }}\n{%p endif %}",
    )
    grid.pair("{{ say.verify }}", "{{ one.verify }}")
    grid.last("{{ say.false_alarm }}", "{{ one.false_alarm }}")
    page.control("{%p endfor %}")
    page.control("{%p if checked %}")
    page.heading("{{ say.checked }}", 2)
    page.table((9, 7.6)).head("{{ say.relation }}", "{{ say.arithmetic }}").each(
        "one in checked", "{{ one.name }}", "{{ one.arithmetic }}"
    )
    page.control("{%p endif %}")


def open_points(page: Page) -> None:
    page.heading("{{ say.section_open }}")
    page.control("{%p if asks %}")
    asks(page, "say")
    page.control("{%p else %}")
    page.say("{{ say.no_open }}")
    page.control("{%p endif %}")
    possible(page)
    for label in ("answer", "review"):
        page.heading(f"{{{{ say.section_{label} }}}}")
        if label == "answer":  # what is signed stands on a page of its own
            page.made.paragraphs[-1].paragraph_format.page_break_before = True
        row = page.table((WIDTH,)).row(
            "\n\n\n{{ say.signed }}{{ say.colon }}　　　　　　　　{{ say.on }}{{ say.colon }}　　　　　　　　"
        )
        row.height = Cm(3)


def possible(page: Page) -> None:
    page.control("{%p if ways %}")
    page.heading("{{ ways_title }}", 2)
    page.say("{{ ways_note }}").paragraph_format.keep_with_next = True
    page.table((1.3, 5.7, 9.6)).head("{{ say.no }}", "{{ say.lost }}", "{{ say.means }}").each(
        "one in ways",
        "{{ one.number }}",
        "{{ one.lost }}",
        "{{ one.means }}\n{%p if one.exact %}\n{{ one.exact }}\n{%p endif %}",
    )
    page.control("{%p endif %}")
    page.control("{%p if values %}")
    page.heading("{{ values_title }}", 2)
    page.table((5.7, 10.9)).head("{{ say.fact }}", "{{ say.possible }}").each(
        "one in values", "{{ one.name }}", "{{ one.possible }}"
    )
    page.control("{%p endif %}")


def asks(page: Page, said: str) -> None:
    heads = ("no", "fact" if said == "say" else "what", "points", "holds", "kind")
    page.table((1.3, 4.7, 2.8, 5.8, 2)).head(*(f"{{{{ {said}.{name} }}}}" for name in heads)).each(
        "one in asks", "{{ one.number }}", "{{ one.name }}", "{{ one.points }}", "{{ one.document }}",
        "{{ one.kind }}", right=(2,),
    )  # fmt: skip


def indented(paragraph: Any) -> None:
    """Indent the first line by two characters, as a Chinese letter has it."""
    paragraph._p.get_or_add_pPr().append(element("w:ind", firstLineChars="200", firstLine="480"))


def letter() -> Page:
    page = Page()
    page.made.styles["Normal"].font.size = Pt(12)
    running(page, "{{ letter.name }}")
    page.say("{{ letter.subject }}", "Title").runs[0].font.size = Pt(16)
    page.say("{{ letter.to }}")
    indented(page.say("{{ letter.intro }}"))
    page.control("{%p if asks %}")
    page.heading("{{ letter.asked }}")
    asks(page, "letter")
    page.control("{%p if letter.judged %}")
    indented(page.say("{{ letter.judged }}"))
    page.control("{%p endif %}")
    page.control("{%p endif %}")
    page.control("{%p if findings %}")
    page.heading("{{ letter.explain }}")
    page.table((1.3, 15.3)).each(
        "one in findings", "{{ loop.index }}",
        "{{ one.condition }}\n{%p if one.arithmetic %}\n{{ one.arithmetic }}\n{%p endif %}",
    )  # fmt: skip
    page.control("{%p endif %}")
    for line in ("deadline", "contact"):
        indented(page.say(f"{{{{ letter.{line} }}}}"))
    for line in ("sender", "dated"):
        page.say(f"{{{{ letter.{line} }}}}", align=WD_ALIGN_PARAGRAPH.RIGHT)
    return page


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    paper().save(FOLDER / "paper.docx")
    letter().save(FOLDER / "letter.docx")
