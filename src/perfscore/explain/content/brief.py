"""The first screen: the verdict, why, the gravest points, what to ask for, where more is said · 摘要."""

from collections.abc import Iterator
from fractions import Fraction

from perfscore.auditing.ledger import PARTS
from perfscore.auditing.lines import CriterionAudit
from perfscore.auditing.verdicts import Audit
from perfscore.explain.content.criteria import by_loss, verdict_text
from perfscore.explain.content.discoveries import message
from perfscore.explain.content.document import Document, Marked, Pair, Pairs, Table
from perfscore.explain.content.opening import headline, places_of_card
from perfscore.explain.content.overrides import judged_totals
from perfscore.explain.content.rules import rules_in_brief
from perfscore.explain.wording.words import Words, brief, points_text
from perfscore.inputs.report import Report
from perfscore.language.sets.spans import difference
from perfscore.numbers.ranges import hull

__all__ = ["first_screen"]

_GRAVE = ("error", "warning")


def first_screen(audit: Audit, words: Words, most: int) -> Document:
    """Return what fits a screen: at most so many of the gravest points, and of what to ask for."""
    report, plan = audit.report, audit.card.plan
    year = words("summary.year", subject=report.subject, year=str(report.fiscal_year))
    rules = rules_in_brief(plan, words)
    pairs = [
        Pair(words("summary.subject"), (year,)),
        Pair(words("summary.ruleset"), (words("punctuation.clause").join(rules),)),
    ]
    if audit.rests_on:
        names = [words.label(item.binding.label) for item in audit.rests_on]
        pairs.append(Pair(words("brief.assumed"), (_some(names, most, words),)))
    if not plan.without_rules:
        pairs.append(Pair(words("brief.points"), (_points(audit, words),)))
    pairs += judged_totals(audit, words)
    if grave := list(_gravest(audit, words)):
        rows = tuple((str(order), said) for order, said in enumerate(grave[:most], 1))
        more = [words("brief.more", count=str(len(grave) - most))] if len(grave) > most else []
        pairs.append(Pair(words("brief.grave"), (Table(rows, right=frozenset({0})), *more)))
    if audit.ask_next and not plan.without_rules:
        asked = [
            words("brief.ask", name=words.label(ask.evidence.binding.label), points=brief(ask.points))
            for ask in audit.ask_next
        ]
        pairs.append(Pair(words("ask.title"), (_some(asked, most, words),)))
    pairs.append(Pair(words("brief.where"), (words("brief.options"),)))
    return Document(headline(audit, words), (Pairs(tuple(pairs)),))


def _some(texts: list[str], most: int, words: Words) -> str:
    shown = words.listed(texts[:most])
    return words("brief.and_more", text=shown, count=str(len(texts))) if len(texts) > most else shown


def _points(audit: Audit, words: Words) -> str:
    """Return where the full points went, in one line; of a report without a claim what can be had."""
    ledger, places = audit.ledger, places_of_card(audit)
    if ledger is None:
        return words("summary.points", points=points_text(audit.card.range, places, words))
    parts = [f"{words(f'ledger.{name}')} {brief(getattr(ledger, name), places)}" for name in PARTS]
    return words("brief.ledger", parts=words.listed(parts), full=brief(ledger.full))


def _gravest(audit: Audit, words: Words) -> Iterator[str]:
    """Yield what is wrong, then what looks odd, then what nobody can tell, each by its weight."""
    wrong = [line for line in audit.criteria if line.verdict == "contradicted"]
    for line in sorted(wrong, key=_off, reverse=True):
        yield Marked(_said(line, audit.report, words), "contradicted")
    for severity in _GRAVE:
        for finding in audit.findings:
            if finding.severity == severity:
                yield Marked(message(finding, audit, words), severity)
    for line in by_loss(audit.criteria):
        if line.verdict == "cannot_tell" and not audit.card.plan.without_rules:
            yield Marked(_said(line, audit.report, words), "cannot_tell")


def _said(line: CriterionAudit, report: Report, words: Words) -> str:
    label = words.label(line.award.step.criterion.label)
    return words("brief.line", label=label, said=verdict_text(line, report, words))


def _off(line: CriterionAudit) -> Fraction:
    """Return how far a claim is from what can be had."""
    if line.claimed is None:
        return Fraction(0)
    off = hull(difference(line.claimed, line.award.range))
    ends = [abs(end) for end in (off.low, off.high) if end is not None]
    return min(ends, default=Fraction(0))
