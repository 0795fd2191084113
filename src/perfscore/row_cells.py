"""The cells of a form's row, read or noted · 表格行的读取."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from perfscore.inputs.report import Claim, Report, RowNote, TargetEntry
from perfscore.problems import Place
from perfscore.quantities.printed import QuantityRefused
from perfscore.quantities.quantity import Quantity, read_quantity

__all__ = ["Row", "RowNote", "read_row", "row_claim"]

_SIGNS: Mapping[str, str] = {
    "≥": "≥", ">=": "≥", "≧": "≥", ">": "≥", "≤": "≤", "<=": "≤", "≦": "≤", "<": "≤",
    "=": "=", "═": "=", "==": "=", "定性": "定性", "定性指标": "定性", "": "",
}  # fmt: skip
_PRECISIONS = {"at_least": "≥", "more_than": "≥", "at_most": "≤", "less_than": "≤"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its cells read; what could not be read is None and stays unknown · 表格行."""

    number: int
    entry: TargetEntry
    place: Place
    points: Fraction
    sign: str
    target: Quantity | None
    actual: Quantity | None

    def fact(self, part: str) -> str:
        """Return the id of one of the row's facts."""
        return f"targets.{self.number}.{part}"


def read_row(number: int, entry: TargetEntry, report: Report, notes: list[RowNote]) -> Row | None:
    """Read a row; None where it has no points of its own.  What is wrong with it goes to `notes`."""
    place = report.origin.place(("targets", number - 1))
    points = _read(entry.points, "分", entry, place, notes)
    exact = None if points is None else points.range.exact
    if exact is None or exact <= 0:
        values = {"row": entry.name, "found": entry.points or "–"}
        notes.append(RowNote("row-without-points", place, values))
        return None
    judged = _sign_of(entry.sign) == "定性"
    target = None if judged else _read(entry.target, entry.unit, entry, place, None)
    if not judged and entry.sign is None and target is None and entry.target:
        judged = not any(character.isdigit() for character in entry.target)
    if judged:
        return Row(number, entry, place, exact, "定性", None, None)
    if target is None:
        target = _read(entry.target, entry.unit, entry, place, notes)
    actual = _read(entry.actual, entry.unit, entry, place, notes)
    sign = _sign_of(entry.sign) or (_PRECISIONS.get(target.precision, "") if target else "")
    if target is not None and sign != _PRECISIONS.get(target.precision, sign):
        values = {"row": entry.name, "sign": sign, "target": target.raw}
        notes.append(RowNote("row-sign-contradicts", place, values))
    if not sign:
        notes.append(RowNote("row-without-sign", place, {"row": entry.name}))
    return Row(number, entry, place, exact, sign, target, actual)


def _sign_of(sign: str | None) -> str:
    """Return the sign in its one spelling; an unknown one stays as printed."""
    printed = unicodedata.normalize("NFKC", sign or "").strip()
    return _SIGNS.get(printed, printed)


def _read(
    text: str | None, unit: str | None, entry: TargetEntry, place: Place, notes: list[RowNote] | None
) -> Quantity | None:
    try:
        return None if not text else read_quantity(text, unit)
    except QuantityRefused as refused:
        if notes is not None:
            values = {**refused.values, "row": entry.name, "found": text or "", "reason": refused.code}
            notes.append(RowNote("row-not-read", place, values))
        return None


def row_claim(row: Row) -> Claim | None:
    """Return what a row claims for itself, where that is one figure."""
    quantity = _read(row.entry.claimed, "分", row.entry, row.place, None)
    if quantity is None or quantity.range.exact is None:
        return None
    return Claim(quantity, row.place, row.entry.at)
