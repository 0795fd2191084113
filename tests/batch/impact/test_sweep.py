"""One parameter at several values: the ruleset that each gives is one that could have been written."""

from fractions import Fraction
from pathlib import Path

import pytest

from perfscore import parse_ruleset
from perfscore.batch.impact.sweep import Sweep, SweepRefused, Tried, sweep_in
from perfscore.inputs.ruleset import Ruleset
from perfscore.packs.catalog import read_ruleset
from tests.cards import catalog
from tests.paths import ROOT

FILE = ROOT / "docs" / "examples" / "libraries-2024.toml"


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return read_ruleset(FILE, catalog())


def in_proportion() -> Ruleset:
    """Return the ruleset without bands, whose points would have to change with the weight."""
    head = FILE.read_text("utf-8").partition("[criteria.scoring]")[0]
    return parse_ruleset(f'{head}[criteria.scoring]\nshape = "proportional"\n')


def tried(ruleset: Ruleset, text: str, rest: str | None = None) -> list[Tried]:
    return list(sweep_in(ruleset, text, rest).plans(catalog()))


def weights(one: Tried) -> dict[str, Fraction]:
    assert one.plan is not None
    return {step.criterion.id: step.criterion.points for step in one.plan.steps}


@pytest.mark.parametrize(
    ("sweep", "was", "becomes"),
    [
        ("criteria.execution.scoring.full_at=0.95", "full_at = 1", "full_at = 0.95"),
        ("criteria.staff_control.scoring.at_most=1.1", "at_most = 1 ", "at_most = 1.1 "),
        ("criteria.satisfaction.scoring.bands.3.points=0", "0.8, points = 10", "0.8, points = 0"),
        ("grades.良.from=85", "from = 80", "from = 85"),
        ("ruleset.rounding.places=1", "places = 2", "places = 1"),
        ("ruleset.rounding.mode=truncate", '"half_up"', '"truncate"'),
    ],
)  # fmt: skip
def test_a_value_gives_the_ruleset_that_an_author_would_have_written(
    sweep: str, was: str, becomes: str, ruleset: Ruleset
) -> None:
    text = FILE.read_text("utf-8")
    assert was in text
    (one,) = tried(ruleset, sweep)

    assert one.plan is not None
    assert parse_ruleset(text.replace(was, becomes)).model_dump() == one.plan.ruleset.model_dump()


def test_ends_that_meet_move_together(ruleset: Ruleset) -> None:
    band = "criteria.satisfaction.scoring.bands"
    (alone,) = tried(ruleset, f"{band}.1.at_least=0.95")
    (both,) = tried(ruleset, f"{band}.1.at_least={band}.2.below=0.95")

    assert ["shape-bands-gap"] == [problem.code for problem in alone.problems]
    assert both.plan is not None


def test_a_value_that_check_refuses_is_told_at_its_place_and_the_others_are_tried(ruleset: Ruleset) -> None:
    bad, good = tried(ruleset, "criteria.execution.scoring.full_at=0,0.9")

    line = next(n for n, text in enumerate(FILE.read_text("utf-8").splitlines(), 1) if "full_at" in text)
    assert [("shape-not-above-zero", line)] == [(one.code, one.place.line) for one in bad.problems]
    assert (None, True) == (bad.plan, good.plan is not None)


def test_a_key_that_is_not_written_yet_can_be_tried_and_a_misspelt_one_is_told(ruleset: Ruleset) -> None:
    (better,) = tried(ruleset, "criteria.execution.scoring.zero_at=0.5")
    (misspelt,) = tried(ruleset, "criteria.execution.scoring.zero_att=0.5")

    assert better.plan is not None
    assert "zero_at" in misspelt.problems[0].text("en")


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("proportional", {"execution": 28, "staff_control": 24, "satisfaction": 48}),
        ("equal", {"execution": 28, "staff_control": 26, "satisfaction": 46}),
        ("staff_control", {"execution": 28, "staff_control": 32, "satisfaction": 40}),
        ("staff_control,satisfaction", {"execution": 28, "staff_control": 24, "satisfaction": 48}),
    ],
)
def test_the_rest_of_a_weight_is_shared_as_it_is_said(rest: str, expected: dict[str, int]) -> None:
    (one,) = tried(in_proportion(), "criteria.execution.points=28", rest)

    assert expected == weights(one)
    assert 100 == sum(weights(one).values())


def test_a_share_that_no_decimal_ends_is_refused_by_check_and_not_rounded() -> None:
    (one,) = tried(in_proportion(), "criteria.execution.points=39", "proportional")

    assert one.plan is None
    assert "61/3" in one.problems[0].text("en")


@pytest.mark.parametrize(
    ("sweep", "rest", "key"),
    [
        ("criteria.execution.points=30", None, "rest_needed"),
        ("criteria.execution.points=30", "nobody", "rest_unknown"),
        ("criteria.execution.points=30", "execution", "rest_unknown"),
        ("criteria.execution.points=many", "equal", "points"),
        ("criteria.execution.points=criteria.staff_control.points=30", "equal", "weights"),
        ("criteria.execution.scoring.full_at=0.9", "equal", "rest_unused"),
        ("criteria.exekution.points=30", "equal", "path"),
        ("criteria.execution.scoring.full_at", None, "form"),
        ("criteria.execution.scoring.full_at=", None, "form"),
        ("=1", None, "path"),
    ],
)  # fmt: skip
def test_a_sweep_that_cannot_be_understood_is_refused(
    sweep: str, rest: str | None, key: str, ruleset: Ruleset
) -> None:
    with pytest.raises(SweepRefused) as refused:
        sweep_in(ruleset, sweep, rest)

    assert key == refused.value.key


def test_a_value_that_is_taken_over_is_changed_and_told_where_it_is_written() -> None:
    extending = read_ruleset(FILE.with_name("libraries-2025.toml"), catalog())
    (good,) = tried(extending, "criteria.staff_control.scoring.at_most=1.05")
    (bad,) = tried(extending, "criteria.staff_control.scoring.at_most=many")

    assert good.plan is not None
    assert "libraries-2025" == good.plan.ruleset.id
    assert {"at_most": Fraction("1.05")} == good.plan.steps[1].rules[0].constants
    assert [str(FILE)] == [problem.place.file for problem in bad.problems]


def test_the_ruleset_itself_stays_as_it_is(ruleset: Ruleset) -> None:
    before = ruleset.model_dump()
    sweep: Sweep = sweep_in(ruleset, "criteria.execution.points=30", "satisfaction")
    list(sweep.plans(catalog()))

    assert before == ruleset.model_dump() == read_ruleset(Path(FILE), catalog()).model_dump()
