"""A ruleset with values of its file exchanged · 改动若干数值的规则集.

The file's own document is changed and read once more, so that a changed ruleset meets every check that the
file meets; what is wrong with it is told at the place of the value that was changed.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from typing import Any

from perfscore.inputs.files import Source
from perfscore.inputs.ruleset import Ruleset
from perfscore.inputs.rulesets import ruleset_of
from perfscore.inputs.schema.origin import Path
from perfscore.inputs.toml.text import NumberText, parse
from perfscore.messages.problems import ProblemsFound
from perfscore.numbers.exact import decimal_text

__all__ = ["NoSuchPart", "changed", "path_in", "value_in"]


class NoSuchPart(Exception):
    """A path of which a part is nowhere in the file: the part, and what stands there · 无此条目."""

    def __init__(self, found: str, known: Sequence[str]) -> None:
        self.found, self.known = found, tuple(known)
        super().__init__(found)


def path_in(ruleset: Ruleset, text: str) -> Path:
    """Return the path that a text names: ``criteria.execution.scoring.full_at``, ``grades.优.from``.

    An item of a list goes by its id, its name or its number, from 1.  Only the last key may be one that is
    not written yet.  Raises NoSuchPart.
    """
    data, path = _data(ruleset), list[str | int]()
    steps = text.split(".")
    for order, step in enumerate(steps):
        known = _known(data)
        if step in known:
            path.append(known[step])
            data = data[known[step]]
        elif isinstance(data, dict) and path and order == len(steps) - 1:
            path.append(step)
        else:
            raise NoSuchPart(step, list(known))
    return tuple(path)


def value_in(text: str) -> Any:
    """Return the value a text means in a ruleset: what TOML makes of it, else the text itself."""
    try:
        data = parse(Source("", f"value = {text}\n", "", 0)).data
    except ProblemsFound:
        return text
    return data["value"] if len(data) == 1 else text


def changed(ruleset: Ruleset, values: Mapping[Path, Any]) -> Ruleset:
    """Return the ruleset with other values at some paths; raise ProblemsFound as reading a file does.

    A number that no decimal ends is a Fraction.
    """
    document = ruleset.origin.document
    assert document is not None
    data = document.data
    for path, value in values.items():
        data = _with(data, path, _written(value))
    told = f"{document.source.digest} {[(path, str(value)) for path, value in values.items()]}"
    source = document.source._replace(digest=f"sha256:{sha256(told.encode()).hexdigest()}")
    return ruleset_of(document._replace(data=data, source=source))


def _data(ruleset: Ruleset) -> Any:
    return None if ruleset.origin.document is None else ruleset.origin.document.data


def _known(data: Any) -> dict[str, str | int]:
    """Return what can be named below a table or a list, with the step it stands for."""
    if isinstance(data, dict):
        return {name: name for name in data}
    if not isinstance(data, list):
        return {}
    named = [item.get("id", item.get("name")) if isinstance(item, dict) else None for item in data]
    return {str(number if name is None else name): number - 1 for number, name in enumerate(named, 1)}


def _written(value: Any) -> Any:
    if not isinstance(value, Fraction):
        return value
    text = decimal_text(value)
    return value if "/" in text else NumberText(text)


def _with(data: Any, path: Path, value: Any) -> Any:
    """Return a copy of tables and lists in which one value is another; the rest is shared."""
    if not path:
        return value
    copied = list(data) if isinstance(data, list) else dict(data)
    step: Any = path[0]
    inside = copied[step] if isinstance(copied, list) or step in copied else {}
    copied[step] = _with(inside, path[1:], value)
    return copied
