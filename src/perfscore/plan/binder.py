"""Binding a ruleset's declarations to what they name · 绑定."""

from perfscore.inputs.criteria import Criterion
from perfscore.inputs.schema.origin import Path
from perfscore.language.compile.formula import Formula
from perfscore.language.compile.types import Kind
from perfscore.messages import Listed
from perfscore.messages.problems import Place
from perfscore.numbers.printed import same_name
from perfscore.packs.catalog import Catalog
from perfscore.packs.indicator import Indicator, OpaqueMeasure
from perfscore.packs.packs import Provider
from perfscore.plan.binding import Binding, bind_role, role_kind
from perfscore.plan.faults import Faults, blamed, words
from perfscore.plan.planned import RowMeasure, Step
from perfscore.plan.rule_binder import RuleBinder

__all__ = ["Binder"]

_ROW_INDICATOR = "target_completion"


class Binder:
    """Turns criteria into steps of a plan; every problem on the way goes to `faults` · 绑定器."""

    def __init__(self, faults: Faults, catalog: Catalog) -> None:
        self.faults = faults
        self.ruleset = faults.ruleset
        self.catalog = catalog
        self.scoring = RuleBinder(faults, catalog)

    def step(self, criterion: Criterion) -> Step | None:
        """Bind one criterion; None where too little of it is known to go on."""
        path: Path = ("criteria", criterion.id)
        before = len(self.faults.problems)
        indicator, provider = self._indicator(criterion.indicator, path)
        measure, inputs = self._measured(criterion, indicator, provider) if indicator else (None, ())
        rules = tuple(self.scoring.rules(criterion, path)) if criterion.scoring is not None else ()
        by_sign = self.scoring.by_sign(criterion, path)
        if criterion.scoring is None and not by_sign and len(self.faults.problems) == before:
            self.faults.found("criterion-without-scoring", path)
        unmeasured = bool(rules) and rules[0].shape.needs_measure() and indicator is None
        if unmeasured and len(self.faults.problems) == before:
            own = rules[0].shape.shape == "formula"
            code = "formula-measures-nothing" if own else "criterion-without-indicator"
            at = (*path, "scoring", "formula") if own else path
            self.faults.found(code, at, words(path), shape=rules[0].shape.shape)
        # One band for everything reads no measure either, and is told as what it is by the proofs.
        reads_it = any(rule.shape.needs_measure() for rule in rules)
        if indicator is not None and rules and not reads_it:
            self.faults.found("indicator-unused", (*path, "indicator"), shape=rules[0].shape.shape)
        if criterion.with_ and criterion.indicator is None and not unmeasured:
            self.faults.found("with-unused", (*path, "with"))
        self.faults.source(criterion.source, (*path, "source"))
        if len(self.faults.problems) > before:
            return None
        policy = criterion.rounding or self.ruleset.ruleset.rounding
        rounding = policy.rounding if policy.at == "criterion" else None
        row = self._row(criterion, path) if criterion.rows else None
        namesake = self._namesake(criterion) if indicator is None and row is None else None
        return Step(
            criterion, indicator, provider, measure, inputs, rules, rounding, by_sign, row, namesake=namesake
        )

    def _namesake(self, criterion: Criterion) -> Indicator | None:
        named = (entry.value for entry in self.catalog.indicators.values())
        return next((one for one in named if same_name(one.label.zh, criterion.label.zh)), None)

    def _indicator(self, name: str | None, path: Path) -> tuple[Indicator | None, Provider | None]:
        if name is None:
            return None, None
        entry = self.catalog.indicators.get(name)
        if entry is None:
            self.faults.unknown("unknown-indicator", (*path, "indicator"), name, self.catalog.indicators)
            return None, None
        return entry.value, entry.provider

    def _measured(
        self, criterion: Criterion, indicator: Indicator, provider: Provider | None
    ) -> tuple[Formula | None, tuple[Binding, ...]]:
        path: Path = ("criteria", criterion.id, "with")
        roles = {role.name: role for role in indicator.roles}
        free = [name for name in roles if name not in criterion.with_]
        for name in criterion.with_:
            if name not in roles:
                self.faults.unknown(
                    "unknown-role", (*path, name), name, free, at_key=True, known=Listed(roles)
                )
        inputs: list[Binding] = []
        for role in indicator.roles:
            fact = criterion.with_.get(role.name, role.name)
            bound = bind_role(role, fact, self.ruleset)
            if bound is None:
                self.faults.undefined(fact, (*path, role.name))
            elif bound.kind is not (kind := role_kind(role)):
                at, values = (
                    (*path, role.name),
                    {"fact": fact, "found": bound.kind.value, "expected": kind.value},
                )
                self.faults.problems.append(
                    blamed(self.ruleset, "role-kind", at, words(at), values, (bound,))
                )
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
