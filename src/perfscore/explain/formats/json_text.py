"""JSON as text: data written whole, and forms of which only what changes is written · JSON 文本.

The text is what ``json.dumps(…, ensure_ascii=False, indent=2)`` writes, to the byte (that encoder is fast
only without indents), and nothing in it can move a terminal.
"""

from collections.abc import Sequence
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from perfscore.explain.clean import clean_json

__all__ = ["Quoted", "Written", "as_one", "form", "hole", "json_text", "listed", "written"]

_INDENT = "  "
_TRUTHS = ("false", "true")


def json_text(data: Any) -> str:
    """Return data as JSON, indented, with a final newline.

    Data are texts, whole numbers, truths, None, and dicts and lists of them.
    """
    return written(data, 0, Quoted()) + "\n"


def as_one(texts: Sequence[str]) -> str:
    """Return JSON texts as one: the only one, or else a list of them."""
    if len(texts) == 1:
        return texts[0]
    return listed([text.rstrip().replace("\n", f"\n{_INDENT}") for text in texts], 0) + "\n"


class Written(NamedTuple):
    """What is JSON already, indented for its place · 已写好的 JSON."""

    text: str

    def __str__(self) -> str:
        return self.text


def hole(name: str = "") -> Written:
    """Return the place of a form where something is filled in, by its name or in turn."""
    return Written(f"%({name})s" if name else "%s")


def form(data: Any, depth: int) -> str:
    """Return data with holes as JSON that ``form % values`` fills in, the values being JSON too."""
    return written(data, depth, _InForm())


class Quoted(dict[str | None, str]):
    """Texts as JSON has them, each made once: many stand in every criterion."""

    def __missing__(self, text: str | None) -> str:
        quoted = "null" if text is None else encode_basestring(text)
        if not (quoted.isascii() and quoted.isprintable()):
            quoted = clean_json(quoted)
        self[text] = quoted
        return quoted


class _InForm(Quoted):
    """Texts of a form, where a per cent sign would begin a hole."""

    def __missing__(self, text: str | None) -> str:
        quoted = self[text] = super().__missing__(text).replace("%", "%%")
        return quoted


def written(data: Any, depth: int, quoted: Quoted) -> str:
    """Return data as JSON, to stand where lines are indented so many times."""
    if data is None or isinstance(data, str):
        return quoted[data]
    if isinstance(data, dict):
        pairs = [f"{quoted[key]}: {written(value, depth + 1, quoted)}" for key, value in data.items()]
        return listed(pairs, depth, "{}")
    if isinstance(data, list):
        return listed([written(value, depth + 1, quoted) for value in data], depth)
    return _TRUTHS[data] if isinstance(data, bool) else str(data)


def listed(parts: Sequence[str], depth: int, ends: str = "[]") -> str:
    """Return written parts as a list, or as what else has such ends, each on a line of its own."""
    if not parts:
        return ends
    line = "\n" + _INDENT * depth
    inside = line + _INDENT
    return f"{ends[0]}{inside}{f',{inside}'.join(parts)}{line}{ends[1]}"
