"""What the program says for itself · 程序用语."""

from perfscore.messages import load

__all__ = ["both", "say"]


def say(language: str, key: str, /, **values: str) -> str:
    """Return a sentence of the catalogue ``cli``."""
    section, _, entry = key.partition(".")
    sentence: str = load("cli", language)[section][entry]
    return sentence.format_map(values)


def both(key: str) -> str:
    """Return a line of help in English and Chinese: help is read before a language is chosen."""
    return f"{say('en', key)} · {say('zh', key)}"
