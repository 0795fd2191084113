"""Binds figures to facts · 绑定.

The figures that mean one fact are held against each other.  Where several values are left and no sum tells
one from the rest, none is bound: a wrong fact would be an accusation.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from perfscore.extract.narrative.bound import Bound, Reading, number_of, quantity_of
from perfscore.extract.narrative.inferred import inferred, told_apart
from perfscore.extract.narrative.meaning import meanings
from perfscore.extract.narrative.said import Said
from perfscore.numbers.quantity import Quantity

__all__ = ["bind"]

_MOST_VALUES = 20
"""Values of one fact that are held against each other; a text with more says them of many things."""


def bind(all_said: Sequence[Said], reading: Reading, confirmed: Mapping[int, bool]) -> tuple[Bound, ...]:
    """Return what becomes of each figure; `confirmed` says of totals whether their parts add up."""
    words = meanings(all_said, reading, confirmed)
    meant = told_apart([_alone_in_list(one, words) for one in words])
    facts = sorted({one.fact for one in meant if one.fact and not one.reason})
    chosen: dict[int, Bound] = {}
    for fact in facts:
        candidates = [one for one in meant if one.fact == fact and not one.reason]
        for one in _chosen(candidates, confirmed):
            chosen[one.said.number] = one
    bound = inferred(tuple(chosen.get(one.said.number, one) for one in meant), reading)
    unsure = _unsure(bound, reading.phrases.rules.made_up)
    return tuple(replace(one, taken=False, reason="unsure") if one in unsure else one for one in bound)


def _unsure(bound: Sequence[Bound], made_up: Mapping[str, Sequence[str]]) -> tuple[Bound, ...]:
    """Return the figures whose words may mean one of their parts, where these do not make them up.

    Where a list says that all are parts of one, its words mean the whole.
    """
    taken = {one.fact: one for one in bound if one.taken}
    sums = [(taken[fact], [taken[part] for part in parts if part in taken], len(parts))
            for fact, parts in made_up.items() if fact in taken]  # fmt: skip
    return tuple(
        whole for whole, parts, most in sums
        if len(parts) == most and any(part.said.whole != whole.said.number for part in parts)
        and sum(filter(None, (number_of(part.said) for part in parts))) != number_of(whole.said)
    )  # fmt: skip


def _alone_in_list(one: Bound, meant: Sequence[Bound]) -> Bound:
    """Return a part that means a fact only beside its like, without it where the list holds others."""
    if one.reason or one.hit is None or one.hit.phrase.entry.sums_to is None:
        return one
    listed = [other for other in meant if other.said.whole == one.said.whole]
    whole = one.hit.phrase.entry.sums_to
    like = [
        other for other in listed
        if other.hit and (other.hit.phrase.entry.sums_to or whole in other.hit.phrase.entry.of)
    ]  # fmt: skip
    return one if len(like) == len(listed) else replace(one, reason="not-confirmed")


def _chosen(candidates: Sequence[Bound], confirmed: Mapping[int, bool]) -> Iterator[Bound]:
    """Yield what becomes of the candidates of one fact."""
    best = min(one.hit.phrase.entry.rank for one in candidates if one.hit)
    strong: list[Bound] = []
    for one in candidates:
        if one.hit and one.hit.phrase.entry.rank == best:
            strong.append(one)
        else:
            yield replace(one, reason="better-wording")
    groups: list[list[Bound]] = []
    for one in strong:
        group = next((group for group in groups[:_MOST_VALUES] if _agree(group[0], one)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    sure = [group for group in groups if any(confirmed.get(one.said.number) for one in group)]
    winner = groups[0] if len(groups) == 1 else sure[0] if len(sure) == 1 else None
    for group in groups:
        for number, one in enumerate(_most_exact(group)):
            if group is not winner:
                yield replace(one, reason="other-value" if winner else "several-values")
            else:
                yield replace(one, taken=number == 0, reason="" if number == 0 else "said-again")


def _most_exact(group: Sequence[Bound]) -> list[Bound]:
    """Return one value's statements, the one with the most decimals first."""

    def decimals(one: Bound) -> int:
        quantity = quantity_of(one.said)
        return -(quantity.decimals if quantity and quantity.decimals is not None else -9)

    return sorted(group, key=decimals)


def _agree(left: Bound, right: Bound) -> bool:
    """Say whether two figures can be one: equal, or one rounded from the other."""
    first, second = quantity_of(left.said), quantity_of(right.said)
    if first is None or second is None:
        return left.value == right.value
    a, b = first.range.exact, second.range.exact
    if a is None or b is None:
        return first.range == second.range or _within(b, first) or _within(a, second)
    return a == b or _within(a, second) or _within(b, first)


def _within(number: Fraction | None, quantity: Quantity) -> bool:
    return number is not None and number in quantity.rounded()
