"""Data as JSON text: indented, and nothing in it can move a terminal · JSON 文本.

What ``json.dumps(…, ensure_ascii=False, indent=2)`` writes, to the byte; that encoder is fast only
without indents.
"""

from json.encoder import encode_basestring
from typing import Any

from perfscore.explain.clean import clean_json

__all__ = ["json_text"]

_INDENT = "  "
_TRUTHS = ("false", "true")


def json_text(data: Any) -> str:
    """Return data as JSON, indented, with a final newline.

    Data are texts, whole numbers, truths, None, and dicts and lists of them.
    """
    return _written(data, "\n", _Quoted()) + "\n"


class _Quoted(dict[str, str]):
    """Texts as JSON has them, each made once: the keys of a fact stand there for every fact."""

    def __missing__(self, text: str) -> str:
        self[text] = quoted = clean_json(encode_basestring(text))
        return quoted


def _written(data: Any, line: str, quoted: _Quoted) -> str:
    """Return data as JSON; `line` begins each line of what it stands in."""
    if data is None:
        return "null"
    if isinstance(data, str):
        return quoted[data]
    within = line + _INDENT
    if isinstance(data, dict):
        # Most values are texts; those need no call of their own.
        parts = [
            f"{quoted[key]}: {quoted[value] if type(value) is str else _written(value, within, quoted)}"
            for key, value in data.items()
        ]
        return f"{{{within}{f',{within}'.join(parts)}{line}}}" if parts else "{}"
    if isinstance(data, list):
        parts = [_written(value, within, quoted) for value in data]
        return f"[{within}{f',{within}'.join(parts)}{line}]" if parts else "[]"
    return _TRUTHS[data] if isinstance(data, bool) else str(data)
