"""The text of a paragraph of Word as a person sees it · Word 段落文字."""

import re
from collections.abc import Iterator
from typing import Any

from perfscore.documents.raised import add_raised
from perfscore.documents.symbols import as_shown
from perfscore.documents.unseen import DELETED, STRUCK, LeftOut

__all__ = ["FALLBACK", "W", "line_of"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DELETED = frozenset((f"{W}del", f"{W}moveFrom"))
_WITHOUT = {"vanish": DELETED, "strike": STRUCK, "dstrike": STRUCK}
_PRIVATE = re.compile("[Ff]0[0-9A-Fa-f]{2}|00[2-7A-Fa-f][0-9A-Fa-f]")
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}noBreakHyphen": "-"}


def line_of(paragraph: Any, left_out: LeftOut) -> str:
    """Return the text of a paragraph; add what of it is left out."""
    out: list[str] = []
    pending = list(reversed(list(paragraph)))
    while pending:
        element = pending.pop()
        if element.tag == FALLBACK:
            continue
        if code := _left_out(element):
            left_out.add(code, "".join(_characters(element)) if code == STRUCK else "")
        elif element.tag in _BREAKS:
            out.append(_BREAKS[element.tag])
        elif _is_raised(element):
            add_raised(out, "".join(_characters(element)), left_out)
        elif element.tag == f"{W}sym":
            out.append(as_shown(_symbol(element), element.get(f"{W}font")))
        elif _is_text(element):
            fonts = element.getparent().find(f"{W}rPr/{W}rFonts")
            out.append(as_shown(element.text, None if fonts is None else fonts.get(f"{W}ascii")))
        elif element.tag != f"{W}p":
            pending += reversed(list(element))
    return "".join(out)


def _is_text(element: Any) -> bool:
    return isinstance(element.tag, str) and element.tag.endswith("}t") and bool(element.text)


def _is_raised(element: Any) -> bool:
    """Say whether a run is raised above its line, and holds nothing but text."""
    align = element.find(f"{W}rPr/{W}vertAlign") if element.tag == f"{W}r" else None
    if align is None or align.get(f"{W}val") != "superscript":
        return False
    return all(child.tag == f"{W}rPr" or _is_text(child) for child in element)


def _characters(run: Any) -> Iterator[str]:
    return (child.text for child in run if _is_text(child))


def _left_out(element: Any) -> str | None:
    """Return the code of what is said of an element that is not read: deleted, hidden, struck through."""
    if element.tag in _DELETED:
        return DELETED
    if element.tag != f"{W}r":
        return None
    for name, code in _WITHOUT.items():
        mark = element.find(f"{W}rPr/{W}{name}")
        if mark is not None and mark.get(f"{W}val") not in ("0", "false", "off"):
            return code
    return None


def _symbol(element: Any) -> str:
    """Return the character of a symbol, which its font shows as another one."""
    code = element.get(f"{W}char", "")
    return chr(int(code, 16)) if _PRIVATE.fullmatch(code) else ""
