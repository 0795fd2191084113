"""No internal code, escape or English word stands in what is said of a form that goes wrong."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.messages.spoken import KEYS, lines_with_faults, names, printed

FORM = """
项目支出绩效自评表
（2024年度）
项目名称|图书购置经费
实施单位|某单位
项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分
年度资金总额||100|120|114|10|95%|9.5
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
产出指标|数量指标|新购图书|≥800册|820册|20|20|
产出指标|质量指标|图书合格率|≥98%|99%|15|15|
产出指标|成本指标|单册成本|≤50元|48元|15|15|
效益指标|社会效益|服务读者|≥3000人次|3200人次|30|30|
满意度指标|满意度指标|读者满意度|≥90%|95%|10|10|
总分|||||100|99.5|
"""
TRAITS = {
    "nothing": ("", ""),
    "a tick of Wingdings": ("≥98%|99%", "\uf052|\uf0a3合格"),
    "a letter of no font": ("820册", "\ue123820册"),
    "a blank nobody sees": ("820册", "8\u200b20册"),
    "an escaped line end": ("年度指标值", "年度_x000D_指标值"),
    "currency signs": ("100|120|114", "¥100|￥120|$114"),
    "no bounds": ("820册", "约820册"),
    "a word for a figure": ("3200人次", "效果明显"),
    "a figure of no unit": ("48元", "48USD"),
    "an error of the workbook": ("95%|9.5", "#REF!|#N/A"),
    "points nobody can read": ("|30|30", "|叁拾|30"),
    "a column of no place": ("偏差原因分析及改进措施", "参考分值"),
    "no year": ("（2024年度）", "说明"),
    "another year": ("新购图书", "2021年新购图书"),
    "a total beyond its points": ("|100|99.5", "|100|109"),
    "no row": ("三级指标", "备注"),
}


@pytest.mark.parametrize("trait", TRAITS)
def test_what_is_said_of_a_form_is_chinese(
    trait: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = TRAITS[trait]
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "自评表"
    for line in FORM.strip().replace(old, new, 1).split("\n"):
        sheet.append([text or None for text in line.split("|")])
    monkeypatch.chdir(tmp_path)
    book.save("自评表.xlsx")

    said = printed("form", "read", "自评表.xlsx", "-o", "report.toml")
    said += printed("audit", "自评表.xlsx", "--ruleset", "cn-mof-2020", "--year", "2024")
    if Path("report.toml").exists():
        said += printed("explain", "report.toml", "--ruleset", "cn-mof-2020")

    assert [] == lines_with_faults(said, f"{FORM} {new} {names('cn-mof-2020')} {KEYS}")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("自评表.csv", b'"a\n' + b"b" * 40),
        ("自评表.csv", b"a,\0b"),
        ("自评表.csv", b"\xff\xfe\x81"),
        ("自评表.json", b"{"),
        ("自评表.json", b'{"a": NaN}'),
        ("自评表.json", b'{"a": 1, "a": 2}'),
        ("自评表.xlsx", b"PK\x03\x04"),
        ("自评表.xlsx", b"<html></html>"),
        ("自评表.docx", b"PK\x03\x04" + bytes(60)),
        ("自评表.xls", b"\xd0\xcf\x11\xe0"),
        ("自评表.pdf", b"%PDF-1.4"),
        ("自评表.rtf", b"{\\rtf1\\ansi}"),
        ("自评表.mht", b"MIME-Version: 1.0"),
        ("自评表.toml", b""),
        ("自评表.toml", b"\xd7\xd4\xc6\xc0"),
        ("自评表.toml", b"\xff"),
    ],
)
def test_what_is_said_of_a_broken_file_is_chinese(
    name: str, content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(content)

    said = "".join(printed(*command.split(), name) for command in ("form read", "audit", "explain", "check"))

    assert "[" in said
    assert [] == lines_with_faults(said, f"{name} {content.decode('latin-1')}")
