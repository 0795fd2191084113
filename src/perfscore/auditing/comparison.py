"""Two results side by side: what the rules changed, and what the facts · 比较.

Between the first result and the second stands a third: the first facts under the second rules.  The way to it
is what the rules changed, the way from it what the facts changed; the two make up the whole difference.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from perfscore.auditing.verdicts import Audit
from perfscore.language.sets.spans import difference, total
from perfscore.numbers.fields import Label
from perfscore.numbers.ranges import Range
from perfscore.score.award import Award
from perfscore.score.scorecard import Scorecard

__all__ = ["Change", "Comparison", "compared"]

_NONE = Range.point(Fraction(0))
Key = tuple[str, str, int]
"""A criterion: its id, or for a row of a form the id of its group, its name, and which of that name it is."""


@dataclass(frozen=True, slots=True)
class Change:
    """One criterion, or the total, in both results · 一项变化.

    Points; `before` and `after` are None where that card has no such criterion.  `rules` and `facts` are
    by how much each changed them, exactly where all is known.
    """

    name: str
    label: Label | None
    before: Range | None
    rules: Range
    facts: Range
    after: Range | None

    @property
    def is_none(self) -> bool:
        """Say whether nothing changed."""
        return self.rules == self.facts == _NONE


@dataclass(frozen=True, slots=True, repr=False)
class Comparison:
    """Two results, and the first facts under the second rules between them · 比较结果."""

    first: Audit
    between: Scorecard
    second: Audit
    criteria: tuple[Change, ...]
    total: Change

    @property
    def one_body(self) -> bool:
        """Whether both reports are of the same body, by the names that they give it."""
        subjects = {"".join(audit.report.subject.split()) for audit in (self.first, self.second)}
        return len(subjects) == 1

    def __repr__(self) -> str:
        return f"<Comparison {self.total.before} to {self.total.after}>"


def compared(first: Audit, between: Scorecard, second: Audit) -> Comparison:
    """Return what changed from one result to another."""
    cards = (first.card, between, second.card)
    before, middle, after = (_by_key(card.awards) for card in cards)
    keys = dict.fromkeys((*after, *middle, *before))
    criteria = tuple(_change(key, before.get(key), middle.get(key), after.get(key)) for key in keys)
    rules = _total(cards[0], between, [change.rules for change in criteria])
    facts = _total(between, cards[2], [change.facts for change in criteria])
    whole = Change("total", None, cards[0].range, rules, facts, cards[2].range)
    return Comparison(first, between, second, criteria, whole)


def _total(before: Scorecard, after: Scorecard, parts: Iterable[Range]) -> Range:
    """Return by how much a total moved: never more than its criteria, where nothing is done to their sum."""
    if before == after:
        return _NONE
    moved = _moved(before.range, after.range)
    if before.applied or after.applied or before.rounding or after.rounding:
        return moved
    return moved.meet(reduce(total, parts, _NONE)) or moved


def _by_key(awards: Iterable[Award]) -> dict[Key, Award]:
    seen: Counter[tuple[str, str]] = Counter()
    found: dict[Key, Award] = {}
    for award in awards:
        id_, row = award.step.criterion.id, award.step.printed
        name = (id_, "") if row is None else (id_.rpartition(".")[0], row.stems["name"])
        seen[name] += 1
        found[*name, seen[name]] = award
    return found


def _change(key: Key, before: Award | None, middle: Award | None, after: Award | None) -> Change:
    shown = after or middle or before
    assert shown is not None
    rules, facts = _between(before, middle), _between(middle, after)
    ends = (award.range if award is not None else None for award in (before, after))
    return Change(shown.step.criterion.id, shown.step.criterion.label, next(ends), rules, facts, next(ends))


def _between(one: Award | None, other: Award | None) -> Range:
    """Return by how much points moved; what is the same in all that decides it did not, known or not."""
    if one is not None and one == other:
        return _NONE
    return _moved(one.range if one else _NONE, other.range if other else _NONE)


def _moved(before: Range, after: Range) -> Range:
    return difference(after, before)
