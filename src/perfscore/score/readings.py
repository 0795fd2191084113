"""One reading of a criterion's rule: its points, exactly and as a set · 一种理解下的得分."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.exact import exact_value
from perfscore.language.interpretations.pieces import Pieces
from perfscore.language.interpretations.prose import may_hold
from perfscore.language.sets.joining import ATTAINABLE, Numbers
from perfscore.numbers.once import derived
from perfscore.numbers.ranges import Range
from perfscore.plan.planned import MEASURE, POINTS, ScoringRule
from perfscore.score.evidence import Evidence
from perfscore.score.measure import Measurement
from perfscore.score.sums.pointset import PointSet

__all__ = ["ReadingAward", "award_reading"]


@dataclass(frozen=True, eq=False)
class ReadingAward:
    """The points one reading gives · 一种理解下的得分.

    `exact` is the value of the printed figures before rounding, None where figures are missing or
    loose.  The rest is worked out when first asked for: exact figures need no sets.
    """

    measurement: Measurement
    rule: ScoringRule
    evidence: tuple[Evidence, ...]
    exact: Fraction | None

    @derived
    def points(self) -> Fraction | None:
        """The points after rounding; None where the figures do not decide them.

        Loose figures decide where all they can mean earns the same: 310余 of 300 is full points.
        """
        rounding = self.measurement.step.rounding
        if self.exact is not None:
            return self.exact if rounding is None else rounding(self.exact)
        sure = self.measurement.state in ("measured", "partial", "none") and self.certain
        return self.attainable.hull.exact if sure else None

    @property
    def certain(self) -> bool:
        """Say whether the rule has a value whatever the facts are: nothing it divides by may be zero."""
        return not self.reasons and not (self.measurement.reasons and MEASURE in self.rule.formula.names)

    @derived
    def settled(self) -> bool:
        """Say whether the evidence leaves one value only."""
        return self._single if self.exact is not None else self.points is not None

    @derived
    def _single(self) -> bool:
        if self.exact is None or not self.measurement.settled:
            return False
        return not self.evidence or all(item.settled for item in self.evidence)

    @property
    def possible(self) -> Numbers:
        """Every value the points can have before rounding."""
        return self._outcome[0]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Codes of what may leave the rule without a value."""
        return self._outcome[1]

    @derived
    def attainable(self) -> PointSet:
        """Every value the points can have after rounding."""
        if self._single and self.points is not None:
            return PointSet.of(self.points, self.measurement.step.rounding)
        return PointSet.rounded(self.possible, self.measurement.step.rounding)

    @derived
    def range(self) -> Range:
        """The lowest and the highest points possible."""
        return self.attainable.hull

    @derived
    def names(self) -> Mapping[str, Any]:
        """The possible values of every name of the rule's formula."""
        given = {**self.rule.numbers, POINTS: self.measurement.step.criterion.points}
        names: dict[str, Any] = {name: (Range.point(value),) for name, value in given.items()}
        names |= {item.binding.name: item.possible for item in self.evidence}
        return {**names, MEASURE: self.measurement.possible}

    def holds(self, test: ast.expr) -> bool | None:
        """Return the truth of a condition of the rule; None where the evidence leaves it open."""
        if self.exact is None or not self._single:
            return may_hold(test, self.names)
        return bool(self.rule.condition(test)(_printed(self.measurement, self.evidence)))

    @derived
    def _outcome(self) -> tuple[Numbers, tuple[str, ...]]:
        if self._single and self.exact is not None:
            return (Range.point(self.exact),), ()
        whole = Range(Fraction(0), self.measurement.step.criterion.points)
        if self.measurement.state == "undefined" and MEASURE in self.rule.formula.names:
            return (whole,), self.measurement.reasons
        pieces = Pieces(ATTAINABLE)
        try:
            found = evaluate(self.rule.formula, pieces, self.names)
        except Undefined as undefined:
            return (whole,), (undefined.code,)
        assert isinstance(found, tuple)
        inside = tuple(piece for value in found if (piece := value.meet(whole)))
        return inside or (whole,), tuple(sorted(pieces.maybe_undefined))


def _printed(measurement: Measurement, evidence: tuple[Evidence, ...]) -> dict[str, Any]:
    """Return the printed figures by the names of a rule's formula."""
    values: dict[str, Any] = {POINTS: measurement.step.criterion.points, MEASURE: measurement.exact}
    for item in evidence:
        values[item.binding.name] = item.exact
    return values


def award_reading(
    measurement: Measurement, rule: ScoringRule, evidence: tuple[Evidence, ...]
) -> ReadingAward:
    """Give the points of one reading; the declared rounding comes once, in its `points`."""
    return ReadingAward(measurement, rule, evidence, _exact(measurement, rule, evidence))


def _exact(measurement: Measurement, rule: ScoringRule, evidence: tuple[Evidence, ...]) -> Fraction | None:
    if measurement.exact is None and MEASURE in rule.formula.names:
        return None
    if any(item.known != "exact" for item in evidence):
        return None
    values = _printed(measurement, evidence)
    try:
        result: Fraction = exact_value(rule, values)
    except Undefined:
        return None
    return result
