"""What the rows of a form give away, whatever the rule is · 表格行的发现."""

import re
from collections.abc import Container, Iterator
from fractions import Fraction
from typing import NamedTuple

from perfscore.auditing.findings.finding import Finding, Severity, row_places
from perfscore.auditing.findings.rates import find_in_rates
from perfscore.auditing.findings.row_sums import find_in_sums
from perfscore.inputs.row import Row
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.printed import folded, same_name
from perfscore.numbers.quantity import Quantity
from perfscore.numbers.units import Dimension
from perfscore.score.award import Award
from perfscore.score.scorecard import Scorecard

__all__ = ["find_in_rows"]

_MOST_OF_A_CARD = Fraction(2, 5)
# Names met in published tables: money going in as an output, money paid as a result, things to be made.
_INPUTS = re.compile("(?:资金|经费|预算|支出)(?:支出|支付|到位|使用|执行|安排).*(?:率|金额|进度)")
_MADE = re.compile("数量|里程|面积")
_YEAR = re.compile("((?:19|20)[0-9]{2})(?:年(?:[0-9]+月|底|末|前)|-[0-9]+-[0-9]+)")
# A year that a result only compares itself with, as in 较2023年增长, is no other year.
_YEAR_OF_RESULT = re.compile(r"\s*((?:19|20)[0-9]{2})年度?(?:已|完成|实现|达到|建成)")


class _Scored(NamedTuple):
    """A row with what it earned and what it claims."""

    row: Row
    award: Award
    claimed: Fraction | None

    @property
    def full(self) -> Fraction:
        """Its full points."""
        return self.award.step.criterion.points

    @property
    def met(self) -> bool | None:
        """Say whether the target was met; None where that is not known or a matter of judgement."""
        if self.award.points is None:
            return False if self._falls_short else None
        return self.award.points == self.full

    @property
    def _falls_short(self) -> bool:
        """Say whether a rate printed for a criterion misses its printed target, whatever the rule is."""
        indicator = self.award.step.indicator or self.award.step.namesake
        target, actual = self.row.target.quantity, self.row.actual.quantity
        if indicator is None or target is None or actual is None or _dimension(target) != _dimension(actual):
            return False
        goal, reached = target.limit, actual.range
        below = goal.low is not None and reached.high is not None and reached.high < goal.low
        above = goal.high is not None and reached.low is not None and reached.low > goal.high
        way = {"≥": "higher", "≤": "lower"}.get(self.row.kind, indicator.better)
        return {"higher": below, "lower": above, "neither": below or above}[way]


def _dimension(quantity: Quantity) -> Dimension | None:
    return quantity.unit.dimension if quantity.unit else None


def find_in_rows(card: Scorecard, rounded: Container[str] = ()) -> Iterator[Finding]:
    """Yield every finding about a row or a group of rows; `rounded` are those whose claim is only rounded."""
    scored = list(_scored(card))
    rows = sorted((*(line.row for line in scored), *card.plan.unscored), key=lambda row: row.number)
    # A card of judgements has no places for targets and results: that is said once.
    claimed = [one for one in scored if one.claimed is not None and one.award.step.criterion.rows is not None]
    bare = len(claimed) > 1 and all(row.target.blank and row.actual.blank for row in rows)
    if bare:
        yield Finding("rows-without-results", "warning", {"count": str(len(claimed))})
    for line in scored:
        yield from _against_claim(line, card, rounded, bare)
        yield from _of_weight(line, card)
    for row in rows:
        yield from _of_target(row, card)
        yield from _of_name(row, card)
    yield from find_in_rates(card)
    yield from find_in_sums(card)


def _scored(card: Scorecard) -> Iterator[_Scored]:
    for award in card.awards:
        if award.step.printed is not None:
            claim = card.report.claims.get(award.step.criterion.id)
            yield _Scored(award.step.printed, award, claim.quantity.range.exact if claim else None)


def _against_claim(
    scored: _Scored, card: Scorecard, rounded: Container[str], bare: bool
) -> Iterator[Finding]:
    """Yield a row whose claim does not go with its own target, result and reason."""
    row, claimed = scored.row, scored.claimed
    if claimed is None:
        return
    values = {"claimed": decimal_text(claimed), "full": decimal_text(scored.full)}
    reached = {"target": row.target.text, "actual": row.actual.text}
    reason = next(filter(_says, (row.entry.reason, card.report.reasons)), None)
    of_rows = scored.award.step.criterion.rows is not None and not bare
    if of_rows and row.target.blank and row.actual.blank and row.applies:
        yield _finding(card, row, "row-empty-scored", "warning", **values)
    elif row.actual.blank and row.applies and not row.target.blank and claimed > 0:
        target = row.target.text
        yield _finding(card, row, "row-scored-without-result", "warning", **values, target=target)
    elif scored.met is False and claimed == scored.full:
        only = scored.award.step.criterion.id in rounded
        kind: tuple[str, Severity] = ("row-unmet-rounded", "warning") if only else ("row-unmet-full", "error")
        yield _finding(card, row, *kind, **values, **reached)
    elif claimed < scored.full and not reason:
        code = "row-met-docked" if scored.met else "row-loss-unexplained"
        yield _finding(card, row, code, "warning", **values, **reached)


def _says(reason: str | None) -> bool:
    """Say whether a reason says anything: 无 and a stroke do not."""
    return folded(reason or "").strip(" 无。.-—/") != ""


def _of_weight(scored: _Scored, card: Scorecard) -> Iterator[Finding]:
    """Yield a row that holds most of the card, and one whose target was passed by far."""
    row, rows = scored.row, scored.award.step.criterion.rows
    if row.points is not None and scored.full > card.plan.ruleset.points * _MOST_OF_A_CARD:
        values = {"full": decimal_text(scored.full), "card": decimal_text(card.plan.ruleset.points)}
        yield _finding(card, row, "row-holds-most", "warning", **values)
    above, reached = (rows.flag_above if rows else None), scored.award.measurement.exact
    if above is not None and reached is not None and reached > above and row.kind != "≤":
        values = {"target": row.target.text, "actual": row.actual.text, "limit": _percent(above)}
        yield _finding(card, row, "row-over-achieved", "note", reached=_percent(reached), **values)


def _of_target(row: Row, card: Scorecard) -> Iterator[Finding]:
    """Yield a result copied from its target, a year that is not the report's, an odd sign."""
    if row.actual.text and _copied(row):
        yield _finding(card, row, "row-actual-copied", "warning", actual=row.actual.text)
    for text in dict.fromkeys((row.entry.name, row.target.text, row.actual.text)):
        years = {int(found[1]) for found in _YEAR.finditer(folded(text))}
        if text == row.actual.text and (done := _YEAR_OF_RESULT.match(folded(text))):
            years.add(int(done[1]))
        if years - {card.report.fiscal_year}:
            yield _finding(
                card, row, "row-other-year", "warning", found=text, year=str(card.report.fiscal_year)
            )
    if row.kind == "≤" and _MADE.search(row.entry.name) and same_name(row.entry.level2, "数量指标"):
        yield _finding(card, row, "row-sign-odd", "warning", target=row.target.text)


def _of_name(row: Row, card: Scorecard) -> Iterator[Finding]:
    """Yield what the name of a row gives away: money as an output."""
    name = row.entry.name
    if _INPUTS.search(name) and "数量" in (row.entry.level2 or row.entry.level1 or ""):
        yield _finding(card, row, "row-input-as-output", "note")


def _copied(row: Row) -> bool:
    """Say whether the result repeats the target with its sign: ``≥90%`` reached ``≥90%``."""
    quantity = row.actual.quantity
    signed = quantity is not None and quantity.precision in ("at_least", "at_most", "more_than", "less_than")
    actual = folded(row.actual.text).strip()
    return (signed or actual.startswith("=")) and actual in (
        folded(row.target.text).strip(),
        folded(f"{row.entry.sign or ''}{row.target.text}").strip(),
    )


def _finding(card: Scorecard, row: Row, code: str, severity: Severity, /, **values: str) -> Finding:
    where = row_places(card.report, [(row.place.line, row.entry.at)])
    return Finding(code, severity, {"row": row.entry.name, **where, **values})


def _percent(share: Fraction) -> str:
    return f"{decimal_text(Fraction(round(share * 10_000), 100))}%"
