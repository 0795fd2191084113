"""A rounding explains a row only where the whole form can have kept to it."""

import pytest

from perfscore import Audit, audit, make_report, read_ruleset
from tests.cards import catalog

ROWS = {
    "建成面积": ("≥12亩", "11.5亩", "20"),  # 115/6 ≈ 19.17
    "合格率": ("≥100%", "97%", "30"),  # 29.1
    "受益户": ("≥30户", "28户", "30"),  # 28
    "满意度": ("≥90%", "88%", "10"),  # 88/9 ≈ 9.78
}
COLUMNS = ("target", "actual", "points", "claimed")
GROUPS = ("产出指标", "产出指标", "效益指标", "满意度指标")


def audited(*claims: str, execution: str = "10") -> Audit:
    rows = [
        {
            "level1": group,
            "name": name,
            "target": target,
            "actual": actual,
            "points": points,
            "claimed": claimed,
        }
        for group, (name, (target, actual, points)), claimed in zip(GROUPS, ROWS.items(), claims, strict=True)
    ]
    amounts = {name: {"value": "100", "unit": "万元"} for name in ("budget", "expenditure")}
    head = {"subject": "某单位", "fiscal_year": 2024, "rows": "all"}
    stated = {"total": "90", "criteria": {"execution": execution}}
    report = make_report({"format": 1, "report": head, "claims": stated, "facts": amounts, "targets": rows})
    return audit(report, read_ruleset("cn-mof-2020", catalog()), catalog())


def why(result: Audit) -> list[str | None]:
    return [line.why for line in result.criteria if line.award.step.printed is not None]


def found(result: Audit) -> list[tuple[str, str]]:
    return [(one.severity, one.values["row"]) for one in result.findings if one.code.startswith("row-unmet")]


def test_one_rounding_of_the_whole_form_explains_its_rows() -> None:
    result = audited("19", "29", "28", "10")

    assert ["rounded", "rounded", None, "rounded"] == why(result)
    assert [("warning", "满意度")] == found(result)


@pytest.mark.parametrize(
    ("claims", "execution"),
    [
        (("20", "29", "28", "9.5"), "10"),
        (("20", "30", "28", "9.78"), "10"),
        (("20", "30", "28", "10"), "9.8"),
    ],
    ids=["a row with half points", "a row with two decimals", "the execution row prints a decimal"],
)
def test_a_row_that_prints_decimals_rules_out_whole_points(claims: tuple[str, ...], execution: str) -> None:
    result = audited(*claims, execution=execution)

    assert "rounded" not in why(result)
    assert ("error", "建成面积") in found(result)


def test_two_rows_that_need_two_roundings_are_explained_by_neither() -> None:
    result = audited("20", "29", "28", "9")  # up, nearest, down

    assert ["unexplained", "unexplained", None, "unexplained"] == why(result)


def test_a_rounding_up_is_shown_by_rows_below_their_full_points() -> None:
    assert ["unexplained", "unexplained", None, "unexplained"] == why(audited("20", "30", "28", "10"))
