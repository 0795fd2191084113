"""The computation of each criterion, row by row: from the sheet of facts to points · 逐项演算."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from perfscore.explain.content.steps import rounding_text
from perfscore.explain.formats.xlsx_facts import FactSheet, Stated
from perfscore.explain.wording.formulas import number_put_in, wording
from perfscore.explain.wording.words import Words
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations import pairs
from perfscore.language.interpretations.cells import BEYOND, MISSING, Cell, called, either, given
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.pairs import COLUMNS, Line, Pair, Trace, number_pair
from perfscore.language.interpretations.prose import Phrase
from perfscore.language.interpretations.trend import Moving, Trend, Trends
from perfscore.language.interpretations.workbook import Said, Workbook
from perfscore.numbers.ranges import Range
from perfscore.plan.planned import MEASURE, POINTS, Plan, ScoringRule
from perfscore.score.award import Award
from perfscore.score.evidence import Evidence, by_row, gather

__all__ = ["Computation", "Points", "Read"]

LOW, HIGH = 0, 1
_FOUR = ("first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True)
class Read:
    """A name of a formula: the fact or the column of facts it stands for, in this computation."""

    name: str
    kind: Kind
    cells: tuple[Stated, ...]
    lines: tuple[Line, ...]

    def exact(self) -> Any:
        """Return the value as the formula reads it."""
        values = [_value(cell, line) for cell, line in zip(self.cells, self.lines, strict=True)]
        return values if self.kind is Kind.COLUMN else values[0]

    def end(self, side: int) -> Any:
        """Return one end of what the value can be."""
        values = [_end(cell, line, side) for cell, line in zip(self.cells, self.lines, strict=True)]
        return values if self.kind is Kind.COLUMN else values[0]

    def moving(self, trend: Trend) -> Any:
        """Return every value it could have, going some way."""
        moved = [Moving(_every(cell), trend) for cell in self.cells]
        return moved if self.kind is Kind.COLUMN else moved[0]


@dataclass(frozen=True, slots=True)
class Points:
    """What the sheet computes of one criterion · 一个评分项的演算结果.

    `how` says where its range comes from: ``ends``, where the formula is taken at the ends of what the
    facts can be, else ``engine``.
    """

    points: Pair
    low: Pair
    high: Pair
    counts: Pair
    excluded: Pair
    absent: Cell
    measure: Pair | None
    state: Cell
    how: str
    opaque: bool


class Computation:
    """The rows of the computation, and the facts they begin with · 演算."""

    def __init__(self, trace: Trace, facts: FactSheet, plan: Plan, words: Words) -> None:
        self.trace, self.facts, self.plan, self.words = trace, facts, plan, words
        self.figures = plan.ruleset.ruleset.figures
        self._wording = wording(words.language)

    def read(self, items: Sequence[Evidence], report: Any) -> tuple[Read, ...]:
        """Write a row for each fact that is read, and return them by the names of the formula."""
        return tuple(self._read(item, report) for item in items)

    def meaning(self, ends: bool = False) -> Workbook:
        """Return the interpretation that writes into these rows."""
        return Workbook(self.trace, self._wording, ends)

    def number(self, value: Fraction) -> Pair:
        """Return a number of the rules."""
        return number_pair(value, number_put_in(value))

    def counted(self, lines: Sequence[Line], column: str, wanted: Any) -> Cell:
        """Return how many of some rows say something in a column."""
        if not lines:
            return given(0)
        letter = COLUMNS[column]
        found = sum(line.cells[column].value == wanted for line in lines)
        span = f"{letter}{lines[0].row}:{letter}{lines[-1].row}"
        return Cell(f"COUNTIF({span},{given(wanted).text})", found)

    def _read(self, item: Evidence, report: Any) -> Read:
        label = self.words.label(item.binding.label)
        cells: list[Stated] = []
        if item.binding.kind is Kind.COLUMN:
            rows = by_row(item.binding, report, self.figures)
            names = [row.label for row in report.tables.get(item.binding.fact.partition(".")[0], ())]
            own = replace(item.binding, kind=Kind.NUMBER)
            for at, one in enumerate(rows if rows is not None else [item]):
                named = names[at] if at < len(names) and names[at] else label
                cells.append(self.facts.stated(one._replace(binding=own), named, at))
        else:
            cells.append(self.facts.stated(item, label))
        return Read(item.binding.name, item.binding.kind, tuple(cells), tuple(map(self._line, cells)))

    def _line(self, cell: Stated) -> Line:
        line = self.trace.line(cell.label)
        line.put("first", cell.same)
        n = line.put("n", cell.n)
        if cell.d is not None:
            line.put("shown", n / line.put("d", cell.d))
        line.put("state", cell.state)
        return line


class CriterionRows:
    """The rows of one criterion · 一个评分项的各行."""

    def __init__(self, own: Computation, award: Award, report: Any) -> None:
        self.own, self.award, self.step, self.words = own, award, award.step, own.words
        criterion = self.step.criterion
        own.trace.line(self.words.label(criterion.label), heading=True)
        self.full = own.number(criterion.points)
        self.measured = own.read(award.measurement.evidence, report)
        self.rules = [
            (rule, own.read(gather(rule.reads, report, own.figures), report)) for rule in self.step.rules
        ]
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
        self.policy = criterion.missing or own.plan.ruleset.ruleset.missing
        self.opaque = self.step.indicator is not None and self.step.measure is None and bool(self.rules)

    def written(self) -> Points:
        """Write the rows from facts to points, and the ends of what the points can be."""
        measure = self._measure([read.exact() for read in self.measured], ends=False)
        earned = [
            self._earned(rule, {r.name: r.exact() for r in reads}, measure) for rule, reads in self.rules
        ]
        line = self.own.trace.line(self.words("workbook.points"), heading=True)
        points = self._points(line, earned)
        state = self._state(points, line)
        how, ends = self._ends(earned)
        low, high = (self._end(side, earned, ends[side], points) for side in (LOW, HIGH))
        return Points(
            points, low, high, *self._counts(), self.absent, measure,
            state, how, self.opaque,
        )  # fmt: skip

    def _measure(self, values: Sequence[Any], ends: bool) -> Pair | None:
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

    def _earned(
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

    def _points(self, line: Line, earned: Sequence[Pair]) -> Pair:
        """Return what the criterion gets: by its rule, or by the policy for facts that are not there."""
        nothing = self.own.number(Fraction(0))
        if not earned:
            return self._put(line, (MISSING, given(1)))
        absent = self.full if self._policy() == "full" else nothing
        missing = (given(0), given(1)) if self.policy == "zero" else (MISSING, given(1))
        exact = self.award.points if self.award.state == "scored" else None
        loose = (MISSING, given(1))
        if self.award.readings and self.award.readings[0].exact is None and exact is not None:
            loose = (either(self.same, given(exact.numerator), MISSING), given(exact.denominator))
        found = []
        for at in (0, 1):
            cell = (earned[0].n, earned[0].d)[at]
            for test, other in ((self.loose, loose), (self.missing, missing)):
                cell = either(test > 0, other[at], cell)
            cell = either(self.bad > 0, (MISSING, given(1))[at], cell)
            found.append(either(self.absent > 0, (absent.n, absent.d)[at], cell))
        return self._put(line, (found[0], found[1]))

    def _policy(self) -> str:
        return self.step.criterion.not_applicable or self.own.plan.ruleset.ruleset.not_applicable

    def _put(self, line: Line, cells: tuple[Cell, Cell]) -> Pair:
        n, d = line.put("n", cells[0]), line.put("d", cells[1])
        line.put("shown", n / d)
        return Pair(n, d, Phrase(line.says), positive=True)

    def _state(self, points: Pair, line: Line) -> Cell:
        """Say why there are points or none."""
        words, states = self.words, self.own.facts.states
        undefined, beyond = given(words("workbook.state_undefined")), given(words("workbook.state_beyond"))
        fault = called("ERROR.TYPE", points.n)
        found = either(
            called("ISNUMBER", points.n), given(states.known), either(fault.same(2), undefined, beyond)
        )
        for test, state in (
            (self.loose, states.loose),
            (self.missing, states.missing),
            (self.bad, states.unreadable),
            (self.absent, states.absent),
        ):
            found = either(test > 0, given(state), found)
        if not self.rules:
            found = given(words("workbook.state_rows"))
        return line.put("state", found)

    def _counts(self) -> tuple[Pair, Pair]:
        """Return the points the criterion counts for, and those that leave the card."""
        trace, policy, full = self.own.trace, self._policy(), self.full
        gone = given(0) if policy in ("rescale", "exclude") else full.n
        line = trace.line(self.words("workbook.counts"))
        counts = self._put(line, (either(self.absent > 0, gone, full.n), full.d))
        if policy != "exclude":
            return counts, self.own.number(Fraction(0))
        line = trace.line(self.words("workbook.excluded"))
        return counts, self._put(line, (either(self.absent > 0, full.n, given(0)), full.d))

    def _ends(self, earned: Sequence[Pair]) -> tuple[str, tuple[Pair | None, Pair | None]]:
        """Return the points at the ends of what the facts can be, where the rules are proven to follow."""
        if not earned or self.opaque:
            return "engine", (None, None)
        ways = [self._ways(rule, reads) for rule, reads in self.rules]
        if any(way is None for way in ways):
            return "engine", (None, None)
        found = []
        before = len(self.own.trace.lines), self.own.trace.next
        for side in (LOW, HIGH):
            taken = []
            self.own.trace.line(self.words(f"workbook.at_{'low' if side == LOW else 'high'}"), heading=True)
            for (rule, reads), way in zip(self.rules, ways, strict=True):
                assert way is not None
                ends = {r.name: r.end(side if way[r.name] else 1 - side) for r in self.measured}
                measure = self._measure([ends[r.name] for r in self.measured], ends=True)
                names = {r.name: r.end(side if way[r.name] else 1 - side) for r in reads}
                taken.append(self._earned(rule, names, measure, ends=True))
            result = taken[0]
            for other in taken[1:]:
                line = self.own.trace.line(self.words("workbook.readings_together"))
                result = pairs.extreme(line, result, other, least=side == LOW)
            found.append(result)
        if self.award.readings and not self._agree(found):
            del self.own.trace.lines[before[0] :]
            self.own.trace.next = before[1]
            return "engine", (None, None)
        return "ends", (found[0], found[1])

    def _agree(self, found: Sequence[Pair]) -> bool:
        """Say whether the ends are those the engine finds for the report as it is."""
        known = self.award.range
        return all(
            not isinstance(pair.n.value, str) and end is not None and pair.d.value
            and Fraction(pair.n.value, pair.d.value) == end
            for pair, end in zip(found, (known.low, known.high), strict=True)
        )  # fmt: skip

    def _ways(self, rule: ScoringRule, reads: Sequence[Read]) -> dict[str, bool] | None:
        """Return for each fact whether points rise with it; None where one is not proven to go one way."""
        every = [*self.measured, *reads]
        ways: dict[str, bool] = {}
        for read in every:
            if read.kind is Kind.TEXT:
                ways[read.name] = True  # nothing lies between two texts: one that is missing has no ends
                continue
            together = {r.name for r in every if r.cells[:1] == read.cells[:1]}
            trend = self._trend(rule, reads, together)
            if trend is Trend.UNKNOWN:
                return None
            ways[read.name] = trend is not Trend.FALLING
        return ways

    def _trend(self, rule: ScoringRule, reads: Sequence[Read], rising: set[str]) -> Trend:
        def moved(of: Sequence[Read]) -> dict[str, Any]:
            return {r.name: r.moving(Trend.RISING if r.name in rising else Trend.CONSTANT) for r in of}

        names = {name: Moving((Range.point(number),)) for name, number in rule.numbers.items()}
        names[POINTS] = Moving((Range.point(self.step.criterion.points),))
        try:
            if self.step.measure is not None and MEASURE in rule.formula.names:
                names[MEASURE] = evaluate(self.step.measure, Trends(), moved(self.measured))
            found: Trend = evaluate(rule.formula, Trends(), {**names, **moved(reads)}).trend
        except Undefined:
            return Trend.UNKNOWN
        return found

    def _end(self, side: int, earned: Sequence[Pair], at_end: Pair | None, points: Pair) -> Pair:
        """Return one end of what the points can be.

        Where it cannot be computed it is what the engine found as long as nothing is changed, else none
        or all of the points.
        """
        trace, within = self.own.trace, self.award.range
        name = self.words("workbook.low" if side == LOW else "workbook.high")
        known = (within.low, within.high)[side]
        widest = Fraction(0) if side == LOW else self.step.criterion.points
        known = widest if known is None else known
        line = trace.line(name)
        if not earned:
            return self._put(line, (given(known.numerator), given(known.denominator)))
        found = []
        exact = all(cell.exact for read in self.reads for cell in read.cells)
        for at in (0, 1):
            engine, wide = given(known.as_integer_ratio()[at]), given(widest.as_integer_ratio()[at])
            fallback = either(self.same, engine, wide)
            if at_end is not None:
                ok = called("ISNUMBER", at_end.n + at_end.d)
                cell = either(ok, (at_end.n, at_end.d)[at], fallback)
            elif exact and len(earned) == 1:
                ok = called("ISNUMBER", earned[0].n)
                cell = either(ok, (earned[0].n, earned[0].d)[at], fallback)
                cell = either(self.missing + self.loose > 0, fallback, cell)
            else:
                cell = fallback
            if self.policy != "range":
                cell = either(self.missing > 0, given(at), cell)
            cell = either(self.bad > 0, wide, cell)
            found.append(either(self.absent > 0, (points.n, points.d)[at], cell))
        return self._put(line, (found[0], found[1]))


def _value(cell: Stated, line: Line) -> Any:
    says = Phrase(cell.label)
    n = Cell(f"{COLUMNS['n']}{line.row}", cell.n.value)
    if cell.d is None:
        return Said(n, says)
    low = cell.within.low
    return Pair(n, Cell(f"{COLUMNS['d']}{line.row}", cell.d.value), says, low is not None and low >= 0)


def _end(cell: Stated, line: Line, side: int) -> Any:
    value = _value(cell, line)
    if cell.ends is not None:
        n, d = cell.ends[side]
        return replace(value, n=n, d=d)
    if cell.kind is Kind.TRUTH:
        return replace(value, cell=called("IFERROR", value.cell, bool(side)))
    return value


def _every(cell: Stated) -> Any:
    if cell.kind is Kind.TRUTH:
        return None
    return None if cell.kind is Kind.TEXT else (cell.within,)
