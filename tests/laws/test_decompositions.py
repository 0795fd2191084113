"""The ways a total can come about, against all ways there are, tried one after the other."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from math import prod
from time import process_time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from perfscore import Range, Scorecard, assess
from perfscore.auditing.solve.solution import Solution, solve_total
from perfscore.auditing.solve.ways import MOST_LOSERS
from tests.cards import Values, card, catalog, criterion, judged, report

FACTS = {
    "spent": {"label": "spent", "unit": "万元", "minimum": 0},
    "budget": {"label": "budget", "unit": "万元", "above": 0},
}
MEASURED = {"indicator": "budget_execution_rate", "with": {"executed": "spent"}}

Line = tuple[int, str | tuple[str, ...]]
"""Full points of a criterion, and the step of its judge or the points of its bands below the full ones."""
LINES: tuple[Line, ...] = (
    (1, "0.1"), (1, "0.2"), (1, "0.25"), (1, "0.5"), (2, "0.5"), (2, "1"), (3, "1"), (1, "0.05"),
    (1, ("0", "0.5")), (2, ("0.37", "0.93", "1.5")), (3, ("0", "1.95", "2")), (2, ("0", "1", "1.99")),
)  # fmt: skip
Way = tuple[int, ...]
"""What every criterion loses, in hundredths."""


def points_of(line: Line) -> list[int]:
    """Return the points a criterion can have, in hundredths."""
    full, steps = line
    if isinstance(steps, str):
        return [*range(0, 100 * full + 1, int(100 * Fraction(steps)))]
    return [int(100 * Fraction(points)) for points in (*steps, str(full))]


def row(name: str, line: Line) -> Values:
    points, steps = line
    if isinstance(steps, str):
        return judged(name, points, steps)
    ends = [f"0.{end + 1}" for end in range(len(steps))]
    bands = [
        {"at_least": low, "below": high, "points": earned}
        for low, high, earned in zip([None, *ends], [*ends, None], (*steps, str(points)), strict=True)
    ]
    return criterion(name, points, {"shape": "bands", "bands": bands}, **MEASURED)


def unknown(lines: Sequence[Line]) -> Scorecard:
    """Return a card with nothing known."""
    rows = [row(f"c{n}", line) for n, line in enumerate(lines)]
    return assess(report(), card(*rows, facts=FACTS, not_applicable="exclude"), catalog())


def all_ways(lines: Sequence[Line], lost: int) -> list[Way]:
    """Return every way to lose so much, those of one kind from the simplest on."""
    losses = [[100 * line[0] - points for points in points_of(line)] for line in lines]
    return [way for way in product(*losses) if sum(way) == lost]


def fineness(lost: int) -> int:
    return next((n for n, size in enumerate((100, 50, 10)) if lost % size == 0), 3)


def simplicity(way: Way, lines: Sequence[Line]) -> tuple[object, ...] | None:
    """Return what a way is sorted by, simplest first; None where it is not one of those that are given."""
    losers = [n for n, lost in enumerate(way) if lost]
    if not losers:
        return ()
    main = max(losers, key=lambda n: (fineness(way[n]), -n))
    others = [n for n in losers if n != main]
    grain = max((fineness(way[n]) for n in others), default=0)
    if len(losers) > MOST_LOSERS or grain > 2:
        return None
    small = [way[n] for n in others]
    return len(losers), grain, isinstance(lines[main][1], str), sum(small), main, others, small


def ways_of(solution: Solution, lines: Sequence[Line]) -> list[Way]:
    found = []
    for way in solution.decompositions:
        lost = {award.step.criterion.id: 100 * points for award, points in way.lost}
        found.append(tuple(int(lost.get(f"c{n}", Fraction(0))) for n in range(len(lines))))
    return found


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    lines=st.lists(st.sampled_from(LINES), min_size=1, max_size=5)
    .map(tuple)
    .filter(lambda lines: prod(len(points_of(line)) for line in lines) <= 20_000),
    lost=st.integers(0, 60).map(lambda n: 5 * n) | st.integers(0, 300),
    most=st.sampled_from((1, 3, 12, 10_000)),
)
@example(
    lines=((1, "0.25"),) * 4, lost=50, most=10_000
)  # two losses finer than tenths: known to be there, not given
@example(lines=((1, "0.5"),) * 5, lost=200, most=12)  # four losers: the same
@example(lines=((1, "0.5"),) * 5, lost=250, most=12)
def test_the_simplest_ways_are_found_in_order_and_more_is_said_where_there_are_more(
    lines: tuple[Line, ...], lost: int, most: int
) -> None:
    ways = all_ways(lines, lost)
    sorted_ways = sorted((key, way) for way in ways if (key := simplicity(way, lines)) is not None)
    full = sum(points for points, _ in lines)
    solution = solve_total(unknown(lines), full - Fraction(lost, 100), most)

    assert [way for _, way in sorted_ways][:most] == ways_of(solution, lines)
    assert (len(ways) > len(solution.decompositions)) == solution.more
    assert bool(ways) == (solution.impossible is None)


LARGE: dict[str, tuple[list[Line], str]] = {
    "ten criteria, most of the points lost": ([(10, "0.01")] * 10, "40"),
    "ten criteria, three that lose nearly all": ([(10, "0.01")] * 10, "70.03"),
    "a hundred criteria": ([(10, "0.01")] * 100, "975.37"),
    "a hundred criteria in coarse steps": ([(10, "0.1")] * 100, "970.3"),
    "a hundred criteria, half of them odd": ([(3, ("0", "1.95", "2")), (5, "0.1")] * 50, "391.15"),
    "a thousand criteria": ([(1, "0.1")] * 1000, "998.4"),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_large_card_is_answered_at_once(name: str) -> None:
    lines, claimed = LARGE[name]
    card = unknown(lines)
    assert card.attainable
    before = process_time()
    solution = solve_total(card, Fraction(claimed))

    assert solution.more  # all of these have more ways than anyone wants to see
    assert process_time() - before < 5  # the combinations would take hours


def test_three_losers_that_cannot_make_up_the_loss_give_no_ways_but_more() -> None:
    solution = solve_total(unknown([(1, "1")] * 8), 4)

    assert ((), True) == (solution.decompositions, solution.more)


def test_a_total_with_one_way_only_has_no_more() -> None:
    lines: list[Line] = [(3, "1"), (2, "1"), (1, "1")]

    assert (((3, 2, 1), False), ((0, 0, 0), False)) == tuple(
        (tuple(lost // 100 for lost in ways_of(solution, lines)[0]), solution.more)
        for solution in (solve_total(unknown(lines), total) for total in (0, 6))
    )


@pytest.mark.parametrize(("claimed", "below", "above"), [("3.7", "3.5", "4"), ("0.2", "0", "0.5")])
def test_a_total_off_the_steps_is_not_attainable_and_its_neighbours_are_named(
    claimed: str, below: str, above: str
) -> None:
    solution = solve_total(unknown([(3, "0.5"), (2, "0.5")]), Range.point(Fraction(claimed)))

    assert () == solution.decompositions
    assert solution.impossible is not None
    assert (Fraction(below), Fraction(above)) == (solution.impossible.below, solution.impossible.above)
    assert Fraction(1, 2) == solution.impossible.step
