"""The card that a form itself prints, as a ruleset · 按表样计分的规则集.

Its groups have the points of their rows.  A row is scored by the standard printed beside it where that can
be read, else a reviewer judges it: nothing is said of a score but that it is one of the row's.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from perfscore.inputs.given import make_ruleset
from perfscore.inputs.report import BUDGET, EXECUTION, SPENT, Report
from perfscore.inputs.row import Row
from perfscore.inputs.ruleset import Ruleset
from perfscore.messages import load
from perfscore.numbers.exact import added
from perfscore.numbers.printed import name_stem
from perfscore.plan.planned import AS_PRINTED, WHOLE
from perfscore.plan.rows.standards import printed_standard

__all__ = ["card_as_printed"]

_SIGNS = ("≥", "≤", "=", "=0", "", "期限", "定性")
_JUDGED = {"shape": "judged", "step": "0.01"}
_WHOLE: dict[str, Any] = {
    "id": WHOLE, "label": {"zh": "全部评分项", "en": "all criteria"}, "points": Fraction(100),
    "scoring": _JUDGED, "standing": "assumed",
}  # fmt: skip
"""What stands for a card of which nothing is shown."""


def card_as_printed(report: Report, dictionary: Ruleset) -> Ruleset:
    """Return the ruleset of a form's own points and standards, with the facts and checks of a dictionary."""
    criteria = [*_execution(report), *_groups(report)] or [_WHOLE]
    points = added(one["points"] for one in criteria)
    words = {language: load("forms", language)["as_printed"] for language in ("zh", "en")}
    values: dict[str, Any] = {
        "format": 1,
        "ruleset": {
            "id": AS_PRINTED, "title": _both(words, "title"), "note": _both(words, "note"),
            "version": str(report.fiscal_year), "status": "unconfirmed", "points": points,
            "rounding": {"places": 2, "mode": "half_up", "at": "criterion"},
            "missing": "range", "not_applicable": "exclude",
        },
        "facts": {
            SPENT: {"label": _both(words, "spent"), "unit": "万元", "minimum": 0},
            BUDGET: {"label": _both(words, "budget"), "unit": "万元", "above": 0},
        },
        "row_rules": {AS_PRINTED: dict.fromkeys(_SIGNS, _JUDGED)},
        "criteria": criteria,
    }  # fmt: skip
    own = make_ruleset(values, name=report.file)
    known = {
        "facts": {**dictionary.facts, **own.facts},
        "tables": dictionary.tables,
        "checks": dictionary.checks,
    }
    return own.model_copy(update=known)


def _both(words: Mapping[str, Mapping[str, str]], key: str) -> dict[str, str]:
    return {language: said[key] for language, said in words.items()}


def _execution(report: Report) -> Iterator[dict[str, Any]]:
    printed = report.printed_points.get(EXECUTION)
    points = None if printed is None else printed.quantity.range.exact
    if points:
        label = {"zh": "预算执行率", "en": "budget execution rate"}
        yield {
            "id": EXECUTION, "label": label, "points": points, "indicator": "budget_execution_rate",
            "with": {"executed": SPENT}, "scoring": {"shape": "proportional", "full_at": 1},
            "standing": "assumed",
        }  # fmt: skip


def _groups(report: Report) -> Iterator[dict[str, Any]]:
    """Yield a criterion for each row whose standard can be read, then one for what is left of each group."""
    rows = [row for row in report.rows if row.entry.part_of is None and row.points]
    names = [name_stem(row.entry.name) for row in rows]
    groups: dict[str, list[Row]] = {}
    for number, row in enumerate(rows, 1):
        scoring = printed_standard(row)
        if scoring is not None and names.count(name_stem(row.entry.name)) == 1 and row.entry.group is None:
            where = {"name": row.entry.name}
            yield _criterion(f"row_{number}", row.entry.name, [row], where, {row.kind: scoring})
        else:
            groups.setdefault(row.entry.level1 or "", []).append(row)
    for number, (heading, own) in enumerate(groups.items(), 1):
        where = {"level1": heading} if heading else {}
        yield _criterion(f"group_{number}", heading or "绩效指标", own, where)


def _criterion(
    id_: str, name: str, rows: list[Row], where: dict[str, str], scoring: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    asked: dict[str, Any] = {"table": "targets", "where": where}
    ruled = {"rows": {**asked, "rules": AS_PRINTED}} if scoring is None else {
        "rows": asked, "scoring_by_sign": scoring
    }  # fmt: skip
    points = added({row.entry.group or f"#{row.number}": row.points or Fraction(0) for row in rows}.values())
    label = {"zh": name, "en": name}
    standing = "assumed" if scoring is None else "sourced"
    return {"id": id_, "label": label, "points": points, **ruled, "standing": standing}
