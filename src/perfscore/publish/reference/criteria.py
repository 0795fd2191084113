"""The facts a ruleset reads or defines, and its criteria one by one · 数据字典与评分项说明."""

from datetime import date

from perfscore.inputs.criteria import Criterion
from perfscore.inputs.dictionary import FactDefinition
from perfscore.inputs.ruleset import Ruleset
from perfscore.language.compile.choices import Choice
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.dimension import PURE, powers_text
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.ranges import Range
from perfscore.plan.binding import Binding, type_of
from perfscore.plan.planned import Plan, ScoringRule, Step
from perfscore.publish.card.facts import uses
from perfscore.publish.reference.markdown import both, code, link, table

__all__ = ["STANDINGS", "criteria_table", "criterion_part", "facts_defined", "facts_read"]

_HEAD = ("fact · 事实", "name · 名称", "values · 取值", "shown by · 证明文件")


def facts_read(plan: Plan) -> str:
    """Return every fact the criteria read, in the order of the card.

    The rows of a form bring facts of their own, which only a report knows.
    """
    found = {name: use.binding for name, use in uses(plan).items() if use.criteria}
    rows = ((code(n), both(b.label), _possible(b), _shown_by(b)) for n, b in found.items())
    return table(_HEAD, rows)


def facts_defined(ruleset: Ruleset) -> str:
    """Return the data dictionary: the facts, then the columns of the tables."""
    columns = {
        f"{name}.{column}": definition
        for name, defined in ruleset.tables.items()
        for column, definition in defined.columns.items()
    }
    rows = (
        (code(name), both(fact.label), _allowed(fact), both(fact.document))
        for name, fact in {**ruleset.facts, **columns}.items()
    )
    return table(_HEAD, rows)


def _shown_by(bound: Binding) -> str:
    judged = "**judged · 评定**" if bound.judged else ""
    return ", ".join(part for part in (judged, both(bound.document)) if part)


def _possible(bound: Binding) -> str:
    """Return the values of a bound fact, in the unit the engine keeps it in."""
    if bound.kind is not Kind.NUMBER:
        return bound.choice.listed() if bound.choice else bound.kind
    kept = "" if bound.powers in (PURE, None) else powers_text(bound.powers)
    return f"{bound.within} {kept or ('分' if bound.unit == '分' else '')}".strip()


def _allowed(fact: FactDefinition) -> str:
    if fact.kind != "number":
        kind = type_of(fact)
        return kind.listed() if isinstance(kind, Choice) else kind
    low = fact.above if fact.above is not None else fact.minimum
    open_low = low is None or fact.above is not None
    within = Range(low, fact.maximum, open_low, fact.maximum is None)
    return f"{within} {fact.unit or ''}".strip()


STANDINGS = {
    "sourced": "sourced · 有出处",
    "general_knowledge": "*general knowledge · 一般了解*",
    "assumed": "**⚠ assumed · 假定**",
}
"""How a rule is known; what is assumed stands out."""


def criteria_table(plan: Plan) -> str:
    """Return the card: each criterion with its points and how it is known."""
    rows = (_line(step.criterion) for step in plan.steps)
    head = (
        "section · 分组",
        "criterion · 评分项",
        "label · 名称",
        "points · 满分",
        "standing · 来源",
    )
    return table(head, rows)


def _line(criterion: Criterion) -> tuple[str, ...]:
    name = link(code(criterion.id), f"#{criterion.id}")
    points, standing = decimal_text(criterion.points), STANDINGS[criterion.standing]
    return criterion.section, name, both(criterion.label), points, standing


def criterion_part(step: Step) -> str:
    """Return how one criterion is scored: its words, its measure, every reading and every sign."""
    c = step.criterion
    where = c.rows.where if c.rows else {}
    rows = [
        ("indicator · 指标", _indicator(step)),
        ("rows · 表格行", ", ".join(f"{column} = {text}" for column, text in where.items())),
        *((_called(rule), _scored(rule)) for rule in step.rules),
        *((f"rows · 表格行 {_sign(sign)}", _scored(rule)) for sign, rule in step.by_sign.items()),
        (
            "rounding · 舍入",
            f"{c.rounding.places} decimals · 位小数, `{c.rounding.mode}`" if c.rounding else "",
        ),
        ("missing facts · 缺少事实", code(c.missing or "")),
        ("not applicable · 不适用", code(c.not_applicable or "")),
        ("source · 依据", c.source or ""),
        ("standing · 来源", STANDINGS[c.standing]),
    ]
    told = [c.says, *(reading.says for reading in c.readings)]
    says = [text for label in told if label for text in dict.fromkeys((label.en, label.zh))]
    about = table(("", ""), (row for row in rows if row[1]))
    title = f"{both(c.label)}: {decimal_text(c.points)} points · 分"
    return "\n\n".join([f"### {c.id}", title, *says, about])


def _indicator(step: Step) -> str:
    name = step.criterion.indicator
    if name is None:
        return ""
    reads = ", ".join(map(_bound, step.inputs))
    return f"{link(name, f'../indicators/{name}.md')}, {reads}"


def _bound(bound: Binding) -> str:
    return code(bound.name if bound.name == bound.fact else f"{bound.name} = {bound.fact}")


def _called(rule: ScoringRule) -> str:
    if rule.reading is None:
        return "scoring · 计分"
    return f"another reading · 另一理解 {code(rule.reading)}"


def _sign(sign: str) -> str:
    return code(sign) if sign else "without a sign · 无符号"


def _scored(rule: ScoringRule) -> str:
    """Return a rule's shape, the formula it makes, and the numbers and facts in it."""
    shape = link(rule.shape.shape, f"../shapes/{rule.shape.shape}.md")
    given = [f"{key} = {_number(value)}" for key, value in rule.constants.items()]
    steps = [f"step = {_number(bound.step)}" for bound in rule.reads if bound.step is not None]
    reads = [_bound(bound) for bound in rule.reads]
    return ", ".join([shape, code(rule.formula), *map(code, given), *reads, *map(code, steps)])


def _number(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else decimal_text(value)  # type: ignore[arg-type]
