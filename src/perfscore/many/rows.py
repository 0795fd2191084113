"""One row a report for spreadsheet programs · CSV 格式.

A text that a spreadsheet would take for a formula, or a fraction it would take for a date, gets an
apostrophe in front, as a person would type it; plain numbers stay as they are.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import zip_longest

from perfscore.explain.clean import clean
from perfscore.many.entry import Entry
from perfscore.many.phrases import Phrases
from perfscore.numbers import decimal_text

__all__ = ["BOM", "csv_head", "csv_row"]

BOM = "\ufeff"
"""Without it the spreadsheet programs of Chinese systems take UTF-8 for GBK and show 乱码."""

_COLUMNS = (
    "file", "place", "subject", "body", "fiscal_year", "ruleset", "claimed", "low", "high", "total",
    "difference", "verdict", "wrong", "contradicted", "errors", "warnings", "findings", "hidden",
    "worst_severity", "worst_code", "worst_message",
)  # fmt: skip
_FORMULA = re.compile("[=+\\-@\t\r\n＝＋－＠]")
_PLAIN = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?", re.ASCII)
_DATE = re.compile(r"-?[0-9]+/[0-9]+", re.ASCII)


def csv_head(phrases: Phrases) -> str:
    """Return the names of the columns."""
    return _record([phrases.column(name) for name in _COLUMNS])


def csv_row(entry: Entry, phrases: Phrases) -> str:
    """Return the row of a report, or of a file that was refused."""
    values = _values(entry, phrases)
    return _record([values.get(name) or "" for name in _COLUMNS])


def _values(entry: Entry, phrases: Phrases) -> dict[str, str | None]:
    values: dict[str, str | None] = {"file": entry.file, "place": entry.place}
    if entry.refused is not None:
        where, code, message = entry.refused.problems[0]
        said = {"worst_code": code, "worst_message": f"{where}: {message}", "findings": phrases.refusal(code)}
        return {**values, **said, "verdict": phrases("refused"), "errors": str(entry.refused.count)}
    hidden = [note for note in entry.notes if note.hides]
    severities = [found.severity for found in entry.findings]
    values |= {
        "subject": entry.subject, "body": entry.body, "fiscal_year": str(entry.year),
        "ruleset": entry.ruleset, "claimed": entry.claimed, "low": entry.low, "high": entry.high,
        "total": entry.total, "verdict": phrases.verdict(entry.verdict), "wrong": str(entry.wrong),
        "difference": None if entry.difference is None else decimal_text(entry.difference),
        "contradicted": _joined(phrases, entry.parts, entry.places), "errors": str(severities.count("error")),
        "warnings": str(severities.count("warning")),
        "findings": _joined(phrases, map(phrases.named, entry.findings), (f.place for f in entry.findings)),
        "hidden": _joined(phrases, (note.message for note in hidden), (note.place for note in hidden)),
    }  # fmt: skip
    if entry.findings:
        worst = entry.findings[0]
        severity = phrases.severity(worst.severity)
        values |= {"worst_severity": severity, "worst_code": worst.code, "worst_message": worst.message}
    return values


def _joined(phrases: Phrases, texts: Iterable[str] = (), places: Iterable[str] = ()) -> str:
    """Return texts one behind the other, each with where it stands."""
    pairs = zip_longest(texts, places, fillvalue="")
    return "; ".join(phrases("placed", text=text, place=at) if at else text for text, at in pairs)


def _record(cells: Sequence[str]) -> str:
    written = StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(map(_cell, cells))
    return written.getvalue()


def _cell(text: str) -> str:
    shown = clean(text)
    if _PLAIN.fullmatch(shown) or not (_FORMULA.match(shown) or _DATE.fullmatch(shown)):
        return shown
    return f"'{shown}"
