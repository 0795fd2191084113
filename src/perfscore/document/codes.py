"""The pages of problem and finding codes · 问题与发现代码."""

from collections.abc import Mapping
from typing import Any

from perfscore.document.markdown import intro, page, table
from perfscore.messages import load

__all__ = ["codes_in", "findings_page", "problems_page"]

_WORDS = (("why", "found · 发现"), ("fix", "fix · 改法"), ("otherwise", "or · 或"))


def codes_in(part: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return a part of the catalogue in English and in Chinese; empty where there is none yet."""
    try:
        return load(part, "en"), load(part, "zh")
    except FileNotFoundError:
        return {}, {}


def problems_page() -> str:
    """Return every problem code: what is found, what mends it, and why it is one."""
    english, chinese = codes_in("problems")
    return page(
        "Problem codes · 问题代码",
        *intro("problems"),
        *(_problem(code, english[code], chinese[code]) for code in sorted(english)),
    )


def _problem(code: str, english: Mapping[str, str], chinese: Mapping[str, str]) -> str:
    rows = [
        (name, english[key], chinese[key]) for key, name in _WORDS if english.get(key) and chinese.get(key)
    ]
    sentences = table(("", "English", "中文"), rows)
    return f"## {code}\n\n{english['meaning']}\n\n{chinese['meaning']}\n\n{sentences}"


def findings_page() -> str:
    """Return every code a result may hold beside its figures, with its sentences."""
    english, chinese = codes_in("findings")
    rows = ((f"`{code}`", _sentence(english[code]), _sentence(chinese[code])) for code in sorted(english))
    head = ("code · 代码", "English", "中文")
    return page("Findings · 发现", *intro("findings"), table(head, rows))


def _sentence(entry: Mapping[str, str]) -> str:
    """Return the sentence, and the one that stands in for it where figures are missing."""
    return " / ".join(entry[key] for key in ("sentence", "otherwise") if entry.get(key))
