"""What a draft says in words: each rule read back, and what does not add up · 草稿中的文字."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from perfscore.messages import LANGUAGES, fill, load
from perfscore.numbers.exact import decimal_text
from perfscore.publish.draft.filling import Row
from perfscore.publish.draft.grammar import grammar
from perfscore.publish.draft.rules import Rule, why_unread
from perfscore.publish.draft.table import CriteriaTable, Printed

__all__ = ["Said", "Words", "both", "numbers_off", "read_back"]


class Said(NamedTuple):
    """A sentence of the catalogue ``draft`` and its values · 一句话."""

    key: str
    values: Mapping[str, str]


def numbers_off(found: CriteriaTable) -> Iterator[Said]:
    """Yield what a table prints that its rows do not give: a weight, the sum of a group, the total."""
    for row in found.rows:
        if row.points is None:
            yield Said("no_points", {"name": row.name, "at": row.place})
    for levels, printed in found.groups.items():
        rows = [row.points for row in found.rows if row.levels[: len(levels)] == levels and row.points]
        if (added := sum(rows, Fraction(0))) != printed:
            values = {"group": "/".join(levels), "printed": decimal_text(printed), "sum": decimal_text(added)}
            yield Said("group_off", values)
    added = sum((row.points or Fraction(0) for row in found.rows), Fraction(0))
    if found.total is not None and found.total != added:
        yield Said("total_off", {"printed": decimal_text(found.total), "sum": decimal_text(added)})


def read_back(rule: Rule | None, row: Row, language: str) -> str:
    """Return a rule in words, made of what it is and not of what was printed."""
    words = load("draft", language)
    if rule is None:
        judged: str = words["judged"]
        return judged
    values = {name: _shown(name, value, rule, words) for name, value in rule.says.items()}
    values |= {"name": row.name, "points": decimal_text(row.points), "scored": _scored(rule, words)}
    said = fill(words["says"][rule.kind], values)
    return said + (fill(words["rider"][rule.not_applicable], values) if rule.not_applicable else "")


def both(reading: str) -> Mapping[str, str]:
    """Return another reading in words, in both languages."""
    return {language: load("draft", language)["reading"][reading] for language in LANGUAGES}


def _shown(name: str, value: Any, rule: Rule, words: Mapping[str, Any]) -> str:
    kind = grammar().slots.get(name)
    between: str = words["between"]
    if name == "bands":
        return between.join(_band(band, words["band"]) for band in value)
    if name == "levels":
        return between.join(words["level"].format(**_shares(level)) for level in value)
    if name == "tests":
        return between.join(str(rule.facts[test]["label"]) for test in value)
    if name == "part_steps":
        return str(words["part_steps"][value])
    if isinstance(value, Fraction):
        shown = decimal_text(value * 100 if kind in ("percent", "step", "share") else value)
        return f"{shown}%" if kind == "percent" else shown
    return str(value)


def _scored(rule: Rule, words: Mapping[str, Any]) -> str:
    """Return tests with the points each earns."""
    tests = [str(rule.facts[test]["label"]) for test in rule.says.get("tests", ())]
    pairs = zip(rule.says.get("cases", tests), rule.says.get("awards", ()), strict=False)
    each = ({"test": test, "points": decimal_text(award)} for test, award in pairs)
    return str(words["between"]).join(words["scored"].format(**one) for one in each)


def _shares(level: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: value if isinstance(value, str) else decimal_text(value * 100) for name, value in level.items()
    }


def _band(band: Mapping[str, Fraction], words: Mapping[str, str]) -> str:
    low, high = (
        band.get(inner, band.get(outer)) for inner, outer in (("at_least", "above"), ("at_most", "below"))
    )
    values = {
        "points": decimal_text(band["points"]),
        "low": "" if low is None else decimal_text(low * 100),
        "high": "" if high is None else decimal_text(high * 100),
        "low_in": words["inside" if "at_least" in band else "outside"],
        "high_in": words["inside" if "at_most" in band else "outside"],
    }
    key = "at" if low == high else "from" if high is None else "to" if low is None else "both"
    return words[key].format(**values)


class Words:
    """The comments of a draft in one language · 草稿的注释."""

    def __init__(self, language: str) -> None:
        self._language, self._words = language, load("draft", language)
        self.facts: str = self._words["facts"]

    def head(self, source: Mapping[str, str]) -> Iterator[str]:
        """Yield the first lines of the file."""
        yield from (line.format_map(source) for line in self._words["head"])

    def told(self, said: Said) -> str:
        """Return what does not add up."""
        sentence: str = self._words["off"][said.key]
        return sentence.format_map(said.values)

    def above(self, printed: Printed, rule: Rule | None, row: Row) -> Iterator[str]:
        """Yield what stands above a criterion: its cells as printed, and what was read of them."""
        for key, text in (("sentence", printed.sentence), ("explanation", printed.explanation)):
            for number, line in enumerate(filter(None, map(str.strip, text.splitlines()))):
                yield self._words[key].format(text=line) if number == 0 else f"      {line}"
        if rule is None:
            yield self._words["unread"][why_unread(row)]
        else:
            kind, says = self._words["title"][rule.kind], read_back(rule, row, self._language)
            yield self._words["read"].format(kind=kind, says=says)
