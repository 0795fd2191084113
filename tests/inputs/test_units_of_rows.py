"""Two figures of one row are compared in whatever unit both of them are."""

from fractions import Fraction

import pytest

from perfscore import Audit, audit, make_report, read_ruleset, render
from perfscore.numbers.quantity import read_quantity
from tests.cards import catalog


def audited(target: str, actual: str) -> Audit:
    row = {"level1": "产出指标", "name": "某项", "target": target, "actual": actual, "points": "50"}
    others = [
        {"level1": group, "name": f"其他{points}", "target": "≥1个", "actual": "1个", "points": points}
        for group, points in (("效益指标", "30"), ("满意度指标", "10"))
    ]
    head = {"subject": "某单位", "fiscal_year": 2024, "rows": "all"}
    report = make_report({"format": 1, "report": head, "targets": [{**row, "at": "表1第5行"}, *others]})
    return audit(report, read_ruleset("cn-mof-2020", catalog()), catalog())


KNOWN = "卷 床 版 标段 兆瓦 度 延米 立方 方 幢 道 条次 案次 票 罐 顶 项次 团次 个村 人天 人日 工日"


@pytest.mark.parametrize("unit", KNOWN.split())
def test_counters_of_the_field_are_known(unit: str) -> None:
    assert Fraction(45) == audited(f"≥500{unit}", f"450{unit}").criterion("outputs.1").award.points


@pytest.mark.parametrize(("first", "second"), [("2方", "2立方米"), ("3兆瓦", "3000千瓦"), ("5工日", "5人天")])
def test_two_names_of_one_unit_are_the_same(first: str, second: str) -> None:
    assert read_quantity(first).range == read_quantity(second).range


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("5000樘", "4500樘", 45),
        ("≥1万樘", "5000樘", 25),
        ("≥50个乡镇", "50个乡镇", 50),
        ("每月2次", "每月2次", 50),
        ("每月不少于2次", "每月1次", 25),
    ],
)
def test_the_same_unknown_counter_in_both_cells_is_compared(target: str, actual: str, points: int) -> None:
    result = audited(target, actual)

    assert points == result.criterion("outputs.1").award.points
    assert "row-not-read" not in {one.code for one in result.findings}


@pytest.mark.parametrize(
    ("target", "actual"), [("5000樘", "4500榀"), ("每月2次", "每季度2次"), ("5樘以上下", "5樘")]
)
def test_what_is_not_the_same_is_not_compared(target: str, actual: str) -> None:
    assert audited(target, actual).criterion("outputs.1").award.points is None


def test_the_message_names_the_unit_and_the_place_once() -> None:
    text = render(audited("5000樘", "4500榀"), language="zh")

    assert "“某项”一行（表1第5行）：“5000樘”无法识读，按未知处理。未知的单位“樘”" in text
    assert "（表1第5行）：“约2次”无法识读" in render(audited("约2次", "约2次"), language="zh")
