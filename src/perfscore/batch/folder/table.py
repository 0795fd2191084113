"""One line a report: the table a terminal shows, and rows for spreadsheet programs · 结果表与 CSV.

A text that a spreadsheet would take for a formula, or a fraction it would take for a date, gets an
apostrophe in front, as a person would type it; plain numbers stay as they are.
"""

import csv
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import zip_longest

from perfscore.batch.folder.entry import Entry
from perfscore.batch.folder.phrases import Phrases
from perfscore.explain.clean import clean
from perfscore.explain.formats.text import padded, width
from perfscore.numbers.exact import decimal_text

__all__ = ["BOM", "Table", "csv_head", "csv_record", "csv_row"]

_GAP = "  "
_LEAST_FILE, _MOST_FILE = 8, 30
_SUBJECT, _BODY, _RULESET, _CLAIMED, _COMPUTED, _WRONG, _WORST = 16, 16, 16, 7, 14, 5, 30
_VERDICT = {"zh": 8, "en": 12}


class Table:
    """The lines of the table, from the names of the files alone · 结果表.

    The width of a column never depends on a result, so that a line can be shown as soon as it is there
    and is the same whatever follows it.
    """

    def __init__(self, files: Sequence[str], phrases: Phrases, rulesets: bool) -> None:
        self._phrases = phrases
        self._folder = _common_folder(files)
        longest = max((width(clean(self._short(file))) for file in files), default=0)
        self._columns = [
            ("file", max(_LEAST_FILE, min(longest, _MOST_FILE)), False),
            ("subject", _SUBJECT, False),
            *([("body", _BODY, False)] if any(not file.endswith(".toml") for file in files) else []),
            *([("ruleset", _RULESET, False)] if rulesets else []),
            ("claimed", _CLAIMED, True),
            ("computed", _COMPUTED, True),
            ("verdict", _VERDICT[phrases.language], False),
            ("wrong", _WRONG, True),
            ("worst", _WORST, False),
        ]

    def head(self) -> Iterator[str]:
        """Yield the lines above the first report."""
        if self._folder:
            yield self._phrases("folder", folder=clean(self._folder))
            yield ""
        names = {name: self._phrases.head(name) for name, _, _ in self._columns}
        names["verdict"] = self._phrases.head("total")
        yield self._line(names)
        yield "─" * (sum(columns for _, columns, _ in self._columns) + len(_GAP) * (len(self._columns) - 1))

    def row(self, entry: Entry) -> str:
        """Return the line of a report, or of a file that was refused."""
        short = self._short(entry.file)
        cells = {
            "file": f"{short} {entry.place}" if entry.place else short,
            "subject": entry.subject,
            "body": entry.body,
            "ruleset": self._phrases.ruleset(entry),
            "claimed": entry.claimed or "",
            "computed": "" if entry.refused else self._phrases.computed(entry),
            "verdict": self._phrases("refused") if entry.refused else self._phrases.verdict(entry.verdict),
            "wrong": "" if entry.refused else str(entry.wrong),
            "worst": self._phrases.worst(entry),
        }
        hidden = clean(self._phrases.hidden(entry))
        worst = _cut(clean(cells["worst"]), _WORST - width(hidden), False)
        return self._line({**cells, "worst": f"{worst}{hidden}".strip()})

    def _short(self, file: str) -> str:
        return file.removeprefix(self._folder)

    def _line(self, cells: dict[str, str]) -> str:
        parts = []
        for name, columns, right in self._columns:
            keep_end = name == "file"
            parts.append(padded(_cut(clean(cells[name]), columns, keep_end), columns, right))
        return _GAP.join(parts).rstrip()


def _common_folder(files: Sequence[str]) -> str:
    """Return the folder all files are in, with its slash; nothing where there is no such folder."""
    folders = {file.rpartition("/")[0] for file in files}
    if len(files) < 2 or "" in folders:
        return ""
    try:
        common = os.path.commonpath(folders)
    except ValueError:  # some from the root, some from here
        return ""
    return f"{common}/" if common.strip("/") else ""


def _cut(text: str, columns: int, keep_end: bool) -> str:
    """Return text that fits; of a file's name the end says more than the beginning."""
    if width(text) <= columns:
        return text
    kept = text[::-1] if keep_end else text
    end = len(kept)
    while width(kept[:end]) > columns - 1:
        end -= 1
    return f"…{kept[:end][::-1]}" if keep_end else f"{kept[:end]}…"


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
    return csv_record([phrases.column(name) for name in _COLUMNS])


def csv_row(entry: Entry, phrases: Phrases) -> str:
    """Return the row of a report, or of a file that was refused."""
    values = _values(entry, phrases)
    return csv_record([values.get(name) or "" for name in _COLUMNS])


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
        "ruleset": phrases.ruleset(entry), "claimed": entry.claimed, "low": entry.low, "high": entry.high,
        "total": entry.total, "verdict": phrases.verdict(entry.verdict), "wrong": str(entry.wrong),
        "difference": None if entry.difference is None else decimal_text(entry.difference),
        "contradicted": _joined(phrases, entry.parts, entry.places), "errors": str(severities.count("error")),
        "warnings": str(severities.count("warning")),
        "findings": _joined(phrases, map(phrases.named, entry.findings), (f.place for f in entry.findings)),
        "hidden": _joined(phrases, (note.message for note in hidden), (note.place for note in hidden)),
    }  # fmt: skip
    if (worst := entry.gravest) is not None:
        severity = phrases.weight(worst.kind)
        values |= {"worst_severity": severity, "worst_code": worst.code, "worst_message": worst.message}
    return values


def _joined(phrases: Phrases, texts: Iterable[str] = (), places: Iterable[str] = ()) -> str:
    """Return texts one behind the other, each with where it stands."""
    pairs = zip_longest(texts, places, fillvalue="")
    placed = (phrases("placed", text=text, place=at) if at else text for text, at in pairs)
    return phrases.words("punctuation.clause").join(placed)


def csv_record(cells: Sequence[str]) -> str:
    """Return one record of CSV, with what a spreadsheet would take for a formula made harmless."""
    written = StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(map(_cell, cells))
    return written.getvalue()


def _cell(text: str) -> str:
    shown = clean(text)
    if _PLAIN.fullmatch(shown) or not (_FORMULA.match(shown) or _DATE.fullmatch(shown)):
        return shown
    return f"'{shown}"
