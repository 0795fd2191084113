"""The words of perfscore, one catalogue a language · 语言目录.

A catalogue is a folder of TOML files (`problems`, `findings`, `explain` …); a renderer asks for a
part by name and fills the blanks.  Nothing else in the house holds a sentence for users.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

import tomli

__all__ = ["LANGUAGES", "fill", "language_in", "load"]

LANGUAGES = ("zh", "en")


@cache
def load(part: str, language: str) -> Mapping[str, Any]:
    """Return one part of a language's catalogue, for instance ``load("problems", "zh")``."""
    text = files(__name__).joinpath(language, f"{part}.toml").read_text("utf-8")
    return tomli.loads(text)


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
