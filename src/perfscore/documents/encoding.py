"""Bytes of a text in characters · 文本编码.

Chinese offices write UTF-8 or one of the GB sets; GB18030 holds all of those, so it is tried in their place.
"""

from perfscore.documents.document import Remark, Unreadable

__all__ = ["decoded"]


def decoded(content: bytes) -> tuple[str, list[Remark]]:
    """Return a text and what there is to say of its encoding; raise Unreadable for one in no known set."""
    if b"\0" in content:
        raise Unreadable("form-broken", "", found="NUL")
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        at = content[: error.start].count(b"\n") + 1
    try:
        return content.decode("gb18030"), [Remark("form-gbk", f"第{at}行")]
    except UnicodeDecodeError:
        raise Unreadable("form-text", f"第{at}行", found="UTF-8, GB18030") from None
