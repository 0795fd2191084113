"""The words of an explanation in one language · 说明用语."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from perfscore.fields import Label
from perfscore.messages import fill, load

__all__ = ["Words", "words_of"]


class Words:
    """The catalogue of a language; ``words("ledger.title")`` is an entry with its blanks filled."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._entries = {
            f"{section}.{entry}": str(text)
            for section, entries in load("explain", language).items()
            for entry, text in entries.items()
        }
        self._findings = load("findings", language)

    def __call__(self, key: str, /, **values: str) -> str:
        """Return an entry with its blanks filled."""
        return self._entries[key].format_map(values)

    def template(self, key: str) -> str:
        """Return an entry with its blanks."""
        return self._entries[key]

    def sentence(self, code: str, values: Mapping[str, str]) -> str:
        """Return the sentence of a finding, a reason or an explanation of a claim, by its code.

        The first wording whose blanks are all known; the code itself where the catalogue has none.
        """
        entry: Mapping[str, Any] = self._findings.get(code, {})
        wordings = [entry[key] for key in ("sentence", "otherwise") if key in entry]
        return next((text for wording in wordings if (text := fill(wording, values))), code)

    def refusal(self, code: str, values: Mapping[str, str]) -> str:
        """Return what is wrong by the code of a problem, nothing where there is no such code."""
        entry = load("problems", self.language).get(code)
        return fill(entry["why"], values) if entry else ""

    def noted(self, code: str) -> str:
        """Return what the reader of a form noted, by its code; the code where there is no such note."""
        notes: Mapping[str, str] = load("forms", self.language)["notes"]
        return notes.get(code, code)

    def label(self, label: Label | None, otherwise: str = "") -> str:
        """Return a name in the language."""
        return label.text(self.language) if label is not None else otherwise

    def listed(self, items: "list[str]") -> str:
        """Return several things as one text."""
        return self("punctuation.list").join(items)


@cache
def words_of(language: str) -> Words:
    """Return the words of a language; there is one for each catalogue."""
    return Words(language)
