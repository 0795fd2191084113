"""Pictures of pages: PNG, JPEG, BMP, TIFF, WebP, GIF · 读取图片.

Every figure read from one may be misread: the document says so of each page, and whoever writes a report
from it marks the figures as assumed.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from perfscore.documents.document import Document, Remark, Unreadable
from perfscore.documents.paged import document_of
from perfscore.documents.seen import Seen, seen_page
from perfscore.documents.unread import FROM_PICTURE

__all__ = ["MOST_SEEN", "frames", "read", "remarks_of"]

MOST_SEEN = 40
"""Pages that are read from pictures in one file."""
MOST_PIXELS = 60_000_000
_MOST_SIDE = 30_000
_KINDS = ("PNG", "JPEG", "BMP", "TIFF", "WEBP", "GIF")


def read(content: bytes) -> Document:
    """Return the text and the tables in a picture; raise Unreadable for one that shows none."""
    try:
        from perfscore.documents.recognised import Recogniser

        reader = Recogniser()
    except ModuleNotFoundError:
        raise Unreadable("form-picture") from None
    seen = [seen_page(reader, image, number) for number, image in enumerate(frames(content), 1)]
    if not any(one.page.glyphs for one in seen):
        raise Unreadable("form-picture-empty")
    found = document_of([one.page for one in seen])
    return Document(found.parts, (*found.remarks, *remarks_of(seen)))


def remarks_of(seen: Sequence[Seen]) -> Iterator[Remark]:
    """Yield what is to be said of pages that were read from pictures, as far as there was something."""
    for one in seen:
        if not one.page.glyphs:
            continue
        yield Remark(FROM_PICTURE, one.page.place)
        yield from (Remark("form-picture-unsure", place, text) for place, text in one.unsure)


def frames(content: bytes) -> Iterator[Any]:
    """Yield the pictures of a file, a TIFF may hold several, as they are meant to be looked at."""
    import numpy
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        file = Image.open(BytesIO(content), formats=_KINDS)
        for number in range(getattr(file, "n_frames", 1) if file.format == "TIFF" else 1):
            if number == MOST_SEEN:
                raise Unreadable("form-too-many-pages", f"第{number + 1}页", most=str(MOST_SEEN))
            file.seek(number)
            if file.width * file.height > MOST_PIXELS or max(file.size) > _MOST_SIDE:
                raise Unreadable("form-picture-too-large", f"第{number + 1}页", most=str(MOST_PIXELS))
            yield numpy.asarray(_on_white(ImageOps.exif_transpose(file)))[:, :, ::-1].copy()
    except UnidentifiedImageError:
        raise Unreadable("form-picture-kind") from None
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError):
        raise Unreadable("form-broken", "", found="图片") from None


def _on_white(image: Any) -> Any:
    """Return a picture in three colours; what shows through is white, as a page is."""
    from PIL import Image

    if image.mode not in ("RGBA", "LA", "PA") and "transparency" not in image.info:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    page = Image.new("RGBA", clear.size, "white")
    page.alpha_composite(clear)
    return page.convert("RGB")
