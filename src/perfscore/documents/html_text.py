"""What a person sees of the elements of a page: paragraphs, and tables between them · 网页文字.

One walk in the order of the page.  A table ends the paragraph before it and is handed on as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from perfscore.documents.html_hiding import Hiding

__all__ = ["Dropped", "Paragraph", "Rows", "flow"]

HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset((
    *HEADINGS, "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html",
    "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "ul",
))  # fmt: skip
_ROWS = frozenset(("thead", "tbody", "tfoot", "tr", "td", "th"))
_STRUCK = frozenset(("del", "s", "strike"))
_SPACES = re.compile(r"[ \t\f\r\xa0]+")
_AROUND_BREAK = re.compile(r" ?\n ?")
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\xad"))
_SOFT, _HARD = "\r", "\n"
_MARK = re.compile(r"[\[(（【〔]?(?:[0-9]{1,2}|[①-⑳]|[*＊※†]|注[0-9]?)[\])）】〕]?")
_RAISED = {"2": "²", "3": "³"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One run of text · 一段; `level` is that of a heading, 0 else."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Rows:
    """A table, or rows that stand outside any, as their elements · 表格行."""

    roots: tuple[Any, ...]
    table: bool


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text that is in the page and not to be seen, with the code of what is said of it · 未读文字."""

    code: str
    text: str


Item = Paragraph | Rows | Dropped


def flow(root: Any, hiding: Hiding) -> list[Item]:
    """Return what stands in an element, in reading order."""
    walk = _Walk(hiding)
    walk.through(root)
    return walk.items


class _Walk:
    def __init__(self, hiding: Hiding) -> None:
        self.hiding = hiding
        self.items: list[Item] = []
        self.pieces: list[str] = []
        self.level = 0
        self.numbers: list[int | None] = []
        self.kept = 0
        self.prefix = ""

    def through(self, root: Any) -> None:
        self._put(root.text)
        pending: list[tuple[Any, Iterator[Any]]] = [(root, iter(root))]
        while pending:
            element, children = pending[-1]
            child = next(children, None)
            if child is None:
                pending.pop()
                if pending:
                    self._leave(element)
                    self._put(element.tail)
            elif self._enter(child):
                self._put(child.text)
                pending.append((child, iter(child)))
            else:
                self._put(child.tail)
        self._flush()

    def _enter(self, element: Any) -> bool:
        """Begin an element; say whether what is in it is to be walked."""
        tag = element.tag
        if not isinstance(tag, str):
            return False
        if tag in _ROWS or tag == "table":
            self._rows(element, tag == "table")
        elif self.hiding.hides(element):
            self._drop("form-hidden-text", element)
        elif tag in _STRUCK or self.hiding.strikes(element):
            self._drop("form-struck", element)
        elif tag == "sup" or self.hiding.is_note_mark(element):
            self._raised(element)
        elif tag == "br":
            self.pieces.append(_HARD)
        elif tag == "input":
            self._put(_input(element))
        else:
            if tag in _BLOCKS:
                self._block(element, tag)
            return True
        return False

    def _block(self, element: Any, tag: str) -> None:
        self._flush()
        self.level = HEADINGS.get(tag, self.level)
        self.kept += tag == "pre"
        if tag in ("ol", "ul", "menu", "dir"):
            start = element.get("start", "1")
            known = start.isascii() and start.isdigit() and len(start) < 6
            self.numbers.append((int(start) if known else 1) if tag == "ol" else None)
        elif tag == "li" and self.numbers and self.numbers[-1] is not None:
            self.prefix = f"{self.numbers[-1]}. "
            self.numbers[-1] += 1

    def _leave(self, element: Any) -> None:
        tag = element.tag
        if tag not in _BLOCKS:
            return
        self._flush()
        self.kept -= tag == "pre"
        if tag in HEADINGS:
            self.level = 0
        elif tag in ("ol", "ul", "menu", "dir"):
            self.numbers.pop()

    def _rows(self, element: Any, table: bool) -> None:
        self._flush()
        last = self.items[-1] if self.items else None
        if not table and isinstance(last, Rows) and not last.table:
            self.items[-1] = Rows((*last.roots, element), table=False)
        else:
            self.items.append(Rows((element,), table))

    def _drop(self, code: str, element: Any) -> None:
        if not self.hiding.never_seen(element):
            text = seen("".join(element.itertext()))
            if text:
                self.items.append(Dropped(code, text))

    def _raised(self, element: Any) -> None:
        """Keep a power; leave out the mark of a footnote: behind a figure it would make another of it."""
        text = seen("".join(element.itertext()))
        before = "".join(self.pieces[-1:])[-1:]
        if text in _RAISED and before.isalpha():
            self.pieces.append(_RAISED[text])
        elif _MARK.fullmatch(text):
            self.items.append(Dropped("form-note-mark", text))
        else:
            self._put(text)

    def _put(self, text: str | None) -> None:
        if text:
            self.pieces.append(text if self.kept else text.replace("\n", _SOFT))

    def _flush(self) -> None:
        text = seen("".join(self.pieces))
        self.pieces.clear()
        if text:
            self.items.append(Paragraph(f"{self.prefix}{text}", self.level))
            self.prefix = ""


def seen(text: str) -> str:
    """Return a text with its blanks as a page shows them; a line that ends between two Chinese
    characters in the source goes on without a blank."""
    joined = _SPACES.sub(_space, text.translate(_UNSEEN))
    return _AROUND_BREAK.sub("\n", joined).strip()


def _space(found: re.Match[str]) -> str:
    if _SOFT not in found[0]:
        return " "
    before, behind = (
        found.string[found.start() - 1 : found.start()],
        found.string[found.end() : found.end() + 1],
    )
    return "" if _is_wide(before) and _is_wide(behind) else " "


def _is_wide(character: str) -> bool:
    return bool(character) and ("\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\uffef")


def _input(element: Any) -> str:
    kind = element.get("type", "text").casefold()
    if kind in ("checkbox", "radio"):
        return "☐" if element.get("checked") is None else "☑"
    return element.get("value", "") if kind in ("text", "number", "date") else ""
