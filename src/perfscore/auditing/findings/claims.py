"""What the claims of a report give away: of points, of the total, of the grade · 自评分的发现."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction

from perfscore.auditing.findings.finding import Finding, row_places
from perfscore.inputs.report import Claim
from perfscore.inputs.row import Row, points_of
from perfscore.numbers.exact import added, decimal_text
from perfscore.numbers.printed import same_name
from perfscore.plan.rows.carried import stands_alone
from perfscore.score.award import Award
from perfscore.score.scorecard import Scorecard

__all__ = ["contradicted_by_parts", "find_in_claims", "printed_scores"]


def find_in_claims(card: Scorecard) -> Iterator[Finding]:
    """Yield claims the card has no place for or could not give, and sums and grades that do not fit."""
    report = card.report
    claims = []
    if report.claims or report.rows:
        claims = [(award, report.claims.get(award.step.criterion.id)) for award in card.awards]
    if not card.plan.without_rules:
        yield from _homeless(card)
    yield from _beyond(card, claims)
    unscored = list(_unscored(claims))
    yield from (_finding(card, award) for award in unscored)
    yield from _sum(card, unscored)
    if report.grade is not None and card.grade is not None and report.grade != card.grade.name:
        yield Finding("grade-differs", "error", {"claimed": report.grade, "computed": card.grade.name})
    if report.printed_points:
        yield from _printed_points(card)


def _homeless(card: Scorecard) -> Iterator[Finding]:
    """Yield claims on lines that the card does not have."""
    claims, sections = card.report.claims, card.report.section_claims
    lines = {award.step.criterion.id for award in card.awards} if claims else set()
    names = {section.name for section in card.sections} if sections else set()
    printed = (_words_of(claim) or name for name, claim in claims.items() if name not in lines)
    for name in (*printed, *(section for section in sections if section not in names)):
        close = get_close_matches(name, lines, n=1)
        yield Finding(
            "claim-without-line", "warning", {"claim": name, **({"nearest": close[0]} if close else {})}
        )


def _words_of(claim: Claim) -> str:
    """Return what a report calls what it claims points for: its words before the figure."""
    return re.split("[0-9]", claim.quote or "")[0]


def _beyond(card: Scorecard, claims: Sequence[tuple[Award, Claim | None]]) -> Iterator[Finding]:
    """Yield claims no card could give: above full points, below nothing."""
    for award, claim in claims:
        claimed, full = points_of(claim), award.step.criterion.points
        if claimed is not None and not 0 <= claimed <= full:
            values = {"criterion": award.step.criterion.id, "claimed": decimal_text(claimed)}
            yield Finding("claim-beyond-points", "error", {**values, "full": decimal_text(full)})
    total, most = points_of(card.report.total), card.most
    if total is not None and most is not None and total > most:
        values = {"claimed": decimal_text(total), "full": decimal_text(most)}
        yield Finding("total-beyond-points", "error", values)


def _unscored(claims: Sequence[tuple[Award, Claim | None]]) -> Iterator[Award]:
    """Yield the rows that have points, a target and no score that can be read, where others have one."""
    others = any(claim for award, claim in claims if award.step.printed is not None)
    for award, claim in claims:
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


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores a report prints for its lines, whatever the ruleset knows of them · 各项自评得分.

    `lines` are those that have a score, each with the row it stands in if it is one; `missing` the full
    points of those that have none, None where they cannot be told.
    """

    lines: tuple[tuple[Row | None, Fraction], ...]
    missing: tuple[Fraction | None, ...]

    @property
    def sum(self) -> Fraction:
        """What the printed scores add up to."""
        return added(score for _, score in self.lines)

    def differ_from(self, total: Fraction) -> bool:
        """Say whether they cannot make up a total, whatever those that are missing might be."""
        rest = total - self.sum
        if not self.lines or None in self.missing:
            return bool(self.lines) and rest < 0
        return rest < 0 or rest > added(points for points in self.missing if points is not None)


def printed_scores(card: Scorecard) -> Scores:
    """Return the scores that a report prints: of criteria, of its rows, and of lines the card lacks."""
    report, lines, missing = card.report, [], []
    claims = dict(report.claims)
    if not claims and not card.plan.unscored:
        return Scores((), ())
    for award in card.awards:
        step = award.step
        score = points_of(claims.pop(step.criterion.id, None))
        if score is not None:
            lines.append((step.printed, score))
        elif step.printed is not None or stands_alone(step, report.facts, claims):
            missing.append(_left(step.printed, step.criterion.points, report.all_rows))
        elif not report.all_rows:
            missing.append(None)  # a group whose rows are not listed
    groups = set()
    for row in card.plan.unscored:
        score = points_of(row.claim)
        if score is not None:
            lines.append((row, score))
            groups.add(row.entry.group)
        elif row.applies and (row.entry.group is None or row.entry.group not in groups):
            missing.append(_left(row, row.points, report.all_rows))
    lines += [(None, score) for claim in claims.values() if (score := points_of(claim)) is not None]
    return Scores(tuple(lines), tuple(missing))


def _left(row: Row | None, points: Fraction | None, listed: bool) -> Fraction | None:
    """Return what a line without a score may add: nothing it could be read from, its points, or unknown."""
    if row is None or _filled(row.entry.claimed):
        return None
    return points if listed or row.points else None


def contradicted_by_parts(card: Scorecard) -> bool:
    """Say whether the scores printed for the lines cannot make up the total that is printed."""
    total = points_of(card.report.total)
    return total is not None and _are_summed(card) and printed_scores(card).differ_from(total)


def _are_summed(card: Scorecard) -> bool:
    return not card.applied and card.plan.ruleset.ruleset.claims != "rounded"


def _sum(card: Scorecard, unscored: Sequence[Award]) -> Iterator[Finding]:
    """Yield scores that do not make up their total, or the printed sum of their section."""
    if not _are_summed(card):
        return
    scores, total = printed_scores(card), points_of(card.report.total)
    for name, claim in card.report.section_claims.items():
        printed = points_of(claim)
        own = [score for row, score in scores.lines if row is not None and _is_of(row, name)]
        if (
            printed is not None
            and own
            and card.report.all_rows
            and not scores.missing
            and added(own) != printed
        ):
            values = {"section": name, "parts": decimal_text(added(own)), "total": decimal_text(printed)}
            off = decimal_text(abs(added(own) - printed))
            yield Finding("section-does-not-add-up", "error", {**values, "count": str(len(own)), "off": off})
    if total is None or not scores.lines:
        return
    rest = total - scores.sum
    values = {
        "parts": decimal_text(scores.sum),
        "total": decimal_text(total),
        "count": str(len(scores.lines)),
    }
    if scores.differ_from(total):
        yield Finding("claims-do-not-add-up", "error", {**values, "off": decimal_text(abs(rest))})
    elif unscored and len(scores.missing) == len(unscored) and None not in scores.missing:
        yield Finding("claims-leave-rest", "note", {**values, "rest": decimal_text(rest)})


def _is_of(row: Row, section: str) -> bool:
    return any(same_name(level, section) for level in (row.entry.level1, row.entry.level2))


def _printed_points(card: Scorecard) -> Iterator[Finding]:
    """Yield full points that a form prints otherwise than the ruleset has them."""
    for award in card.awards:
        printed = card.report.printed_points.get(award.step.criterion.id)
        full = award.step.criterion.points
        if printed is not None and printed.quantity.range.exact != full:
            values = {"criterion": award.step.criterion.id, "found": printed.quantity.raw}
            yield Finding("weight-differs", "error", {**values, "full": decimal_text(full)})


def _filled(cell: str | None) -> bool:
    """Say whether a cell holds more than a stroke."""
    return any(character.isalnum() for character in cell or "")
