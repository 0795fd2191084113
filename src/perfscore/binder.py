"""Binding a ruleset's declarations to what they name · 绑定."""

from collections.abc import Iterable, Mapping
from datetime import date

from perfscore.binding import Binding, bind_read, bind_role
from perfscore.faults import Faults, words
from perfscore.fields import Label
from perfscore.inputs.criteria import Criterion, Scoring
from perfscore.inputs.origin import Path
from perfscore.language.formula import Formula
from perfscore.language.types import Kind
from perfscore.planned import MEASURE, POINTS, RowMeasure, ScoringRule, Step
from perfscore.plugins.catalog import Catalog
from perfscore.plugins.indicator import Indicator, OpaqueMeasure
from perfscore.plugins.packs import Provider
from perfscore.problems import Place, ProblemsFound, nearest
from perfscore.shapes.shape import Reads, Shape

__all__ = ["Binder"]

_ROW_INDICATOR = "target_completion"


class Binder:
    """Turns criteria into steps of a plan; every problem on the way goes to `faults` · 绑定器."""

    def __init__(self, faults: Faults, catalog: Catalog) -> None:
        self.faults = faults
        self.ruleset = faults.ruleset
        self.catalog = catalog

    def step(self, criterion: Criterion) -> Step | None:
        """Bind one criterion; None where too little of it is known to go on."""
        path: Path = ("criteria", criterion.id)
        before = len(self.faults.problems)
        indicator, provider = self._indicator(criterion.indicator, path)
        measure, inputs = self._measured(criterion, indicator, provider) if indicator else (None, ())
        rules = tuple(self._rules(criterion, path)) if criterion.scoring is not None else ()
        by_sign = self._by_sign(criterion, path)
        if criterion.scoring is None and not by_sign:
            self.faults.found("criterion-without-scoring", path)
        unmeasured = bool(rules) and rules[0].shape.needs_measure() and indicator is None
        if unmeasured and len(self.faults.problems) == before:
            self.faults.found("criterion-without-indicator", path, shape=rules[0].shape.shape)
        reads_it = any(MEASURE in rule.formula.names for rule in rules)
        if indicator is not None and rules and not reads_it:
            self.faults.found("indicator-unused", (*path, "indicator"), shape=rules[0].shape.shape)
        if criterion.with_ and criterion.indicator is None:
            self.faults.found("with-unused", (*path, "with"))
        self._source(criterion.source, (*path, "source"))
        if len(self.faults.problems) > before:
            return None
        policy = criterion.rounding or self.ruleset.ruleset.rounding
        rounding = policy.rounding if policy.at == "criterion" else None
        row = self._row(criterion, path) if criterion.rows else None
        return Step(criterion, indicator, provider, measure, inputs, rules, rounding, by_sign, row)

    def _indicator(self, name: str | None, path: Path) -> tuple[Indicator | None, Provider | None]:
        if name is None:
            return None, None
        entry = self.catalog.indicators.get(name)
        if entry is None:
            self.faults.found(
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
                self.faults.found(
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
                self.faults.undefined(fact, (*path, role.name))
            else:
                inputs.append(bound)
        if isinstance(indicator.formula, OpaqueMeasure):
            return None, tuple(inputs)
        names = {bound.name: bound.kind for bound in inputs}
        if len(inputs) < len(roles):
            return None, ()
        place = Place(str(provider), 0)
        formula = self.faults.compiled(
            indicator.formula, names, Kind.NUMBER, lambda offset: place, indicator.id
        )
        return formula, tuple(inputs)

    def _row(self, criterion: Criterion, path: Path) -> RowMeasure | None:
        indicator, provider = self._indicator(_ROW_INDICATOR, path)
        if indicator is None:
            return None
        plain = criterion.model_copy(update={"with_": {}})
        return RowMeasure(indicator, *self._measured(plain, indicator, provider))

    def _rules(self, criterion: Criterion, path: Path) -> Iterable[ScoringRule]:
        assert criterion.scoring is not None
        rule = self._rule(None, criterion.scoring, criterion, (*path, "scoring"))
        if rule is None:
            return  # Its readings inherit the mistake; once is enough.
        yield rule
        for reading in criterion.readings:
            scoring = {**criterion.scoring, **reading.scoring}
            rule = self._rule(reading.id, scoring, criterion, (*path, "readings", reading.id, "scoring"))
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
            bind_read(read, self.ruleset, _read_label(criterion, read))
            for read in shape.reads(criterion.id, criterion.points)
        ]
        for bound in reads:
            if not bound.defined and not bound.judged and bound.fact not in self.ruleset.facts:
                self.faults.undefined(bound.fact, path)
        for read, bound in zip(shape.reads(criterion.id, criterion.points), reads, strict=True):
            if read.levels and bound.levels and bound.levels != frozenset(read.levels):
                values = {"left": ", ".join(read.levels), "right": ", ".join(sorted(bound.levels))}
                self.faults.found("levels-differ", path, fact=read.fact, **values)
        constants = shape.parameters()
        kinds = {
            name: Kind.DATE if isinstance(value, date) else Kind.NUMBER for name, value in constants.items()
        }
        names = {
            MEASURE: Kind.NUMBER,
            POINTS: Kind.NUMBER,
            **kinds,
            **{b.name: b.kind for b in reads},
        }
        origin = self.ruleset.origin
        where = words(path)
        formula = self.faults.compiled(
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
                self.faults.found("missing-key", path, missing="shape", expected='"proportional"')
            else:
                close = nearest(str(name), self.catalog.shapes)
                self.faults.found("unknown-shape", (*path, "shape"), found=str(name), **known, **close)
            return None
        try:
            return self.ruleset.origin.declared(entry.value, path, dict(scoring))
        except ProblemsFound as found_problems:
            self.faults.problems += found_problems.problems
            return None

    def _source(self, source: str | None, path: Path) -> None:
        known = self.ruleset.sources
        name = source.split()[0] if source else None
        if name is not None and name not in known:
            self.faults.found("unknown-source", path, found=name, **nearest(name, known))


def _read_label(criterion: Criterion, read: Reads) -> Label:
    """Return the name of a fact that a shape reads itself, where no dictionary has one."""
    zh, en = criterion.label.zh, criterion.label.en
    if read.kind == "text":
        return Label(zh=f"{zh}档次", en=f"level of {en}")
    return Label(zh=f"{zh}评定得分", en=f"points judged for {en}") if read.judged else criterion.label
