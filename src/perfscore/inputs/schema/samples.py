"""Values as the author of a file writes them: what was found, what could stand there · 值的写法."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, get_origin

from perfscore.inputs.schema.places import field_names, literals, members, plain
from perfscore.inputs.toml.text import NumberText
from perfscore.numbers.exact import decimal_text

__all__ = ["instead", "sample", "spelled"]

_SAMPLES: tuple[tuple[type, str], ...] = (
    (bool, "true"),
    (int, "2"),
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


_MOST_SHOWN = 3
"""A table with more keys that must be given is shown by its brackets alone."""


def sample(kind: Any) -> str:
    """Return what may stand where an annotation asks for it: ``"…" | { … }``; empty if anything."""
    allowed = [spelled(value) for value in literals(kind)]
    allowed += [_sample_of(plain(member)) for member in members(kind)]
    return " | ".join(dict.fromkeys(filter(None, allowed)))


def _sample_of(kind: Any) -> str:
    if fields := field_names(kind):
        needed = [name for name, info in kind.model_fields.items() if info.is_required()]
        inside = [
            f"{key} = {sample(inner).split(' | ')[0]}"
            for name, (key, inner) in zip(kind.model_fields, fields.items(), strict=True)
            if name in needed
        ]
        return f"{{ {', '.join(inside)} }}" if inside and len(inside) <= _MOST_SHOWN else "{ … }"
    origin = get_origin(kind) or kind
    if not isinstance(origin, type):
        return ""
    return next((text for known, text in _SAMPLES if issubclass(origin, known)), "")


_FIGURE = re.compile(r"([0-9][0-9.,]*)\s*(\D{0,8})")


def instead(value: Any, kind: Any) -> str:
    """Return what to write in place of a value of another kind: the same without its quotes, as a table."""
    wanted = sample(kind) or "…"
    if not isinstance(value, str):
        return wanted
    if wanted == "2" and value.isdecimal() and value.isascii():
        return value
    figure, fields = (
        _FIGURE.fullmatch(value),
        {key for one in members(kind) for key in field_names(plain(one))},
    )
    if figure is not None and {"value", "unit"} <= fields:
        number, unit = figure.groups()
        behind = f', unit = "{unit}"' if unit else ""
        return f'{{ value = "{number}"{behind} }}'
    return wanted
