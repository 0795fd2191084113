"""What a file knows by name: facts, sources, criteria, its plan where it has one · 文件中已知的名称."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from perfscore.editor.texts import Text
from perfscore.inputs.dictionary import FactDefinition
from perfscore.inputs.files import Source
from perfscore.inputs.given import parse_report
from perfscore.inputs.ruleset import Ruleset
from perfscore.inputs.rulesets import draft_ruleset
from perfscore.messages.problems import Problem, ProblemsFound
from perfscore.packs.catalog import Catalog, catalog_for
from perfscore.plan.make import draft_plan
from perfscore.plan.planned import Plan
from perfscore.runs.judging import problems_of

__all__ = ["Known", "known_of"]


@dataclass(frozen=True)
class Known:
    """The names of a file, those of what it extends among them · 已知名称.

    `plan` is None where the ruleset has mistakes, and for a report.
    """

    facts: Mapping[str, FactDefinition | None] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    ruleset: Ruleset | None = None
    plan: Plan | None = None


def known_of(
    text: Text, folder: FilePath, catalog: Catalog, before: Known
) -> tuple[Known, tuple[Problem, ...]]:
    """Return what a text knows, and what ``check`` would tell of it; nothing of a file that is none of ours.

    Of one with mistakes it is what it knew `before`, and what can be seen.
    """
    ruleset: Ruleset | None = None
    plan: Plan | None = before.plan
    problems: tuple[Problem, ...] = ()
    try:
        if "report" in text.data:
            parse_report(text.text, name=text.label, folder=folder)
        elif "ruleset" in text.data or not text.data:
            source = Source(text.label, text.text, "", 0)
            drafted = draft_ruleset(source, folder, catalog.ruleset_file)
            problems = problems_of(made := draft_plan(drafted, catalog_for(drafted, catalog)))
            if not drafted.holes.broken:
                ruleset = drafted
            if made.is_sound:
                plan = made
    except ProblemsFound as found:
        problems = found.problems
    if ruleset is None:
        return _seen(text.data, before), problems
    criteria = tuple(criterion.id for criterion in ruleset.criteria)
    return Known(ruleset.facts, tuple(ruleset.sources), criteria, ruleset, plan), problems


def _seen(data: Mapping[str, Any], before: Known) -> Known:
    """Return the names that stand in a file which is no whole ruleset, beside those it had."""

    def named(key: str) -> tuple[str, ...]:
        table = data.get(key)
        return tuple(table) if isinstance(table, dict) else ()

    listed = data.get("criteria")
    rows = listed if isinstance(listed, list) else []
    found = (row.get("id") for row in rows if isinstance(row, dict))
    criteria = (*(str(one) for one in found if one is not None), *before.criteria)
    return Known(
        {**dict.fromkeys(named("facts")), **before.facts},
        tuple(dict.fromkeys((*named("sources"), *before.sources))),
        tuple(dict.fromkeys(criteria)),
        before.ruleset,
        before.plan,
    )
