"""The points of each criterion: by its rule, or by the policies for facts that are not there · 得分各行."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from perfscore.explain.formats.xlsx.ends import Taken, at_ends, end
from perfscore.explain.formats.xlsx.reading import HIGH, LOW, Computation, filled
from perfscore.explain.formats.xlsx.scoring import Scoring
from perfscore.inputs.report import Report
from perfscore.language.interpretations.cells import MISSING, Cell, called, either, given
from perfscore.language.interpretations.pairs import Line, Pair
from perfscore.score.award import Award

__all__ = ["Points", "points_of"]


@dataclass(frozen=True, slots=True)
class Points:
    """What the sheet computes of one criterion · 一个评分项的演算结果.

    `how` says where its range comes from: ``ends``, where the formula is taken at the ends of what the
    facts can be, else ``engine``.  `absent` counts facts that do not apply; `counts` are the points the
    criterion counts for then, `excluded` those that leave the card.
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


def points_of(own: Computation, award: Award, report: Report) -> Points:
    """Write the rows of a criterion, from its facts to its points and their ends."""
    scoring = Scoring(own, award, report)
    measure = scoring.measure([read.exact() for read in scoring.measured], ends=False)
    earned = [
        scoring.earned(rule, {read.name: read.exact() for read in reads}, measure)
        for rule, reads in scoring.rules
    ]
    taken = at_ends(scoring)
    line = own.trace.line(own.words("workbook.points"), heading=True)
    points = _points(scoring, line, earned, taken)
    state = _state(scoring, line, points)
    low, high = (end(scoring, side, earned, taken, points) for side in (LOW, HIGH))
    counts, excluded = _counts(scoring)
    how = "ends" if taken else "engine"
    return Points(
        points, low, high, counts, excluded, scoring.absent, measure, state, how, scoring.opaque
    )  # fmt: skip


def _points(scoring: Scoring, line: Line, earned: Sequence[Pair], taken: Taken) -> Pair:
    """Return what the criterion gets: by its rule, or by the policy for facts that are not there."""
    nothing, none = (given(0), given(1)), (MISSING, given(1))
    if not earned:
        return filled(line, *none)
    absent = (scoring.full.n, scoring.full.d) if scoring.absence == "full" else nothing
    settled = _settled(scoring, taken)
    n, d = (earned[0].n, earned[0].d)
    for test, other in (
        (scoring.loose, settled),
        (scoring.missing, nothing if scoring.policy == "zero" else settled),
        (scoring.bad, none),
        (scoring.absent, absent),
    ):
        n, d = either(test > 0, other[0], n), either(test > 0, other[1], d)
    return filled(line, n, d)


def _settled(scoring: Scoring, taken: Taken) -> tuple[Cell, Cell]:
    """Return the points where facts are loose or missing and all they can be earns the same.

    Those of the program as long as no fact is changed; after that those of both ends, where nothing that
    a measure is made of is missing, and nothing that is divided by can be zero.
    """
    n, d, award = MISSING, given(1), scoring.award
    if taken is not None and scoring.divides_safely:
        low, high = taken
        one = either(called("ISNUMBER", low.n + high.n), low.n.same(high.n), given(False))
        one = either(one, low.d.same(high.d), given(False))
        lines = [line for read in scoring.measured for line in read.lines]
        known = scoring.own.counted(lines, "state", scoring.own.facts.states.missing).same(0)
        n, d = either(known, either(one, low.n, MISSING), MISSING), low.d
    if award.readings and award.readings[0].exact is None and award.points is not None:
        above, below = award.points.as_integer_ratio()
        n, d = either(scoring.same, given(above), n), either(scoring.same, given(below), d)
    return n, d


def _state(scoring: Scoring, line: Line, points: Pair) -> Cell:
    """Write why there are points or none."""
    words, states = scoring.words, scoring.own.facts.states
    undefined, beyond = given(words("workbook_state.undefined")), given(states.beyond)
    fault = either(called("ERROR.TYPE", points.n).same(2), undefined, beyond)
    found = either(called("ISNUMBER", points.n), given(states.known), fault)
    for test, state in (
        (scoring.loose, states.loose),
        (scoring.missing, states.missing),
        (scoring.bad, states.unreadable),
        (scoring.absent, states.absent),
    ):
        found = either(test > 0, given(state), found)
    return line.put("state", found if scoring.rules else given(words("workbook_state.rows")))


def _counts(scoring: Scoring) -> tuple[Pair, Pair]:
    """Return the points the criterion counts for, and those that leave the card."""
    trace, words, full = scoring.own.trace, scoring.words, scoring.full
    gone = given(0) if scoring.absence in ("rescale", "exclude") else full.n
    line = trace.line(words("workbook.counts"))
    counts = filled(line, either(scoring.absent > 0, gone, full.n), full.d)
    if scoring.absence != "exclude":
        return counts, scoring.own.number(Fraction(0))
    line = trace.line(words("workbook.excluded"))
    return counts, filled(line, either(scoring.absent > 0, full.n, given(0)), full.d)
