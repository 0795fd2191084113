"""The columns of a result, and one row of it · 结果列.

Points are decimals of as many places as the rules round to, and text where nothing rounds them, for then
a third of a point may be among them.  What is not decided is null, never zero.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import polars as pl

from perfscore.auditing.findings.find import tested
from perfscore.auditing.verdicts import criterion_audit, stands_for, verdict_on_total
from perfscore.batch.columns.wanted import ROW, Layout
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.lattice import LATTICES
from perfscore.messages.problems import Problem
from perfscore.numbers.exact import decimal_text, units_text
from perfscore.numbers.ranges import Range
from perfscore.plan.planned import TOTAL, Plan, PlannedCheck
from perfscore.score.award import Award
from perfscore.score.scorecard import Scorecard

__all__ = ["REFUSED", "STATUS", "Results", "decimals", "lacks"]

STATUS, REFUSED = "status", "refused"
_DIGITS = (9, 18, 38)


@dataclass(frozen=True)
class Results:
    """What a plan makes of a table of a certain layout · 结果的构成.

    With `ranges` each criterion has its lowest and highest points beside its points; `language` is that in
    which refusals are told.
    """

    plan: Plan
    layout: Layout
    ranges: bool = False
    language: str = "zh"

    @cached_property
    def places(self) -> Mapping[str, int | None]:
        """The decimals of each criterion's points, None where nothing rounds them."""
        return {
            step.criterion.id: None if step.rounding is None else step.rounding.places
            for step in self.plan.steps
        }

    @cached_property
    def sum_places(self) -> int:
        """The decimals of the sum of points that are all rounded."""
        return max((places for places in self.places.values() if places is not None), default=0)

    @cached_property
    def total_places(self) -> int | None:
        """The decimals of the total, None where it may be any number."""
        head = self.plan.ruleset.ruleset
        if head.rounding.at == "total":
            return head.rounding.rounding.places
        found = list(self.places.values())
        if None in found or not found:
            return None
        step: Any = Fraction(1, 10**self.sum_places)
        for rule in self.plan.modifiers:
            names = {**dict.fromkeys(rule.formula.names), **rule.constants, TOTAL: step}
            try:
                step = evaluate(rule.formula, LATTICES, names)
            except Undefined:
                return None
            if step is None:
                return None
        text = decimal_text(abs(step))
        return None if "/" in text else len(text.partition(".")[2])

    @property
    def total_type(self) -> Any:
        """The type of the total, with room for every bonus there is."""
        return decimals(self.total_places, self.plan.ruleset.points * 1_000)

    @property
    def in_columns(self) -> bool:
        """Say whether points and total are whole numbers of some decimal, as columns hold them."""
        head = self.plan.ruleset.ruleset
        claimed = self.layout.total or self.layout.lines
        whole = head.rounding.at == "criterion" and self.total_places is not None
        return whole and None not in self.places.values() and not (claimed and head.claims == "rounded")

    def schema(self, carried: Mapping[str, Any]) -> dict[str, Any]:
        """Return the type of every column, in order; `carried` are those of the columns carried through."""
        found: dict[str, Any] = {ROW: pl.Int64, **{name: carried[name] for name in self.layout.carried}}
        for step in self.plan.steps:
            names = self.columns_of(step.criterion.id)
            found |= dict.fromkeys(names, decimals(self.places[step.criterion.id], step.criterion.points))
        found |= dict.fromkeys(("total", "total.low", "total.high"), self.total_type)
        found |= {"missing": pl.Int32, "grade": pl.String}
        if self.layout.total:
            found["verdict"] = pl.String
        found |= {f"verdict.{id_}": pl.String for id_ in self.layout.lines}
        found |= {f"check.{check.check.id}": pl.Boolean for check in self.checks}
        return {**found, STATUS: pl.String, REFUSED: pl.String}

    @cached_property
    def checks(self) -> list[PlannedCheck]:
        """The checks that read single facts only, no columns of tables of facts."""
        kinds = {check.check.id: {read.kind for read in check.reads} for check in self.plan.checks}
        return [check for check in self.plan.checks if Kind.COLUMN not in kinds[check.check.id]]

    def columns_of(self, criterion: str) -> tuple[str, ...]:
        """Return the columns of a criterion: its points, and with ranges the lowest and the highest."""
        return (criterion, f"{criterion}.low", f"{criterion}.high") if self.ranges else (criterion,)

    def row(self, card: Scorecard) -> dict[str, Any]:
        """Return one row of the result, of a report scored by the engine."""
        found: dict[str, Any] = {}
        for award in card.awards:
            names, places = self.columns_of(award.step.criterion.id), self.places[award.step.criterion.id]
            found |= dict(zip(names, _three(award.points, award.range, places), strict=False))
        total = _three(card.total, card.range, self.total_places)
        found |= dict(zip(("total", "total.low", "total.high"), total, strict=True))
        found["missing"] = sum(map(lacks, card.awards))
        found["grade"] = None if card.grade is None else card.grade.name
        found |= dict(self._verdicts(card))
        for check in self.checks:
            finding = tested(check, card)
            found[f"check.{check.check.id}"] = None if finding is None else finding.holds
        return {**found, STATUS: "missing" if card.total is None else "scored", REFUSED: None}

    def refused(self, problems: Iterable[Problem]) -> dict[str, Any]:
        """Return the row of a report that cannot be scored; all that is told of it is why."""
        told = "; ".join(one.text(self.language).removeprefix(f"{one.place}: ") for one in problems)
        return {STATUS: "refused", REFUSED: told}

    def _verdicts(self, card: Scorecard) -> Iterator[tuple[str, str | None]]:
        if self.layout.total:
            claim, exactness = card.report.total, self.plan.ruleset.ruleset.claims
            yield "verdict", None if claim is None else verdict_on_total(card, stands_for(claim, exactness))
        for award in card.awards:
            if award.step.criterion.id in self.layout.lines:
                yield f"verdict.{award.step.criterion.id}", criterion_audit(award, card).verdict


def decimals(places: int | None, most: Fraction) -> Any:
    """Return the type of points of so many decimals, the narrowest with room for ten times the most."""
    if places is None:
        return pl.String
    digits = next((size for size in _DIGITS if most * 10 ** (places + 1) < 10**size), _DIGITS[-1])
    return pl.Decimal(digits, places)


def lacks(award: Award) -> bool:
    """Say whether a criterion misses a fact that it would apply to."""
    known = {item.known for item in award.evidence}
    return award.state == "missing" or ("missing" in known and award.state != "not_applicable")


def _three(points: Fraction | None, span: Range, places: int | None) -> tuple[Any, ...]:
    return tuple(_written(value, places) for value in (points, span.low, span.high))


def _written(points: Fraction | None, places: int | None) -> str | None:
    """Return points as text, of so many decimals where they have them."""
    if points is None:
        return None
    return decimal_text(points) if places is None else units_text(int(points * 10**places), places)
