"""Every total that the evidence allows: what the formulas of rules make of all sums · 可能的总分."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from perfscore.adjustments import Applied
from perfscore.language.evaluate import Undefined, evaluate
from perfscore.numbers import Rounding
from perfscore.planned import TOTAL
from perfscore.ranges import EVERYTHING, Range
from perfscore.sums.moved import Entangled, Points, apart, points_of
from perfscore.sums.pointset import PointSet
from perfscore.sums.totals import Totals
from perfscore.sums.transformed import scaled, united

__all__ = ["most_moved", "possible_totals"]

_ANYTHING: Mapping[str, Any] = {"Formula": (EVERYTHING,), "When": None}
"""What the author's part of a rule is taken for where it may have no value: any number, either truth."""


def possible_totals(sums: PointSet, applied: tuple[Applied, ...], rounding: Rounding | None) -> PointSet:
    """Return every total: all possible sums at once are taken through what is done to them."""
    for rule in applied:
        try:
            sums = _after(rule, sums)
        except Entangled:
            sums = united(_after(rule, part) for part in apart(sums))
    return sums if rounding is None else scaled(sums, Fraction(1), rounding)


def _after(rule: Applied, total: PointSet | Points) -> PointSet:
    """Return what the formula of a rule makes of all totals.

    A bonus that may have no value lies anywhere up to its most, and a veto that may have none may or may
    not fall: that is what the rule makes of anything in place of what its author wrote.
    """
    names: dict[str, Any] = {name: (Range.point(value),) for name, value in rule.given.items()}
    names |= {e.binding.name: e.possible for e in rule.evidence}
    meaning = Totals()
    try:
        found = points_of(evaluate(rule.formula, meaning, {**names, TOTAL: total}))
    except Undefined as error:
        meaning.maybe_undefined.add(error.code)
    if rule.modifier is None or not meaning.maybe_undefined:
        return found
    return points_of(evaluate(rule.modifier.outline, Totals(), {**names, **_ANYTHING, TOTAL: total}))


def most_moved(
    sums: Range, applied: tuple[Applied, ...], rule: Applied, rounding: Rounding | None
) -> Fraction:
    """Return how far apart the totals of one sum can lie for what one rule does not know.

    The least and the greatest sum are looked at; other rules that do not know their facts are left
    out, so that each is asked about for itself.
    """
    kept = tuple(other for other in applied if other is rule or other.settled)
    ends = [points_of((Range.point(end),)) for end in (sums.low, sums.high) if end is not None]
    totals = [possible_totals(end, kept, rounding).hull for end in ends]
    return max(
        (t.high - t.low for t in totals if t.high is not None and t.low is not None), default=Fraction(0)
    )
