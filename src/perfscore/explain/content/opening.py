"""What comes first: the verdict, what it rests on, and whose score under which rules · 开头部分."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from perfscore.auditing.findings.claims import contradicted_by_parts, printed_scores
from perfscore.auditing.verdicts import Audit
from perfscore.explain.content.document import Marked, Pair, Pairs, Section, Table
from perfscore.explain.content.facts import (
    at_place,
    claim_text,
    documents_named,
    fact_place,
    file_named,
    printed,
)
from perfscore.explain.content.inverse import impossible_text
from perfscore.explain.content.overrides import judged_totals
from perfscore.explain.content.rules import rules_text
from perfscore.explain.content.sources import way_text
from perfscore.explain.wording import words as numerals
from perfscore.explain.wording.words import Words, points_text
from perfscore.inputs.report import Report
from perfscore.language.sets.spans import difference

__all__ = [
    "assumptions_section",
    "headline",
    "places_of_card",
    "solved",
    "subject_text",
    "summary",
]


def places_of_card(audit: Audit) -> int:
    """Return the decimals a total is printed with."""
    return audit.card.plan.ruleset.ruleset.rounding.places


def headline(audit: Audit, words: Words) -> str:
    """Return the verdict in one sentence or two, with the assumptions it rests on."""
    values = {
        "computed": points_text(audit.card.range, places_of_card(audit), words),
        "claimed": claim_text(audit.claim) if audit.claim else "",
        "full": numerals.brief(audit.card.plan.ruleset.points),
    }
    rests = words("headline.rests_on", count=str(len(audit.rests_on))) if audit.rests_on else ""
    verdict: str = audit.verdict or "no_claim"
    if audit.card.plan.without_rules and audit.verdict != "contradicted":
        verdict = "no_rules" if audit.verdict else "no_rules_no_claim"
    if verdict == "contradicted" and _beyond(audit):
        verdict = "contradicted_beyond"
    elif verdict == "contradicted" and (scores := _of_lines(audit)) is not None:
        verdict, values["parts"] = "contradicted_parts", numerals.brief(scores)
    elif verdict == "contradicted" and not audit.card.fixed:
        inside = audit.claimed is not None and audit.card.range.meet(audit.claimed)
        verdict = "contradicted_gap" if inside else "contradicted_range"
    said = words(f"headline.{verdict}", **values)
    first = words("headline.start", rests_on=rests, said=said)
    return words("punctuation.sentence").join([first, *_why(audit, words)])


def solved(audit: Audit, words: Words) -> str:
    """Return whether the total can be had at all, in one sentence or two."""
    assert audit.claim is not None
    assert audit.solution is not None
    total = claim_text(audit.claim)
    if audit.solution.impossible is not None:
        said = words("solved.impossible", total=total)
        nearest = impossible_text(audit.solution, words)
    else:
        said = words("solved.fixed" if audit.card.fixed else "solved.possible", total=total)
        nearest = "" if audit.card.fixed else words("headline.unknown", count=str(len(audit.ask_next)))
    rests = words("headline.rests_on", count=str(len(audit.rests_on))) if audit.rests_on else ""
    first = words("headline.start", rests_on=rests, said=said)
    scores = None if audit.solution.impossible is not None else _of_lines(audit)
    parts = "" if scores is None else words("solved.parts", parts=numerals.brief(scores), total=total)
    return words("punctuation.sentence").join(part for part in (first, parts, nearest) if part)


def _why(audit: Audit, words: Words) -> Iterator[str]:
    yield from _reasons(audit, words)
    parts = [line.verdict for line in audit.criteria] + [part.verdict for part in audit.sections]
    rounded = sum(line.why == "rounded" for line in audit.criteria)
    if wrong := parts.count("contradicted") - rounded:
        yield words("headline.parts_contradicted", count=str(wrong))
    if rounded:
        yield words("headline.parts_rounded", count=str(rounded))
    if errors := sum(finding.severity == "error" for finding in audit.findings):
        yield words("headline.errors", count=str(errors))


def _beyond(audit: Audit) -> bool:
    """Say whether the claim is above all that the card has."""
    return audit.claimed is not None and audit.card.beyond(audit.claimed)


def _of_lines(audit: Audit) -> Fraction | None:
    """Return what the lines' own scores add up to, where that alone contradicts a total that could be."""
    could_be = audit.claimed is not None and audit.card.attainable.meets(audit.claimed)
    return printed_scores(audit.card).sum if could_be and contradicted_by_parts(audit.card) else None


def _reasons(audit: Audit, words: Words) -> Iterator[str]:
    if audit.verdict == "contradicted" and (_beyond(audit) or _of_lines(audit) is not None):
        return
    if audit.verdict == "contradicted" and audit.solution and audit.solution.impossible:
        if audit.card.fixed and audit.claimed is not None:
            off = difference(audit.claimed, audit.card.range).exact
            if off is not None:
                key = "over" if off > 0 else "under"
                yield words(f"headline.{key}", points=numerals.brief(abs(off)))
                return
        yield impossible_text(audit.solution, words)
    elif audit.card.plan.without_rules:
        return
    elif not audit.card.fixed and audit.verdict != "contradicted":
        if audit.ask_next:
            yield words("headline.unknown", count=str(len(audit.ask_next)))
        elif audit.card.total is not None:
            yield words("headline.readings")


def assumptions_section(audit: Audit, words: Words) -> Section:
    """Return the facts that are assumed: the verdict holds only if they do."""
    rows = []
    for order, item in enumerate(audit.rests_on, 1):
        fact = item.fact
        assert fact is not None
        label = words.label(item.binding.label)
        shown = Marked(printed(fact, words), stated=fact)
        rows.append((str(order), label, shown, fact_place(fact, audit.report, words)))
    return Section(words("assumptions.title"), (Table(tuple(rows), right=frozenset({0})),), "assumptions")


def summary(audit: Audit, words: Words, brief: bool = False) -> Pairs:
    """Return whose score it is, what was claimed and computed, under which rules."""
    report = audit.report
    pairs = [Pair(words("summary.subject"), (subject_text(report, words),))]
    if named := tuple(text for text in (report.title, file_named(report)) if text):
        pairs.append(Pair(words("summary.report"), named))
    if documents := documents_named(report, words):
        pairs.append(Pair(words("summary.documents"), documents))
    if audit.claim is not None:
        claimed = words("summary.points", points=claim_text(audit.claim))
        if report.grade is not None:
            claimed = words("summary.grade", text=claimed, grade=report.grade)
        said = at_place(claimed, audit.claim, report, words)
        pairs.append(Pair(words("summary.claimed"), (Marked(said, stated=audit.claim),)))
    if not audit.card.plan.without_rules:
        computed = points_text(audit.card.range, places_of_card(audit), words)
        pairs.append(Pair(words("summary.computed"), (_graded(audit, computed, words),)))
    pairs += judged_totals(audit, words)
    if audit.explained_by:
        ways = tuple(way_text(way, words) for way in audit.explained_by)
        pairs.append(Pair(words("criteria.explained_by"), ways))
    if not brief and (found := _counted(audit, words)):
        pairs.append(Pair(words("summary.findings"), (found,)))
    rules = rules_text(audit.card.plan, words, brief)
    pairs.append(Pair(words("summary.ruleset"), tuple(rules)))
    return Pairs(tuple(pairs))


def subject_text(report: Report, words: Words) -> str:
    """Return whose score it is: the body, or a project and who carries it out, and the year."""
    values = {"subject": report.subject, "year": str(report.fiscal_year)}
    if report.body is None:
        return words("summary.year", **values)
    return words("summary.year_of", **values, body=report.body)


def _graded(audit: Audit, computed: str, words: Words) -> str:
    shown = words("summary.points", points=computed)
    if not audit.card.plan.ruleset.grades:
        return shown
    grade = audit.card.grade
    if grade is None:
        return words("summary.no_grade", text=shown)
    return words("summary.grade", text=shown, grade=words.label(grade.label, grade.name))


def _counted(audit: Audit, words: Words) -> str:
    counts = Counter("checked" if found.holds else found.severity for found in audit.findings)
    kinds = ("error", "warning", "note", "checked")
    return words.listed([words(f"count.{k}", count=str(counts[k])) for k in kinds if counts[k]])
