"""The fields of a working paper and of a letter: what a template may name · 审计底稿与函件的字段.

Everything is text, or a list of such fields.  The labels of the bundled templates are fields too (``say``),
so that one template serves every language; a bureau's own template writes its own.
"""

import re
from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from perfscore.auditing.verdicts import Audit
from perfscore.explain.content.criteria import by_loss, criteria_section
from perfscore.explain.content.discoveries import arithmetic
from perfscore.explain.content.document import Pairs, Paragraph, Section, Table
from perfscore.explain.content.facts import claim_text
from perfscore.explain.content.inverse import ask_section, facts_section, ways_section
from perfscore.explain.content.matters import CHECKED, matters
from perfscore.explain.content.opening import assumptions_section, headline, places_of_card
from perfscore.explain.content.register import Register
from perfscore.explain.content.sections import section_label
from perfscore.explain.content.view import ledger_section, total_section
from perfscore.explain.wording.words import Words, brief, points_text, words_of
from perfscore.packs.packs import version_of_engine

__all__ = ["Fields", "fields_of"]

Fields = Mapping[str, Any]


def fields_of(audit: Audit, language: str) -> Fields:
    """Return the fields of an audit in a language, each documented in docs/results.md."""
    words, report = words_of(language), audit.report
    register, grade = Register(audit, words), audit.card.grade
    criteria = _criteria(audit, register, words)  # first: so figures are numbered in the order of the card
    found, note = matters(audit, register, words), words("severity.note")
    unknown, rules = words("criteria.not_claimed"), audit.card.plan.without_rules
    return {
        "say": _say(audit, words),
        "letter": _letter(audit, words),
        **_named(audit, words),
        "year": str(report.fiscal_year),
        "claimed": claim_text(audit.claim) if audit.claim else words("criteria.not_claimed"),
        "claimed_grade": report.grade or "",
        "computed": unknown if rules else points_text(audit.card.range, places_of_card(audit), words),
        "grade": words.label(grade.label, grade.name) if grade else "",
        "full": unknown if rules else brief(audit.card.plan.ruleset.points),
        "verdict": headline(audit, words),
        "ruleset": _ruleset(audit, words),
        "sources": [] if rules else _sources(audit, words),
        "assumed": _rows(assumptions_section(audit, words), "number name value place"),
        "ledger": _rows(ledger_section(audit, words), "name points means") if audit.ledger else [],
        **criteria,
        "total": _total(audit, words),
        "findings": [one for one in found if one["severity"] != note],
        "notes": [one for one in found if one["severity"] == note],
        "checked": [
            {"arithmetic": arithmetic(one), "name": words.label(one.check.label, one.check.id)}
            for one in audit.findings
            if one.code == CHECKED and one.check is not None
        ],
        "asks": _asks(audit, words),
        **_inverse(audit, words),
        "documents": register.documents,
        "evidence": register.rows,
        "program": version_of_engine(),
    }


def _named(audit: Audit, words: Words) -> Fields:
    """Return the body audited, the project where it is about one, and what the document is called."""
    report = audit.report
    project = report.subject if report.body else ""
    body = report.body or ("" if report.subject == report.file else report.subject)
    title = report.title or report.subject
    if project and report.title and project not in title:
        title = words("paper.document_of", title=title, project=project)
    return {"body": body or words("paper.unnamed"), "project": project, "title": title}


def _say(audit: Audit, words: Words) -> Fields:
    """Return the labels of the bundled template, and its sentences, which depend on the matter."""
    said, named = {**words.section("paper")}, _named(audit, words)
    project = words("paper.project", name=named["project"]) if named["project"] else said["no_project"]
    said["matter_is"] = words("paper.matter_is", project=project)
    if audit.card.plan.without_rules:
        said |= {"procedure_is": said["procedure_no_rules"], "limits": said["limits_no_rules"]}
    return said


def _asks(audit: Audit, words: Words) -> list[Fields]:
    """Return what is open: facts that nobody shows, then those that are only assumed."""
    rows = _rows(ask_section(audit, words), "number name points document kind")
    for item in audit.rests_on:
        document = words.label(item.binding.document, words("ask.no_document"))
        row = {"name": words.label(item.binding.label), "points": words("criteria.not_claimed")}
        kind = words("letter.assumed")
        rows.append({"number": str(len(rows) + 1), **row, "document": document, "kind": kind})
    return rows


def _letter(audit: Audit, words: Words) -> Fields:
    """Return the sentences of the letter, which name the body and its report."""
    report = audit.report
    named = {
        **_named(audit, words), "year": str(report.fiscal_year),
        "claimed": claim_text(audit.claim) if audit.claim else words("criteria.not_claimed"),
    }  # fmt: skip
    sentences = {key: text.format_map(named) for key, text in words.section("letter").items()}
    if audit.card.plan.without_rules:
        intro = "intro_no_rules" if audit.claim else "intro_no_total"
    else:
        intro = "intro" if audit.ask_next or audit.rests_on else "intro_none"
    judged = sentences["judged"] if any(ask.evidence.binding.judged for ask in audit.ask_next) else ""
    return {**sentences, "intro": sentences[intro], "judged": judged}


def _ruleset(audit: Audit, words: Words) -> Fields:
    ruleset = audit.card.plan.ruleset
    if audit.card.plan.without_rules:
        none = words("criteria.not_claimed")
        said = {"title": words("paper.no_rules"), "status": words("choice.no_frame")}
        return {**said, "id": none, "version": "", "digest": "", "note": ""}
    head = ruleset.ruleset
    return {
        "title": words.label(head.title), "id": ruleset.id, "version": head.version,
        "status": words(f"status.{head.status}"), "digest": ruleset.origin.digest,
        "note": words.label(head.note),
    }  # fmt: skip


def _sources(audit: Audit, words: Words) -> list[Fields]:
    """Return the documents that the rules of the card are from, each with how it is known."""
    ruleset = audit.card.plan.ruleset
    said = " ".join(criterion.source or "" for criterion in ruleset.criteria)
    named, found = set(re.findall(r"[\w.-]+", said)), list[Fields]()
    for name, source in ruleset.sources.items():
        if name in named:
            title = words("punctuation.title", text=source.title) if source.title else ""
            text = " ".join(part for part in (source.issuer, source.number, title) if part)
            standing = words(f"standing.{source.standing}")
            seen, url = source.seen or "", source.url or ""
            found.append({"text": text, "url": url, "seen": seen, "standing": standing})
    return found


def _criteria(audit: Audit, register: Register, words: Words) -> Fields:
    """Return the tables of criteria and sections, and the computation of each criterion, step by step."""
    if not audit.criteria:
        return {"overview": [], "subtotals": [], "criteria": []}
    blocks = criteria_section(audit, words).blocks
    overview, *subtotals = (block for block in blocks if isinstance(block, Table))
    sections = (block for block in blocks if isinstance(block, Section))
    return {
        "overview": _cells(overview, "name full computed claimed verdict assumed"),
        "subtotals": [
            row for table in subtotals for row in _cells(table, "name full computed claimed verdict")
        ],
        "criteria": [
            {
                "name": words.label(line.award.step.criterion.label),
                "section": section_label(line.award.step.criterion.section, audit.card.plan.ruleset, words),
                "steps": _steps(section),
                "evidence": register.of_line(line),
            }
            for line, section in zip(by_loss(audit.criteria), sections, strict=True)
        ],
    }


def _total(audit: Audit, words: Words) -> list[Fields]:
    """Return what was done to the sum of the criteria, nothing where it is the total."""
    changed = audit.card.applied or audit.card.rounding is not None
    return _steps(total_section(audit, words)) if changed else []


def _steps(section: Section) -> list[Fields]:
    """Return the steps of a section by name; facts are in the register, so their tables are left out."""
    pairs = [pair for block in section.blocks if isinstance(block, Pairs) for pair in block.rows]
    steps = [(pair.key, [text for text in pair.body if isinstance(text, str)]) for pair in pairs]
    return [{"name": name, "lines": lines} for name, lines in steps if lines]


def _inverse(audit: Audit, words: Words) -> Fields:
    """Return the ways in which a bare total can come about, and the values that unknown facts can have."""
    solution = audit.solution
    ways = ways_section(solution, words, exact=True) if solution and solution.decompositions else None
    values = facts_section(solution, words) if solution and solution.facts else None
    return {
        "ways_title": ways.title if ways else "",
        "ways_note": "".join(b.text for b in ways.blocks if isinstance(b, Paragraph)) if ways else "",
        "ways": _folded(_rows(ways, "number lost means")),
        "values_title": values.title if values else "",
        "values": _rows(values, "name possible"),
    }


def _folded(rows: list[Fields]) -> list[Fields]:
    """Return ways with their exact values beside them, which follow in a row without a number."""
    followed = zip_longest(rows, rows[1:], fillvalue={"number": "end"})
    return [
        {**row, "exact": "" if after["number"] else after["means"]}
        for row, after in followed
        if row["number"]
    ]


def _rows(section: Section | None, names: str) -> list[Fields]:
    """Return the rows of the one table of a section, a name for each column."""
    blocks = section.blocks if section else ()
    return [row for table in blocks if isinstance(table, Table) for row in _cells(table, names)]


def _cells(table: Table, names: str) -> list[Fields]:
    """Return rows with a name for each column; columns that a table leaves out at its end are empty."""
    columns, rows = names.split(), (*table.rows, *((table.foot,) if table.foot else ()))
    blank = ("",) * len(columns)
    return [dict(zip(columns, (*row, *blank[len(row) :]), strict=True)) for row in rows]
