"""Two results side by side as a document · 比较说明."""

from collections.abc import Iterator

from perfscore.auditing.comparison import Change, Comparison
from perfscore.auditing.verdicts import Audit
from perfscore.explain.content.document import Block, Document, Pair, Pairs, Paragraph, Section, Table
from perfscore.explain.content.facts import claim_text, file_named
from perfscore.explain.content.opening import places_of_card
from perfscore.explain.content.rules import rules_in_brief, rules_named
from perfscore.explain.wording.words import Words, brief, points_text, words_of
from perfscore.numbers.ranges import Range

__all__ = ["comparison"]

_COLUMNS = ("label", "before", "rules", "facts", "after")


def comparison(found: Comparison, language: str) -> Document:
    """Return what changed from one result to another: in all, then criterion by criterion."""
    words, total = words_of(language), found.total
    places = max(places_of_card(found.first), places_of_card(found.second))
    headline = words(
        "compare.headline",
        before=_points(total.before, places, words),
        after=_points(total.after, places, words),
        rules=moved_text(total.rules, words),
        facts=moved_text(total.facts, words),
    )
    headline = words("compare.no_rules") if _has_no_rules(found) else headline
    return Document(headline, tuple(_blocks(found, places, words)))


def _blocks(found: Comparison, places: int, words: Words) -> Iterator[Block]:
    sides = (("first", found.first), ("second", found.second))
    if not found.one_body:
        first, second = (audit.report.subject for _, audit in sides)
        yield Paragraph(words("compare.bodies", first=first, second=second))
    yield Pairs(tuple(Pair(words(f"compare.{side}"), tuple(_said(audit, words))) for side, audit in sides))
    if _has_no_rules(found):
        return
    changed = [change for change in found.criteria if not change.is_none]
    rows = tuple(_row(change, words.label(change.label), places, words) for change in changed)
    head = tuple(words(f"compare.{name}") for name in _COLUMNS)
    foot = _row(found.total, words("compare.total"), places, words)
    blocks: list[Block] = [Table(rows, head, frozenset(range(1, len(head))), foot)]
    if same := len(found.criteria) - len(changed):
        blocks.append(Paragraph(words("compare.same", count=str(same))))
    yield Section(words("compare.title"), tuple(blocks), "changes")
    yield Paragraph(words("compare.means"))


def _has_no_rules(found: Comparison) -> bool:
    """Say whether one of the results has no rules to score it by, so that there is nothing to compare."""
    return any(audit.card.plan.without_rules for audit in (found.first, found.second))


def _said(audit: Audit, words: Words) -> Iterator[str]:
    report = audit.report
    yield words("summary.year", subject=report.subject, year=str(report.fiscal_year))
    if named := file_named(report):
        yield named
    plan = audit.card.plan
    rules = rules_in_brief(plan, words) if plan.without_rules else rules_named(plan.ruleset, words)
    yield words("punctuation.clause").join(rules)
    if audit.claim is not None:
        verdict = words(f"verdict_short.{audit.verdict}")
        yield words("compare.claimed", points=claim_text(audit.claim), verdict=verdict)


def _row(change: Change, label: str, places: int, words: Words) -> tuple[str, ...]:
    return (
        label,
        _points(change.before, places, words),
        moved_text(change.rules, words),
        moved_text(change.facts, words),
        _points(change.after, places, words),
    )


def _points(within: Range | None, places: int, words: Words) -> str:
    return words("compare.absent") if within is None else points_text(within, places, words)


def moved_text(by: Range, words: Words) -> str:
    """Return by how much points moved: ``+1.5``, ``≈−0.333333``, 0, or between which."""
    if by.exact is None:
        return points_text(by, None, words).replace("-", "−")
    if not by.exact:
        return "0"
    sign, size = "+" if by.exact > 0 else "−", brief(abs(by.exact))
    return f"≈{sign}{size[1:]}" if size.startswith("≈") else f"{sign}{size}"
