"""What the figures of a text say of each other: parts and totals, rates and their amounts · 数字间的关系.

Nothing here knows facts: a relation stands between figures, wherever their words put them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import takewhile

from perfscore.extract.narrative.bound import counted_in, number_of
from perfscore.extract.narrative.rates import rates_in
from perfscore.extract.narrative.relation import Relation, could_be
from perfscore.extract.narrative.said import Said
from perfscore.extract.narrative.scores import scores_in
from perfscore.extract.narrative.text import Text
from perfscore.extract.narrative.totals import totals_in

__all__ = ["relations_in", "totals_that_add_up"]

_MOST = 40
"""Figures before a rate that are looked at."""
_IN_POST = re.compile("在职|在编|在岗|编制")
_APART = re.compile("退休|离休|聘用|编外|外聘|临聘|派遣|合同制|遗属")
_OPEN_END = re.compile(r"^等|^[^,;。]{0,6}等(?:[,;。)]|$)|…|\.{3}")
_PLANNED = re.compile(r"计划|目标|预算|批复|下达|安排|指标值|任务数|应")
_DONE = re.compile(r"实际|完成|支出|支付|决算|采购|执行|使用|拨付|到位")
_CAME_OVER = re.compile("结转|结余|上年")
_LEFT = re.compile(r"(?:结余|结转|节约|未支付|未支|未使用|未支出|剩余|结转结余|结余资金)(?:资金|金额|数)?$")


def relations_in(all_said: Sequence[Said], text: Text) -> tuple[Relation, ...]:
    """Return every statement of arithmetic among the figures of a text."""
    return (*_sums(all_said), *_in_sentences(all_said), *scores_in(all_said), *totals_in(all_said, text))


def totals_that_add_up(relations: Sequence[Relation]) -> dict[int, bool]:
    """Return for totals with a list whether their parts add up to them."""
    return {
        one.total.number: one.holds
        for one in reversed(relations)
        if one.kind == "sum" and len(one.parts) > 1 and (one.holds or one.complete)
    }


def _sums(all_said: Sequence[Said]) -> Iterator[Relation]:
    lists: dict[tuple[int, int], list[Said]] = {}
    for said in all_said:
        if said.whole is not None and not said.changes:
            lists.setdefault((said.whole, said.depth), []).append(said)
    for (whole, _), parts in lists.items():
        parts = list(_of_those_in_post(all_said[whole], parts))
        alike = [part for part in parts if counted_in(part) == counted_in(all_said[whole])]
        if alike and _is_one_role(alike):
            sums = [_sum(all_said[total], alike) for total in (whole, *alike[0].others)]
            exact = next((one for one in sums if one and one.exact and one.holds), None)
            if found := exact or sums[0]:
                yield found


def _of_those_in_post(whole: Said, parts: Sequence[Said]) -> Iterable[Said]:
    """Return the parts of a list up to those that cannot be: nobody retired or hired apart holds a post."""
    return (
        takewhile(lambda one: not _APART.search(one.label), parts) if _IN_POST.search(whole.label) else parts
    )


def _is_one_role(parts: Sequence[Said]) -> bool:
    """Say whether the parts of a list are all budgets or all spending: no sum mixes them."""
    planned = any(re.search(r"预算|计划|目标", part.label) for part in parts)
    return not (planned and any(re.search(r"实际|决算", part.label) for part in parts))


def _sum(total: Said, parts: Sequence[Said]) -> Relation | None:
    whole, numbers = number_of(total), [number_of(part) for part in parts]
    if whole is None or any(number is None for number in numbers):
        return None
    added = sum((number for number in numbers if number is not None), Fraction(0))
    complete = (
        len(parts) > 1
        and total.figure.kind == "amount"
        and not parts[0].opener.startswith("主要")
        and not any(_OPEN_END.search(part.after) for part in parts)
        and not (parts[-1].after.startswith(";") and parts[-1].opener != ":" and ";" not in parts[0].after)
    )
    if added < whole and not complete:
        return None  # some of them are named, and no more is said
    if len(parts) == 1 and (added <= whole or parts[0].opener == "("):
        return None
    rounded = could_be(total, parts)
    return Relation("sum", total, tuple(parts), complete, added == whole or rounded, added == whole)


def _in_sentences(all_said: Sequence[Said]) -> Iterator[Relation]:
    sentences: dict[int, list[Said]] = {}
    for said in all_said:
        sentences.setdefault(said.sentence, []).append(said)
    for group in sentences.values():
        for at, said in enumerate(group):
            if said.figure.kind == "rate" and said.figure.unit == "%" and not said.figure.before:
                yield from rates_in(said, group[max(0, at - _MOST) : at], all_said)
            elif _LEFT.search(said.label) and said.figure.kind == "amount" and said.whole is None:
                near = all_said[max(0, said.number - _MOST) : said.number]
                yield from _balance(said, [one for one in near if one.paragraph == said.paragraph])


def _balance(left: Said, before: Sequence[Said]) -> Iterator[Relation]:
    """Yield that what is left is the budget less what was spent, where one paragraph says the three.

    Parts of either may stand between them; what came from the year before would be left as well.
    """
    own = [
        one for one in before
        if one.figure.kind == "amount" and one.depth == left.depth and one.whole is None and not one.changes
    ]  # fmt: skip
    if len(own) < 2 or re.search("上年|年初", left.label) or any(_CAME_OVER.search(one.label) for one in own):
        return
    done = own[-1]
    if re.search(r"支出|支付|执行|使用", done.label) and not _PLANNED.search(done.label):
        plan = own[-2]
        if re.search(r"全年预算|调整|预算|安排|批复|下达|到位", plan.label) and not re.search(
            "年初|支付|追加", plan.label
        ):
            numbers = [number_of(one) for one in (plan, done, left)]
            if None not in numbers:
                total, *parts = (number for number in numbers if number is not None)
                holds = sum(parts, Fraction(0)) == total or could_be(plan, (done, left))
                yield Relation("sum", plan, (done, left), True, holds, holds)
