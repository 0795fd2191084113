"""From text to the parser's tree, behind a scan that bounds it · 扫描与解析.

The scan (length, characters, brackets) is linear in the text; what passes is short enough and plain
enough that the parser cannot be made to work long or to fold one name into another.  What Python's parser
will not read is told in the language's own terms, with the character at which it gave up.
"""

import ast
import re
import unicodedata
import warnings
from dataclasses import dataclass, field
from threading import Lock

from perfscore.numbers.exact import exact

__all__ = ["MOST_BRACKETS", "MOST_CHARACTERS", "MOST_SIGNS", "Fault", "blanked", "parsed", "scan"]

MOST_CHARACTERS = 1_000
MOST_BRACKETS = 32
MOST_SIGNS = 2

_LISTED = frozenset('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.,()+-*/<>=! \t\n"')
_PLAIN = {
    "×": "*", "÷": "/", "−": "-", "–": "-", "≤": "<=", "≥": ">=", "≠": "!=", "&": "and", "|": "or",
    "&&": "and", "||": "or",
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
                return _foreign(character, offset, True)
    return None


def _unlisted(plain: str) -> Fault | None:
    found = (at for at, character in enumerate(plain) if character not in _LISTED)
    return next((_foreign(_whole(plain, at), at, _stands_alone(plain, at)) for at in found), None)


def _whole(plain: str, at: int) -> str:
    """Return a character, or the two of a sign such as && in other languages."""
    return plain[at : at + 2] if plain[at : at + 2] in ("&&", "||") else plain[at]


def _stands_alone(plain: str, at: int) -> bool:
    """Say whether a sign of comparison is not part of a longer one."""
    return not set(plain[max(0, at - 1) : at] + plain[at + 1 : at + 2]) & set("=<>!＝")


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


def _foreign(character: str, offset: int, alone: bool) -> Fault:
    values = {"found": character, "point": f"U+{ord(character[0]):04X}"}
    plain = _PLAIN.get(character) or unicodedata.normalize("NFKC", character)
    wide = unicodedata.decomposition(character[0]).startswith(("<wide>", "<font>", "<noBreak>"))
    if character in _PLAIN or (wide and plain in _LISTED) or plain == " ":
        values["plain"] = "==" if plain == "=" and alone else plain
    return Fault("formula-character", offset, values)


_MOST_SHOWN = 20
_ASSIGNS = re.compile(r"(?<![=!<>])=(?!=)")
_NUMBERS = re.compile(r"(?<![\w.])[0-9][\w.]*", re.ASCII)


# Python's parser counts its depth, and its warnings are set, once for all threads: two that parse at once
# get "AST constructor recursion depth mismatch", or leave warnings as errors behind.
_ONE_AT_A_TIME = Lock()


def parsed(text: str) -> ast.expr | Fault:
    """Return the tree of a scanned text, or the first thing that is no formula.

    The tree's places count from the first character that is not blank.
    """
    start = len(text) - len(text.lstrip())
    source = text.strip().replace("\n", " ").replace("\t", " ")
    try:
        with _ONE_AT_A_TIME, warnings.catch_warnings():
            warnings.simplefilter("error")
            return ast.parse(source, mode="eval").body
    except SyntaxError as error:
        wants_else = "'else'" in error.msg
        at = (error.end_offset if wants_else else error.offset) or 0
        return _syntax_fault(source, at - 1, wants_else, start)
    except (RecursionError, MemoryError):
        return Fault("formula-too-deep", start)
    except (ValueError, OverflowError, Warning):
        return Fault("formula-syntax", start, {"found": source[:_MOST_SHOWN]})


def _syntax_fault(source: str, at: int, unfinished: bool, start: int) -> Fault:
    if assigns := _ASSIGNS.search(blanked(source)):
        found = source[assigns.start() : assigns.start() + _MOST_SHOWN]
        return Fault("formula-assignment", start + assigns.start(), {"found": found})
    if unfinished or not 0 <= at < len(source):
        end = at if unfinished else len(source)
        found = source[max(end - _MOST_SHOWN, 0) : end]
        return Fault("formula-unfinished", start + end, {"found": found})
    for number in _NUMBERS.finditer(source):
        if number.start() <= at < number.end() and not _is_exact(number[0]):
            return Fault("formula-constant", start + number.start(), {"found": number[0]})
    return Fault("formula-syntax", start + at, {"found": source[at : at + _MOST_SHOWN]})


def _is_exact(written: str) -> bool:
    try:
        exact(written)
    except ValueError:
        return False
    return True
