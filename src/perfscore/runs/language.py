"""What the program says for itself, and in which language it answers · 程序用语与语言."""

import os
from collections.abc import Iterable
from pathlib import Path

from perfscore.inputs.files import read_text
from perfscore.messages import language_in, load, worded
from perfscore.messages.problems import ProblemsFound

__all__ = ["both", "language_of", "say"]

_SETTINGS = ("LC_ALL", "LC_MESSAGES", "LANG")


def say(language: str, key: str, /, **values: str) -> str:
    """Return a sentence of the catalogue ``cli``."""
    section, _, entry = key.partition(".")
    sentence: str = load("cli", language)[section][entry]
    return sentence.format_map(worded(values, language))


def both(key: str) -> str:
    """Return a line of help in English and Chinese: help is read before a language is chosen."""
    return f"{say('en', key)} · {say('zh', key)}"


def language_of(given: str | None, document: str = "", files: Iterable[str] = ()) -> str:
    """Return the language to answer in; nobody else decides it · 输出语言.

    The one that was asked for; else that of the document, where it was read; else Chinese where a file, or
    its name, has Chinese; else the user's own.  What cannot be looked into, or is plain ASCII (RTF, a web
    archive), says nothing of the language it holds.
    """
    if given or document:
        return given or document
    if any("zh" in (language_in(file), language_in(_content(file))) for file in files):
        return "zh"
    setting = next((value for name in _SETTINGS if (value := os.environ.get(name))), "")
    return "zh" if setting.casefold().startswith("zh") else "en"


def _content(path: str) -> str:
    try:
        return read_text(Path(path)).text
    except ProblemsFound:
        return ""
