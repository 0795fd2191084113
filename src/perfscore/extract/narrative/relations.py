"""What the figures of a text say of each other: parts and totals, rates and their amounts · 数字间的关系.

Nothing here knows facts: a relation stands between figures, wherever their words put them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from perfscore.extract.narrative.binding import counted_in, quantity_of
from perfscore.extract.narrative.scopes import Said

__all__ = ["Relation", "relations_in", "totals_that_add_up"]

Kind = Literal["sum", "rate", "growth"]
_OPEN_END = re.compile(r"^等|^[^,;。]{0,6}等(?:[,;。)]|$)|…|\.{3}")
_CUT = re.compile(r"…|\.{3,}|[^。;!?)）]$")
_PLANNED = re.compile(r"计划|目标|预算|批复|下达|安排|指标值|任务数|应")
_DONE = re.compile(r"实际|完成|支出|支付|决算|采购|执行|使用|拨付|到位")
_OF_PLAN = re.compile(
    r"(?:完成率|执行率|支付率|完成比例|完成预算的|完成年初预算的|完成调整预算的|控制率|达成率|完成目标的|完成计划的|支出率)$"
)
_SHARE = re.compile(r"占(?P<of>[^,;。%]{1,14}?)的?(?:比重|比例)?(?:为|的)?$")
_LEFT = re.compile(r"(?:结余|结转|节约|未支付|未支|未使用|未支出|剩余|结转结余|结余资金)(?:资金|金额|数)?$")
_GREW = re.compile(r"(?:增长|增幅|下降|降幅|减少|增加|上升|降低)(?:了|率|为|幅度)*$")
_RISE = re.compile(r"(?:增长|增幅|增加|上升|多)")


@dataclass(frozen=True, slots=True)
class Relation:
    """A statement of arithmetic that a text makes · 一处勾稽.

    A `sum` says that `parts` make up `total`, a `rate` that `total` is parts[0] over parts[1], `growth` that
    it is parts[0] over the difference of parts[1] and parts[0].  `complete` says whether a list claims to
    be whole; `holds` whether it is so, as printed or but for rounding.
    """

    kind: Kind
    total: Said
    parts: tuple[Said, ...]
    complete: bool
    holds: bool
    exact: bool = True

    @property
    def members(self) -> tuple[Said, ...]:
        """Every figure of it."""
        return (self.total, *self.parts)


def relations_in(all_said: Sequence[Said]) -> tuple[Relation, ...]:
    """Return every statement of arithmetic among the figures of a text."""
    return tuple([*_sums(all_said), *_in_sentences(all_said)])


def totals_that_add_up(relations: Sequence[Relation]) -> dict[int, bool]:
    """Return for totals with a list whether their parts add up to them."""
    return {
        one.total.number: one.holds
        for one in reversed(relations)
        if one.kind == "sum" and len(one.parts) > 1 and (one.holds or one.complete)
    }


def _number(said: Said) -> Fraction | None:
    quantity = quantity_of(said)
    return None if quantity is None else quantity.range.exact


def _sums(all_said: Sequence[Said]) -> Iterator[Relation]:
    lists: dict[tuple[int, int], list[Said]] = {}
    for said in all_said:
        if said.whole is not None and not said.changes:
            lists.setdefault((said.whole, said.depth), []).append(said)
    for (whole, _), parts in lists.items():
        total = all_said[whole]
        alike = [part for part in parts if counted_in(part) == counted_in(total)]
        if alike and alike == _one_role(alike) and (found := _sum(total, alike)):
            yield found


def _one_role(parts: Sequence[Said]) -> Sequence[Said]:
    """Return the parts of a list unless it has budgets beside spending, which no sum mixes."""
    planned = [part for part in parts if _PLANNED.search(part.label) and not _DONE.search(part.label)]
    done = [part for part in parts if re.search(r"实际|决算", part.label)]
    return () if planned and done else parts


def _sum(total: Said, parts: Sequence[Said]) -> Relation | None:
    whole, numbers = _number(total), [_number(part) for part in parts]
    if whole is None or any(number is None for number in numbers):
        return None
    added = sum((number for number in numbers if number is not None), Fraction(0))
    complete = (
        len(parts) > 1
        and total.figure.kind == "amount"
        and not any(_OPEN_END.search(part.after) for part in parts)
    )
    if added < whole and not complete:
        return None  # some of them are named, and no more is said
    if len(parts) == 1 and added <= whole:
        return None
    rounded = _could_be(total, parts)
    return Relation("sum", total, tuple(parts), complete, added == whole or rounded, added == whole)


def _could_be(total: Said, parts: Sequence[Said]) -> bool:
    """Say whether rounding of the printed figures explains a sum."""
    spans = [quantity.rounded() for part in parts if (quantity := quantity_of(part))]
    whole = quantity_of(total)
    if whole is None or any(span.low is None or span.high is None for span in spans):
        return False
    low = sum((span.low for span in spans if span.low is not None), Fraction(0))
    high = sum((span.high for span in spans if span.high is not None), Fraction(0))
    limits = whole.rounded()
    return limits.low is not None and limits.high is not None and low <= limits.high and limits.low <= high


def _in_sentences(all_said: Sequence[Said]) -> Iterator[Relation]:
    sentences: dict[int, list[Said]] = {}
    for said in all_said:
        sentences.setdefault(said.sentence, []).append(said)
    for group in sentences.values():
        for at, said in enumerate(group):
            if said.figure.kind == "rate" and said.figure.unit == "%" and not said.figure.before:
                yield from _rate(said, group[:at])
            elif _LEFT.search(said.label) and said.figure.kind == "amount" and said.whole is None:
                yield from _balance(said, group[:at])
        yield from _scores(group)


def _rate(rate: Said, before: Sequence[Said]) -> Iterator[Relation]:
    own = [one for one in before if one.depth == rate.depth and one.figure.kind in ("amount", "count")]
    label = rate.shown or rate.label
    if _OF_PLAN.search(rate.label) or rate.label in ("完成率", "执行率"):
        pair = _plan_and_done(own)
        if pair is not None:
            yield _ratio("rate", rate, pair)
    elif (share := _SHARE.search(label)) and own:
        whole = next((one for one in reversed(own[:-1]) if _is_named(one, share["of"])), None)
        if whole is not None and counted_in(whole) == counted_in(own[-1]):
            yield _ratio("rate", rate, (own[-1], whole))
    elif _GREW.search(rate.label) and len(own) > 1 and own[-1].changes:
        change, now = own[-1], next((one for one in reversed(own[:-1]) if not one.changes), None)
        between = [one for one in before if now and now.number < one.number < change.number]
        if (
            now
            and not between
            and counted_in(now) == counted_in(change)
            and re.search("比|较|与", change.before)
        ):
            yield _ratio("growth", rate, (change, now))


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
    holds = True
    if top and bottom and printed and printed.decimals is not None:
        holds = _ratio_holds(kind, rate, top.rounded(), bottom.rounded(), printed.rounded(), printed.cut())
    return Relation(kind, rate, parts, True, holds, holds)


def _ratio_holds(kind: Kind, rate: Said, top: object, bottom: object, printed: object, cut: object) -> bool:
    ends = [(getattr(side, "low", None), getattr(side, "high", None)) for side in (top, bottom, printed, cut)]
    if any(low is None or high is None for low, high in ends):
        return True
    (t0, t1), (b0, b1), (p0, p1), (c0, c1) = ends
    if kind == "growth":
        sign = 1 if _RISE.search(rate.shown) else -1
        b0, b1 = sorted((b0 - sign * t1, b1 - sign * t0))
    if b0 <= 0:
        return b1 == 0 or True
    low, high = t0 / b1, t1 / b0
    return bool(low <= max(p1, c1) and min(p0, c0) <= high)


def _balance(left: Said, before: Sequence[Said]) -> Iterator[Relation]:
    """Yield that what is left is the budget less what was spent, where one sentence says the three."""
    own = [
        one for one in before if one.figure.kind == "amount" and one.depth == left.depth and not one.changes
    ]
    if len(own) < 2:
        return
    done = own[-1]
    if re.search(r"支出|支付|执行|使用", done.label) and not _PLANNED.search(done.label):
        plan = own[-2]
        if re.search(r"全年预算|调整|预算|安排|批复|下达", plan.label) and not re.search(
            "年初|支付|追加", plan.label
        ):
            numbers = [_number(one) for one in (plan, done, left)]
            if None not in numbers:
                total, *parts = (number for number in numbers if number is not None)
                holds = sum(parts, Fraction(0)) == total or _could_be(plan, (done, left))
                yield Relation("sum", plan, (done, left), True, holds, holds)


def _scores(group: Sequence[Said]) -> Iterator[Relation]:
    """Yield that the scores of a sentence make up its total."""
    scores = [said for said in group if said.figure.kind == "score"]
    named = [
        said for said in scores if re.search(r"总得?分|合计|自评得分|总分|综合得分|综合评分", said.shown)
    ]
    if (
        len(named) != 1
        or len(scores) < 3
        or any("满分" in said.before or "平均" in said.shown for said in scores)
    ):
        return
    total = named[0]
    parts = [said for said in scores if said is not total]
    ordered = scores[-1] is total or scores[0] is total
    numbers = [_number(part) for part in parts]
    if ordered and None not in numbers and (whole := _number(total)) is not None:
        added = sum((number for number in numbers if number is not None), Fraction(0))
        yield Relation("sum", total, tuple(parts), True, added == whole, added == whole)
