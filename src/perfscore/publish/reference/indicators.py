"""The page of an indicator · 指标页."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from perfscore.language.compile.formula import compile_formula
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.prose import PROSE, Phrase, number_phrase
from perfscore.numbers.exact import decimal_text
from perfscore.packs.catalog import Entry
from perfscore.packs.indicator import Indicator, OpaqueMeasure, Role
from perfscore.publish.reference.markdown import both, code, lines, link, page, table
from perfscore.testing import Case
from perfscore.testing.wellformed import value_of

__all__ = ["MOST_EXAMPLES", "UNITS", "Use", "indicator_page", "used_by"]

MOST_EXAMPLES = 2
UNITS: Mapping[str, str] = {
    "amount": "amount, kept in 万元 · 金额", "ratio": "ratio, 1 is 100 % · 比率",
    "count": "count, one counter for all counts · 数量", "points": "points · 分",
    "number": "plain number · 数", "truth": "true or false · 是否", "text": "text · 文字",
    "date": "date · 日期",
}  # fmt: skip

Use = tuple[str, str]
"""A ruleset and one of its criteria."""


def indicator_page(entry: Entry[Indicator], cases: Sequence[Case], uses: Iterable[Use]) -> str:
    """Return the page of an indicator: what it reads, its formula, examples, who uses it."""
    indicator = entry.value
    shown = [_example(case) for case in cases[:MOST_EXAMPLES]]
    return page(
        f"{entry.id} · {indicator.label.zh}",
        indicator.description.en,
        indicator.description.zh,
        _formula(indicator),
        table(("", ""), _facts_about(entry)),
        "## Facts it reads · 读取的事实",
        table(
            ("role · 名称", "label · 含义", "sort · 类型", "values · 取值", "shown by · 证明文件"),
            (_role(role) for role in indicator.roles),
        ),
        "## Examples · 示例" if shown else "",
        "\n\n".join(shown),
        used_by(uses),
    )


def used_by(uses: Iterable[Use]) -> str:
    """Return the part that links to the criteria that use something."""
    found: dict[str, list[str]] = {}
    for ruleset, criterion in uses:
        found.setdefault(ruleset, []).append(code(criterion))
    listed = (f"{link(id_, f'../rulesets/{id_}.md')}: {', '.join(c)}" for id_, c in found.items())
    return f"## Used by · 引用\n\n{lines(listed)}" if found else ""


def _formula(indicator: Indicator) -> str:
    if isinstance(indicator.formula, OpaqueMeasure):
        measure = indicator.formula
        ways = (("rises with · 递增", measure.rising), ("falls with · 递减", measure.falling))
        told = (f"{way}: {', '.join(map(code, roles))}" for way, roles in ways if roles)
        return f"Python: {code(measure.function.__name__)}\n\n{lines(told)}"
    return f"```text\n{indicator.formula}\n```"


def _facts_about(entry: Entry[Indicator]) -> list[tuple[str, str]]:
    indicator, provider = entry.value, entry.provider
    return [
        ("label · 名称", both(indicator.label)),
        ("result · 结果", UNITS[indicator.unit]),
        ("values · 取值", str(indicator.within)),
        ("better · 优劣方向", indicator.better),
        ("reference · 依据", indicator.reference),
        ("pack · 指标包", f"{provider.pack} ({provider.distribution})"),
    ]


def _role(role: Role) -> tuple[str, ...]:
    numeric = role.unit not in ("truth", "text", "date")
    within = str(role.within) if numeric else ""
    return code(role.name), both(role.label), UNITS[role.unit], within, both(role.document)


def _example(case: Case) -> str:
    given = ", ".join(f"{name} = {_text(value)}" for name, value in case.facts.items())
    return f"**{case.name}**: {given or 'nothing known · 均未知'}\n\n```text\n{_worked(case)}\n```"


def _worked(case: Case) -> str:
    """Return the formula with the numbers put in, and what the engine makes of it."""
    try:
        value = value_of(case.indicator, case.facts)
    except Undefined as undefined:
        return f"{_put_in(case)}: {undefined.code}"
    told = decimal_text(value) if isinstance(value, Fraction) else str(value)
    return f"{_put_in(case)} {'=' if isinstance(value, Fraction) else '∈'} {told}"


def _put_in(case: Case) -> str:
    formula = case.indicator.formula
    if isinstance(formula, OpaqueMeasure):
        return f"{formula.function.__name__}({', '.join(map(_text, case.facts.values()))})"
    kinds = {role.name: _kind(role) for role in case.indicator.roles}
    phrases = {name: _phrase(case.facts.get(name), name) for name in kinds}
    return str(evaluate(compile_formula(formula, kinds), PROSE, phrases))


def _kind(role: Role) -> Kind:
    return Kind(role.unit) if role.unit in ("truth", "text", "date") else Kind.NUMBER


def _phrase(value: Any, name: str) -> Phrase:
    if isinstance(value, Fraction):
        return number_phrase(value)
    return Phrase(name if value is None else _text(value))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return decimal_text(value) if isinstance(value, Fraction) else str(value)
