"""The pieces of a TOML text · TOML 词法.

Cuts a text into marks, words and quoted texts in one pass, without judging it.  Two readers
share the pieces: the limits that stand before the parser, and the places of keys and values.
No expression here repeats a repetition, and nothing is looked at more than a few times, so the
time is linear.
"""

import re
from collections.abc import Iterator

__all__ = ["Unclosed", "tokens"]

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
