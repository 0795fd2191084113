"""Binding a ruleset's declarations to what they name · 绑定."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from keyword import kwlist
from typing import Any

from perfscore.binding import Binding, bind_column, bind_fact, bind_read, bind_role
from perfscore.fields import Label
from perfscore.inputs.origin import Path
from perfscore.inputs.ruleset import Check, Criterion, Modifier, Ruleset, Scoring
from perfscore.language.formula import Formula, FormulaRefused, compile_formula
from perfscore.language.types import FUNCTIONS, Kind
from perfscore.planned import PlannedCheck, PlannedModifier, ScoringRule, Step
from perfscore.plugins.catalog import Catalog
from perfscore.plugins.indicator import Indicator, OpaqueMeasure
from perfscore.plugins.packs import Provider
from perfscore.problems import Place, Problem, ProblemsFound, nearest
from perfscore.shapes.shape import Shape

__all__ = ["MEASURE", "POINTS", "TOTAL", "Binder"]

MEASURE, POINTS, TOTAL = "x", "points", "total"
"""Names the engine itself gives to formulas; no fact may have them."""

_ROW_INDICATOR = "target_completion"


class Binder:
    """Turns declarations into planned parts and collects every problem on the way · 绑定器."""

    def __init__(self, ruleset: Ruleset, catalog: Catalog) -> None:
        self.ruleset = ruleset
        self.catalog = catalog
        self.problems: list[Problem] = []
        for fact in sorted({*ruleset.facts} & {MEASURE, POINTS, TOTAL, *FUNCTIONS, *kwlist}):
            self.fault("reserved-name", ("facts", fact), found=fact)

    def fault(self, code: str, path: Path, where: str = "", **values: str) -> None:
        """Record a problem at a part of the ruleset."""
        self.problems.append(
            Problem(code, self.ruleset.origin.place(path), where or _words(path), values)
        )

    def step(self, criterion: Criterion) -> Step | None:
        """Bind one criterion; None where too little of it is known to go on."""
        path: Path = ("criteria", criterion.id)
        before = len(self.problems)
        name = _ROW_INDICATOR if criterion.rows else criterion.indicator
        indicator, provider = self._indicator(name, path)
        measure, inputs = (
            self._measured(criterion, indicator, provider) if indicator else (None, ())
        )
        rules = tuple(self._rules(criterion, path)) if criterion.scoring is not None else ()
        by_sign = self._by_sign(criterion, path)
        if criterion.scoring is None and not by_sign:
            self.fault("criterion-without-scoring", path)
        if (
            rules
            and rules[0].shape.needs_measure()
            and indicator is None
            and len(self.problems) == before
        ):
            self.fault("criterion-without-indicator", path, shape=rules[0].shape.shape)
        self._source(criterion.source, (*path, "source"))
        if len(self.problems) > before:
            return None
        policy = criterion.rounding or self.ruleset.ruleset.rounding
        rounding = policy.rounding if policy.at == "criterion" else None
        return Step(criterion, indicator, provider, measure, inputs, rules, rounding, by_sign)

    def check(self, check: Check, path: Path | None = None) -> PlannedCheck | None:
        """Bind one check; its formula is a truth over facts and table columns."""
        path = path or ("checks", check.id)
        found = self._free_formula(check.assert_, Kind.TRUTH, (*path, "assert"))
        return None if found is None else PlannedCheck(check, *found)

    def modifier(self, modifier: Modifier) -> PlannedModifier | None:
        """Bind one rule over the sum."""
        path: Path = ("modifiers", modifier.id)
        try:
            text, constants = _modifier_formula(modifier)
        except KeyError as missing:
            self.fault("missing-key", path, missing=str(missing.args[0]), expected="…")
            return None
        key = {"bonus": "formula", "veto": "when"}.get(modifier.kind, "kind")
        found = self._free_formula(text, Kind.NUMBER, (*path, key), {TOTAL, *constants})
        return None if found is None else PlannedModifier(modifier, found[0], constants, found[1])

    def _indicator(self, name: str | None, path: Path) -> tuple[Indicator | None, Provider | None]:
        if name is None:
            return None, None
        entry = self.catalog.indicators.get(name)
        if entry is None:
            self.fault(
                "unknown-indicator",
                (*path, "indicator"),
                found=name,
                **nearest(name, self.catalog.indicators),
            )
            return None, None
        return entry.value, entry.provider

    def _measured(
        self, criterion: Criterion, indicator: Indicator, provider: Provider | None
    ) -> tuple[Formula | None, tuple[Binding, ...]]:
        path: Path = ("criteria", criterion.id, "with")
        roles = {role.name: role for role in indicator.roles}
        for name in criterion.with_:
            if name not in roles:
                self.fault(
                    "unknown-role",
                    (*path, name),
                    found=name,
                    known=", ".join(roles),
                    **nearest(name, roles),
                )
        inputs: list[Binding] = []
        for role in indicator.roles:
            fact = criterion.with_.get(role.name, role.name)
            bound = bind_role(role, fact, self.ruleset)
            if bound is None:
                self._undefined(fact, (*path, role.name))
            else:
                inputs.append(bound)
        if isinstance(indicator.formula, OpaqueMeasure):
            return None, tuple(inputs)
        names = {bound.name: bound.kind for bound in inputs}
        if len(inputs) < len(roles):
            return None, ()
        place = Place(str(provider), 0)
        formula = self._compiled(
            indicator.formula, names, Kind.NUMBER, lambda offset: place, indicator.id
        )
        return formula, tuple(inputs)

    def _rules(self, criterion: Criterion, path: Path) -> Iterable[ScoringRule]:
        assert criterion.scoring is not None
        rule = self._rule(None, criterion.scoring, criterion, (*path, "scoring"))
        if rule:
            yield rule
        for reading in criterion.readings:
            scoring = {**criterion.scoring, **reading.scoring}
            rule = self._rule(
                reading.id, scoring, criterion, (*path, "readings", reading.id, "scoring")
            )
            if rule:
                yield rule

    def _by_sign(self, criterion: Criterion, path: Path) -> Mapping[str, ScoringRule]:
        rules = {}
        for sign, scoring in (criterion.scoring_by_sign or {}).items():
            rule = self._rule(None, scoring, criterion, (*path, "scoring_by_sign", sign))
            if rule:
                rules[sign] = rule
        return rules

    def _rule(
        self, reading: str | None, scoring: Scoring, criterion: Criterion, path: Path
    ) -> ScoringRule | None:
        shape = self._shape(scoring, path)
        if shape is None:
            return None
        reads = [
            bind_read(read, self.ruleset, _read_label(criterion, read.judged and read.kind == "number"))
            for read in shape.reads(criterion.id, criterion.points)
        ]
        for bound in reads:
            if not bound.defined and not bound.judged and bound.fact not in self.ruleset.facts:
                self._undefined(bound.fact, path)
        constants = shape.parameters()
        kinds = {
            name: Kind.DATE if isinstance(value, date) else Kind.NUMBER
            for name, value in constants.items()
        }
        names = {
            MEASURE: Kind.NUMBER,
            POINTS: Kind.NUMBER,
            **kinds,
            **{b.name: b.kind for b in reads},
        }
        origin = self.ruleset.origin
        where = _words(path)
        formula = self._compiled(
            shape.formula(),
            names,
            Kind.NUMBER,
            lambda at: origin.inside((*path, "formula"), at),
            where,
        )
        return ScoringRule(reading, shape, formula, constants, tuple(reads)) if formula else None

    def _shape(self, scoring: Scoring, path: Path) -> Shape | None:
        name = scoring.get("shape")
        entry = self.catalog.shapes.get(name) if isinstance(name, str) else None
        if entry is None:
            known = {"known": ", ".join(self.catalog.shapes)}
            if name is None:
                self.fault("missing-key", path, missing="shape", expected='"proportional"')
            else:
                close = nearest(str(name), self.catalog.shapes)
                self.fault("unknown-shape", (*path, "shape"), found=str(name), **known, **close)
            return None
        try:
            return self.ruleset.origin.declared(entry.value, path, dict(scoring))
        except ProblemsFound as found_problems:
            self.problems += found_problems.problems
            return None

    def _free_formula(
        self, text: str, expect: Kind, path: Path, given: Iterable[str] = ()
    ) -> tuple[Formula, tuple[Binding, ...]] | None:
        """Compile a formula that may name any fact or column of the dictionary."""
        columns = {
            f"{t}.{c}": Kind.COLUMN
            for t, table in self.ruleset.tables.items()
            for c in table.columns
        }
        facts = {name: Kind(fact.kind) for name, fact in self.ruleset.facts.items()}
        names = {**facts, **columns, **dict.fromkeys(given, Kind.NUMBER)}
        formula = self._compiled(
            text, names, expect, lambda at: self.ruleset.origin.inside(path, at), _words(path[:-1])
        )
        if formula is None:
            return None
        wanted = [name for name in formula.names if name not in set(given)]
        bound = (
            bind_column(n, self.ruleset) if "." in n else bind_fact(n, n, self.ruleset)
            for n in wanted
        )
        return formula, tuple(b for b in bound if b is not None)

    def _compiled(
        self, text: str, names: Mapping[str, Kind], expect: Kind, place: Any, where: str
    ) -> Formula | None:
        try:
            return compile_formula(text, names, expect)
        except FormulaRefused as refused:
            for fault in refused.faults:
                self.problems.append(Problem(fault.code, place(fault.offset), where, fault.values))
            return None

    def _undefined(self, fact: str, path: Path) -> None:
        self.fault("undefined-fact", path, found=fact, **nearest(fact, self.ruleset.facts))

    def _source(self, source: str | None, path: Path) -> None:
        if source is not None and source.split()[0] not in self.ruleset.sources:
            known = self.ruleset.sources
            self.fault(
                "unknown-source", path, found=source.split()[0], **nearest(source.split()[0], known)
            )


def _words(path: Path) -> str:
    """Return a path in the author's words: ``criteria execution › scoring``."""
    named = [str(part) for part in path]
    if len(named) > 1:
        named = [f"{named[0]} {named[1]}", *named[2:]]
    return " › ".join(named)


def _read_label(criterion: Criterion, judged: bool) -> Label:
    if not judged:
        return criterion.label
    return Label(zh=f"{criterion.label.zh}评定得分", en=f"points judged for {criterion.label.en}")


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
