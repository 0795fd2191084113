"""The one safe mend of a mistake of grammar, where there is one · 语法错误的修正.

A mend is tried out by whoever reads on: one that does not carry the parser beyond its line is none.
"""

import re
from collections.abc import Callable

from perfscore.inputs.toml.mistakes import plain_mark
from perfscore.messages.problems import Mend, Problem

__all__ = ["mend"]

_BARE = re.compile(r"([ \t]*[A-Za-z0-9_-]+[ \t]*=[ \t]*)([^\"'\[\]{}#=,]+?)([ \t]*(?:#.*)?)$")
_UNOPENED = re.compile(r"([ \t]*[A-Za-z0-9_-]+[ \t]*=[ \t]*)([^\"'\[\]{}#=]+)\"([ \t]*(?:#.*)?)$")


def mend(problem: Problem, text: str) -> Mend | None:
    """Return the mend of a problem in a text, None where there is none or more than one."""
    find = _MENDS.get(problem.code)
    line = text.split("\n")[problem.place.line - 1]
    return find(problem, line, problem.place.column - 1) if find else None


def _put(problem: Problem, start: int, end: int, text: str) -> Mend:
    return Mend(problem.place.line, start + 1, end + 1, text)


def _wide(problem: Problem, line: str, at: int) -> Mend | None:
    """Exchange the marks of a Chinese keyboard to the end of the line, outside of texts."""
    plain, quote = "", ""
    for index, character in enumerate(line[at:], at):
        mark = plain_mark(character)
        if quote:
            ends = character == quote or (mark == quote and character != quote and index > at)
            plain, quote = plain + (quote if ends else character), "" if ends else quote
        elif character == "#":
            plain += line[index:]
            break
        else:
            plain += character if mark is None else mark
            quote = plain[-1] if plain[-1] in "\"'" else ""
    return _put(problem, at, len(line), plain)


def _unclosed(problem: Problem, line: str, at: int) -> Mend | None:
    """Close a text at the end of its line, where nothing but the text begins there."""
    quote, other = line[at], "'" if line[at] == '"' else '"'
    rest = line[at + 1 :].rstrip()
    if any(mark in line[:at] for mark in "[{\"'") or quote in rest or line[at : at + 3] == quote * 3:
        return None
    if rest.endswith(other) and rest.count(other) == 1:
        return _put(problem, at + len(rest), at + len(rest) + 1, quote)
    return _put(problem, at + 1 + len(rest), len(line), quote) if other not in rest else None


def _quoted(problem: Problem, line: str, at: int) -> Mend | None:
    """Put quotes around a text that has none, or the one that it lacks."""
    for pattern in (_UNOPENED, _BARE):
        found = pattern.match(line)
        if found is not None and found.start(2) == at and "\\" not in found[2]:
            end = found.start(3)
            return _put(problem, at, end, f'"{found[2]}"')
    return None


def _word(problem: Problem, line: str, at: int) -> Mend | None:
    expected = problem.values.get("expected")
    return _put(problem, at, at + len(problem.values["found"]), expected) if expected else None


def _equals(problem: Problem, line: str, at: int) -> Mend | None:
    """Write the equals sign for a colon, or put it in."""
    if line[at : at + 1] == ":":
        return _put(problem, at, at + 1, "=" if line[at - 1] == " " else " =")
    value = re.fullmatch(r"[0-9.]+|\"[^\"]*\"", line[at:])
    return _put(problem, at, at, "= ") if value else None


def _behind(problem: Problem, line: str, at: int) -> Mend | None:
    """Take a semicolon away, and begin a comment as TOML does."""
    if line[at:].rstrip() == ";":
        return _put(problem, at, len(line), "")
    return _put(problem, at, at + 2, "#") if line[at:].startswith("//") else None


def _header(problem: Problem, line: str, at: int) -> Mend | None:
    """Let a header close with as many brackets as it opens with."""
    found = re.fullmatch(r"([ \t]*)(\[{1,2})([^\[\]]+)\]*([ \t]*(?:#.*)?)", line)
    if found is None:
        return None
    return _put(problem, 0, len(line), f"{found[1]}{found[2]}{found[3]}{']' * len(found[2])}{found[4]}")


def _double(problem: Problem, line: str, at: int) -> Mend | None:
    found = re.fullmatch(r"([ \t]*)\[([^\[\]]+)\]([ \t]*(?:#.*)?)", line)
    return _put(problem, 0, len(line), f"{found[1]}[[{found[2]}]]{found[3]}") if found else None


def _closing(mark: str) -> Callable[[Problem, str, int], Mend | None]:
    def close(problem: Problem, line: str, at: int) -> Mend | None:
        if at >= len(line.rstrip()):  # nothing stands behind it: the line ends too early
            return _put(problem, len(line.rstrip()), len(line), mark)
        if re.match(r"[A-Za-z0-9_-]+[ \t]*=", line[at:]):  # the next key begins inside of the list
            return _put(problem, len(line[:at].rstrip(" \t,")), at, f"{mark.strip()}, ")
        return (
            _put(problem, at, at, ", ")
            if line[at : at + 1] in ('"', "'", "{") and line[at - 1] == " "
            else None
        )

    return close


_MENDS: dict[str, Callable[[Problem, str, int], Mend | None]] = {
    "toml-wide-mark": _wide,
    "toml-text-not-closed": _unclosed,
    "toml-bad-value": _quoted,
    "toml-bad-word": _word,
    "toml-date-form": _word,
    "toml-leading-zero": _word,
    "toml-no-equals": _equals,
    "toml-rest-of-line": _behind,
    "toml-header-not-closed": _header,
    "toml-single-bracket": _double,
    "toml-list-not-closed": _closing("]"),
    "toml-table-not-closed": _closing(" }"),
}
