"""The scan before the parser: length, characters, brackets · 解析前的扫描.

Linear in the text.  What passes is short enough and plain enough that the parser cannot be made to
work long or to fold one name into another.
"""

import re
import unicodedata
from dataclasses import dataclass, field

__all__ = ["MOST_BRACKETS", "MOST_CHARACTERS", "MOST_SIGNS", "Fault", "blanked", "scan"]

MOST_CHARACTERS = 1_000
MOST_BRACKETS = 32
MOST_SIGNS = 2

_LISTED = frozenset('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.,()+-*/<>=! \t\n"')
_PLAIN = {
    "×": "*", "÷": "/", "−": "-", "–": "-", "≤": "<=", "≥": ">=", "≠": "!=", "&": "and", "|": "or",
    "“": '"', "”": '"', "‘": "'", "’": "'", "「": '"', "」": '"', "、": ",",
}  # fmt: skip
_QUOTE = re.compile("[\"']")
_GLUE = re.compile(r"\w$|['\"]\s*$", re.ASCII)
_TEXTS = re.compile(r"\"[^\"]*\"|'[^']*'")
_RUN = re.compile(rf"[+-](?:\s*[+-]){{{MOST_SIGNS},}}|\bnot(?:\s+not){{{MOST_SIGNS},}}\b")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a formula: a problem code, the character it stands at, the blanks."""

    code: str
    offset: int
    values: dict[str, str] = field(default_factory=dict)


def scan(text: str) -> Fault | None:
    """Return the first thing that keeps a text from the parser, or None."""
    if len(text) > MOST_CHARACTERS:
        return _limit("formula-too-long", len(text), MOST_CHARACTERS, MOST_CHARACTERS)
    if not text.strip():
        return Fault("formula-empty", 0)
    if fault := _quoted(text):
        return fault
    plain = blanked(text)
    return _unlisted(plain) or _brackets(plain) or _runs(plain)


def blanked(text: str) -> str:
    """Return a text of the same length with quotation marks for all that stands in quotes."""
    return _TEXTS.sub(lambda quoted: '"' * len(quoted[0]), text)


def _limit(code: str, found: int, most: int, offset: int) -> Fault:
    return Fault(code, offset, {"found": str(found), "most": str(most)})


def _quoted(text: str) -> Fault | None:
    """Return the first fault of the texts in quotes.

    A text right behind a letter would be read with a prefix (``f"…"``), two texts in a row as one.
    """
    end = -1
    while quote := _QUOTE.search(text, end + 1):
        start = quote.start()
        if _GLUE.search(text[:start]):
            return Fault("formula-syntax", start, {"found": text[start : start + 20]})
        end = text.find(quote[0], start + 1)
        if end < 0:
            return Fault("formula-quote", start, {"found": quote[0]})
        for offset in range(start + 1, end):
            character = text[offset]
            if character == "\\" or not character.isprintable() or _folds(character):
                return _foreign(character, offset)
    return None


def _unlisted(plain: str) -> Fault | None:
    found = (at for at, character in enumerate(plain) if character not in _LISTED)
    return next((_foreign(plain[at], at) for at in found), None)


def _brackets(plain: str) -> Fault | None:
    opened: list[int] = []
    for offset, character in enumerate(plain):
        if character == "(":
            opened.append(offset)
            if len(opened) > MOST_BRACKETS:
                return _limit("formula-too-deep", len(opened), MOST_BRACKETS, offset)
        elif character == ")":
            if not opened:
                return Fault("formula-bracket", offset, {"found": ")"})
            opened.pop()
    return Fault("formula-bracket", opened[-1], {"found": "("}) if opened else None


def _runs(plain: str) -> Fault | None:
    """Refuse `---x` and `not not not x`: nothing useful, and each one costs the parser a level."""
    run = _RUN.search(plain)
    values = {"found": run[0], "most": str(MOST_SIGNS)} if run else {}
    return run and Fault("formula-signs-in-a-row", run.start(), values)


def _folds(character: str) -> bool:
    return unicodedata.normalize("NFKC", character) != character


def _foreign(character: str, offset: int) -> Fault:
    values = {"found": character, "point": f"U+{ord(character):04X}"}
    plain = _PLAIN.get(character) or unicodedata.normalize("NFKC", character)
    wide = unicodedata.decomposition(character).startswith(("<wide>", "<font>", "<noBreak>"))
    if character in _PLAIN or (wide and plain in _LISTED) or plain == " ":
        values["plain"] = plain
    return Fault("formula-character", offset, values)
