"""The page: one file that explains itself in a browser, without a network · 网页."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from perfscore.auditing.verdicts import Audit
from perfscore.documents.document import Document as Read
from perfscore.explain.content.document import Document, Section
from perfscore.explain.content.opening import places_of_card
from perfscore.explain.content.view import explanation
from perfscore.explain.page.beside import Beside
from perfscore.explain.page.blocks import Laid
from perfscore.explain.page.drawings import range_drawn, span_drawn, waterfall, ways_drawn
from perfscore.explain.page.frame import article, in_languages, whole
from perfscore.explain.page.markup import Html, cleaned, joined, tag
from perfscore.explain.page.spots import NOWHERE, Spots, spots_in
from perfscore.explain.page.what_if import WhatIf, what_if, what_if_data, what_if_form
from perfscore.explain.wording.words import Words, points_text, words_of

__all__ = ["page", "page_of"]


class _Shown(NamedTuple):
    """One audit of the page, and what is drawn of it in any language."""

    number: int
    audit: Audit
    spots: Spots
    spans: Mapping[str, Html]
    tried: WhatIf | None


def page(
    audits: Sequence[Audit], language: str, document: Read | None = None, criterion: str | None = None
) -> str:
    """Return audits as one page in all languages, `language` shown first.

    `document` is what the reports were read from: it stands beside them, its figures marked.
    """
    spots = spots_in(document, [audit.report for audit in audits]) if document else NOWHERE
    shown = [
        _Shown(
            number,
            audit,
            spots,
            _spans(audit),
            None if criterion or not audit.criteria else what_if(audit),
        )
        for number, audit in enumerate(audits, 1)
    ]
    inside = in_languages(
        lambda language: joined(_article(one, words_of(language), criterion) for one in shown)
    )
    inside += (what_if_data(one.tried, _data(one)) for one in shown if one.tried is not None)
    columns = [tag("main", *inside, id="main", tabindex=-1)]
    if document is not None:
        names = in_languages(lambda language: tag("h2", words_of(language)("page.document")))
        columns.append(tag("aside", *names, Beside(document, spots).html(), id="document", tabindex=-1))
    report = audits[0].report
    body = tag("div", *columns, class_="columns beside" if document else "columns")
    return whole(f"{report.subject} {report.fiscal_year}", body, language)


def page_of(
    title: str,
    content: Callable[[str], Document],
    language: str,
    drawn: Callable[[str], Mapping[str, Html]] = lambda language: {},
) -> str:
    """Return a neutral document as one page in all languages, `language` shown first.

    `drawn` gives, for a language, what is drawn at the beginning of sections, by their names.
    """
    said = in_languages(lambda one: _laid(content(one), Laid(f"{one}-", lambda stated: None, drawn(one))))
    body = tag("div", tag("main", *said, id="main", tabindex=-1), class_="columns")
    return whole(title, body, language)


def _laid(content: Document, laid: Laid) -> Html:
    return article(content.headline, laid.blocks(content.blocks))


def _article(one: _Shown, words: Words, criterion: str | None) -> Html:
    """Return one audit in one language, cleaned of what nobody would see."""
    audit = one.audit
    content = explanation(audit, words.language, criterion)
    laid = Laid(f"{words.language}-{one.number}-", one.spots.of, _drawn(audit, words), one.spans)
    opening = tag(
        "header",
        tag("h1", content.headline),
        _figures(audit, words),
        range_drawn(audit, words) if _is_tried(audit, criterion) else "",
        class_=f"verdict {audit.verdict or 'no_claim'}",
    )
    blocks: list[Html] = []
    for block in content.blocks:
        blocks += laid.blocks([block])
        if one.tried is not None and isinstance(block, Section) and block.name == "ask":
            blocks.append(what_if_form(one.tried, laid.prefix, _data(one), words))
    return cleaned(tag("article", opening, *blocks))


def _is_tried(audit: Audit, criterion: str | None) -> bool:
    """Say whether the total is drawn and tried: of one criterion it is not, nor where no rule is applied."""
    return criterion is None and not audit.card.plan.without_rules


def _data(one: _Shown) -> str:
    """Return the anchor of the numbers that are tried, which the languages share."""
    return f"what-if-{one.number}"


def _figures(audit: Audit, words: Words) -> Html:
    """Return the two numbers that everything is about, large."""
    computed = points_text(audit.card.range, places_of_card(audit), words)
    pairs = [] if audit.card.plan.without_rules else [("summary.computed", computed)]
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
