"""Word files read back by another program than wrote them: python-docx alone."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn

from perfscore import Audit, audit, make_report
from tests import cards
from tests.cards import catalog


def paragraphs(content: bytes) -> list[str]:
    """Return every paragraph of a file, those in tables and on the edge of the page too."""
    return [text for root in _roots(content) for text in _texts(root)]


def text(content: bytes) -> str:
    return "\n".join(paragraphs(content))


def tables(content: bytes) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in docx.Document(BytesIO(content)).tables
    ]


def table_under(content: bytes, first: str) -> list[list[str]]:
    """Return the table whose first cell is this."""
    return next(table for table in tables(content) if table[0][0] == first)


def hostile_audit(word: str) -> Audit:
    """Return an audit in which a text stands wherever a report can have one."""
    both = {"zh": word, "en": word}
    fact = {"value": "9", "unit": "万元", "at": f"d {word}", "quote": word}
    told = {"value": "10", "unit": "万元", "state": "assumed", "note": both}
    report = make_report(
        {
            "report": {"subject": word, "fiscal_year": 2024, "title": word},
            "documents": {"d": {"title": word, "issuer": word, "url": word}},
            "claims": {"total": {"value": "9.5", "at": f"d {word}", "quote": word}},
            "facts": {
                "spent": fact,
                "budget": told,
                "other": {"value": "1", "label": {"zh": word, "en": word}},
            },
            "checks": [{"id": "c", "label": both, "assert": "spent == budget"}],
        }
    )
    return audit(report, cards.card(cards.execution(10)), catalog())


def _roots(content: bytes) -> Iterator[Any]:
    document = docx.Document(BytesIO(content))
    yield document.element.body
    for section in document.sections:
        yield from (section.header._element, section.footer._element)


def _texts(root: Any) -> Iterator[str]:
    for paragraph in root.iter(qn("w:p")):
        yield "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
