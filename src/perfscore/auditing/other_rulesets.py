"""What else would give a total that a ruleset contradicts · 总分的其他来历.

The plain roundings of the computed total, then the other rulesets of the catalogue that are for the same
year: each scores the same report by its own plan.  Most cannot give it, and are known not to before they
are scored: by the points that the form prints, by facts that nobody shows.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from fractions import Fraction
from typing import Literal

from perfscore.auditing.causes import Explained, roundings
from perfscore.auditing.verdicts import Audit
from perfscore.inputs.report import Claim, Report
from perfscore.inputs.ruleset import Ruleset
from perfscore.messages.problems import ProblemsFound
from perfscore.packs.catalog import Catalog, read_ruleset
from perfscore.plan.make import make_plan
from perfscore.plan.planned import Plan
from perfscore.plan.rows.expand import expand_rows
from perfscore.score.trial import lacks_facts, total_of

__all__ = ["explain_total"]

_Fit = Literal["groups", "frame"]
_STRANGE = frozenset(("row-without-criterion", "group-without-rows"))
_UNEVEN = frozenset(("rows-exceed-points", "rows-short-of-points"))


def explain_total(audit: Audit, report: Report) -> tuple[Explained, ...]:
    """Return what would give the claimed total of a report, the plainest first; nothing where it follows."""
    if audit.verdict != "contradicted" or audit.claimed is None:
        return ()
    found = [way for way in _rounded(audit) if way.points in audit.claimed]
    return (*found, *_other_rulesets(audit, report))


def _rounded(audit: Audit) -> Iterator[Explained]:
    total = audit.card.total
    seen = set() if total is None else {total}
    for way in roundings(total) if total is not None else ():
        if way.points not in seen:
            seen.add(way.points)
            yield way


def _other_rulesets(audit: Audit, report: Report) -> tuple[Explained, ...]:
    """Return the other rulesets of the report's year under which the claim is reproduced.

    Those whose groups have the points of the form's rows; where there is none, those that have its frame.
    """
    catalog, own = audit.card.plan.catalog, audit.card.plan.ruleset.id
    found: dict[_Fit, list[Explained]] = {"groups": [], "frame": []}
    for name in catalog.rulesets:
        ruleset = None if name == own else catalog.once(_ruleset, name)
        if ruleset is None or not ruleset.is_for(report.fiscal_year) or not _may_fit(ruleset, report):
            continue
        plan = catalog.once(_plan, name)
        if plan is None or lacks_facts(plan, report):
            continue
        with suppress(ProblemsFound):  # a fact in another unit than that ruleset takes
            expanded, read = expand_rows(plan, report)
            fit = _fit(expanded, read)
            total = total_of(expanded, read) if fit else None
            if fit and total is not None and audit.claimed is not None and total in audit.claimed:
                found[fit].append(Explained("other-ruleset", total, 2, name))
    return tuple(found["groups"] or found["frame"])


def _may_fit(ruleset: Ruleset, report: Report) -> bool:
    """Say whether the criteria outside the form's rows have the points printed; reading rows takes longer."""
    return _have({c.id: c.points for c in ruleset.criteria if c.rows is None}, report.printed_points)


def _fit(plan: Plan, report: Report) -> _Fit | None:
    """Say how a ruleset goes with the points of a form.

    With each group of its rows; or with its frame alone, which is every criterion outside them, a criterion
    for every row, and the card as a whole.
    """
    notes = {note.code for note in report.row_notes}
    points = {step.criterion.id: step.criterion.points for step in plan.steps}
    if _STRANGE & notes or not (report.printed_points.keys() <= points.keys()):
        return None
    if not _have(points, report.printed_points):
        return None
    if not _UNEVEN & notes:
        return "groups"
    return "frame" if plan.points == plan.ruleset.points else None


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
