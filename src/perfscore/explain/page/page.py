"""The page: one file that explains itself in a browser, without a network · 网页."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.resources import files

from perfscore.auditing.verdicts import Audit
from perfscore.documents.document import Document
from perfscore.explain.content.document import Block, Section
from perfscore.explain.content.opening import places_of_card
from perfscore.explain.content.view import explanation
from perfscore.explain.page.beside import Beside
from perfscore.explain.page.blocks import Laid
from perfscore.explain.page.drawings import range_drawn, span_drawn, waterfall, ways_drawn
from perfscore.explain.page.markup import Html, tag
from perfscore.explain.page.spots import NOWHERE, Spots, spots_in
from perfscore.explain.page.what_if import WhatIf, what_if, what_if_data, what_if_form
from perfscore.explain.wording.words import Words, points_text, words_of
from perfscore.messages import LANGUAGES

__all__ = ["page", "whole"]


def page(
    audits: Sequence[Audit], language: str, document: Document | None = None, criterion: str | None = None
) -> str:
    """Return audits as one page in all languages, `language` shown first.

    `document` is what the reports were read from: it stands beside them, its figures marked.
    """
    spots = spots_in(document, [audit.report for audit in audits]) if document else NOWHERE
    said = [
        tag("div", *_audits(audits, words_of(one), spots, criterion), lang=_tag_of(one), class_="said")
        for one in LANGUAGES
    ]
    numbers = (
        what_if_data(tried, f"what-if-{number}")
        for number, audit in enumerate(audits, 1)
        if criterion is None and (tried := what_if(audit)) is not None
    )
    inside = [tag("main", *said, *numbers, id="main", tabindex=-1)]
    if document is not None:
        names = [
            tag("h2", words_of(one)("page.document"), lang=_tag_of(one), class_="said") for one in LANGUAGES
        ]
        inside.append(tag("aside", *names, Beside(document, spots).html(), id="document", tabindex=-1))
    report = audits[0].report
    body = tag("div", *inside, class_="columns beside" if document else "columns")
    return whole(f"{report.subject} {report.fiscal_year}", body, language)


def whole(title: str, body: Html, language: str) -> str:
    """Return a whole page around its content: what it needs stands in it, and nothing else may be loaded."""
    style, script = (_own(name) for name in ("page.css", "page.js"))
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", style),
    )
    shown = tag("body", _bar(), body, tag("script", script))
    return f"<!doctype html>\n{tag('html', head, shown, lang=_tag_of(language), data_lang=language)}\n"


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


def _audits(audits: Sequence[Audit], words: Words, spots: Spots, criterion: str | None) -> Iterator[Html]:
    for number, audit in enumerate(audits, 1):
        yield _audit(number, audit, words, spots, criterion)


def _audit(number: int, audit: Audit, words: Words, spots: Spots, criterion: str | None) -> Html:
    content = explanation(audit, words.language, criterion)
    laid = Laid(f"{words.language}-{number}-", spots.of, *_drawn(audit, words))
    verdict = audit.verdict or "no_claim"
    opening = tag(
        "header",
        tag("h1", content.headline),
        _figures(audit, words),
        range_drawn(audit, words) if criterion is None else "",
        class_=f"verdict {verdict}",
    )
    tried = None if criterion is not None else what_if(audit)
    return tag("article", opening, *_with_tried(content.blocks, laid, tried, number, words))


def _with_tried(
    blocks: Sequence[Block], laid: Laid, tried: WhatIf | None, number: int, words: Words
) -> Iterator[Html]:
    """Yield the blocks, and behind what to ask for a place to try it out."""
    for block in blocks:
        yield from laid.blocks([block])
        if tried is not None and isinstance(block, Section) and block.name == "ask":
            yield what_if_form(tried, laid.prefix, f"what-if-{number}", words)


def _figures(audit: Audit, words: Words) -> Html:
    """Return the two numbers that everything is about, large."""
    computed = points_text(audit.card.range, places_of_card(audit), words)
    pairs = [("summary.computed", computed)]
    if audit.claim is not None:
        pairs.insert(0, ("summary.claimed", audit.claim.quantity.raw))
    boxes = (tag("div", tag("dt", words(key)), tag("dd", value)) for key, value in pairs)
    return tag("dl", *boxes, class_="figures")


def _drawn(audit: Audit, words: Words) -> tuple[dict[str, Html], dict[str, Html]]:
    """Return the drawings of sections, and the small ones of criteria, by the names of their sections."""
    drawn = {"ledger": waterfall(audit, words)} if audit.ledger is not None else {}
    if audit.solution is not None and audit.solution.decompositions:
        drawn["ways"] = ways_drawn(audit.solution.decompositions, words)
    spans = {}
    for line in audit.criteria:
        criterion = line.award.step.criterion
        spans[f"criterion.{criterion.id}"] = span_drawn(
            line.award.range, line.claimed, criterion.points, line.verdict
        )
    return drawn, spans


def _own(name: str) -> Html:
    return Html(files(__package__).joinpath(name).read_text("utf-8"))


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _tag_of(language: str) -> str:
    return "zh-CN" if language == "zh" else language
