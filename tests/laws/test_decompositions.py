"""The ways a total can come about, against all ways there are."""

from fractions import Fraction
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfscore import Plan, Range, assess, discover, make_plan, read_report, read_ruleset
from perfscore.decompose import MOST_LOSERS
from perfscore.solve import solve_total

CARD = """format = 1
[ruleset]
id = "card"
title = "card"
version = "1"
status = "confirmed"
points = {points}
rounding = {{ places = 1, mode = "half_up", at = "criterion" }}
missing = "range"
not_applicable = "exclude"
"""
CRITERION = """[[criteria]]
id = "c{n}"
label = "c{n}"
points = {points}
scoring = {{ shape = "judged", step = "{step}" }}
standing = "assumed"
"""
REPORT = 'format = 1\n[report]\nsubject = "x"\nfiscal_year = 2024\n[facts]\n'

Judged = tuple[tuple[int, str], ...]
"""Full points and step of every criterion."""
LINES = ((1, "0.1"), (1, "0.2"), (1, "0.5"), (2, "0.5"), (2, "1"), (3, "1"))

catalog = cache(discover)


def planned(criteria: Judged, folder: Path) -> Plan:
    parts = [CRITERION.format(n=n, points=points, step=step) for n, (points, step) in enumerate(criteria)]
    head = CARD.format(points=sum(points for points, _ in criteria))
    (folder / "card.toml").write_text(head + "".join(parts), "utf-8")
    return make_plan(read_ruleset(folder / "card.toml", catalog()), catalog())


def all_ways(criteria: Judged, lost: int) -> set[tuple[int, ...]]:
    """Return what every criterion loses in tenths, in each way that makes up the loss."""
    losses = [range(0, 10 * points + 1, int(10 * Fraction(step))) for points, step in criteria]
    return {way for way in product(*losses) if sum(way) == lost}


def losers(way: tuple[int, ...]) -> int:
    return sum(map(bool, way))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    criteria=st.lists(st.sampled_from(LINES), min_size=1, max_size=4).map(tuple),
    tenths=st.integers(0, 80),
)
def test_every_way_is_found_once_and_no_other(criteria: Judged, tenths: int, tmp_path: Path) -> None:
    (tmp_path / "report.toml").write_text(REPORT, "utf-8")
    card = assess(read_report(tmp_path / "report.toml"), planned(criteria, tmp_path))
    full = sum(points for points, _ in criteria)
    lost = min(tenths, 10 * full)
    expected = all_ways(criteria, lost)

    solution = solve_total(card, Range.point(full - Fraction(lost, 10)), most=10_000)
    found = []
    for way in solution.decompositions:
        points = {award.step.criterion.id: 10 * points for award, points in way.lost}
        found.append(tuple(int(points.get(f"c{n}", Fraction(0))) for n in range(len(criteria))))

    assert {way for way in expected if losers(way) <= MOST_LOSERS} == set(found)
    assert len(found) == len(set(found))
    assert solution.more or expected == set(found)
    assert sorted(map(losers, found)) == [*map(losers, found)]


@pytest.mark.parametrize(("claimed", "below", "above"), [("3.7", "3.5", "4"), ("0.2", "0", "0.5")])
def test_a_total_off_the_steps_is_not_attainable_and_its_neighbours_are_named(
    claimed: str, below: str, above: str, tmp_path: Path
) -> None:
    (tmp_path / "report.toml").write_text(REPORT, "utf-8")
    card = assess(read_report(tmp_path / "report.toml"), planned(((3, "0.5"), (2, "0.5")), tmp_path))
    solution = solve_total(card, Range.point(Fraction(claimed)))

    assert () == solution.decompositions
    assert solution.impossible is not None
    assert (Fraction(below), Fraction(above)) == (solution.impossible.below, solution.impossible.above)
    assert Fraction(1, 2) == solution.impossible.step
