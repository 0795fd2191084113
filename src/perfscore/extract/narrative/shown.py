"""The text with what was taken of it marked · 标注原文."""

from collections.abc import Iterator

from perfscore.extract.narrative.found import Found
from perfscore.extract.narrative.text import Paragraph
from perfscore.messages import fill, load

__all__ = ["marked"]


def marked(found: Found, language: str) -> str:
    """Return the text as it stood; each figure is marked, with the fact it is bound to or without."""
    words = load("narrative", language)["marks"]
    pieces: list[str] = []
    at = 0
    for start, end, name in sorted(_spans(found, language)):
        if start < at:
            continue
        quote = found.text.raw[start:end]
        mark = words["bound" if name else "listed"]
        pieces += [found.text.raw[at:start], fill(mark, {"quote": quote, "name": name})]
        at = end
    return "".join([*pieces, found.text.raw[at:], "\n", words["legend"], "\n"])


def _spans(found: Found, language: str) -> Iterator[tuple[int, int, str]]:
    claims = found.claims
    claimed = {said.number for said in (claims.total, claims.execution, *claims.sections.values()) if said}
    projects = {one.said.number: name for name, one in found.projects.rows}
    reasons = load("narrative", language)["reasons"]
    for one in found.bound:
        figure, number = one.said.figure, one.said.number
        name = found.labels.get(one.fact or "", {}).get(language, one.fact or "") if one.taken else ""
        name = reasons["claim"] if number in claimed else projects.get(number, name)
        yield *_raw(found.text.paragraphs[one.said.paragraph], figure.opens, figure.end), name
    for statement in found.statements:
        fact = statement.entry.fact
        name = found.labels.get(fact, {}).get(language, fact)
        yield *_raw(found.text.paragraphs[statement.paragraph], statement.start, statement.end), name


def _raw(paragraph: Paragraph, start: int, end: int) -> tuple[int, int]:
    return paragraph.origin[start], paragraph.origin[end - 1] + 1
