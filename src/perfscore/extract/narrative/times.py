"""Whether what a figure says has happened, and in the year of the report · 时间."""

import re
from collections.abc import Sequence

from perfscore.extract.narrative.bound import Reading, counted_in
from perfscore.extract.narrative.phrases import Hit
from perfscore.extract.narrative.said import LAST_YEAR, Said

__all__ = ["is_of_another_year", "is_planned"]

_AGAINST_LAST = re.compile("(?:比|较)(?:上一?年|去年)")
"""What is held against a year that was, was done, below whichever heading."""
_INCOME_BUDGETED = re.compile("预算(?:总)?收入|收入(?:总)?预算")
_NEAR = 5


def is_of_another_year(said: Said, reading: Reading) -> bool:
    """Say whether a figure is one of another year than the report."""
    named = said.year is not None and reading.year is not None and said.year != reading.year
    return said.year == LAST_YEAR or named


def is_planned(said: Said, hit: Hit, all_said: Sequence[Said], reading: Reading) -> bool:
    """Say whether the words before a figure, or the headings above it, tell what is still to be done."""
    phrases = reading.phrases
    fact = hit.phrase.entry.fact or ""
    near = all_said[max(0, said.number - _NEAR) : said.number + _NEAR]
    is_told = any(one.paragraph == said.paragraph and _AGAINST_LAST.search(one.before) for one in near)
    if not is_told and any(re.search(phrases.headings.plans, level.title) for level in said.levels):
        return fact not in ("satisfaction_target",) and not (
            counted_in(said) == "元" and not re.search("下一步|改进|打算|建议", said.levels[0].title)
        )
    if fact.endswith(("_target", "budget")):
        return re.search("建议|拟|预计", said.before) is not None
    before = all_said[said.number - 1] if said.number else said
    is_done = re.search("决算|实际|执行", said.label)
    if before.sentence == said.sentence and _INCOME_BUDGETED.search(before.label) and not is_done:
        return True  # 部门预算收入1735万元, 支出1735万元
    for clause in reversed(re.split("[,;]", said.before)):
        if re.search(phrases.rules.planned, clause):
            return True
        if re.search(phrases.rules.done, clause):
            return False
    return False
