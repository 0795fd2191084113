"""What the program says for itself, and in which language · 程序用语."""

import os

from perfscore.messages import load

__all__ = ["both", "say", "spoken"]

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
