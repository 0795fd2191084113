"""HTML that is safe by its type: what is no markup is escaped when it is put in · 安全的标记."""

from collections.abc import Iterable
from html import escape
from typing import Self

from perfscore.explain.clean import clean

__all__ = ["Html", "joined", "tag"]

_EMPTY = frozenset(("input", "meta", "path", "rect"))


class Html(str):
    """Text that is markup already; only `tag` and this module's readers of its own files make it · 标记."""

    __slots__ = ()

    @classmethod
    def of(cls, text: str) -> Self:
        """Return any text as markup that shows it: cleaned, and escaped."""
        return text if isinstance(text, cls) else cls(escape(clean(text)))


def joined(pieces: Iterable[str]) -> Html:
    """Return pieces one after the other, each escaped unless it is markup."""
    return Html("".join([piece if type(piece) is Html else Html.of(piece) for piece in pieces]))


def tag(name: str, /, *inside: str, **attributes: str | int | bool | None) -> Html:
    """Return an element; `class_` and ``data_x`` name the attributes ``class`` and ``data-x``.

    An attribute that is None or False is left out, one that is True has no value.
    """
    shown = "".join([_attribute(key, value) for key, value in attributes.items()]) if attributes else ""
    if name in _EMPTY and not inside:
        return Html(f"<{name}{shown}/>")
    return Html(f"<{name}{shown}>{joined(inside)}</{name}>")


def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    named = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {named}"
    return f' {named}="{value if isinstance(value, int) else escape(clean(value))}"'
