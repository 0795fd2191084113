"""What is wrong with the words of a Chinese sentence: internal codes, escapes, English."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from perfscore.messages import load

PARTS = ("across", "cli", "draft", "explain", "findings", "forms", "keys", "kinds", "problems", "reference")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_CODE = re.compile(r"(?<![\w-])[a-z]+(?:-[a-z]+)+(?![\w-])")
_ESCAPE = re.compile(r"\\(?:u\{[0-9a-f]*\}|x[0-9a-fA-F]{2}|[uU][0-9a-fA-F]{4})|_x[0-9A-F]{4}_")
_TAG = re.compile(r" \[[a-z0-9-]+\]$")
_NO_WORD = re.compile(
    r"U\+(?:[0-9A-F]{4,6}|…)|0x[0-9A-F]{2}"  # characters and bytes by number
    r"|(?<=!)[A-Z]{1,3}[0-9]+"  # a cell of a form
    r"|\\(?:[nt]|uXXXX)\b"  # escapes of TOML, as they are typed
    r"|(?<![A-Za-z0-9_])\.[a-z]+(?![A-Za-z0-9_])"  # the end of a file's name
    r"|…[\w./-]+|[\w.]+…"  # a name that is cut
)


def faults(sentence: str, own: str = "") -> list[str]:
    """Return the codes, escapes and English words of a sentence.

    `own` is what the reader wrote or typed: its words may come back.  The code of a problem stands in
    square brackets behind its sentence, where the manual is searched for it.
    """
    text = _TAG.sub("", sentence)
    known = allowed() | set(_WORD.findall(own))
    inner = [code for code in _CODE.findall(text) if code in codes()]
    found = [code for code in inner if code not in allowed() and code not in own] + _ESCAPE.findall(text)
    for cut in (*inner, *found):
        text = text.replace(cut, "")
    return found + [word for word in _WORD.findall(_NO_WORD.sub("", text)) if word not in known]


@cache
def allowed() -> frozenset[str]:
    """Return every word that may stand in a Chinese sentence whoever wrote the file."""
    entries = tomli.loads(Path(__file__).with_name("latin_words.toml").read_text("utf-8"))["allowed"]
    return frozenset(word for entry in entries for word in entry["words"].split())


@cache
def codes() -> frozenset[str]:
    """Return the codes of problems, findings and notes."""
    tables = (load("problems", "zh"), load("findings", "zh"), load("forms", "zh")["notes"])
    return frozenset(code for table in tables for code in table if "-" in code)


def entries(table: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the sentences of a part of the catalogue, each with the keys that lead to it."""
    if isinstance(table, str):
        yield path, table
    else:
        pairs: Iterable[tuple[Any, Any]] = table.items() if isinstance(table, dict) else enumerate(table)
        for key, inside in pairs:
            yield from entries(inside, (*path, str(key)))
