"""Corrections of what was misread: written beside the document, shown beside what was computed · 更正."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from perfscore.auditing.overrides import overruled
from perfscore.auditing.verdicts import Audit
from perfscore.desk.table import Lying
from perfscore.explain.content.facts import printed
from perfscore.explain.wording.words import Words
from perfscore.extract.toml_writer import array_items
from perfscore.inputs.files import read_text
from perfscore.inputs.overrides import overrides_beside, read_overrides
from perfscore.inputs.report import Fact
from perfscore.inputs.toml.text import parse
from perfscore.runs.output import to_file

__all__ = ["correct", "correctable", "taken_back"]


def correctable(result: Audit, words: Words) -> list[dict[str, str]]:
    """Return the facts of a report that were used, each with its name, print and place."""
    facts: dict[str, tuple[str, Fact]] = {}
    for award in result.card.awards:
        for item in award.evidence:
            if item.fact is not None and item.binding.fact in result.report.facts:
                facts.setdefault(item.binding.fact, (words.label(item.binding.label), item.fact))
    return [
        {
            "fact": name,
            "label": label,
            "shown": printed(fact, words),
            "old": old_of(fact),
            "at": fact.at or "",
        }
        for name, (label, fact) in facts.items()
    ]


def old_of(fact: Fact) -> str:
    """Return what stands in a file of judgements for what a report says."""
    return fact.raw if fact.state in ("stated", "assumed", "unreadable") else fact.state


def correct(lying: Lying, entry: Mapping[str, Any], result: Audit, scratch: Path) -> None:
    """Write a correction beside the document; it takes the place of an earlier one of the same fact.

    It is tried on the result first: raises ProblemsFound for one that does not fit, and changes nothing then.
    """
    path = overrides_beside(lying.path)
    kept = [one for one in _entries(path) if one.get("fact") != entry["fact"]]
    text = _text([*kept, entry])
    trial = scratch / path.name
    to_file(str(trial), text)
    overruled(result, read_overrides(trial))
    to_file(str(path), text)


def taken_back(lying: Lying, fact: str) -> None:
    """Take a correction back; without any the file goes."""
    path = overrides_beside(lying.path)
    kept = [one for one in _entries(path) if one.get("fact") != fact]
    if kept:
        to_file(str(path), _text(kept))
    else:
        path.unlink(missing_ok=True)


def _entries(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    data = parse(read_text(path)).data
    entries: list[dict[str, Any]] = list(data.get("overrides", []))
    return entries


def _text(entries: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(("format = 1", "", *array_items("overrides", tuple(entries))))
