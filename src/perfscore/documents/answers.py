"""A document as the bytes in which a reading process sends it back · 读取结果的传送.

What comes back is a stranger's word: it is checked piece by piece.
"""

import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from perfscore.documents.document import Cell, Document, Grid, Line, Part, Remark, Unreadable, cells_of

__all__ = ["packed", "packed_refusal", "unpacked"]

_PARTED = "\ufdd2"
"""A character that no text holds: Unicode keeps it for such uses."""
_WHOLE = "I"
"""Whole numbers up to four thousand million."""


def packed(document: Document) -> bytes:
    """Return a document as bytes."""
    parts = [[part.name, [_block(block) for block in part.blocks]] for part in document.parts]
    remarks = [[one.code, one.place, one.text, dict(one.values)] for one in document.remarks]
    return _bytes({"parts": parts, "remarks": remarks})


def packed_refusal(refusal: Unreadable) -> bytes:
    """Return a refusal as bytes."""
    return _bytes({"refused": [refusal.code, refusal.where, refusal.values]})


def _bytes(answer: dict[str, Any]) -> bytes:
    # Half of what comes back is Chinese: as it is, it is read in half the time of its escapes.
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass")


def unpacked(content: bytes) -> Document:
    """Return the document, or raise the refusal; raise ValueError for what is neither."""
    data = json.loads(content.decode("utf-8", "surrogatepass"))
    if not isinstance(data, dict):
        raise ValueError
    if "refused" in data:
        code, where, values = data["refused"]
        raise Unreadable(_text(code), _text(where), **_texts(values))
    parts = tuple(Part(_text(name), tuple(map(_block_read, blocks))) for name, blocks in data["parts"])
    remarks = tuple(
        Remark(_text(code), _text(place), _text(text), _texts(values))
        for code, place, text, values in data["remarks"]
    )
    return Document(parts, remarks)


def _block(block: Line | Grid) -> list[Any]:
    if isinstance(block, Line):
        return [block.text, block.place, block.level, block.linked]
    if not block.cells:
        return [block.name, []]
    row, column, text, place, rows, columns = zip(*block.cells, strict=True)
    sizes = enumerate(zip(rows, columns, strict=True)) if {*rows, *columns} != {1} else ()
    merged = [(index, *size) for index, size in sizes if size != (1, 1)]
    return [block.name, [_numbers(row), _numbers(column), _joined(text), _joined(place), merged]]


def _numbers(numbers: Sequence[int]) -> str:
    # A list of numbers is what the parser of the answer is slowest with.
    return array(_WHOLE, numbers).tobytes().hex()


def _numbers_read(data: Any) -> list[int]:
    numbers = array(_WHOLE, bytes.fromhex(_text(data))).tolist()
    if 0 in numbers:
        raise ValueError
    return numbers


def _joined(texts: Sequence[str]) -> str | Sequence[str]:
    """Return many texts as one, which is written and read at once; as they are where one holds the mark."""
    joined = _PARTED.join(texts)
    return joined if joined.count(_PARTED) == len(texts) - 1 else texts


def _texts_read(data: Any) -> list[str]:
    return data.split(_PARTED) if type(data) is str else [_text(text) for text in data]


def _block_read(data: Any) -> Line | Grid:
    if len(data) == 2:
        return Grid(_text(data[0]), tuple(_cells_read(data[1])))
    text, place, level, linked = data
    if type(level) is not int or level < 0 or type(linked) is not bool:
        raise ValueError
    return Line(_text(text), _text(place), level, linked)


def _cells_read(data: Any) -> Iterator[Cell]:
    """Yield the cells of a table: they come as their rows, columns, texts, places, and the merged ones."""
    if not data:
        return iter(())
    row, column, text, place, merged = data
    numbers, across = _numbers_read(row), _numbers_read(column)
    rows, columns = [1] * len(numbers), [1] * len(numbers)
    for index, high, wide in merged:
        if any(type(one) is not int or one < 1 for one in (index + 1, high, wide)):
            raise ValueError
        rows[index], columns[index] = high, wide
    return cells_of(zip(numbers, across, _texts_read(text), _texts_read(place), rows, columns, strict=True))


def _text(value: Any) -> str:
    if type(value) is not str:
        raise ValueError
    return value


def _texts(values: Any) -> Mapping[str, str]:
    if type(values) is not dict:
        raise ValueError
    return {_text(key): _text(value) for key, value in values.items()}
