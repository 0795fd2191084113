"""Which language to answer in · 输出语言."""

from collections.abc import Iterable
from pathlib import Path

from perfscore.cli.sentences import spoken
from perfscore.inputs.files import read_text
from perfscore.problems import ProblemsFound

__all__ = ["is_chinese", "language_of_files"]

# Compared, not matched: compiling an expression for so wide a set costs a hundredth of a cold start.
_HAN = (("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"))


def is_chinese(text: str) -> bool:
    """Say whether a text has Chinese characters."""
    if text.isascii():
        return False
    return any(first <= character <= last for character in text for first, last in _HAN)


def language_of_files(paths: Iterable[str]) -> str:
    """Return the language to complain in: Chinese where a file, or its name, has Chinese.

    Where there is no file, or none that can be read, the user's own setting tells; results never depend
    on it.
    """
    contents = {path: _content(path) for path in paths}
    if any(is_chinese(path) or is_chinese(content or "") for path, content in contents.items()):
        return "zh"
    unread = any(content is None for content in contents.values())
    return spoken() if unread or not contents else "en"


def _content(path: str) -> str | None:
    try:
        return read_text(Path(path)).text
    except ProblemsFound:
        return None
