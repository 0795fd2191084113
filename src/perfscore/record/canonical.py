"""The bytes of a record: one spelling only, and a reading that takes no other · 记录的字节与严格读取.

Keys sorted, one value a line, UTF-8, a final newline.  So two records are equal where their bytes are, and
every value has a line of its own that a mistake can be told at.
"""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from perfscore.inputs.files import Source, read_bytes
from perfscore.inputs.schema.reading import validate
from perfscore.inputs.toml.positions import Path as Steps
from perfscore.inputs.toml.positions import Places
from perfscore.inputs.toml.text import Document, NumberText
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.record.model import Record

__all__ = ["MOST_BYTES", "Lines", "data_of", "read_record", "seal_of", "sealed"]

MOST_BYTES = 64 * 1024 * 1024


def data_of(record: Record) -> dict[str, Any]:
    """Return a record as plain data, its parts in the order of their format."""
    return record.model_dump(mode="json")


def sealed(record: Record) -> bytes:
    """Return the bytes of a record, with its seal · 记录的字节."""
    return _spelled({**data_of(record), "seal": seal_of(record)})


def seal_of(record: Record) -> str:
    """Return the digest of a record without its seal."""
    return f"sha256:{sha256(_spelled({**data_of(record), 'seal': ''})).hexdigest()}"


def _spelled(data: Any) -> bytes:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1, separators=(",", ": "))
    return f"{text}\n".encode("utf-8", "surrogatepass")


def read_record(path: Path) -> Record:
    """Read a record strictly · 读取记录.

    Raises ProblemsFound: for what is no JSON, for a key given twice, for any byte that is spelled otherwise
    than a record is, and for everything in it that is unknown, missing or of another kind.
    """
    label, content, digest = read_bytes(path, limit=MOST_BYTES)
    data, text = _parsed(label, content)
    spelled = _spelled(data)
    if spelled != content:
        place = _first_other(label, content, spelled)
        raise ProblemsFound([Problem("record-not-canonical", place)])
    document = Document(data, Lines(label, data), Source(label, text, digest, len(content)))
    return validate(document, Record)


def _parsed(label: str, content: bytes) -> tuple[Any, str]:
    try:
        text = content.decode()
        twice: list[str] = []
        data = json.loads(
            text, parse_float=NumberText, parse_constant=NumberText,
            object_pairs_hook=lambda pairs: _once(pairs, twice),
        )  # fmt: skip
    except UnicodeDecodeError as error:
        place = _place(label, content, error.start)
        raise ProblemsFound([Problem("record-not-json", place)]) from None
    except json.JSONDecodeError as error:
        place = Place(label, error.lineno, error.colno)
        raise ProblemsFound([Problem("record-not-json", place)]) from None
    except (RecursionError, ValueError):
        raise ProblemsFound([Problem("record-not-json", Place(label))]) from None
    if twice:
        place = _first_other(label, content, _spelled(data))
        raise ProblemsFound([Problem("record-key-twice", place, "", {"found": twice[0]})])
    if not isinstance(data, dict):
        raise ProblemsFound([Problem("record-not-json", Place(label))])
    return data, text


def _once(pairs: list[tuple[str, Any]], twice: list[str]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice.append(next(name for name in names if names.count(name) > 1))
    return found


def _first_other(label: str, content: bytes, spelled: bytes) -> Place:
    """Return the place of the first byte that is spelled otherwise."""
    both = zip(content, spelled, strict=False)
    return _place(label, content, next((at for at, (a, b) in enumerate(both) if a != b), len(spelled)))


def _place(label: str, content: bytes, at: int) -> Place:
    before = content[:at].decode("utf-8", "ignore")
    return Place(label, before.count("\n") + 1, len(before) - before.rfind("\n"))


class Lines(Places):
    """Where the values of a record stand: each has a line of its own · 各值所在行."""

    def __init__(self, file: str, data: Any) -> None:
        super().__init__(file, "")
        self._data = data

    def value(self, path: Steps) -> Place:
        """Return the line of a value, of the nearest one around it where there is none."""
        line, data, depth = 1, self._data, 0
        for step in path:
            if isinstance(data, dict) and step in data:
                before = [data[key] for key in sorted(data) if key < str(step)]
            elif isinstance(data, list) and isinstance(step, int) and step < len(data):
                before = data[:step]
            else:
                break
            line += 1 + sum(map(_height, before))
            data, depth = data[step], depth + 1
        return Place(self.file, line, depth + 1)

    key = value

    def inside(self, path: Steps, offset: int) -> Place:
        """Return the place of the text."""
        return self.value(path)


def _height(data: Any) -> int:
    """Return how many lines a value takes."""
    if not isinstance(data, (dict, list)) or not data:
        return 1
    return 2 + sum(map(_height, data.values() if isinstance(data, dict) else data))
