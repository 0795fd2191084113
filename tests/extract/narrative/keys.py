"""Passages with answer keys, and how a reading is held against one.

A key is TOML or JSON: `text`; `facts` as ``[fact, value, unit, quote]`` or a table of these; `may`, facts
that are right in one reading of the text; `checks` with `what` and whether it `holds`; `claims`.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from perfscore import Catalog, Plan, audit, make_plan, read_ruleset
from perfscore.documents.text import read
from perfscore.extract.narrative.bound import Bound
from perfscore.extract.narrative.narrative import NarrativeRead, read_narrative

ARITHMETIC = frozenset(
    (
        "sum-differs",
        "parts-exceed-total",
        "incomplete-or-wrong",
        "ratio-differs",
        "limit-passed",
        "contradiction",
    )
)
_LOOSE = re.compile(r"^(超过|约|近|≥|不低于|达|>)|(以上|左右|%|%以上)$")
_RIVALS = ("other-value", "several-values", "said-again")


@dataclass(frozen=True)
class Key:
    """What is to be read of a passage."""

    name: str
    text: str
    facts: tuple[tuple[str, str, str, str], ...]
    also: Mapping[str, tuple[str, ...]]
    may: frozenset[tuple[str, str]]
    claims: Mapping[str, str]
    contradictions: tuple[str, ...]
    others: tuple[str, ...]
    year: int


@dataclass
class Score:
    """How a reading did: what was asked for and read, what was bound and wrong, contradictions."""

    asked: int = 0
    right: int = 0
    bound: int = 0
    wrong: int = 0
    contradictions: int = 0
    found: int = 0
    false: int = 0
    told: list[str] = field(default_factory=list)

    def __iadd__(self, other: "Score") -> "Score":
        for name in ("asked", "right", "bound", "wrong", "contradictions", "found", "false"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.told += other.told
        return self

    def __str__(self) -> str:
        return (
            f"facts {self.right} of {self.asked}; bound {self.bound}, wrong {self.wrong}; "
            f"contradictions {self.found} of {self.contradictions}, false {self.false}"
        )


def keys_in(folder: Path, known: frozenset[str]) -> Iterator[Key]:
    """Yield the keys of a folder; of facts outside the dictionary nothing is asked."""
    for path in sorted(folder.iterdir()):
        if path.suffix in (".json", ".toml"):
            raw = path.read_text("utf-8")
            yield _key(path.stem, json.loads(raw) if path.suffix == ".json" else tomllib.loads(raw), known)


def _key(name: str, data: Mapping[str, Any], known: frozenset[str]) -> Key:
    entries = [
        (one["fact"], one["value"], one["unit"], one["quote"], tuple(one.get("also") or ()))
        if isinstance(one, dict)
        else (*one, ())
        for one in data["facts"]
    ]
    return Key(
        name,
        data["text"],
        tuple(entry[:4] for entry in entries if entry[0] in known),
        {entry[0]: entry[4] for entry in entries},
        frozenset((fact, _number(value)) for fact, value in data.get("may", ())),
        data.get("claims", {}),
        tuple(
            check["what"]
            for check in data.get("checks", ())
            if not check["holds"] and check.get("kind", "sum") in ("sum", "rate")
        ),
        tuple(
            check["what"]
            for check in data.get("checks", ())
            if not check["holds"] and check.get("kind", "sum") == "statement"
        ),
        data.get("year", 2024),
    )


def wrapped(text: str, width: int) -> str:
    """Return a text with its lines broken as a page does, wherever the width is reached."""
    if not width:
        return text
    return "\n".join(
        line[at : at + width] for line in text.split("\n") for at in range(0, max(1, len(line)), width)
    )


def read_text(text: str, catalog: Catalog, year: int = 2024) -> NarrativeRead:
    """Return what a text says."""
    found = read_narrative(read(text.encode()), catalog, name="passage.txt", year=year)
    assert found is not None
    return found


def scored(key: Key, catalog: Catalog, width: int = 0) -> Score:
    """Hold the reading of a passage against its key."""
    read = read_text(wrapped(key.text, width), catalog, key.year)
    score = Score()
    taken = [one for one in read.found.bound if one.taken]
    stated = [one for one in read.found.bound if one.fact and (one.taken or one.reason in _RIVALS)]
    score.bound = len(taken)
    for fact, value, unit, quote in key.facts:
        names = (fact, *key.also.get(fact, ()))
        score.asked += 1
        if any(
            one.fact in names and _is(one, value, unit) and (_is_at(read, one, quote) or _again(key, value))
            for one in stated
        ):
            score.right += 1
        else:
            score.told.append(f"{key.name} ({width}): not read: {fact} {value}{unit} “{quote}”")
    for one in taken:
        if (
            not any(
                one.fact in (fact, *key.also.get(fact, ())) and _is(one, value, unit)
                for fact, value, unit, _ in key.facts
            )
            and (one.fact, _number(one.value)) not in key.may
        ):
            score.wrong += 1
            score.told.append(f"{key.name} ({width}): wrong: {one.fact} {one.value} “{one.said.shown}”")
    _contradictions(key, read, catalog, score, width)
    _claims(key, read, score, width)
    return score


def _claims(key: Key, read: NarrativeRead, score: Score, width: int) -> None:
    total = read.found.claims.total
    claimed = total.figure.number if total else None
    if claimed != key.claims.get("total"):
        score.wrong += claimed is not None
        score.told.append(f"{key.name} ({width}): claims {claimed}, not {key.claims.get('total')}")
    if read.found.claims.grade != key.claims.get("grade", ""):
        score.told.append(f"{key.name} ({width}): grade {read.found.claims.grade}")


def _contradictions(key: Key, read: NarrativeRead, catalog: Catalog, score: Score, width: int) -> None:
    """Count the arithmetic that fails, as an auditor is told of it."""
    result = audit(read.report, _card(catalog))
    failed = [
        {_number(item.fact.raw) for item in finding.evidence if item.fact is not None}
        | set(re.findall(r"[0-9]+(?:\.[0-9]+)?", finding.values.get("text", "").replace(",", "")))
        for finding in result.findings
        if finding.code in ARITHMETIC and finding.check is not None
    ]
    matched: set[int] = set()
    score.contradictions = len(key.contradictions)
    for what in key.contradictions:
        numbers = set(re.findall(r"[0-9]+(?:\.[0-9]+)?", what.replace(",", "")))
        hits = [at for at, figures in enumerate(failed) if len(figures & numbers) >= 2]
        matched |= set(hits)
        score.found += bool(hits)
        if not hits:
            score.told.append(f"{key.name} ({width}): contradiction not found: {what}")
    for at, figures in enumerate(failed):
        if at not in matched and not any(figures <= set(re.findall("[0-9]+", what)) for what in key.others):
            score.false += 1
            score.told.append(f"{key.name} ({width}): false contradiction: {' '.join(sorted(figures))}")


@cache
def _card(catalog: Catalog) -> Plan:
    return make_plan(read_ruleset("cn-mof-2020", catalog), catalog)


def _is(one: Bound, value: str, unit: str) -> bool:
    printed = one.said.figure.unit
    same = {"万": "万元", "名": "人", "场次": "场", "人": "人", "": unit}
    units = {same.get(printed, printed), printed, "人次" if printed == "人" else printed}
    return _number(one.value) == _number(value) and (same.get(unit, unit) in units or unit in units)


def _number(value: str) -> str:
    return _LOOSE.sub("", _LOOSE.sub("", re.sub(r"[,\s]", "", value)))


def _is_at(read: NarrativeRead, one: Bound, quote: str) -> bool:
    """Say whether a figure stands within the words of the key, line breaks aside."""
    raw = read.found.text.raw
    packed = "".join(raw.split())
    at = len(
        "".join(raw[: read.found.text.paragraphs[one.said.paragraph].origin[one.said.figure.start]].split())
    )
    wanted = "".join(quote.split())
    return any(
        found.start() <= at < found.start() + len(wanted) for found in re.finditer(re.escape(wanted), packed)
    )


def _again(key: Key, value: str) -> bool:
    """Say whether a text prints a figure more than once: it may be read at a later place."""
    return key.text.replace("\n", "").count(value) > 1
