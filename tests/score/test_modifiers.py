"""What a ruleset does to the sum is what its author wrote, and never more than the card allows."""

from fractions import Fraction
from pathlib import Path

import pytest

from perfscore import Audit, ProblemsFound, audit, discover, read_report, read_ruleset
from perfscore.explain.wording.formulas import wording

CARD = """
format = 1

[ruleset]
id = "card"
title = "card"
version = "1"
status = "confirmed"
points = 10
rounding = {{ places = 2, mode = "half_up", at = "criterion" }}
missing = "range"
not_applicable = "rescale"

[facts.extra]
label = "extra"

[facts.most]
label = "most ever"

[facts.vetoed]
label = "vetoed"
kind = "truth"

[[criteria]]
id = "execution"
label = "execution"
points = 10
indicator = "budget_execution_rate"
scoring = {{ shape = "proportional" }}
standing = "assumed"

[[modifiers]]
id = "rule"
label = "rule"
{modifier}
"""
BEFORE = CARD.split("{modifier}")[0].count("\n") + 1
BONUS = 'kind = "bonus"\nmost = 5\nformula = "{}"'
VETO = 'kind = "veto"\ngives = 3\nwhen = "{}"'
REPORT = """
format = 1
[report]
subject = "x"
fiscal_year = 2024
[facts]
executed = { value = "90", unit = "万元" }
budget = { value = "100", unit = "万元" }
extra = { value = "2" }
most = { value = "70" }
vetoed = { value = true }
"""


def result(folder: Path, modifier: str) -> Audit:
    (folder / "card.toml").write_text(CARD.format(modifier=modifier), "utf-8")
    (folder / "report.toml").write_text(REPORT, "utf-8")
    catalog = discover()
    return audit(read_report(folder / "report.toml"), read_ruleset(folder / "card.toml", catalog), catalog)


@pytest.mark.parametrize(
    ("modifier", "total"),
    [
        (BONUS.format("extra"), "11"),
        (BONUS.format("extra * 10"), "14"),
        (BONUS.format("0 - extra"), "9"),
        (BONUS.format("extra - 1 if total >= 9 else 0"), "10"),
        (BONUS.format("most - 68"), "11"),  # the fact of that name, not the cap
        (VETO.format("vetoed"), "3"),
        (VETO.format("vetoed and total > 9"), "9"),
        (VETO.format("vetoed or extra > 5"), "3"),
    ],
)
def test_a_bonus_and_a_veto_read_the_formula_of_their_author(
    tmp_path: Path, modifier: str, total: str
) -> None:
    assert Fraction(total) == result(tmp_path, modifier).card.total


@pytest.mark.parametrize(
    ("modifier", "column"),
    [
        (BONUS.format("0, 0, 5) + (3"), 12 + 7),
        (BONUS.format("extra) + (extra"), 12 + 5),
        (BONUS.format("extra + nothing"), 12 + 8),
        (BONUS.format("extra > 1"), 12),
        (VETO.format("vetoed) or (vetoed"), 9 + 6),
        (VETO.format("true) else 100 if (true"), 9 + 4),
        (VETO.format("extra"), 9),
    ],
)
def test_a_formula_cannot_reach_out_of_its_place_and_is_told_where_it_is_wrong(
    tmp_path: Path, modifier: str, column: int
) -> None:
    with pytest.raises(ProblemsFound) as refused:
        result(tmp_path, modifier)

    first = refused.value.problems[0]
    assert (BEFORE + 2, "modifiers rule") == (first.place.line, first.where)
    assert first.code.startswith("formula-")
    assert column == first.place.column, str(first)


def test_everything_a_modifier_lacks_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as refused:
        result(tmp_path, 'kind = "bonus"')

    assert ["formula", "most"] == [problem.values["missing"] for problem in refused.value.problems]


def test_the_explanation_shows_the_whole_that_is_computed(tmp_path: Path) -> None:
    applied = result(tmp_path, BONUS.format("extra * 10")).card.applied[0]
    bindings = [item.binding for item in applied.evidence]

    shown = wording("en").named(applied.formula, bindings, applied.given)

    assert shown.count("extra × 10") == 1
    assert "5" in shown
    assert "2 decimals" in shown, "what a bonus adds is rounded like the points of this card"
