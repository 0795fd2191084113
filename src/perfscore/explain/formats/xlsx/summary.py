"""The first sheet: verdict, total as a formula, claim, ledger, how to use the workbook · 总览."""

from collections.abc import Sequence
from fractions import Fraction

from perfscore.auditing.verdicts import Audit
from perfscore.explain.content.document import Block
from perfscore.explain.content.facts import claim_text
from perfscore.explain.content.opening import assumptions_section, headline, places_of_card, summary
from perfscore.explain.content.view import ledger_section
from perfscore.explain.formats.xlsx.pages import number_format, shown, write_block
from perfscore.explain.formats.xlsx.reading import Computation
from perfscore.explain.formats.xlsx.sheet import Sheet
from perfscore.explain.formats.xlsx.styles import Book
from perfscore.explain.formats.xlsx.total import Total
from perfscore.explain.wording.words import points_text
from perfscore.language.interpretations import pairs
from perfscore.language.interpretations.cells import LIMIT, Cell, called, either, given
from perfscore.language.interpretations.pairs import COLUMNS, Pair
from perfscore.numbers.ranges import Range

__all__ = ["Live", "live_rows", "write_summary"]

Live = Sequence[tuple[str, Cell, str | None, str, str]]
"""Rows of the summary: what, the formula, its format, what the program had, a note."""


def live_rows(own: Computation, audit: Audit, total: Total, computed: str) -> Live:
    """Return what the summary computes; what it takes is written behind the total."""
    words, card = own.words, audit.card
    policy = card.plan.ruleset.ruleset.rounding
    places = number_format(policy.rounding)
    none, range_note = words("workbook.none"), words(f"workbook_note_range.{total.how}")

    def run(end: Fraction | None) -> str:
        return none if end is None else points_text(Range.point(end), places_of_card(audit), words)

    rows: list[tuple[str, Cell, str | None, str, str]] = [
        ("total", shown(total.total, computed, words), places, run(card.total), words("workbook.note_total")),
        ("low", shown(total.low, computed, words), places, run(card.range.low), range_note),
        ("high", shown(total.high, computed, words), places, run(card.range.high), range_note),
    ]
    claimed = audit.claim.quantity.range.exact if audit.claim else None
    if claimed is not None and audit.claim is not None:
        n, d = claimed.as_integer_ratio()
        rows.append(("claim", given(n) / d, places, claim_text(audit.claim), ""))
        off = pairs.difference(own.trace.line(words("workbook_live.off")), total.total, own.number(claimed))
        rows.append(("off", shown(off, computed, words), places, "", ""))
    if card.plan.ruleset.grades:
        run_grade = words.label(card.grade.label, card.grade.name) if card.grade else none
        rows.append(("grade", _grade(own, audit, total.total, computed), None, run_grade, ""))
    same = own.facts.unchanged
    facts = either(same, given(words("workbook.facts_same")), given(words("workbook.facts_changed")))
    rows.append(("facts", facts, None, "", words("workbook.note_facts")))
    return [*rows, ("exact", _exactness(own, computed), None, "", words("workbook.note_exact"))]


def _grade(own: Computation, audit: Audit, total: Pair, computed: str) -> Cell:
    words = own.words
    line = own.trace.line(words("workbook_live.grade"))
    found = given(words("workbook.none"))
    for grade in reversed(audit.card.plan.ruleset.grades):
        n, d = grade.from_.as_integer_ratio()
        reached = total.n * d >= total.d * n
        found = either(reached, given(words.label(grade.label, grade.name)), found)
    named = line.put("n", called("IFERROR", found, words("workbook.none")))
    return Cell(f"'{computed}'!{named.text}", named.value)


def _exactness(own: Computation, computed: str) -> Cell:
    words, size = own.words, COLUMNS["size"]
    over = sum(
        not isinstance(cell.value, str) and cell.value >= LIMIT
        for line in own.trace.lines
        if (cell := line.cells.get("size"))
    )
    count = Cell(f"COUNTIF('{computed}'!{size}:{size},\">={LIMIT}\")", over)
    return either(count.same(0), given(words("workbook.all_exact")), given(words("workbook.not_exact")))


def write_summary(sheet: Sheet, audit: Audit, live: Live) -> None:
    """Write the first sheet."""
    words = sheet.book.words
    sheet.row += 1
    sheet.across(headline(audit, words), "title")
    sheet.row += 1
    sheet.texts(["", *(words(f"workbook.{key}") for key in ("live", "run", "note"))], "head")
    for key, cell, number, run, note in live:
        sheet.text(sheet.row, 0, words(f"workbook_live.{key}"), "key")
        sheet.formula(sheet.row, 1, cell, "points", number)
        sheet.text(sheet.row, 2, run, "figure")
        sheet.text(sheet.row, 3, note, "small")
        sheet.row += 1
    for block in _blocks(audit, sheet.book):
        sheet.row += 1
        write_block(sheet, block)
    sheet.row += 1
    sheet.across(words("workbook.how_title"), "section")
    policy = words(f"workbook_policy.{audit.card.plan.ruleset.ruleset.missing}")
    for text in (words("workbook.how_change"), words("workbook.how_clear", policy=policy),
                 words("workbook.how_fill")):  # fmt: skip
        sheet.across(text, "plain")
    sheet.close()


def _blocks(audit: Audit, book: Book) -> list[Block]:
    words = book.words
    blocks: list[Block] = [summary(audit, words)]
    if audit.ledger is not None:
        blocks.append(ledger_section(audit, words))
    if audit.rests_on:
        blocks.append(assumptions_section(audit, words))
    return blocks
