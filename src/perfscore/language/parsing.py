"""From text to the parser's tree · 解析.

Python's parser reads the text; what it will not read is told in the language's own terms, with the
character at which it gave up.
"""

import ast
import re
import warnings

from perfscore.language.scan import Fault, blanked
from perfscore.numbers import exact

__all__ = ["parsed"]

_MOST_SHOWN = 20
_ASSIGNS = re.compile(r"(?<![=!<>])=(?!=)")
_NUMBERS = re.compile(r"(?<![\w.])[0-9][\w.]*", re.ASCII)


def parsed(text: str) -> ast.expr | Fault:
    """Return the tree of a scanned text, or the first thing that is no formula.

    The tree's places count from the first character that is not blank.
    """
    start = len(text) - len(text.lstrip())
    source = text.strip().replace("\n", " ").replace("\t", " ")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return ast.parse(source, mode="eval").body
    except SyntaxError as error:
        wants_else = "'else'" in error.msg
        at = (error.end_offset if wants_else else error.offset) or 0
        return _told(source, at - 1, wants_else, start)
    except (RecursionError, MemoryError):
        return Fault("formula-too-deep", start)
    except (ValueError, OverflowError, Warning):
        return Fault("formula-syntax", start, {"found": source[:_MOST_SHOWN]})


def _told(source: str, at: int, unfinished: bool, start: int) -> Fault:
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
