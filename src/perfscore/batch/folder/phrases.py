"""The words of tables and summaries in one language · 批量审核用语."""

from fractions import Fraction
from functools import cache
from typing import get_args

from perfscore.auditing.lines import Verdict
from perfscore.batch.folder.entry import Entry, Found, number
from perfscore.explain.wording.words import Words, brief
from perfscore.messages import load
from perfscore.numbers.exact import Rounding, decimal_text
from perfscore.runs.language import say

__all__ = ["Phrases"]

_SHARE = Rounding(1)


class Phrases:
    """Says what entries mean; ``phrases("kept")`` is an entry of the catalogue's ``audit`` table · 用语."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.words = Words(language)

    def __call__(self, key: str, /, **values: str) -> str:
        """Return an entry with its blanks filled."""
        return say(self.language, f"audit.{key}", **values)

    def head(self, column: str) -> str:
        """Return the name of a column."""
        return say(self.language, f"audit_head.{column}")

    def column(self, name: str) -> str:
        """Return the name of a column of CSV."""
        return say(self.language, f"audit_column.{name}")

    def ruleset(self, entry: Entry) -> str:
        """Return the ruleset of a report; that there is none, where no rules were at hand."""
        return entry.ruleset or ("" if entry.refused or entry.holds else self("no_rules"))

    def verdict(self, verdict: str | None) -> str:
        """Return a verdict in a word or two."""
        return self.words(f"verdict_short.{verdict}") if verdict else self("no_claim")

    def severity(self, severity: str) -> str:
        """Return a severity in a word."""
        return self.words(f"severity.{severity}")

    def weight(self, kind: str) -> str:
        """Return in a word what something weighs: a severity, or the verdict on a claim."""
        return self.words(f"verdict_short.{kind}" if kind in get_args(Verdict) else f"severity.{kind}")

    def finding(self, code: str) -> str:
        """Return a finding's short name; its code where the catalogue has none."""
        return str(_names(self.language, "audit_finding").get(code, code))

    def refusal(self, code: str) -> str:
        """Return the short name of a problem: its own, else that of its kind, else that of any other."""
        names = _names(self.language, "audit_refusal")
        return str(names.get(code) or names.get(code.partition("-")[0]) or names["other"])

    def hidden(self, entry: Entry) -> str:
        """Return in a few words what of a form nobody sees who opens it."""
        names = _names(self.language, "audit_hidden")
        found = dict.fromkeys(str(names[note.code]) for note in entry.notes if note.hides)
        return self("hidden_here", what=self.words.listed(list(found))) if found else ""

    def computed(self, entry: Entry) -> str:
        """Return the recomputed total, or the range it lies in."""
        if entry.total is not None:
            return _shown(entry.total)
        if entry.low is None and entry.high is None:
            return self("not_computed")
        low, high = (_shown(end) for end in (entry.low, entry.high))
        return self("range", low=low, high=high)

    def worst(self, entry: Entry) -> str:
        """Return the worst that was found, and how much else is as grave or graver than a note."""
        if entry.refused is not None:
            code = entry.refused.problems[0][1]
            return self._and_more(self.refusal(code), entry.refused.count - 1)
        if (first := entry.gravest) is None:
            return ""
        if not first.label:
            said = self.named(Found(first.kind, first.code, first.message))
        else:
            key = "rounded" if first.code == "rounded" else "part"
            said = self(key, label=first.label, verdict=self.weight(first.kind))
        return self._and_more(said, first.more)

    def named(self, found: Found) -> str:
        """Return a finding's severity and short name."""
        return f"{self.severity(found.severity)} {self.finding(found.code)}"

    def share(self, part: Fraction, whole: Fraction) -> str:
        """Return a share in per cent with one decimal, only to be read."""
        return f"{decimal_text(_SHARE(part / whole * 100), 1)}%"

    def _and_more(self, text: str, more: int) -> str:
        return f"{text} +{more}" if more > 0 else text


def _shown(text: str | None) -> str:
    value = number(text)
    places = len(text.partition(".")[2]) if text else 0
    return "" if value is None else brief(value, places)


@cache
def _names(language: str, table: str) -> dict[str, str]:
    names: dict[str, str] = load("cli", language)[table]
    return names
