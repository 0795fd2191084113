"""Reading the cells of a form's rows · 表格行的识读.

Nothing is repaired: the text stays, and where a reading is a guess the row carries a note that says so.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from perfscore.inputs.report import Claim, RowNote
from perfscore.inputs.report_format import TargetEntry
from perfscore.inputs.row import Cell, Kind, Row, named, points_of
from perfscore.messages.problems import Place
from perfscore.numbers.dates import read_date
from perfscore.numbers.printed import QuantityRefused, folded
from perfscore.numbers.qualifiers import read_sign
from perfscore.numbers.quantity import Quantity, read_quantity, why_refused
from perfscore.numbers.ranges import Range
from perfscore.numbers.units import split_multiplier

__all__ = ["points_printed", "read_row"]

_QUALITATIVE = frozenset(("定性", "定性指标"))
_IN_NAME = re.compile(r"[(（]?\s*(≥|≧|>=|≤|≦|<=|不低于|不少于|不高于|不超过)")
_LEADING = re.compile(r"([^(),;。:]*[^(),;。:0-9.])(?:\(.*\)|[,;。](?![0-9]).*)", re.DOTALL)
_COUNTER = re.compile("(?:(?![以上下内外余多约左右每均年月日])[\u4e00-\u9fff]){1,3}")
_SHARES = re.compile("满意|(?:合格|优良|及时|准确|覆盖|知晓|完好|普及)率")
"""What is a share of a whole, and never more than all of it."""
_CARD = 100
_GARBLED = re.compile(r"2([1-9][0-9](?:\.[0-9]+)?|100)%")


def read_row(number: int, entry: TargetEntry, place: Place, fiscal_year: int) -> Row:
    """Read a row · 识读一行.  Under whichever ruleset, it is the same."""
    notes: list[RowNote] = []

    def note(code: str, **values: str) -> None:
        notes.append(RowNote(code, place, {**named(entry), **values}))

    weight = points_printed(entry.points or "")
    printed = None if weight is None else Claim(weight, place, entry.place_of("points"))
    points = points_of(printed)
    points = points if points is not None and points >= 0 else None
    if entry.points and points is None and not Cell(entry.points).blank:
        note("row-points-not-read", found=entry.points)
    target, actual, uncommon = _cells(entry, fiscal_year, note)
    target, actual = (_possible(cell, entry, note) for cell in (target, actual))
    for bare, beside in ((actual, target), (target, actual)):
        if _ratio_or_percent(bare, beside):
            note("row-ratio-or-percent", found=bare.text, beside=beside.text)
            read = Cell(bare.text, doubtful=True)
            target, actual = (target, read) if bare is actual else (read, actual)
        elif (unit := _unit_beside(bare, beside)) is not None:
            note("row-unit-from-beside", found=bare.text, unit=unit)
            read = _cell(bare.text, unit, fiscal_year, uncommon)
            target, actual = (target, read) if bare is actual else (read, actual)
    kind = _kind(entry, target, note)
    if actual.words and target.quantity is not None and kind != "定性":
        note("row-actual-in-words", found=actual.text, target=target.text)
    for cell in (target, actual):
        if cell.quantity is None and not (cell.blank or cell.words or cell.doubtful) and kind != "定性":
            note("row-not-read", **{"reason": "", "text": cell.text, **why_refused(cell.text, entry.unit)})
    if _GARBLED.fullmatch(target.text) and target.quantity is not None:
        note("row-sign-garbled", found=target.text, offered=f"≥{target.text[1:]}")
    claim = _claim(entry.claimed, place, entry)
    share, converted = _number(entry.share, "%"), _number(entry.converted, "分")
    return Row(
        number, entry, place, points, kind, target, actual, tuple(notes), claim, printed, share, converted
    )


def _claim(text: str | None, place: Place, entry: TargetEntry) -> Claim | None:
    quantity = _quantity(text, "分")
    if quantity is None or quantity.range.exact is None:
        return None
    at = entry.place_of("claimed")
    return Claim(quantity, place, at, None, entry.note if entry.state == "assumed" else None)


def points_printed(text: str) -> Quantity | None:
    """Return the points that a form prints for a row, or as a share of its card: 30% of a hundred are 30."""
    share = folded(text).strip()
    quantity = _quantity(share.removesuffix("%"), "分")
    exact = None if quantity is None else quantity.range.exact
    if quantity is None or exact is None or (share.endswith("%") and not 0 <= exact <= _CARD):
        return None
    return replace(quantity, raw=text)


def _number(text: str | None, unit: str) -> Fraction | None:
    quantity = _quantity(text, unit)
    return None if quantity is None else quantity.range.exact


def _quantity(
    text: str | None, unit: str | None, *, counter: str = "", per_period: bool = False
) -> Quantity | None:
    try:
        return None if not text else read_quantity(text, unit, counter=counter, per_period=per_period)
    except QuantityRefused:
        return None


def _cells(entry: TargetEntry, fiscal_year: int, note: Callable[..., None]) -> tuple[Cell, Cell, str]:
    """Return target and result, and the counter that they are in where the table of units lacks it.

    What two figures of one row are in need only be the same: 5000卷 and 4500卷, 每月2次 and 每月1次.
    """
    texts = entry.target, entry.actual
    target, actual = (
        _leading(_cell(text, entry.unit, fiscal_year), entry, fiscal_year, note) for text in texts
    )
    refused = [why_refused(cell.text, entry.unit) for cell in (target, actual) if not cell.quantity]
    if any(cell.blank or cell.doubtful or cell.words for cell in (target, actual)) or not refused:
        return target, actual, ""
    reasons = {why.get("reason", "") for why in refused}
    if reasons == {"quantity-rate"} and len(refused) == len(texts):
        target, actual = (_cell(text, entry.unit, fiscal_year, per_period=True) for text in texts)
        return target, actual, ""
    names = {split_multiplier(why.get("found", ""))[1] for why in refused}
    if reasons != {"unit-unknown"} or len(names) > 1 or not _COUNTER.fullmatch(name := names.pop()):
        return target, actual, ""
    target, actual = (_cell(text, entry.unit, fiscal_year, name) for text in texts)
    note("row-unit-own", unit=name)
    return target, actual, name


def _leading(cell: Cell, entry: TargetEntry, fiscal_year: int, note: Callable[..., None]) -> Cell:
    """Return a cell by the figure it begins with, where only words follow: 800册（其中电子书200册）."""
    lead = None if cell.quantity or cell.words else _LEADING.fullmatch(folded(cell.text))
    read = None if lead is None else _cell(lead[1], entry.unit, fiscal_year)
    if read is None or read.quantity is None:
        return cell
    note("row-figure-leads", found=cell.text, read=read.text)
    return Cell(cell.text, replace(read.quantity, raw=cell.text))


def _cell(
    text: str | None, unit: str | None, fiscal_year: int, counter: str = "", *, per_period: bool = False
) -> Cell:
    """Read a cell as a quantity, else as a day or a span of days."""
    quantity = _quantity(text, unit, counter=counter, per_period=per_period)
    if text is None or quantity is not None:
        return Cell(text or "", quantity)
    try:
        days = read_date(text, fiscal_year)
    except QuantityRefused:
        return Cell(text)
    return Cell(text, Quantity(text, None, days, "between", None, None, is_day=True))


def _possible(cell: Cell, entry: TargetEntry, note: Callable[..., None]) -> Cell:
    """Return a cell as it is, or as doubtful where it prints what cannot be: 975 % satisfied, -5人."""
    unit = cell.quantity.unit if cell.quantity is not None else None
    if cell.quantity is None or unit is None or _GARBLED.fullmatch(cell.text):
        return cell
    kind, number = unit.dimension.kind, cell.quantity.limit
    above = kind == "ratio" and _SHARES.search(entry.name) and number.meet(Range(None, Fraction(1))) is None
    below = kind == "counter" and number.meet(Range(Fraction(0), None)) is None
    if not above and not below:
        return cell
    note("row-impossible", found=cell.text)
    return Cell(cell.text, doubtful=True)


def _unit_beside(bare: Cell, beside: Cell) -> str | None:
    """Return the unit a bare number takes from the cell beside it: 50 beside ≥50个."""
    if bare.quantity is None or beside.quantity is None or bare.is_day or beside.is_day:
        return None
    unit = beside.quantity.unit
    return unit.name if bare.quantity.unit is None and unit is not None else None


def _ratio_or_percent(bare: Cell, beside: Cell) -> bool:
    """Say whether a number can be a ratio as well as a per cent: 0.98 beside ≥95%.  Nothing is both."""
    if bare.quantity is None or bare.quantity.unit is not None or beside.quantity is None or bare.is_day:
        return False
    unit, number = beside.quantity.unit, bare.quantity.limit.high
    percent = unit is not None and unit.dimension.kind == "ratio" and unit.factor == Fraction(1, 100)
    return percent and number is not None and 0 < number <= 1


def _kind(entry: TargetEntry, target: Cell, note: Callable[..., None]) -> Kind:
    """Return how a row is scored: by its sign, the words or the day of its target, the sign in its name."""
    printed = _sign(entry.sign)
    if printed == "定性" or target.words:
        if printed not in ("", "定性", "="):
            note("row-sign-contradicts", sign=printed, target=target.text)
        return "定性"
    if target.is_day:
        return "期限"
    said = (read_sign(target.text) or "") if target.quantity else ""
    if printed and said and printed != said:
        note("row-sign-contradicts", sign=printed, target=target.text)
    kind = printed or said
    if not kind and (named := _IN_NAME.search(folded(entry.name))):
        kind = read_sign(named[1]) or ""
        note("row-sign-in-name", sign=kind)
    nothing = target.quantity is not None and target.quantity.limit == Range.point(Fraction(0))
    return "=0" if nothing and kind != "≥" else kind


def _sign(sign: str | None) -> Kind:
    """Return the sign in its one spelling; an unknown one stays as printed."""
    printed = folded(sign or "").strip()
    return "定性" if printed in _QUALITATIVE else read_sign(printed) or printed
