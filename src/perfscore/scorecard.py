"""Scorecard: the sum of the awards, its sections and what is done to the total · 计分卡."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from perfscore.award import Award
from perfscore.evidence import Evidence, gather
from perfscore.inputs.criteria import Grade
from perfscore.inputs.report import Report
from perfscore.inputs.ruleset import Ruleset
from perfscore.language.evaluate import Undefined, evaluate
from perfscore.language.exact import exact_value
from perfscore.language.formula import Formula, compile_formula
from perfscore.language.pieces import ATTAINABLE, Numbers, Pieces
from perfscore.language.types import Kind
from perfscore.numbers import Rounding
from perfscore.planned import TOTAL, Plan, PlannedModifier
from perfscore.pointset import PointSet
from perfscore.ranges import Range

__all__ = ["Applied", "Scorecard", "SectionTotal", "build_scorecard"]

_RESCALED = "total / counted * points"


@dataclass(frozen=True, slots=True, eq=False)
class Applied:
    """One thing done to the sum: rescaling, cap, floor, bonus, veto · 对合计的调整."""

    id: str
    formula: Formula
    given: Mapping[str, Fraction]
    evidence: tuple[Evidence, ...]
    modifier: PlannedModifier | None = None


@dataclass(frozen=True, slots=True, eq=False)
class SectionTotal:
    """The sum of one section, at any level · 分项小计."""

    name: str
    points: Fraction
    attainable: PointSet
    exact: Fraction | None

    @property
    def range(self) -> Range:
        """The lowest and the highest points possible."""
        return self.attainable.hull


@dataclass(frozen=True, eq=False)
class Scorecard:
    """The whole card · 计分卡.

    `sum` and `total` are the values of the printed figures, before and after what is `applied` to the
    sum and its rounding; None where figures are missing.
    """

    plan: Plan
    report: Report
    awards: tuple[Award, ...]
    applied: tuple[Applied, ...]
    rounding: Rounding | None
    sum: Fraction | None
    total: Fraction | None

    @cached_property
    def fixed(self) -> bool:
        """Say whether the evidence leaves one total only."""
        settled = all(award.fixed for award in self.awards)
        return settled and all(item.settled for rule in self.applied for item in rule.evidence)

    @cached_property
    def sums(self) -> PointSet:
        """Every sum of the awards the evidence allows, under any reading."""
        return PointSet.total(award.attainable for award in self.awards)

    @cached_property
    def attainable(self) -> PointSet:
        """Every total the evidence allows, under any reading."""
        return _possible(self.sums, self.applied, self.rounding)

    @cached_property
    def range(self) -> Range:
        """The lowest and the highest total possible."""
        if self.fixed and self.total is not None:
            return Range.point(self.total)
        return self.attainable.hull

    @cached_property
    def sections(self) -> tuple[SectionTotal, ...]:
        """The sums of the sections, at every level."""
        return _sections(self.awards)

    @cached_property
    def grade(self) -> Grade | None:
        """The grade, None where the possible totals lie in more than one."""
        return _grade(self.plan.ruleset, self.range)


def build_scorecard(plan: Plan, report: Report, awards: tuple[Award, ...]) -> Scorecard:
    """Add the awards up · 汇总."""
    policy = plan.ruleset.ruleset.rounding
    rounding = policy.rounding if policy.at == "total" else None
    points = _exact_sum(awards)
    applied = _applied(plan, report, awards)
    total = _finished(points, applied, rounding)
    return Scorecard(plan, report, awards, applied, rounding, points, total)


def _exact_sum(awards: tuple[Award, ...]) -> Fraction | None:
    points = [award.points for award in awards if award.points is not None]
    return sum(points, Fraction(0)) if len(points) == len(awards) else None


def _sections(awards: tuple[Award, ...]) -> tuple[SectionTotal, ...]:
    names: dict[str, list[Award]] = {}
    for award in awards:
        parts = award.step.criterion.section.split("/")
        for depth in range(1, len(parts) + 1):
            names.setdefault("/".join(parts[:depth]), []).append(award)
    return tuple(_section(name, tuple(group)) for name, group in names.items() if name)


def _section(name: str, awards: tuple[Award, ...]) -> SectionTotal:
    points = sum((award.step.criterion.points for award in awards), Fraction(0))
    return SectionTotal(name, points, PointSet.total(a.attainable for a in awards), _exact_sum(awards))


def _applied(plan: Plan, report: Report, awards: tuple[Award, ...]) -> tuple[Applied, ...]:
    found: list[Applied] = []
    if any(award.policy == "rescale" for award in awards):
        counted = sum((award.counts for award in awards), Fraction(0))
        if 0 < counted < plan.ruleset.points:
            kinds = dict.fromkeys((TOTAL, "counted", "points"), Kind.NUMBER)
            given = {"counted": counted, "points": plan.ruleset.points}
            found.append(Applied("rescale", compile_formula(_RESCALED, kinds), given, ()))
    for rule in plan.modifiers:
        evidence = gather(rule.reads, report, plan.ruleset.ruleset.figures)
        found.append(Applied(rule.modifier.id, rule.formula, rule.constants, evidence, rule))
    return tuple(found)


def _finished(
    total: Fraction | None, applied: tuple[Applied, ...], rounding: Rounding | None
) -> Fraction | None:
    for rule in applied:
        if total is None or any(item.known != "exact" for item in rule.evidence):
            return None
        values: dict[str, Any] = {
            **rule.given,
            **{e.binding.name: e.exact for e in rule.evidence},
            TOTAL: total,
        }
        try:
            result = exact_value(rule.formula, values)
        except Undefined:
            return None
        assert isinstance(result, Fraction)
        total = result
    return total if total is None or rounding is None else rounding(total)


def _possible(sums: PointSet, applied: tuple[Applied, ...], rounding: Rounding | None) -> PointSet:
    """Return every total: each possible sum is taken through what is done to it."""
    if not applied:
        return sums if rounding is None else PointSet.rounded(tuple(sums.dense()), rounding)
    starts = [(Range.point(point),) for point in sums.points()] if sums.places is not None else [sums.ranges]
    result: PointSet | None = None
    for numbers in starts:
        taken = PointSet.rounded(_through(numbers, applied), rounding)
        result = taken if result is None else result.union(taken)
    assert result is not None
    return result


def _through(numbers: Numbers, applied: tuple[Applied, ...]) -> Numbers:
    for rule in applied:
        names: dict[str, Any] = {name: (Range.point(value),) for name, value in rule.given.items()}
        names |= {e.binding.name: e.possible for e in rule.evidence}
        try:
            found = evaluate(rule.formula, Pieces(ATTAINABLE), {**names, TOTAL: numbers})
        except Undefined:
            return (Range(Fraction(0), None, False, True),)
        assert isinstance(found, tuple)
        numbers = found
    return numbers


def _grade(ruleset: Ruleset, totals: Range) -> Grade | None:
    """Return the grade, None where the possible totals lie in more than one."""
    named = [
        next((g for g in ruleset.grades if end is not None and end >= g.from_), None)
        for end in (totals.low, totals.high)
    ]
    return named[0] if named[0] is named[1] else None
