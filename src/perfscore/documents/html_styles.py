"""What the styles of a page hide, strike through or set in a font of signs · 网页样式.

Only what a style says of a class, an id or a kind of element alone is known, and of an element itself;
what scripts do is not.
"""

import re
from collections.abc import Iterator
from typing import Any

__all__ = ["Styles", "styles_of"]

_HIDES = re.compile(r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|mso-hide:all)(?:;|!|$)")
_STRIKES = re.compile(r"(?:^|;)text-decoration(?:-line)?:[^;]*line-through")
_SYMBOL = re.compile(r"(?:^|;)font-family:[\"']?symbol[\"']?(?:[,;!]|$)")
_BLANK = re.compile(r"\s+")
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_SIMPLE = re.compile(r"[a-zA-Z][a-zA-Z0-9]*|(?:[a-zA-Z][a-zA-Z0-9]*)?[.#][\w-]+")
_MOST_STYLE = 500_000
_MAY_HIDE = (b"hidden", b"display", b"visibility", b"mso-hide")
_MAY_STRIKE, _MAY_SIGN = b"line-through", b"symbol"


class Styles:
    """Knows which elements of one page are hidden, struck through, or in a font of signs · 隐藏与删除线."""

    def __init__(self, source: str, rules: "list[tuple[str, str]]") -> None:
        self._hidden, self._struck = _selected(rules, _HIDES), _selected(rules, _STRIKES)
        self._signs = _selected(rules, _SYMBOL)
        # Most pages say neither: then no element is asked for its style.
        said = source.encode("utf-8", "replace").lower()  # of bytes only the Latin letters, which is quick
        self._may_hide = any(word in said for word in _MAY_HIDE)
        self._may_strike, self._may_sign = _MAY_STRIKE in said, _MAY_SIGN in said

    def hidden(self, root: Any) -> list[Any]:
        """Return the elements that nobody sees."""
        own = [*root.xpath("//*[@hidden]"), *_styled(root, _HIDES)] if self._may_hide else ()
        return [*own, *_named(root, self._hidden)]

    def struck(self, root: Any) -> list[Any]:
        """Return the elements whose text is struck through."""
        own = _styled(root, _STRIKES) if self._may_strike else ()
        return [*own, *_named(root, self._struck)]

    def signs(self, root: Any) -> list[Any]:
        """Return the elements whose font shows other signs than their text has."""
        if not self._may_sign:
            return []
        faces = (one for one in root.iter("font") if (one.get("face") or "").casefold() == "symbol")
        return [*faces, *_styled(root, _SYMBOL), *_named(root, self._signs)]


def styles_of(root: Any, source: str) -> Styles:
    """Return what the styles of a page say; `source` is its text as written."""
    text = "\n".join(style.text or "" for style in root.iter("style"))[:_MOST_STYLE]
    return Styles(source, list(_rules(text)))


def _styled(root: Any, wanted: re.Pattern[str]) -> Iterator[Any]:
    """Yield the elements with such a style of their own; a page says one style many times."""
    known: dict[str, bool] = {}
    for element in root.xpath("//*[@style]"):
        style = element.get("style")
        if style not in known:
            known[style] = wanted.search(_plain(style)) is not None
        if known[style]:
            yield element


def _named(root: Any, names: frozenset[str]) -> Iterator[Any]:
    """Yield the elements that a style means by their kind, a class or an id."""
    kinds = [name for name in names if name.isalnum()]
    if kinds:
        yield from root.iter(*kinds)
    known: dict[tuple[str, str | None, str | None], bool] = {}
    for element in root.xpath("//*[@class or @id]") if len(names) > len(kinds) else ():
        key = (element.tag, element.get("class"), element.get("id"))
        if key not in known:
            known[key] = not names.isdisjoint(_names(*key))
        if known[key]:
            yield element


def _names(tag: str, classes: str | None, name: str | None) -> Iterator[str]:
    for one in (classes or "").split():
        yield f".{one}"
        yield f"{tag}.{one}"
    if name:
        yield f"#{name}"
        yield f"{tag}#{name}"


def _selected(rules: list[tuple[str, str]], wanted: re.Pattern[str]) -> frozenset[str]:
    return frozenset(
        name
        for selectors, body in rules
        if wanted.search(body)
        for selector in selectors.split(",")
        if _SIMPLE.fullmatch(name := selector.strip()) and name not in ("html", "body")
    )


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of the rules that hold for a screen."""
    for rule in _without_conditions(_COMMENT.sub(" ", text)).split("}"):
        selectors, _, body = rule.rpartition("{")
        if body:
            yield selectors.rpartition(";")[2], _plain(body)


def _without_conditions(text: str) -> str:
    """Return a style without its conditions and what stands under them: it may hold for paper only."""
    kept, at = [], 0
    while (begin := text.find("@", at)) >= 0:
        kept.append(text[at:begin])
        opened, ended = text.find("{", begin), text.find(";", begin)
        if opened < 0 or 0 <= ended < opened:
            at = len(text) if ended < 0 else ended + 1
        else:
            at = _closing(text, opened)
    return "".join([*kept, text[at:]])


def _closing(text: str, opened: int) -> int:
    depth = 0
    for found in re.compile(r"[{}]").finditer(text, opened):
        depth += 1 if found[0] == "{" else -1
        if not depth:
            return found.end()
    return len(text)


def _plain(style: str) -> str:
    return _BLANK.sub("", style).casefold()
