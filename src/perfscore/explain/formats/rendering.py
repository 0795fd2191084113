"""An audit written out: as text, Markdown, JSON or a page · 说明的输出."""

import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, get_args

from perfscore.auditing.verdicts import Audit
from perfscore.explain.content.document import Document
from perfscore.messages import LANGUAGES
from perfscore.messages.problems import ProblemsFound, expect
from perfscore.packs.catalog import Entry
from perfscore.packs.guards import exception_text
from perfscore.packs.renderer import Renderer

if TYPE_CHECKING:
    from perfscore.documents.document import Document as Read
    from perfscore.explain.content.view import Part

__all__ = ["TEXTS", "Format", "data_of", "joined", "render", "render_bytes", "written_out"]

Format = Literal["text", "markdown", "json", "html"]
TEXTS: tuple[str, ...] = get_args(Format)
"""The formats that are text; those that are none are renderers of packs."""


def render(
    *audits: Audit,
    language: str = "zh",
    format: Format = "text",
    criterion: str | None = None,
    beside: "Read | None" = None,
    part: "Part" = "whole",
) -> str:
    """Return the explanation of one report under one or more rulesets · 生成说明.

    `format` is ``text``, ``markdown``, ``json`` (one object, a list where there are several audits) or
    ``html`` (one page in both languages, this one first); `criterion` the id of the only criterion wanted;
    `part` what of a text or Markdown is wanted: all of it, its first screen (``brief``), or ``findings``,
    ``ask``, ``ways``; `beside` the document that the reports were read from, which a page shows with its
    figures marked.  Raises ValueError where there is no such language, format or criterion, TypeError for
    what is no Audit.
    """
    if not audits:
        raise TypeError("render() takes at least one Audit; audit(report, plan) gives one")
    for one in audits:
        expect(one, Audit, "each argument", "audit(report, plan) gives one")
    known = {line.award.step.criterion.id for one in audits for line in one.criteria}
    if criterion is not None and criterion not in known:
        raise ValueError(f"criterion '{criterion}': expected one of {', '.join(sorted(known))}")
    _expect_language(language)
    if format == "json":
        from perfscore.explain.formats.json import audit_text
        from perfscore.explain.formats.json_text import as_one

        return as_one([audit_text(audit, language, criterion) for audit in audits])
    if format == "html":
        from perfscore.explain.page.page import page

        return page(audits, language, beside, criterion)
    from perfscore.explain.content.view import explanation

    return joined([explanation(audit, language, criterion, part) for audit in audits], format)


def render_bytes(audit: Audit, entry: Entry[Renderer], language: str = "zh", **template: Any) -> bytes:
    """Return an audit as a file of a format that is no text.

    Raises ProblemsFound: a template that cannot be filled, a renderer of a pack that fails or gives no bytes.
    """
    _expect_language(language)
    renderer, provider = entry.value, entry.provider
    module, _, name = renderer.renders.partition(":")
    if not provider.prefix:
        own: bytes = getattr(import_module(module), name)(audit, language, **template)
        return own
    try:
        with redirect_stdout(sys.stderr):
            content = getattr(import_module(module), name)(audit, language, **template)
        if not isinstance(content, bytes):
            raise TypeError(type(content).__name__)
    except (KeyboardInterrupt, ProblemsFound):
        raise
    except BaseException as error:  # a pack may as well call sys.exit()
        values = {"renderer": renderer.renders, "found": exception_text(error)}
        raise ProblemsFound([provider.problem("pack-renderer-failed", renderer.id, **values)]) from None
    return content


def data_of(audit: Audit, language: str = "zh", criterion: str | None = None) -> dict[str, Any]:
    """Return what the JSON of an audit is printed from; raise ValueError where there is no such language."""
    from perfscore.explain.formats.json import audit_data

    _expect_language(language)
    return audit_data(audit, language, criterion)


def _expect_language(language: str) -> None:
    if language not in LANGUAGES:
        raise ValueError(f"language '{language}': expected one of {', '.join(LANGUAGES)}")


def written_out(
    title: str,
    content: Callable[[str], Document],
    data: Callable[[], dict[str, Any]],
    language: str = "zh",
    format: Format = "text",
) -> str:
    """Return a neutral document as text, Markdown or a page in both languages, or its data as JSON.

    Raises ValueError where there is no such language or format.
    """
    _expect_language(language)
    if format == "json":
        from perfscore.explain.formats.json_text import json_text

        return json_text(data())
    if format == "html":
        from perfscore.explain.page.page import page_of

        return page_of(title, content, language)
    return joined([content(language)], format)


def joined(documents: Sequence[Document], format: Literal["text", "markdown"]) -> str:
    """Return documents one after the other, as text or Markdown."""
    if format == "markdown":
        from perfscore.explain.formats.markdown import markdown

        return "\n---\n\n".join(map(markdown, documents))
    if format != "text":
        raise ValueError(f"format '{format}': expected text, markdown or json")
    from perfscore.explain.formats.text import COLUMNS, text

    return f"\n{'═' * COLUMNS}\n\n".join(map(text, documents))
