"""Which language to answer in · 输出语言."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

from perfscore.inputs.files import read_text
from perfscore.problems import ProblemsFound

__all__ = ["is_chinese", "language_of_files"]

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def is_chinese(text: str) -> bool:
    """Say whether a text has Chinese characters."""
    return _HAN.search(text) is not None


def language_of_files(paths: Iterable[str]) -> str:
    """Return the language to complain in: Chinese where a file, or its name, has Chinese.

    Where no file can be read, the user's own setting tells; results never depend on it.
    """
    contents = {path: _content(path) for path in paths}
    if any(is_chinese(path) or is_chinese(content or "") for path, content in contents.items()):
        return "zh"
    unread = any(content is None for content in contents.values())
    return "zh" if unread and _setting().startswith("zh") else "en"


def _setting() -> str:
    return next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")


def _content(path: str) -> str | None:
    try:
        return read_text(Path(path)).text
    except ProblemsFound:
        return None
