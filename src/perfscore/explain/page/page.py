"""The page: one file that explains itself in a browser, without a network · 网页."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple

from perfscore.auditing.verdicts import Audit
from perfscore.documents.document import Document
from perfscore.explain.content.document import Section
from perfscore.explain.content.opening import places_of_card
from perfscore.explain.content.view import explanation
from perfscore.explain.page.beside import Beside
from perfscore.explain.page.blocks import Laid
from perfscore.explain.page.drawings import range_drawn, span_drawn, waterfall, ways_drawn
from perfscore.explain.page.markup import Html, cleaned, joined, tag
from perfscore.explain.page.spots import NOWHERE, Spots, spots_in
from perfscore.explain.page.what_if import WhatIf, what_if, what_if_data, what_if_form
from perfscore.explain.wording.words import Words, points_text, words_of
from perfscore.messages import LANGUAGES

__all__ = ["page", "whole"]


class _Shown(NamedTuple):
    """One audit of the page, and what is drawn of it in any language."""

    number: int
    audit: Audit
    spots: Spots
    spans: Mapping[str, Html]
    tried: WhatIf | None


def page(
    audits: Sequence[Audit], language: str, document: Document | None = None, criterion: str | None = None
) -> str:
    """Return audits as one page in all languages, `language` shown first.

    `document` is what the reports were read from: it stands beside them, its figures marked.
    """
    spots = spots_in(document, [audit.report for audit in audits]) if document else NOWHERE
    shown = [
        _Shown(number, audit, spots, _spans(audit), None if criterion else what_if(audit))
        for number, audit in enumerate(audits, 1)
    ]
    inside = [
        tag(
            "div",
            *(_article(one, words, criterion) for one in shown),
            lang=_tag_of(words.language),
            class_="said",
        )
        for words in map(words_of, LANGUAGES)
    ]
    inside += (what_if_data(one.tried, _data(one)) for one in shown if one.tried is not None)
    columns = [tag("main", *inside, id="main", tabindex=-1)]
    if document is not None:
        columns.append(tag("aside", _heading(), Beside(document, spots).html(), id="document", tabindex=-1))
    report = audits[0].report
    body = tag("div", *columns, class_="columns beside" if document else "columns")
    return whole(f"{report.subject} {report.fiscal_year}", body, language)


def _heading() -> Html:
    return joined(
        tag("h2", words_of(language)("page.document"), lang=_tag_of(language), class_="said")
        for language in LANGUAGES
    )


def whole(title: str, body: Html, language: str) -> str:
    """Return a whole page around its content: what it needs stands in it, and nothing else may be loaded."""
    known, bar, script = _frame()
    head = tag("head", known, cleaned(tag("title", title)))
    shown = tag("html", head, tag("body", bar, body, script), lang=_tag_of(language), data_lang=language)
    return f"<!doctype html>\n{shown}\n"


@cache
def _frame() -> tuple[Html, Html, Html]:
    """Return what every page has: the head without its title, the buttons, the program."""
    style, script = (
        Html(files(__package__).joinpath(name).read_text("utf-8")) for name in ("page.css", "page.js")
    )
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    head = (
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("style", style),
    )
    return joined(head), _bar(), tag("script", script)


def _bar() -> Html:
    """Return the buttons; what a program must do for them is left out where none runs."""
    keys = ("skip", "language", "shade", "unfold", "print")
    texts = {key: [(one, words_of(one)(f"page.{key}")) for one in LANGUAGES] for key in keys}
    buttons = [
        tag("button", *_in_each(texts[key]), type="button", data_does=key) for key in keys if key != "skip"
    ]
    skip = tag("a", *_in_each(texts["skip"]), href="#main", class_="skip")
    return tag("header", skip, tag("nav", *buttons, hidden=True), class_="bar")


def _in_each(texts: Sequence[tuple[str, str]]) -> list[Html]:
    return [tag("span", text, lang=_tag_of(language), class_="said") for language, text in texts]


def _article(one: _Shown, words: Words, criterion: str | None) -> Html:
    """Return one audit in one language, cleaned of what nobody would see."""
    audit = one.audit
    content = explanation(audit, words.language, criterion)
    laid = Laid(f"{words.language}-{one.number}-", one.spots.of, _drawn(audit, words), one.spans)
    opening = tag(
        "header",
        tag("h1", content.headline),
        _figures(audit, words),
        range_drawn(audit, words) if criterion is None else "",
        class_=f"verdict {audit.verdict or 'no_claim'}",
    )
    blocks: list[Html] = []
    for block in content.blocks:
        blocks += laid.blocks([block])
        if one.tried is not None and isinstance(block, Section) and block.name == "ask":
            blocks.append(what_if_form(one.tried, laid.prefix, _data(one), words))
    return cleaned(tag("article", opening, *blocks))


def _data(one: _Shown) -> str:
    """Return the anchor of the numbers that are tried, which the languages share."""
    return f"what-if-{one.number}"


def _figures(audit: Audit, words: Words) -> Html:
    """Return the two numbers that everything is about, large."""
    computed = points_text(audit.card.range, places_of_card(audit), words)
    pairs = [("summary.computed", computed)]
    if audit.claim is not None:
        pairs.insert(0, ("summary.claimed", audit.claim.quantity.raw))
    boxes = (tag("div", tag("dt", words(key)), tag("dd", value)) for key, value in pairs)
    return tag("dl", *boxes, class_="figures")


def _drawn(audit: Audit, words: Words) -> dict[str, Html]:
    """Return the drawings of sections by their names."""
    drawn = {"ledger": waterfall(audit, words)} if audit.ledger is not None else {}
    if audit.solution is not None and audit.solution.decompositions:
        drawn["ways"] = ways_drawn(audit.solution.decompositions, words)
    return drawn


def _spans(audit: Audit) -> dict[str, Html]:
    """Return the small drawings of criteria by the names of their sections."""
    return {f"criterion.{line.award.step.criterion.id}": span_drawn(line) for line in audit.criteria}


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _tag_of(language: str) -> str:
    return "zh-CN" if language == "zh" else language
