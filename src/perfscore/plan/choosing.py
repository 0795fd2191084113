"""Which ruleset a report goes by where none is named · 选用规则集.

By what the document itself shows: the frame of its card, the place it names, its year, whether it is about
a project or a whole department.  Several that fit are all told; where none does, the card as printed counts.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from perfscore.inputs.report import EXECUTION, Report
from perfscore.inputs.ruleset import Head
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.packs.catalog import Catalog, dictionary_of
from perfscore.plan.make import make_plan
from perfscore.plan.planned import Choice, Plan
from perfscore.plan.rows.fitting import Fit, candidates, fitting
from perfscore.plan.rows.printed_card import card_as_printed

__all__ = ["choose_plan", "plan_as_printed"]

_AREA = re.compile(r"[^、，；]+?(?:自治区|自治州|省|市|区|县|旗|乡|镇)")
_LEVEL = re.compile(r"(?:自治区|自治州|省|市|区|县|旗|乡|镇)$")
_WHOLE = "整体"
"""How the title of a department's form differs from that of a project's."""


class _Weight(NamedTuple):
    """How much speaks for a ruleset, the weightiest first."""

    fit: bool
    place: int
    kind: int
    groups: int
    confirmed: bool


def plan_as_printed(report: Report, catalog: Catalog, choice: Choice | None = None) -> Plan:
    """Return the plan of the card that a report's own form prints."""
    card = card_as_printed(report, dictionary_of(catalog))
    return replace(make_plan(card, catalog), choice=choice)


def choose_plan(report: Report, catalog: Catalog) -> Plan:
    """Return the plan of the ruleset that fits a report best, with why.

    Raises ProblemsFound for a report that prints no card and claims points for criteria of none at hand.
    """
    if not report.rows and not report.printed_points:
        return _without_frame(report, catalog)
    weighed = ((_weight(fits.fit, plan, report), plan) for plan in candidates(catalog, report)
               if (fits := fitting(plan, report)) is not None)  # fmt: skip
    found = [one for one in weighed if _is_fit(*one, report)]
    found.sort(key=lambda one: one[0], reverse=True)
    if not found or _is_toss(found):
        reason = "several" if found else "none_fits"
        return plan_as_printed(report, catalog, _choice((reason,), found))
    weight, best = found[0]
    return replace(best, choice=_choice(_reasons(weight, best), found[1:]))


def _is_fit(weight: _Weight, plan: Plan, report: Report) -> bool:
    """Say whether a card can be the report's: its groups are, or at least the place it is in force in.

    A card that shares points out is for forms that print none.
    """
    printed = any(row.points for row in report.rows)
    shared = any(step.criterion.rows and step.criterion.rows.split == "equal" for step in plan.steps)
    return not (printed and shared) and (weight.fit or weight.place > 1)


def _is_toss(found: list[tuple[_Weight, Plan]]) -> bool:
    """Say whether cards of several places fit alike, and the document names none of the places."""
    best = [plan for weight, plan in found if weight == found[0][0]]
    return len(best) > 1 and not found[0][0].place


def _without_frame(report: Report, catalog: Catalog) -> Plan:
    """Return the ruleset of the place that a report names; else none, so that only its total is judged."""
    found = [(_weight("frame", plan, report), plan) for plan in candidates(catalog, report)]
    named = sorted((one for one in found if one[0].place > 1), key=lambda one: one[0], reverse=True)
    if named:
        weight, best = named[0]
        return replace(best, choice=_choice(("place", *_kind(weight)), named[1:]))
    if report.claims.keys() - {EXECUTION}:  # a text that tells its execution score names no ruleset by it
        raise ProblemsFound([Problem("no-ruleset", Place(report.file), "report › ruleset")])
    return plan_as_printed(report, catalog, Choice(("no_frame",)))


def _choice(reasons: Iterable[str], others: list[tuple[_Weight, Plan]]) -> Choice:
    heads = [(plan.ruleset.id, plan.ruleset.ruleset.title) for _, plan in others]
    return Choice(tuple(reasons), tuple(id_ for id_, _ in heads), tuple(title for _, title in heads))


def _weight(fit: Fit, plan: Plan, report: Report) -> _Weight:
    head = plan.ruleset.ruleset
    groups = sum(
        (bool(step.criterion.rows and step.criterion.rows.where) and any(map(step.takes, report.rows)))
        or any(map(step.is_named, report.rows))
        for step in plan.steps
    )  # fmt: skip
    wanted = "department" if _WHOLE in (report.title or "") else "project"
    kind = 0 if head.kind is None else 1 if head.kind == wanted else -1
    return _Weight(fit == "groups", _place(head, report), kind, groups, head.status == "confirmed")


def _place(head: Head, report: Report) -> int:
    """Return 0 for a card of a place that the report does not name, 1 for one of no place, else more.

    The smaller the place, the more it says.
    """
    if head.region is None:
        return 1
    areas = [area for area in _AREA.findall(head.region.zh) if len(area) > 2] or [head.region.zh]
    titles = (document.title for document in report.documents.values())
    text = "".join((report.title or "", report.subject, report.note or "", *titles))
    return 1 + len(areas) if _LEVEL.sub("", areas[-1]) in text else 0


def _reasons(weight: _Weight, plan: Plan) -> Iterator[str]:
    yield "groups" if weight.fit else "frame"
    if plan.ruleset.ruleset.region is not None:
        yield "place" if weight.place else "place_not_named"
    yield from _kind(weight)


def _kind(weight: _Weight) -> Iterator[str]:
    if weight.kind:
        yield "kind" if weight.kind > 0 else "other_kind"
