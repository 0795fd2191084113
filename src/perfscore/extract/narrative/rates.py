"""Rates and the amounts they are the rates of · 比率与其分子分母.

Which figures a rate is of is often not certain by the grammar: behind a list, 比上年减少 may be said of its
last part or of the whole.  Then every figure in reach is tried, and a rate is called wrong only where it
fits none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from perfscore.extract.narrative.bound import counted_in, quantity_of
from perfscore.extract.narrative.reach import DONE, PLANNED, Pair, Reach, bare, plans_before
from perfscore.extract.narrative.relation import Kind, Relation, is_rise
from perfscore.extract.narrative.said import Said
from perfscore.numbers.quantity import Quantity
from perfscore.numbers.ranges import Range

__all__ = ["rates_in"]

_MOST = 20
"""Figures before a rate that it is tried on."""
_OF_THAT = re.compile("[0-9][^0-9,;。:(]{0,4}的(?:比例为)?$")
_OF_ALL = re.compile("完成.*(?:预算|目标|计划|任务)")
_WRITTEN_OUT = re.compile(r"[0-9][万亿元]{0,2}[/÷][0-9.,]{1,30}[万亿元]{0,2}\)?[×*xX]100%=$")
_AMOUNTS_ROUNDED = (1, 3)
_NO_FIT = 4
"""A rate is that of its figures (0), of these before rounding (1), the same cut off (2, 3), or not."""
_UNTOLD = 9
"""A figure is too loose to say."""
_OF_PLAN = re.compile(
    r"(?:完成率|执行率|支付率|完成比例|完成预算的|完成年初预算的|完成调整预算的|控制率|达成率|完成目标的|完成计划的|支出率)$"
)
_SHARE = re.compile(r"占(?P<of>[^,;。%]{1,14}?)的?(?:比重|比例)?(?:为|的)?$")
_BASE = re.compile(
    r"(?:比|较)(?:20[0-9]{2}年|上一?年|去年|前年)(?:度)?(?:同期|实际|支出|决算|决算数|支出数)*的?$"
    r"|(?:比|较|与)(?:年初|全年|调整后|部门)*预算(?:数|安排)?的?$"
)
_MOVED = re.compile("[增减降升多少节压]")
_GREW = re.compile(r"(?:增长|增幅|下降|降幅|减少|增加|上升|降低)(?:了|率|为|幅度)*$")


def rates_in(rate: Said, before: Sequence[Said], all_said: Sequence[Said]) -> Iterator[Relation]:
    """Yield what a rate says of the figures before it in its sentence."""
    if _WRITTEN_OUT.search(rate.before):
        written = (all_said[rate.number - 2], all_said[rate.number - 1])
        yield _best("rate", rate, written, ())
        return
    own = [one for one in before if one.depth == rate.depth and one.figure.kind in ("amount", "count")]
    label = re.split("[,;。:(]", rate.before)[-1]
    if not own:
        return
    reach = Reach(own[-1], before, all_said[max(0, rate.number - _MOST) : rate.number], all_said)
    if (
        _OF_THAT.search(rate.before)
        and len(own) > 1
        and _OF_ALL.search(own[-1].shown)
        and counted_in(own[-2]) == counted_in(own[-1])
    ):
        yield _best("rate", rate, (own[-2], own[-1]), reach.plans())
    elif pair := _of_plan(rate, own, all_said):
        yield _best("rate", rate, pair, reach.plans())
    elif rate.label == "占" and own and own[-1].whole is not None:
        yield _best("rate", rate, (own[-1], all_said[own[-1].whole]), reach.shares(own[-1]))
    elif (share := _SHARE.search(label)) and own:
        named = [one for one in own[:-1] if _is_named(one, share["of"])]
        whole = next(reversed(named or reach.called(share["of"])), None)
        if whole is not None and whole is not own[-1] and counted_in(whole) == counted_in(own[-1]):
            wholes = [one for one in reach.figures if _is_named(one, share["of"])]
            pairs = ((top, bottom) for bottom in wholes for top in reach.figures if top is not bottom)
            yield _best("rate", rate, (own[-1], whole), pairs)
    elif _GREW.search(rate.label) and len(own) > 1:
        yield from _grown(rate, own, reach)


def _grown(rate: Said, own: Sequence[Said], reach: Reach) -> Iterator[Relation]:
    """Yield what a rate of growth says: of the figure of the year before, or of the change itself."""
    last = own[-1]
    if last.changes and own[-2].changes and _BASE.search(own[-2].shown):
        yield _best("rate", rate, (last, own[-2]), ())
        return
    now = next((one for one in reversed(own[:-1]) if not one.changes), None)
    if now is None or now.number != last.number - 1 or counted_in(now) != counted_in(last):
        return
    others = [one for one in reach.figures if one is not last]
    if _BASE.search(last.shown):
        yield _best("change", rate, (now, last), ((one, last) for one in others))
    elif last.changes and re.search("比|较|与", last.before) and _MOVED.search(last.label):
        yield _best("growth", rate, (last, now), ((last, one) for one in others))


def _best(kind: Kind, rate: Said, said: Pair, others: Iterable[Pair]) -> Relation:
    """Return the relation of the figures that the grammar says, or of others that the rate fits better."""
    best, fit, tried = said, _fit(kind, rate, said), False
    for pair in others if fit != _UNTOLD else ():
        if fit == 0:
            break
        other = _fit(kind, rate, pair)
        tried = tried or (other <= _NO_FIT and pair != said)
        if other < fit:
            best, fit = pair, other
    holds = fit < _NO_FIT or fit == _UNTOLD
    exact = holds and fit not in _AMOUNTS_ROUNDED
    return Relation(kind, rate, best, True, holds, exact, tried and not holds)


def _of_plan(rate: Said, own: Sequence[Said], all_said: Sequence[Said]) -> Pair | None:
    """Return what a rate of a plan is of, None where it is none or its figures are not certain."""
    if _OF_PLAN.search(rate.label) or rate.label in ("完成率", "执行率"):
        return _plan_and_done(own)
    plans = plans_before(rate, own[-1], all_said)
    return (own[-1], plans[0]) if plans else None


def _plan_and_done(own: Sequence[Said]) -> Pair | None:
    """Return what was done and what was planned, where the last two figures are these."""
    if len(own) < 2 or counted_in(own[-1]) != counted_in(own[-2]) or own[-1].whole != own[-2].whole:
        return None
    plan, done = own[-2], own[-1]
    if not (PLANNED.search(plan.label) and DONE.search(done.label)):
        return None
    if re.search(r"实际|决算", plan.label) or re.search(r"计划|目标", done.label):
        return None
    return done, plan


def _is_named(said: Said, name: str) -> bool:
    return bool(bare(name)) and bare(name) in bare(said.shown)


def _fit(kind: Kind, rate: Said, parts: Pair) -> int:
    """Return how well a rate is that of its figures: 0 where it is theirs rounded as printed."""
    top, bottom = (quantity_of(part) for part in parts)
    printed = quantity_of(rate)
    if top is None or bottom is None or printed is None or printed.decimals is None:
        return _UNTOLD
    amounts = ((top.range, bottom.range), _rounded(parts, top, bottom))
    tried = [_ends(span) for pair in amounts for span in pair]
    if None in tried:
        return _UNTOLD
    rise = is_rise(rate.shown)
    spans = [_ratio(kind, rise, *pair) for pair in amounts]
    for fit, (within, span) in enumerate((w, s) for w in (printed.rounded(), printed.cut()) for s in spans):
        ends = _ends(within)
        if span is not None and ends is not None and span[0] <= ends[1] and ends[0] <= span[1]:
            return fit
    return _NO_FIT if spans[0] is not None else _NO_FIT + 1


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


def _ratio(kind: Kind, rise: bool, top: Range, bottom: Range) -> tuple[Fraction, Fraction] | None:
    """Return the ends of what a rate of two figures can be, None where it is of nothing or less."""
    above, below = _ends(top), _ends(bottom)
    if above is None or below is None:
        return None
    (t0, t1), (b0, b1) = above, below
    if kind == "growth":
        b0, b1 = (b0 - t1, b1 - t0) if rise else (b0 + t0, b1 + t1)
    if kind == "change":
        t0, t1 = (t0 - b1, t1 - b0) if rise else (b0 - t1, b1 - t0)
    return (t0 / b1, t1 / b0) if b0 > 0 else None


def _ends(span: Range) -> tuple[Fraction, Fraction] | None:
    return None if span.low is None or span.high is None else (span.low, span.high)
