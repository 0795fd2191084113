"""Mistakes planted into a sound card, one at a time or all at once.

`planted/card.toml` is the card.  A mistake of the other files there is one small edit of one of its blocks,
which begins with a header and goes by its id or name: ``criteria band_1``, ``facts staff_1_posts``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import tomli

from perfscore.messages.problems import Problem

FOLDER = Path(__file__).parent / "planted"
CARD = (FOLDER / "card.toml").read_text("utf-8")
_HEADER = re.compile(r"^\[.*\]$", re.MULTILINE)
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Block:
    """A part of the card from its header to the next one."""

    kind: str
    name: str
    text: str

    @property
    def title(self) -> str:
        return f"{self.kind} {self.name}".strip()


@dataclass(frozen=True, order=True)
class Mistake:
    """An edit, what is to be said of it and where, and how it is mended."""

    area: str
    what: str
    block: str
    sound: str
    wrong: str
    code: str
    at: str
    says: str
    mended: str
    alone: bool
    beside: str = ""

    @property
    def told_in(self) -> str:
        """The block that is pointed at."""
        return self.at.rpartition(" :: ")[0] or self.block

    def place(self, text: str, start: int) -> tuple[int, int]:
        """Return line and column of what is to be pointed at; the block it is in begins at `start`.

        `at` is the text there, after a » where text before it is needed to find it, and behind ``BLOCK ::``
        where it stands in another block.
        """
        before, mark, after = self.at.rpartition(" :: ")[2].partition("»")
        at = text.index(before + after, start) + len(before) * bool(mark)
        return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def planted(text: str, *mistakes: Mistake) -> tuple[str, list[tuple[int, int]]]:
    """Return a card with mistakes in it, and the place that is to be told of each."""
    edits = sorted((text.index(one.sound, *span(text, one.block)), one) for one in mistakes)
    wrong = text
    for at, one in reversed(edits):
        wrong = wrong[:at] + one.wrong + wrong[at + len(one.sound) :]

    def start(title: str) -> int:
        begins = span(text, title)[0]
        return begins + sum(len(one.wrong) - len(one.sound) for at, one in edits if at < begins)

    return wrong, [one.place(wrong, start(one.told_in)) for one in mistakes]


def mended(text: str, mistake: Mistake) -> str:
    """Return a card as whoever follows the message leaves it."""
    return planted(text, replace(mistake, wrong=mistake.mended, at=""))[0]


def blocks(text: str) -> list[Block]:
    """Cut a card at its headers; readings and columns stay with what they belong to."""
    starts = [m.start() for m in _HEADER.finditer(text) if not m[0].startswith(("[[criteria.", "[tables.x."))]
    parts = [text[a:b] for a, b in zip([0, *starts], [*starts, len(text)], strict=True)]
    return [_block(part) for part in parts]


def _block(text: str) -> Block:
    header = text.partition("\n")[0]
    if header.startswith("[["):
        named = re.search(r'^(?:id|name) = "(.*)"$', text, re.MULTILINE)
        assert named is not None
        return Block(header.strip("[]"), named[1], text)
    kind, _, name = header.strip("[]").partition(".") if header.startswith("[") else ("top", "", "")
    return Block(kind, name.strip('"'), text)


def span(text: str, title: str) -> tuple[int, int]:
    """Return where a block of a card begins and ends."""
    start = 0
    for block in blocks(text):
        if block.title == title:
            return start, start + len(block.text)
        start += len(block.text)
    raise KeyError(title)


def trimmed(mistake: Mistake) -> str:
    """Return the card without what has nothing to do with a mistake; its weights stay what they are."""
    parts = blocks(CARD)
    touched = next(part for part in parts if part.title == mistake.block)
    wanted = {*_NAME.findall(touched.text), *_NAME.findall(mistake.wrong), touched.name, mistake.beside}
    wanted &= {part.name for part in parts if part.kind in (*_READERS, "facts", "row_rules", "tables")}
    readers = [p for p in parts if p.kind in _READERS and (p is touched or wanted & _names(p))]
    read = wanted.union(*map(_names, readers))
    kept = [p for p in parts if p in readers or _is_kept(p, touched, read)]
    return "".join(p.text for p in kept) + _rest(parts, kept)


_READERS = ("criteria", "checks", "modifiers", "cases")


def _names(part: Block) -> set[str]:
    return {part.name, *_NAME.findall(part.text)}


def _is_kept(part: Block, touched: Block, read: set[str]) -> bool:
    if part.kind in ("facts", "row_rules", "tables"):
        return part is touched or part.name.split(".")[0] in read
    return part.kind not in _READERS


def _rest(parts: list[Block], kept: list[Block]) -> str:
    """Return judged criteria with the points of those that were left out, one a section."""
    left: dict[str, Fraction] = {}
    for part in parts:
        if part.kind == "criteria" and part not in kept:
            data = tomli.loads(part.text)["criteria"][0]
            left[data["section"]] = left.get(data["section"], Fraction(0)) + data["points"]
    return "".join(
        _REST.format(number=n, section=s, points=p, source=_SOURCES[n % 2])
        for n, (s, p) in enumerate(left.items())
    )


_SOURCES = ("notice", "manual")
_REST = """
[[criteria]]
id = "rest_{number}"
section = "{section}"
label = "the rest {number}"
points = {points}
scoring = {{ shape = "judged", step = 1 }}
source = "{source}"
standing = "assumed"
"""


def sentence(problem: Problem, language: str = "en") -> str:
    """Return a message without its place and its code."""
    return problem.text(language).removeprefix(f"{problem.place}: ").removesuffix(f" [{problem.code}]")


def mistakes() -> list[Mistake]:
    """Return every mistake of the files."""
    found = []
    for file in sorted(FOLDER.glob("*.toml")):
        for one in tomli.loads(file.read_text("utf-8")).get("mistake", ()):
            mended = one.get("mended", one["sound"])
            found.append(
                Mistake(
                    file.stem, one["what"], one["in"], one["sound"], one["wrong"], one["code"],
                    one.get("at", one["wrong"]), one["says"], mended, "alone" in one, one.get("beside", ""),
                )
            )  # fmt: skip
    return found


def together(planted: Iterable[Mistake]) -> Iterator[Mistake]:
    """Yield mistakes that can stand in one file: none touches what another one reads or changes."""
    texts = {part.title: part for part in blocks(CARD)}
    own = {name for part in texts.values() for name in (part.name, part.name.split(".")[0]) if name}
    changed: set[str] = set()
    read: set[str] = set()
    for one in planted:
        names = {*_NAME.findall(texts[one.block].text), *_NAME.findall(one.wrong)} & own
        if (
            not one.alone
            and one.block not in changed
            and not names & changed
            and texts[one.block].name.split(".")[0] not in read
        ):
            yield one
            changed |= {one.block, texts[one.block].name, texts[one.block].name.split(".")[0]}
            read |= names
