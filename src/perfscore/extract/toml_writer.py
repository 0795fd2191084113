"""TOML text · 生成 TOML."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from perfscore.numbers.exact import decimal_text

__all__ = ["Value", "array_items", "comment", "inline", "lines", "quoted", "table"]

_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
Inline = Mapping[str, Any]
"""Values by key; an empty one is no table."""
Value = str | int | Fraction | date | Inline | list[Any]


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


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Mapping):
        return inline(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_plain, value))}]"
    if isinstance(value, Fraction):
        return decimal_text(value)
    return value.isoformat() if isinstance(value, date) else str(value).lower()


def table(header: str, values: Mapping[str, Value]) -> Iterator[str]:
    """Yield the lines of a table, none where it is empty."""
    if values:
        yield f"[{header}]"
        yield from lines(values)
        yield ""


def array_items(header: str, items: tuple[Mapping[str, Value], ...]) -> Iterator[str]:
    """Yield the lines of a list of tables."""
    for item in items:
        yield f"[[{header}]]"
        yield from lines(item)
        yield ""


def comment(text: str) -> str:
    """Return a text as a comment of one line."""
    return "# " + "".join(c if c.isprintable() else " " for c in text)


def lines(values: Mapping[str, Value]) -> Iterator[str]:
    """Yield keys with their values, each in a line."""
    for key, value in values.items():
        yield f"{_key(key)} = {_plain(value)}"


def _key(name: str) -> str:
    return name if name.isascii() and name.replace("_", "").isalnum() else quoted(name)
