"""Award: measures to points, and their rounding · 计分.

Each reading of a criterion's rule is one formula.  Its exact value on the printed figures, and the set of
points it can give on the evidence, are interpretations of that formula; rounding comes once, after.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import repeat
from typing import Any, Literal

from perfscore.inputs.report import Report
from perfscore.messages import Listed
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.numbers.content import ByContent
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.once import derived
from perfscore.numbers.ranges import Range
from perfscore.plan.planned import Plan, Step
from perfscore.score.evidence import Evidence, gather
from perfscore.score.measure import Measurement
from perfscore.score.readings import ReadingAward, award_reading
from perfscore.score.sums.pointset import PointSet

__all__ = ["Award", "award_points"]

State = Literal["scored", "missing", "not_applicable"]


@dataclass(frozen=True, eq=False, repr=False)
class Award(ByContent):
    """The points of one criterion · 得分.

    `points` (of the card) is the value of the printed figures under the main reading.  `counts` is what
    the criterion counts for: its points, or 0 where it does not apply and its points leave the card;
    `policy` is the one that gave the points where no rule did.
    """

    measurement: Measurement
    readings: tuple[ReadingAward, ...]
    state: State
    points: Fraction | None
    counts: Fraction
    policy: str | None = None

    def _content(self) -> tuple[Any, ...]:
        facts = tuple((item.binding, item.fact, item.known) for item in self.evidence)
        criterion = self.step.criterion
        return criterion.id, criterion, self.state, self.points, self.counts, self.attainable, facts

    def _says(self) -> str:
        return f"{self.step.criterion.id} {self.range} of {decimal_text(self.step.criterion.points)}"

    @property
    def step(self) -> Step:
        """The criterion's step."""
        return self.measurement.step

    @derived
    def attainable(self) -> PointSet:
        """Every value any reading can give on the evidence."""
        rounding = self.step.rounding
        if not self.readings:
            full = self.step.criterion.points
            return (
                PointSet.between(full, rounding)
                if self.points is None
                else PointSet.of(self.points, rounding)
            )
        result = self.readings[0].attainable
        for reading in self.readings[1:]:
            result = result.union(reading.attainable)
        return result

    @derived
    def range(self) -> Range:
        """The lowest and the highest points possible."""
        return Range.point(self.points) if self.points is not None and self.fixed else self.attainable.hull

    @derived
    def fixed(self) -> bool:
        """Say whether the evidence leaves one value only, under every reading."""
        return self.agreed and all(reading.settled for reading in self.readings)

    @property
    def certain(self) -> bool:
        """Say whether every reading has a value whatever the facts are."""
        return all(reading.certain for reading in self.readings)

    @derived
    def agreed(self) -> bool:
        """Say whether the printed figures give points, and all readings the same."""
        if self.points is None:
            return False
        return len(self.readings) < 2 or all(r.points == self.points for r in self.readings)

    @derived
    def evidence(self) -> tuple[Evidence, ...]:
        """Everything read for this criterion, each fact once."""
        read = (self.measurement.evidence, *[reading.evidence for reading in self.readings])
        return tuple({e.binding.fact: e for evidence in read for e in evidence}.values())


def award_points(plan: Plan, measurements: tuple[Measurement, ...], report: Report) -> tuple[Award, ...]:
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
        return Award(measurement, (), "missing", None, full, "rows")
    read = [gather(rule.reads, report, figures) for rule in step.rules]
    known: set[str] = {measurement.state}
    if measurement.state != "measured" or any(read):
        known |= {item.known for evidence in (measurement.evidence, *read) for item in evidence}
    if "not_applicable" in known:
        return _not_applicable(plan, measurement)
    if "missing" in known:
        policy = step.criterion.missing or plan.ruleset.ruleset.missing
        if policy != "range":
            return _missing(measurement, [*measurement.evidence, *read[0]], policy, report)
    readings = tuple(map(award_reading, repeat(measurement), step.rules, read))
    return Award(measurement, readings, "scored", readings[0].points, full)


def _not_applicable(plan: Plan, measurement: Measurement) -> Award:
    step = measurement.step
    policy = step.criterion.not_applicable or plan.ruleset.ruleset.not_applicable
    full = step.criterion.points
    points = full if policy == "full" else Fraction(0)
    counts = Fraction(0) if policy in ("rescale", "exclude") else full
    return Award(measurement, (), "not_applicable", points, counts, policy)


def _missing(measurement: Measurement, evidence: list[Evidence], policy: str, report: Report) -> Award:
    step = measurement.step
    if policy == "refuse":
        missing = Listed(item.binding.fact for item in evidence if item.known == "missing")
        where = f"criteria {step.criterion.id}"
        raise ProblemsFound([Problem("fact-missing", Place(report.file), where, {"found": missing})])
    return Award(measurement, (), "missing", Fraction(0), step.criterion.points, policy)
