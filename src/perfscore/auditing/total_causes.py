"""What of its own card would give a total that does not follow · 总分的计算方式.

Each line rounded before it is added, lines taken as their own claims are explained, equal shares of a group
added up as the whole that they share out.  Each gives the claimed total exactly, or is not told.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from perfscore.auditing.causes import Explained
from perfscore.auditing.held_roundings import TRIED, exact_points, prints_no_more
from perfscore.auditing.verdicts import Audit
from perfscore.numbers.exact import Rounding, added, decimal_text
from perfscore.numbers.ranges import Range
from perfscore.plan.rows.carried import is_shared_out
from perfscore.score.award import Award

__all__ = ["ways_of_adding"]

_PLACES = 2


def ways_of_adding(audit: Audit, *, rounded: bool) -> Iterator[Explained]:
    """Yield other ways in which the lines of a card add up to the total that is claimed.

    `rounded` says whether lines rounded one by one are tried: not where the total need only be rounded.
    """
    if audit.claimed is None or audit.card.total is None or audit.card.applied:
        return
    exact = [exact_points(award) for award in audit.card.awards if award.counts] if rounded else [None]
    claims = [line.claimed for line in audit.criteria if line.claimed is not None]
    for way in (*_as_claimed(audit), *_shared_out(audit), *_rounded_first(exact, claims)):
        if way.points in audit.claimed and way.points != audit.card.total:
            yield way


def _as_claimed(audit: Audit) -> Iterator[Explained]:
    """Yield the total with each line as claimed whose own claim is explained."""
    total, names = audit.card.total or Fraction(0), list[str]()
    for line in audit.criteria:
        if line.explained_by and line.award.points is not None:
            total += line.explained_by[0].points - line.award.points
            names.append(line.award.step.criterion.label.zh)
    if names:
        yield Explained("lines-as-explained", total, _PLACES, "、".join(names))


def _shared_out(audit: Audit) -> Iterator[Explained]:
    """Yield the total with the points of a group shared out exactly, where its rows print them rounded."""
    full = {criterion.id: criterion.points for criterion in audit.card.plan.ruleset.criteria}
    groups: dict[str, list[Award]] = {}
    for award in audit.card.awards:
        if award.step.criterion.rows is not None and award.step.printed is not None:
            groups.setdefault(award.step.criterion.id.rpartition(".")[0], []).append(award)
    total, names = audit.card.total or Fraction(0), list[str]()
    for name, awards in groups.items():
        shares = [award.step.criterion.points for award in awards]
        whole = full.get(name, Fraction(0))
        earned = [points for award in awards if (points := exact_points(award)) is not None]
        if is_shared_out(whole, shares) and len(earned) == len(awards):
            total += added(earned) * (whole / len(shares) / shares[0])
            total -= added(award.points or Fraction(0) for award in awards)
            names.append(f"{decimal_text(whole)}÷{len(shares)}")
    if names:
        points = audit.card.rounding(total) if audit.card.rounding else total
        yield Explained("equal-shares", points, _PLACES, "、".join(names))


def _rounded_first(exact: Sequence[Fraction | None], claims: Sequence[Range]) -> Iterator[Explained]:
    """Yield the sum of the lines, each rounded in another way before it is added; each sum once.

    Not in a way that leaves fewer decimals than the form prints of a line.
    """
    known = [points for points in exact if points is not None]
    seen: set[Fraction] = set()
    for code, places, mode in TRIED if len(known) == len(exact) else ():
        points = added(map(Rounding(places, mode), known))
        if points not in seen and prints_no_more(claims, places):
            seen.add(points)
            yield Explained(f"each-{code}", points, places)
