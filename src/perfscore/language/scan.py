"""The scan before the parser: length, characters, brackets · 解析前的扫描.

Linear in the text.  What passes is short enough and plain enough that the parser cannot be made to
work long or to fold one name into another.
"""

import unicodedata
from dataclasses import dataclass, field

__all__ = ["MOST_BRACKETS", "MOST_CHARACTERS", "Fault", "scan"]

MOST_CHARACTERS = 1_000
MOST_BRACKETS = 32
_SIGNS_IN_A_ROW = 2

_LISTED = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.,()+-*/<>=! \t\n"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a formula: a problem code, the character it stands at, the blanks."""

    code: str
    offset: int
    values: dict[str, str] = field(default_factory=dict)


def scan(text: str) -> Fault | None:
    """Return the first thing that keeps a text from the parser, or None."""
    if len(text) > MOST_CHARACTERS:
        return _limit("characters", len(text), MOST_CHARACTERS, MOST_CHARACTERS)
    if not text.strip():
        return Fault("formula-empty", 0)
    return _characters(text) or _runs(text)


def _limit(what: str, found: int, most: int, offset: int) -> Fault:
    return Fault("formula-limit", offset, {"what": what, "found": str(found), "most": str(most)})


def _characters(text: str) -> Fault | None:
    quote, opened = "", []
    for offset, character in enumerate(text):
        if quote:
            if character == quote:
                quote = ""
            elif character == "\\" or not character.isprintable() or _folds(character):
                return _foreign(character, offset)
        elif character in "\"'":
            if offset and (text[offset - 1].isalnum() or text[offset - 1] in "_\"'"):
                return Fault("formula-syntax", offset, {"found": text[offset - 1 : offset + 1]})
            quote = character
        elif character not in _LISTED:
            return _foreign(character, offset)
        elif character == "(":
            opened.append(offset)
            if len(opened) > MOST_BRACKETS:
                return _limit("open brackets", len(opened), MOST_BRACKETS, offset)
        elif character == ")":
            if not opened:
                return Fault("formula-bracket", offset, {"found": ")"})
            opened.pop()
    if quote:
        return Fault("formula-quote", text.rfind(quote), {"found": quote})
    return Fault("formula-bracket", opened[-1], {"found": "("}) if opened else None


def _runs(text: str) -> Fault | None:
    """Refuse `---x` and `not not not x`: nothing useful, and each one costs the parser a level."""
    signs = 0
    for offset, character in enumerate(text):
        signs = signs + 1 if character in "+-" else signs if character.isspace() else 0
        if signs > _SIGNS_IN_A_ROW:
            return _limit("signs in a row", signs, _SIGNS_IN_A_ROW, offset)
    words = 0
    for word in text.split():
        words = words + 1 if word == "not" else 0
        if words > _SIGNS_IN_A_ROW:
            return _limit("'not' in a row", words, _SIGNS_IN_A_ROW, text.index("not"))
    return None


def _folds(character: str) -> bool:
    return unicodedata.normalize("NFKC", character) != character


def _foreign(character: str, offset: int) -> Fault:
    values = {"found": character, "point": f"U+{ord(character):04X}"}
    plain = unicodedata.normalize("NFKC", character)
    if plain != character and plain.isascii() and plain.isprintable():
        values["plain"] = plain
    return Fault("formula-character", offset, values)
