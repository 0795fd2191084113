"""The result as JSON for programs: every number a text, keys in a fixed order · JSON 格式.

The keys each part begins with are a contract, and a test holds them; others may be added behind.  An audit
is written as text at once; its data are read from that text, so neither can say what the other does not.
"""

import json
from collections.abc import Mapping
from typing import Any

from perfscore.auditing.ledger import PARTS, Ledger
from perfscore.auditing.overridden import Overridden
from perfscore.auditing.verdicts import Audit
from perfscore.explain.content.discoveries import message
from perfscore.explain.content.facts import claim_text, place_text
from perfscore.explain.content.sources import way_data
from perfscore.explain.formats.json_criteria import criteria_text, ends
from perfscore.explain.formats.json_solution import decomposition_data, facts_data, impossible_data
from perfscore.explain.formats.json_text import Written, json_text
from perfscore.explain.wording.words import Words, words_of
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.ranges import Range
from perfscore.plan.planned import Plan
from perfscore.score.evidence import Evidence
from perfscore.score.scorecard import Scorecard, SectionTotal

__all__ = ["audit_data", "audit_text", "solution_data"]

FORMAT = 1
Data = dict[str, Any]


def audit_data(audit: Audit, language: str, criterion: str | None = None) -> Data:
    """Return an audit as plain data; with `criterion` only that one of the criteria."""
    data: Data = json.loads(audit_text(audit, language, criterion))
    return data


def audit_text(audit: Audit, language: str, criterion: str | None = None) -> str:
    """Return an audit as JSON with a final newline; with `criterion` only that one of the criteria."""
    words, places = words_of(language), _places(audit)
    lines = [line for line in audit.criteria if criterion in (None, line.award.step.criterion.id)]
    data = {
        **_head(audit),
        "verdict": audit.verdict,
        "claimed": {
            "total": claim_text(audit.claim) if audit.claim else None,
            "grade": audit.report.grade,
        },
        "computed": _computed(audit.card, places),
        "criteria": Written(criteria_text(lines, audit.card.plan, words)),
        "ledger": _ledger(audit.ledger, places) if audit.ledger else None,
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "message": message(finding, audit, words),
                "facts": list(finding.fact_ids),
                "check": finding.check.id if finding.check else None,
            }
            for finding in audit.findings
        ],
        "ask_next": [
            {
                "fact": ask.evidence.binding.fact,
                "points": decimal_text(ask.points),
                "label": words.label(ask.evidence.binding.label),
                "document": words.label(ask.evidence.binding.document) or None,
                "judged": ask.evidence.binding.judged,
            }
            for ask in audit.ask_next
        ],
        **_solution(audit),
        "sections": [_section(part, audit) for part in audit.card.sections if audit.criteria],
        "rests_on": [_assumption(item, words) for item in audit.rests_on],
        "explained_by": [way_data(way, words) for way in audit.explained_by],
        "overrides": _overrides(audit.overrides, places) if audit.overrides else None,
    }
    return json_text(data)


def solution_data(audit: Audit) -> Data:
    """Return what would explain a total as plain data."""
    solution, places = audit.solution, _places(audit)
    possible = None if solution is None else solution.impossible is None
    return {
        **_head(audit),
        "total": claim_text(audit.claim) if audit.claim else None,
        "possible": possible,
        "computed": _computed(audit.card, places),
        **_solution(audit),
        "facts": facts_data(solution) if solution else [],
    }


def _head(audit: Audit) -> Data:
    return {
        "format": FORMAT,
        "report": {
            "subject": audit.report.subject,
            "fiscal_year": audit.report.fiscal_year,
            "title": audit.report.title,
            "file": audit.report.file,
            "digest": audit.report.digest,
        },
        "ruleset": _ruleset(audit.card.plan),
    }


def _ruleset(plan: Plan) -> Data | None:
    if plan.without_rules:
        return None
    ruleset, choice = plan.ruleset, plan.choice
    chosen = {"reasons": list(choice.reasons), "others": list(choice.others)} if choice else None
    return {
        "id": ruleset.id,
        "version": ruleset.ruleset.version,
        "status": ruleset.ruleset.status,
        "digest": ruleset.origin.digest,
        "points": decimal_text(ruleset.points),
        "chosen": chosen,
    }


def _overrides(found: Overridden, places: int) -> Data:
    entries = [
        {
            entry.kind: entry.id, "old": entry.old, "new": entry.new, "who": entry.who,
            "when": entry.when.isoformat(), "why": entry.why,
        }
        for entry in found.entries
    ]  # fmt: skip
    return {"entries": entries, "computed": _computed(found.card, places), "verdict": found.verdict}


def _computed(card: Scorecard, places: int) -> Data:
    if card.plan.without_rules:
        return {"low": None, "high": None, "total": None, "grade": None}
    within = card.range
    return {
        "low": _end(within, "low", places),
        "high": _end(within, "high", places),
        "total": decimal_text(card.total, places) if card.fixed and card.total is not None else None,
        "grade": card.grade.name if card.grade else None,
    }


def _end(of: Range, side: str, places: int) -> str | None:
    end = getattr(of, side)
    return None if end is None else decimal_text(end, places)


def _ledger(ledger: Ledger, places: int) -> Mapping[str, str]:
    return {name: decimal_text(getattr(ledger, name), places) for name in PARTS}


def _solution(audit: Audit) -> Data:
    solution = audit.solution
    if solution is None:
        return {"decompositions": [], "more_decompositions": False, "impossible": None}
    return {
        "decompositions": [decomposition_data(way) for way in solution.decompositions],
        "more_decompositions": solution.more,
        "impossible": impossible_data(solution.impossible) if solution.impossible else None,
    }


def _section(part: SectionTotal, audit: Audit) -> Data:
    line = next((line for line in audit.sections if line.total is part), None)
    return {
        "name": part.name,
        "points": decimal_text(part.points),
        "computed": ends(part.range),
        "claimed": claim_text(line.claim) if line else None,
        "verdict": line.verdict if line else None,
    }


def _assumption(item: Evidence, words: Words) -> Data:
    fact = item.fact
    assert fact is not None
    return {
        "fact": item.binding.fact,
        "label": words.label(item.binding.label),
        "raw": fact.raw,
        "note": words.label(fact.note) if fact.note else None,
        "place": place_text(fact.place),
    }


def _places(audit: Audit) -> int:
    return audit.card.plan.ruleset.ruleset.rounding.places
