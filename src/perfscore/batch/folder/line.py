"""One line of the result: the object ``explain --format json`` gives, and where it came from · 结果行."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from perfscore.auditing.findings.finding import Finding, place_in, row_places
from perfscore.auditing.gravest import gravest
from perfscore.auditing.lines import CriterionAudit
from perfscore.auditing.verdicts import Audit
from perfscore.explain.clean import clean_json
from perfscore.explain.content.brief import grave_text
from perfscore.explain.content.sections import section_label
from perfscore.explain.formats.json import FORMAT, audit_data
from perfscore.explain.wording.words import words_of
from perfscore.extract.forms.notes import FormNote
from perfscore.messages.problems import Problem, ProblemsFound
from perfscore.messages.visible import visible
from perfscore.score.award import Award

__all__ = ["HEAD", "Data", "line_data", "line_text", "note_data", "refused_data", "without_data"]

Data = dict[str, Any]
LONGEST_PLACE = 200
HEAD = '{"format":1,"file":'
"""What every line begins with; a test holds it."""


def line_data(audit: Audit, file: str, place: str | None, language: str) -> Data:
    """Return an audit as the data of a line.

    `place` says which of several forms of a file it is; ``judged`` are the criteria whose points rest
    on an opinion; ``places`` where findings and claims stand in the document; ``body`` who carries the
    project of a form out; ``notes`` what of a form is not in its report; ``made_from`` what would have
    to change for the line to change.
    """
    data = audit_data(audit, language)
    judged = [line.award.step.criterion.id for line in audit.criteria if _is_judged(line.award)]
    places = {"findings": [_found_at(one, audit) for one in audit.findings], "claims": _claimed_at(audit)}
    more = {"judged": judged, "places": places, "gravest": _gravest(audit, language), "body": None}
    more |= {"notes": [], "made_from": None}
    return {"format": data.pop("format"), "file": file, "place": place, **data, **more}


def _gravest(audit: Audit, language: str) -> Data | None:
    """Return what weighs most, as the first screen of the explanation says it, and how much else does."""
    grave, words = gravest(audit), words_of(language)
    if not grave:
        return None
    said, first = grave_text(grave[0], audit, words), grave[0]
    code, label = "", ""
    if isinstance(first, Finding):
        code = first.code
    elif isinstance(first, CriterionAudit):
        code, label = first.why or "", words.label(first.award.step.criterion.label)
    else:
        label = section_label(first.total.name, audit.card.plan.ruleset, words)
    data = {"kind": said.kind, "code": code, "label": label, "message": str(said)}
    return {**data, "more": len(grave) - 1}


def refused_data(found: ProblemsFound, file: str, place: str | None, language: str) -> Data:
    """Return what is wrong with a file as the data of a line."""
    problems = [_problem(problem, language) for problem in found.problems]
    return {
        "format": FORMAT,
        "file": file,
        "place": place,
        "problems": problems,
        "left_out": found.left_out,
    }


def without_data(file: str, holds: str) -> Data:
    """Return a file without a self-evaluation as the data of a line; `holds` says what it does hold."""
    return {"format": FORMAT, "file": file, "place": None, "holds": holds}


def note_data(note: FormNote, language: str) -> Data:
    """Return something of a form that is not in its report, or not quite as stored."""
    return {"code": note.code, "place": note.place, "message": note.sentence(language), "text": note.text}


def line_text(data: Mapping[str, Any]) -> str:
    """Return data as JSON on one line, with its end; nothing in it can move a terminal."""
    return clean_json(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n")


def _problem(problem: Problem, language: str) -> Data:
    """Return one problem; its sentence without the place and the code, which stand beside it."""
    place = problem.place
    text = problem.text(language).partition(f"{visible(str(place), LONGEST_PLACE)}: ")[2]
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "code": problem.code,
        "message": text.removesuffix(f" [{problem.code}]"),
    }


def _found_at(finding: Finding, audit: Audit) -> str:
    """Return where a finding is in the document, as far as that is known."""
    if at := finding.values.get("at"):
        return at
    stated = [item.fact for item in finding.evidence if item.fact is not None]
    stated += [audit.report.facts[name] for name in finding.facts if name in audit.report.facts]
    cells = [cell for item in finding.evidence for cell in item.cells]
    places = dict.fromkeys(fact.at for fact in (*stated, *cells) if fact.at)
    return row_places(audit.report, [(0, at) for at in places]).get("at", "") if places else ""


def _claimed_at(audit: Audit) -> dict[str, str]:
    """Return where the contradicted claims on parts of the card stand in the document."""
    claims = [(one.award.step.criterion.id, one.claim, one.verdict) for one in audit.criteria]
    claims += [(one.total.name, one.claim, one.verdict) for one in audit.sections]
    return {
        name: place_in(audit.report, claim.at or "")
        for name, claim, verdict in claims
        if verdict == "contradicted" and claim is not None
    }


def _is_judged(award: Award) -> bool:
    """Say whether points rest on an opinion; rows that nobody listed do."""
    reads: Iterator[bool] = (read.judged for rule in award.step.rules for read in rule.reads)
    return not award.step.rules or any(reads)
