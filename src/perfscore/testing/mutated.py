"""A plan with one thing of its rules changed · 评分方案的变体.

Rules that a ruleset takes over from one that it extends are that one's, and are not changed here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from perfscore.inputs.schema.origin import Path
from perfscore.numbers.exact import MODES, Rounding, decimal_text
from perfscore.numbers.fields import points_in
from perfscore.plan.planned import Plan, ScoringRule, Step
from perfscore.testing.mutants import changed_formulas, moved_numbers

__all__ = ["Mutant", "is_own", "mutants"]

_RATIO_PLACES = 2
"""A rate moves by one percentage point."""


@dataclass(frozen=True, slots=True, eq=False)
class Mutant:
    """A plan with one thing changed: what kind, where, how it stood, how it stands now · 变体.

    `criterion` is the only one whose points it changes, None where it may be any or the total.
    """

    code: str
    path: Path
    before: str
    after: str
    plan: Plan
    criterion: str | None = None


def mutants(plan: Plan) -> Iterator[Mutant]:
    """Yield every plan that differs in one thing · 全部变体."""
    for number, step in enumerate(plan.steps):
        for one in _of_step(plan, number, step):
            if is_own(plan, one.path):
                yield one
    of_card = (*_weights(plan), *_roundings(plan), *_grades(plan)) if plan.steps else ()
    for one in (*of_card, *_modifiers(plan), *_checks(plan)):
        if is_own(plan, one.path):
            yield one


def is_own(plan: Plan, path: Path) -> bool:
    """Say whether a part stands in the file of the ruleset itself."""
    origin = plan.ruleset.origin
    return origin.place(path).file == origin.file


def _with_step(plan: Plan, number: int, step: Step) -> Plan:
    return replace(plan, steps=(*plan.steps[:number], step, *plan.steps[number + 1 :]))


def _of_step(plan: Plan, number: int, step: Step) -> Iterator[Mutant]:
    seen = set[str]()
    ratio = step.indicator is not None and step.indicator.unit == "ratio"
    for order, rule in enumerate(step.rules):
        for code, before, after, other in _of_rule(step, rule, _RATIO_PLACES if ratio else 0):
            # A reading gives only what differs: what it takes over is changed in the main rule.
            said = f"{code} {before} {after}"
            if rule.reading is not None and said in seen:
                continue
            seen.add(said)
            rules = (*step.rules[:order], other, *step.rules[order + 1 :])
            changed = _with_step(plan, number, replace(step, rules=rules))
            yield Mutant(code, rule.path, before, after, changed, step.criterion.id)
    for sign, rule in step.by_sign.items():
        sharing = [at for at, other in enumerate(plan.steps) if _shares(other, sign, rule)]
        if sharing[0] != number:
            continue  # A named set of row rules is changed once, for all who use it.
        alone = step.criterion.id if len(sharing) == 1 else None
        for code, before, after, other in _of_rule(step, rule, _RATIO_PLACES):
            changed = plan
            for at in sharing:
                own = replace(plan.steps[at].by_sign[sign], formula=other.formula, constants=other.constants)
                by_sign = {**plan.steps[at].by_sign, sign: own}
                changed = _with_step(changed, at, replace(plan.steps[at], by_sign=by_sign))
            yield Mutant(code, rule.path, before, after, changed, alone)


def _shares(step: Step, sign: str, rule: ScoringRule) -> bool:
    return sign in step.by_sign and step.by_sign[sign].path == rule.path


def _of_rule(step: Step, rule: ScoringRule, finer: int) -> Iterator[tuple[str, str, str, ScoringRule]]:
    unit = Fraction(1, 10**step.rounding.places) if step.rounding else None
    for changed in changed_formulas(rule.formula, finer, unit):
        yield changed.code, changed.before, changed.after, replace(rule, formula=changed.formula)
    numbers = {name: value for name, value in rule.constants.items() if isinstance(value, Fraction)}
    units = {str(key[0]): unit for key, _ in points_in(rule.shape)}
    for name, moved, others in moved_numbers(numbers, finer, units):
        before, after = (f"{name} = {decimal_text(value)}" for value in (numbers[name], moved))
        yield "number", before, after, replace(rule, constants={**rule.constants, **others})


def _weights(plan: Plan) -> Iterator[Mutant]:
    """Yield two neighbours with each other's points."""
    for (number, one), (_, other) in pairwise(enumerate(plan.steps)):
        left, right = one.criterion.points, other.criterion.points
        if left == right:
            continue
        swapped = _weighing(one, right), _weighing(other, left)
        steps = (*plan.steps[:number], *swapped, *plan.steps[number + 2 :])
        before, after = (
            f"{one.criterion.id} = {decimal_text(a)}, {other.criterion.id} = {decimal_text(b)}"
            for a, b in ((left, right), (right, left))
        )
        path: Path = ("criteria", one.criterion.id, "points")
        yield Mutant("weight", path, before, after, replace(plan, steps=steps))


def _weighing(step: Step, points: Fraction) -> Step:
    return replace(step, criterion=step.criterion.model_copy(update={"points": points}))


def _roundings(plan: Plan) -> Iterator[Mutant]:
    policy = plan.ruleset.ruleset.rounding
    old = policy.rounding
    others = [Rounding(old.places, mode) for mode in MODES if mode != old.mode]
    others += [Rounding(places, old.mode) for places in (old.places - 1, old.places + 1) if places >= 0]
    for other in others:
        before, after = (f"{one.mode}, {one.places}" for one in (old, other))
        steps = tuple(
            replace(step, rounding=other)
            if step.rounding == old and step.criterion.rounding is None
            else step
            for step in plan.steps
        )
        rule = policy.model_copy(update={"places": other.places, "mode": other.mode})
        head = plan.ruleset.ruleset.model_copy(update={"rounding": rule})
        ruleset = plan.ruleset.model_copy(update={"ruleset": head}).at(plan.ruleset.origin)
        changed = replace(plan, steps=steps, ruleset=ruleset)
        yield Mutant("rounding", ("ruleset", "rounding"), before, after, changed)


def _modifiers(plan: Plan) -> Iterator[Mutant]:
    for number, rule in enumerate(plan.modifiers):
        path: Path = ("modifiers", rule.modifier.id)
        rest = plan.modifiers[:number], plan.modifiers[number + 1 :]
        yield Mutant("dropped", path, rule.modifier.id, "–", replace(plan, modifiers=(*rest[0], *rest[1])))
        others = [
            (c.code, c.before, c.after, replace(rule, formula=c.formula))
            for c in changed_formulas(rule.formula)
        ]
        for name, moved, numbers in moved_numbers(rule.constants):
            before, after = (f"{name.lower()} = {decimal_text(v)}" for v in (rule.constants[name], moved))
            others.append(("number", before, after, replace(rule, constants=numbers)))
        for code, before, after, other in others:
            yield Mutant(code, path, before, after, replace(plan, modifiers=(*rest[0], other, *rest[1])))


def _checks(plan: Plan) -> Iterator[Mutant]:
    for number, check in enumerate(plan.checks):
        rest = plan.checks[:number], plan.checks[number + 1 :]
        for code, before, after, formula in changed_formulas(check.formula):
            other = replace(check, formula=formula)
            changed = replace(plan, checks=(*rest[0], other, *rest[1]))
            yield Mutant(code, ("checks", check.check.id), before, after, changed)


def _grades(plan: Plan) -> Iterator[Mutant]:
    """Yield a grade whose limit is moved by the smallest difference of two totals."""
    grades = plan.ruleset.grades
    rounding = plan.finest or plan.ruleset.ruleset.rounding.rounding
    unit = Fraction(1, 10**rounding.places)
    lowest = min((grade.from_ for grade in grades), default=Fraction(0))
    for number, grade in enumerate(grades):
        for moved in (grade.from_ - unit, grade.from_ + unit) if grade.from_ != lowest else ():
            other = grade.model_copy(update={"from_": moved})
            new = (*grades[:number], other, *grades[number + 1 :])
            ruleset = plan.ruleset.model_copy(update={"grades": new}).at(plan.ruleset.origin)
            before, after = (f"{grade.name} = {decimal_text(value)}" for value in (grade.from_, moved))
            yield Mutant("grade", ("grades", grade.name), before, after, replace(plan, ruleset=ruleset))
