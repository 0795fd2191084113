"""What may stand at a place of a file, by the models that read it · 各处可写的内容."""

from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from perfscore.inputs.report_format import ReportFile
from perfscore.inputs.ruleset import Ruleset
from perfscore.inputs.schema.reading import value_at
from perfscore.inputs.toml.positions import Path
from perfscore.numbers.fields import FactId, Label
from perfscore.packs.catalog import Catalog

__all__ = ["FORMULAS", "choices", "held", "is_fact", "model_of", "table_at"]

FORMULAS = frozenset({"formula", "assert", "when"})
"""The keys whose texts are formulas."""
_HEADS: Mapping[str, type[BaseModel]] = {"ruleset": Ruleset, "report": ReportFile}
_FACTS = "facts"


def model_of(data: Mapping[str, Any]) -> type[BaseModel] | None:
    """Return the model of a file, by the table that says what it is; None where it is no file of ours."""
    return next((model for head, model in _HEADS.items() if head in data), None)


def held(data: Mapping[str, Any], path: Path, catalog: Catalog) -> Any:
    """Return what the model of a file has at a path: a type, None where there can be nothing."""
    found: Any = model_of(data)
    value: Any = data
    for step in path:
        if found is None:
            return None
        value = value_at(value, (step,))
        found = _inside(found, step, value, catalog)
    return found


def _inside(found: Any, step: str | int, value: Any, catalog: Catalog) -> Any:
    """Return what stands under a key or a number."""
    for one in _alternatives(found):
        if isinstance(one, type) and issubclass(one, BaseModel):
            names = {field.alias or name: name for name, field in one.model_fields.items()}
            if step not in names:
                continue
            inside = get_type_hints(one, include_extras=True)[names[step]]
        elif get_origin(one) is tuple and isinstance(step, int):
            inside = get_args(one)[0]
        elif isinstance(step, str) and len(get_args(one)) == 2:
            inside = get_args(one)[1]
        else:
            continue
        return _shape(value, catalog) or inside
    return None


def _shape(value: Any, catalog: Catalog) -> type[BaseModel] | None:
    """Return the model of a table that names its shape."""
    name = value.get("shape") if isinstance(value, dict) else None
    entry = catalog.shapes.get(name) if isinstance(name, str) else None
    return entry.value if entry is not None else None


def _alternatives(found: Any) -> list[Any]:
    """Return the types that an annotation allows, its limits left out."""
    if get_origin(found) is Annotated and found != FactId:
        return _alternatives(get_args(found)[0])
    if get_origin(found) in (Union, UnionType):
        return [one for part in get_args(found) if part is not NoneType for one in _alternatives(part)]
    return [found]


def table_at(data: Mapping[str, Any], path: Path, catalog: Catalog) -> type[BaseModel] | None:
    """Return the model of the table at a path, whose keys can be written there."""
    tables = (one for one in _alternatives(held(data, path, catalog)) if isinstance(one, type))
    return next((one for one in tables if issubclass(one, BaseModel) and one is not Label), None)


def choices(data: Mapping[str, Any], path: Path, catalog: Catalog) -> list[str]:
    """Return the texts of which one must stand at a path; none where any may."""
    found = _alternatives(held(data, path, catalog))
    return [str(choice) for one in found if get_origin(one) is Literal for choice in get_args(one)]


def is_fact(data: Mapping[str, Any], path: Path, catalog: Catalog) -> bool:
    """Say whether the value at a path is the id of a fact; the id of a criterion only looks like one."""
    names_itself = path[-1:] == ("id",)
    return not names_itself and FactId in _alternatives(held(data, path, catalog))
