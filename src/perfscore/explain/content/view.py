"""The whole explanation as a document · 说明的内容与次序.

Built once from an Audit: verdict, what it rests on, ledger, criteria by points lost, findings, what to
ask for next, what would explain the total.  The renderers lay it out and add nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Literal

from perfscore.auditing.ledger import PARTS
from perfscore.auditing.solve.solution import Solution
from perfscore.auditing.verdicts import Audit
from perfscore.explain.content.brief import claims_section, first_screen
from perfscore.explain.content.criteria import criteria_section, criterion_section
from perfscore.explain.content.discoveries import findings_sections
from perfscore.explain.content.document import Block, Document, Pair, Pairs, Paragraph, Section, Table
from perfscore.explain.content.inverse import ask_section, facts_section, is_open, ways_section
from perfscore.explain.content.opening import assumptions_section, headline, places_of_card, solved, summary
from perfscore.explain.content.overrides import overrides_section
from perfscore.explain.content.steps import possible_text, rounding_text
from perfscore.explain.wording.formulas import wording
from perfscore.explain.wording.words import Words, brief, points_text, words_of
from perfscore.numbers.ranges import Range
from perfscore.plan.planned import TOTAL
from perfscore.score.adjustments import Applied
from perfscore.score.sums.totals import possible_totals

__all__ = ["Part", "explanation", "ledger_section", "solution", "total_section"]

_MOST_GRAVE = 3


Part = Literal["whole", "brief", "findings", "ask", "ways"]
"""What of an explanation is wanted: all of it, its first screen, or one of its parts."""


def explanation(audit: Audit, language: str, criterion: str | None = None, part: Part = "whole") -> Document:
    """Return the explanation of an audit, or a part of it; with `criterion` (an id of the card) that one."""
    words = words_of(language)
    if criterion is not None:
        lines = [line for line in audit.criteria if line.award.step.criterion.id == criterion]
        shown: tuple[Block, ...] = tuple(criterion_section(line, audit, words) for line in lines)
        return Document(headline(audit, words), shown)
    if part == "brief":
        return first_screen(audit, words, _MOST_GRAVE)
    blocks = tuple(_PARTS[part](audit, words)) or (Paragraph(_nothing(audit, part, words)),)
    return Document(headline(audit, words), blocks)


def _nothing(audit: Audit, part: Part, words: Words) -> str:
    """Return the sentence of a part in which there is nothing to say."""
    if part != "ways":
        return words(f"nothing.{part}")
    if audit.card.plan.without_rules:
        return words("nothing.ways_no_rules")
    if audit.solution is None:
        return words("nothing.ways_no_claim")
    if audit.solution.impossible is not None:
        return words("nothing.ways_impossible")
    return words("ways.none")


def solution(audit: Audit, language: str) -> Document:
    """Return what would explain the total of an audit, or the proof that nothing can."""
    words, found = words_of(language), audit.solution
    blocks: list[Block]
    if audit.card.plan.without_rules:
        blocks = [summary(audit, words), Paragraph(words("nothing.ways_no_rules")), ask_section(audit, words)]
        return Document(headline(audit, words), tuple(blocks))
    assert found is not None
    blocks = [summary(audit, words, brief=True)]
    if audit.rests_on:
        blocks.insert(0, assumptions_section(audit, words))
    blocks += _inverse(found, words, exact=True)
    if found.impossible is None and not found.decompositions:
        blocks.append(Paragraph(words("ways.none")))
    if found.impossible is None and audit.ask_next:
        blocks.append(ask_section(audit, words))
    return Document(solved(audit, words), tuple(blocks))


def _blocks(audit: Audit, words: Words) -> Iterator[Block]:
    if audit.rests_on:
        yield assumptions_section(audit, words)
    yield summary(audit, words)
    if audit.overrides is not None:
        yield overrides_section(audit.overrides, audit, words)
    if audit.ledger is not None:
        yield ledger_section(audit, words)
    if audit.criteria:
        yield criteria_section(audit, words)
    if audit.card.applied or audit.card.rounding is not None:
        yield total_section(audit, words)
    yield from findings_sections(audit, words)
    if is_open(audit):
        yield ask_section(audit, words)
    if audit.solution is not None and not _told_by_claims(audit):
        yield from _inverse(audit.solution, words)


def _asked(audit: Audit, words: Words) -> Iterator[Block]:
    if is_open(audit):
        yield ask_section(audit, words)


def _found(audit: Audit, words: Words) -> Iterator[Block]:
    """Yield what cannot hold of the claims, then what the facts give away."""
    if (claims := claims_section(audit, words)) is not None:
        yield claims
    yield from findings_sections(audit, words)


def _ways(audit: Audit, words: Words) -> Iterator[Block]:
    if audit.solution is not None:
        yield from _inverse(audit.solution, words, exact=True)


_PARTS: Mapping[str, Callable[[Audit, Words], Iterator[Block]]] = MappingProxyType(
    {"whole": _blocks, "findings": _found, "ask": _asked, "ways": _ways}
)


def _told_by_claims(audit: Audit) -> bool:
    """Say whether the report itself tells where points were lost: whatever is open has a claim of its own."""
    return all(line.award.fixed or line.claim is not None for line in audit.criteria)


def _inverse(found: Solution, words: Words, exact: bool = False) -> Iterator[Block]:
    if found.decompositions:
        yield ways_section(found, words, exact)
    if found.facts:
        yield facts_section(found, words)


def ledger_section(audit: Audit, words: Words) -> Section:
    """Return where the full points of an audit with a claim went."""
    ledger = audit.ledger
    assert ledger is not None
    means = {name: f"{name}_means" for name in PARTS}
    if audit.rests_on:
        means |= {name: f"{name}_assumed" for name in ("reproduced", "consistent")}
    printed = [brief(getattr(ledger, name)).partition(".")[2] for name in PARTS]
    places = max(places_of_card(audit), *map(len, printed))
    rows = tuple(
        (words(f"ledger.{name}"), brief(getattr(ledger, name), places), words(f"ledger.{means[name]}"))
        for name in PARTS
    )
    foot = (words("ledger.total"), brief(ledger.full, places), words("ledger.total_means"))
    title = words("ledger.title", full=brief(ledger.full))
    return Section(title, (Table(rows, right=frozenset({1}), foot=foot),), "ledger")


def total_section(audit: Audit, words: Words) -> Section:
    """Return what was done to the sum: rescaling, caps, bonuses, vetoes, and its rounding."""
    card, places = audit.card, places_of_card(audit)
    sums = points_text(card.sums.hull, places, words)
    pairs = [Pair(words("total.sum"), (words("summary.points", points=sums),))]
    count = len(card.applied)
    done = [possible_totals(card.sums, card.applied[:upto], None).hull for upto in range(count + 1)]
    pairs += [_applied(*step, words) for step in zip(card.applied, done, done[1:], strict=False)]
    if card.rounding is not None:
        pairs.append(Pair(words("criteria.rounding"), (rounding_text(card.rounding, words),)))
    total = words("summary.points", points=points_text(card.range, places, words))
    pairs.append(Pair(words("total.total"), (total,)))
    return Section(words("total.title"), (Pairs(tuple(pairs)),), "total")


def _applied(applied: Applied, before: Range, after: Range, words: Words) -> Pair:
    """Return one thing done to the sum: its formula, and with the numbers put in what it leaves."""
    label = words.label(applied.modifier.modifier.label if applied.modifier else None, words("total.rescale"))
    worded = wording(words.language)
    formula = worded.named(applied.formula, [item.binding for item in applied.evidence], applied.given)
    filled = worded.done(applied.formula, applied.evidence, {**applied.given, TOTAL: before})
    value = possible_text((after,), words)
    value = "" if value == words("step.is", value=filled) else value  # a veto that did not fall
    return Pair(label, (formula, words("step.filled", text=filled, value=value)))
