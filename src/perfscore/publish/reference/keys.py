"""The keys of a declaration and the pages of the file formats, read from their models · 键与文件格式页.

A key's English words are the title of its field; its Chinese words, and the English ones of a field
without a title, stand in the catalogue part `keys`.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from inspect import cleandoc
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from perfscore.inputs.report_format import ReportFile
from perfscore.inputs.ruleset import Ruleset
from perfscore.messages import load
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.fields import FactId, Identifier, Label
from perfscore.publish.reference.markdown import code, intro, page, table

__all__ = ["explained", "key_table", "keys_of", "models_in", "report_format_page", "ruleset_format_page"]

_PLAIN: Mapping[Any, str] = {
    str: "text", int: "whole number", bool: "true or false", date: "date", Fraction: "number",
    Any: "value", Label: "text, or `{ zh, en }`",
}  # fmt: skip
_SIGNS = (("ge", "≥"), ("gt", ">"), ("le", "≤"), ("lt", "<"))


def keys_of(model: type[BaseModel]) -> Mapping[str, FieldInfo]:
    """Return the keys of a table as they are written, with their fields."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def key_table(model: type[BaseModel]) -> str:
    """Return the keys of a model as a table: what each holds, what it is when left out."""
    hints = get_type_hints(model, include_extras=True)
    rows = []
    for name, field in model.model_fields.items():
        key = field.alias or name
        what = " · ".join(words for words in explained(model, key) if words)
        rows.append((code(key), _held(hints[name], field), _default(field), what))
    return table(("key · 键", "holds · 内容", "if left out · 省略时", "meaning · 含义"), rows)


def explained(model: type[BaseModel], key: str) -> tuple[str, str]:
    """Return what a key means in English and in Chinese; empty where nobody says."""
    english, chinese = (load("keys", language).get(model.__name__, {}) for language in ("en", "zh"))
    title = keys_of(model)[key].title
    return title or english.get(key, ""), chinese.get(key, "")


def models_in(model: type[BaseModel]) -> tuple[type[BaseModel], ...]:
    """Return the models a model is made of, itself first, in the order of their keys."""
    found = [model]
    for inner in _inner(model):
        found += [part for part in models_in(inner) if part not in found]
    return tuple(found)


def _inner(model: type[BaseModel]) -> list[type[BaseModel]]:
    hints = get_type_hints(model, include_extras=True)
    waiting, found = [hints[name] for name in model.model_fields], []
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, type) and issubclass(one, BaseModel):
            found += [one] if one is not Label else []
        else:
            waiting = [part for part in get_args(one) if not isinstance(part, str)] + waiting
    return found


def _held(annotation: Any, field: FieldInfo) -> str:
    limits = [
        f"{sign} {limit}"
        for bound in field.metadata
        for name, sign in _SIGNS
        if (limit := getattr(bound, name, None)) is not None
    ]
    return ", ".join([_type(annotation), *limits])


def _type(annotation: Any) -> str:
    """Return what an annotation means to somebody who writes TOML."""
    if annotation == FactId:
        return "fact id"
    if annotation == Identifier:
        return "id"
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(parts[0])
    if origin is Literal:
        return ", ".join(code(part) for part in parts)
    if origin in (Union, UnionType):
        return " or ".join(_type(part) for part in parts if part is not NoneType)
    if origin is tuple:
        return f"list of {_type(parts[0])}"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"table {annotation.__name__}"
    return f"table: {_type(parts[0])} = {_type(parts[1])}" if len(parts) == 2 else "table"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**needed · 必填**"
    value = field.get_default(call_default_factory=True, validated_data={})
    if isinstance(value, bool):
        return code("true" if value else "false")
    if isinstance(value, Fraction):
        return code(decimal_text(value))
    return code(value) if isinstance(value, str) and value else ""


def report_format_page() -> str:
    """Return the keys of a report file."""
    return _page("Report format · 报告格式", ReportFile)


def ruleset_format_page() -> str:
    """Return the keys of a ruleset file."""
    return _page("Ruleset format · 规则集格式", Ruleset)


def _page(title: str, model: type[BaseModel]) -> str:
    return page(title, *intro("formats"), *(_part(part) for part in models_in(model)))


def _part(model: type[BaseModel]) -> str:
    words = cleandoc(model.__doc__ or "").partition("\n")[0].removesuffix(".")
    return f"## {model.__name__}\n\n{words}.\n\n{key_table(model)}"
