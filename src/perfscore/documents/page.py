"""A page with characters at their spots · 页面."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from perfscore.documents.placed import Box, Glyph, Spots
from perfscore.documents.unread import LITTLE

__all__ = ["Page"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its characters, its size, and its drawn tables as the frames of their cells · 页面.

    `pictures` are where those lie that were not read.  `spots` are there where the page was read from a
    picture; `inside` names the picture where that is no whole page.  `is_layer` says that its characters are
    not drawn but stand behind a picture, by which somebody has recognised them.  `strokes` are level lines
    that frame no cell.
    """

    number: int
    glyphs: tuple[Glyph, ...]
    width: int
    height: int
    pictures: tuple[Box, ...] = ()
    tables: Sequence[Sequence[Box]] = ()
    spots: Spots | None = None
    inside: str = ""
    is_layer: bool = False
    strokes: Sequence[Box] = ()

    @property
    def place(self) -> str:
        """With what every place on it begins."""
        return self.inside or f"第{self.number}页"

    @property
    def is_scan(self) -> bool:
        """Whether it is a picture, with no more text than a header, a number and a stamp."""
        covered = sum((box.right - box.left) * (box.bottom - box.top) for box in self.pictures)
        few = len(self.glyphs) < LITTLE and 2 * covered >= self.width * self.height
        return bool(self.pictures) and (few or not self.glyphs)

    def around(self, seen: "Page") -> "tuple[Page, ...]":
        """Return what is printed above its pictures, what was seen in them, and what is printed below."""
        edge = min((box.top for box in self.pictures), default=0)
        for table in self.tables:  # a table that a picture stands in is above it as a whole
            top, bottom = min(box.top for box in table), max(box.bottom for box in table)
            edge = bottom if top < edge < bottom else edge
        above, below = self._part(lambda box: box.top < edge), self._part(lambda box: box.top >= edge)
        return tuple(page for page in (above, seen, below) if page.glyphs)

    def _part(self, holds: Callable[[Box], bool]) -> "Page":
        glyphs = tuple(glyph for glyph in self.glyphs if holds(glyph.box))
        return replace(self, glyphs=glyphs, pictures=(), tables=[one for one in self.tables if holds(one[0])])
