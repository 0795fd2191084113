"""A comparison written out: text, Markdown, JSON, a page · 比较的输出."""

from typing import Any

from perfscore.auditing.comparison import Change, Comparison
from perfscore.auditing.verdicts import Audit
from perfscore.explain.content.comparison import comparison
from perfscore.explain.formats.rendering import Format, written_out
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.ranges import Range

__all__ = ["comparison_data", "render_comparison"]

FORMAT = 1


def render_comparison(found: Comparison, language: str = "zh", format: Format = "text") -> str:
    """Return a comparison as text, Markdown, JSON or one page in both languages · 生成比较说明.

    Raises ValueError where there is no such language or format.
    """
    sides = (found.first, found.second)
    names = (f"{audit.report.subject} {audit.report.fiscal_year}" for audit in sides)
    title = " · ".join(dict.fromkeys(names))
    return written_out(
        title, lambda one: comparison(found, one), lambda: comparison_data(found), language, format
    )


def comparison_data(found: Comparison) -> dict[str, Any]:
    """Return a comparison as plain data, numbers as text: a decimal, or ``n/d`` where none ends."""
    return {
        "format": FORMAT,
        "first": _side(found.first),
        "second": _side(found.second),
        "one_body": found.one_body,
        "total": _change(found.total),
        "criteria": [{"id": one.name, **_change(one)} for one in found.criteria],
    }


def _side(audit: Audit) -> dict[str, Any]:
    report, ruleset = audit.report, audit.card.plan.ruleset
    return {
        "report": {"subject": report.subject, "fiscal_year": report.fiscal_year, "digest": report.digest},
        "ruleset": {
            "id": ruleset.id, "version": ruleset.ruleset.version, "digest": ruleset.origin.digest,
        },
        "claimed": None if audit.claim is None else audit.claim.quantity.raw,
        "verdict": audit.verdict,
    }  # fmt: skip


def _change(change: Change) -> dict[str, Any]:
    parts = (
        ("before", change.before),
        ("rules", change.rules),
        ("facts", change.facts),
        ("after", change.after),
    )
    return {name: None if within is None else _ends(within) for name, within in parts}


def _ends(within: Range) -> dict[str, str | None]:
    ends = (("low", within.low), ("high", within.high))
    return {name: None if end is None else decimal_text(end) for name, end in ends}
