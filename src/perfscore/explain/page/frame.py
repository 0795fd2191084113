"""The frame of every page: its policy, its style and program, its buttons, both languages · 网页框架."""

from base64 import b64encode
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha256
from importlib.resources import files

from perfscore.explain.page.markup import Html, cleaned, joined, tag
from perfscore.explain.wording.words import words_of
from perfscore.messages import LANGUAGES

__all__ = ["article", "in_languages", "whole"]


def whole(title: str, body: Html, language: str, program: Html | None = None) -> str:
    """Return a whole page around its content: what it needs stands in it, and nothing else may be loaded.

    With a `program` of its own the page may ask the service that gave it, and nobody else.
    """
    known, bar, script = _frame(program)
    head = tag("head", known, cleaned(tag("title", title)))
    shown = tag("html", head, tag("body", bar, body, script), lang=_tag_of(language), data_lang=language)
    return f"<!doctype html>\n{shown}\n"


@cache
def _frame(program: Html | None) -> tuple[Html, Html, Html]:
    """Return what every page has: the head without its title, the buttons, the program."""
    style, own = (
        Html(files(__package__).joinpath(name).read_text("utf-8")) for name in ("page.css", "page.js")
    )
    script = program or own
    asks = "connect-src 'self'; " if program else ""
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; {asks}"
        "base-uri 'none'; form-action 'none'"
    )
    head = (
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("style", style),
    )
    return joined(head), Html() if program else _bar(), tag("script", script)


def _bar() -> Html:
    """Return the buttons; what a program must do for them is left out where none runs."""
    buttons = (
        tag("button", *_worded(f"page.{key}"), type="button", data_does=key)
        for key in ("language", "shade", "unfold", "print")
    )
    skip = tag("a", *_worded("page.skip"), href="#main", class_="skip")
    return tag("header", skip, tag("nav", *buttons, hidden=True), class_="bar")


def _worded(key: str) -> list[Html]:
    return in_languages(lambda language: words_of(language)(key), "span")


def article(headline: str, inside: Iterable[Html]) -> Html:
    """Return what is said below a headline, cleaned of what nobody would see."""
    return cleaned(tag("article", tag("header", tag("h1", headline), class_="verdict"), *inside))


def in_languages(said: Callable[[str], str], name: str = "div") -> list[Html]:
    """Return what is said in each language, as elements of which one is shown at a time."""
    return [tag(name, said(language), lang=_tag_of(language), class_="said") for language in LANGUAGES]


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _tag_of(language: str) -> str:
    return "zh-CN" if language == "zh" else language
