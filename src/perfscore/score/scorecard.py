"""Scorecard: the sum of the awards, its sections and what is done to the total · 计分卡."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from perfscore.inputs.criteria import Grade
from perfscore.inputs.report import Report
from perfscore.inputs.ruleset import Ruleset
from perfscore.numbers.content import ByContent, OfCriteria
from perfscore.numbers.exact import Rounding, added, decimal_text
from perfscore.numbers.once import derived
from perfscore.numbers.ranges import Range
from perfscore.plan.planned import Plan
from perfscore.score.adjustments import Applied, applied_to_sum, finished
from perfscore.score.award import Award
from perfscore.score.sums.pointset import PointSet
from perfscore.score.sums.totals import possible_totals

__all__ = ["Applied", "Scorecard", "SectionTotal", "build_scorecard", "grade_of"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SectionTotal(ByContent):
    """The sum of one section, at any level · 分项小计.

    `exact` is the sum of the printed figures, None where figures are missing; `agreed` says that all
    readings of its criteria give the same.
    """

    name: str
    points: Fraction
    attainable: PointSet
    exact: Fraction | None
    agreed: bool

    def _content(self) -> tuple[Any, ...]:
        return self.name, self.points, self.attainable, self.exact, self.agreed

    def _says(self) -> str:
        return f"{self.name} {self.range} of {decimal_text(self.points)}"

    @property
    def range(self) -> Range:
        """The lowest and the highest points possible."""
        return self.attainable.hull


@dataclass(frozen=True, eq=False, repr=False)
class Scorecard(OfCriteria[Award]):
    """The whole card · 计分卡.

    `sum` and `total` are the values of the printed figures, before and after what is `applied` to the
    sum and its rounding; None where figures are missing, and where no criterion counts: then nothing
    is scored, and any total is possible.
    """

    plan: Plan
    report: Report
    awards: tuple[Award, ...]
    applied: tuple[Applied, ...]
    rounding: Rounding | None
    sum: Fraction | None
    total: Fraction | None

    def _parts(self) -> dict[str, Award]:
        return {award.step.criterion.id: award for award in self.awards}

    def _content(self) -> tuple[Any, ...]:
        return self.plan, self.report

    def _says(self) -> str:
        ruleset = self.plan.ruleset
        if self.plan.without_rules:
            return "no rules"
        return f"{ruleset.id} {self.range} of {decimal_text(ruleset.points)}"

    @derived
    def fixed(self) -> bool:
        """Say whether the evidence leaves one total only."""
        if self.told and self.total is not None and all(rule.settled for rule in self.applied):
            return True
        # A cap may leave one total whatever the points below it are, if there are any.
        return self.attainable.hull.exact is not None and all(award.certain for award in self.awards)

    @derived
    def told(self) -> bool:
        """Say whether the evidence leaves each criterion one value only."""
        return all(award.fixed for award in self.awards)

    @derived
    def agreed(self) -> bool:
        """Say whether the printed figures give a total, and all readings the same."""
        return self.total is not None and all(award.agreed for award in self.awards)

    @derived
    def scored(self) -> bool:
        """Say whether any criterion counts; where none applies there is nothing to score."""
        return any(award.counts for award in self.awards)

    @derived
    def most(self) -> Fraction | None:
        """The full points, above which no total can be; None where a bonus may add to them."""
        bonus = any(rule.modifier.kind == "bonus" for rule in self.plan.modifiers)
        return None if bonus else self.plan.ruleset.points

    def beyond(self, total: Range) -> bool:
        """Say whether a total is above all that the card has."""
        return total.meet(Range(None, self.most)) is None

    @derived
    def sums(self) -> PointSet:
        """Every sum of the awards the evidence allows, under any reading."""
        if not self.scored:
            return PointSet.between(self.plan.ruleset.points, self.plan.ruleset.ruleset.rounding.rounding)
        if self.told and self.sum is not None:
            return PointSet.of(self.sum, self.plan.finest)
        return PointSet.total(award.attainable for award in self.awards)

    @derived
    def attainable(self) -> PointSet:
        """Every total the evidence allows, under any reading."""
        return possible_totals(self.sums, self.applied, self.rounding)

    @derived
    def range(self) -> Range:
        """The lowest and the highest total possible."""
        if self.fixed and self.total is not None:
            return Range.point(self.total)
        return self.attainable.hull

    @derived
    def sections(self) -> tuple[SectionTotal, ...]:
        """The sums of the sections, at every level."""
        return _sections(self.awards)

    @derived
    def grade(self) -> Grade | None:
        """The grade, None where the possible totals lie in more than one."""
        return grade_of(self.plan.ruleset, self.range)


def build_scorecard(plan: Plan, report: Report, awards: tuple[Award, ...]) -> Scorecard:
    """Add the awards up · 汇总."""
    policy = plan.ruleset.ruleset.rounding
    rounding = policy.rounding if policy.at == "total" else None
    points = _exact_sum(awards) if any(award.counts for award in awards) else None
    applied = applied_to_sum(plan, report, awards)
    total = finished(points, applied, rounding)
    return Scorecard(plan, report, awards, applied, rounding, points, total)


def _exact_sum(awards: tuple[Award, ...]) -> Fraction | None:
    points = [award.points for award in awards if award.points is not None]
    return added(points) if len(points) == len(awards) else None


def _sections(awards: tuple[Award, ...]) -> tuple[SectionTotal, ...]:
    names: dict[str, list[Award]] = {}
    for award in awards:
        if not award.step.criterion.section:
            continue
        parts = award.step.criterion.section.split("/")
        for depth in range(1, len(parts) + 1):
            names.setdefault("/".join(parts[:depth]), []).append(award)
    return tuple(_section(name, tuple(group)) for name, group in names.items() if name)


def _section(name: str, awards: tuple[Award, ...]) -> SectionTotal:
    points = added(award.step.criterion.points for award in awards)
    attainable = PointSet.total(award.attainable for award in awards)
    agreed = all(award.agreed for award in awards)
    return SectionTotal(name, points, attainable, _exact_sum(awards), agreed)


def grade_of(ruleset: Ruleset, totals: Range) -> Grade | None:
    """Return the grade, None where the possible totals lie in more than one."""
    named = [
        next((g for g in ruleset.grades if end is not None and end >= g.from_), None)
        for end in (totals.low, totals.high)
    ]
    return named[0] if named[0] is named[1] else None
