"""What else would give a total that a ruleset contradicts · 总分的其他来历.

The plain roundings of the computed total, then the other rulesets of the catalogue that are for the same
year: each scores the same report by its own plan.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache

from perfscore.auditing.causes import Explained, roundings
from perfscore.auditing.verdicts import Audit
from perfscore.inputs.report import Report
from perfscore.messages.problems import ProblemsFound
from perfscore.packs.catalog import discover, read_ruleset
from perfscore.plan.make import make_plan
from perfscore.plan.planned import Plan
from perfscore.plan.rows.expand import expand_rows
from perfscore.score.pipeline import score

__all__ = ["explain_total"]

_MISFITS = frozenset(
    ("row-without-criterion", "rows-exceed-points", "rows-short-of-points", "group-without-rows")
)


def explain_total(audit: Audit) -> tuple[Explained, ...]:
    """Return what would give the claimed total, the plainest first; nothing where it follows."""
    if audit.verdict != "contradicted" or audit.claimed is None:
        return ()
    found = [way for way in _rounded(audit) if way.points in audit.claimed]
    return (*found, *_other_rulesets(audit))


def _rounded(audit: Audit) -> Iterator[Explained]:
    total = audit.card.total
    seen = set() if total is None else {total}
    for way in roundings(total) if total is not None else ():
        if way.points not in seen:
            seen.add(way.points)
            yield way


def _other_rulesets(audit: Audit) -> Iterator[Explained]:
    """Yield every other ruleset of the report's year under which the claim is reproduced."""
    catalog, own = audit.card.plan.catalog, audit.card.plan.ruleset.id
    packs = tuple(provider.pack for provider in catalog.packs)
    assert audit.claimed is not None
    for name, plan in _plans(packs).items():
        if name == own or not plan.ruleset.is_for(audit.report.fiscal_year):
            continue
        try:
            expanded, report = expand_rows(plan, audit.report)
            total = score(expanded, report).total if _fits(expanded, report) else None
        except ProblemsFound:  # a fact in another unit than that ruleset takes
            continue
        if total is not None and total in audit.claimed:
            yield Explained("other-ruleset", total, 2, name)


def _fits(plan: Plan, report: Report) -> bool:
    """Say whether a form's rows and printed points are such as the ruleset has; scoring takes longer."""
    if _MISFITS & {note.code for note in report.row_notes}:
        return False
    points = {step.criterion.id: step.criterion.points for step in plan.steps}
    printed = {name: claim.quantity.range.exact for name, claim in report.printed_points.items()}
    return all(points.get(name) == number for name, number in printed.items())


@cache
def _plans(packs: tuple[str, ...]) -> Mapping[str, Plan]:
    """Return the plans of all rulesets; a dictionary has none, nor has one that does not load."""
    catalog = discover(packs)
    found = {}
    for name in catalog.rulesets:
        with suppress(ProblemsFound):
            ruleset = read_ruleset(name, catalog)
            if not ruleset.ruleset.abstract:
                found[name] = make_plan(ruleset, catalog)
    return found
