"""What the figures of a text say of each other: parts and totals, rates and their amounts · 数字间的关系.

Nothing here knows facts: a relation stands between figures, wherever their words put them.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from perfscore.extract.narrative.bound import counted_in, number_of, quantity_of
from perfscore.extract.narrative.rates import rates_in
from perfscore.extract.narrative.relation import Relation
from perfscore.extract.narrative.said import Said
from perfscore.extract.narrative.scores import scores_in

__all__ = ["relations_in", "totals_that_add_up"]

_MOST = 40
"""Figures before a rate that are looked at."""
_OPEN_END = re.compile(r"^等|^[^,;。]{0,6}等(?:[,;。)]|$)|…|\.{3}")
_PLANNED = re.compile(r"计划|目标|预算|批复|下达|安排|指标值|任务数|应")
_DONE = re.compile(r"实际|完成|支出|支付|决算|采购|执行|使用|拨付|到位")
_CHAIN = (re.compile("年初.*预算"), re.compile("追加|调增|调整增加|预算调整"), re.compile("全年.*预算|调整后|调整预算"))
_OTHERS = re.compile("项目|“|上年|结转|调减|压减|年初|经费")
_LEFT = re.compile(r"(?:结余|结转|节约|未支付|未支|未使用|未支出|剩余|结转结余|结余资金)(?:资金|金额|数)?$")


def relations_in(all_said: Sequence[Said]) -> tuple[Relation, ...]:
    """Return every statement of arithmetic among the figures of a text."""
    return (*_sums(all_said), *_in_sentences(all_said), *scores_in(all_said), *_adjusted(all_said), *_columns(all_said), *_grown_counts(all_said))


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
        alike = [part for part in parts if counted_in(part) == counted_in(all_said[whole])]
        if alike and _is_one_role(alike):
            sums = [_sum(all_said[total], alike) for total in (whole, *alike[0].others)]
            exact = next((one for one in sums if one and one.exact and one.holds), None)
            if found := exact or sums[0]:
                yield found


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
                yield from rates_in(said, group[max(0, at - _MOST) : at], all_said)
            elif _LEFT.search(said.label) and said.figure.kind == "amount" and said.whole is None:
                yield from _balance(said, group[max(0, at - _MOST) : at])


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
            numbers = [number_of(one) for one in (plan, done, left)]
            if None not in numbers:
                total, *parts = (number for number in numbers if number is not None)
                holds = sum(parts, Fraction(0)) == total or _could_be(plan, (done, left))
                yield Relation("sum", plan, (done, left), True, holds, holds)


def _columns(all_said: Sequence[Said]) -> Iterator[Relation]:
    """Yield that the cells of a column make up the one in the row of the sum."""
    columns: dict[tuple[int, int], list[tuple[Said, bool]]] = {}
    for said in all_said:
        if said.cell and said.cell.column and said.figure.kind == "amount":
            columns.setdefault(said.cell.column, []).append((said, said.cell.is_sum))
    for cells in columns.values():
        totals, parts = [[one for one, is_sum in cells if is_sum is of_sum] for of_sum in (True, False)]
        if len(totals) == 1 and len(parts) > 1:
            numbers = [number_of(one) for one in parts]
            added = sum((number or 0 for number in numbers), Fraction(0))
            holds = added == number_of(totals[0])
            if None not in numbers and (holds or not _is_nested([number or 0 for number in numbers])):
                rounded = _could_be(totals[0], parts)
                yield Relation("sum", totals[0], tuple(parts), True, holds or rounded, holds)


def _is_nested(numbers: Sequence[Fraction | int]) -> bool:
    """Say whether a row is the sum of the next two or more, so that these are parts of it."""
    return any(
        number and number in (sum(numbers[at + 1 : at + 3]), sum(numbers[at + 1 : at + 4]))
        for at, number in enumerate(numbers)
    )


def _adjusted(all_said: Sequence[Said]) -> Iterator[Relation]:
    """Yield that the initial budget and what was added make up the budget, where they stand in a row."""
    amounts = [one for one in all_said if one.figure.kind == "amount" and not one.depth]
    for initial, added, budget in zip(amounts, amounts[1:], amounts[2:], strict=False):
        words = [one.shown for one in (initial, added, budget)]
        named = all(pattern.search(word) for pattern, word in zip(_CHAIN, words, strict=True))
        if named and initial.paragraph == budget.paragraph and not _OTHERS.search(" ".join(words[1:])):
            numbers = [number_of(one) for one in (budget, initial, added)]
            if None not in numbers:
                holds = numbers[0] == sum((number or 0 for number in numbers[1:]), Fraction(0))
                yield Relation("sum", budget, (initial, added), True, holds or _could_be(budget, (initial, added)), holds)


def _grown_counts(all_said: Sequence[Said]) -> Iterator[Relation]:
    """Yield that what there was and what came make up a count: 共15个项目, 年初8个, 年中新增8个."""
    paragraphs: dict[int, list[Said]] = {}
    for said in all_said:
        if said.figure.kind == "count" and not said.depth:
            paragraphs.setdefault(said.paragraph, []).append(said)
    for counts in paragraphs.values():
        totals = [
            one for one in counts if re.search("共", one.shown) and not re.search("年初|新增", one.shown)
        ]
        first = [one for one in counts if re.search("年初", one.shown)]
        added = [one for one in counts if re.search("新增|追加", one.shown)]
        if len(totals) == len(first) == len(added) == 1 and len({_noun(one) for one in counts}) == 1:
            numbers = [number_of(one) for one in (totals[0], first[0], added[0])]
            if None not in numbers and _noun(totals[0]):
                holds = numbers[0] == sum((number or 0 for number in numbers[1:]), Fraction(0))
                yield Relation("sum", totals[0], (first[0], added[0]), True, holds, holds)


def _noun(said: Said) -> str:
    """Return what a count counts, where it is named before or behind the figure as one of a few words."""
    found = re.match(r"项目|单位|工程|村|户", said.after) or re.search(
        r"(?:项目|单位|工程|村|户)$", said.label
    )
    return found[0] if found else ""
