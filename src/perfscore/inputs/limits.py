"""Limits that stand before the TOML parser · 解析前的限制.

A parser can be made to work for hours by a small file: a key of thousands of parts, brackets
without end.  One pass over the pieces of the text finds the first place where a limit is
passed.
"""

from dataclasses import dataclass, field

from perfscore.inputs.lexing import Unclosed, tokens

__all__ = ["Breach", "first_breach"]

MOST_CHARACTERS = 1024 * 1024
MOST_LINES = 20_000
MOST_PIECES = 100_000
MOST_KEY_PARTS = 16
MOST_NESTING = 16
LONGEST_WORD = 100
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}


@dataclass(frozen=True, slots=True)
class Breach:
    """The first place where a text passes a limit · 超限之处."""

    code: str
    offset: int
    values: dict[str, str] = field(default_factory=dict)


def first_breach(text: str) -> Breach | None:
    """Return where a text first passes a limit, or None.

    The text before that place keeps every limit, so it may be given to the parser: a plain mistake
    there comes first.
    """
    if len(text) > MOST_CHARACTERS:
        return Breach("toml-too-long", 0, {"limit": str(MOST_CHARACTERS)})
    if text.count("\n") >= MOST_LINES:
        return Breach("toml-too-many-lines", 0, {"limit": str(MOST_LINES)})
    try:
        return _first_piece_beyond(text)
    except Unclosed as unclosed:
        return Breach("toml-text-not-closed", unclosed.offset)


def _first_piece_beyond(text: str) -> Breach | None:
    depth = dots = all_dots = 0
    for count, (offset, piece) in enumerate(tokens(text)):
        mark = piece[0]
        if mark in ",=\n":
            dots = 0
            if count + all_dots > MOST_PIECES:
                return Breach("toml-too-many-values", 0, {"limit": str(MOST_PIECES)})
        elif mark in _STEPS:
            dots = 0
            depth += _STEPS[mark]
            if depth > MOST_NESTING:
                return Breach("toml-too-deep", offset, {"limit": str(MOST_NESTING)})
        elif mark not in "\"'":
            if "." in piece:
                dots += piece.count(".")
                all_dots += piece.count(".")
                if dots >= MOST_KEY_PARTS:
                    return Breach("toml-key-too-long", offset, {"limit": str(MOST_KEY_PARTS)})
            if len(piece) > LONGEST_WORD:
                return Breach("toml-word-too-long", offset, {"limit": str(LONGEST_WORD)})
    return None
