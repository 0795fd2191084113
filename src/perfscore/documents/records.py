"""Rows as JSON · 读取 JSON 数据.

Whatever the nesting, a table comes out: a text or number becomes a label with its value, a list of
objects becomes a heading row with rows below it.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from perfscore.documents.document import Cell, Document, Grid, Unreadable

__all__ = ["read"]

DEEPEST, MOST_ROWS, MOST_COLUMNS = 8, 20_000, 200
_OPEN, _CLOSE = frozenset(b"[{"), frozenset(b"]}")
_TEXT = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)


def read(content: bytes) -> Document:
    """Return the forms of a JSON text: one object, or a list of them; raise Unreadable otherwise."""
    _refuse_deep(content)
    try:
        text = content.decode("utf-8-sig")
        data = json.loads(
            text, parse_float=str, parse_int=str, parse_constant=_refuse, object_pairs_hook=_once
        )
    except UnicodeDecodeError:
        raise Unreadable("form-broken", "", found="UTF-8") from None
    except (json.JSONDecodeError, RecursionError) as error:
        where = f"{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise Unreadable("form-broken", where, found="JSON") from None
    rows = isinstance(data, list) and any(_level(item) for item in data)
    forms = [data] if rows or isinstance(data, dict) else data
    if not isinstance(forms, list):
        raise Unreadable("form-json-shape")
    return Document.of_grids([_grid(form, index, len(forms)) for index, form in enumerate(forms)])


def _level(item: Any) -> bool:
    """Say whether an item is a row, and not a form of its own: nothing in it is a list."""
    return isinstance(item, dict) and not any(isinstance(value, list) for value in item.values())


def _grid(form: Any, index: int, count: int) -> Grid:
    before = f"[{index}]" if count > 1 else ""
    if not isinstance(form, dict | list):
        raise Unreadable("form-json-shape", before)
    cells: list[Cell] = []
    for row, (path, texts) in enumerate(_rows(form, before), 1):
        if row > MOST_ROWS or len(texts) > MOST_COLUMNS:
            raise Unreadable("form-too-many-rows", path, most=str(MOST_ROWS))
        for column, (where, text) in enumerate(texts, 1):
            if text:
                cells.append(Cell(row, column, text, where))
    return Grid(f"form {index + 1}" if count > 1 else "form", tuple(cells))


Texts = list[tuple[str, str]]


def _rows(data: Any, path: str) -> Iterator[tuple[str, Texts]]:
    """Yield rows of (place, text) in the order of the file."""
    if isinstance(data, dict):
        for key, value in data.items():
            where = f"{path}.{key}".removeprefix(".")
            if isinstance(value, dict) and not any(
                isinstance(inner, dict | list) for inner in value.values()
            ):
                yield from _table([value], where, single=True)
            elif isinstance(value, dict | list):
                yield from _rows(value, where)
            else:
                yield where, [(where, str(key)), (where, _text(value))]
    elif isinstance(data, list) and all(isinstance(item, dict) for item in data):
        yield from _table(data, path)
    else:
        raise Unreadable("form-json-shape", path)


def _table(items: list[dict[str, Any]], path: str, *, single: bool = False) -> Iterator[tuple[str, Texts]]:
    keys = list(dict.fromkeys(key for item in items for key in item))
    yield path, [(path, str(key)) for key in keys]
    for index, item in enumerate(items):
        where = path if single else f"{path}[{index}]"
        for key, value in item.items():
            if isinstance(value, dict | list):
                raise Unreadable("form-json-shape", f"{where}.{key}")
        yield where, [(f"{where}.{key}", _text(item.get(key))) for key in keys]
    yield path, []


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "" if value is None else str(value).strip()


def _refuse_deep(content: bytes) -> None:
    depth = 0
    for byte in _TEXT.sub(b"", content):
        depth += (byte in _OPEN) - (byte in _CLOSE)
        if depth > DEEPEST:
            raise Unreadable("form-json-shape")


def _refuse(name: str) -> Any:
    raise Unreadable("form-broken", "", found=name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(key for key, _ in pairs if [k for k, _ in pairs].count(key) > 1)
        raise Unreadable("form-json-twice", twice)
    return found
