"""Binding the ways a criterion scores to shapes and facts · 计分规则的绑定."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

from perfscore.inputs.criteria import Criterion, Scoring
from perfscore.inputs.schema.origin import Path
from perfscore.language.compile.formula import Formula, put_in
from perfscore.language.compile.types import Kind, Type
from perfscore.messages import Listed
from perfscore.messages.problems import Place, ProblemsFound
from perfscore.numbers.fields import Label
from perfscore.packs.catalog import Catalog
from perfscore.plan.binding import bind_read
from perfscore.plan.faults import Faults, words
from perfscore.plan.planned import MEASURE, POINTS, ScoringRule
from perfscore.plan.proofs.rows import row_sign
from perfscore.shapes.shape import Key, Reads, Shape

__all__ = ["RuleBinder"]

_CELLS = ("actual", "target")
"""Facts that a rule for rows of a form may read: the cells of the row itself."""


class RuleBinder:
    """Turns scoring tables into rules; every problem on the way goes to `faults` · 计分规则绑定器."""

    def __init__(self, faults: Faults, catalog: Catalog) -> None:
        self.faults = faults
        self.ruleset = faults.ruleset
        self.catalog = catalog

    def rules(self, criterion: Criterion, path: Path) -> Iterable[ScoringRule]:
        """Yield the main rule of a criterion and its other readings."""
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

    def by_sign(self, criterion: Criterion, path: Path) -> Mapping[str, ScoringRule]:
        """Return the rules for rows of a form, by their sign."""
        rules = {}
        for sign, (scoring, at) in self._scorings(criterion, path).items():
            rule = self._rule(None, scoring, criterion, at, of_rows=True)
            if rule:
                rules[sign] = rule
        return rules

    def of_set(self, name: str, sign: str, criterion: Criterion) -> ScoringRule | None:
        """Return the rule that a named set of row rules has for a sign, None where it has none."""
        for written, scoring in self.ruleset.row_rules[name].items():
            if row_sign(written) == sign:
                return self._rule(None, scoring, criterion, ("row_rules", name, written), of_rows=True)
        return None

    def _scorings(self, criterion: Criterion, path: Path) -> dict[str, tuple[Scoring, Path]]:
        """Return the scoring of each sign and where it stands: the named set, then the criterion's own."""
        found: dict[str, tuple[Scoring, Path]] = {}
        name = criterion.rows.rules if criterion.rows else None
        if name is not None and name not in self.ruleset.row_rules:
            self.faults.unknown("unknown-row-rules", (*path, "rows", "rules"), name, self.ruleset.row_rules)
        elif name is not None:
            for sign, scoring in self.ruleset.row_rules[name].items():
                found.setdefault(row_sign(sign), (scoring, ("row_rules", name, sign)))
        own: dict[str, tuple[Scoring, Path]] = {}
        for sign, scoring in criterion.scoring_by_sign.items():
            own.setdefault(row_sign(sign), (scoring, (*path, "scoring_by_sign", sign)))
        return found | own

    def _rule(
        self, reading: str | None, scoring: Scoring, criterion: Criterion, path: Path, of_rows: bool = False
    ) -> ScoringRule | None:
        shape = self._shape(scoring, path)
        if shape is None:
            return None
        reads = [
            bind_read(read, self.ruleset, _read_label(criterion, read))
            for read in shape.reads(criterion.id, criterion.points)
        ]
        before = len(self.faults.problems)
        for read, bound in zip(shape.reads(criterion.id, criterion.points), reads, strict=True):
            of_row, at = of_rows and bound.fact in _CELLS, (*path, *read.key)
            if not (bound.defined or bound.judged or of_row) and bound.fact not in self.ruleset.facts:
                self.faults.undefined(bound.fact, at, words(path))
            elif not _by_its_author(shape) and read.kind != "text" and bound.kind is not Kind(read.kind):
                values = {"fact": bound.fact, "found": bound.kind.value, "expected": read.kind}
                self.faults.found("role-kind", at, words(path), **values)
            if read.levels and bound.words and {*bound.words} != {*read.levels}:
                values = {"left": Listed(read.levels), "right": Listed(bound.words)}
                self.faults.found("levels-differ", path, fact=read.fact, **values)
        if len(self.faults.problems) > before and not shape.conditions():
            return None
        constants = shape.parameters()
        kinds = {
            name: Kind.DATE if isinstance(value, date) else Kind.NUMBER for name, value in constants.items()
        }
        names: dict[str, Type] = {
            MEASURE: Kind.NUMBER,
            POINTS: Kind.NUMBER,
            **kinds,
            **{b.name: b.type for b in reads},
        }
        where = words(path)
        tests: dict[str, Formula] = {}
        for name, (text, key) in shape.conditions().items():
            spot = partial(self._inside, (*path, *key), written=_said(scoring, key) == text)
            if test := self.faults.compiled(text, names, Kind.TRUTH, spot, where):
                tests[name] = test
        formula = self.faults.compiled(
            shape.formula(),
            names | dict.fromkeys(shape.conditions(), Kind.TRUTH),
            Kind.NUMBER,
            partial(self._inside, (*path, "formula")),
            where,
        )
        if formula is None or len(tests) < len(shape.conditions()):
            return None
        whole = put_in(formula, tests) if tests else formula
        return ScoringRule(reading, shape, whole, constants, tuple(reads), path, tests)

    def _inside(self, path: Path, at: int, written: bool = True) -> Place:
        """Return the place of a character of a formula; where it was made of a value, that of the value."""
        origin = self.ruleset.origin
        return origin.inside(path, at) if written else origin.place(path)

    def _shape(self, scoring: Scoring, path: Path) -> Shape | None:
        name = scoring.get("shape")
        entry = self.catalog.shapes.get(name) if isinstance(name, str) else None
        if entry is None:
            known = Listed(self.catalog.shapes)
            if name is None:
                self.faults.found("missing-key", path, missing="shape", expected='"proportional"')
            else:
                self.faults.unknown(
                    "unknown-shape", (*path, "shape"), str(name), self.catalog.shapes, known=known
                )
            return None
        try:
            return self.ruleset.origin.declared(entry.value, path, dict(scoring))
        except ProblemsFound as found_problems:
            self.faults.problems += found_problems.problems
            return None


def _by_its_author(shape: Shape) -> bool:
    """Say whether the formula of a shape is written in the ruleset: it says itself what it needs."""
    return shape.shape == "formula" or bool(shape.conditions())


def _said(scoring: Any, key: Key) -> Any:
    """Return the value at a key of a scoring table."""
    for step in key:
        scoring = scoring[step]
    return scoring


def _read_label(criterion: Criterion, read: Reads) -> Label:
    """Return the name of a fact that a shape reads itself, where no dictionary has one."""
    zh, en = criterion.label.zh, criterion.label.en
    if read.kind == "text":
        return Label(zh=f"{zh}档次", en=f"level of {en}")
    return Label(zh=f"{zh}评定得分", en=f"points judged for {en}") if read.judged else criterion.label
