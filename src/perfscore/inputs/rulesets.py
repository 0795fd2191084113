"""How a file of criteria is read: whole, or as far as it is sound · 规则集的读取."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from perfscore.inputs.files import Source
from perfscore.inputs.merging import Known, chained, nowhere, read_chain
from perfscore.inputs.ruleset import Ruleset
from perfscore.inputs.schema.origin import Origin
from perfscore.inputs.schema.partly import partly
from perfscore.inputs.toml.recovery import draft
from perfscore.inputs.toml.text import Document
from perfscore.messages.problems import Place, Problem, refuse_errors

__all__ = ["draft_ruleset", "draft_ruleset_file", "read_ruleset_file", "ruleset_of"]


def read_ruleset_file(path: Path, named_at: Place | None = None, known: Known = nowhere) -> Ruleset:
    """Read a ruleset and what it extends · 读取规则集文件.

    With `named_at`, the place in another file that names it, the path is one of that file's folder; `known`
    tells where the ruleset of an id lies that can be extended from any folder.
    Raises ProblemsFound with everything wrong in the files themselves; what only a catalogue can tell
    (unknown indicators, bands, weights) is found when a plan is made.
    """
    return _whole(draft_ruleset_file(path, named_at, known))


def draft_ruleset_file(path: Path, named_at: Place | None = None, known: Known = nowhere) -> Ruleset:
    """Read what is sound of a ruleset; its `holes` tell the rest · 尽量读取规则集文件.

    Raises ProblemsFound where hardly anything of it can be read.
    """
    return _drafted(read_chain(path, "ruleset", named_at, draft, known))


def draft_ruleset(source: Source, folder: Path, known: Known = nowhere) -> Ruleset:
    """Read what is sound of a ruleset in an editor; its folder holds what it extends."""
    return _drafted(chained(draft(source), "ruleset", folder, draft, known))


def ruleset_of(document: Document) -> Ruleset:
    """Return the ruleset a document says; raise ProblemsFound as above."""
    return _whole(_drafted(document))


def _whole(drafted: Ruleset) -> Ruleset:
    refuse_errors(drafted.holes.problems)
    return drafted


def _drafted(document: Document) -> Ruleset:
    ruleset, holes = partly(document, Ruleset, _STAND_IN)
    ruleset = ruleset.at(Origin(document.source.label, document))
    if not (
        ruleset.ruleset.abstract or ruleset.criteria or any(table == "criteria" for table, _ in holes.lost)
    ):
        values = {"missing": "criteria", "expected": "[[criteria]]"}
        missing = Problem("missing-key", ruleset.origin.place(()), "", values)
        holes = replace(holes, problems=(*holes.problems, missing))
    return ruleset.with_holes(holes)


# What a card needs and its author did not write so that it can be read: nothing is judged by it.
_STAND_IN: Mapping[str, Any] = MappingProxyType({
    "format": 1,
    "ruleset": {
        "id": "unread", "title": "?", "version": "?", "status": "unconfirmed", "points": 10**15,
        "rounding": {"places": 10, "mode": "half_up", "at": "criterion"},
        "missing": "range", "not_applicable": "full",
    },
})  # fmt: skip
