"""Formulas are shown in words, with the same brackets and the same numbers as they are computed with."""

from datetime import date
from fractions import Fraction

import pytest

from perfscore.explain.wording.formulas import Wording
from perfscore.explain.wording.words import Words
from perfscore.language.compile.formula import compile_formula
from perfscore.language.compile.types import Kind
from perfscore.numbers.fields import Label
from perfscore.plan.binding import Binding

LABELS = {
    "spent": Label(zh="执行数", en="spent"),
    "budget": Label(zh="预算数", en="budget"),
    "made": Label(zh="有制度", en="rules made"),
    "level": Label(zh="档次", en="level"),
    "done": Label(zh="完成日", en="day done"),
    "projects.cost": Label(zh="项目支出", en="cost of projects"),
}
KINDS = {
    "spent": Kind.NUMBER,
    "budget": Kind.NUMBER,
    "made": Kind.TRUTH,
    "level": Kind.TEXT,
    "done": Kind.DATE,
    "projects.cost": Kind.COLUMN,
}


def named(formula: str, language: str, expect: Kind = Kind.NUMBER) -> str:
    given = {"full_at": Fraction(1, 3), "by": date(2024, 12, 31)}
    kinds = {**KINDS, "x": Kind.NUMBER, "points": Kind.NUMBER, "full_at": Kind.NUMBER, "by": Kind.DATE}
    compiled = compile_formula(formula, kinds, expect)
    bindings = [Binding(name, name, KINDS[name], LABELS[name]) for name in compiled.names if name in KINDS]
    return Wording(Words(language)).named(compiled, bindings, given)


@pytest.mark.parametrize(
    ("formula", "chinese", "english"),
    [
        ("spent / budget", "执行数 ÷ 预算数", "spent ÷ budget"),
        ("(spent - budget) * 2", "(执行数 − 预算数) × 2", "(spent − budget) × 2"),
        ("spent - (budget - 1)", "执行数 − (预算数 − 1)", "spent − (budget − 1)"),
        ("-spent / budget", "-执行数 ÷ 预算数", "-spent ÷ budget"),
        (
            "points * clamp(x, 0, 1)",
            "满分 × (指标值，限 0 至 1)",
            "full points × (measure, kept within 0 and 1)",
        ),
        ("min(spent, budget, 3)", "取小(执行数, 预算数, 3)", "smallest of (spent, budget, 3)"),
        ("x / full_at", "指标值 ÷ ≈0.333333", "measure ÷ ≈0.333333"),
        ("round(x, 2)", "四舍五入(指标值，2 位小数)", "rounded (measure, 2 decimals)"),
        ("sum(projects.cost) / spent", "项目支出合计 ÷ 执行数", "sum of cost of projects ÷ spent"),
        ("count(projects.cost)", "项目支出的个数", "number of cost of projects"),
        (
            "5 if x >= 0.9 else 3 if made else 0",
            "5（当 指标值 ≥ 0.9），否则 3（当 有制度），否则 0",
            "5 (if measure ≥ 0.9), else 3 (if rules made), else 0",
        ),
        (
            "1 if level == 'a (b' and not made else 0",
            "1（当 档次 = “a (b” 且 并非 有制度），否则 0",
            "1 (if level = “a (b” and not rules made), else 0",
        ),
        (
            "1 if done <= by else 0",
            "1（当 完成日 ≤ 2024-12-31），否则 0",
            "1 (if day done ≤ 2024-12-31), else 0",
        ),
    ],
)
def test_a_formula_is_shown_in_words(formula: str, chinese: str, english: str) -> None:
    assert (chinese, english) == (named(formula, "zh"), named(formula, "en"))
