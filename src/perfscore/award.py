"""Award: measures to points, and their rounding · 计分.

Each reading of a criterion's rule is one formula.  Its exact value on the printed figures, and the set of
points it can give on the evidence, are interpretations of that formula; rounding comes once, after.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from perfscore.binder import MEASURE, POINTS
from perfscore.evidence import Evidence, gather
from perfscore.inputs.report import Report
from perfscore.language.evaluate import Undefined, evaluate
from perfscore.language.exact import EXACT
from perfscore.language.pieces import ATTAINABLE, Numbers, Pieces
from perfscore.measure import Measurement
from perfscore.planned import Plan, ScoringRule, Step
from perfscore.pointset import PointSet
from perfscore.problems import Place, Problem, ProblemsFound
from perfscore.ranges import Range

__all__ = ["Award", "ReadingAward", "award_points"]

State = Literal["scored", "missing", "not_applicable"]


@dataclass(frozen=True, slots=True, eq=False)
class ReadingAward:
    """The points one reading gives · 一种理解下的得分.

    `exact` before rounding, `points` after (None where the printed figures do not decide);
    `possible` before rounding, `attainable` after.
    """

    rule: ScoringRule
    evidence: tuple[Evidence, ...]
    exact: Fraction | None
    points: Fraction | None
    possible: Numbers
    attainable: PointSet
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Award:
    """The points of one criterion · 得分.

    `points` is the value of the printed figures under the main reading; `attainable` every value any
    reading can give on the evidence.  `counts` is what the criterion counts for: its points, or 0
    where it does not apply and its points leave the card.
    """

    measurement: Measurement
    readings: tuple[ReadingAward, ...]
    state: State
    points: Fraction | None
    attainable: PointSet
    counts: Fraction
    policy: str | None = None

    @property
    def step(self) -> Step:
        """The criterion's step."""
        return self.measurement.step

    @property
    def range(self) -> Range:
        """The lowest and the highest points possible."""
        return self.attainable.hull

    @property
    def fixed(self) -> bool:
        """Say whether the evidence leaves one value only, under every reading."""
        return self.points is not None and self.range.exact == self.points

    @property
    def agreed(self) -> bool:
        """Say whether the printed figures give points, and all readings the same."""
        return self.points is not None and all(r.points == self.points for r in self.readings)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Everything read for this criterion, each fact once."""
        found = {e.binding.fact: e for e in self.measurement.evidence}
        for reading in self.readings:
            found |= {e.binding.fact: e for e in reading.evidence}
        return tuple(found.values())


def award_points(
    plan: Plan, measurements: tuple[Measurement, ...], report: Report
) -> tuple[Award, ...]:
    """Give every criterion its points; raise ProblemsFound where a policy refuses a missing fact."""
    problems: list[Problem] = []
    awards: list[Award] = []
    for measurement in measurements:
        try:
            awards.append(_award(plan, measurement, report))
        except ProblemsFound as refused:
            problems += refused.problems
    if problems:
        raise ProblemsFound(problems)
    return tuple(awards)


def _award(plan: Plan, measurement: Measurement, report: Report) -> Award:
    step = measurement.step
    full = step.criterion.points
    figures = plan.ruleset.ruleset.figures
    if not step.rules:
        return Award(
            measurement, (), "missing", None, PointSet.between(full, step.rounding), full, "rows"
        )
    read = [gather(rule.reads, report, figures) for rule in step.rules]
    known = [measurement.state, *(item.known for evidence in read for item in evidence)]
    if "not_applicable" in known:
        return _not_applicable(plan, measurement)
    policy = step.criterion.missing or plan.ruleset.ruleset.missing
    if "missing" in known and policy != "range":
        return _missing(measurement, [*measurement.evidence, *read[0]], policy, report)
    readings = tuple(
        _read(measurement, rule, evidence) for rule, evidence in zip(step.rules, read, strict=True)
    )
    attainable = readings[0].attainable
    for reading in readings[1:]:
        attainable = attainable.union(reading.attainable)
    return Award(measurement, readings, "scored", readings[0].points, attainable, full)


def _not_applicable(plan: Plan, measurement: Measurement) -> Award:
    step = measurement.step
    policy = step.criterion.not_applicable or plan.ruleset.ruleset.not_applicable
    full = step.criterion.points
    points = full if policy == "full" else Fraction(0)
    counts = Fraction(0) if policy in ("rescale", "exclude") else full
    given = PointSet.of(points, step.rounding)
    return Award(measurement, (), "not_applicable", points, given, counts, policy)


def _missing(
    measurement: Measurement, evidence: list[Evidence], policy: str, report: Report
) -> Award:
    step = measurement.step
    if policy == "refuse":
        missing = ", ".join(item.binding.fact for item in evidence if item.known == "missing")
        where = f"criteria {step.criterion.id}"
        raise ProblemsFound(
            [Problem("fact-missing", Place(report.file), where, {"found": missing})]
        )
    nothing = Fraction(0)
    return Award(
        measurement,
        (),
        "missing",
        nothing,
        PointSet.of(nothing, step.rounding),
        step.criterion.points,
        policy,
    )


def _read(
    measurement: Measurement, rule: ScoringRule, evidence: tuple[Evidence, ...]
) -> ReadingAward:
    step = measurement.step
    given: dict[str, Any] = {**rule.numbers, POINTS: step.criterion.points}
    exact = _exact(measurement, rule, evidence, given)
    possible, reasons = _possible(measurement, rule, evidence, given, exact)
    points = exact if exact is None or step.rounding is None else step.rounding(exact)
    return ReadingAward(
        rule, evidence, exact, points, possible, PointSet.rounded(possible, step.rounding), reasons
    )


def _exact(
    measurement: Measurement,
    rule: ScoringRule,
    evidence: tuple[Evidence, ...],
    given: Mapping[str, Any],
) -> Fraction | None:
    measured = measurement.exact is not None or MEASURE not in rule.formula.names
    if not measured or any(item.known != "exact" for item in evidence):
        return None
    values = {
        **given,
        MEASURE: measurement.exact,
        **{item.binding.name: item.exact for item in evidence},
    }
    try:
        result = evaluate(rule.formula, EXACT, values)
    except Undefined:
        return None
    assert isinstance(result, Fraction)
    return result


def _possible(
    measurement: Measurement,
    rule: ScoringRule,
    evidence: tuple[Evidence, ...],
    given: Mapping[str, Any],
    exact: Fraction | None,
) -> tuple[Numbers, tuple[str, ...]]:
    """Return every value the points can have before rounding, never outside the criterion's own."""
    if exact is not None and measurement.settled and all(item.settled for item in evidence):
        return (Range.point(exact),), ()
    whole = Range(Fraction(0), measurement.step.criterion.points)
    names: dict[str, Any] = {name: (Range.point(value),) for name, value in given.items()}
    names |= {
        MEASURE: measurement.possible,
        **{item.binding.name: item.possible for item in evidence},
    }
    pieces = Pieces(ATTAINABLE)
    try:
        found = evaluate(rule.formula, pieces, names)
    except Undefined as undefined:
        return (whole,), (undefined.code,)
    assert isinstance(found, tuple)
    if measurement.state == "undefined" and MEASURE in rule.formula.names:
        return (whole,), measurement.reasons
    inside = tuple(piece for value in found if (piece := value.meet(whole)))
    return inside or found, tuple(sorted(pieces.maybe_undefined))
