"""A document as a typed model · 格式校验.

Pydantic judges the values; everything it finds is told at once, each with its place in the file, in
the words of whoever wrote it.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from perfscore.inputs.toml.positions import Path
from perfscore.inputs.toml.recovery import HOLE
from perfscore.inputs.toml.text import Document
from perfscore.messages.problems import (
    MOST_PROBLEMS,
    Mend,
    Place,
    Problem,
    ProblemsFound,
    nearest,
    unmistakable,
)

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from perfscore.inputs.schema.complaints import Complaint

__all__ = ["frozen", "told", "validate", "value_at", "words"]

T = TypeVar("T", bound=BaseModel)
_LONGEST_COMPARED = 80


def validate(document: Document, model: type[T], *, at: Path = (), data: Any = None) -> T:
    """Return what a document says as a model · 校验.

    Nothing is converted: ``"5"`` is a text, not a number.  Lists become tuples, as frozen
    models want them.  With `at` only the table there is read, and with `data` that value takes
    its place (a table put together from several), while mistakes keep the places of the
    document. Raises ProblemsFound.
    """
    value = value_at(document.data, at) if data is None else data
    try:
        return model.model_validate(frozen(value), strict=True)
    except ValidationError as error:
        faults = error.errors(include_url=False)
    raise ProblemsFound(_problems(document, value, at, model, faults))


def words(data: Any, path: Path) -> str:
    """Return a path in the author's words · 路径.

    ``criteria execution › points``: an item of a list goes by its `id` or `name`, else by its
    number, counted from 1.
    """
    parts: list[str] = []
    for depth, step in enumerate(path):
        if isinstance(step, str):
            parts.append(step)
            continue
        item = value_at(data, path[: depth + 1])
        names = [item.get("id"), item.get("name")] if isinstance(item, dict) else []
        name = next((name for name in names if isinstance(name, str) and name), f"#{step + 1}")
        parts[-1:] = [" ".join([*parts[-1:], name])]
    return " › ".join(parts)


def value_at(data: Any, path: Path, otherwise: Any = None) -> Any:
    """Return the value a path leads to, or `otherwise` where it leads nowhere."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return otherwise
    return data


def frozen(value: Any) -> Any:
    """Return data with tuples for its lists."""
    if isinstance(value, dict):
        return {key: frozen(inner) for key, inner in value.items()}
    return tuple(map(frozen, value)) if isinstance(value, list) else value


def told(
    document: Document,
    value: Any,
    model: type[BaseModel],
    faults: "Iterable[ErrorDetails]",
    holes: Iterable[Path],
) -> tuple[list[Path], list[Problem]]:
    """Return where a document is no model, and the problems without those that only tell of its holes."""
    from perfscore.inputs.schema.places import locate

    faults, gaps = list(faults), set(holes)
    paths = [locate(model, fault["loc"]).path for fault in faults]
    unread = {path[:-1] for path in gaps if str(path[-1]).startswith(HOLE) and len(path) > 1}
    echoes = [
        fault["type"] == "missing" and (path in gaps or path[:-1] in unread)
        for fault, path in zip(faults, paths, strict=True)
    ]
    own = [fault for fault, echo in zip(faults, echoes, strict=True) if not echo]
    return paths, _problems(document, value, (), model, own)


def _problems(
    document: Document, value: Any, at: Path, model: type[BaseModel], faults: "Iterable[ErrorDetails]"
) -> list[Problem]:
    """Return the problems in the order of the file, each once."""
    # Imported here: a file without mistakes should not wait for what is said of them.
    from perfscore.inputs.schema.complaints import complaint
    from perfscore.inputs.schema.places import locate, settled

    complaints = [
        complaint(located, error, value_at(value, located.path, error["input"]))
        for located, error in settled([(locate(model, fault["loc"]), fault) for fault in faults])
    ]
    placed = [(_place(document, at, one), one) for one in complaints if one is not None]
    placed.sort(key=lambda pair: pair[0])
    problems: dict[tuple[str, Place, str], Problem] = {}
    meant: set[Path] = set()
    for place, one in placed:
        where = words(document.data, (*at, *one.path))
        hint = _hint(one, value) if len(problems) < MOST_PROBLEMS else {}
        meant |= {(*one.path[:-1], hint["nearest"])} if one.code == "unknown-key" and hint else set()
        mend = _mend(document, at, one, hint, place)
        problems.setdefault(
            (one.code, place, where), Problem(one.code, place, where, {**one.values, **hint}, mend)
        )
    # A misspelt key is not missing as well.
    gone = {
        (_place(document, at, one), one.values["missing"])
        for _, one in placed
        if one.code == "missing-key" and one.path in meant
    }
    return [
        problem for problem in problems.values() if (problem.place, problem.values.get("missing")) not in gone
    ]


def _mend(document: Document, at: Path, one: "Complaint", hint: dict[str, str], place: Place) -> Mend | None:
    """Return the mend of a misspelt key or choice: the one known name that is like it."""
    expected = one.values.get("expected", "")
    if one.code == "wrong-type" and expected.startswith(
        "["
    ):  # a header with one bracket for two, or two for one
        written = expected[1:-1] if expected.startswith("[[") else f"[{expected}]"
        return document.mend(place, written, expected)
    found = one.values.get("found", "").strip('"')
    sure = unmistakable(found, one.known) and "advice" not in hint
    meant = hint.get("nearest") if sure else one.values.get("nearest")
    return document.mend(place, found, meant) if meant and one.code in _SPELLING else None


_SPELLING = frozenset(("unknown-key", "not-one-of"))


def _place(document: Document, at: Path, one: "Complaint") -> Place:
    path = (*at, *one.path)
    if one.offset is not None:
        return document.places.inside(path, one.offset)
    if one.at_key:
        return document.places.key(path)
    return document.places.value(path)


def _hint(one: "Complaint", value: Any) -> dict[str, str]:
    """Return the known name nearest to a misspelt one, of the keys that are not given yet."""
    found = one.values["found"].strip('"') if one.known else ""
    if not 0 < len(found) <= _LONGEST_COMPARED:
        return {}
    table = value_at(value, one.path[:-1]) if one.code == "unknown-key" else ()
    given = [name for name in one.known if isinstance(table, dict) and name in table]
    close = nearest(found, [name for name in one.known if name not in given])
    if not close and unmistakable(found, given):
        return {**nearest(found, given), "advice": "given"}
    return close
