"""A picture set upright · 图片转正.

Pages are laid on a glass by hand: turned by a quarter, on their head, or a little askew.
"""

from collections.abc import Sequence
from typing import Any

from perfscore.documents.recognised import Recogniser, Slanted

__all__ = ["upright"]

_ASKED = 9
"""Pieces of text asked whether they stand on their head; most of them decide."""
_MOST_SLANT = 120
"""Thousandths: what falls more steeply is no page that somebody laid down askew."""
_LEAST_SLANT = 3
_LONG = 4


def upright(reader: Recogniser, image: Any) -> tuple[Any, list[Slanted]]:
    """Return a picture as it is read, and where text stands in it."""
    import cv2

    found = reader.find(image)
    if _lies(found):
        image = cv2.rotate(image, cv2.ROTATE_90_COUNTERCLOCKWISE)
        found = reader.find(image)
    if _stands_on_its_head(reader, image, found):
        image = cv2.rotate(image, cv2.ROTATE_180)
        found = reader.find(image)
    if slant := _slant(found):
        image = _turned(image, slant)
        found = reader.find(image)
    return image, found


def _lies(found: Sequence[Slanted]) -> bool:
    """Say whether most pieces of text are higher than wide."""
    tall = sum(2 * one.box.bottom - 2 * one.box.top > 3 * (one.box.right - one.box.left) for one in found)
    return tall * 2 > len(found)


def _stands_on_its_head(reader: Recogniser, image: Any, found: Sequence[Slanted]) -> bool:
    longest = sorted(found, key=lambda one: one.box.left - one.box.right)[:_ASKED]
    boxes = [one.box for one in longest]
    down = sum(
        reader.is_upside_down(image[max(box.top, 0) : box.bottom, max(box.left, 0) : box.right])
        for box in boxes
    )
    return down * 2 > len(boxes)


def _slant(found: Sequence[Slanted]) -> int:
    """Return by how many thousandths of its width a line of text falls, 0 where that is no matter."""
    long = [one for one in found if one.box.right - one.box.left > _LONG * (one.box.bottom - one.box.top)]
    slants = sorted(one.falls * 1000 // (one.box.right - one.box.left) for one in long)
    slant = slants[len(slants) // 2] if len(slants) >= _LONG else 0
    return slant if _LEAST_SLANT <= abs(slant) <= _MOST_SLANT else 0


def _turned(image: Any, slant: int) -> Any:
    """Return a picture turned so that what fell by so many thousandths is level."""
    import cv2
    import numpy

    high, wide = image.shape[:2]
    angle = numpy.degrees(numpy.arctan(slant / 1000))
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1)
    paper = tuple(int(numpy.median(image[:, :, channel])) for channel in range(3))
    return cv2.warpAffine(image, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=paper)
