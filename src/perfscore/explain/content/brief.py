"""The first screen: the verdict, why, the gravest points, what to ask for, where more is said · 摘要."""

from collections.abc import Iterable

from perfscore.auditing.findings.finding import Finding
from perfscore.auditing.gravest import Grave, contradicted, gravest
from perfscore.auditing.ledger import PARTS
from perfscore.auditing.lines import CriterionAudit
from perfscore.auditing.verdicts import Audit
from perfscore.explain.content.criteria import verdict_text
from perfscore.explain.content.discoveries import message
from perfscore.explain.content.document import Block, Document, Marked, Pair, Pairs, Section, Table
from perfscore.explain.content.facts import claim_text
from perfscore.explain.content.opening import headline, places_of_card, subject_text
from perfscore.explain.content.overrides import judged_totals
from perfscore.explain.content.rules import rules_in_brief
from perfscore.explain.content.sections import section_label
from perfscore.explain.wording.words import Words, brief, points_text

__all__ = ["claims_section", "first_screen", "grave_text"]


def first_screen(audit: Audit, words: Words, most: int) -> Document:
    """Return what fits a screen: at most so many of the gravest points, and of what to ask for."""
    report, plan = audit.report, audit.card.plan
    rules = rules_in_brief(plan, words)
    pairs = [
        Pair(words("summary.subject"), (subject_text(report, words),)),
        Pair(words("summary.ruleset"), (words("punctuation.clause").join(rules),)),
    ]
    if audit.rests_on:
        names = [words.label(item.binding.label) for item in audit.rests_on]
        pairs.append(Pair(words("brief.assumed"), (words.some(names, most),)))
    if not plan.without_rules:
        pairs.append(Pair(words("brief.points"), (_points(audit, words),)))
    pairs += judged_totals(audit, words)
    if grave := gravest(audit):
        more = [words("brief.more", count=str(len(grave) - most))] if len(grave) > most else []
        pairs.append(Pair(words("brief.grave"), (_numbered(grave[:most], audit, words), *more)))
    if asked := _asked(audit, words):
        pairs.append(Pair(words("ask.title"), (words.some(asked, most),)))
    tried = plan.choice is not None and {"no_frame", "several"} & {*plan.choice.reasons}
    options = [words("brief.options"), *([words("brief.try_ruleset")] if tried else [])]
    pairs.append(Pair(words("brief.where"), (words("punctuation.clause").join(options),)))
    return Document(headline(audit, words), (Pairs(tuple(pairs)),))


def _points(audit: Audit, words: Words) -> str:
    """Return where the full points went, in one line; of a report without a claim what can be had."""
    ledger, places = audit.ledger, places_of_card(audit)
    if ledger is None:
        return words("summary.points", points=points_text(audit.card.range, places, words))
    parts = [f"{words(f'ledger.{name}')} {brief(getattr(ledger, name), places)}" for name in PARTS]
    return words("brief.ledger", parts=words.listed(parts), full=brief(ledger.full))


def _asked(audit: Audit, words: Words) -> list[str]:
    """Return what to ask for, each with the points at stake; the rules where there are none."""
    if audit.card.plan.without_rules:
        return [words("ask.rules")]
    return [
        words("brief.ask", name=words.label(ask.evidence.binding.label), points=brief(ask.points))
        for ask in audit.ask_next
    ]


def claims_section(audit: Audit, words: Words) -> Block | None:
    """Return the claims on parts of the card that cannot hold, None where there are none."""
    wrong = contradicted(audit)
    return Section(words("brief.claims"), (_numbered(wrong, audit, words),), "claims") if wrong else None


def _numbered(found: Iterable[Grave], audit: Audit, words: Words) -> Table:
    rows = ((str(order), grave_text(one, audit, words)) for order, one in enumerate(found, 1))
    return Table(tuple(rows), right=frozenset({0}))


def grave_text(one: Grave, audit: Audit, words: Words) -> Marked:
    """Return what is said in a sentence of something that weighs, marked with what it is."""
    if isinstance(one, Finding):
        return Marked(message(one, audit, words), one.severity)
    if isinstance(one, CriterionAudit):
        label = words.label(one.award.step.criterion.label)
        said = verdict_text(one, audit.report, words)
    else:
        ruleset = audit.card.plan.ruleset
        label = section_label(one.total.name, ruleset, words)
        computed = points_text(one.total.range, places_of_card(audit), words)
        numbers = {"full": brief(one.total.points), "computed": computed, "claimed": claim_text(one.claim)}
        text = words("criterion_verdict.claimed", **numbers)
        said = words("criterion_verdict.said", verdict=words(f"verdict.{one.verdict}"), text=text)
    return Marked(words("brief.line", label=label, said=said), one.verdict or "")
