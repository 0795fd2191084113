"""Values of a ruleset exchanged: how a place in it is named, and what becomes of the ruleset."""

from fractions import Fraction
from typing import Any

import pytest

from perfscore.inputs.changed import NoSuchPart, changed, path_in, value_in
from tests.cards import MONEY, card, criterion, execution, judged

RULES = card(
    execution(10),
    judged("work", 20, 1),
    criterion("rate", 10, {"shape": "bands", "bands": [
        {"at_least": "0.9", "points": 10}, {"below": "0.9", "points": 4},
    ]}, indicator="reported_rate", **{"with": {"rate": "asked"}}),
    facts={**MONEY, "asked": {"label": "a", "unit": "%"}},
    more={"grades": [{"name": "优", "from": 36}, {"name": "差", "from": 0}]},
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("ruleset.rounding.places", ("ruleset", "rounding", "places")),
        ("criteria.work.points", ("criteria", 1, "points")),
        ("criteria.rate.scoring.bands.2.below", ("criteria", 2, "scoring", "bands", 1, "below")),
        ("grades.优.from", ("grades", 0, "from")),
        ("criteria.execution.scoring.zero_at", ("criteria", 0, "scoring", "zero_at")),
    ],
)
def test_a_place_is_named_as_the_file_has_it(text: str, path: tuple[str | int, ...]) -> None:
    assert path == path_in(RULES, text)


@pytest.mark.parametrize(
    ("text", "found", "known"),
    [
        ("criteria.werk.points", "werk", ("execution", "work", "rate")),
        ("criteria.rate.scoring.bands.3.below", "3", ("1", "2")),
        ("criteria.0.points", "0", ("execution", "work", "rate")),
        ("grade.优.from", "grade", tuple(RULES.origin.document.data if RULES.origin.document else ())),
        ("criteria.work.points.more", "more", ()),
    ],
)
def test_what_is_not_there_is_told_with_what_is(text: str, found: str, known: tuple[str, ...]) -> None:
    with pytest.raises(NoSuchPart) as unknown:
        path_in(RULES, text)

    assert (found, known) == (unknown.value.found, unknown.value.known)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.95", "0.95"), ("3", 3), ("true", True), ('"x"', "x"), ("half_up", "half_up"),
        ("优", "优"), ("1e", "1e"), ("1\nother = 2", "1\nother = 2"), ("", ""),
    ],
)  # fmt: skip
def test_a_value_is_what_it_would_be_in_the_file(text: str, value: Any) -> None:
    assert value == value_in(text)


def test_another_value_makes_another_ruleset_and_leaves_the_first() -> None:
    path = path_in(RULES, "criteria.execution.scoring.full_at")
    other = changed(RULES, {path: Fraction("0.8")})
    third = changed(RULES, {path: Fraction(2, 3)})

    assert 3 == len({one.origin.digest for one in (RULES, other, third)})
    found = [
        one.origin.written(("criteria", "execution", "scoring", "full_at")) for one in (RULES, other, third)
    ]
    assert [1, "0.8", Fraction(2, 3)] == found
