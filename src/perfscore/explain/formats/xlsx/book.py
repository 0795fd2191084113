"""The workbook: a score that the spreadsheet itself recomputes from the facts · 电子表格工作簿.

The formulas are the `workbook` interpretation of the rules, the other sheets the content every format has.
The same audit gives the same bytes.
"""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

from perfscore.auditing.verdicts import Audit
from perfscore.explain.content.discoveries import findings_sections, stated_table
from perfscore.explain.content.document import Block, Paragraph, Section
from perfscore.explain.content.inverse import ask_section, facts_section, is_open, ways_section
from perfscore.explain.content.opening import headline, summary
from perfscore.explain.content.overrides import overrides_section
from perfscore.explain.formats.xlsx.facts import FactSheet
from perfscore.explain.formats.xlsx.pages import blocks_sheet, criteria_sheet, sources_sheet
from perfscore.explain.formats.xlsx.points import points_of
from perfscore.explain.formats.xlsx.reading import Computation
from perfscore.explain.formats.xlsx.sheet import Column, Sheet
from perfscore.explain.formats.xlsx.styles import Book
from perfscore.explain.formats.xlsx.summary import live_rows, write_summary
from perfscore.explain.formats.xlsx.total import total_rows
from perfscore.explain.wording.words import Words, words_of
from perfscore.language.interpretations.pairs import COLUMNS, Trace

__all__ = ["workbook"]

_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_SHEETS = ("summary", "criteria", "facts", "computation", "findings", "inverse", "sources")
_COMPUTATION = (6, 46, 15, 15, 15, 15, 16, 15, 15, 14, 11)


def workbook(audit: Audit, language: str = "zh") -> bytes:
    """Return an audit as an Excel file that recomputes itself."""
    from xlsxwriter import Workbook

    content = BytesIO()
    target = Workbook(content, {"in_memory": True, **_PLAIN})
    target.set_properties({"created": datetime(2000, 1, 1), "author": "perfscore"})
    target.set_size(2400, 1400)
    book = Book(target, words_of(language))
    _write(book, audit)
    target.close()
    return content.getvalue()


def _write(book: Book, audit: Audit) -> None:
    words, card = book.words, audit.card
    if not audit.criteria:
        _write_facts(book, audit)
        return
    names = {key: words(f"workbook.{key}") for key in _SHEETS}
    year = str(audit.report.fiscal_year)
    title = words("workbook.title_summary", subject=audit.report.subject, year=year)
    first = Sheet(book, names["summary"], [Column("", width) for width in (18, 16, 18, 80)], title)
    criteria = book.target.add_worksheet(names["criteria"])
    absent = words("workbook_state.absent")
    facts = FactSheet(book, names["facts"], words("workbook.title_facts", absent=absent), card.report)
    trace = Trace(first=3)
    own = Computation(trace, facts, card.plan, words)
    points = [points_of(own, award, card.report) for award in card.awards]
    total = total_rows(own, card, points)
    live = live_rows(own, audit, total, names["computation"])
    facts.close()
    _computation(book, names["computation"], trace)
    write_summary(first, audit, live)
    criteria_sheet(book, criteria, names["computation"], audit, points)
    blocks_sheet(book, names["findings"], words("workbook.title_findings"), _findings(audit, words))
    blocks_sheet(book, names["inverse"], words("workbook.title_inverse"), _inverse(audit, words))
    sources_sheet(book, names["sources"], audit)


def _write_facts(book: Book, audit: Audit) -> None:
    """Write what is left where there are no rules: the facts as read, findings, what to ask for."""
    words = book.words
    year = str(audit.report.fiscal_year)
    title = words("workbook.title_summary", subject=audit.report.subject, year=year)
    said: list[Block] = [
        Paragraph(headline(audit, words)),
        Paragraph(words("workbook.no_rules")),
        summary(audit, words),
    ]
    blocks_sheet(book, words("workbook.summary"), title, said)
    facts = Section(words("workbook.facts"), (stated_table(audit, words),))
    blocks_sheet(book, words("workbook.facts"), title, [facts])
    blocks_sheet(book, words("workbook.findings"), words("workbook.title_findings"), _findings(audit, words))
    blocks_sheet(book, words("workbook.inverse"), words("workbook.title_inverse"), _inverse(audit, words))


def _computation(book: Book, name: str, trace: Trace) -> None:
    words = book.words
    heads = ["row", "what", *["working"] * 4, "size", "numerator", "denominator", "shown", "state"]
    columns = [
        Column(words(f"workbook.{head}", number=str(at - 1)), width)
        for at, (head, width) in enumerate(zip(heads, _COMPUTATION, strict=True))
    ]
    sheet = Sheet(book, name, columns, words("workbook.title_computation"), fixed=2)
    styles = {"shown": "number", "state": "text"}
    order = {key: ord(at) - ord("A") for key, at in COLUMNS.items()}
    for line in trace.lines:
        sheet.value(line.row, 0, str(line.row), "small")
        sheet.text(line.row, 1, line.says, "block" if line.heading else "text")
        for key, cell in line.cells.items():
            sheet.formula(line.row, order[key], cell, styles.get(key, "whole"))
    sheet.row = trace.next
    sheet.fade(f"C3:K{trace.next}")


def _findings(audit: Audit, words: Words) -> Iterator[Block]:
    if audit.overrides is not None:
        yield overrides_section(audit.overrides, audit, words)
    yield from findings_sections(audit, words)


def _inverse(audit: Audit, words: Words) -> Iterator[Block]:
    if is_open(audit):
        yield ask_section(audit, words)
    if audit.solution is not None and audit.solution.decompositions:
        yield ways_section(audit.solution, words, exact=True)
    if audit.solution is not None and audit.solution.facts:
        yield facts_section(audit.solution, words)
