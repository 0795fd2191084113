"""JSON Schema of the file formats, for editors: made of the models that read files · 文件格式的结构描述.

Every key has its words in both languages.  A schema knows one file: what only the whole shows (weights,
units, names used twice, what an extended ruleset brings) is for ``check``.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from perfscore.explain.formats.json_text import json_text
from perfscore.inputs.case import Case
from perfscore.inputs.report_format import ReportFile
from perfscore.inputs.ruleset import Ruleset
from perfscore.numbers.fields import Label
from perfscore.packs.catalog import Catalog
from perfscore.publish.reference.keys import explained, models_in

__all__ = ["FILES", "KINDS", "Kind", "schema_of", "schema_text"]

Kind = Literal["ruleset", "report", "case"]
KINDS: tuple[str, ...] = get_args(Kind)
_MODELS: Mapping[str, type[BaseModel]] = {"ruleset": Ruleset, "report": ReportFile, "case": Case}
FILES: Mapping[str, str] = {kind: f"{kind}.schema.json" for kind in KINDS}
"""What a schema is called beside the files that name it."""
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NUMBER = {"type": ["number", "string"]}
"""A number, or a text that holds one: what TOML cannot write exactly is written in quotes."""


def schema_of(kind: Kind, catalog: Catalog) -> dict[str, Any]:
    """Return the JSON Schema of a file; of a ruleset with the indicators and shapes of a catalogue."""
    model = _MODELS[kind]
    schema = _explained(model)
    if kind == "ruleset":
        _with_catalogue(schema["$defs"], catalog)
    if kind in _HEADS:
        schema = _extending(schema, kind)
    return {"$schema": _DIALECT, **schema, "title": f"perfscore {kind}"}


def schema_text(kind: Kind, catalog: Catalog) -> str:
    """Return the JSON Schema of a file as text."""
    return json_text(schema_of(kind, catalog))


def _explained(model: type[BaseModel]) -> dict[str, Any]:
    """Return the schema of a model, every key with its words in both languages."""
    schema: dict[str, Any] = _tidied(model.model_json_schema(by_alias=True, schema_generator=_Exact))
    defs = schema.setdefault("$defs", {})
    for part in models_in(model):
        for key, property_ in (schema if part is model else defs[part.__name__])["properties"].items():
            if words := " · ".join(text for text in explained(part, key) if text):
                property_["description"] = words
    return schema


def _tidied(made: Any) -> Any:
    """Return a schema as TOML is: only keys that are known, whole limits, no names of Python's types."""
    if isinstance(made, list):
        return [_tidied(one) for one in made]
    if not isinstance(made, dict):
        return int(made) if made == 0 and not isinstance(made, bool) else made
    tidied = {key: _tidied(value) for key, value in made.items() if (key, value) != ("format", "fraction")}
    if isinstance(made.get("title"), str):
        del tidied["title"]
    return {**tidied, "additionalProperties": False} if "patternProperties" in tidied else tidied


class _Exact(GenerateJsonSchema):
    """What the models hold as Python has it: exact numbers, days, names in two languages."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """TOML has no null: what is not given is left out."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """What is left out is told by the reference, for a default may be several keys together."""
        return self.generate_inner(schema["schema"])

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """A name is a text, or one for each language."""
        made = super().model_schema(schema)
        return {"anyOf": [{"type": "string"}, made]} if schema["cls"] is Label else made

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        """A printed figure may be a bare number."""
        made = super().function_before_schema(schema)
        return dict(_NUMBER) if made == {"type": "string"} else made


def _with_catalogue(defs: dict[str, Any], catalog: Catalog) -> None:
    """Name the indicators that can be used, and the parameters of every shape.

    What has a dot in its name is of a pack, which this machine need not have.
    """
    for name, entry in catalog.shapes.items():
        shape = _explained(entry.value)
        shape["properties"]["shape"] = {"const": name}
        defs |= shape.pop("$defs")
        defs[f"shape-{name}"] = shape
    known = sorted(catalog.shapes)
    defs["Scoring"] = {
        "type": "object",
        "properties": {"shape": _named(known)},
        "required": ["shape"],
        "allOf": [
            {"if": {"properties": {"shape": {"const": name}}}, "then": {"$ref": f"#/$defs/shape-{name}"}}
            for name in known
        ],
    }
    criterion = defs["Criterion"]["properties"]
    criterion["indicator"] |= _named(sorted(catalog.indicators))
    for key, holder in (("scoring", criterion), ("additionalProperties", criterion["scoring_by_sign"])):
        holder[key] = {"$ref": "#/$defs/Scoring", **_said(holder[key])}


def _named(known: Sequence[str]) -> dict[str, Any]:
    return {"anyOf": [{"enum": list(known)}, {"type": "string", "pattern": r"\."}]}


def _said(schema: Any) -> dict[str, Any]:
    words = schema.get("description") if isinstance(schema, dict) else None
    return {"description": words} if words else {}


def _extending(schema: dict[str, Any], head: str) -> dict[str, Any]:
    """Let a file that extends another leave out whatever that one has."""
    name, listed = _HEADS[head]
    merged = {"": schema, **{part: schema["$defs"][part] for part in (name, *listed.values())}}
    needed = {part: inside.pop("required", []) for part, inside in merged.items()}
    alone = {head: {"required": needed[name]}} | {
        key: {"items": {"required": needed[part]}} for key, part in listed.items()
    }
    extends = {"required": [head], "properties": {head: {"required": ["extends"]}}}
    return {**schema, "if": extends, "else": {"required": needed[""], "properties": alone}}


_HEADS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "ruleset": ("Head", {"criteria": "Criterion", "checks": "Check", "modifiers": "Modifier"}),
    "report": ("ReportHead", {"targets": "TargetEntry", "checks": "Check"}),
}
"""The table of a file that may extend another, its model, and the lists that are laid over by ids."""
