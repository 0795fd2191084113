"""Totals of figures that no sentence holds together · 跨句的合计.

The rows of a table, the items of a list over several paragraphs, a budget and what was added to it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from perfscore.extract.narrative.bound import number_of
from perfscore.extract.narrative.numbering import Numbering, ahead, is_deeper, numbering_at
from perfscore.extract.narrative.relation import Relation, made_up
from perfscore.extract.narrative.said import Said, can_be_whole
from perfscore.extract.narrative.text import Text

__all__ = ["totals_in"]

_CHAIN = (
    re.compile("年初.*预算"),
    re.compile("追加|调增|调整增加|预算调整"),
    re.compile("全年.*预算|调整后|调整预算"),
)
_OTHERS = re.compile("项目|“|上年|结转|调减|压减|年初|经费")
_OPENS = re.compile(
    r"(?:其中|包括|分别[为是]|具体(?:为|是|包括|如下)|如下|构成|组成|分[:为]|中)[^,。;:]{0,6}[:。]$"
)
_CLASSES = re.compile(r"按[^,;。:0-9]{2,12}(?:分类?|划分|分为?)(?:看|来看)?[,:][^,;。:0-9]{2,20}$")
_SPENT = re.compile(r"(?:部门|单位|整体|实际|决算|总|一般公共预算|财政拨款)*支出(?:决算|合计|总计|总额|数)*")
_NO_LIST = re.compile(r"主要|等|部分")
_PLANNED = re.compile(r"预算|计划|目标|批复|下达|安排")
_BREAK = re.compile("[,，。;；]")
_STOP = re.compile(r"[。;]")
_MOST = 60
"""Paragraphs of a list."""


def totals_in(all_said: Sequence[Said], text: Text) -> Iterator[Relation]:
    """Yield that figures of several sentences make up another."""
    found = (
        *_adjusted(all_said),
        *_columns(all_said),
        *_listed(all_said, text),
        *_classified(all_said, text),
        *_grown_counts(all_said),
    )
    yield from (one for one in found if one is not None)


def _columns(all_said: Sequence[Said]) -> Iterator[Relation | None]:
    """Yield that the cells of a column make up the one in the row of the sum."""
    columns: dict[tuple[int, int], list[tuple[Said, bool]]] = {}
    for said in all_said:
        if said.cell and said.cell.column and said.figure.kind == "amount":
            columns.setdefault(said.cell.column, []).append((said, said.cell.is_sum))
    for cells in columns.values():
        totals, parts = [[one for one, is_sum in cells if is_sum is of_sum] for of_sum in (True, False)]
        if len(totals) == 1 and len(parts) > 1:
            found = made_up(totals[0], parts, rounded=True)
            if found and (found.exact or not _is_nested([number_of(one) or Fraction(0) for one in parts])):
                yield found


def _is_nested(numbers: Sequence[Fraction]) -> bool:
    """Say whether a row is the sum of the next two or more, so that these are parts of it."""
    return any(
        number and number in (sum(numbers[at + 1 : at + 3]), sum(numbers[at + 1 : at + 4]))
        for at, number in enumerate(numbers)
    )


def _adjusted(all_said: Sequence[Said]) -> Iterator[Relation | None]:
    """Yield that the initial budget and what was added make up the budget, where they stand in a row."""
    amounts = [one for one in all_said if one.figure.kind == "amount" and not one.depth]
    for initial, added, budget in zip(amounts, amounts[1:], amounts[2:], strict=False):
        words = [one.shown for one in (initial, added, budget)]
        named = all(pattern.search(word) for pattern, word in zip(_CHAIN, words, strict=True))
        if named and initial.paragraph == budget.paragraph and not _OTHERS.search(" ".join(words[1:])):
            yield made_up(budget, (initial, added), rounded=True)


def _listed(all_said: Sequence[Said], text: Text) -> Iterator[Relation | None]:
    """Yield that the items of a list over several paragraphs make up what opened it."""
    by_paragraph: dict[int, list[Said]] = {}
    for said in all_said:
        if said.figure.kind != "other" and not said.figure.number.startswith(tuple("一二两三四五六七八九十")):
            by_paragraph.setdefault(said.paragraph, []).append(said)
    for number, paragraph in enumerate(text.paragraphs):
        plain = paragraph.plain
        opened = _OPENS.search(plain, max(0, len(plain) - _MOST))
        if opened and not _NO_LIST.search(_BREAK.split(plain[: opened.end() - 1])[-1]):
            parts = _items(number, by_paragraph, text)
            told = by_paragraph.get(number) or _called(
                plain[: opened.start()], by_paragraph.get(number - 1, ())
            )
            wholes = [one for one in reversed(told) if parts and can_be_whole(one, parts[0].figure)]
            sums = [found for one in wholes if (found := made_up(one, parts, rounded=True))]
            first = sums[:1] if wholes and _is_one_role(wholes[0], parts) else []
            yield next((one for one in sums if one.exact), next(iter(first), None))


def _classified(all_said: Sequence[Said], text: Text) -> Iterator[Relation | None]:
    """Yield that the classes of the spending make it up: 按功能分类：甲支出3万元，乙支出5万元。"""
    for at, first in enumerate(all_said):
        plain = text.paragraphs[first.paragraph].plain
        begun = _CLASSES.search(plain, max(0, first.figure.opens - _MOST), first.figure.opens)
        if begun is None or first.figure.kind != "amount" or re.search("主要", begun[0]):
            continue
        end = plain.find("。", first.figure.end)
        parts = [
            one for one in all_said[at : at + _MOST]
            if one.paragraph == first.paragraph and not one.depth and one.figure.kind == "amount"
            and (one.figure.start < end or end < 0) and not one.changes
        ]  # fmt: skip
        wholes = [
            one for one in reversed(all_said[max(0, at - _MOST) : at])
            if one.figure.kind == "amount" and one.levels[:1] == first.levels[:1]
            if _SPENT.fullmatch(one.label)
        ]  # fmt: skip
        is_open = any("其中" in one.opener or one.after.startswith("等") for one in parts)
        if len(parts) > 1 and not is_open:
            sums = [found for one in wholes if (found := made_up(one, parts, rounded=True))]
            yield next((one for one in sums if one.exact), next(iter(sums), None))


def _called(name: str, above: Sequence[Said]) -> Sequence[Said]:
    """Return the figures of the paragraph above that have a name: 支出 in 支出中："""
    return [one for one in above if len(name) > 1 and one.label.endswith(name)]


def _items(opener: int, by_paragraph: Mapping[int, Sequence[Said]], text: Text) -> Sequence[Said]:
    """Return the amount each item begins with; nothing where one begins otherwise."""
    parts: list[Said] = []
    last: Numbering | None = None
    for number in range(opener + 1, min(opener + _MOST, len(text.paragraphs))):
        plain = text.paragraphs[number].plain
        count = numbering_at(ahead(plain, 0))
        if count is None and last is not None:
            continue  # what an item says more
        if count is None or (last is not None and (count.style, count.count) != (last.style, last.count + 1)):
            if last is not None and count is not None and is_deeper(count, last):
                continue
            break
        if last is None and count.count != 1:
            break
        first = next(iter(by_paragraph.get(number, ())), None)
        if (
            first is None
            or first.figure.kind != "amount"
            or _STOP.search(plain, count.length, first.figure.opens)
        ):
            return ()
        parts.append(first)
        last = count
    return parts if len(parts) > 1 else ()


def _is_one_role(whole: Said, parts: Sequence[Said]) -> bool:
    """Say whether a whole and its parts are all budgets or all spending."""
    return len({_PLANNED.search(one.shown) is not None for one in (whole, *parts)}) == 1


def _grown_counts(all_said: Sequence[Said]) -> Iterator[Relation | None]:
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
        if (
            len(totals) == len(first) == len(added) == 1
            and len({_noun(one) for one in counts}) == 1
            and _noun(totals[0])
        ):
            yield made_up(totals[0], (first[0], added[0]))


def _noun(said: Said) -> str:
    """Return what a count counts, where it is named before or behind the figure as one of a few words."""
    found = re.match(r"项目|单位|工程|村|户", said.after) or re.search(
        r"(?:项目|单位|工程|村|户)$", said.label
    )
    return found[0] if found else ""
