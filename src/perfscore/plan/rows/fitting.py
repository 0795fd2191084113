"""How a ruleset goes with the frame that a form prints · 规则集与表样是否吻合.

The frame is what a form shows of its card before any point is earned: its groups with their points, the
points of the execution row, the criteria that its rows name.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from fractions import Fraction
from typing import Literal, NamedTuple

from perfscore.inputs.report import Claim, Report
from perfscore.inputs.ruleset import Ruleset
from perfscore.messages.problems import ProblemsFound
from perfscore.packs.catalog import Catalog, read_ruleset
from perfscore.plan.make import make_plan
from perfscore.plan.planned import Plan
from perfscore.plan.rows.expand import expand_rows

__all__ = ["Fit", "Fitting", "candidates", "fitting"]

Fit = Literal["groups", "frame"]
_STRANGE = frozenset(("row-without-criterion", "group-without-rows"))
_UNEVEN = frozenset(("rows-exceed-points", "rows-short-of-points"))


class Fitting(NamedTuple):
    """A plan that goes with a form, the form's rows in it · 吻合的方案."""

    fit: Fit
    plan: Plan
    report: Report


def candidates(catalog: Catalog, report: Report, but: str = "") -> Iterator[Plan]:
    """Yield the rulesets of the report's year whose criteria outside its rows have the points printed.

    They have every criterion that the report claims points for.
    """
    for name in catalog.rulesets:
        ruleset = None if name == but else catalog.once(_ruleset, name)
        if ruleset is None or not ruleset.is_for(report.fiscal_year):
            continue
        if not report.claims.keys() <= {criterion.id for criterion in ruleset.criteria}:
            continue
        fixed = {c.id: c.points for c in ruleset.criteria if c.rows is None}
        if _have(fixed, report.printed_points) and (plan := catalog.once(_plan, name)) is not None:
            yield plan


def fitting(plan: Plan, report: Report) -> Fitting | None:
    """Return how a ruleset goes with the points of a form, None where it does not.

    With each group of its rows; or with its frame alone, which is every criterion outside them, a criterion
    for every row, and the card as a whole.
    """
    try:
        expanded, read = expand_rows(plan, report)
    except ProblemsFound:  # a fact in another unit than that ruleset takes
        return None
    notes = {note.code for note in read.row_notes}
    points = {step.criterion.id: step.criterion.points for step in expanded.steps}
    if _STRANGE & notes or not (read.printed_points.keys() <= points.keys()):
        return None
    if not _have(points, read.printed_points):
        return None
    if not _UNEVEN & notes:
        return Fitting("groups", expanded, read)
    whole = expanded.points == expanded.ruleset.points
    return Fitting("frame", expanded, read) if whole else None


def _have(points: Mapping[str, Fraction], printed: Mapping[str, Claim]) -> bool:
    return all(
        points.get(name, claim.quantity.range.exact) == claim.quantity.range.exact
        for name, claim in printed.items()
    )


def _ruleset(catalog: Catalog, name: str) -> Ruleset | None:
    """Return a ruleset; None for a dictionary, and for one that does not load."""
    with suppress(ProblemsFound):
        ruleset = read_ruleset(name, catalog)
        return None if ruleset.ruleset.abstract else ruleset
    return None


def _plan(catalog: Catalog, name: str) -> Plan | None:
    with suppress(ProblemsFound):
        ruleset = catalog.once(_ruleset, name)
        return None if ruleset is None else make_plan(ruleset, catalog)
    return None
