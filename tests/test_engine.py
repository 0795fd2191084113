"""What a card does with missing facts, rows that do not apply, caps, bonuses and grades."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from perfscore import Audit, ProblemsFound, Range, audit, discover, read_report, read_ruleset

CARD = """
format = 1

[ruleset]
id = "card"
title = "card"
version = "1"
status = "confirmed"
points = 20
rounding = {{ places = 2, mode = "{mode}", at = "{at}" }}
missing = "{missing}"
not_applicable = "{not_applicable}"

[facts.spent]
label = "spent"
unit = "万元"
minimum = 0

[facts.budget]
label = "budget"
unit = "万元"
minimum = 0

[facts.fraud]
label = "fraud"
kind = "truth"

[[criteria]]
id = "execution"
label = "execution"
points = 15
indicator = "budget_execution_rate"
with = {{ executed = "spent" }}
scoring = {{ shape = "proportional" }}
standing = "assumed"

[[criteria]]
id = "staff"
label = "staff"
points = 5
indicator = "staff_control_rate"
scoring = {{ shape = "deduction", over = 1, each = 0.01, loses = 0.5, part_steps = "ignored" }}
standing = "assumed"

[[grades]]
name = "good"
from = 15

[[grades]]
name = "poor"
from = 0
{more}
"""

Run = Callable[..., Audit]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run(facts: str, *, claim: str = "", more: str = "", **policies: str) -> Audit:
        settings = {
            "mode": "half_up",
            "at": "criterion",
            "missing": "range",
            "not_applicable": "rescale",
            **policies,
        }
        (tmp_path / "card.toml").write_text(CARD.format(**settings, more=more), "utf-8")
        claims = f'[claims]\ntotal = "{claim}"\n' if claim else ""
        report = f'format = 1\n[report]\nsubject = "x"\nfiscal_year = 2024\n{claims}[facts]\n{facts}'
        (tmp_path / "report.toml").write_text(report, "utf-8")
        catalog = discover()
        ruleset = read_ruleset(tmp_path / "card.toml", catalog)
        return audit(read_report(tmp_path / "report.toml"), ruleset, catalog)

    return run


SPENT = 'spent = { value = "70", unit = "万元" }\nbudget = { value = "90", unit = "万元" }\n'
STAFF = 'staff = { value = "41", unit = "人" }\nposts = { value = "40", unit = "人" }\n'  # 2.5 % over
UNKNOWN_BUDGET = 'spent = { value = "70", unit = "万元" }\nbudget = { state = "not_shown" }\n'
NO_STAFF = 'staff = { state = "not_applicable" }\nposts = { value = "0", unit = "人" }\n'


def test_points_are_rounded_where_the_card_says(run: Run) -> None:
    # 15 x 70 / 90 = 11.666...; 2.5 % over posts is two whole steps: 5 - 1 = 4.
    assert Fraction("15.67") == run(SPENT + STAFF).card.total
    assert Fraction("15.66") == run(SPENT + STAFF, mode="truncate").card.total
    assert Fraction("15.67") == run(SPENT + STAFF, at="total").card.total
    assert Fraction("15.66") == run(SPENT + STAFF, at="total", mode="truncate").card.total


@pytest.mark.parametrize(
    ("policy", "low", "high"),
    [("range", "4", "19"), ("zero", "4", "4")],
)
def test_what_a_missing_fact_costs_is_the_cards_to_say(run: Run, policy: str, low: str, high: str) -> None:
    assert Range(Fraction(low), Fraction(high)) == run(UNKNOWN_BUDGET + STAFF, missing=policy).card.range


def test_a_card_may_refuse_to_score_without_a_fact(run: Run) -> None:
    with pytest.raises(ProblemsFound) as refused:
        run(UNKNOWN_BUDGET + STAFF, missing="refuse")

    assert ["fact-missing"] == [problem.code for problem in refused.value.problems]
    assert "budget" in refused.value.text()


def test_a_missing_fact_is_missed_also_where_another_leaves_the_measure_without_a_value(run: Run) -> None:
    nobody = 'staff = { state = "not_shown" }\nposts = { value = "0", unit = "人" }\n'

    with pytest.raises(ProblemsFound) as refused:
        run(SPENT + nobody, missing="refuse")
    assert ["fact-missing"] == [problem.code for problem in refused.value.problems]
    assert Fraction("11.67") == run(SPENT + nobody, missing="zero").card.total


@pytest.mark.parametrize(
    ("policy", "total"),
    [
        ("rescale", "15.56"),  # 11.67 of 15 brought to 20: 15.56 exactly
        ("full", "16.67"),
        ("zero", "11.67"),
        ("exclude", "11.67"),
    ],
)
def test_points_that_do_not_apply_go_where_the_card_says(run: Run, policy: str, total: str) -> None:
    assert Fraction(total) == run(SPENT + NO_STAFF, not_applicable=policy).card.total


def test_a_budget_of_zero_is_a_state_of_its_own_and_no_zero_points(run: Run) -> None:
    nothing = 'spent = { value = "0", unit = "万元" }\nbudget = { value = "0", unit = "万元" }\n'
    result = run(nothing + STAFF, claim="19.00")

    assert "undefined" == result.card.awards[0].measurement.state
    assert Range(Fraction(4), Fraction(19)) == result.card.range
    assert "measure-undefined" in {finding.code for finding in result.findings}


def test_caps_floors_bonuses_and_vetoes_change_the_sum(run: Run) -> None:
    cap = '[[modifiers]]\nid = "cap"\nkind = "cap"\nlabel = "cap"\nat = 12\n'
    floor = '[[modifiers]]\nid = "floor"\nkind = "floor"\nlabel = "floor"\nat = 18\n'
    bonus = '[[modifiers]]\nid = "bonus"\nkind = "bonus"\nlabel = "bonus"\nmost = 2\n'
    bonus += 'formula = "10 * spent / budget"\n'
    veto = '[[modifiers]]\nid = "veto"\nkind = "veto"\nlabel = "veto"\nwhen = "fraud"\ngives = 0\n'

    assert Fraction(12) == run(SPENT + STAFF, more=cap).card.total
    assert Fraction(18) == run(SPENT + STAFF, more=floor).card.total
    assert Fraction("17.67") == run(SPENT + STAFF, more=bonus).card.total
    assert Fraction(0) == run(SPENT + STAFF + "fraud = { value = true }\n", more=veto).card.total
    assert Fraction("15.67") == run(SPENT + STAFF + "fraud = { value = false }\n", more=veto).card.total


def test_an_unknown_veto_leaves_both_totals_possible(run: Run) -> None:
    veto = '[[modifiers]]\nid = "veto"\nkind = "veto"\nlabel = "veto"\nwhen = "fraud"\ngives = 0\n'
    result = run(SPENT + STAFF, more=veto, claim="10.00")

    assert [True, False, True] == [
        points in result.card.attainable for points in (Fraction(0), Fraction(10), Fraction("15.67"))
    ]
    assert "contradicted" == result.verdict


def test_a_grade_is_given_only_where_every_possible_total_has_it(run: Run) -> None:
    sure, open_ = run(SPENT + STAFF).card.grade, run(UNKNOWN_BUDGET + STAFF).card.grade

    assert sure is not None
    assert "good" == sure.name
    assert open_ is None


@pytest.mark.parametrize(
    ("facts", "claim", "verdict"),
    [
        (SPENT + STAFF, "15.67", "reproduced"),
        (SPENT + STAFF, "15.7", "contradicted"),
        (UNKNOWN_BUDGET + STAFF, "17.25", "consistent"),
        (UNKNOWN_BUDGET + STAFF, "19.01", "contradicted"),
        ("", "17.25", "cannot_tell"),
        (SPENT + STAFF, "", None),
    ],
)
def test_the_verdict_says_what_the_evidence_allows(
    run: Run, facts: str, claim: str, verdict: str | None
) -> None:
    assert verdict == run(facts, claim=claim).verdict


READING = """readings = [{{ id = "part-steps", scoring = {{ part_steps = "counted" }} }}]
standing"""


def test_a_reading_that_leads_elsewhere_keeps_a_claim_from_being_contradicted(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    # 2.5 % over is two whole steps, or three started ones: 15.67 or 15.17.
    assert "contradicted" == run(SPENT + STAFF, claim="15.17").verdict

    before, _, after = CARD.rpartition('part_steps = "ignored" }}\nstanding')
    monkeypatch.setitem(globals(), "CARD", f'{before}part_steps = "ignored" }}}}\n{READING}{after}')

    assert "consistent" == run(SPENT + STAFF, claim="15.17").verdict
    assert "consistent" == run(SPENT + STAFF, claim="15.67").verdict


ROWS = """
[[targets]]
level1 = "产出指标"
name = "举办活动场次"
sign = "≥"
target = "120场"
actual = "132场"
points = "20"
claimed = "20"

[[targets]]
level1 = "产出指标"
name = "按时办结率"
target = "≥90%"
actual = "81%"
points = "20"
claimed = "20"

[[targets]]
level1 = "产出指标"
name = "群众反映"
sign = "定性"
target = "良好"
actual = "达成预期指标"
points = "10"
claimed = "9"

[[targets]]
level1 = "效益指标"
name = "安全事故"
sign = "≤"
target = "10"
actual = "11"
unit = "起"
points = "30"
claimed = "27"
"""


def test_the_rows_of_a_form_are_scored_by_their_sign(tmp_path: Path) -> None:
    head = 'format = 1\n[report]\nsubject = "x"\nfiscal_year = 2022\n[claims]\ntotal = "98.00"\n'
    facts = (
        "[facts]\n"
        'expenditure = { value = "95", unit = "万元" }\nbudget = { value = "100", unit = "万元" }\n'
        'satisfaction = { value = "95%" }\nsatisfaction_target = { value = "95%" }\n'
    )
    (tmp_path / "report.toml").write_text(head + facts + ROWS, "utf-8")
    catalog = discover()
    report = read_report(tmp_path / "report.toml")
    result = audit(report, read_ruleset("cn-mof-2020", catalog), catalog)
    rows = {line.award.step.criterion.id: line for line in result.criteria}

    # 132 of 120 is full; 81 of 90 % is 18 of 20; one more accident than ten takes a tenth of 30.
    assert {"outputs.1": 20, "outputs.2": 18, "benefits.4": 27} == {
        name: rows[name].award.points for name in ("outputs.1", "outputs.2", "benefits.4")
    }
    assert ["reproduced", "contradicted", "consistent", "reproduced"] == [
        rows[name].verdict for name in ("outputs.1", "outputs.2", "outputs.3", "benefits.4")
    ]
    assert Range(Fraction("92.5"), Fraction("94.5")) == result.card.range
    assert "contradicted" == result.verdict
