"""The result as JSON for programs: every number a text, keys in a fixed order · JSON 格式.

The keys each part begins with are a contract, and a test holds them; others may be added behind.  The text
is what ``json.dumps(…, ensure_ascii=False, indent=2)`` writes, to the byte (that encoder is fast only
without indents), and nothing in it can move a terminal.
"""

from collections.abc import Mapping
from json.encoder import encode_basestring
from typing import Any

from perfscore.auditing.ledger import Ledger
from perfscore.auditing.verdicts import Audit
from perfscore.explain.clean import clean_json
from perfscore.explain.content.discoveries import message
from perfscore.explain.content.facts import claim_text, place_text
from perfscore.explain.content.sources import way_data
from perfscore.explain.formats.json_criteria import (
    criterion_data,
    decomposition_data,
    ends,
    facts_data,
    impossible_data,
)
from perfscore.explain.wording.words import Words, words_of
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.ranges import Range
from perfscore.score.evidence import Evidence
from perfscore.score.scorecard import SectionTotal

__all__ = ["audit_data", "json_text", "solution_data"]

_INDENT = "  "
_TRUTHS = ("false", "true")


def json_text(data: Any) -> str:
    """Return data as JSON, indented, with a final newline.

    Data are texts, whole numbers, truths, None, and dicts and lists of them.
    """
    return _written(data, "\n", _Quoted()) + "\n"


class _Quoted(dict[str, str]):
    """Texts as JSON has them, each made once: the keys of a fact stand there for every fact."""

    def __missing__(self, text: str) -> str:
        self[text] = quoted = clean_json(encode_basestring(text))
        return quoted


def _written(data: Any, line: str, quoted: _Quoted) -> str:
    """Return data as JSON; `line` begins each line of what it stands in."""
    if data is None:
        return "null"
    if isinstance(data, str):
        return quoted[data]
    within = line + _INDENT
    if isinstance(data, dict):
        # Most values are texts; those need no call of their own.
        parts = [
            f"{quoted[key]}: {quoted[value] if type(value) is str else _written(value, within, quoted)}"
            for key, value in data.items()
        ]
        return f"{{{within}{f',{within}'.join(parts)}{line}}}" if parts else "{}"
    if isinstance(data, list):
        parts = [_written(value, within, quoted) for value in data]
        return f"[{within}{f',{within}'.join(parts)}{line}]" if parts else "[]"
    return _TRUTHS[data] if isinstance(data, bool) else str(data)


FORMAT = 1
Data = dict[str, Any]


def audit_data(audit: Audit, language: str, criterion: str | None = None) -> Data:
    """Return an audit as plain data; with `criterion` only that one of the criteria."""
    words, places = words_of(language), _places(audit)
    lines = [line for line in audit.criteria if criterion in (None, line.award.step.criterion.id)]
    return {
        **_head(audit),
        "verdict": audit.verdict,
        "claimed": {
            "total": claim_text(audit.claim) if audit.claim else None,
            "grade": audit.report.grade,
        },
        "computed": _computed(audit, places),
        "criteria": [criterion_data(line, audit, words) for line in lines],
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
        "sections": [_section(part, audit) for part in audit.card.sections],
        "rests_on": [_assumption(item, words) for item in audit.rests_on],
        "explained_by": [way_data(way, words) for way in audit.explained_by],
    }


def solution_data(audit: Audit) -> Data:
    """Return what would explain a total as plain data."""
    solution, places = audit.solution, _places(audit)
    assert solution is not None
    possible = solution.impossible is None
    return {
        **_head(audit),
        "total": claim_text(audit.claim) if audit.claim else None,
        "possible": possible,
        "computed": _computed(audit, places),
        **_solution(audit),
        "facts": facts_data(solution),
    }


def _head(audit: Audit) -> Data:
    ruleset = audit.card.plan.ruleset
    return {
        "format": FORMAT,
        "report": {
            "subject": audit.report.subject,
            "fiscal_year": audit.report.fiscal_year,
            "title": audit.report.title,
            "file": audit.report.file,
            "digest": audit.report.digest,
        },
        "ruleset": {
            "id": ruleset.id,
            "version": ruleset.ruleset.version,
            "status": ruleset.ruleset.status,
            "digest": ruleset.origin.digest,
            "points": decimal_text(ruleset.points),
        },
    }


def _computed(audit: Audit, places: int) -> Data:
    card, within = audit.card, audit.card.range
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
    names = ("reproduced", "consistent", "unsupported", "contradicted", "not_claimed")
    return {name: decimal_text(getattr(ledger, name), places) for name in names}


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
