"""What the program says for itself, and in which language it answers · 程序用语与语言."""

import os
from collections.abc import Iterable
from pathlib import Path

from perfscore.inputs.files import read_text
from perfscore.messages import load
from perfscore.messages.problems import ProblemsFound

__all__ = ["both", "is_chinese", "language_of_files", "say", "spoken"]

_SETTINGS = ("LC_ALL", "LC_MESSAGES", "LANG")


def say(language: str, key: str, /, **values: str) -> str:
    """Return a sentence of the catalogue ``cli``."""
    section, _, entry = key.partition(".")
    sentence: str = load("cli", language)[section][entry]
    return sentence.format_map(values)


def both(key: str) -> str:
    """Return a line of help in English and Chinese: help is read before a language is chosen."""
    return f"{say('en', key)} · {say('zh', key)}"


def spoken(given: str | None = None) -> str:
    """Return the language to speak in where no report says one: as asked for, else the user's own.

    Chinese where the locale begins with zh, else English.  What is said of a report never depends on it.
    """
    setting = next((value for name in _SETTINGS if (value := os.environ.get(name))), "")
    return given or ("zh" if setting.casefold().startswith("zh") else "en")


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
