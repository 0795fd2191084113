"""A draft as the text of its file: head, sources, facts, groups, criteria with their sentences · 草稿文本."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from perfscore.extract.toml_writer import comment, inline, lines, quoted, table
from perfscore.publish.draft.filling import Row
from perfscore.publish.draft.rules import Rule
from perfscore.publish.draft.said import Said, Words
from perfscore.publish.draft.table import Printed

__all__ = ["POLICIES", "Drafted", "criterion_lines", "facts_lines", "path_of", "ruleset_text"]

Values = Mapping[str, Any]

POLICIES: Values = {
    "rounding": {"places": 2, "mode": "half_up", "at": "criterion"},
    "missing": "range",
    "not_applicable": "rescale",
}


@dataclass(frozen=True, slots=True)
class Drafted:
    """A row of the table as a criterion: its rule, or None where it is left to a judge · 一个评分项草稿."""

    printed: Printed
    row: Row
    rule: Rule | None
    criterion: Values
    facts: Mapping[str, Values] = field(default_factory=dict)


def path_of(levels: tuple[str, ...]) -> str:
    """Return the path of a group by the names of its levels."""
    return "/".join(level.replace("/", "／") for level in levels)


def ruleset_text(
    id: str,
    source: Mapping[str, str],
    criteria: tuple[Drafted, ...],
    groups: Mapping[tuple[str, ...], Fraction],
    off: tuple[Said, ...],
    language: str,
) -> str:
    """Return the text of the file: its head, sources, facts, groups and criteria, each with its sentence."""
    return "\n".join(_lines(id, source, criteria, groups, off, Words(language)))


def _lines(
    id: str,
    source: Mapping[str, str],
    criteria: tuple[Drafted, ...],
    groups: Mapping[tuple[str, ...], Fraction],
    off: tuple[Said, ...],
    words: Words,
) -> Iterator[str]:
    yield from map(comment, words.head(source))
    yield from ("", "format = 1", "")
    points = sum((one.row.points for one in criteria), Fraction(0))
    head = {"id": id, "title": source["title"], "version": "1", "status": "unconfirmed"}
    yield from table("ruleset", {**head, "points": points, **POLICIES})
    yield from (comment(words.told(one)) for one in off)
    if off:
        yield ""
    yield from table("sources.criteria", {**source, "standing": "assumed"})
    facts = list(facts_lines(criteria))
    if facts:
        yield from (comment(words.facts), "", *facts)
    for levels, printed in _adding_up(criteria, groups).items():
        yield from table(f"sections.{quoted(path_of(levels))}", {"points": printed})
    for one in criteria:
        yield from map(comment, words.above(one.printed, one.rule, one.row))
        yield from criterion_lines(one)


def facts_lines(criteria: Iterable[Drafted]) -> Iterator[str]:
    """Yield the data dictionary of criteria, each fact once."""
    for name, fact in {name: fact for one in criteria for name, fact in one.facts.items()}.items():
        yield from table(f"facts.{name}", fact)


def _adding_up(
    criteria: Iterable[Drafted], groups: Mapping[tuple[str, ...], Fraction]
) -> Mapping[tuple[str, ...], Fraction]:
    """Return the printed points of the groups whose rows add up to them."""
    sums: dict[tuple[str, ...], Fraction] = {}
    for one in criteria:
        for depth in range(1, len(one.printed.levels) + 1):
            levels = one.printed.levels[:depth]
            sums[levels] = sums.get(levels, Fraction(0)) + one.row.points
    return {levels: points for levels, points in groups.items() if sums.get(levels) == points}


def criterion_lines(one: Drafted) -> Iterator[str]:
    """Yield the tables of a criterion: its keys, its scoring, its other readings."""
    yield from _scored("[[criteria]]", "criteria.scoring", one.criterion)
    for reading in one.criterion["readings"]:
        yield from _scored("[[criteria.readings]]", "criteria.readings.scoring", reading)


def _scored(header: str, own: str, values: Values) -> Iterator[str]:
    """Yield a table with its scoring, in a table of its own where that lists tables: bands, levels, rows."""
    scoring = values["scoring"]
    listed = {key for key, value in scoring.items() if _lists_tables(value)}
    yield header
    left_out = {"readings", "scoring"} if listed else {"readings"}
    yield from lines({key: value for key, value in values.items() if key not in left_out})
    yield ""
    if listed:
        yield f"[{own}]"
        yield from lines({key: value for key, value in scoring.items() if key not in listed})
        for key in listed:
            yield f"{key} = ["
            yield from (f"  {inline(each)}," for each in scoring[key])
            yield "]"
        yield ""


def _lists_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)
