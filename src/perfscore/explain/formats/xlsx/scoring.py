"""One criterion's facts and rules as rows: what is known of it, its measure, its points · 指标与计分各行."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from perfscore.explain.content.steps import rounding_text
from perfscore.explain.formats.xlsx.reading import Computation, Read
from perfscore.explain.wording.given import number_put_in
from perfscore.inputs.report import Report
from perfscore.language.compile.formula import names_of
from perfscore.language.interpretations import pairs
from perfscore.language.interpretations.cells import BEYOND, MISSING, either, given
from perfscore.language.interpretations.evaluate import evaluate
from perfscore.language.interpretations.pairs import Pair, number_pair
from perfscore.language.interpretations.prose import Phrase
from perfscore.numbers.ranges import hull
from perfscore.plan.planned import MEASURE, POINTS, ScoringRule
from perfscore.score.award import Award

__all__ = ["Scoring"]

_FOUR = ("first", "second", "third", "fourth")


class Scoring:
    """What a criterion reads and how it scores, in a computation · 一个评分项的事实与规则.

    `absent`, `missing`, `loose` and `bad` count its facts in such a state; `same` says whether none is
    changed.
    """

    def __init__(self, own: Computation, award: Award, report: Report) -> None:
        self.own, self.award, self.step, self.words = own, award, award.step, own.words
        criterion = self.step.criterion
        own.trace.line(self.words.label(criterion.label), heading=True)
        self.full = own.number(criterion.points)
        self.measured = own.read(award.measurement.evidence, report)
        self.rules = [(rule, own.bound(rule.reads, report)) for rule in self.step.rules]
        reads = [*self.measured, *(read for _, found in self.rules for read in found)]
        self.reads: list[Read] = reads
        self.lines = [line for read in reads for line in read.lines]
        states, count = own.facts.states, own.counted
        names = (states.absent, states.missing, states.loose, states.unreadable)
        found = [count(self.lines, "state", name) for name in names]
        changed = count(self.lines, "first", False)
        if self.lines:
            line = own.trace.line(self.words("workbook.how_many", names=self.words.listed([*names])))
            found = [line.put(at, cell) for at, cell in zip(_FOUR, found, strict=True)]
            changed = line.put("n", changed)
        self.absent, self.missing, self.loose, self.bad = found
        self.same = changed.same(0)
        head = own.plan.ruleset.ruleset
        self.policy = criterion.missing or head.missing
        self.absence = criterion.not_applicable or head.not_applicable
        self.opaque = self.step.indicator is not None and self.step.measure is None and bool(self.rules)

    @property
    def divides_safely(self) -> bool:
        """Whether nothing that a rule or a loose measure divides by can be zero, as far as is told."""
        loose = [item for item in self.award.measurement.evidence if item.known == "range"]
        ends = [hull(*item.possible).low for item in loose if isinstance(item.possible, tuple)]
        if not all(end is not None and end > 0 for end in ends):
            return False
        return not any(_divides(rule, reads) for rule, reads in self.rules)

    def measure(self, values: Sequence[Any], ends: bool) -> Pair | None:
        """Return the measure; of a function of a pack what the engine found, as long as its facts stay."""
        if self.step.indicator is None or not self.rules:
            return None
        if self.step.measure is not None:
            names = dict(zip((read.name for read in self.measured), values, strict=True))
            found: Pair = evaluate(self.step.measure, self.own.meaning(ends), names)
            return found
        exact = self.award.measurement.exact
        line = self.own.trace.line(self.words.label(self.step.indicator.label))
        if exact is None:
            return Pair(line.put("n", MISSING), line.put("d", given(1)), Phrase(line.says))
        n = line.put("n", either(self.same, given(exact.numerator), BEYOND))
        d = line.put("d", given(exact.denominator))
        line.put("shown", n / d)
        return Pair(n, d, Phrase(line.says), exact >= 0)

    def earned(
        self, rule: ScoringRule, names: Mapping[str, Any], measure: Pair | None, ends: bool = False
    ) -> Pair:
        """Return the points of one reading, rounded as declared."""
        values = {**self._given(rule), **names}
        if measure is not None:
            values[MEASURE] = replace(measure, says=Phrase(self.words("formula.measure")))
        found: Pair = evaluate(rule.formula, self.own.meaning(ends), values)
        rounding = self.step.rounding
        if rounding is None:
            return found
        line = self.own.trace.line(rounding_text(rounding, self.words))
        return pairs.rounded(line, found, rounding.places, rounding.mode)

    def _given(self, rule: ScoringRule) -> dict[str, Any]:
        given = {
            name: number_pair(number, number_put_in(rule.constants[name]))
            for name, number in rule.numbers.items()
        }
        return {**given, POINTS: replace(self.full, says=Phrase(self.words("formula.points")))}


def _divides(rule: ScoringRule, reads: Sequence[Read]) -> bool:
    """Say whether a rule divides by a fact it reads itself, or by the measure."""
    facts = {read.name for read in reads} | {MEASURE}
    return any(
        isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and facts & {*names_of(node.right)}
        for node in ast.walk(rule.formula.tree)
    )
