"""What else would give a total that a ruleset contradicts · 总分的其他来历.

The plain roundings of the computed total, other ways of adding up its lines, then the other rulesets of the
catalogue that are for the same year: each scores the same report by its own plan.  Most cannot give it, and
are known not to before they are scored: by the points that the form prints, by facts that nobody shows.
"""

from collections.abc import Iterator
from contextlib import suppress

from perfscore.auditing.causes import Explained, roundings
from perfscore.auditing.total_causes import ways_of_adding
from perfscore.auditing.verdicts import Audit
from perfscore.inputs.report import Report
from perfscore.messages.problems import ProblemsFound
from perfscore.plan.rows.fitting import Fit, candidates, fitting
from perfscore.score.trial import lacks_facts, total_of

__all__ = ["explain_total"]


def explain_total(audit: Audit, report: Report) -> tuple[Explained, ...]:
    """Return what would give the claimed total of a report, the plainest first; nothing where it follows."""
    if audit.verdict != "contradicted" or audit.claimed is None:
        return ()
    found = [way for way in _rounded(audit) if way.points in audit.claimed]
    return (*found, *ways_of_adding(audit, rounded=not found), *_other_rulesets(audit, report))


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
    own = audit.card.plan
    found: dict[Fit, list[Explained]] = {"groups": [], "frame": []}
    for plan in candidates(own.catalog, report, own.ruleset.id):
        fits = None if lacks_facts(plan, report) else fitting(plan, report)
        if fits is None:
            continue
        with suppress(ProblemsFound):  # a fact in another unit than that ruleset takes
            total = total_of(fits.plan, fits.report)
            if total is not None and audit.claimed is not None and total in audit.claimed:
                found[fits.fit].append(Explained("other-ruleset", total, 2, plan.ruleset.id))
    return tuple(found["groups"] or found["frame"])
