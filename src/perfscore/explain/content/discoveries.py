"""Findings: what the facts say about themselves, and what was checked and holds · 发现."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from perfscore.auditing.findings.finding import Finding
from perfscore.auditing.verdicts import Audit
from perfscore.explain.content.document import Body, Marked, Pair, Pairs, Section, Table
from perfscore.explain.content.facts import fact_place, fact_table, printed
from perfscore.explain.wording.words import Words, equal
from perfscore.messages.problems import Place
from perfscore.score.evidence import Evidence

__all__ = ["arithmetic", "findings_sections", "message", "stated_table"]

_SIGNS: Mapping[str, str] = {" * ": " × ", " / ": " ÷ ", " - ": " − "}
_HOLDS: Mapping[str, str] = {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥"}
_FAILS: Mapping[str, str] = {"==": "≠", "!=": "=", "<=": ">", ">=": "<", "<": "≥", ">": "≤"}
_COMPARED = re.compile("(.+) (==|!=|<=|>=|<|>) (.+)")
_CALCULATED = re.compile(r"[+×÷−(]")
_ONE_NUMBER = re.compile(r"-?[\d.]+(/\d+)?")
_LOGIC = re.compile(r"\b(and|or|not|if|true|false)\b|[\"']")
_UNUSED = "facts-not-used"


def findings_sections(audit: Audit, words: Words) -> Iterator[Section]:
    """Yield what was found, and what was checked and holds."""
    found = [finding for finding in audit.findings if not finding.holds]
    checked = [finding for finding in audit.findings if finding.holds]
    if found:
        pairs = tuple(_pair(finding, audit, words) for finding in found)
        yield Section(words("findings.title"), (Pairs(pairs),), "findings")
    if checked:
        rows = tuple((_text(one), _label(one, words) or message(one, audit, words)) for one in checked)
        yield Section(words("findings.checked"), (Table(rows),), "checked")


def stated_table(audit: Audit, words: Words) -> Table:
    """Return every fact that the report states, as printed and where."""
    report = audit.report
    rows = ((_fact_label(id_, audit, words), printed(fact, words), fact_place(fact, report, words))
            for id_, fact in report.facts.items())  # fmt: skip
    return Table(tuple(rows))


def message(finding: Finding, audit: Audit, words: Words) -> str:
    """Return the sentence of a finding."""
    values = {**finding.values, "label": _label(finding, words)}
    for number in ("left", "right", "off"):
        if number in values and values.get("unit"):
            values[number] = f"{values[number]} {values['unit']}"
    if finding.evidence:
        values["name"] = words.label(finding.evidence[0].binding.label)
    elif len(finding.facts) == 1:
        values["name"] = _fact_label(finding.facts[0], audit, words)
    if finding.code == _UNUSED:
        values["facts"] = words.listed([_fact_label(fact, audit, words) for fact in finding.facts])
    if "nearest" in values:
        nearest = values["nearest"]
        values["meant"] = _criterion_label(nearest, audit, words) or _fact_label(nearest, audit, words)
    if "note" in values:
        values["note"] = words.noted(values["note"])
    if "reason" in values:
        refused = words.refusal(values["reason"], values)
        values["reason"] = refused or words.sentence(values["reason"], {})
    if "criterion" in values:
        values["criterion"] = _criterion_label(values["criterion"], audit, words) or values["criterion"]
    return words.sentence(finding.code, values)


def _pair(finding: Finding, audit: Audit, words: Words) -> Pair:
    body: list[Body] = [message(finding, audit, words)]
    if finding.check is not None and (text := _text(finding)):
        body.append(text)
    if finding.evidence:
        evidence = sorted(finding.evidence, key=_place)
        body.append(fact_table(evidence, audit.report, words))
    return Pair(Marked(words(f"severity.{finding.severity}"), finding.severity), tuple(body))


def _place(item: Evidence) -> Place:
    """Return where the evidence stands, so that facts come in the order of the report."""
    facts = item.cells or ((item.fact,) if item.fact else ())
    return facts[0].place if facts else Place("")


def _text(finding: Finding) -> str:
    """Return the arithmetic of a check with its numbers; nothing where it is logic, not arithmetic."""
    text = finding.values.get("text", "")
    if finding.check is None and finding.holds:
        return text
    if finding.check is None or _LOGIC.search(text):
        return ""
    for plain, worded in _SIGNS.items():
        text = text.replace(plain, worded)
    found = _COMPARED.fullmatch(text)
    if found is None:
        return text
    left, sign, right = found.groups()
    if finding.holds:
        return f"{left} {finding.values.get('about') or _HOLDS.get(sign, sign)} {right}"
    first, second = (_worked_out(finding, side, text) for side, text in (("left", left), ("right", right)))
    return f"{first} {_FAILS[sign]} {second}"


def _worked_out(finding: Finding, side: str, text: str) -> str:
    """Return one side of an equation, with its value behind it where it is a calculation."""
    value = finding.values.get(side, "")
    if text == value or not _CALCULATED.search(text) or not _ONE_NUMBER.fullmatch(value):
        return text
    return f"{text} {equal(Fraction(value))}"


def _label(finding: Finding, words: Words) -> str:
    if finding.check is None:
        return ""
    return words.label(finding.check.label, finding.check.id)


def _fact_label(fact: str, audit: Audit, words: Words) -> str:
    defined = audit.card.plan.ruleset.facts.get(fact)
    stated = audit.report.facts.get(fact)
    own = stated.label if stated else None
    return words.label(defined.label if defined else own, fact)


def _criterion_label(name: str, audit: Audit, words: Words) -> str:
    found = (line.award.step.criterion for line in audit.criteria)
    return next((words.label(c.label) for c in found if c.id == name), "")


def arithmetic(finding: Finding) -> str:
    """Return the arithmetic of a finding with its numbers; nothing where it has none."""
    return _text(finding) if finding.check is not None else ""
