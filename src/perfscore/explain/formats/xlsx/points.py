"""The points of each criterion: by its rule, or by the policies for facts that are not there · 得分各行."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from perfscore.explain.formats.xlsx.ends import ends_of
from perfscore.explain.formats.xlsx.reading import Computation, filled
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
    line = own.trace.line(own.words("workbook.points"), heading=True)
    points = _points(scoring, line, earned)
    state = _state(scoring, line, points)
    how, low, high = ends_of(scoring, earned, points)
    counts, excluded = _counts(scoring)
    return Points(
        points, low, high, counts, excluded, scoring.absent, measure, state, how, scoring.opaque
    )  # fmt: skip


def _points(scoring: Scoring, line: Line, earned: Sequence[Pair]) -> Pair:
    """Return what the criterion gets; what is loose keeps the points that the program found for it."""
    nothing, award = (given(0), given(1)), scoring.award
    none = (MISSING, given(1))
    if not earned:
        return filled(line, *none)
    absent = (scoring.full.n, scoring.full.d) if scoring.absence == "full" else nothing
    loose = none
    if award.readings and award.readings[0].exact is None and award.points is not None:
        above, below = award.points.as_integer_ratio()
        loose = (either(scoring.same, given(above), MISSING), given(below))
    n, d = (earned[0].n, earned[0].d)
    for test, other in (
        (scoring.loose, loose),
        (scoring.missing, nothing if scoring.policy == "zero" else none),
        (scoring.bad, none),
        (scoring.absent, absent),
    ):
        n, d = either(test > 0, other[0], n), either(test > 0, other[1], d)
    return filled(line, n, d)


def _state(scoring: Scoring, line: Line, points: Pair) -> Cell:
    """Write why there are points or none."""
    words, states = scoring.words, scoring.own.facts.states
    undefined, beyond = (given(words(f"workbook.state_{name}")) for name in ("undefined", "beyond"))
    fault = either(called("ERROR.TYPE", points.n).same(2), undefined, beyond)
    found = either(called("ISNUMBER", points.n), given(states.known), fault)
    for test, state in (
        (scoring.loose, states.loose),
        (scoring.missing, states.missing),
        (scoring.bad, states.unreadable),
        (scoring.absent, states.absent),
    ):
        found = either(test > 0, given(state), found)
    return line.put("state", found if scoring.rules else given(words("workbook.state_rows")))


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
