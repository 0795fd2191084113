"""What of a page nobody sees: elements without text, and what its styles hide · 网页隐藏内容."""

import re
from collections.abc import Iterator
from typing import Any

__all__ = ["Hiding", "hiding_of"]

_NEVER = frozenset((
    "applet", "area", "audio", "base", "button", "canvas", "colgroup", "col", "datalist", "embed", "frame",
    "frameset", "head", "iframe", "img", "link", "map", "math", "meta", "noframes", "noscript", "object",
    "option", "rp", "rt", "script", "select", "style", "svg", "template", "title", "video", "xml",
))  # fmt: skip
_HIDES = re.compile(r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|mso-hide:all)(?:;|!|$)")
_STRIKES = re.compile(r"(?:^|;)text-decoration(?:-line)?:[^;]*line-through")
_BLANK = re.compile(r"\s+")
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{};]{1,400})\{([^{}]{0,4000})\}")
_SIMPLE = re.compile(r"[a-zA-Z][a-zA-Z0-9]*|(?:[a-zA-Z][a-zA-Z0-9]*)?[.#][\w-]+")
_MOST_STYLE = 500_000


class Hiding:
    """Knows what the styles of one page hide · 隐藏规则.

    Only what a style says of a class, an id or a kind of element alone is known; what scripts do is not.
    """

    def __init__(self, hidden: frozenset[str], struck: frozenset[str]) -> None:
        self._hidden, self._struck = hidden, struck

    def never_seen(self, element: Any) -> bool:
        """Say whether an element is of a kind that shows no text of the page."""
        return element.tag in _NEVER

    def hides(self, element: Any) -> bool:
        """Say whether nobody sees an element."""
        if element.tag in _NEVER or element.get("hidden") is not None:
            return True
        style = element.get("style")
        if style is not None and _HIDES.search(_plain(style)):
            return True
        return bool(self._hidden) and not self._hidden.isdisjoint(_names(element))

    def strikes(self, element: Any) -> bool:
        """Say whether the text of an element is struck through."""
        style = element.get("style")
        if style is not None and _STRIKES.search(_plain(style)):
            return True
        return bool(self._struck) and not self._struck.isdisjoint(_names(element))

    def is_note_mark(self, element: Any) -> bool:
        """Say whether an element is the mark of a footnote, as word processors save it."""
        return element.tag == "a" and element.get("href", "").rpartition("#")[2][:4] in ("_ftn", "_edn")


def hiding_of(page: Any) -> Hiding:
    """Return what the styles of a page hide."""
    text = "\n".join(style.text or "" for style in page.iter("style"))[:_MOST_STYLE]
    rules = list(_rules(text))
    return Hiding(_selected(rules, _HIDES), _selected(rules, _STRIKES))


def _selected(rules: list[tuple[str, str]], wanted: re.Pattern[str]) -> frozenset[str]:
    return frozenset(
        name
        for selectors, body in rules
        if wanted.search(body)
        for selector in selectors.split(",")
        if _SIMPLE.fullmatch(name := selector.strip())
    )


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of the rules that hold for a screen."""
    bare = _without_blocks(_COMMENT.sub(" ", text))
    for found in _RULE.finditer(bare):
        yield found[1], _plain(found[2])


def _without_blocks(text: str) -> str:
    """Return a style without its conditions and what stands under them: it may hold for paper only."""
    kept, at = [], 0
    while (begin := text.find("@", at)) >= 0:
        opened, ended = text.find("{", begin), text.find(";", begin)
        if opened < 0 or 0 <= ended < opened:
            kept.append(text[at:begin])
            at = len(text) if ended < 0 else ended + 1
            continue
        kept.append(text[at:begin])
        at = _closing(text, opened)
    return "".join([*kept, text[at:]])


def _closing(text: str, opened: int) -> int:
    depth = 0
    for found in re.finditer(r"[{}]", text[opened:]):
        depth += 1 if found[0] == "{" else -1
        if not depth:
            return opened + found.end()
    return len(text)


def _plain(style: str) -> str:
    return _BLANK.sub("", style).casefold()


def _names(element: Any) -> Iterator[str]:
    tag = element.tag
    yield tag
    for name in (element.get("class") or "").split():
        yield f".{name}"
        yield f"{tag}.{name}"
    if name := element.get("id"):
        yield f"#{name}"
        yield f"{tag}#{name}"
