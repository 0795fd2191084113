"""The page of a ruleset · 规则集页."""

from collections.abc import Iterator
from fractions import Fraction

from perfscore.inputs.criteria import Check, Modifier
from perfscore.inputs.ruleset import Ruleset
from perfscore.numbers.exact import decimal_text
from perfscore.plan.planned import Plan
from perfscore.publish.reference.criteria import (
    STANDINGS,
    criteria_table,
    criterion_part,
    facts_defined,
    facts_read,
)
from perfscore.publish.reference.markdown import both, code, link, page, table
from perfscore.shapes.conditions import written

__all__ = ["dictionary_page", "ruleset_page"]

_STATUS = {
    "confirmed": "confirmed · 已确认",
    "unconfirmed": "**⚠ unconfirmed: may not be the rule in force · 未确认是否现行办法**",
}


def ruleset_page(plan: Plan) -> str:
    """Return the page of a ruleset: policies, criteria, grades, facts, checks, sources."""
    ruleset = plan.ruleset
    return _page(
        ruleset,
        *_titled("Criteria · 评分项", criteria_table(plan)),
        *map(criterion_part, plan.steps),
        *_titled("Modifiers of the sum · 总分调整", _modifiers(ruleset)),
        *_titled("Grades · 等级", _grades(ruleset)),
        *_titled("Facts it reads · 读取的事实", facts_read(plan)),
    )


def dictionary_page(ruleset: Ruleset) -> str:
    """Return the page of a ruleset that only defines facts, for others to extend."""
    return _page(ruleset, *_titled("Facts · 数据字典", facts_defined(ruleset)))


def _page(ruleset: Ruleset, *parts: str) -> str:
    return page(
        f"{ruleset.id} · {ruleset.ruleset.title.zh}",
        *_about(ruleset),
        *parts,
        *_titled("Checks · 勾稽检查", _checks(ruleset)),
        *_titled("Sources · 制度依据", _sources(ruleset)),
    )


def _titled(title: str, body: str) -> tuple[str, ...]:
    return (f"## {title}", body) if body else ()


def _about(ruleset: Ruleset) -> Iterator[str]:
    head = ruleset.ruleset
    yield head.title.en
    if head.note:
        yield f"> {head.note.en}\n>\n> {head.note.zh}"
    rows = [
        ("status · 状态", _STATUS[head.status]),
        ("version · 版本", head.version),
        ("fiscal years · 适用年度", _years(ruleset)),
        ("region · 地区", both(head.region)),
        ("extends · 扩展自", link(head.extends, f"{head.extends}.md") if head.extends else ""),
        ("needs packs · 所需指标包", ", ".join(head.packs)),
    ]
    if not head.abstract:
        rows += _policies(ruleset)
    yield table(("", ""), (row for row in rows if row[1]))


def _years(ruleset: Ruleset) -> str:
    years = ruleset.ruleset.fiscal_years
    if years is None:
        return "any · 不限"
    return str(years.first) if years.first == years.last else f"{years.first}–{years.last or ''}"


def _policies(ruleset: Ruleset) -> list[tuple[str, str]]:
    head = ruleset.ruleset
    rounding = head.rounding
    return [
        ("full points · 满分", decimal_text(head.points)),
        ("rounding · 舍入", f"{rounding.places} decimals · 位小数, `{rounding.mode}`, `{rounding.at}`"),
        ("missing facts · 缺少事实", code(head.missing)),
        ("not applicable · 不适用", code(head.not_applicable)),
        ("printed figures are · 印出的数字是", code(head.figures)),
        ("claimed scores are · 自评分是", code(head.claims)),
    ]


def _modifiers(ruleset: Ruleset) -> str:
    rows = (
        (code(m.id), m.kind, both(m.label), code(_does(m)), m.source or "", STANDINGS[m.standing])
        for m in ruleset.modifiers
    )
    head = ("id", "kind · 种类", "label · 名称", "does · 作用", "source · 依据", "standing · 来源")
    return table(head, rows)


def _does(modifier: Modifier) -> str:
    given = {key: getattr(modifier, key) for key in ("when", "gives", "formula", "most", "at")}
    return ", ".join(
        f"{key}: {decimal_text(value) if isinstance(value, Fraction) else written(value)}"
        for key, value in given.items()
        if value is not None
    )


def _grades(ruleset: Ruleset) -> str:
    rows = ((g.name, both(g.label), decimal_text(g.from_)) for g in ruleset.grades)
    return table(("grade · 等级", "label · 名称", "from · 起"), rows)


def _checks(ruleset: Ruleset) -> str:
    head = ("check · 检查", "holds · 应成立", "label · 说明", "kind · 种类", "list · 明细")
    return table(head, map(_check, ruleset.checks))


def _check(check: Check) -> tuple[str, ...]:
    complete = code(check.completeness or "")
    return code(check.id), code(check.assert_), both(check.label), code(check.kind), complete


def _sources(ruleset: Ruleset) -> str:
    rows = (
        (
            code(name),
            *(text or "" for text in (s.issuer, s.number, s.title, s.seen)),
            STANDINGS[s.standing],
        )
        for name, s in ruleset.sources.items()
    )
    head = (
        "id",
        "issuer · 机关",
        "number · 文号",
        "title · 标题",
        "seen · 读到的内容",
        "standing · 来源",
    )
    return table(head, rows)
