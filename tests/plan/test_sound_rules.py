"""What is right is never refused, and what is refused is told as what it is."""

from pathlib import Path

import pytest

from perfscore import ProblemsFound, make_plan, read_ruleset
from perfscore.plan.proofs.doubts import doubts
from tests.cards import catalog

SOUND = (Path(__file__).parent / "sound.toml").read_text("utf-8")


def codes(text: str, folder: Path) -> list[str]:
    """Return the codes of what `check` says of a card."""
    (folder / "card.toml").write_text(text, "utf-8")
    try:
        make_plan(read_ruleset(folder / "card.toml", catalog()), catalog())
    except ProblemsFound as found:
        return [problem.code for problem in found.problems]
    return []


def test_a_sound_card_is_not_refused(tmp_path: Path) -> None:
    assert [] == codes(SOUND, tmp_path)


def test_a_branch_that_no_step_comes_to_is_doubtful(tmp_path: Path) -> None:
    (tmp_path / "card.toml").write_text(SOUND, "utf-8")
    plan = make_plan(read_ruleset(tmp_path / "card.toml", catalog()), catalog())

    assert [("branch-never-taken", "x == 0.905")] == [
        (doubt.code, doubt.values["condition"]) for doubt in doubts(plan)
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("step = 1\n", "", "shape-bands-gap"),
        ("at_most = 0.89", "at_most = 0.88", "shape-bands-gap"),
        ("at_most = 0.79", "at_most = 0.8", "shape-bands-overlap"),
        ("at_least = 0.8, at_most", "above = 0.88, below", "shape-bands-gap"),
        (
            "at_most = 0.89, points = 6 },",
            "at_most = 0.88, points = 6 },\n { above = 0.88, below = 0.89, points = 8 },\n"
            " { at_least = 0.89, below = 0.9, points = 9 },",
            "shape-band-unreachable",
        ),
        ("x == 0.905", "x == 0.9", "direction-contradicts"),
        (
            'not late else 0\', facts = ["level", "late"]',
            'late else 0\', facts = ["level"]',
            "formula-unknown-name",
        ),
        ("0.5 * breaches, 0", "0.5 * x, 0", "formula-measures-nothing"),
        ('unit = "项"', 'unit = "万元"', "unit-clash"),
    ],
)
def test_one_change_makes_it_wrong(tmp_path: Path, right: str, wrong: str, code: str) -> None:
    assert right in SOUND

    assert code in codes(SOUND.replace(right, wrong), tmp_path)


@pytest.mark.parametrize(
    ("band", "code"),
    [
        ("{ at_least = 0, points = 10 }", "shape-always-the-same"),
        ("{ at_least = 0.5, points = 10 }", "shape-bands-gap"),
    ],
)
def test_a_single_band_is_told_as_what_it_is(tmp_path: Path, band: str, code: str) -> None:
    start = SOUND.index("bands = [")
    card = f"{SOUND[:start]}bands = [{band}] }}\n{SOUND[SOUND.index('standing', start) :]}"

    assert [code] == codes(card, tmp_path)
