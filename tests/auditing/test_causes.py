"""A total that does not follow is tried under other roundings and the other rulesets of its year."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from perfscore import Audit, audit, discover, make_report, read_report, read_ruleset, render
from perfscore.__main__ import main
from tests.cards import catalog

NINETY = Path(__file__).parent / "ninety.toml"


def audited(folder: Path, total: str) -> Audit:
    text = NINETY.read_text("utf-8").replace('total = "90"', f'total = "{total}"')
    (folder / "report.toml").write_text(text, "utf-8")
    return audit(read_report(folder / "report.toml"), read_ruleset("cn-mof-2020", catalog()), catalog())


def test_another_ruleset_that_gives_the_total_is_named(tmp_path: Path) -> None:
    result = audited(tmp_path, "90")

    assert "contradicted" == result.verdict
    assert [("other-ruleset", "cn-guide-ratio", Fraction(90))] == [
        (way.code, way.name, way.points) for way in result.explained_by
    ]


def test_a_total_rounded_to_whole_points_is_told(tmp_path: Path) -> None:
    assert ["whole-points"] == [way.code for way in audited(tmp_path, "88").explained_by]


def test_a_total_that_nothing_gives_is_left_unexplained(tmp_path: Path) -> None:
    assert () == audited(tmp_path, "89").explained_by


def test_a_ruleset_whose_frame_the_form_has_is_named_where_no_groups_are_those_of_its_rows() -> None:
    catalog = discover()
    groups = (("产出指标", "40"), ("产出指标", "10"), ("效益指标", "20"), ("满意度指标", "10"))
    rows = [
        {
            "level1": level1,
            "name": f"第{number}项",
            "sign": "≥",
            "target": "10个",
            "actual": "10个",
            "points": points,
        }
        for number, (level1, points) in enumerate(groups, 1)
    ]
    amounts = {
        name: {"value": value, "unit": "万元"} for name, value in (("budget", 300), ("expenditure", 270))
    }
    head = {"subject": "某单位", "fiscal_year": 2024, "rows": "all"}
    claims = {"total": "98", "points": {"execution": "20"}}
    report = make_report({"format": 1, "report": head, "claims": claims, "facts": amounts, "targets": rows})

    result = audit(report, read_ruleset("cn-mof-2020", catalog), catalog)

    assert [("other-ruleset", "changning-20-80"), ("other-ruleset", "hubei-20-80")] == [
        (way.code, way.name) for way in result.explained_by
    ]


def test_what_would_give_the_total_is_told_beside_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert 1 == main(["explain", str(NINETY), "--ruleset", "cn-mof-2020", "--full", "--lang", "en"])
    assert "might be  Under the ruleset cn-guide-ratio it would be 90.00." in capsys.readouterr().out


def test_programs_are_told_too(capsys: pytest.CaptureFixture[str]) -> None:
    main(["explain", str(NINETY), "--ruleset", "cn-mof-2020", "--lang", "en", "--format", "json"])
    data = json.loads(capsys.readouterr().out)

    assert [
        {
            "code": "other-ruleset",
            "points": "90.00",
            "message": "Under the ruleset cn-guide-ratio it would be 90.00.",
            "name": "cn-guide-ratio",
        }
    ] == data["explained_by"]


def test_a_claim_above_the_whole_card_is_told_as_such(tmp_path: Path) -> None:
    text = render(audited(tmp_path, "103"), language="en")

    assert "The report claims 103, more than the 100 points of the card." in " ".join(text.split())


def test_a_part_that_is_only_rounded_is_counted_apart(tmp_path: Path) -> None:
    result = audited(tmp_path, '90"\n[claims.criteria]\nexecution = "11"\n"outputs.1" = "38')
    text = " ".join(render(result, language="en").split())

    assert "Claims on parts of the card that cannot hold: 1." in text
    assert "hold only with another rounding: 1." in text
