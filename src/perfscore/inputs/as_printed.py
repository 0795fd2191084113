"""Facts as they were written, held against the documents they name · 事实的原样文字与摘录核对."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from perfscore.inputs.files import read_text
from perfscore.inputs.report import Fact
from perfscore.inputs.report_format import FactEntry, ReportFile
from perfscore.inputs.toml.positions import Places
from perfscore.messages.problems import Problem, ProblemsFound, nearest
from perfscore.numbers.dates import read_date
from perfscore.numbers.printed import QuantityRefused
from perfscore.numbers.units import read_unit

__all__ = ["day_in", "raw_text", "refused_unit", "unsupported"]


def raw_text(entry: FactEntry) -> str:
    """Return the value of a fact as it was written, empty where there is none."""
    if entry.low is not None or entry.high is not None:
        return f"{entry.low or ''} – {entry.high or ''}"
    if entry.one_of:
        return " / ".join(entry.one_of)
    if isinstance(entry.value, bool):
        return "true" if entry.value else "false"
    return "" if entry.value is None else str(entry.value)


def refused_unit(entry: FactEntry) -> QuantityRefused | None:
    """Return why the unit of a fact cannot be read, None where it can or there is none."""
    try:
        if entry.unit is not None:
            read_unit(entry.unit)
    except QuantityRefused as refused:
        return refused
    return None


def day_in(text: str, year: object) -> date | None:
    """Return a printed day, None where the text names none or several; `year` is that of the report."""
    with suppress(QuantityRefused):
        day = read_date(text, year if isinstance(year, int) else None).exact
        return None if day is None else date.fromordinal(int(day))
    return None


def unsupported(
    file: ReportFile, facts: Mapping[str, Fact], places: Places, folder: Path | None
) -> Iterator[Problem]:
    """Yield facts that name an unknown document, and quotes that do not stand in the file given."""
    texts: dict[str, str] = {}
    for name, entry in file.documents.items():
        if entry.file is not None:
            named = Path(entry.file)
            place = places.value(("documents", name, "file"))
            if folder is None:
                yield Problem("file-without-folder", place, f"documents › {name}", {"found": entry.file})
                continue
            try:
                source = read_text(named, root=folder, suffix=named.suffix, named_at=place)
                texts[name] = _packed(source.text)
            except ProblemsFound as found:
                yield from found.problems
    for fact in facts.values():
        document = fact.at.split()[0] if fact.at and fact.at.split() else ""
        where = f"facts › {fact.id}"
        if document and file.documents and document not in file.documents:
            values = {"found": document, **nearest(document, file.documents)}
            yield Problem("unknown-document", places.value(("facts", fact.id, "at")), where, values)
        elif fact.quote and document in texts and _packed(fact.quote) not in texts[document]:
            values = {"found": fact.quote, "document": document}
            yield Problem("quote-not-found", places.value(("facts", fact.id, "quote")), where, values)


def _packed(text: str) -> str:
    """Return a text without blanks: how lines were broken says nothing."""
    return "".join(text.split())
