"""The computation of the total: the sum, what is done to it, its rounding and its ends · 合计演算."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from perfscore.explain.content.steps import rounding_text
from perfscore.explain.formats.xlsx.ends import comes_to
from perfscore.explain.formats.xlsx.points import Points
from perfscore.explain.formats.xlsx.reading import HIGH, LOW, Computation, Read, filled
from perfscore.language.interpretations import pairs
from perfscore.language.interpretations.cells import MISSING, called, either, given, joined
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.pairs import Pair
from perfscore.language.interpretations.prose import Phrase
from perfscore.language.interpretations.trend import Moving, Trend, Trends
from perfscore.numbers.ranges import Range
from perfscore.plan.planned import TOTAL, PlannedModifier
from perfscore.score.adjustments import rescaling
from perfscore.score.scorecard import Scorecard

__all__ = ["Total", "total_rows"]


@dataclass(frozen=True, slots=True)
class Total:
    """The total of a card, and its ends, as the sheet computes them · 合计.

    `how` says where its range comes from, as of a criterion.
    """

    total: Pair
    low: Pair
    high: Pair
    how: str


@dataclass(frozen=True, slots=True)
class _Rule:
    """A modifier with its facts in this computation."""

    planned: PlannedModifier
    reads: tuple[Read, ...]


def total_rows(own: Computation, card: Scorecard, criteria: Sequence[Points]) -> Total:
    """Write the rows of the total behind those of the criteria."""
    own.trace.line(own.words("workbook.total_rows"), heading=True)
    rules = [_Rule(rule, own.bound(rule.reads, card.report)) for rule in card.plan.modifiers]
    return _TotalRows(own, card, criteria, rules).written()


class _TotalRows:
    def __init__(
        self, own: Computation, card: Scorecard, criteria: Sequence[Points], rules: Sequence[_Rule]
    ) -> None:
        self.own, self.card, self.criteria, self.rules = own, card, criteria, rules
        self.head = card.plan.ruleset.ruleset
        self.counted = self._sum([one.counts for one in criteria], "workbook.counted")
        gone = [one.excluded for one in criteria if one.excluded.n.text != "0"]
        full = own.number(card.plan.ruleset.points)
        if gone:
            left = self._sum(gone, "workbook.excluded")
            full = pairs.difference(own.trace.line(own.words("workbook.full_left")), full, left)
        self.full = replace(full, says=Phrase(own.words("formula.points")))

    def written(self) -> Total:
        """Write the total, then its low and its high end."""
        total = self._after([one.points for one in self.criteria], "workbook.sum")
        how, ends = self._ends()
        return Total(total, *ends, how)

    def _sum(self, numbers: Sequence[Pair], key: str) -> Pair:
        found = numbers[0] if numbers else self.own.number(Fraction(0))
        for number in numbers[1:]:
            found = pairs.total(self.own.trace.line(self.own.words(key)), found, number)
        return found

    def _after(self, numbers: Sequence[Pair], key: str) -> Pair:
        """Return a sum after all that is done to it; nothing is scored where no criterion counts."""
        own = self.own
        total = self._sum(numbers, key)
        total = self._rescaled(total)
        for rule in self.rules:
            total = self._modified(rule, total)
        if self.card.rounding is not None:
            line = own.trace.line(rounding_text(self.card.rounding, own.words))
            total = pairs.rounded(line, total, self.card.rounding.places, self.card.rounding.mode)
        line = own.trace.line(own.words("workbook.total"), heading=True)
        return filled(line, either(self.counted.n > 0, total.n, MISSING), total.d)

    def _rescaled(self, total: Pair) -> Pair:
        """Return the sum on the full points, where criteria that do not apply are to be shared out."""
        own = self.own
        absent = [one.absent for one, step in zip(self.criteria, self.card.plan.steps, strict=True)
                  if (step.criterion.not_applicable or self.head.not_applicable) == "rescale"
                  and one.absent.text != "0"]  # fmt: skip
        if not absent:
            return total
        rounding = self.head.rounding.rounding if self.head.rounding.at == "criterion" else None
        words = own.words
        names = {
            TOTAL: replace(total, says=Phrase(words("formula.total"))),
            "counted": replace(self.counted, says=Phrase(words("workbook.counted"))),
            "points": self.full,
        }
        found: Pair = evaluate(rescaling(rounding), own.meaning(), names)
        line = own.trace.line(words("total.rescale"))
        less = line.put("first", self.counted.n * self.full.d < self.full.n * self.counted.d)
        some = line.put("second", joined(absent))
        apply = either(less, some > 0, given(False))
        return pairs.chosen(line, apply, found, total)

    def _modified(self, rule: _Rule, total: Pair) -> Pair:
        """Return the total after a modifier, or as it was where the modifier is left out."""
        own, words = self.own, self.own.words
        values: dict[str, Any] = {name: own.number(value) for name, value in rule.planned.constants.items()}
        values |= {read.name: read.exact() for read in rule.reads}
        values[TOTAL] = replace(total, says=Phrase(words("formula.total")))
        found: Pair = evaluate(rule.planned.formula, own.meaning(), values)
        lines = [line for read in rule.reads for line in read.lines]
        line = own.trace.line(words.label(rule.planned.modifier.label))
        if not lines:
            return pairs.chosen(line, given(True), found, total)
        states, count = own.facts.states, own.counted
        absent = line.put("first", count(lines, "state", states.absent))
        missing = line.put("second", count(lines, "state", states.missing))
        known = line.put("third", count(lines, "state", states.known))
        out = absent + missing if self.head.missing == "zero" else absent
        n = either(out > 0, total.n, either(known < len(lines), MISSING, found.n))
        return filled(line, n, either(out > 0, total.d, found.d), total.positive)

    def _ends(self) -> tuple[str, tuple[Pair, Pair]]:
        """Return the ends of the total: those of the sums taken on, where that is proven to be so."""
        known, trace, words = self.card.range, self.own.trace, self.own.words
        ends: list[Pair] = []
        before = trace.next
        if all(map(self._rises, self.rules)):
            lows, highs = ([one.low for one in self.criteria], [one.high for one in self.criteria])
            ends = [self._after(lows, "workbook.sum_low"), self._after(highs, "workbook.sum_high")]
            if not all(
                comes_to(end, number) for end, number in zip(ends, (known.low, known.high), strict=True)
            ):
                ends = []
                trace.back(before)
        how = "ends" if ends else "engine"
        same = self.own.facts.unchanged
        found = []
        for side, number in ((LOW, known.low), (HIGH, known.high)):
            line = trace.line(words("workbook.total_low" if side == LOW else "workbook.total_high"))
            parts = number.as_integer_ratio() if number is not None else (side or -1, 0)
            cells = [either(same, given(part), MISSING) for part in parts]
            if ends:
                ok = called("ISNUMBER", ends[side].n)
                own = ends[side].n, ends[side].d
                cells = [either(ok, cell, other) for cell, other in zip(own, cells, strict=True)]
            found.append(filled(line, cells[0], cells[1], positive=False))
        return how, (found[0], found[1])

    def _rises(self, rule: _Rule) -> bool:
        """Say whether what a rule makes of a total never falls as the total rises."""
        if not all(cell.exact for read in rule.reads for cell in read.cells):
            return False
        names: dict[str, Any] = {
            name: Moving((Range.point(v),)) for name, v in rule.planned.constants.items()
        }
        names |= {read.name: read.moving(Trend.CONSTANT) for read in rule.reads}
        names[TOTAL] = Moving((Range(Fraction(0), None),), Trend.RISING)
        try:
            return evaluate(rule.planned.formula, Trends(), names).trend in (Trend.RISING, Trend.CONSTANT)
        except Undefined:
            return False
