"""The slots of one sentence, read, and what they make of the templates of its kind · 填空的识读."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from perfscore.numbers.awards import award_of, number_of, percent_of
from perfscore.numbers.exact import decimal_text
from perfscore.publish.draft.grammar import grammar
from perfscore.publish.draft.sentence import Found
from perfscore.publish.draft.slots import shortened

__all__ = ["Filling", "NotSo", "Row", "SpeaksOfPoints", "Unlike", "step_of", "text_of"]

Values = Mapping[str, Any]


_NUMBERS: Mapping[str, Callable[[str], Fraction | None]] = MappingProxyType(
    {
        "percent": percent_of, "step": percent_of, "points": number_of, "number": number_of,
        "share": lambda text: percent_of(f"{text.removesuffix('%')}%"), "zero": lambda _: Fraction(0),
    }
)  # fmt: skip
_WORDS = frozenset(("words", "clause", "item", "listed", "level"))


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion of a table: its id in the draft, full points, and what its cells say · 一行评分项.

    `names` are those its sentence may use for it, plainly spelled, the printed one first.
    """

    id: str
    name: str
    points: Fraction
    sentence: str
    names: tuple[tuple[str, ...], ...] = ()


class NotSo(Exception):
    """What stands in the slots does not fit together; the sentence is not of this kind."""


class Unlike(NotSo):
    """The clauses are put together as in this kind, as they are in many others; it says something else."""


class SpeaksOfPoints(Unlike):
    """What should describe a fact says something of points."""


class Filling:
    """The slots of one sentence, read, and what they make of the templates of its kind."""

    def __init__(self, found: Found, row: Row) -> None:
        self.found, self.row, self.kind = found, row, found.kind
        self.values: dict[str, Any] = {"points": row.points, "name": row.name, "rider": found.rider}
        self.ids: dict[str, str] = {}
        self.facts: dict[str, Values] = {}
        self.readings: dict[str, Values] = {}
        self.most: Fraction | None = None
        self.called = self._called()
        for slot, texts in found.slots.items():
            read = {self._read(grammar().slots[slot], text) for text in texts}
            if slot not in ("name", "short"):
                self.values[slot] = read.pop()
            if read and slot not in ("name", "short"):
                raise NotSo
        self.items = [(self.words(one["test"]), one.get("award")) for one in found.rounds if "test" in one]
        context = "；".join(self.words(one["text"]) for one in found.rounds if "text" in one)
        self.values["context"] = f"：{context}" if context else ""

    def _called(self) -> str:
        """Return the name the sentence has for what is measured: one name, and its short forms."""
        used = {
            *self.found.slots.get("name", ()),
            *(one["name"] for one in self.found.rounds if "name" in one),
        }
        short, endings = set(self.found.slots.get("short", ())), grammar().words["endings"]
        for names in self.row.names:
            if used <= set(names) and short <= {*names, *shortened(names, endings)}:
                return names[0]
        raise NotSo

    def _read(self, kind: str, text: str) -> Any:
        if kind in _NUMBERS:
            value: Any = _NUMBERS[kind](text)
        elif kind in _WORDS:
            value = self.words(text)
        elif kind in ("full", "award"):
            value = award_of(text, self.row.points)
        elif kind == "weight":
            value = self.row.points if (number := number_of(text)) is None else number
        else:
            value = text
        if value is None or (kind in ("full", "weight") and value != self.row.points):
            raise NotSo
        return value

    def words(self, text: str) -> str:
        """Return words that describe something; refuse those that speak of points."""
        words = grammar().words
        bare = text.removeprefix("#").removesuffix(",").removesuffix("的")
        if (
            not bare
            or any(word in bare for word in words["scoring"])
            or bare.endswith(words["dangling"])
            or re.search("[0-9一二三四五六七八九十半]分(?![公之钟])", bare)
        ):
            raise SpeaksOfPoints
        return bare

    def fact(self, name: str, definition: Values) -> str:
        """Declare a fact the rule reads, and return its id."""
        known = f"{self.row.id}_{name}"
        label = definition["label"]
        label = f"{self.row.name}：{label}" if len(label) <= 2 else label
        self.facts[known] = {**definition, "label": _printed(label)}
        self.ids[name] = known
        return known

    def filled(self, template: Any) -> Any:
        """Return a template of the kind with its blanks filled."""
        if isinstance(template, Mapping):
            return {key: self.filled(value) for key, value in template.items()}
        if isinstance(template, list):
            return [self.filled(value) for value in template]
        if not isinstance(template, str):
            return template
        if alone := re.fullmatch(r"\{(\w+)\}", template):
            return self.value(alone[1])
        return re.sub(r"\{(\w+)\}", lambda part: text_of(self.value(part[1])), template)

    def value(self, name: str) -> Any:
        """Return what a blank of a template stands for: the id of a fact, a slot, or what follows of it."""
        if name in self.ids or name in self.values:
            return self.ids.get(name, self.values.get(name))
        match name:
            case "rest":
                if self.values["loses"] >= self.row.points:
                    raise NotSo
                return self.row.points - self.values["loses"]
            case "half":
                return step_of(self.row.points)
            case "tests":
                numbered = {f"test_{number}": _truth(test) for number, (test, _) in self.numbered()}
                self.values["tests"] = [self.fact(test, truth) for test, truth in numbered.items()]
                return self.values["tests"]
        raise NotSo

    def numbered(self) -> Iterator[tuple[int, tuple[str, str | None]]]:
        """Yield the tests of the sentence with their numbers; raises NotSo where one stands there twice."""
        listed = self.values.get("elements")
        items = self.items or [(part, None) for part in (listed or "").split("、")]
        if len({test for test, _ in items}) < len(items) or len(items) > 25:
            raise NotSo
        return enumerate(items, 1)


def step_of(points: Fraction) -> Fraction:
    """Return the step a judge of so many points is taken to make: half a point where that goes."""
    steps = (Fraction(1, 2), Fraction(1, 10), Fraction(1, 100), Fraction(1, 1000))
    return next((step for step in steps if points % step == 0), points)


def _truth(label: str) -> Values:
    return {"label": label, "kind": "truth"}


def text_of(value: Any) -> str:
    """Return a value as a formula or a label writes it."""
    return decimal_text(value) if isinstance(value, Fraction) else str(value)


def _printed(label: str) -> str:
    """Return plainly spelled words as Chinese prints them."""
    return label.replace(",", "，").replace("(", "（").replace(")", "）")
