"""The points that the rows of a form carry, against those of the ruleset · 各行分值与规则集的比较."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from perfscore.inputs.report import Claim, Report, RowNote
from perfscore.inputs.row import Row, points_of
from perfscore.numbers.exact import Mode, Rounding, added, decimal_text
from perfscore.numbers.fields import Label
from perfscore.plan.planned import Plan, Step

__all__ = ["is_shared_out", "remainder", "stands_alone", "unlike", "unlike_card"]


def remainder(step: Step, left: Fraction) -> Step:
    """Return the points of a group that no row carries, as a criterion nothing is known of."""
    label = step.criterion.label
    unlisted = Label(zh=f"{label.zh}（未列各行）", en=f"{label.en} (rows not listed)")
    criterion = step.criterion.model_copy(update={"points": left, "label": unlisted})
    return replace(step, criterion=criterion, indicator=None, measure=None, inputs=(), rules=())


def stands_alone(step: Step, facts: Container[str], claims: Container[str]) -> bool:
    """Say whether a criterion without rows is no group of rows, or stands in the report all the same."""
    if step.criterion.rows is None or step.criterion.id in claims:
        return True
    reads = (*step.inputs, *(bound for rule in step.rules for bound in rule.reads))
    return any(bound.fact in facts for bound in reads)


def unlike(step: Step, own: Sequence[Row], carried: Fraction, report: Report) -> RowNote:
    """Return the note that the rows of a group carry other points than the ruleset has for it."""
    full = step.criterion.points
    # The heading as forms print it; a note has no label in two languages.
    values = {
        "group": step.criterion.label.zh,
        "found": decimal_text(carried),
        "expected": decimal_text(full),
    }
    if not own:
        return RowNote("group-without-rows", report.origin.place(("targets",)), values)
    if own[0].entry.at:
        values["at"] = own[0].entry.at
    if is_shared_out(full, [row.points for row in own if row.points]):
        shared = {"count": str(len(own)), "share": own[0].entry.points or ""}
        return RowNote("rows-share-points", own[0].place, values | shared)
    return RowNote("rows-exceed-points" if carried > full else "rows-short-of-points", own[0].place, values)


def is_shared_out(full: Fraction, shares: Sequence[Fraction]) -> bool:
    """Say whether points are printed as equal shares of a whole that does not divide: 50 by six is 8.33."""
    if len(shares) < 2 or len(set(shares)) > 1 or added(shares) == full:
        return False
    places = len(decimal_text(shares[0]).partition(".")[2])
    modes: tuple[Mode, ...] = ("half_up", "truncate")
    return any(Rounding(places, mode)(full / len(shares)) == shares[0] for mode in modes)


def unlike_card(
    plan: Plan, steps: Sequence[Step], printed: Mapping[str, Claim], report: Report, rounded: Fraction
) -> Iterator[RowNote]:
    """Yield the note that all the points a form prints are not those beside its total, or of the card.

    `rounded` is what equal shares lack of the groups that they share out.
    """
    found = added(_printed(step, printed) for step in steps)
    of_rows = added(_printed(step, printed) for step in steps if step.printed is not None)
    beside, full = points_of(report.full), plan.ruleset.points
    if beside is not None and beside not in (found + rounded, of_rows + rounded):
        full = beside
    if found + rounded != full:
        values = {"found": decimal_text(found), "full": decimal_text(full)}
        yield RowNote("points-do-not-add-up", report.origin.place(("targets",)), values)


def _printed(step: Step, printed: Mapping[str, Claim]) -> Fraction:
    claim = printed.get(step.criterion.id)
    exact = None if claim is None else claim.quantity.range.exact
    return step.criterion.points if exact is None else exact
