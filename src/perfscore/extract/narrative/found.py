"""Everything read of a text, and its figures as entries of a report file · 读取内容."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from perfscore.extract.narrative.bound import Bound, counted_in, quantity_of, unit_of
from perfscore.extract.narrative.numbering import path_of
from perfscore.extract.narrative.projects import Projects
from perfscore.extract.narrative.relation import Relation
from perfscore.extract.narrative.said import Said
from perfscore.extract.narrative.statements import Claims, Statement
from perfscore.extract.narrative.text import Text
from perfscore.extract.toml_writer import Value
from perfscore.messages import LANGUAGES, fill, load

__all__ = ["Found", "both", "fact_of", "place_of", "quote_of", "stated_in"]

_FRONT = re.compile(r"[0-9]{1,2}\.|其中")
_BACK = ",，、:：;；。()（）|"


@dataclass(frozen=True, slots=True)
class Found:
    """Everything read of a text · 读取内容.

    `labels` are the Chinese and English names of the facts by id; `checked` the sets of facts that the
    dictionary holds against each other anyway.
    """

    text: Text
    bound: tuple[Bound, ...]
    relations: tuple[Relation, ...]
    statements: tuple[Statement, ...]
    claims: Claims
    projects: Projects
    labels: Mapping[str, Mapping[str, str]]
    checked: frozenset[frozenset[str]]
    once: frozenset[str]

    @property
    def taken(self) -> int:
        """How many facts the text states."""
        return sum(one.taken for one in self.bound) + len(self.statements) + len(self.projects.rows)


def fact_of(text: Text, one: Bound) -> dict[str, Value]:
    """Return a figure as an entry of a report file."""
    said = one.said
    unit = _unit(one)
    values: dict[str, Value] = {"value": one.value}
    if unit:
        values["unit"] = unit
    values |= {"at": place_of(text, said), "quote": quote_of(text, said)}
    if said.figure.unit == "万":
        values["note"] = both("file", "unit", {})
    if quantity_of(said) is None:
        values |= {"state": "unreadable", "note": both("file", "loose", {})}
    return values


def stated_in(members: Iterable[Bound]) -> dict[str, str]:
    """Return by what figures are counted in the unit of the fact that one of them is: 编制112个 are 112人."""
    taken = (one for one in members if one.taken and one.said.figure.kind == "count")
    return {counted_in(one.said): _unit(one) for one in taken}


def _unit(one: Bound) -> str:
    """Return the unit as printed, that of the fact where a text prints 人 for 人次 or none at all."""
    figure = one.said.figure
    if (
        one.hit is None
        or figure.kind not in ("count", "bare")
        or counted_in(one.said) == one.hit.phrase.entry.units[0]
    ):
        return unit_of(figure)
    return one.hit.phrase.entry.units[0]


def place_of(text: Text, said: Said) -> str:
    """Return where a figure stands: the path of its section, then line and character."""
    path = path_of(said.levels)
    spot = text.spot(text.paragraphs[said.paragraph].origin[said.figure.opens])
    return f"report {path} {spot}" if path else f"report {spot}"


def quote_of(text: Text, said: Said) -> str:
    """Return the words of a figure: from the last comma on to its unit."""
    paragraph = text.paragraphs[said.paragraph]
    start = said.figure.opens
    while start and paragraph.plain[start - 1] not in _BACK and said.figure.opens - start < 30:
        start -= 1
    if front := _FRONT.match(paragraph.plain, start, said.figure.opens):
        start = front.end()
    return text.quote(paragraph.origin[start], paragraph.origin[said.figure.end - 1] + 1)


def both(group: str, key: str, values: Mapping[str, str]) -> dict[str, str]:
    """Return a sentence of the catalogue in every language."""
    return {language: fill(load("narrative", language)[group][key], values) for language in LANGUAGES}
