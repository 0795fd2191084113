"""Facts with their raw text and place · 事实的列示."""

from collections.abc import Iterable, Iterator

from perfscore.auditing.findings.finding import place_in
from perfscore.explain.content.document import Marked, Table
from perfscore.explain.wording.words import Words, brief, days_text, range_text
from perfscore.inputs.report import UNNAMED, Claim, Fact, Report
from perfscore.language.compile.types import Kind
from perfscore.messages.problems import Place
from perfscore.numbers.quantity import Quantity
from perfscore.score.evidence import Evidence

__all__ = [
    "at_place", "claim_text", "documents_named", "fact_place", "fact_table", "facts_of", "file_named",
    "place_text", "printed",
]  # fmt: skip


def fact_table(evidence: Iterable[Evidence], report: Report, words: Words) -> Table:
    """Return the facts: what each is, as printed, where in the document, where in the report file."""
    return Table(tuple(row for item in evidence for row in _rows(item, report, words)))


def printed(fact: Fact, words: Words) -> str:
    """Return a fact as it was printed, what was read from it, and a mark if assumed or unreadable."""
    if fact.state in ("not_shown", "not_applicable"):
        return words(f"fact.{fact.state}")
    if isinstance(fact.value, bool):
        shown = words("fact.true" if fact.value else "fact.false")
    else:
        shown = _with_unit(fact.raw, fact.unit)
    if fact.quantity is not None and (read := _read_as(fact.quantity, words)):
        shown = words("fact.read_as", printed=shown, read=read)
    marked = fact.state in ("assumed", "unreadable")
    return words(f"fact.{fact.state}", printed=shown) if marked else shown


def standing_place(stated: Claim | Fact, report: Report, words: Words) -> str:
    """Return where something stands in the document, its words there, and the line of the report.

    The keys of a program's own values are no place that a reader could open.
    """
    line = "" if stated.place.keys else place_text(stated.place)
    quoted = words("punctuation.quote", text=stated.quote) if stated.quote else ""
    place = " ".join(part for part in (place_in(report, stated.at or ""), quoted) if part)
    return words("punctuation.beside").join(part for part in (place, line) if part)


def at_place(text: str, stated: Claim | Fact, report: Report, words: Words) -> str:
    """Return what is said of something, and where it stands if it stands anywhere."""
    place = standing_place(stated, report, words)
    return words("summary.at", text=text, place=place) if place else text


def fact_place(fact: Fact, report: Report, words: Words) -> str:
    """Return where a fact stands, and what its author notes about it."""
    said = (standing_place(fact, report, words), words.label(fact.note))
    return words("punctuation.beside").join(part for part in said if part)


def place_text(place: Place) -> str:
    """Return the file and line of a fact, or its keys; a report and what it extends share a folder."""
    if place.keys:
        return place.keys
    name = place.file.rpartition("/")[2] or place.file
    return f"{name}:{place.line}" if place.line else name


def file_named(report: Report) -> str:
    """Return the name of the report's file; nothing for values of a program that gave them no name."""
    return "" if report.file == UNNAMED else report.file


def documents_named(report: Report, words: Words) -> tuple[str, ...]:
    """Return the documents that places refer to, unless there is only the report itself."""
    titles = {name: document.title for name, document in report.documents.items()}
    if set(titles.values()) <= {report.title, report.file}:
        return ()
    if len(titles) == 1:
        return tuple(words("punctuation.title", text=title) for title in titles.values())
    return tuple(words("summary.document", name=name, title=title) for name, title in titles.items())


def claim_text(claim: Claim) -> str:
    """Return a claimed figure with the decimals it was printed with."""
    quantity = claim.quantity
    exact = quantity.range.exact
    return quantity.raw if exact is None else brief(exact, quantity.decimals)


def facts_of(item: Evidence, report: Report, words: Words) -> Iterator[tuple[str, Fact | None]]:
    """Yield what an item of evidence rests on, each by name: the cells of a column, else one fact."""
    label = words.label(item.binding.label)
    if item.binding.kind is Kind.COLUMN:
        names = _row_labels(report, item.binding.fact)
        yield from ((names.get(cell.place, label), cell) for cell in item.cells)
    else:
        yield label, item.fact


def _rows(item: Evidence, report: Report, words: Words) -> Iterator[tuple[str, ...]]:
    for label, fact in facts_of(item, report, words):
        yield _row(label, fact, report, words) if fact else (label, words("fact.not_listed"), "")


def _row(label: str, fact: Fact, report: Report, words: Words) -> tuple[str, ...]:
    return label, Marked(printed(fact, words), stated=fact), fact_place(fact, report, words)


def _row_labels(report: Report, column: str) -> dict[Place, str]:
    table, _, name = column.partition(".")
    rows = report.tables.get(table, ())
    return {row.cells[name].place: row.label for row in rows if name in row.cells}


def _with_unit(raw: str, unit: str | None) -> str:
    if not unit or raw.endswith(unit):
        return raw
    return f"{raw}{unit}" if unit in ("%", "‰") else f"{raw} {unit}"


def _read_as(quantity: Quantity, words: Words) -> str:
    """Return what a figure was read as, where the print does not say it itself."""
    if quantity.is_day:
        return "" if quantity.range.exact is not None else days_text(quantity.range, words)
    unit = quantity.unit
    base = unit.dimension.base if unit else ""
    same_unit = unit is None or unit.factor == 1 or unit.dimension.kind in ("ratio", "points")
    if quantity.range.exact is not None and same_unit and quantity.normalised is None:
        return ""
    if unit and unit.dimension.kind in ("ratio", "points"):
        base = ""
    return " ".join(part for part in (range_text(quantity.range, words), base) if part)
