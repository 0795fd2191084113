"""HTML that is safe by its type: what is no markup is escaped when it is put in · 安全的标记.

Only what is markup is here; that nothing invisible stands in it is seen to once, over the whole page.
"""

import re
from collections.abc import Iterable
from html import escape
from typing import Self

from perfscore.explain.clean import clean

__all__ = ["Html", "cleaned", "escaped", "joined", "row", "scrolled", "tag"]

_SPECIAL = re.compile("[&<>\"']")
_CODE_POINT = re.compile(r"<(U\+[0-9A-F]{4,6})>")
_EMPTY = frozenset(("br", "input", "meta", "path", "rect"))


class Html(str):
    """Text that is markup already; only what makes elements makes it · 标记."""

    __slots__ = ()

    @classmethod
    def of(cls, text: str) -> Self:
        """Return any text as markup that shows it."""
        return text if isinstance(text, cls) else cls(escaped(text))


def joined(pieces: Iterable[str]) -> Html:
    """Return pieces one after the other, each escaped unless it is markup."""
    return Html("".join([piece if type(piece) is Html else escaped(piece) for piece in pieces]))


def tag(name: str, /, *inside: str, **attributes: str | int | bool | None) -> Html:
    """Return an element; `class_` and ``data_x`` name the attributes ``class`` and ``data-x``.

    An attribute that is None or False is left out, one that is True has no value.
    """
    shown = "".join([_attribute(key, value) for key, value in attributes.items()]) if attributes else ""
    if name in _EMPTY and not inside:
        return Html(f"<{name}{shown}/>")
    return Html(f"<{name}{shown}>{joined(inside)}</{name}>")


def row(cells: Iterable[str], right: frozenset[int], name: str = "td", attributes: str = "") -> Html:
    """Return a row of a table, the cells of numbers marked; cells are markup, a page is mostly these."""
    plain = f"<{name}{attributes}>"
    if not right:
        return Html(f"<tr>{plain}{f'</{name}>{plain}'.join(cells)}</{name}></tr>")
    marked = f'<{name}{attributes} class="number">'
    shown = [f"{marked if at in right else plain}{cell}</{name}>" for at, cell in enumerate(cells)]
    return Html(f"<tr>{''.join(shown)}</tr>")


def scrolled(table: Html) -> Html:
    """Return a table that scrolls by itself where it is too wide, also by the keyboard."""
    return Html(f'<div class="table" tabindex="0" role="group">{table}</div>')


def cleaned(html: Html) -> Html:
    """Return markup in which nothing invisible is left; its own characters are all to be seen.

    What stands for a character nobody can see has the shape of an element, and no element has its name.
    """
    return Html(_CODE_POINT.sub(r"&lt;\1&gt;", clean(html)))


def escaped(text: str) -> str:
    """Return the markup that shows a text, for whoever puts elements together himself."""
    return escape(text) if _SPECIAL.search(text) else text


def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    named = key.rstrip("_").replace("_", "-") if "_" in key else key
    if value is True:
        return f" {named}"
    return f' {named}="{escaped(value) if isinstance(value, str) else value}"'
