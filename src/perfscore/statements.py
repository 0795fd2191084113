"""Checks and modifiers bound to facts: formulas over the whole dictionary · 勾稽与总分调整的绑定."""

from collections.abc import Iterable
from fractions import Fraction
from keyword import kwlist
from typing import Any

from perfscore.binding import Binding, bind_column, bind_fact
from perfscore.faults import Faults, words
from perfscore.inputs.criteria import Check, Modifier
from perfscore.inputs.origin import Path
from perfscore.language.dimension import DIMENSIONS, PURE, UnitClash
from perfscore.language.evaluate import evaluate
from perfscore.language.formula import Formula
from perfscore.language.types import FUNCTIONS, Kind
from perfscore.numbers import decimal_text
from perfscore.planned import MEASURE, POINTS, TOTAL, PlannedCheck, PlannedModifier
from perfscore.problems import nearest

__all__ = ["Statements"]

_KEYS = {
    "cap": ("at",), "floor": ("at",), "bonus": ("formula", "most"), "veto": ("when", "gives"),
}  # fmt: skip


class Statements:
    """Turns checks and modifiers into planned ones; problems go to `faults` · 语句绑定."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        reserved = {MEASURE, POINTS, TOTAL, *FUNCTIONS, *kwlist, "true", "false"}
        for fact in sorted({*faults.ruleset.facts} & reserved):
            faults.found("reserved-name", ("facts", fact), found=fact)

    def check(self, check: Check, path: Path | None = None) -> PlannedCheck | None:
        """Bind one check; its formula is a truth over facts and table columns."""
        path = path or ("checks", check.id)
        found = self._free_formula(check.assert_, Kind.TRUTH, (*path, "assert"))
        if found is None:
            return None
        if not self._units_fit(*found, (*path, "assert"), check.id):
            return None
        return PlannedCheck(check, *found)

    def modifier(self, modifier: Modifier) -> PlannedModifier | None:
        """Bind one rule over the sum."""
        path: Path = ("modifiers", modifier.id)
        before = len(self.faults.problems)
        self._keys(modifier, path)
        try:
            text, constants = _modifier_formula(modifier)
        except KeyError as missing:
            self.faults.found("missing-key", path, missing=str(missing.args[0]), expected="…")
            return None
        key = {"bonus": "formula", "veto": "when"}.get(modifier.kind, "kind")
        found = self._free_formula(text, Kind.NUMBER, (*path, key), {TOTAL, *constants})
        if found is None or not self._units_fit(*found, (*path, key), modifier.id):
            return None
        if len(self.faults.problems) > before:
            return None
        return PlannedModifier(modifier, found[0], constants, found[1])

    def _keys(self, modifier: Modifier, path: Path) -> None:
        """Record keys that mean nothing for a kind of modifier, and points no card can have."""
        for key in ("at", "formula", "most", "when", "gives"):
            value = getattr(modifier, key)
            if value is None:
                continue
            if key not in _KEYS[modifier.kind]:
                self.faults.found("modifier-key-unused", (*path, key), key=key, kind=modifier.kind)
            elif isinstance(value, Fraction) and value < 0:
                self.faults.found("modifier-below-zero", (*path, key), found=decimal_text(value))
        source = modifier.source.split()[0] if modifier.source else None
        known = self.faults.ruleset.sources
        if source is not None and source not in known:
            self.faults.found("unknown-source", (*path, "source"), found=source, **nearest(source, known))

    def _units_fit(self, formula: Formula, reads: tuple[Binding, ...], path: Path, name: str) -> bool:
        powers = {**dict.fromkeys(formula.names, PURE), **{bound.name: bound.powers for bound in reads}}
        try:
            evaluate(formula, DIMENSIONS, powers)
        except UnitClash as clash:
            self.faults.found("unit-clash", path, left=clash.left, right=clash.right, fact=name)
            return False
        return True

    def _free_formula(
        self, text: str, expect: Kind, path: Path, given: Iterable[str] = ()
    ) -> tuple[Formula, tuple[Binding, ...]] | None:
        """Compile a formula that may name any fact or column of the dictionary."""
        ruleset = self.faults.ruleset
        columns = {f"{t}.{c}": Kind.COLUMN for t, table in ruleset.tables.items() for c in table.columns}
        facts = {name: Kind(fact.kind) for name, fact in ruleset.facts.items()}
        names = {**facts, **columns, **dict.fromkeys(given, Kind.NUMBER)}
        formula = self.faults.compiled(
            text, names, expect, lambda at: ruleset.origin.inside(path, at), words(path[:-1])
        )
        if formula is None:
            return None
        wanted = [name for name in formula.names if name not in set(given)]
        bound = (bind_column(n, ruleset) if "." in n else bind_fact(n, n, ruleset) for n in wanted)
        return formula, tuple(b for b in bound if b is not None)


def _modifier_formula(modifier: Modifier) -> tuple[str, dict[str, Fraction]]:
    """Return the formula of a modifier; raise KeyError with the key it lacks."""

    def needed(key: str) -> Any:
        value = getattr(modifier, key)
        if value is None:
            raise KeyError(key)
        return value

    match modifier.kind:
        case "cap":
            return "min(total, at)", {"at": needed("at")}
        case "floor":
            return "max(total, at)", {"at": needed("at")}
        case "bonus":
            return f"total + clamp({needed('formula')}, 0, most)", {"most": needed("most")}
        case "veto":
            return f"min(total, gives) if ({needed('when')}) else total", {"gives": needed("gives")}
