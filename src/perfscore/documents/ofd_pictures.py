"""The pictures on a page of an OFD file · OFD 中的图片.

A page names them by numbers, which the resources of the document give to files in the archive.
"""

from collections.abc import Iterator
from typing import Any

from perfscore.documents.archive import Archive
from perfscore.documents.document import Unreadable
from perfscore.documents.ofd import below, box_of, named, part_of
from perfscore.documents.page import Page
from perfscore.documents.pictures import frames
from perfscore.documents.xml_parts import local

__all__ = ["drawn"]

_RESOURCES = ("PublicRes", "DocumentRes", "PageRes")


def drawn(archive: Archive, name: str, page: Page, scale: int) -> Any:
    """Return the pictures of a page where they lie on it; None where one of them is of an unknown kind.

    `name` is that of the page's part; a pixel measures `scale` hundredths of a point.
    """
    import cv2
    import numpy

    root = part_of(archive, name)
    files = dict(_files(archive, name))
    sheet = numpy.full((page.height // scale + 1, page.width // scale + 1, 3), 255, numpy.uint8)
    for element in named(root, "ImageObject"):
        box = box_of(element.get("Boundary", ""))
        file = files.get(element.get("ResourceID", ""))
        if box is None or file is None:
            return None
        left, top = max(box.left // scale, 0), max(box.top // scale, 0)
        high, wide = (part - at for part, at in zip(sheet.shape[:2], (top, left), strict=True))
        size = ((box.right - box.left) // scale, (box.bottom - box.top) // scale)
        if min(*size, high, wide) < 1:
            continue
        try:
            image = next(frames(b"".join(archive.pieces(file))))
        except Unreadable:
            return None
        if size[0] > 2 * sheet.shape[1] or size[1] > 2 * sheet.shape[0]:
            return None
        laid = cv2.resize(image, size, interpolation=cv2.INTER_AREA)[:high, :wide]
        sheet[top : top + laid.shape[0], left : left + laid.shape[1]] = laid
    return sheet


def _files(archive: Archive, name: str) -> Iterator[tuple[str, str]]:
    """Yield the numbers of pictures with the files they are in, as far as the page's document tells."""
    for owner in (name, *_documents(archive, name)):
        folder = owner.rpartition("/")[0]
        for element in part_of(archive, owner).iter():
            if local(element) in _RESOURCES and element.text:
                yield from _listed(archive, below(folder, element.text.strip()))


def _documents(archive: Archive, name: str) -> Iterator[str]:
    for root in named(part_of(archive, "OFD.xml"), "DocRoot"):
        document = (root.text or "").strip().lstrip("/")
        if name.startswith(document.rpartition("/")[0]):
            yield document


def _listed(archive: Archive, name: str) -> Iterator[tuple[str, str]]:
    if name not in archive.names:
        return
    root = part_of(archive, name)
    folder = below(name.rpartition("/")[0], root.get("BaseLoc", ""))
    for media in named(root, "MultiMedia"):
        for file in named(media, "MediaFile"):
            where = below(folder, (file.text or "").strip())
            if where in archive.names:
                yield media.get("ID", ""), where
