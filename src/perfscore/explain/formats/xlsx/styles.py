"""The workbook that is written, its styles for the screen and for A4, its words of state · 样式."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from perfscore.explain.wording.words import Words

__all__ = ["STYLES", "Book", "States", "size_of"]

_BASE: Mapping[str, Any] = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "vcenter"}
_LINE = {"border": 1, "border_color": "#BFBFBF"}
_RIGHT = {"align": "right", "indent": 1, **_LINE}
_FILL = {"bg_color": "#FFF9E5", **_RIGHT}
STYLES: Mapping[str, Mapping[str, Any]] = {
    "plain": {"text_wrap": True},
    "title": {"bold": True, "font_size": 14, "text_wrap": True},
    "name": {"bold": True, "font_size": 12, "font_color": "#1F3864"},
    "section": {
        "bold": True, "font_size": 11, "font_color": "#1F3864", "bottom": 1, "bottom_color": "#8EA9DB",
    },
    "figure": _RIGHT,
    "key": {"font_color": "#595959", "text_wrap": True, **_LINE},
    "head": {"bold": True, "bg_color": "#D9E2F3", "text_wrap": True, **_LINE},
    "text": {"text_wrap": True, **_LINE},
    "number": {"num_format": "#,##0.######", **_RIGHT},
    "points": {"bold": True, **_RIGHT},
    "input": {"num_format": "#,##0.############", **_FILL},
    "word": {"text_wrap": True, **_FILL},
    "day": {"num_format": "yyyy-mm-dd", **_FILL},
    "whole": {"num_format": "0", "font_color": "#7F7F7F", "font_size": 9, **_RIGHT},
    "sum": {"bold": True, "bg_color": "#F2F2F2", **_RIGHT},
    "block": {"bold": True, "bg_color": "#F2F2F2", **_LINE},
    "small": {"text_wrap": True, "font_size": 9, "font_color": "#595959", **_LINE},
    "good": {"font_color": "#375623", "bg_color": "#EAF3E3"},
    "warn": {"font_color": "#7F6000", "bg_color": "#FFF4D6"},
    "bad": {"font_color": "#8B1A1A", "bg_color": "#FBE5E1"},
    "quiet": {"font_color": "#BFBFBF"},
}  # fmt: skip


@dataclass(slots=True)
class Book:
    """The workbook that is written, and its styles, each made once."""

    target: Any
    words: Words
    styles: dict[tuple[str, str | None, bool], Any] = field(default_factory=dict)

    def style(self, name: str, number: str | None = None, quoted: bool = False) -> Any:
        """Return a style, with another format of its numbers where one is given."""
        key = (name, number, quoted)
        if key not in self.styles:
            more = {"num_format": number} if number else {}
            self.styles[key] = self.target.add_format({**_BASE, **STYLES[name], **more})
            if quoted:  # a text that begins like a formula stays one when its cell is edited
                self.styles[key].set_quote_prefix(True)
        return self.styles[key]

    def tint(self, name: str) -> Any:
        """Return a style that only colours what has a style already."""
        key = (f"tint {name}", None, False)
        if key not in self.styles:
            self.styles[key] = self.target.add_format(dict(STYLES[name]))
        return self.styles[key]


@dataclass(frozen=True, slots=True)
class States:
    """The words of the states a fact or a score can be in · 状态用语."""

    known: str
    missing: str
    absent: str
    loose: str
    unreadable: str
    beyond: str

    @classmethod
    def of(cls, words: Words) -> "States":
        """Return them in a language."""
        names = ("known", "missing", "absent", "loose", "unreadable", "beyond")
        return cls(*(words(f"workbook_state.{name}") for name in names))


def size_of(name: str) -> int:
    """Return the size of the letters of a style."""
    size: int = STYLES[name].get("font_size", _BASE["font_size"])
    return size
