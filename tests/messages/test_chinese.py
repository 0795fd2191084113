"""No internal code, escape or English word stands in a Chinese sentence of the catalogues."""

import re
from string import Formatter

import pytest

from perfscore.language.compile.types import Kind
from perfscore.messages import load
from perfscore.messages.problems import Place, Problem
from tests.messages.latin import PARTS, entries, faults

# ---------------------------------------------------------------- the check itself


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ("“８0”无法识读：quantity-character；按未列示处理。", ["quantity-character"]),
        ("“\\u{f0a3}合计”不能读作数字", ["\\u{f0a3}"]),
        ("文件已损坏（\\x1b）", ["\\x1b"]),
        ("报告中没有“年初_x000D_预算数”列的位置", ["_x000D_"]),
        ("文件已损坏（BadZipFile）", ["BadZipFile"]),
        ("没有写出：Broken pipe", ["Broken", "pipe"]),
        ("应有 [report]，实有 nothing", ["nothing"]),
        ("在 sheet 中未找到自评表", ["sheet"]),
    ],
)
def test_what_does_not_belong_into_a_chinese_sentence_is_found(planted: str, found: list[str]) -> None:
    assert found == faults(planted)


@pytest.mark.parametrize(
    ("sentence", "own"),
    [
        ("没有文件“library.toml”; 请检查文件夹和文件名 [file-missing]", "library.toml"),
        ("自评表!C7: 数字格式（[DBNum2]General）无法识别，取保存的数值", "[DBNum2]General"),
        ("“合计<U+200B>”中没有数字 [quantity-no-number]", ""),
        ("请写 fiscal_year = 2024，或用 --year 指明", ""),
    ],
)
def test_what_the_reader_wrote_or_has_to_type_is_none(sentence: str, own: str) -> None:
    assert [] == faults(sentence, own)


# ---------------------------------------------------------------- the catalogues

PRINTED_AS_IT_STANDS = ("keys", "reference", "meaning", "help")
"""What has no blanks: keys of files, introductions of the reference, the meaning of a problem, help."""
BLANKS = {
    "found": "8万余册", "row": "新购图书", "at": "自评表!C7", "label": "预算执行率",
    "criterion": "预算执行率",
    "file": "自评报告.toml", "name": "预算执行率", "note": "隐藏的行，已读取", "all": "甲，乙",
    "reason": "除数为零。",
    "unit": "万元", "own": "册", "given": "人次", "sign": "≥", "state": "not_shown", "kind": "veto",
    "gap": "(0.6, 0.7)",
    "character": "U+F0A3", "point": "U+00D7", "range": "[9.9, 10]", "why": "缺少参数：REPORT",
    "code": "unit-clash",
}  # fmt: skip
SENTENCES = [
    pytest.param(path, text, id=" ".join((part, *path)))
    for part in PARTS
    for path, text in entries(load(part, "zh"))
]


@pytest.mark.parametrize(("path", "text"), SENTENCES)
def test_every_sentence_of_the_catalogue_is_chinese(path: tuple[str, ...], text: str) -> None:
    if not any(part in PRINTED_AS_IT_STANDS for part in path):
        named = {name for _, name, _, _ in Formatter().parse(text) if name and not name.isdigit()}
        text = text.format("甲", "乙", "2", **{name: BLANKS.get(name, "120") for name in named})

    assert [] == faults(text)


@pytest.mark.parametrize("kind", Kind)
def test_a_problem_names_the_kinds_of_values_in_chinese(kind: Kind) -> None:
    values = {"found": kind, "expected": kind}
    said = {code: Problem(code, Place("自评报告"), "", values).text("zh") for code in load("problems", "zh")}

    reasons = {code: text.partition(": ")[2].partition("；")[0] for code, text in said.items()}
    assert [] == [code for code, why in reasons.items() if kind in re.findall("[a-z]+", why)]
