"""What the parser complains about, in our own words and at the place that is to blame · TOML 语法错误.

The parser gives an English phrase and an offset.  The phrase picks a problem code, and what stands there a
better one; where it points behind the mistake, the place is moved to it.
"""

import re
from unicodedata import normalize

from perfscore.inputs.toml.positions import Path, Walk, place_at
from perfscore.messages.problems import Place, Problem

__all__ = ["mistake", "plain_mark"]

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
_WIDE = dict(zip("“”„‘’、。【】－\u3000\u00a0", '"""\'\',.[]-  ', strict=True))
_WORD = re.compile(r"[^\n,\]}#=]{0,40}")
_NUMBER = re.compile(r"[+-]?[0-9][0-9_.]*\Z")
_COMMA = re.compile(r"[0-9]+,[0-9]+[ \t]*\Z")
_KEY = re.compile(r"[A-Za-z0-9_-]+[ \t]*=")
_WORDS = {"true": "true", "false": "false", "yes": "true", "no": "false", "null": "", "none": "", "nil": ""}


def plain_mark(character: str) -> str | None:
    """Return what TOML has in place of a character of a Chinese keyboard, None for any other one."""
    if "\uff01" <= character <= "\uff5e":
        return normalize("NFKC", character) if character != "：" else "="
    return _WIDE.get(character)


def mistake(file: str, text: str, phrase: str, offset: int) -> Problem:
    """Return the problem that the parser found at an offset of a text."""
    if phrase.startswith(_REPEATS):
        return _repeated(file, text[:offset])
    code = next((code for start, code in _CODES if phrase.startswith(start)), "toml-not-read")
    if code == "toml-bad-escape":
        offset = text.rfind("\\", 0, offset)
    found = text[offset : offset + 1]
    if (plain := plain_mark(found)) is not None:
        return Problem(
            "toml-wide-mark", place_at(file, text, offset), "", {"found": found, "expected": plain}
        )
    code, offset, values = _closer(code, text, offset)
    return Problem(code, place_at(file, text, offset), "", values or {"found": _word(text, offset, code)})


def _closer(code: str, text: str, offset: int) -> tuple[str, int, dict[str, str]]:
    """Return a code that says more, where what stands there does; its place and its values."""
    found = text[offset : offset + 1]
    if code == "toml-bad-value":
        if found in ("", "\n", "#"):
            return "toml-no-value", offset, {}
        if _KEY.match(text, offset):
            return "toml-list-not-closed", offset, {}
        word = _word(text, offset, code)
        meant = _WORDS.get(word.casefold())
        if meant is not None:
            return "toml-bad-word", offset, {"found": word, **({"expected": meant} if meant else {})}
    elif code == "toml-no-equals" and (cut := _COMMA.search(text, max(0, offset - 40), offset)):
        return "toml-number-comma", cut.start(), {"found": cut[0].rstrip()}
    elif code == "toml-rest-of-line" and text[text.rfind("\n", 0, offset) + 1 : offset].lstrip().startswith(
        "["
    ):
        return "toml-header-not-closed", offset, {}
    elif code in ("toml-rest-of-line", "toml-table-not-closed", "toml-list-not-closed"):
        number = _NUMBER.search(text, max(0, offset - 40), offset)
        if number is not None and (behind := _behind(number, text, offset)):
            return behind
        if "\n" in text[len(text[:offset].rstrip()) : offset]:
            return code, len(text[:offset].rstrip()), {"found": _word(text, offset, code)}
    return code, offset, {}


def _behind(number: re.Match[str], text: str, offset: int) -> tuple[str, int, dict[str, str]] | None:
    """Return what is wrong with a number by what stands right behind it."""
    behind = _WORD.match(text, offset)
    word = behind[0].split(" ")[0].rstrip(";") if behind else ""
    whole = {"found": number[0] + word}
    if re.match(",[0-9]", text[offset : offset + 2]):
        after = re.match("[0-9,]*", text[offset:])
        return "toml-number-comma", number.start(), {"found": number[0] + (after[0] if after else "")}
    if re.fullmatch("[/.年][0-9]{1,2}[/.月][0-9]{1,2}日?", word) and len(number[0]) == len("2024"):
        year, month, day = re.findall("[0-9]+", number[0] + word)
        return "toml-date-form", number.start(), {**whole, "expected": f"{year}-{month:0>2}-{day:0>2}"}
    if number[0] == "0" and word[:1].isdigit():
        return "toml-leading-zero", number.start(), {**whole, "expected": whole["found"].lstrip("0") or "0"}
    if word and (word[0].isalpha() or word[0] in "%％‰"):
        return "toml-number-unit", offset, {"found": word, "figure": number[0]}
    return None


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
    other, own = text.count("\n", 0, walk.first(first)), text.count("\n", 0, offset)
    brackets = [lines[at].strip()[:2] for lines in (text.split("\n"),) for at in (other, own)]
    if first == path and sorted(mark == "[[" for mark in brackets) == [False, True] and brackets[0][0] == "[":
        single, several = (own, other) if brackets[0] == "[[" else (other, own)
        column = text.split("\n")[single].index("[") + 1
        return Problem(
            "toml-single-bracket",
            Place(file, single + 1, column),
            values={**values, "line": str(several + 1)},
        )
    return Problem(code, place_at(file, text, offset), values=values)


def _named(path: Path) -> str:
    return ".".join(step for step in path if isinstance(step, str))
