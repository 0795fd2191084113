"""Checks and modifiers bound to facts: formulas over the whole dictionary · 勾稽与总分调整的绑定."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from keyword import kwlist
from typing import Any

from perfscore.inputs.criteria import Check, Modifier
from perfscore.inputs.schema.origin import Path
from perfscore.language.compile.formula import Formula, compile_formula, put_in, rounded_text
from perfscore.language.compile.types import FUNCTIONS, Kind, Type
from perfscore.language.interpretations.dimension import DIMENSIONS, Powers, UnitClash
from perfscore.language.interpretations.evaluate import evaluate
from perfscore.messages.problems import Refused
from perfscore.numbers.exact import Rounding, decimal_text
from perfscore.plan.binding import Binding, bind_column, bind_fact, powers_in_points, type_of
from perfscore.plan.faults import Faults, blamed, words
from perfscore.plan.planned import MEASURE, POINTS, TOTAL, PlannedCheck, PlannedModifier
from perfscore.shapes.conditions import written

__all__ = ["RESERVED", "Statements"]

RESERVED = frozenset({MEASURE, POINTS, TOTAL, *FUNCTIONS, *kwlist, "true", "false"})
"""What a formula means something else by than a fact."""

_KEYS = {
    "cap": ("at",), "floor": ("at",), "bonus": ("formula", "most"), "veto": ("when", "gives"),
}  # fmt: skip
_WRITTEN = {"formula": Kind.NUMBER, "when": Kind.TRUTH}
"""The keys that hold a formula of the author's own, and what it must give."""
_EXPECTED = {"at": "90", "formula": '"…"', "most": "5", "when": '"…"', "gives": "0"}
# Each key of a modifier under its name with a capital, which no fact can have.
_WHOLE = {
    "cap": "min(total, At)",
    "floor": "max(total, At)",
    "bonus": "total + {rounded}",
    "veto": "min(total, Gives) if When else total",
}
_ADDED = "clamp(Formula, 0, Most)"


class Statements:
    """Turns checks and modifiers into planned ones; problems go to `faults` · 语句绑定."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        for fact in sorted(RESERVED & {*faults.ruleset.facts}):
            faults.found("reserved-name", ("facts", fact), found=fact)

    def check(self, check: Check, path: Path | None = None) -> PlannedCheck | None:
        """Bind one check; its formula is a truth over facts and table columns."""
        path = path or ("checks", check.id)
        found = self._free_formula(check.assert_, Kind.TRUTH, (*path, "assert"))
        if found is None:
            return None
        powers = {bound.name: bound.powers for bound in found[1]}
        if not self._units_fit(*found, (*path, "assert"), check.id, powers):
            return None
        return PlannedCheck(check, *found)

    def modifier(self, modifier: Modifier) -> PlannedModifier | None:
        """Bind one rule over the sum."""
        path: Path = ("modifiers", modifier.id)
        before = len(self.faults.problems)
        self._keys(modifier, path)
        rule = self.faults.ruleset.ruleset.rounding
        outline = _outline(modifier.kind, rule.rounding if rule.at == "criterion" else None)
        whole, reads = outline, tuple[Binding, ...]()
        for key, kind in _WRITTEN.items():
            if key in _KEYS[modifier.kind] and (said := getattr(modifier, key)) is not None:
                text = self._text(said, path)
                found = self._free_formula(text, kind, (*path, key), (TOTAL,)) if text else None
                if found is None:
                    return None
                whole, reads = put_in(whole, {key.capitalize(): found[0]}), found[1]
                powers = powers_in_points(whole.names, reads)
                self._units_fit(whole, reads, (*path, key), modifier.id, powers)
        if len(self.faults.problems) > before:
            return None
        return PlannedModifier(modifier, whole, outline, _constants(modifier), reads)

    def _text(self, said: str | Mapping[str, Any], path: Path) -> str | None:
        """Return a formula as it is written, or that of a table of what facts must be."""
        try:
            return written(said)
        except Refused as refused:
            self.faults.found(refused.code, (*path, *refused.at), **refused.values)
            return None

    def _keys(self, modifier: Modifier, path: Path) -> None:
        """Record keys that are missing or mean nothing for a kind, and points no card can have."""
        for key in _KEYS[modifier.kind]:
            if getattr(modifier, key) is None:
                self.faults.found("missing-key", path, missing=key, expected=_EXPECTED[key])
        for key in ("at", "formula", "most", "when", "gives"):
            value = getattr(modifier, key)
            if value is None:
                continue
            if key not in _KEYS[modifier.kind]:
                self.faults.found("modifier-key-unused", (*path, key), key=key, kind=modifier.kind)
            elif isinstance(value, Fraction) and value < 0:
                self.faults.found("modifier-below-zero", (*path, key), found=decimal_text(value))
        self.faults.source(modifier.source, (*path, "source"))

    def _units_fit(
        self,
        formula: Formula,
        reads: tuple[Binding, ...],
        path: Path,
        name: str,
        powers: Mapping[str, Powers],
    ) -> bool:
        try:
            evaluate(formula, DIMENSIONS, powers)
        except UnitClash as clash:
            values = {"left": clash.left, "right": clash.right, "fact": name}
            found = blamed(self.faults.ruleset, "unit-clash", path, words(path), values, reads)
            self.faults.problems.append(found)
            return False
        return True

    def _free_formula(
        self, text: str, expect: Kind, path: Path, given: Iterable[str] = ()
    ) -> tuple[Formula, tuple[Binding, ...]] | None:
        """Compile a formula that may name any fact or column of the dictionary."""
        ruleset = self.faults.ruleset
        columns = {f"{t}.{c}": Kind.COLUMN for t, table in ruleset.tables.items() for c in table.columns}
        facts = {name: type_of(fact) for name, fact in ruleset.facts.items()}
        names: dict[str, Type] = {**facts, **columns, **dict.fromkeys(given, Kind.NUMBER)}
        formula = self.faults.compiled(
            text, names, expect, lambda at: ruleset.origin.inside(path, at), words(path[:-1])
        )
        if formula is None:
            return None
        wanted = [name for name in formula.names if name not in set(given)]
        bound = (self._column(n) if "." in n else bind_fact(n, n, ruleset) for n in wanted)
        return formula, tuple(b for b in bound if b is not None)

    def _column(self, name: str) -> Binding | None:
        """Bind a column of a table, which keeps what its definition says of printed figures."""
        bound = bind_column(name, self.faults.ruleset)
        if bound is None:
            return None
        table, _, column = name.partition(".")
        return replace(bound, figures=self.faults.ruleset.tables[table].columns[column].figures)


@cache
def _outline(kind: str, rounding: Rounding | None) -> Formula:
    """Return what a kind of modifier makes of the total; what it adds is rounded like points are."""
    kinds = {key.capitalize(): _WRITTEN.get(key, Kind.NUMBER) for key in _KEYS[kind]}
    text = _WHOLE[kind].format(rounded=rounded_text(_ADDED, rounding))
    return compile_formula(text, {TOTAL: Kind.NUMBER, **kinds})


def _constants(modifier: Modifier) -> Mapping[str, Fraction]:
    """Return the numbers of a modifier, as its formula calls them."""
    return {key.capitalize(): getattr(modifier, key) for key in _KEYS[modifier.kind] if key not in _WRITTEN}
