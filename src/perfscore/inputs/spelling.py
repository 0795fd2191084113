"""Values as a TOML author writes them · TOML 写法.

Problems show what was found, and what could stand there, in the spelling of the file: the quotes
alone tell a text from a number, in every language.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, get_origin

from perfscore.inputs.loc import field_names, literals, members, plain
from perfscore.inputs.toml_text import NumberText
from perfscore.numbers import decimal_text

__all__ = ["sample", "spelled"]

_SAMPLES: tuple[tuple[type, str], ...] = (
    (bool, "true"),
    (int, "12"),
    (Fraction, "12.5"),
    (NumberText, "12.5"),
    (str, '"…"'),
    (date, "2024-12-31"),
    (Mapping, "{ … }"),
    (Sequence, "[ … ]"),
)


def spelled(value: Any) -> str:
    """Return a value as it would stand in a file; of lists and tables, only their brackets."""
    if isinstance(value, NumberText):
        return str(value)
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return decimal_text(value)
    if isinstance(value, Mapping):
        return "{ … }" if value else "{}"
    if isinstance(value, (list, tuple)):
        return "[ … ]" if value else "[]"
    return str(value)


def sample(kind: Any) -> str:
    """Return what may stand where an annotation asks for it: ``"…" | { … }``; empty if anything."""
    allowed = [spelled(value) for value in literals(kind)]
    allowed += [_sample_of(plain(member)) for member in members(kind)]
    return " | ".join(dict.fromkeys(filter(None, allowed)))


def _sample_of(kind: Any) -> str:
    if field_names(kind):
        return "{ … }"
    origin = get_origin(kind) or kind
    if not isinstance(origin, type):
        return ""
    return next((text for known, text in _SAMPLES if issubclass(origin, known)), "")
