"""What a file is, told by what stands in it; its name decides only between texts · 识别文件格式.

Only the beginning and the directory of a file are looked at, in bounded time: the bytes come from a
stranger, and whatever looks here runs outside the process that is limited.
"""

import re
from itertools import islice

from perfscore.documents.delimited import delimiter_of
from perfscore.documents.directories import names_in_ole, names_in_zip

__all__ = ["UNKNOWN", "ZIP", "kind_of"]

UNKNOWN = "unknown"
_BEGINS = (
    (b"%PDF-", "pdf"), (b"{\\rtf", "rtf"), (b"Rar!\x1a\x07", "rar"), (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"), (b"BZh", "bz2"), (b"\xfd7zXZ\x00", "xz"), (b"MSCF", "cab"),
    (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF87a", "picture"),
    (b"GIF89a", "picture"), (b"BM", "picture"), (b"II*\x00", "picture"), (b"MM\x00*", "picture"),
)  # fmt: skip
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IN_OLE = (
    ("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"),
    ("PowerPoint Document", "slides"),
)  # fmt: skip
_IN_ZIP = (
    ("xl/workbook.bin", "xlsb"), ("ofd.xml", "ofd"), ("ppt/presentation.xml", "slides"),
    ("xl/workbook.xml", "xlsx"), ("word/document.xml", "docx"),
)  # fmt: skip
_BY_MIMETYPE = ((b"opendocument.spreadsheet", "ods"), (b"opendocument.text", "odt"))
_OFFICE = {
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".xltx": "xlsx", ".docx": "docx", ".docm": "docx", ".dotx": "docx",
    ".xlsb": "xlsb", ".ods": "ods", ".odt": "odt", ".ofd": "ofd",
}  # fmt: skip
_OLD = {".xls": "xls", ".et": "xls", ".xlt": "xls", ".doc": "doc", ".wps": "doc", ".dot": "doc"}
_TEXTS = {
    ".csv": "csv", ".json": "json", ".txt": "text", ".md": "markdown", ".markdown": "markdown",
    ".toml": "toml", ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html", ".mht": "mht",
    ".mhtml": "mht",
}  # fmt: skip
_WORKBOOKS = frozenset(
    suffix for suffix, kind in (_OFFICE | _OLD).items() if kind in ("xlsx", "xlsb", "ods", "xls")
)
_HEAD = 4096
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|frameset)\b", re.IGNORECASE)
_TAG = re.compile(
    rb"\s*<(?:[?!]|/?(?:div|p|span|style|title|script|center|font|h[1-6]|tr|td|br|a|b|ul|ol|section|article)\b)",
    re.IGNORECASE,
)
_PROLOG = re.compile(rb"\s*<\?xml\b")
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([a-zA-Z][\w.-]*)[\s>/]")
_MAIL = re.compile(rb"^(?:mime-version|content-type)\s*:", re.IGNORECASE | re.MULTILINE)
_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[{\]])")
_BOMS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))


def kind_of(content: bytes, suffix: str = "") -> str:
    """Return the id of the format of a file, that of its reader where one is for it.

    `suffix` is the end of its name, with the dot; it is asked where what stands in the file may be of
    several formats, such as rows of text, or is too damaged to tell.
    """
    if content.startswith(ZIP):
        return _zip(content, suffix)
    if content.startswith(_OLE):
        return _ole(content, suffix)
    for begin, kind in _BEGINS:
        if content.startswith(begin) and not (begin == b"BM" and not _is_bitmap(content)):
            return kind
    if b"%PDF-" in content[:1024] and suffix == ".pdf":  # some printers put a line before it
        return "pdf"
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        return "picture"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "picture"
    return "tar" if content[257:262] == b"ustar" else _text(content, suffix)


def _zip(content: bytes, suffix: str) -> str:
    names = names_in_zip(content)
    if not names:
        return _OFFICE.get(suffix, "zip")
    folded = {name.casefold().replace("\\", "/").lstrip("/") for name in names}
    if content[30:38] == b"mimetype":
        head = content[:256]
        return next((kind for mark, kind in _BY_MIMETYPE if mark in head), UNKNOWN)
    for name, kind in _IN_ZIP:
        if name in folded:
            return kind
    if "[content_types].xml" in folded:  # a package whose main part has a name of its own
        return _main_part(folded, suffix)
    return "zip"


def _main_part(names: set[str], suffix: str) -> str:
    for word, kind in (("workbook.bin", "xlsb"), ("workbook", "xlsx"), ("document", "docx")):
        if any(word in name for name in names):
            return kind
    return _OFFICE.get(suffix, UNKNOWN)


def _ole(content: bytes, suffix: str) -> str:
    names = names_in_ole(content)
    if not names:  # damaged: what is named anywhere in it is the best guess, the reader will complain
        names = frozenset(name for name, _ in _IN_OLE if name.encode("utf-16-le") in content)
    found = (kind for name, kind in _IN_OLE if name in names)
    return next(found, _OLD.get(suffix, "ole"))


def _is_bitmap(content: bytes) -> bool:
    """Say whether what begins with the letters BM is a picture: its size stands behind them."""
    return len(content) > 26 and int.from_bytes(content[2:6], "little") == len(content)


def _text(content: bytes, suffix: str) -> str:
    head = _head(content)
    if head is None:
        return _TEXTS.get(suffix, UNKNOWN)
    raw = head.encode()
    plain = _TEXTS.get(suffix) in ("text", "markdown")
    stripped = raw.lstrip()
    if _PROLOG.match(raw) and (root := _ROOT.search(raw)) and root[1].lower() != b"html":
        return "xml"  # such as the workbooks and documents that office programs of 2003 save as XML
    if stripped.startswith(b"<") and not plain and _TAG.match(raw):
        return "html"
    if _mail(raw):
        return "mht"
    if _PAGE.search(stripped[:1024] if plain else raw) and (stripped.startswith(b"<") or not plain):
        return "html"
    if _JSON.match(head) and content.rstrip()[-1:] in b"}]":
        return "json"
    if suffix in _TEXTS:
        return _TEXTS[suffix]
    if suffix in _WORKBOOKS and ("," in head or "\t" in head):  # what is called a workbook is meant as rows
        return "csv"
    return "csv" if delimiter_of(head) else "text"


def _mail(head: bytes) -> bool:
    """Say whether a file begins with the header lines of a saved page."""
    lines = head.lstrip().split(b"\n", 1)[0]
    return b":" in lines and not lines.startswith(b"<") and len(_MAIL.findall(_first_part(head))) > 1


def _first_part(head: bytes) -> bytes:
    return b"\n".join(islice(iter(head.splitlines()), 40))


def _head(content: bytes) -> str | None:
    """Return the beginning of a text, None for what is none; a character cut at the end is no fault."""
    head = content[:_HEAD]
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return head[len(bom) :].decode(encoding, "ignore")
    if b"\0" in content[: 16 * _HEAD]:
        return None
    for encoding in ("utf-8", "gb18030", "big5hkscs"):
        try:
            return head.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start >= len(head) - 4:
                return head[: error.start].decode(encoding)
    return head.decode("ascii", "ignore") if _PAGE.search(head) else None
