"""From pydantic's location of an error to the author's path · 错误位置换算.

A `loc` mixes keys and indexes of the file with tags that pydantic puts in: the branch of a
union, the mark of a key.  The annotations of the model say which is which.  Where a value may be one
thing or another, pydantic tells what every branch has against it; an author wrote one of them: the
branch that fits best speaks, the others are silent.
"""

from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, Tag
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from typing_extensions import TypeAliasType

from perfscore.inputs.toml.positions import Path

__all__ = ["Branch", "Found", "Located", "field_names", "literals", "locate", "members", "plain", "settled"]

_CALLED = {"mapping": "dict", "mutablemapping": "dict", "sequence": "list"}


class Located(NamedTuple):
    """Where an error stands, and what belongs there · 出错之处.

    `kind` is the annotation of the value at `path`, `owner` that of the table around it.
    `branches` are the branches of unions that the error went through.
    """

    path: Path
    kind: Any
    owner: Any
    branches: tuple["Branch", ...] = ()
    is_key: bool = False


class Branch(NamedTuple):
    """One branch of a union · 联合类型的分支.  `path` and `kind` are those of the whole union."""

    path: Path
    kind: Any
    tag: str


def locate(kind: Any, loc: Path) -> Located:
    """Follow a `loc` through the annotations of a model."""
    path: Path = ()
    owner: Any = None
    branches: tuple[Branch, ...] = ()
    for step in loc:
        if step == "[key]" and get_args(plain(owner)):
            return Located(path, get_args(plain(owner))[0], owner, branches, is_key=True)
        choices = members(kind)
        if len(choices) > 1:
            branches = (*branches, Branch(path, kind, str(step)))
            kind = _branch(choices, str(step))
        else:
            owner, kind = kind, _inner(kind, step)
            path = (*path, step)
    return Located(path, kind, owner, branches)


def plain(kind: Any) -> Any:
    """Return an annotation without its metadata, its alias and its None."""
    return _peeled(kind)[0]


def members(kind: Any) -> tuple[Any, ...]:
    """Return the members of a union without None; of anything else, itself."""
    bare = plain(kind)
    if get_origin(bare) in (Union, UnionType):
        return tuple(member for member in get_args(bare) if member is not type(None))
    return (bare,)


def field_names(model: Any) -> dict[str, Any]:
    """Return the keys a model knows, as a file spells them, with their annotations."""
    model = plain(model)
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return {}
    return {_spelled(name, info): info.annotation for name, info in model.model_fields.items()}


def literals(kind: Any) -> tuple[Any, ...]:
    """Return the values that the literals of an annotation allow."""
    return tuple(
        value
        for member in members(kind)
        if get_origin(plain(member)) is Literal
        for value in get_args(plain(member))
    )


def _spelled(name: str, info: FieldInfo) -> str:
    alias = info.validation_alias or info.alias
    return alias if isinstance(alias, str) else name


def _peeled(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return an annotation without what is around it, and the metadata that was."""
    metadata: tuple[Any, ...] = ()
    while True:
        inner = [member for member in get_args(kind) if member is not type(None)]
        if isinstance(kind, TypeAliasType):
            kind = kind.__value__
        elif get_origin(kind) is Annotated:
            kind, *around = inner
            metadata += tuple(around)
        elif get_origin(kind) in (Union, UnionType) and len(inner) == 1:
            kind = inner[0]
        else:
            return kind, metadata


def _branch(choices: tuple[Any, ...], tag: str) -> Any:
    """Return the member of a union that a tag in a `loc` means."""
    return next((choice for choice in choices if _answers(choice, tag)), Any)


def _answers(choice: Any, tag: str) -> bool:
    if any(isinstance(data, Tag) and data.tag == tag for data in _peeled(choice)[1]):
        return True
    if len(members(choice)) > 1:
        return tag.startswith(("union", "tagged-union"))
    bare = plain(choice)
    name = str(getattr(get_origin(bare) or bare, "__name__", bare)).lower()
    if _CALLED.get(name, name) == _bare_tag(tag):
        return True
    return any(tag in literals(annotation) for annotation in field_names(bare).values())


def _bare_tag(tag: str) -> str:
    """Return ``model`` for ``function-after[check(), Model]``, ``dict`` for ``dict[str,int]``."""
    if tag.startswith("function-"):
        tag = tag.rsplit("(), ", 1)[-1].rstrip("]")
    return tag.removeprefix("constrained-").split("[")[0].lower()


def _inner(kind: Any, step: str | int) -> Any:
    """Return the annotation one step further in."""
    bare = plain(kind)
    names = field_names(bare)
    if names:
        return names.get(str(step), Any)
    inner = get_args(bare)
    if not inner:
        return Any
    if get_origin(bare) is tuple and isinstance(step, int) and ... not in inner:
        return inner[step] if step < len(inner) else Any
    return inner[0] if isinstance(step, int) else inner[-1]


Found = tuple[Located, ErrorDetails]

_WITHIN, _UNFIT, _OTHER_KIND = range(3)


def settled(found: list[Found], depth: int = 0) -> list[Found]:
    """Return the errors without those of the branches nobody meant."""
    kept = []
    unions: dict[Path, dict[str, list[Found]]] = {}
    for located, error in found:
        if len(located.branches) <= depth:
            kept.append((located, error))
        else:
            branch = located.branches[depth]
            tags = unions.setdefault(branch.path, {})
            tags.setdefault(branch.tag, []).append((located, error))
    for path, tags in unions.items():
        best = min(tags.values(), key=lambda errors: (_rank(path, errors), len(errors)))
        if _rank(path, best) == _OTHER_KIND:
            kept.append(_no_branch(best[0], depth))
        else:
            kept += settled(best, depth + 1)
    return kept


def _rank(path: Path, errors: list[Found]) -> int:
    """Say how well a branch fits: wrong inside, wrong itself, or another kind of value."""
    return max(_WITHIN if located.path != path else _fit(located, error) for located, error in errors)


def _fit(located: Located, error: ErrorDetails) -> int:
    if error["type"] == "union_tag_invalid":
        return _WITHIN
    if error["type"] == "literal_error":
        kinds = tuple(type(choice) for choice in literals(located.kind))
        return _UNFIT if isinstance(error["input"], kinds) else _OTHER_KIND
    return _OTHER_KIND if error["type"].endswith("_type") else _UNFIT


def _no_branch(found: Found, depth: int) -> Found:
    located, error = found
    branch = located.branches[depth]
    whole = Located(branch.path, branch.kind, None, located.branches[:depth])
    return whole, {**error, "type": "union_type"}
