"""Writes small PDF files: words and strokes at given spots, in a font that every reader knows."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT, SIZE = 595, 842, 10


@dataclass
class Page:
    """A page to be written; what stands on it is told from its upper left corner."""

    words: list[tuple[int, int, str]] = field(default_factory=list)
    strokes: list[tuple[int, int, int, int]] = field(default_factory=list)
    turned: int = 0
    picture: bool = False
    unseen: bool = False

    def word(self, left: int, top: int, text: str) -> "Page":
        self.words.append((left, top, text))
        return self

    def lines(self, left: int, top: int, *texts: str) -> "Page":
        for number, text in enumerate(texts):
            self.word(left, top + 16 * number, text)
        return self

    def table(
        self,
        across: Sequence[int],
        down: Sequence[int],
        texts: Iterable[tuple[int, int, str]],
        merged: Iterable[tuple[int, int, int, int]] = (),
    ) -> "Page":
        """Draw a table: cells are row, column, text; merges are row, column, rows, columns."""
        hidden = {
            (row + down_by, column + across_by): (down_by > 0, across_by > 0)
            for row, column, rows, columns in merged
            for down_by in range(rows)
            for across_by in range(columns)
        }
        for row in range(len(down) - 1):
            for column in range(len(across) - 1):
                above, before = hidden.get((row + 1, column + 1), (False, False))
                if not above:
                    self.strokes.append((across[column], down[row], across[column + 1], down[row]))
                if not before:
                    self.strokes.append((across[column], down[row], across[column], down[row + 1]))
        self.strokes.append((across[0], down[-1], across[-1], down[-1]))
        self.strokes.append((across[-1], down[0], across[-1], down[-1]))
        for row, column, text in texts:
            for number, line in enumerate(text.split("\n")):
                self.word(across[column - 1] + 2, down[row - 1] + 3 + 12 * number, line)
        return self


def pdf(*pages: Page) -> bytes:
    """Return the pages as a file."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>"
        % (len(pages), b" ".join(b"%d 0 R" % (6 + 2 * number) for number in range(len(pages)))),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 5 0 R/DW 1000"
        b"/W[1 94 500 814 [500]]/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
        b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
    ]
    for number, page in enumerate(pages):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Rotate %d/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>>>>>" % (WIDTH, HEIGHT, page.turned, 7 + 2 * number)
        )
        stream = zlib.compress(_drawn(page))
        objects.append(b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    return _file(objects)


def _drawn(page: Page) -> bytes:
    """Return what draws a page: one that is turned by a quarter is drawn lying on its side."""
    side = page.turned == 90
    out = []
    for x0, y0, x1, y1 in page.strokes:
        ends = (y0, x0, y1, x1) if side else (x0, HEIGHT - y0, x1, HEIGHT - y1)
        out.append("{} {} m {} {} l S".format(*ends))
    mode = "3 Tr " * page.unseen
    for left, top, text in page.words:
        at = f"0 1 -1 0 {top + SIZE} {left}" if side else f"1 0 0 1 {left} {HEIGHT - top - SIZE}"
        out.append(f"BT {mode}/F {SIZE} Tf {at} Tm <{text.encode('utf-16-be').hex()}> Tj ET")
    if page.picture:
        out.append("q 100 0 0 100 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q")
    return "\n".join(out).encode("latin-1")


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)
