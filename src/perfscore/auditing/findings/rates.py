"""Rates that a form prints of the amounts it shows, held against those amounts · 所印比率与金额."""

import re
from collections.abc import Iterator
from fractions import Fraction

from perfscore.auditing.findings.finding import Finding, row_places
from perfscore.inputs.report import BUDGET, SPENT, Fact
from perfscore.inputs.report import Row as Line
from perfscore.numbers.exact import Rounding, decimal_text
from perfscore.numbers.quantity import Quantity
from perfscore.score.award import Award
from perfscore.score.scorecard import Scorecard

__all__ = ["find_in_rates"]

_PAID = re.compile("(?:资金|经费|预算).{0,2}(?:支付|支出|发放|执行)")
_RATE, _LINES = "rate", ("funds", "uses", "splits")


def find_in_rates(card: Scorecard) -> Iterator[Finding]:
    """Yield each printed rate whose amounts are shown: that it is theirs, or that it is not.

    Rates of criteria, rates of payment in the name of a row, and those of the lines of the budget block.
    """
    whole = _share(*(card.report.facts.get(name) for name in (SPENT, BUDGET)))
    for award in card.awards:
        yield from _of_criterion(award, card)
    rows = [award.step.printed for award in card.awards if award.step.printed is not None]
    for row in sorted((*rows, *card.plan.unscored), key=lambda row: row.number):
        printed = row.actual.quantity
        if whole is None or printed is None or printed.decimals is None or not _PAID.search(row.entry.name):
            continue
        if printed.unit is not None and printed.unit.name == "%":
            where = row_places(card.report, [(row.place.line, row.entry.at)])
            yield from _held(row.entry.name, printed, whole, where)
    for line in (line for table in _LINES for line in card.report.tables.get(table, ())):
        yield from _of_line(line, card)


def _of_criterion(award: Award, card: Scorecard) -> Iterator[Finding]:
    """Yield the printed rate of a criterion whose amounts are shown."""
    row, rate, indicator = award.step.printed, award.measurement.exact, award.step.indicator
    if row is None or award.step.criterion.rows is not None or rate is None or indicator is None:
        return
    printed = row.actual.quantity
    if printed is not None and printed.unit is not None and printed.unit.dimension.kind == "ratio":
        where = row_places(card.report, [(row.place.line, row.entry.at)])
        yield from _held(row.entry.name, printed, rate, where)


def _of_line(line: Line, card: Scorecard) -> Iterator[Finding]:
    """Yield the printed rate of one line of the budget block."""
    printed, share = line.cells.get(_RATE), _share(line.cells.get("spent"), line.cells.get("budget"))
    if printed is not None and printed.quantity is not None and share is not None:
        where = row_places(card.report, [(printed.place.line, printed.at)])
        yield from _held(line.label, printed.quantity, share, where)


def _share(spent: Fact | None, budget: Fact | None) -> Fraction | None:
    """Return what was spent of a budget, where both are shown."""
    amounts = [fact.quantity.range.exact if fact and fact.quantity else None for fact in (spent, budget)]
    part, whole = amounts
    return part / whole if part is not None and whole else None


def _held(name: str, printed: Quantity, rate: Fraction, where: dict[str, str]) -> Iterator[Finding]:
    text = printed.raw if printed.raw.endswith(("%", "％")) else f"{printed.raw}%"
    values = {"row": name, **where, "actual": text, "rate": _percent(rate)}
    if rate not in printed.rounded() and rate not in printed.cut():
        yield Finding("row-rate-differs", "warning", values)
    elif printed.range.exact is not None:
        sign = "=" if printed.range.exact == rate else "≈"
        yield Finding("rate-holds", "note", {**values, "text": f"{text} {sign} {_percent(rate)}"})


def _percent(share: Fraction) -> str:
    return f"{decimal_text(Rounding(2, 'half_up')(share * 100))}%"
