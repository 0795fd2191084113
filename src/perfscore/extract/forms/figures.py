"""Figures of a form as a report file holds them · 数字的录入.

A figure that can be read is stated as printed.  One that cannot is marked unreadable and keeps its print:
a corrupt number must neither stop the report nor turn into another one.
"""

from typing import Any

from perfscore.documents.document import Cell
from perfscore.extract.forms.headings import one_line
from perfscore.extract.forms.notes import FormNote
from perfscore.messages import LANGUAGES
from perfscore.numbers.printed import QuantityRefused, folded
from perfscore.numbers.quantity import Quantity, read_quantity
from perfscore.numbers.units import YES_OR_NO

__all__ = ["ASSUMED", "amount", "figure", "points", "rate", "readable_quantity", "score"]

ASSUMED = "万元"
"""What amounts of these forms are in where none of them says so."""
Fact = dict[str, Any]
_MISSING_UNIT = "?"
_TRUTHS = {"是": True, "否": False}


def readable_quantity(text: str, unit: str | None) -> Quantity | None:
    """Return a printed figure, None where it cannot be read."""
    try:
        return read_quantity(text, unit)
    except QuantityRefused:
        return None


def amount(cell: Cell, unit: str, notes: list[FormNote]) -> Fact:
    """Return an amount as a fact."""
    text = one_line(cell.text)
    known = ASSUMED if unit == _MISSING_UNIT else unit
    if readable_quantity(text, known or None) is None:
        return _unread(cell, text, notes)
    fact: Fact = {"value": text, **({"unit": known} if known else {}), "at": f"form {cell.place}"}
    if unit == _MISSING_UNIT:
        note = FormNote("form-unit-assumed", cell.place, text, {"unit": ASSUMED})
        notes.append(note)
        fact |= {"state": "assumed", "note": _in_both(note)}
    return fact


def rate(cell: Cell, heading: str, notes: list[FormNote]) -> Fact:
    """Return a printed rate as a fact in percent."""
    text = one_line(cell.text)
    read = readable_quantity(text, "%")
    if read is None or read.range.exact is None:
        return _unread(cell, text, notes)
    if "%" not in folded(text) and "%" not in folded(heading):
        if 0 < read.range.exact * 100 <= 2:  # 0.98 and 1 may be ratios, 98 cannot; 0 is 0 as either
            return _unreadable(FormNote("form-rate-unclear", cell.place, text), notes)
        notes.append(FormNote("form-rate-without-sign", cell.place, text))
    return {"value": text, "unit": "%", "at": f"form {cell.place}"}


def figure(cell: Cell, unit: str, notes: list[FormNote]) -> Fact:
    """Return any figure as a fact; 是 and 否 are truths where the form says so, a text stays a text."""
    text = one_line(cell.text)
    if unit == YES_OR_NO:
        truth = _TRUTHS.get(text)
        return _unread(cell, text, notes) if truth is None else {"value": truth, "at": f"form {cell.place}"}
    words = not unit and not any(character.isdigit() for character in text)
    if not words and readable_quantity(text, unit or None) is None:
        return _unread(cell, text, notes)
    return {"value": text, **({"unit": unit} if unit else {}), "at": f"form {cell.place}"}


def points(text: str, cell: Cell, notes: list[FormNote]) -> Fact:
    """Return the points of a row as a fact."""
    if readable_quantity(text, "分") is None:
        return _unread(cell, text, notes)
    return {"value": text, "unit": "分", "at": f"form {cell.place}"}


def score(cell: Cell | None, notes: list[FormNote]) -> dict[str, str]:
    """Return a claimed score, nothing where there is none."""
    if cell is None:
        return {}
    text = one_line(cell.text)
    read = readable_quantity(text, "分")
    if read is None or read.range.exact is None:
        notes.append(FormNote("form-figure-unread", cell.place, text))
        return {}
    return {"value": text, "at": f"form {cell.place}"}


def _unread(cell: Cell, text: str, notes: list[FormNote]) -> Fact:
    return _unreadable(FormNote("form-figure-unread", cell.place, text), notes)


def _unreadable(note: FormNote, notes: list[FormNote]) -> Fact:
    notes.append(note)
    return {
        "value": note.text, "state": "unreadable", "at": f"form {note.place}", "note": _in_both(note),
    }  # fmt: skip


def _in_both(note: FormNote) -> dict[str, str]:
    """Return a note as a label: whoever audits the report may ask in either language."""
    return {language: note.sentence(language) for language in LANGUAGES}
