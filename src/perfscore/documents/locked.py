"""Files with a password · 有密码的文件.

Each format has locks of its own; what is unlocked is a file as any other, and its reader need not know.
"""

from importlib import import_module
from io import BytesIO

from perfscore.documents.document import Document, Unreadable
from perfscore.documents.reader import BUNDLED
from perfscore.documents.sniffing import kind_of

__all__ = ["read", "unlocked"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_INSIDE = frozenset(("xlsx", "docx", "xlsb"))


def read(content: bytes) -> Document:
    """Return what an office file says once it is unlocked; raise Unreadable for one that is not."""
    kind = kind_of(content)
    reads = next((one.reads for one in BUNDLED if one.id == kind and kind in _INSIDE), None)
    if reads is None:
        raise Unreadable("form-encrypted" if kind == "encrypted" else "form-broken", "", found="Office")
    module, _, name = reads.partition(":")
    document: Document = getattr(import_module(module), name)(content)
    return document


def unlocked(content: bytes, password: str) -> bytes:
    """Return a file without its lock, as it is where it has none; raise Unreadable for a wrong password."""
    if content.startswith(_OLE):
        return _office(content, password)
    return _pdf(content, password) if b"%PDF-" in content[:1024] else content


def _office(content: bytes, password: str) -> bytes:
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, ParseError
    from msoffcrypto.format.ooxml import OOXMLFile

    plain = BytesIO()
    try:
        file = msoffcrypto.OfficeFile(BytesIO(content))
        if not file.is_encrypted():
            return content
        # What is locked in the way of before 2007 is checked by the library of itself.
        checks = {"verify_password": True} if isinstance(file, OOXMLFile) else {}
        file.load_key(password=password, **checks)
        file.decrypt(plain)
    except (FileFormatError, ParseError):  # nothing that it knows: its reader tells what is wrong
        return content
    except DecryptionError:
        raise Unreadable("form-password-wrong") from None
    return plain.getvalue()


def _pdf(content: bytes, password: str) -> bytes:
    import pypdfium2
    from pypdfium2 import raw

    try:
        file = pypdfium2.PdfDocument(content, password=password)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            raise Unreadable("form-password-wrong") from None
        return content
    try:
        if raw.FPDF_GetSecurityHandlerRevision(file) < 0:
            return content
        plain = BytesIO()
        file.save(plain, flags=raw.FPDF_REMOVE_SECURITY)
        return plain.getvalue()
    finally:
        file.close()
