"""Changes a file at random: its bytes, or the marks of its parts."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random

from tests.documents.fuzz_seeds import zipped

__all__ = ["mutated"]

Change = Callable[[bytes, bytes, Random], bytes]

_VALUES = (
    b"", b"0", b"-1", b"1", b"2", b"255", b"65536", b"1048577", b"999999999", b"99999999999999999999",
    b"1e309", b"NaN", b"true", b"A1:XFD1048576", b"A1:B2", b"../../x", b"file:///etc/hostname", b"http://127.0.0.1:9/x",
    b"&x;", b"&#0;", b"\xff\xfe", "〇".encode(), b"x" * 5000, b"0!.0,", b"[$-804]General",
)  # fmt: skip
_ATTRIBUTE = re.compile(rb"""=\s*("[^"]*"|'[^']*')""")
_TAG = re.compile(rb"<[^<>]{1,300}>")
_TEXT = re.compile(rb">([^<>]+)<")
_SPANS = (b'rowspan="%d"', b'colspan="%d"', b'table:number-rows-repeated="%d"', b'gridSpan="%d"')


def mutated(kind: str, content: bytes, other: bytes, random: Random) -> bytes:
    """Return a file with a few changes; `other` is a file to take pieces from."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        if content[:2] == b"PK" and random.random() < 0.75:
            content = _part_changed(content, other, random)
        elif kind in ("html", "mht") and random.random() < 0.6:
            content = random.choice(_OF_MARKS)(content, other, random)
        else:
            content = random.choice(_OF_BYTES)(content, other, random)
    return content


def _part_changed(content: bytes, other: bytes, random: Random) -> bytes:
    """Change one part of an archive, or which parts it has; one that is broken is changed as bytes."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            parts = [(name, file.read(name)) for name in file.namelist()]
    except Exception:  # it was cut or flipped before
        return _flipped(content, other, random)
    if not parts:
        return content
    at = random.randrange(len(parts))
    name, part = parts[at]
    match random.randrange(12):
        case 0:
            del parts[at]
        case 1:
            parts.append((random.choice(("../x", "/x", "x" * 300, name)), part))
        case 2:
            parts[at] = (name, random.choice(parts)[1])
        case _:
            changes = _OF_MARKS if part.lstrip()[:1] == b"<" else _OF_BYTES
            parts[at] = (name, random.choice(changes)(part, other, random))
    return zipped(list(dict(parts).items()))


def _flipped(content: bytes, _: bytes, random: Random) -> bytes:
    out = bytearray(content)
    for _number in range(random.choice((1, 2, 8, 64)) if out else 0):
        out[random.randrange(len(out))] = random.randrange(256)
    return bytes(out)


def _cut(content: bytes, _: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def _taken_out(content: bytes, _: bytes, random: Random) -> bytes:
    begin = random.randrange(len(content) + 1)
    return content[:begin] + content[begin + random.choice((1, 4, 64, 600)) :]


def _spliced(content: bytes, other: bytes, random: Random) -> bytes:
    at, begin = random.randrange(len(content) + 1), random.randrange(len(other) + 1)
    return content[:at] + other[begin : begin + random.choice((4, 64, 1000))] + content[at:]


def _repeated(content: bytes, _: bytes, random: Random) -> bytes:
    begin = random.randrange(len(content) + 1)
    piece = content[begin : begin + random.choice((8, 100, 800))]
    return content[:begin] + piece * random.choice((2, 50, 300)) + content[begin:]


def _filled(content: bytes, _: bytes, random: Random) -> bytes:
    at, size = random.randrange(len(content) + 1), random.choice((1, 2, 4, 8, 512))
    return content[:at] + random.choice((b"\0", b"\xff", b"\x7f")) * size + content[at + size :]


def _replaced(pattern: re.Pattern[bytes], content: bytes, new: bytes, random: Random, group: int) -> bytes:
    places = [found.span(group) for found in pattern.finditer(content)]
    if not places:
        return content
    begin, end = random.choice(places)
    return content[:begin] + new + content[end:]


def _attribute(content: bytes, _: bytes, random: Random) -> bytes:
    return _replaced(_ATTRIBUTE, content, b'"%s"' % random.choice(_VALUES), random, 1)


def _words(content: bytes, _: bytes, random: Random) -> bytes:
    return _replaced(_TEXT, content, random.choice(_VALUES), random, 1)


def _tag_gone(content: bytes, _: bytes, random: Random) -> bytes:
    return _replaced(_TAG, content, b"", random, 0)


def _tag_again(content: bytes, _: bytes, random: Random) -> bytes:
    tags = _TAG.findall(content)
    if not tags:
        return content
    again = random.choice(tags) * random.choice((1, 2, 300))
    return _replaced(_TAG, content, again + random.choice(tags), random, 0)


def _span(content: bytes, _: bytes, random: Random) -> bytes:
    span = random.choice(_SPANS) % random.choice((0, 2, 1000, 65534, 1_000_000_000))
    return _replaced(re.compile(rb"<t[dhrc:]\w*"), content, b"<td " + span, random, 0)


_OF_BYTES: tuple[Change, ...] = (_flipped, _flipped, _cut, _taken_out, _spliced, _repeated, _filled)
_OF_MARKS: tuple[Change, ...] = (
    _attribute, _attribute, _attribute, _words, _tag_gone, _tag_again, _span, _flipped, _cut, _repeated,
)  # fmt: skip
