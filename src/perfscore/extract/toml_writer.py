"""TOML text · 生成 TOML."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

__all__ = ["Value", "array_items", "comment", "inline", "quoted", "table"]

_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
Inline = Mapping[str, Any]
"""Texts and truths, or another table of them."""
Value = str | int | date | Inline


def quoted(text: str) -> str:
    """Return a text as a TOML string of one line, in which every invisible character shows."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in _SHORT:
        return _SHORT[character]
    if character.isprintable() or character == "\u3000":
        return character
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        return "\\uFFFD"
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def inline(values: Inline) -> str:
    """Return a table of one line."""
    return "{ " + ", ".join(f"{_key(key)} = {_plain(value)}" for key, value in values.items()) + " }"


def _plain(value: str | bool | Inline) -> str:
    if isinstance(value, Mapping):
        return inline(value)
    return quoted(value) if isinstance(value, str) else str(value).lower()


def table(header: str, values: Mapping[str, Value]) -> Iterator[str]:
    """Yield the lines of a table, none where it is empty."""
    if values:
        yield f"[{header}]"
        yield from _lines(values)
        yield ""


def array_items(header: str, items: tuple[Mapping[str, Value], ...]) -> Iterator[str]:
    """Yield the lines of a list of tables."""
    for item in items:
        yield f"[[{header}]]"
        yield from _lines(item)
        yield ""


def comment(text: str) -> str:
    """Return a text as a comment of one line."""
    return "# " + "".join(c if c.isprintable() else " " for c in text)


def _lines(values: Mapping[str, Value]) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, str):
            yield f"{_key(key)} = {quoted(value)}"
        elif isinstance(value, bool):
            yield f"{_key(key)} = {_plain(value)}"
        elif isinstance(value, date):
            yield f"{_key(key)} = {value.isoformat()}"
        else:
            yield f"{_key(key)} = {value if isinstance(value, int) else inline(value)}"


def _key(name: str) -> str:
    return name if name.isascii() and name.replace("_", "").isalnum() else quoted(name)
