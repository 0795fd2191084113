"""The list of projects below the project expenditure · 项目支出明细."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from perfscore.extract.narrative.bound import Bound
from perfscore.extract.narrative.relation import Relation
from perfscore.extract.narrative.said import Said

__all__ = ["Projects", "projects_of"]

_WHOLE = "project_expenditure"
_TAIL = re.compile(r"(?:项目)?(?:资金)?支出$|项目$")


@dataclass(frozen=True, slots=True)
class Projects:
    """The projects a text lists, each with its name, and the total they stand below · 项目."""

    rows: tuple[tuple[str, Bound], ...] = ()
    total: Said | None = None


def projects_of(bound: Sequence[Bound], relations: Sequence[Relation]) -> Projects:
    """Return the projects that a text lists as making up the project expenditure."""
    for relation in relations:
        whole = bound[relation.total.number]
        agrees = whole.fact == _WHOLE and (whole.taken or whole.reason == "said-again")
        if relation.kind == "sum" and agrees and relation.complete:
            parts = [bound[part.number] for part in relation.parts]
            if not any(part.taken for part in parts):
                return Projects(tuple((_name(part), part) for part in parts), relation.total)
    return Projects()


def _name(part: Bound) -> str:
    return _TAIL.sub("", part.said.label) or part.said.label or part.said.shown
