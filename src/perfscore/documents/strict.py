"""Office files in the strict form of their standard, as the libraries know them · 严格格式.

ISO gives two sets of names to the same elements; the libraries know the one that programs write unless
told otherwise.
"""

import re
import zipfile
from io import BytesIO

from perfscore.documents.archive import Archive, is_xml

__all__ = ["transitional"]

_BEGIN = "_rels/.rels"
"""The part that names the main part of every office file, strict or not."""
_STRICT = b"http://purl.oclc.org/ooxml/"
_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/([A-Za-z/]+)")
_ROOT = b"http://schemas.openxmlformats.org/"
_YEAR = b"/2006/"


def transitional(archive: Archive) -> bytes:
    """Return the content of an archive in which every strict name is the usual one."""
    if _BEGIN not in archive.names or _STRICT not in b"".join(archive.pieces(_BEGIN)):
        return archive.content
    parts = {name: b"".join(archive.pieces(name)) for name in archive.names}
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, _NAME.sub(_usual, part) if is_xml(name) else part)
    return out.getvalue()


def _usual(found: "re.Match[bytes]") -> bytes:
    """Return the usual name: ooxml/wordprocessingml/main is wordprocessingml/2006/main there."""
    return _ROOT + found[1] + _YEAR + found[2]
