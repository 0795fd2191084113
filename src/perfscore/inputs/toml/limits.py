"""The pieces of a TOML text, and the limits that stand before the parser · TOML 词法与限制.

One pass cuts a text into marks, words and quoted texts without judging it; the limits and the places
of keys share the pieces.  No expression here repeats a repetition, and nothing is looked at more than a
few times, so the time grows with the text alone.  A parser can be made to work for hours by a small
file (a key of thousands of parts, brackets without end): the first place where a limit is passed is
told before it runs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["Breach", "Unclosed", "first_breach", "tokens"]

_TOKEN = re.compile(
    r"""[\[\]{},=\n]            # a mark
      | \#[^\n]*                # a comment
      | \"\"\" | '''            # the start of a long text
      | "[^"\\\n]*"             # a text without escapes
      | '[^'\n]*'
      | ["']                    # a text with escapes, or one that never closes
      | [^ \t\n\[\]{}"'\#,=]+   # a word: bare key parts with their dots, number, date, true""",
    re.VERBOSE,
)
_STARTS = frozenset(['"', "'", '"""', "'''"])
_ENDS = {
    '"': re.compile(r'\\.|["\n]'),
    "'": re.compile(r"['\n]"),
    '"""': re.compile(r'\\.|"{3,5}', re.DOTALL),
    "'''": re.compile(r"'{3,5}"),
}


class Unclosed(Exception):
    """A quoted text that never closes · 引号未闭合.  `offset` is where it starts."""

    def __init__(self, offset: int) -> None:
        self.offset = offset
        super().__init__(offset)


def tokens(text: str) -> Iterator[tuple[int, str]]:
    """Yield each piece of a text with its offset, without blanks and comments · 逐个词法单元.

    Line ends must be ``\\n``.  Raises Unclosed at a quoted text without an end.
    """
    at, end = 0, len(text)
    while at < end:
        for match in _TOKEN.finditer(text, at):
            piece = match[0]
            if len(piece) <= 3 and piece in _STARTS:
                start = match.start()
                at = _end_of_text(text, start, piece)
                yield start, text[start:at]
                break
            if piece[0] != "#":
                yield match.start(), piece
        else:
            return


def _end_of_text(text: str, start: int, quote: str) -> int:
    """Return the offset behind the quoted text that starts here."""
    for match in _ENDS[quote].finditer(text, start + len(quote)):
        if match[0][0] == quote[0]:
            return match.end()
        if match[0] == "\n":
            break
    raise Unclosed(start)


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
