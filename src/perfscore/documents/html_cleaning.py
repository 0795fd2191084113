"""Makes of a parsed page what is seen of it: what nobody sees goes, what is drawn becomes text · 网页整理.

Afterwards the text of any element is what is in it, with two marks: where a block begins or ends, and
where a line breaks.  Whatever takes text away keeps it, with the cell or table it was taken from.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from perfscore.documents.html_styles import Styles
from perfscore.documents.raised import NOTE_MARK, raised
from perfscore.documents.symbols import SYMBOL, as_shown
from perfscore.documents.unseen import STRUCK

__all__ = ["BLOCK", "BREAK", "HEADINGS", "Dropped", "cleaned", "seen"]

BLOCK, BREAK = "\ufdd0", "\ufdd1"
"""Two characters that no text holds: Unicode keeps them for such uses."""
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = (
    *HEADINGS, "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "legend",
    "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "ul",
)  # fmt: skip
_NEVER = (
    "applet", "area", "audio", "base", "button", "canvas", "colgroup", "col", "datalist", "embed", "frame",
    "frameset", "head", "iframe", "img", "link", "map", "math", "meta", "noframes", "noscript", "object",
    "option", "rp", "rt", "script", "select", "style", "svg", "template", "title", "video", "xml",
)  # fmt: skip
_STRUCK = ("del", "s", "strike")


@dataclass(slots=True)
class Dropped:
    """What was taken out of a page: a code and a text, by the cell or table it stood in · 未读文字.

    What stood in none is kept under the page itself.
    """

    by_element: dict[Any, list[tuple[str, str]]] = field(default_factory=dict)

    def of(self, element: Any) -> list[tuple[str, str]]:
        """Return what was taken out of an element."""
        return self.by_element.get(element, [])

    def take(self, element: Any, code: str, root: Any) -> None:
        """Take an element out of the page and keep what it said."""
        text = seen("".join(element.itertext()))
        around = next(element.iterancestors("td", "th", "table"), root)
        if text:
            self.by_element.setdefault(around, []).append((code, text))
        _replace(element, "")


def cleaned(root: Any, styles: Styles) -> Dropped:
    """Clean a page in place; return what was taken out of it."""
    from lxml import etree

    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, *_NEVER, with_tail=False)
    dropped = Dropped()
    for element in styles.hidden(root):
        dropped.take(element, "form-hidden-text", root)
    for element in [*root.iter(*_STRUCK), *styles.struck(root)]:
        dropped.take(element, STRUCK, root)
    for element in styles.signs(root):
        element.text = as_shown(element.text or "", SYMBOL)
    _lift(root)
    notes = [link for link in root.iter("a") if "#_ftn" in link.get("href", "")]
    for element in [*root.iter("sup"), *notes]:
        _raised(element, dropped, root)
    for element in list(root.iter("input")):
        _replace(element, _input(element))
    for element in root.iter("ol"):
        _number(element)
    for element in root.iter("pre"):
        _keep_lines(element)
    for element in root.iter("br"):
        element.tail = f"{BREAK}{element.tail or ''}"
    for element in root.iter(*_BLOCKS):
        element.text = f"{BLOCK}{element.text or ''}"
        element.tail = f"{BLOCK}{element.tail or ''}"
    return dropped


def _replace(element: Any, text: str) -> None:
    """Put a text in the place of an element, and of all that is in it."""
    parent = element.getparent()
    if parent is None:
        return
    text += element.tail or ""
    before = element.getprevious()
    if before is not None:
        before.tail = f"{before.tail or ''}{text}"
    else:
        parent.text = f"{parent.text or ''}{text}"
    parent.remove(element)


@cache
def _strays() -> Any:
    from lxml import etree

    inside = "parent::table or parent::tbody or parent::thead or parent::tfoot"
    cells = (f"/descendant::{cell}[not(parent::tr)]" for cell in ("td", "th"))
    return etree.XPath("|".join((*cells, f"/descendant::tr[not({inside})]")))


def _lift(root: Any) -> None:
    """Move rows and cells out of the cell that nobody closed before them."""
    last: dict[Any, Any] = {}
    for stray in _strays()(root):
        cell = next(stray.iterancestors("td", "th", "table"), None)
        if cell is None or cell.tag == "table":
            continue
        anchor = cell.getparent() if stray.tag == "tr" else cell
        if anchor.getparent() is not None:
            last.get(anchor, anchor).addnext(stray)
            last[anchor] = stray


def _raised(element: Any, dropped: Dropped, root: Any) -> None:
    """Keep a power; take out the mark of a footnote, which behind a figure makes another of it."""
    text = seen("".join(element.itertext()))
    told = raised(text, _before(element))
    if told is None:
        dropped.take(element, NOTE_MARK, root)
    elif told != text:
        _replace(element, told)


def _before(element: Any) -> str:
    """Return the character before an element, as far as it stands beside it."""
    before = element.getprevious()
    text = element.getparent().text if before is None else before.tail or "".join(before.itertext())
    return (text or "").rstrip()[-1:]


def _input(element: Any) -> str:
    kind = element.get("type", "text").casefold()
    if kind in ("checkbox", "radio"):
        return "☐" if element.get("checked") is None else "☑"
    return element.get("value", "") if kind in ("text", "number", "date") else ""


def _number(ordered: Any) -> None:
    start = ordered.get("start", "1")
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
    for number, item in enumerate(ordered.iterchildren("li"), first):
        target = item
        while not (target.text or "").strip() and len(target) and target[0].tag in _BLOCKS:
            target = target[0]
        target.text = f"{number}. {target.text or ''}"


def _keep_lines(element: Any) -> None:
    pieces: Iterable[Any] = element.iter()
    for piece in pieces:
        piece.text = (piece.text or "").replace("\n", BREAK)
        if piece is not element:
            piece.tail = (piece.tail or "").replace("\n", BREAK)


_SPACES = re.compile(r"[ \t\f\r\n\xa0]+")
_BREAKS = re.compile(f" ?[{BLOCK}{BREAK}][ {BLOCK}{BREAK}]*")
_ODD = re.compile(f"[ \t\f\r\n\xa0\u200b\u200c\u200d\u2060\ufeff\xad{BLOCK}{BREAK}]")
_UNSEEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff\xad]")
_SOFT = re.compile("[\r\n]")


def seen(text: str) -> str:
    """Return a text with its blanks and line breaks as a page shows them.

    A line of the source that ends between two Chinese characters goes on without a blank.
    """
    if not _ODD.search(text):
        return text
    if _UNSEEN.search(text):
        text = _UNSEEN.sub("", text)
    text = _SPACES.sub(_space if _SOFT.search(text) else " ", text)
    return _BREAKS.sub("\n", text).strip()


def _space(found: "re.Match[str]") -> str:
    if not _SOFT.search(found[0]):
        return " "
    before = found.string[found.start() - 1 : found.start()]
    return "" if _is_wide(before) and _is_wide(found.string[found.end() : found.end() + 1]) else " "


def _is_wide(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or character >= "\uff00"
