"""What the claims of a report give away: of points, of the total, of the grade · 自评分的发现."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from perfscore.auditing.findings.finding import Finding, row_places
from perfscore.inputs.report import Claim
from perfscore.numbers.exact import added, decimal_text
from perfscore.score.award import Award
from perfscore.score.scorecard import Scorecard

__all__ = ["find_in_claims"]


def find_in_claims(card: Scorecard) -> Iterator[Finding]:
    """Yield claims the card has no place for or could not give, and sums and grades that do not fit."""
    report = card.report
    lines = {award.step.criterion.id for award in card.awards}
    sections = {section.name for section in card.sections}
    homeless = [name for name in report.claims if name not in lines]
    homeless += [name for name in report.section_claims if name not in sections]
    for name in homeless:
        yield Finding("claim-without-line", "warning", {"claim": name})
    claims = {award: report.claims.get(award.step.criterion.id) for award in card.awards}
    yield from _beyond(card, claims)
    unscored = list(_unscored(claims))
    yield from (_finding(card, award) for award in unscored)
    yield from _sum(card, claims, unscored)
    if report.grade is not None and card.grade is not None and report.grade != card.grade.name:
        yield Finding("grade-differs", "error", {"claimed": report.grade, "computed": card.grade.name})
    yield from _printed_points(card)


def _beyond(card: Scorecard, claims: Mapping[Award, Claim | None]) -> Iterator[Finding]:
    """Yield claims no card could give: above full points, below nothing."""
    for award, claim in claims.items():
        claimed, full = _points(claim), award.step.criterion.points
        if claimed is not None and not 0 <= claimed <= full:
            values = {"criterion": award.step.criterion.id, "claimed": decimal_text(claimed)}
            yield Finding("claim-beyond-points", "error", {**values, "full": decimal_text(full)})
    total, most = _points(card.report.total), card.most
    if total is not None and most is not None and total > most:
        values = {"claimed": decimal_text(total), "full": decimal_text(most)}
        yield Finding("total-beyond-points", "error", values)


def _unscored(claims: Mapping[Award, Claim | None]) -> Iterator[Award]:
    """Yield the rows that have points, a target and no score that can be read, where others have one."""
    others = any(claim for award, claim in claims.items() if award.step.printed is not None)
    for award, claim in claims.items():
        row = award.step.printed
        if claim is not None or row is None or not row.points or row.target.blank or not row.applies:
            continue
        if others or _filled(row.entry.claimed):
            yield award


def _finding(card: Scorecard, award: Award) -> Finding:
    row = award.step.printed
    assert row is not None
    values = {"row": row.entry.name, **row_places(card.report, [(row.place.line, row.entry.at)])}
    if _filled(row.entry.claimed):
        return Finding("row-score-not-read", "warning", {**values, "found": row.entry.claimed or ""})
    return Finding(
        "row-without-score", "warning", {**values, "full": decimal_text(award.step.criterion.points)}
    )


def _sum(
    card: Scorecard, claims: Mapping[Award, Claim | None], unscored: Sequence[Award]
) -> Iterator[Finding]:
    """Yield claims that do not make up their total, whatever those that are missing might be."""
    total = _points(card.report.total)
    parts = [points for claim in claims.values() if (points := _points(claim)) is not None]
    if total is None or card.applied or card.plan.ruleset.ruleset.claims == "rounded":
        return
    summed, missing = added(parts), [award for award, claim in claims.items() if _points(claim) is None]
    values = {"parts": decimal_text(summed), "total": decimal_text(total), "count": str(len(parts))}
    rest, left = total - summed, added(award.step.criterion.points for award in missing)
    # Only where every claim has its place can what is missing be told from the full points left.
    placed = not any(_filled(row.entry.claimed) for row in card.plan.unscored)
    known = placed and len(missing) == len(unscored)
    if rest < 0 or (known and rest > left):
        yield Finding("claims-do-not-add-up", "error", {**values, "off": decimal_text(abs(rest))})
    elif known and unscored:
        yield Finding("claims-leave-rest", "note", {**values, "rest": decimal_text(rest)})


def _printed_points(card: Scorecard) -> Iterator[Finding]:
    """Yield full points that a form prints otherwise than the ruleset has them."""
    for award in card.awards:
        printed = card.report.printed_points.get(award.step.criterion.id)
        full = award.step.criterion.points
        if printed is not None and printed.quantity.range.exact != full:
            values = {"criterion": award.step.criterion.id, "found": printed.quantity.raw}
            yield Finding("weight-differs", "error", {**values, "full": decimal_text(full)})


def _points(claim: Claim | None) -> Fraction | None:
    return None if claim is None else claim.quantity.range.exact


def _filled(cell: str | None) -> bool:
    """Say whether a cell holds more than a stroke."""
    return any(character.isalnum() for character in cell or "")
