"""Cards and reports of a few lines, for the tests of any room: a test writes what it is about.

The keys are those of a ruleset or a report file, put together by the public `make_ruleset` and `make_report`.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from perfscore import Report, Ruleset, discover, make_report, make_ruleset

Values = Mapping[str, Any]

catalog = cache(discover)
"""The bundled catalogue, read once."""

MONEY = {name: {"label": name, "unit": "万元", "minimum": 0} for name in ("spent", "budget")}


def criterion(name: str, points: object, scoring: Values, **more: Any) -> Values:
    return {"id": name, "label": name, "points": points, "scoring": scoring, "standing": "assumed", **more}


def execution(points: object, full_at: object = 1, **more: Any) -> Values:
    """Return the criterion that gives points in proportion to what is spent of the budget."""
    rate = {"indicator": "budget_execution_rate", "with": {"executed": "spent"}}
    return criterion("execution", points, {"shape": "proportional", "full_at": full_at}, **rate, **more)


def judged(name: str, points: object, step: object, **more: Any) -> Values:
    return criterion(name, points, {"shape": "judged", "step": str(step)}, **more)


def modifier(kind: str, **says: object) -> Values:
    return {"id": kind, "kind": kind, "label": kind, **says}


def card(*criteria: Values, **said: Any) -> Ruleset:
    """Return a card of these criteria; see `card_values`."""
    return make_ruleset(card_values(*criteria, **said))


def card_values(
    *criteria: Values,
    facts: Values = MONEY,
    modifiers: Iterable[Values] = (),
    places: int = 2,
    mode: str = "half_up",
    at: str = "criterion",
    more: Values | None = None,
    **policies: object,
) -> Values:
    """Return a card as values; `more` are keys beside ``[ruleset]``, `policies` keys in it."""
    head = {
        "id": "card", "title": "card", "version": "1", "status": "confirmed",
        "points": sum(Fraction(str(each["points"])) for each in criteria),
        "rounding": {"places": places, "mode": mode, "at": at},
        "missing": "range", "not_applicable": "rescale", **policies,
    }  # fmt: skip
    parts = {"ruleset": head, "facts": facts, "criteria": list(criteria), "modifiers": list(modifiers)}
    return {name: part for name, part in {**parts, **(more or {})}.items() if part}


def report(
    facts: Values | None = None, total: str | None = None, rows: str | None = None, **more: Any
) -> Report:
    """Return a report of 2024; see `report_values`."""
    return make_report(report_values(facts, total, rows, **more))


def report_values(
    facts: Values | None = None, total: str | None = None, rows: str | None = None, **more: Any
) -> Values:
    """Return a report as values; a fact is what is printed for it, None where nothing is, or all its keys."""
    given = {name: _fact(value) for name, value in (facts or {}).items()}
    claims = {"total": total, **more.pop("claims", {})}
    head = {"subject": "x", "fiscal_year": 2024, "rows": rows}
    return {"report": head, "claims": claims, "facts": given, **more}


def _fact(value: object) -> Values:
    if isinstance(value, Mapping):
        return value
    return {"state": "not_shown"} if value is None else {"value": value}
