"""Names of formulas bound to facts · 公式中的名称与事实的绑定."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

from perfscore.inputs.dictionary import FactDefinition
from perfscore.inputs.ruleset import Ruleset
from perfscore.language.compile.choices import Choice
from perfscore.language.compile.types import Kind, Type
from perfscore.language.interpretations.dimension import PURE, Powers
from perfscore.numbers.fields import Label
from perfscore.numbers.ranges import EVERYTHING, Range
from perfscore.numbers.units import Unit, read_unit
from perfscore.packs.indicator import Role
from perfscore.shapes.shape import Reads

__all__ = [
    "Binding",
    "bind_column",
    "bind_fact",
    "bind_read",
    "bind_role",
    "powers_in_points",
    "powers_of",
    "role_kind",
    "type_of",
]

_SORTS: Mapping[str, Powers] = {
    "amount": (("万元", 1),),
    "ratio": PURE,
    "points": PURE,
    "number": PURE,
}


@dataclass(frozen=True, slots=True)
class Binding:
    """What a name of a formula stands for · 绑定.

    `within`, `step` and `choice` bound an unknown value (numbers in canonical units); `powers` is its
    dimension, None where any will do; `spellings` are other words of the choice.  `judged` marks an
    opinion that no document settles, `limit` a target (printed with a sign it is the number it names);
    `figures` says what a printed figure stands for, where the dictionary does.
    """

    name: str
    fact: str
    kind: Kind
    label: Label
    within: Range = EVERYTHING
    step: Fraction | None = None
    choice: Choice | None = None
    powers: Powers = None
    unit: str | None = None
    document: Label | None = None
    judged: bool = False
    limit: bool = False
    defined: bool = True
    spellings: Mapping[str, str] = field(default_factory=dict)
    figures: Literal["exact", "rounded"] | None = None

    @property
    def type(self) -> Type:
        """The kind as a formula is compiled with it."""
        return self.choice or self.kind

    @property
    def words(self) -> tuple[str, ...]:
        """The words it can be, in the order of their declaration; none where it is no choice."""
        return self.choice.words if self.choice else ()

    @property
    def any_word(self) -> frozenset[str] | None:
        """Any of its words, for the `pieces` interpretation; None for any text or either truth."""
        return frozenset(self.words) or None


def type_of(definition: FactDefinition) -> Type:
    """Return the kind of a fact of the dictionary, as a formula is compiled with it."""
    if definition.kind == "choice":
        return Choice(definition.values or (), definition.order)
    return Kind(definition.kind)


def powers_of(unit: Unit | None) -> Powers:
    """Return the dimension of a unit: amounts, counters and pure numbers."""
    return PURE if unit is None else unit.dimension.powers


def powers_in_points(names: Iterable[str], reads: Iterable[Binding]) -> dict[str, Powers]:
    """Return the dimensions where points are made of facts: a count is pure, so many points a breach.

    Money stays money.
    """
    money = {b.name: b.powers for b in reads if b.powers and ("万元", 1) in b.powers}
    return {**dict.fromkeys(names, PURE), **money}


def bind_fact(name: str, fact: str, ruleset: Ruleset) -> Binding | None:
    """Bind a name to an entry of the data dictionary; None where there is no such entry."""
    definition = ruleset.facts.get(fact)
    return None if definition is None else _defined(name, fact, definition)


def bind_column(name: str, ruleset: Ruleset) -> Binding | None:
    """Bind ``table.column``; None where the ruleset defines no such column."""
    table, _, column = name.partition(".")
    definition = ruleset.tables[table].columns.get(column) if table in ruleset.tables else None
    if definition is None:
        return None
    bound = _defined(name, name, definition)
    return Binding(name, name, Kind.COLUMN, bound.label, bound.within, powers=bound.powers, unit=bound.unit)


def role_kind(role: Role) -> Kind:
    """Return what a role of an indicator needs: a number, a truth, a text or a day."""
    return Kind(role.unit) if role.unit in ("truth", "text", "date") else Kind.NUMBER


def bind_role(role: Role, fact: str, ruleset: Ruleset) -> Binding | None:
    """Bind a role of an indicator; None where the fact was renamed to one that nobody defines."""
    definition = ruleset.facts.get(fact)
    kind = role_kind(role)
    if definition is None and fact != role.name:
        return None
    if definition is None:
        powers = None if role.unit == "count" else _SORTS.get(role.unit)
        return Binding(
            role.name,
            fact,
            kind,
            role.label,
            role.within,
            powers=powers,
            document=role.document,
            limit=role.limit,
        )
    bound = _defined(role.name, fact, definition)
    within = bound.within.meet(role.within) or bound.within
    document = bound.document or role.document
    return replace(bound, within=within, document=document, limit=role.limit)


def bind_read(read: Reads, ruleset: Ruleset, label: Label) -> Binding:
    """Bind a fact that a shape reads itself."""
    definition = ruleset.facts.get(read.fact)
    if definition is None:
        choice = Choice(read.levels) if read.levels else None
        return Binding(
            read.name, read.fact, Kind(read.kind), label, read.within, read.step, choice, None, read.unit,
            None, read.judged, defined=False, spellings=read.spellings,
        )  # fmt: skip
    bound = _defined(read.name, read.fact, definition)
    return Binding(
        read.name, read.fact, bound.kind, bound.label, bound.within.meet(read.within) or bound.within,
        bound.step or read.step, bound.choice, bound.powers, bound.unit, bound.document, read.judged,
        spellings=read.spellings,
    )  # fmt: skip


def _defined(name: str, fact: str, definition: FactDefinition) -> Binding:
    unit = read_unit(definition.unit) if definition.unit else None
    factor = unit.factor if unit else Fraction(1)
    low = definition.above if definition.above is not None else definition.minimum
    within = Range(
        None if low is None else low * factor,
        None if definition.maximum is None else definition.maximum * factor,
        low is None or definition.above is not None,
        definition.maximum is None,
    )
    step = None if definition.step is None else definition.step * factor
    kind = type_of(definition)
    choice = kind if isinstance(kind, Choice) else None
    powers = powers_of(unit) if definition.kind == "number" else PURE
    return Binding(
        name, fact, Kind.TEXT if isinstance(kind, Choice) else kind, definition.label, within, step, choice,
        powers, definition.unit, definition.document, figures=definition.figures,
    )  # fmt: skip
