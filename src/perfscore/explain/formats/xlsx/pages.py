"""The sheets that people read: summary, criteria, and the parts of the explanation · 总览等各表."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from perfscore.auditing.lines import CriterionAudit
from perfscore.auditing.verdicts import Audit
from perfscore.explain.content.document import Block, Body, Pairs, Paragraph, Section, Table
from perfscore.explain.content.facts import claim_text
from perfscore.explain.content.sections import section_label, verdict_mark
from perfscore.explain.content.sources import source_text
from perfscore.explain.content.steps import named_formulas
from perfscore.explain.formats.xlsx.points import Points
from perfscore.explain.formats.xlsx.sheet import Column, Sheet, letter
from perfscore.explain.formats.xlsx.styles import Book
from perfscore.explain.wording.words import Words, brief, points_text
from perfscore.language.interpretations.cells import Cell, called
from perfscore.language.interpretations.pairs import Pair
from perfscore.numbers.exact import Rounding

__all__ = ["blocks_sheet", "criteria_sheet", "number_format", "shown", "sources_sheet", "write_block"]

_CRITERIA = (
    ("label", 19), ("section", 12), ("full", 6), ("measure", 10), ("formula", 32), ("points", 8),
    ("low", 8), ("high", 8), ("state", 9), ("claimed", 8), ("verdict", 10), ("run", 13), ("how", 9),
)  # fmt: skip
_STYLE = {"claimed": "figure", "run": "figure", "measure": "figure", "how": "small"}
_OWN = frozenset(("section", "measure", "formula", "points", "low", "high", "state", "run", "how"))


def _heading(key: str) -> str:
    return f"workbook_column.{key}" if key in _OWN else f"criteria.{key}"


def number_format(rounding: Rounding | None) -> str:
    """Return how numbers are shown that are rounded to so many places."""
    places = rounding.places if rounding else 0
    return f"0.{'0' * places}" if places else "0.######" if rounding is None else "0"


def shown(pair: Pair, sheet: str, words: Words) -> Cell:
    """Return a number of the computation as one cell for people, nothing where it has no value."""
    n, d = (Cell(f"'{sheet}'!{cell.text}", cell.value) for cell in (pair.n, pair.d))
    return called("IFERROR", n / d, words("workbook.none"))


def criteria_sheet(book: Book, place: Any, computed: str, audit: Audit, points: Sequence[Points]) -> None:
    """Write a row for each criterion, its points a formula."""
    words = book.words
    columns = [Column(words(_heading(key)), width) for key, width in _CRITERIA]
    sheet = Sheet(book, place, columns, words("workbook.title_criteria"), fixed=1)
    first = sheet.row
    for line, own in zip(audit.criteria, points, strict=True):
        _criterion(sheet, line, own, audit, computed)
    last = sheet.row
    _legend(sheet, points, any(len(line.award.step.rules) > 1 for line in audit.criteria))
    at = [key for key, _ in _CRITERIA].index("state")
    states = {"known": "good", "missing": "warn", "loose": "warn", "unreadable": "bad", "beyond": "bad"}
    said = {words(f"workbook_state.{state}"): style for state, style in states.items()}
    sheet.colour(f"{letter(at)}{first}:{letter(at)}{last}", said)
    verdicts = ("reproduced", "good"), ("contradicted", "bad"), ("cannot_tell", "warn")
    sheet.colour(
        f"{letter(at + 2)}{first}:{letter(at + 2)}{last}",
        {words(f"verdict_short.{v}"): s for v, s in verdicts},
    )


def _criterion(sheet: Sheet, line: CriterionAudit, own: Points, audit: Audit, computed: str) -> None:
    words, step, row = sheet.book.words, line.award.step, sheet.row
    places = number_format(step.rounding)
    formulas = {
        "measure": (shown(own.measure, computed, words), "number", None) if own.measure else None,
        "points": (shown(own.points, computed, words), "points", places),
        "low": (shown(own.low, computed, words), "number", places),
        "high": (shown(own.high, computed, words), "number", places),
        "state": (Cell(f"'{computed}'!{own.state.text}", own.state.value), "text", None),
    }
    texts: dict[str, str | list[str]] = {
        "label": words.label(step.criterion.label),
        "section": section_label(step.criterion.section, audit.card.plan.ruleset, words),
        "full": brief(step.criterion.points),
        "formula": named_formulas(step, words.language),
        "claimed": claim_text(line.claim) if line.claim else words("criteria.not_claimed"),
        "verdict": verdict_mark(line.verdict, words),
        "run": points_text(line.award.range, step.rounding.places if step.rounding else None, words),
        "how": list(_how(own, line, words)),
        "measure": words("workbook.none"),
    }
    taken = 1
    for at, (key, _) in enumerate(_CRITERIA):
        if formula := formulas.get(key):
            cell, style, shape = formula
            sheet.formula(row, at, cell, style, shape)
        elif key == "full":
            sheet.value(row, at, step.criterion.points, "number")
        else:
            taken = max(taken, sheet.text(row, at, texts[key], _STYLE.get(key, "text")))
    sheet.row += taken


def _legend(sheet: Sheet, points: Sequence[Points], several: bool) -> None:
    """Say below the table what its last column means."""
    words = sheet.book.words
    said = sorted({one.how for one in points})
    kinds = [
        *said,
        *(["opaque"] if any(one.opaque for one in points) else []),
        *(["readings"] if several else []),
    ]
    sheet.row += 1
    for kind in kinds:
        means = words(f"workbook_means.{kind}")
        sheet.across(words("workbook.legend", name=words(f"workbook_how.{kind}"), means=means), "plain")


def _how(own: Points, line: CriterionAudit, words: Words) -> Iterator[str]:
    if own.opaque:
        yield words("workbook_how.opaque")
    elif line.award.step.rules:
        yield words(f"workbook_how.{own.how}")
    if len(line.award.step.rules) > 1:
        yield words("workbook_how.readings")


def sources_sheet(book: Book, name: str, audit: Audit) -> None:
    """Write where each rule is known from, and what it says."""
    words = book.words
    heads = (words("criteria.label"), words("criteria.rule"), words("criteria.source"))
    columns = [Column(head, width) for head, width in zip(heads, (22, 52, 58), strict=True)]
    sheet = Sheet(book, name, columns, words("workbook.title_sources"))
    for step in audit.card.plan.steps:
        criterion = step.criterion
        says = words.label(criterion.says) if criterion.says else ""
        source = source_text(criterion, audit.card.plan, words)
        sheet.texts([words.label(criterion.label), says, source])
    sheet.close()


def blocks_sheet(book: Book, name: str, title: str, blocks: Iterable[Block]) -> None:
    """Write a part of the explanation: titles, sentences, tables."""
    widths = (21, 39, 22, 32, 18)
    sheet = Sheet(book, name, [Column("", width) for width in widths], title)
    for block in [*blocks] or [Paragraph(book.words("workbook.nothing"))]:
        write_block(sheet, block)
    sheet.close()


def write_block(sheet: Sheet, block: Block) -> None:
    """Write a block below what is there."""
    match block:
        case Section():
            sheet.row += 1
            sheet.across(block.title, "section")
            for inner in block.blocks:
                write_block(sheet, inner)
        case Paragraph():
            sheet.across(block.text, "plain")
        case Table():
            _table(sheet, block)
        case Pairs():
            for pair in block.rows:
                _pair(sheet, pair.key, pair.body)


def _table(sheet: Sheet, table: Table) -> None:
    if table.head:
        sheet.texts(table.head, "head")
    for row in table.rows:
        sheet.texts(row, ["figure" if at in table.right else "text" for at in range(len(row))])
    if table.foot:
        sheet.texts(table.foot, ["sum" if at in table.right else "block" for at in range(len(table.foot))])


def _pair(sheet: Sheet, key: str, body: Sequence[Body]) -> None:
    for part in body:
        if isinstance(part, str):
            sheet.keyed(key, part)
        else:
            for row in part.rows:
                sheet.texts([key, *row], ["key", *["text"] * len(row)])
                key = ""
        key = ""
