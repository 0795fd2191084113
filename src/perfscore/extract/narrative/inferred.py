"""What a figure is by what the others say of it · 由他处推定的含义.

Words that may mean several facts mean one of them beside the others: a budget told before the revised one,
and the money that the printed execution rate is of.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from perfscore.extract.narrative.bound import Bound, Reading, number_of, quantity_of
from perfscore.extract.narrative.said import LAST_YEAR

__all__ = ["inferred", "told_apart"]

_OTHER_MONEY = re.compile("(?:政府性基金|国有资本经营|社会保险基金)(?:预算)?(?:财政拨款)?(?:支出|决算)")
_CHANGED = re.compile("调整预算(?:数|金额)?$")
_MONEY = re.compile(r"总投资|投资计划|预算|批复")
_NOT_OF_YEAR = re.compile(r"年初|申报|合同|自筹|上年|结转|到位|追加|调[增减整]")


def told_apart(meant: Sequence[Bound]) -> list[Bound]:
    """Return the figures, of two budgets the one that is the change of the first one as just that.

    年初预算1260万元, 调整预算148.5万元, 调整后1408.5万元: elsewhere 调整预算 is the budget as changed.
    """
    first, budgets = (
        {number for one in meant if one.fact == fact and (number := number_of(one.said)) is not None}
        for fact in ("initial_budget", "budget")
    )
    changes = {after - before for before in first for after in budgets}
    return [
        replace(one, fact="budget_adjustment")
        if one.fact == "budget" and _CHANGED.search(one.said.label) and number_of(one.said) in changes
        else one
        for one in meant
    ]


def inferred(bound: Sequence[Bound], reading: Reading) -> tuple[Bound, ...]:
    """Return the figures with those bound that others make certain."""
    taken = {one.fact: one for one in bound if one.taken and one.fact}
    found = {
        new.said.number: new
        for new in (_initial(bound, taken.get("budget"), reading), _divided_by(bound, taken, reading))
        if new is not None
    }
    for apart in (_beside_other_money(bound, taken), _outgrown(taken, reading)):
        if apart is not None:
            found[apart.said.number] = apart
    return tuple(found.get(one.said.number, one) for one in bound)


def _outgrown(taken: Mapping[str, Bound], reading: Reading) -> Bound | None:
    """Return a budget as unsure that the spending passes, in a text that speaks of changes of it.

    预算768万元, 调整后收入总计812万元, 实际支出788万元: the words do not say which is the budget of the year.
    """
    budget = taken.get("budget")
    if budget is None or not re.search("调整后|调整为|追加", reading.plain):
        return None
    told = _numbers(taken, "budget", "expenditure")
    is_plain = budget.hit is not None and budget.hit.phrase.entry.rank > 1
    passed = told is not None and told[0] < told[1]
    return replace(budget, taken=False, reason="unsure") if is_plain and passed else None


def _beside_other_money(bound: Sequence[Bound], taken: Mapping[str, Bound]) -> Bound | None:
    """Return the spending on projects as unsure, where only money of another kind makes the sum up.

    基本支出196万元, 项目支出624万元, 政府性基金支出59万元, 全年支出879万元: else projects hold all of it.
    """
    told = _numbers(taken, "expenditure", "basic_expenditure", "project_expenditure")
    left = told[0] - told[1] - told[2] if told else None
    others = (number_of(one.said) for one in bound if _OTHER_MONEY.search(one.said.label))
    return (
        replace(taken["project_expenditure"], taken=False, reason="unsure")
        if left and left in others
        else None
    )


def _numbers(taken: Mapping[str, Bound], *facts: str) -> list[Fraction] | None:
    """Return the numbers of facts that are all told exactly, None where one is not."""
    found = [
        number for fact in facts if fact in taken and (number := number_of(taken[fact].said)) is not None
    ]
    return found if len(found) == len(facts) else None


def _initial(bound: Sequence[Bound], revised: Bound | None, reading: Reading) -> Bound | None:
    """Return the budget of a body that was told before the revised one, as the initial one.

    部门预算总额3000万元, 调整后预算3200万元: the first words alone would mean either.
    """
    told = any(one.fact == "initial_budget" for one in bound)
    if revised is None or told or reading.report != "department":
        return None
    plain = [
        one for one in bound
        if one.fact == "budget" and one.reason == "better-wording"
        if number_of(one.said) != number_of(revised.said)
    ]  # fmt: skip
    if len({number_of(one.said) for one in plain}) != 1 or plain[0].said.number > revised.said.number:
        return None
    is_budget = "预算" in plain[0].said.label
    return replace(plain[0], fact="initial_budget", taken=True, reason="") if is_budget else None


def _divided_by(bound: Sequence[Bound], taken: Mapping[str, Bound], reading: Reading) -> Bound | None:
    """Return the money that the execution rate of a project is of, where no other words say its budget.

    下达资金1650万元, 支出1518万元, 执行率92%: only the money that gives the rate as printed.
    """
    spent, rate = taken.get("expenditure"), taken.get("execution_rate_printed")
    told = any(one.fact == "budget" for one in bound)
    if reading.report != "project" or spent is None or rate is None or told:
        return None
    printed, top = quantity_of(rate.said), number_of(spent.said)
    if printed is None or top is None or printed.decimals is None:
        return None
    fits = [
        one for one in bound
        if one.said.figure.kind == "amount" and one.fact is None and one.said.whole is None
        and one.said.number < rate.said.number and one.said.year != LAST_YEAR and not one.said.changes
        and _MONEY.search(one.said.label) and not _NOT_OF_YEAR.search(one.said.label)
        and (of := number_of(one.said)) and top <= of and top / of in printed.rounded()
    ]  # fmt: skip
    if len({number_of(one.said) for one in fits}) != 1:
        return None
    return replace(fits[0], fact="budget", taken=True, reason="")
