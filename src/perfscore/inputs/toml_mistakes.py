"""What the TOML parser complains about, in our own words · TOML 语法错误.

The parser gives an English phrase and an offset.  The phrase picks a problem code; where it points
behind a key that is given twice, the place is moved to that key.
"""

import re

from perfscore.inputs.positions import place_at
from perfscore.inputs.walk import Path, Walk
from perfscore.problems import Problem

__all__ = ["mistake"]

_CODES = (
    ("Invalid statement", "toml-bad-key"),
    ("Invalid initial character for a key part", "toml-bad-key"),
    ("Expected '=' after a key", "toml-no-equals"),
    ("Invalid value", "toml-bad-value"),
    ("Invalid date or datetime", "toml-bad-date"),
    ("Expected newline or end of document", "toml-rest-of-line"),
    ("Unclosed array", "toml-list-not-closed"),
    ("Unclosed inline table", "toml-table-not-closed"),
    ("Expected ']", "toml-header-not-closed"),
    ("Illegal character", "toml-control-character"),
    ("Found invalid character", "toml-control-character"),
    ("Unescaped '\\'", "toml-bad-escape"),
    ("Invalid hex value", "toml-bad-escape"),
    ("Escaped character is not", "toml-bad-escape"),
)
_REPEATS = (
    "Cannot overwrite a value",
    "Duplicate inline table key",
    "Cannot declare",
    "Cannot redefine namespace",
    "Cannot mutate immutable namespace",
)
_WIDE = dict(zip("“”„＂‘’＇＝：，、。．［【］】｛｝＃－　\u00a0", '""""\'\'\'==,,..[[]]{}#-  ', strict=True))
_WORD = re.compile(r"[^\n,\]}#=]{0,40}")


def mistake(file: str, text: str, phrase: str, offset: int) -> Problem:
    """Return the problem that the parser found at an offset of a text."""
    if phrase.startswith(_REPEATS):
        return _repeated(file, text[:offset])
    code = next((code for start, code in _CODES if phrase.startswith(start)), "toml-not-read")
    if code == "toml-bad-escape":
        offset = text.rfind("\\", 0, offset)
    place = place_at(file, text, offset)
    found = text[offset : offset + 1]
    if found in _WIDE:
        return Problem("toml-wide-mark", place, values={"found": found, "expected": _WIDE[found]})
    if code == "toml-bad-value" and found in ("", "\n", "#"):
        code = "toml-no-value"
    return Problem(code, place, values={"found": _word(text, offset, code)})


def _word(text: str, offset: int, code: str) -> str:
    """Return what stands at an offset, as far as it helps to see it."""
    if code == "toml-bad-escape":
        return text[offset : offset + 2]
    if code == "toml-control-character":
        return text[offset : offset + 1]
    match = _WORD.match(text, offset)
    word = match[0].strip(" \t") if match else ""
    return word or text[offset : offset + 1].strip("\n") or "⏎"


def _repeated(file: str, text: str) -> Problem:
    """Return the problem of the key that ends this text and was there before."""
    walk = Walk(text)
    path, offset = walk.last
    known = [path[:length] for length in range(len(path), 0, -1)]
    first = next((part for part in known if walk.first(part) < offset), path)
    values = {
        "found": _named(path),
        "table": _named(first),
        "line": str(place_at(file, text, walk.first(first)).line),
    }
    code = "toml-key-twice" if first == path else "toml-table-closed"
    return Problem(code, place_at(file, text, offset), values=values)


def _named(path: Path) -> str:
    return ".".join(step for step in path if isinstance(step, str))
