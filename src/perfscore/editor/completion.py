"""What can be written where the cursor is · 补全."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from perfscore.editor.cursor import Cursor
from perfscore.editor.known import Known
from perfscore.editor.models import FORMULAS, choices, is_fact, table_at
from perfscore.inputs.schema.reading import value_at
from perfscore.inputs.toml.positions import Path
from perfscore.language.compile.types import FUNCTIONS
from perfscore.numbers.units import NAMED
from perfscore.packs.catalog import Catalog
from perfscore.plan.planned import GRADE, MEASURE, POINTS, TOTAL
from perfscore.publish.reference.keys import explained, keys_of
from perfscore.publish.reference.markdown import both

__all__ = ["Item", "complete"]


_AMOUNTS = ("万元", "亿元")


class Item(NamedTuple):
    """One thing that can be written: a word, what it is, and the text that goes in · 一个候选."""

    label: str
    says: str
    text: str


def complete(
    cursor: Cursor, data: Mapping[str, Any], known: Known, catalog: Catalog, language: str
) -> list[Item]:
    """Return what can be written at the cursor, in the order of the alphabet.

    `data` is what the file holds without the line that is being typed.
    """
    data = _with(data, cursor)
    if cursor.on_value:
        found = _values(cursor, data, known, catalog, language)
        items = [Item(word, says, word if cursor.quoted else f'"{word}"') for word, says in found]
    else:
        items = [Item(word, says, f"{word} = ") for word, says in _keys(cursor, data, known, catalog)]
    typed = _LAST_WORD.split(cursor.typed)[-1] if _in_formula(cursor) else cursor.typed
    return sorted(item for item in items if typed in item.label)


def _in_formula(cursor: Cursor) -> bool:
    return cursor.on_value and cursor.path[-1] in FORMULAS


_LAST_WORD = re.compile(r"\W")


def _with(data: Mapping[str, Any], cursor: Cursor) -> Mapping[str, Any]:
    """Return the data with what stands in the same table of the line: the shape decides its keys."""
    table = cursor.path[:-1] if cursor.on_value else cursor.path
    return _put(data, table, cursor.beside) if cursor.beside else data


def _put(value: Any, path: Path, more: Mapping[str, str]) -> Any:
    if not path:
        return {**(value if isinstance(value, dict) else {}), **more}
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        rows = list(value) if isinstance(value, list) else []
        rows += [{}] * (step + 1 - len(rows))
        rows[step] = _put(rows[step], rest, more)
        return rows
    table = value if isinstance(value, dict) else {}
    return {**table, step: _put(table.get(step, {}), rest, more)}


Words = Iterator[tuple[str, str]]


def _keys(cursor: Cursor, data: Mapping[str, Any], known: Known, catalog: Catalog) -> Words:
    """Yield the keys that the table of the cursor can still have."""
    path, written = cursor.path, value_at(data, cursor.path)
    there = set(written) if isinstance(written, dict) else set()
    if path[-1:] == ("with",):
        indicator = catalog.indicators.get(str((value_at(data, path[:-1]) or {}).get("indicator")))
        roles = indicator.value.roles if indicator is not None else ()
        yield from ((role.name, both(role.label)) for role in roles if role.name not in there)
    elif path[:1] == ("cases",) and path[2:] == ("facts",):
        yield from ((name, says) for name, says in _facts(known, "zh") if name not in there)
    elif path[:1] == ("cases",) and path[2:] == ("expect",):
        yield from ((name, "") for name in (*known.criteria, TOTAL, GRADE) if name not in there)
    elif (table := table_at(data, path, catalog)) is not None:
        for key in keys_of(table):
            if key not in there:
                yield key, " · ".join(words for words in explained(table, key) if words)


def _values(cursor: Cursor, data: Mapping[str, Any], known: Known, catalog: Catalog, language: str) -> Words:
    """Yield the texts that can be the value of the cursor."""
    path = cursor.path
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    if found := choices(data, path, catalog):
        yield from ((choice, "") for choice in found)
    elif key == "indicator":
        yield from ((name, both(entry.value.label)) for name, entry in catalog.indicators.items())
    elif key == "shape":
        yield from ((name, _first(entry.value.__doc__)) for name, entry in catalog.shapes.items())
    elif key == "source":
        yield from ((name, "") for name in known.sources)
    elif key == "unit":
        yield from ((name, "") for name in (*_AMOUNTS, *NAMED))
    elif key in ("extends", "ruleset"):
        yield from ((name, "") for name in catalog.rulesets)
    elif key in FORMULAS:
        yield from _facts(known, language)
        yield from ((name, "") for name in (*FUNCTIONS, MEASURE, POINTS))
    elif is_fact(data, path, catalog):
        yield from _facts(known, language)


def _facts(known: Known, language: str) -> Words:
    for name, definition in known.facts.items():
        yield name, definition.label.text(language) if definition is not None else ""


def _first(words: str | None) -> str:
    return (words or "").strip().partition("\n")[0].removesuffix(".")
