"""Rates and the amounts they are the rates of · 比率与其分子分母."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from perfscore.extract.narrative.bound import counted_in, quantity_of
from perfscore.extract.narrative.relation import Kind, Relation, is_rise
from perfscore.extract.narrative.said import Said
from perfscore.numbers.quantity import Quantity
from perfscore.numbers.ranges import Range

__all__ = ["rates_in"]

_PLANNED = re.compile(r"计划|目标|预算|批复|下达|安排|指标值|任务数|应")
_DONE = re.compile(r"实际|完成|支出|支付|决算|采购|执行|使用|拨付|到位")
_OF_PLAN = re.compile(
    r"(?:完成率|执行率|支付率|完成比例|完成预算的|完成年初预算的|完成调整预算的|控制率|达成率|完成目标的|完成计划的|支出率)$"
)
_SHARE = re.compile(r"占(?P<of>[^,;。%]{1,14}?)的?(?:比重|比例)?(?:为|的)?$")
_BASE = re.compile(
    r"(?:比|较)(?:20[0-9]{2}年|上一?年|去年|前年)(?:度)?(?:同期|实际|支出|决算|决算数|支出数)*的?$"
)
_GREW = re.compile(r"(?:增长|增幅|下降|降幅|减少|增加|上升|降低)(?:了|率|为|幅度)*$")


def rates_in(rate: Said, before: Sequence[Said], all_said: Sequence[Said]) -> Iterator[Relation]:
    """Yield what a rate says of the figures before it in its sentence."""
    own = [one for one in before if one.depth == rate.depth and one.figure.kind in ("amount", "count")]
    label = re.split("[,;。:(]", rate.before)[-1]
    if label in ("的", "的比例为") and len(own) > 1 and re.search("完成.*预算", own[-1].shown):
        yield _ratio("rate", rate, (own[-2], own[-1]))
        return
    if _OF_PLAN.search(rate.label) or rate.label in ("完成率", "执行率"):
        pair = _plan_and_done(own)
        if pair is not None:
            yield _ratio("rate", rate, pair)
    elif rate.label == "占" and own and own[-1].whole is not None:
        yield _ratio("rate", rate, (own[-1], all_said[own[-1].whole]))
    elif (share := _SHARE.search(label)) and own:
        whole = next((one for one in reversed(own[:-1]) if _is_named(one, share["of"])), None)
        if whole is not None and counted_in(whole) == counted_in(own[-1]):
            yield _ratio("rate", rate, (own[-1], whole))
    elif _GREW.search(rate.label) and len(own) > 1:
        yield from _grown(rate, own)


def _grown(rate: Said, own: Sequence[Said]) -> Iterator[Relation]:
    """Yield what a rate of growth says: of the figure of the year before, or of the change itself."""
    last = own[-1]
    now = next((one for one in reversed(own[:-1]) if not one.changes), None)
    if now is None or now.number != last.number - 1 or counted_in(now) != counted_in(last):
        return
    if _BASE.search(last.shown):
        yield _ratio("change", rate, (now, last))
    elif last.changes and re.search("比|较|与", last.before):
        yield _ratio("growth", rate, (last, now))


def _plan_and_done(own: Sequence[Said]) -> tuple[Said, Said] | None:
    """Return what was done and what was planned, where the last two figures are these."""
    if len(own) < 2 or counted_in(own[-1]) != counted_in(own[-2]) or own[-1].whole != own[-2].whole:
        return None
    plan, done = own[-2], own[-1]
    if not (_PLANNED.search(plan.label) and _DONE.search(done.label)):
        return None
    if re.search(r"实际|决算", plan.label) or re.search(r"计划|目标", done.label):
        return None
    return done, plan


def _is_named(said: Said, name: str) -> bool:
    bare = re.sub(r"总|全部|本年|资金|[“”]", "", name)
    return bool(bare) and bare in re.sub(r"总|全部|本年|资金|[“”]", "", said.shown)


def _ratio(kind: Kind, rate: Said, parts: tuple[Said, Said]) -> Relation:
    top, bottom = (quantity_of(part) for part in parts)
    printed = quantity_of(rate)
    holds = exact = True
    if top and bottom and printed and printed.decimals is not None:
        exact = _holds(kind, rate, (top.range, bottom.range), printed)
        holds = exact or _holds(kind, rate, _rounded(parts, top, bottom), printed)
    return Relation(kind, rate, parts, True, holds, exact)


def _rounded(parts: tuple[Said, Said], top: Quantity, bottom: Quantity) -> tuple[Range, Range]:
    """Return the amounts as they may have been before rounding: both to the finer of their decimals.

    A round 120万元 beside 118.8万元 is printed in short, not rounded; what is counted is never rounded.
    """
    decimals = [one.decimals for one in (top, bottom) if one.decimals is not None]
    if any(part.figure.kind != "amount" for part in parts) or len(decimals) < 2:
        return top.range, bottom.range
    half = Fraction(10) ** -max(decimals) / 2
    spans = [
        Range(one.range.exact - half, one.range.exact + half)
        for one in (top, bottom)
        if one.range.exact is not None
    ]
    return (spans[0], spans[1]) if len(spans) == 2 else (top.range, bottom.range)


def _holds(kind: Kind, rate: Said, amounts: tuple[Range, Range], printed: Quantity) -> bool:
    """Say whether a printed rate is that of its amounts, rounded or cut off."""
    spans = [_ends(span) for span in (*amounts, printed.rounded(), printed.cut())]
    if any(span is None for span in spans):
        return True
    (t0, t1), (b0, b1), (p0, p1), (c0, c1) = (span for span in spans if span is not None)
    if kind == "growth":
        b0, b1 = (b0 - t1, b1 - t0) if is_rise(rate.shown) else (b0 + t0, b1 + t1)
    if kind == "change":
        t0, t1 = (t0 - b1, t1 - b0) if is_rise(rate.shown) else (b0 - t1, b1 - t0)
    if b0 <= 0:
        return True
    return t0 / b1 <= max(p1, c1) and min(p0, c0) <= t1 / b0


def _ends(span: Range) -> tuple[Fraction, Fraction] | None:
    return None if span.low is None or span.high is None else (span.low, span.high)
