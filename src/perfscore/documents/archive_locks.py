"""Archives with a password: the lock of old by the standard library, AES by pyzipper · 压缩包的密码."""

import zipfile
from contextlib import suppress
from io import BytesIO

from perfscore.documents.document import Unreadable
from perfscore.documents.libraries import missing

__all__ = ["AES", "is_locked", "key_of", "with_aes"]

AES = 99
"""The number of the packing that stands for this lock."""
_PIECE = 256 * 1024


def with_aes(content: bytes) -> zipfile.ZipFile:
    """Return an archive locked with AES, which the standard library does not read; raise Unreadable."""
    try:
        import pyzipper
    except ModuleNotFoundError as error:
        raise Unreadable("form-library-missing", "", **(missing(error) or {})) from None
    try:
        file: zipfile.ZipFile = pyzipper.AESZipFile(BytesIO(content))
    except Exception:  # it has errors of its own
        raise Unreadable("form-broken", "", found="ZIP") from None
    return file


def key_of(file: zipfile.ZipFile, password: str) -> bytes:
    """Return a password as the bytes that open a part: programs here write GBK, others UTF-8."""
    key = password.encode("utf-8")
    locked = [entry for entry in file.infolist() if is_locked(entry)]
    if locked and not password.isascii():
        other, smallest = password.encode("gb18030"), min(locked, key=lambda entry: entry.file_size)
        with suppress(Exception), file.open(smallest, pwd=other) as part:
            while part.read(_PIECE):
                pass
            return other
    return key


def is_locked(entry: zipfile.ZipInfo) -> bool:
    """Say whether a part has a password."""
    return bool(entry.flag_bits & 0x1)
