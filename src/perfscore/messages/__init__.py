"""The words of perfscore, one catalogue a language · 语言目录.

A catalogue is a folder of TOML files (`problems`, `findings`, `explain` …); a renderer asks for a
part by name and fills the blanks.  Nothing else in the house holds a sentence for users.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

import tomli

__all__ = ["LANGUAGES", "InWords", "Listed", "fill", "language_in", "load", "worded"]

LANGUAGES = ("zh", "en")


@cache
def load(part: str, language: str) -> Mapping[str, Any]:
    """Return one part of a language's catalogue, for instance ``load("problems", "zh")``."""
    text = files(__name__).joinpath(language, f"{part}.toml").read_text("utf-8")
    return tomli.loads(text)


class Listed(str):
    """Several things as one value of a message · 并列的几项.

    As text, and in data, they are joined as English joins them; a sentence joins them as its language does.
    """

    items: tuple[str, ...]

    def __new__(cls, items: Iterable[str]) -> "Listed":
        """Join the items."""
        kept = tuple(items)
        made = super().__new__(cls, ", ".join(kept))
        made.items = kept
        return made

    def __getnewargs__(self) -> tuple[tuple[str, ...]]:  # type: ignore[override]
        return (self.items,)

    def worded(self, language: str) -> str:
        """Return the things joined as a language joins them."""
        return _joined(self.items, language)

    def some(self, language: str, most: int) -> str:
        """Return the things joined; of those that take more characters the first, and how many there are."""
        items = self.items
        while len(items) > 1 and len(_joined(items, language)) > most:
            items = items[:-1]
        text = _joined(items, language)
        if items == self.items:
            return text
        more: str = load("explain", language)["punctuation"]["and_more"]
        return more.format(text=text, count=len(self.items))


def _joined(items: Iterable[str], language: str) -> str:
    mark: str = load("explain", language)["punctuation"]["list"]
    return mark.join(items)


class InWords(str):
    """A value of a message that each language says in its own words · 因语言而异的内容.

    As text, and in data, it is the English of it.
    """

    said: Mapping[str, str]

    def __new__(cls, said: Mapping[str, str]) -> "InWords":
        """Keep the words of each language."""
        made = super().__new__(cls, said["en"])
        made.said = dict(said)
        return made

    def __getnewargs__(self) -> tuple[Mapping[str, str]]:  # type: ignore[override]
        return (self.said,)

    def worded(self, language: str) -> str:
        """Return the words of a language."""
        return self.said[language]


def worded(values: Mapping[str, str], language: str) -> dict[str, str]:
    """Return the values of a message as a language writes them."""
    return {
        key: value.worded(language) if isinstance(value, InWords | Listed) else value
        for key, value in values.items()
    }


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return the sentence with its blanks filled; empty when a blank has no value."""
    blanks = {name for _, name, _, _ in Formatter().parse(template) if name}
    return template.format_map(values) if blanks <= values.keys() else ""


# Compared, not matched: compiling an expression for so wide a set costs a hundredth of a cold start.
_HAN = (("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"))


def language_in(text: str) -> str:
    """Return the language of a text: Chinese where it has Chinese characters, else English."""
    if text.isascii():
        return "en"
    return "zh" if any(first <= one <= last for one in text for first, last in _HAN) else "en"
