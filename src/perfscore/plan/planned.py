"""What a plan is made of · 评分方案的组成."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from perfscore.inputs.criteria import Check, Criterion, Modifier
from perfscore.inputs.row import Row
from perfscore.inputs.ruleset import Ruleset
from perfscore.inputs.schema.origin import Path
from perfscore.language.compile.formula import Formula, names_of
from perfscore.language.compile.native import native
from perfscore.messages.problems import Problem
from perfscore.numbers.content import ByContent
from perfscore.numbers.exact import Rounding, added, decimal_text
from perfscore.numbers.fields import Label
from perfscore.numbers.once import Once, derived
from perfscore.numbers.printed import name_stem
from perfscore.packs.catalog import Catalog
from perfscore.packs.indicator import Indicator
from perfscore.packs.packs import Provider
from perfscore.plan.binding import Binding
from perfscore.shapes.shape import Shape

__all__ = [
    "AS_PRINTED", "GRADE", "MEASURE", "POINTS", "TOTAL", "WHOLE", "Choice", "Plan",
    "PlannedCheck", "PlannedModifier", "RowMeasure", "ScoringRule", "Step",
]  # fmt: skip

MEASURE, POINTS, TOTAL, GRADE = "x", "points", "total", "grade"
"""Names the engine itself gives to formulas; no fact may have them."""


@dataclass(frozen=True, eq=False)
class ScoringRule(Once):
    """One reading of how a criterion's measure earns points · 一种计分规则.

    `reading` is None for the main one.  `formula` is over ``x``, ``points``, `constants` and the
    facts of `reads`; `path` is where it stands in the ruleset, `tests` the conditions of its table.
    """

    reading: str | None
    shape: Shape
    formula: Formula
    constants: Mapping[str, Fraction | date]
    reads: tuple[Binding, ...]
    path: Path
    tests: Mapping[str, Formula] = field(default_factory=dict)

    @cached_property
    def numbers(self) -> Mapping[str, Fraction]:
        """The constants as the numbers formulas work on; a date is its day's number."""
        return {
            name: value if isinstance(value, Fraction) else Fraction(value.toordinal())
            for name, value in self.constants.items()
        }

    @cached_property
    def function(self) -> Callable[[Mapping[str, Any]], Any]:
        """The exact points as a function of the names that are no constants, made when first asked for."""
        return native(self.formula.tree, self.formula.names, self.numbers)

    def condition(self, test: ast.expr) -> Callable[[Mapping[str, Any]], Any]:
        """Return a condition of the formula as such a function, made when first asked for."""
        if test not in self._conditions:
            self._conditions[test] = native(test, names_of(test), self.numbers)
        return self._conditions[test]

    @cached_property
    def _conditions(self) -> dict[ast.expr, Callable[[Mapping[str, Any]], Any]]:
        return {}

    def reading_of(self, reads: tuple[Binding, ...]) -> "ScoringRule":
        """Return the rule over other facts; its function, in which no fact is bound, stays the same."""
        other = replace(self, reads=reads)
        other.__dict__["function"] = self.function
        return other


@dataclass(frozen=True, slots=True, eq=False)
class RowMeasure:
    """How the rows of a form are measured · 表格行的测量."""

    indicator: Indicator
    measure: Formula | None
    inputs: tuple[Binding, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Step(Once, ByContent):
    """One criterion, ready to be scored · 一个评分步骤.

    `measure` is the indicator's formula, None where the criterion has no indicator or the indicator
    gives a function; `inputs` are its roles bound to facts; `rules` are the readings, the main one
    first; `by_sign` are the rules for rows of the form, by the sign printed, and `row` their measure;
    `printed` is the row itself, where the criterion is one.  `namesake` is the indicator whose name the
    criterion bears where its rule measures none: it tells which way a rate printed for it is good.
    """

    criterion: Criterion
    indicator: Indicator | None
    provider: Provider | None
    measure: Formula | None
    inputs: tuple[Binding, ...]
    rules: tuple[ScoringRule, ...]
    rounding: Rounding | None
    by_sign: Mapping[str, ScoringRule] = field(default_factory=dict)
    row: RowMeasure | None = None
    printed: Row | None = None
    namesake: Indicator | None = None

    def is_named(self, row: Row) -> bool:
        """Say whether a row of a form bears the name of the criterion."""
        return row.stems["name"] in self._names

    def takes(self, row: Row) -> bool:
        """Say whether a row of a form is one of those that the criterion asks for."""
        asked = self._asked
        return asked is not None and all(row.stems.get(column) == stem for column, stem in asked.items())

    @derived
    def _names(self) -> frozenset[str]:
        label = self.criterion.label
        return frozenset((name_stem(label.zh), name_stem(label.en)))

    @derived
    def _asked(self) -> Mapping[str, str] | None:
        rows = self.criterion.rows
        return None if rows is None else {column: name_stem(text) for column, text in rows.where.items()}

    def _content(self) -> tuple[Any, ...]:
        return self.criterion.id, self.criterion, self.provider, self.inputs, self.rounding, self.printed

    def _says(self) -> str:
        return f"{self.criterion.id}: {decimal_text(self.criterion.points)} points"


@dataclass(frozen=True, slots=True, eq=False)
class PlannedCheck:
    """A statement about the facts, ready to be tested · 勾稽检查."""

    check: Check
    formula: Formula
    reads: tuple[Binding, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PlannedModifier:
    """A rule over the sum, ready to be applied · 总分调整.

    `formula` is over ``total`` and the facts of `reads`; `outline` is the same rule with a name,
    ``Formula`` or ``When``, where the author's own formula stands.
    """

    modifier: Modifier
    formula: Formula
    outline: Formula
    constants: Mapping[str, Fraction]
    reads: tuple[Binding, ...]


AS_PRINTED, WHOLE = "as-printed", "card"  # the card a form prints; all its criteria if it prints none


class Choice(NamedTuple):
    """Why a ruleset was taken, as codes of sentences, and the ids of others that fit · 选用规则集的理由."""

    reasons: tuple[str, ...]
    others: tuple[str, ...] = ()
    titles: tuple[Label, ...] = ()
    """The titles of those others, in the same order."""


@dataclass(frozen=True, eq=False, repr=False)
class Plan(Once, ByContent):
    """A ruleset bound to a catalogue · 评分方案."""

    ruleset: Ruleset
    steps: tuple[Step, ...]
    checks: tuple[PlannedCheck, ...]
    modifiers: tuple[PlannedModifier, ...]
    catalog: Catalog
    unscored: tuple[Row, ...] = ()
    """Rows of a form that no criterion scores."""
    choice: Choice | None = None
    """Why this ruleset, where nobody named one."""
    remarks: tuple[Problem, ...] = ()  # warnings and notes; with an error there is no plan

    @property
    def is_sound(self) -> bool:
        """Say whether it can be scored by: of a draft, that no error is among its remarks."""
        return not any(remark.severity == "error" for remark in self.remarks)

    @derived
    def without_rules(self) -> bool:
        """Whether nothing is shown of its card, so that no rule is applied."""
        return self.ruleset.id == AS_PRINTED and [s.criterion.id for s in self.steps[:1]] == [WHOLE]

    @derived
    def points(self) -> Fraction:
        """The full points of its criteria, which are those of the ruleset unless a form prints others."""
        return added(step.criterion.points for step in self.steps)

    @derived
    def finest(self) -> Rounding | None:
        """The rounding with most places of all criteria, None where the points of one are not rounded."""
        roundings = [step.rounding for step in self.steps if step.rounding is not None]
        return max(roundings, key=lambda one: one.places) if len(roundings) == len(self.steps) else None

    def _content(self) -> tuple[Any, ...]:
        return self.ruleset, self.catalog, self.steps, self.unscored

    def _says(self) -> str:
        return f"{self.ruleset.id}: {len(self.steps)} criteria"
