"""What the schema check complains about, in our own words and the file's spelling · 格式错误.

One kind of pydantic error, one problem code of ours; its sentences are never shown.  What was found, and
what could stand there, is written as a TOML author writes it: the quotes alone tell a text from a number,
in every language.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, get_args

from pydantic_core import ErrorDetails

from perfscore.inputs.schema.places import Located, field_names, literals, members, plain
from perfscore.inputs.schema.samples import instead, sample, spelled
from perfscore.inputs.toml.positions import Path
from perfscore.messages import Listed
from perfscore.messages.problems import Refused
from perfscore.numbers.fields import SPELLINGS

__all__ = ["Complaint", "complaint"]

# What authors write for a choice that is called otherwise here.
_MEANT = {
    "四舍五入": "half_up", "round": "half_up", "四舍六入": "half_even", "银行家舍入": "half_even",
    "去尾": "truncate", "截断": "truncate", "floor": "truncate", "进一": "up", "ceil": "up",
    "bool": "truth", "boolean": "truth", "是非": "truth", "str": "text", "string": "text", "文本": "text",
    "int": "number", "float": "number", "decimal": "number", "数值": "number", "日期": "date",
}  # fmt: skip
_BOUNDS = {
    "greater_than": ("gt", ">"),
    "greater_than_equal": ("ge", "≥"),
    "less_than": ("lt", "<"),
    "less_than_equal": ("le", "≤"),
}


@dataclass(frozen=True, slots=True)
class Complaint:
    """A mistake before it has a place · 待定位的错误.

    It stands at the value of `path`, at its key (`at_key`), at the table that lacks it
    (`lacking`), or at a character of its text (`offset`).  `known` are the names a misspelt one
    is compared with.
    """

    code: str
    path: Path
    values: dict[str, str]
    at_key: bool = False
    offset: int | None = None
    known: tuple[str, ...] = field(default=())


def complaint(located: Located, error: ErrorDetails, value: Any) -> Complaint | None:
    """Return our complaint for an error of pydantic, or None where it is only an echo of others."""
    context = error.get("ctx", {})
    kind = error["type"]
    value = located.path[-1] if located.is_key else value
    if kind in _BOUNDS:
        name, relation = _BOUNDS[kind]
        values = {"found": spelled(value), "expected": f"{relation} {spelled(context[name])}"}
        return Complaint("out-of-range", located.path, values)
    found = _COMPLAINTS.get(kind)
    if found is None:
        found = _wrong_type if kind.endswith(("_type", "_parsing")) else _wrong_value
    return found(located, context, value)


def _unknown_key(at: Located, context: dict[str, Any], value: Any) -> Complaint:
    known = tuple(field_names(at.owner))
    values = {"found": str(at.path[-1]), "known": Listed(known)}
    return Complaint("unknown-key", at.path, values, at_key=True, known=known)


def _missing(at: Located, context: dict[str, Any], value: Any) -> Complaint:
    if isinstance(at.path[-1], int):
        values = {"found": str(at.path[-1]), "limit": str(at.path[-1] + 1)}
        return Complaint("too-short", at.path[:-1], values)
    values = {"missing": at.path[-1], "expected": sample(at.kind) or "…"}
    return Complaint("missing-key", at.path, values)


def _no_tag(at: Located, context: dict[str, Any], value: Any) -> Complaint:
    name = str(context["discriminator"]).strip("'")
    kinds = " | ".join(spelled(tag) for tag in _tags(at.kind, name))
    values = {"missing": name, "expected": kinds or '"…"'}
    return Complaint("missing-key", (*at.path, name), values)


def _unknown_tag(at: Located, context: dict[str, Any], value: Any) -> Complaint:
    name = str(context["discriminator"]).strip("'")
    return _not_one(at, (*at.path, name), context["tag"], _tags(at.kind, name))


def _not_literal(at: Located, context: dict[str, Any], value: Any) -> Complaint:
    return _not_one(at, at.path, value, literals(at.kind))


def _not_one(at: Located, path: Path, value: Any, choices: tuple[Any, ...]) -> Complaint:
    values = {"found": spelled(value), "choices": Listed(map(spelled, choices))}
    known = tuple(choice for choice in choices if isinstance(choice, str))
    meant = _MEANT.get(value.casefold()) if isinstance(value, str) else None
    if meant in choices:
        values["nearest"] = str(meant)
    return Complaint("not-one-of", path, values, at_key=at.is_key, known=known)


def _tags(kind: Any, name: str) -> tuple[Any, ...]:
    tables = [field_names(member) for member in members(kind)]
    return tuple(tag for table in tables for tag in literals(table.get(name)))


def _too_short(at: Located, context: dict[str, Any], value: Any) -> Complaint | None:
    least = context["min_length"]
    if len(value) >= least:
        # Pydantic counts only the valid items; what is wrong with the others is told already.
        return None
    if not value:
        return Complaint("empty", at.path, {"found": spelled(value)}, at_key=at.is_key)
    values = {"found": str(len(value)), "limit": str(least)}
    return Complaint("too-short", at.path, values, at_key=at.is_key)


def _too_long(at: Located, context: dict[str, Any], value: Any) -> Complaint:
    values = {"found": str(len(value)), "limit": str(context["max_length"])}
    return Complaint("too-long", at.path, values, at_key=at.is_key)


def _bad_pattern(at: Located, context: dict[str, Any], value: Any) -> Complaint:
    found = str(at.path[-1]) if at.is_key else str(value)
    values = {"found": found, "expected": SPELLINGS.get(context["pattern"], context["pattern"])}
    return Complaint("bad-pattern", at.path, values, at_key=at.is_key)


def _refused(at: Located, context: dict[str, Any], value: Any) -> Complaint:
    error = context["error"]
    if not isinstance(error, Refused):
        return _wrong_value(at, {"detail": str(error)}, value)
    path = (*at.path, *error.at)
    values = {"found": spelled(value), **error.values}
    return Complaint(error.code, path, values, at_key=at.is_key, offset=error.offset)


def _wrong_type(at: Located, context: dict[str, Any], value: Any) -> Complaint:
    values = {"found": spelled(value), "expected": instead(value, at.kind)}
    tables = [field_names(inner) for inner in get_args(plain(at.kind))]
    if len(at.path) == 1 and isinstance(value, dict) and any(tables):
        values["expected"] = f"[[{at.path[0]}]]"
    if isinstance(value, list | tuple) and field_names(at.kind):
        values["expected"] = f"[{'.'.join(map(str, at.path))}]"
    return Complaint("wrong-type", at.path, values, at_key=at.is_key)


def _wrong_value(at: Located, context: dict[str, Any], value: Any) -> Complaint:
    detail = {"detail": str(context["detail"])} if context.get("detail") else {}
    return Complaint("wrong-value", at.path, {"found": spelled(value), **detail}, at_key=at.is_key)


_COMPLAINTS: dict[str, Callable[[Located, dict[str, Any], Any], Complaint | None]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "union_tag_not_found": _no_tag,
    "union_tag_invalid": _unknown_tag,
    "literal_error": _not_literal,
    "too_short": _too_short,
    "string_too_short": _too_short,
    "too_long": _too_long,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _bad_pattern,
    "value_error": _refused,
    "assertion_error": _refused,
    "is_instance_of": _wrong_type,
}
