"""One row a report for spreadsheet programs · CSV 格式.

A text that a spreadsheet would take for a formula, or a fraction it would take for a date, gets an
apostrophe in front, as a person would type it; plain numbers stay as they are.
"""

import csv
import re
from collections.abc import Sequence
from io import StringIO

from perfscore.explain.clean import clean
from perfscore.many.entry import Entry
from perfscore.numbers import decimal_text

__all__ = ["BOM", "csv_head", "csv_row"]

BOM = "\ufeff"
"""Without it the spreadsheet programs of Chinese systems take UTF-8 for GBK and show 乱码."""

_COLUMNS = (
    "file", "place", "subject", "fiscal_year", "ruleset", "claimed", "low", "high", "total", "difference",
    "verdict", "contradicted", "errors", "warnings", "worst_severity", "worst_code", "worst_message",
)  # fmt: skip
_FORMULA = re.compile("[=+\\-@\t\r\n＝＋－＠]")
_PLAIN = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?", re.ASCII)
_DATE = re.compile(r"-?[0-9]+/[0-9]+", re.ASCII)


def csv_head() -> str:
    """Return the names of the columns; they are the same in every language."""
    return _record(_COLUMNS)


def csv_row(entry: Entry) -> str:
    """Return the row of a report, or of a file that was refused."""
    return _record([_values(entry).get(name) or "" for name in _COLUMNS])


def _values(entry: Entry) -> dict[str, str | None]:
    values: dict[str, str | None] = {"file": entry.file, "place": entry.place, "verdict": entry.verdict}
    if entry.refused is not None:
        where, code, message = entry.refused.problems[0]
        said = {"worst_code": code, "worst_message": f"{where}: {message}"}
        return {**values, **said, "verdict": "refused", "errors": str(entry.refused.count)}
    severities = [found.severity for found in entry.findings]
    values |= {
        "subject": entry.subject, "fiscal_year": str(entry.year), "ruleset": entry.ruleset,
        "claimed": entry.claimed, "low": entry.low, "high": entry.high, "total": entry.total,
        "difference": None if entry.difference is None else decimal_text(entry.difference),
        "contradicted": "; ".join(entry.parts), "errors": str(severities.count("error")),
        "warnings": str(severities.count("warning")),
    }  # fmt: skip
    if entry.findings:
        worst = entry.findings[0]
        values |= {"worst_severity": worst.severity, "worst_code": worst.code, "worst_message": worst.message}
    return values


def _record(cells: Sequence[str]) -> str:
    written = StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(map(_cell, cells))
    return written.getvalue()


def _cell(text: str) -> str:
    shown = clean(text)
    if _PLAIN.fullmatch(shown) or not (_FORMULA.match(shown) or _DATE.fullmatch(shown)):
        return shown
    return f"'{shown}"
