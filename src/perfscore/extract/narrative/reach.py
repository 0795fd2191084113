"""The figures that a rate can be of · 比率可能的分子分母."""

import re
from collections.abc import Iterator, Sequence

from perfscore.extract.narrative.bound import counted_in
from perfscore.extract.narrative.said import Said

__all__ = ["DONE", "PLANNED", "Pair", "Reach", "bare", "plans_before"]

Pair = tuple[Said, Said]
_MOST_PAIRED = 8
"""Plans, and figures of what was done, that are tried with each other."""
_OF_THE_PLAN = re.compile(
    r"(?:为|占|完成)?(?:年度|年初|全年|原定?)?(?:计划|目标|任务)(?:任务|数|量|目标)?的$"
)
PLANNED = re.compile(r"计划|目标|预算|批复|下达|安排|指标值|任务数|应")
DONE = re.compile(r"实际|完成|支出|支付|决算|采购|执行|使用|拨付|到位")


class Reach:
    """The figures that a rate can be of: those of its sentence, and of the lists that these stand in."""

    def __init__(
        self, last: Said, before: Sequence[Said], near: Sequence[Said], all_said: Sequence[Said]
    ) -> None:
        wholes = {number for one in before for number in (one.whole, *one.others) if number is not None}
        listed = [one for one in near if one.sentence == last.sentence or one.whole in wholes]
        found = {one.number: one for one in (*(all_said[number] for number in sorted(wholes)), *listed)}
        alike = [one for one in found.values() if counted_in(one) == counted_in(last)]
        self.figures = [one for one in alike if not one.changes]
        self.told_before = [
            one for one in near
            if one.paragraph == last.paragraph and counted_in(one) == counted_in(last) and not one.changes
        ]  # fmt: skip

    def called(self, name: str) -> list[Said]:
        """Return the figures of the paragraph that have a name, and no more."""
        return [one for one in self.told_before if bare(one.label) == bare(name)]

    def plans(self) -> Iterator[Pair]:
        """Yield what was done beside what was planned, whichever was said first."""
        plans = [one for one in self.figures if PLANNED.search(one.label)][-_MOST_PAIRED:]
        done = [one for one in self.figures if DONE.search(one.label)][-_MOST_PAIRED:]
        yield from ((top, bottom) for bottom in plans for top in done if top is not bottom)

    def shares(self, part: Said) -> Iterator[Pair]:
        """Yield a part beside everything it can be a part of."""
        yield from ((part, one) for one in self.figures if one.number < part.number)


def plans_before(rate: Said, done: Said, all_said: Sequence[Said]) -> list[Said]:
    """Return the plan that an earlier paragraph tells of what was done: 完成管网改造28公里，为计划的90%.

    No other figure of its kind may stand in that paragraph, and both must name the same thing.
    """
    if not _OF_THE_PLAN.search(rate.shown) or done.figure.kind != "count":
        return []
    like = [
        one for one in all_said[: done.number]
        if one.paragraph != rate.paragraph and counted_in(one) == counted_in(done) and not one.changes
    ]  # fmt: skip
    if len(like) != 1 or not PLANNED.search(like[0].shown):
        return []
    words = {done.shown[at : at + 2] for at in range(len(done.shown) - 1)} - {"完成", "实际", "计划"}
    return like if any(word in like[0].shown for word in words) else []


def bare(name: str) -> str:
    """Return a name without what says nothing of which figure it means."""
    return re.sub(r"总|全部|本年|资金|[“”]", "", name)
