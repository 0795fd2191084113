"""The first page of the reference, and the pages of codes · 目录页与代码页."""

from collections.abc import Mapping
from inspect import cleandoc
from typing import Any

from perfscore.inputs.ruleset import Ruleset
from perfscore.messages import load
from perfscore.numbers.exact import decimal_text
from perfscore.packs.catalog import Catalog
from perfscore.packs.indicator import Indicator, OpaqueMeasure
from perfscore.publish.reference.indicators import UNITS
from perfscore.publish.reference.markdown import both, code, intro, lines, link, page, table

__all__ = ["codes_in", "findings_page", "index_page"]


def codes_in(part: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return a part of the catalogue in English and in Chinese; empty where there is none yet."""
    try:
        return load(part, "en"), load(part, "zh")
    except FileNotFoundError:
        return {}, {}


def findings_page() -> str:
    """Return every code a result may hold beside its figures, with its sentences."""
    english, chinese = codes_in("findings")
    rows = ((f"`{code}`", _sentence(english[code]), _sentence(chinese[code])) for code in sorted(english))
    head = ("code · 代码", "English", "中文")
    return page("Findings · 发现", *intro("findings"), table(head, rows))


def _sentence(entry: Mapping[str, str]) -> str:
    """Return the sentence, and the one that stands in for it where figures are missing."""
    return " / ".join(entry[key] for key in ("sentence", "otherwise") if entry.get(key))


_COMMON = (
    ("Report format · 报告格式", "report-format.md"),
    ("Ruleset format · 规则集格式", "ruleset-format.md"),
    ("Problem codes · 问题代码", "problems.md"),
    ("Findings · 发现", "findings.md"),
)


def index_page(catalog: Catalog, rulesets: Mapping[str, Ruleset]) -> str:
    """Return the page that lists all others."""
    return page(
        "Reference · 参考手册",
        lines(link(title, path) for title, path in _COMMON),
        "## Rulesets · 规则集",
        _rulesets(rulesets),
        "## Shapes of scoring · 计分方法",
        _shapes(catalog),
        "## Indicators · 指标",
        _indicators(catalog),
    )


def _rulesets(rulesets: Mapping[str, Ruleset]) -> str:
    rows = (
        (link(name, f"rulesets/{name}.md"), both(r.ruleset.title), r.ruleset.status, _extent(r))
        for name, r in rulesets.items()
    )
    return table(("id", "title · 名称", "status · 状态", "criteria · 评分项"), rows)


def _extent(ruleset: Ruleset) -> str:
    if ruleset.ruleset.abstract:
        return f"{len(ruleset.facts)} facts · 事实"
    return f"{len(ruleset.criteria)}, {decimal_text(ruleset.points)} points · 分"


def _shapes(catalog: Catalog) -> str:
    rows = (
        (link(name, f"shapes/{name}.md"), cleandoc(entry.value.__doc__ or "").partition("\n")[0])
        for name, entry in catalog.shapes.items()
    )
    return table(("id", "how it scores · 计分方法"), rows)


def _indicators(catalog: Catalog) -> str:
    rows = (_indicator(name, entry.value) for name, entry in catalog.indicators.items())
    return table(("id", "name · 名称", "formula · 公式", "result · 结果", "better · 优劣"), rows)


def _indicator(name: str, indicator: Indicator) -> tuple[str, ...]:
    opaque = isinstance(indicator.formula, OpaqueMeasure)
    formula = "Python" if opaque else code(indicator.formula)
    page_of = link(name, f"indicators/{name}.md")
    return page_of, both(indicator.label), formula, UNITS[indicator.unit], indicator.better
