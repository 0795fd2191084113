"""What comes first: the verdict, what it rests on, and whose score under which rules · 开头部分."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from perfscore.auditing.findings.claims import contradicted_by_parts, printed_scores
from perfscore.auditing.verdicts import Audit
from perfscore.explain.content.document import Marked, Pair, Pairs, Section, Table
from perfscore.explain.content.facts import claim_text, fact_place, printed, standing_place
from perfscore.explain.content.inverse import impossible_text
from perfscore.explain.content.overrides import judged_totals
from perfscore.explain.content.sources import way_text
from perfscore.explain.wording import words as numerals
from perfscore.explain.wording.words import Words, points_text
from perfscore.inputs.report import Report
from perfscore.inputs.ruleset import Ruleset
from perfscore.language.sets.spans import difference
from perfscore.numbers.fields import Standing
from perfscore.plan.planned import Plan

__all__ = [
    "assumptions_section",
    "headline",
    "places_of_card",
    "reasons_of",
    "rules_named",
    "solved",
    "summary",
]


_MOST_OTHERS = 4


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
        rows.append((str(order), label, Marked(printed(fact, words), stated=fact), fact_place(fact, words)))
    return Section(words("assumptions.title"), (Table(tuple(rows), right=frozenset({0})),), "assumptions")


def summary(audit: Audit, words: Words, brief: bool = False) -> Pairs:
    """Return whose score it is, what was claimed and computed, under which rules."""
    report, ruleset = audit.report, audit.card.plan.ruleset
    year = str(report.fiscal_year)
    pairs = [Pair(words("summary.subject"), (words("summary.year", subject=report.subject, year=year),))]
    pairs.append(Pair(words("summary.report"), tuple(t for t in (report.title, report.file) if t)))
    if documents := _documents(audit.report, words):
        pairs.append(Pair(words("summary.documents"), documents))
    if audit.claim is not None:
        claimed = words("summary.points", points=claim_text(audit.claim))
        if report.grade is not None:
            claimed = words("summary.grade", text=claimed, grade=report.grade)
        said = words("summary.at", text=claimed, place=standing_place(audit.claim, words))
        pairs.append(Pair(words("summary.claimed"), (Marked(said, stated=audit.claim),)))
    computed = points_text(audit.card.range, places_of_card(audit), words)
    pairs.append(Pair(words("summary.computed"), (_graded(audit, computed, words),)))
    pairs += judged_totals(audit, words)
    if audit.explained_by:
        ways = tuple(way_text(way, words) for way in audit.explained_by)
        pairs.append(Pair(words("criteria.explained_by"), ways))
    if not brief and (found := _counted(audit, words)):
        pairs.append(Pair(words("summary.findings"), (found,)))
    rules = _rules(ruleset, words, brief)
    pairs.append(Pair(words("summary.ruleset"), (*rules, *_choice(audit.card.plan, words))))
    return Pairs(tuple(pairs))


def _documents(report: Report, words: Words) -> tuple[str, ...]:
    """Return the documents that places refer to, unless there is only the report itself."""
    titles = {name: document.title for name, document in report.documents.items()}
    if set(titles.values()) <= {report.title}:
        return ()
    return tuple(words("summary.document", name=name, title=title) for name, title in titles.items())


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


def reasons_of(plan: Plan, words: Words) -> list[str]:
    """Return why this ruleset, where nobody named one."""
    return [words(f"choice.{reason}") for reason in plan.choice.reasons] if plan.choice else []


def _choice(plan: Plan, words: Words) -> Iterator[str]:
    """Yield why this ruleset, where nobody named one, and which fit as well."""
    if plan.choice is None:
        return
    yield words("punctuation.clause").join(reasons_of(plan, words))
    if plan.choice.others:
        others = plan.choice.others
        more = words("choice.more", count=str(len(others))) if len(others) > _MOST_OTHERS else ""
        yield words("choice.others", names=f"{words.listed(list(others[:_MOST_OTHERS]))}{more}")


def rules_named(ruleset: Ruleset, words: Words) -> tuple[str, str]:
    """Return which rules these are, and what they are worth."""
    head = ruleset.ruleset
    named = words("summary.rules", title=words.label(head.title), id=ruleset.id, version=head.version)
    return named, words(f"status.{head.status}")


def _rules(ruleset: Ruleset, words: Words, brief: bool) -> Iterator[str]:
    head = ruleset.ruleset
    yield from rules_named(ruleset, words)
    if brief:
        return
    if head.note is not None:
        yield words.label(head.note)
    for standing in ("assumed", "general_knowledge"):
        labels = _standing(ruleset, standing, words)
        if labels:
            yield words(f"summary.{standing}", labels=words.listed(labels))


def _standing(ruleset: Ruleset, standing: Standing, words: Words) -> list[str]:
    return [words.label(c.label) for c in ruleset.criteria if c.standing == standing]
