"""The columns that a ruleset reads from a table of reports, one report a row · 所需列.

A fact has a column of its id, in the unit the ruleset gives it.  Beside it may stand ``ID.low`` and
``ID.high`` for what is printed as a range, and ``ID.state`` for why there is no value (``not_shown``,
``not_applicable``, ``unreadable``); ``claim`` is the total that a report claims, ``claim.CRITERION`` the
points of one line.  Every other column says whose row it is, and is carried into the result.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from perfscore.language.compile.types import Kind
from perfscore.plan.binding import Binding
from perfscore.plan.planned import Plan
from perfscore.publish.card.facts import unit_text, uses

__all__ = ["CLAIM", "ENDS", "ROW", "STATE", "STATES", "Layout", "Wanted", "layout_of", "wanted"]

ROW, CLAIM, STATE = "row", "claim", "state"
ENDS = ("low", "high")
STATES = ("stated", "assumed", "not_shown", "not_applicable", "unreadable")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A fact that a ruleset reads: its column, kind and unit · 一项所需事实."""

    fact: str
    binding: Binding

    @property
    def unit(self) -> str | None:
        """The unit its numbers are in, None where they are bare."""
        return unit_text(self.binding) or None

    @property
    def kind(self) -> Kind:
        """What its values are."""
        return self.binding.kind


def wanted(plan: Plan) -> Mapping[str, Wanted]:
    """Return every fact that scores, modifiers and checks of a plan read, by its id.

    Columns of tables of facts and rows of a form are no columns of such a table.
    """
    bound = {name: use.binding for name, use in uses(plan).items()}
    for check in plan.checks:
        for binding in check.reads:
            bound.setdefault(binding.fact, binding)
    return {name: Wanted(name, one) for name, one in bound.items() if one.kind is not Kind.COLUMN}


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of a table at hand are · 各列的含义.

    `facts` are those that the ruleset reads, `lines` the criteria whose points are claimed; `total` says
    whether a total is, `loose` which facts have ends or a state beside them; `carried` are all others.
    """

    facts: tuple[str, ...]
    loose: tuple[str, ...]
    lines: tuple[str, ...]
    total: bool
    carried: tuple[str, ...]


def layout_of(columns: Iterable[str], plan: Plan) -> Layout:
    """Return what each column of a table is to a plan."""
    names, known = list(columns), wanted(plan)
    lines = {f"{CLAIM}.{step.criterion.id}": step.criterion.id for step in plan.steps}
    beside = {f"{fact}.{suffix}": fact for fact in known for suffix in (*ENDS, STATE)}
    return Layout(
        tuple(name for name in names if name in known),
        tuple(dict.fromkeys(beside[name] for name in names if name in beside)),
        tuple(lines[name] for name in names if name in lines),
        CLAIM in names,
        tuple(name for name in names if name not in {*known, *beside, *lines, CLAIM}),
    )
