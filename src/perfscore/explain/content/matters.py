"""Findings as audit standards ask for them: criteria, condition, cause, effect · 审计发现的要素.

What contradicts the card comes first, the total, its sections, its criteria; then what the facts give away.
For each it is said how to verify it, and when it is known to be a false alarm.
"""

from collections.abc import Iterator, Mapping

from perfscore.auditing.findings.finding import Finding
from perfscore.auditing.lines import CriterionAudit
from perfscore.auditing.verdicts import Audit
from perfscore.explain.content.discoveries import arithmetic, message
from perfscore.explain.content.facts import claim_text
from perfscore.explain.content.opening import headline, places_of_card
from perfscore.explain.content.register import Register
from perfscore.explain.content.sections import section_label
from perfscore.explain.content.sources import source_text, way_text, why_text
from perfscore.explain.wording.words import Words, brief, points_text, range_text
from perfscore.language.sets.spans import difference, negated
from perfscore.numbers.ranges import Range

__all__ = ["matters"]

Matter = Mapping[str, str]
CHECKED = "checked"


def matters(audit: Audit, register: Register, words: Words) -> list[Matter]:
    """Return every finding, numbered."""
    found = [*_contradicted(audit, register, words)]
    found += [_given_away(one, audit, register, words) for one in audit.findings if one.code != CHECKED]
    return [{"number": str(number), **one} for number, one in enumerate(found, 1)]


def _contradicted(audit: Audit, register: Register, words: Words) -> Iterator[Matter]:
    """Yield the claims that no reading of the rules gives."""
    ruleset, places = audit.card.plan.ruleset, places_of_card(audit)
    if audit.verdict == "contradicted" and audit.claim is not None:
        name = words("assumptions.total")
        computed = points_text(audit.card.range, places, words)
        rule = words(
            "paper.of_card", title=words.label(ruleset.ruleset.title), version=ruleset.ruleset.version
        )
        causes = [way_text(way, words) for way in audit.explained_by]
        off = _off(audit.claimed, audit.card.range, words)
        said = words("paper.condition_is", name=name, claimed=claim_text(audit.claim), computed=computed)
        if audit.card.plan.without_rules:
            rule, said, off = words("paper.of_itself"), headline(audit, words), words("paper.effect_whole")
        yield _matter(words, "contradicted", rule, said, causes, off, register.claim("", audit.claim))
    for part in audit.sections:
        if part.verdict == "contradicted":
            name = section_label(part.total.name, ruleset, words)
            computed = points_text(part.total.range, places, words)
            said = words("paper.condition_is", name=name, claimed=claim_text(part.claim), computed=computed)
            off = _off(part.claim.quantity.range, part.total.range, words)
            yield _matter(words, "contradicted", words("paper.of_section"), said, [], off, "")
    for line in audit.criteria:
        if line.verdict == "contradicted" and line.claim is not None:
            yield _line(line, audit, register, words)


def _line(line: CriterionAudit, audit: Audit, register: Register, words: Words) -> Matter:
    assert line.claim is not None
    award, criterion = line.award, line.award.step.criterion
    rule = " ".join(
        filter(None, (words.label(criterion.says), source_text(criterion, audit.card.plan, words)))
    )
    places = award.step.rounding.places if award.step.rounding else None
    computed = points_text(award.range, places, words)
    name = words.label(criterion.label)
    said = words("paper.condition_is", name=name, claimed=claim_text(line.claim), computed=computed)
    causes = [why_text(line, words), *(way_text(way, words) for way in line.explained_by)]
    off, key = _off(line.claimed, award.range, words), "rounded" if line.why == "rounded" else "contradicted"
    stated = award.step.printed.entry.reason if award.step.printed else None
    return _matter(words, key, rule, said, causes, off, register.of_line(line), stated)


def _matter(
    words: Words, key: str, rule: str, condition: str, causes: list[str], effect: str, evidence: str,
    stated: str | None = None,
) -> Matter:  # fmt: skip
    said = words.section("paper")
    return {
        "severity": words("verdict_short.contradicted"), "criteria": rule,
        "condition": condition, "arithmetic": "",
        "cause": words("paper.cause_stated", text=stated) if stated else words("paper.cause_open"),
        "possible_cause": words("punctuation.sentence").join(causes), "effect": effect,
        "evidence": evidence, "verify": said[f"verify_{key}"], "false_alarm": said[f"false_alarm_{key}"],
    }  # fmt: skip


def _off(claimed: Range | None, computed: Range, words: Words) -> str:
    """Return by how much a claim is off, or that it lies in a gap of what can be attained."""
    off = difference(claimed, computed) if claimed is not None else Range(None, None)
    if off.low is not None and off.low >= 0:
        return words("paper.over", points=range_text(off, words))
    if off.high is not None and off.high <= 0:
        return words("paper.under", points=range_text(negated(off), words))
    return words("paper.between")


def _given_away(finding: Finding, audit: Audit, register: Register, words: Words) -> Matter:
    said = message(finding, audit, words)
    check = finding.check
    label = words.label(check.label, check.id) if check is not None else ""
    row = next((row for row in audit.report.rows if row.entry.name == finding.values.get("row")), None)
    stated = row.entry.reason if row is not None else None
    return {
        "severity": words(f"severity.{finding.severity}"),
        "criteria": label or words("paper.of_itself"), "condition": said, "arithmetic": arithmetic(finding),
        "cause": words("paper.cause_stated", text=stated) if stated else words("paper.cause_open"),
        "possible_cause": "", "effect": _effect(finding, audit, words),
        "evidence": register.cited(finding.evidence),
        "verify": words.advice(finding.code, "verify"),
        "false_alarm": words.advice(finding.code, "false_alarm"),
    }  # fmt: skip


def _effect(finding: Finding, audit: Audit, words: Words) -> str:
    """Return the criteria that read what the finding is about, with the points at stake."""
    lines = [line for line in audit.criteria if _concerns(finding, line)]
    if audit.card.plan.without_rules:
        return words("paper.effect_no_rules")
    if not lines:
        rests = bool(finding.fact_ids)
        return words("paper.effect_none" if rests else "paper.effect_whole")
    named = []
    for line in lines:
        criterion, rounding = line.award.step.criterion, line.award.step.rounding
        points = points_text(line.award.range, rounding.places if rounding else None, words)
        name, full = words.label(criterion.label), brief(criterion.points)
        named.append(words("paper.effect_line", name=name, full=full, computed=points))
    return words("paper.effect_is", lines=words("punctuation.clause").join(named))


def _concerns(finding: Finding, line: CriterionAudit) -> bool:
    step, read = line.award.step, {item.binding.fact for item in line.award.evidence}
    own_row = step.printed is not None and step.printed.entry.name == finding.values.get("row")
    return own_row or step.criterion.id == finding.values.get("criterion") or bool(read & {*finding.fact_ids})
