"""Cases just under, at and just over each limit of a rule · 界限用例."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal, NamedTuple

from perfscore.numbers.exact import decimal_text
from perfscore.plan.planned import MEASURE, Plan, ScoringRule
from perfscore.plan.proofs.examples import set_of
from perfscore.plan.proofs.search import Answer
from perfscore.plan.proofs.spaces import Stated, scored
from perfscore.plan.proofs.turns import meetings, turns
from perfscore.shapes.bands import multiple_in, number_in
from perfscore.testing.apart import Difference, measured_rules
from perfscore.testing.coverage import values_tried
from perfscore.testing.mutated import is_own
from perfscore.testing.proposed import Proposal, proposal
from perfscore.testing.ruleset_cases import Ran

__all__ = ["Boundary", "boundaries"]

Side = Literal["under", "at", "over"]
_MORE_PLACES = 2
"""Just beside a limit is a hundredth of its last decimal away."""
_MOST_LIMITS = 24


class Boundary(NamedTuple):
    """A case beside a limit: of which criterion, which name moves, the limit, the side · 界限用例."""

    criterion: str
    moving: str
    limit: str
    side: Side
    case: Proposal


def boundaries(plan: Plan, cases: Sequence[Ran]) -> Iterator[Boundary]:
    """Yield a case for each side of each limit that none of the cases tries · 建议界限用例."""
    told = set[str]()
    for step in plan.steps:
        for measured, rule, sign in measured_rules(step):
            if not is_own(plan, rule.path):
                continue
            of, tried = scored(measured, rule), values_tried(measured, rule, cases)
            for moving, limit, side, at in _beside(of, rule):
                if any(_same(at, known, rule) for known in tried):
                    continue
                case = proposal(plan, Difference(Answer(at), of, measured, rule, sign), at)
                if case is not None and (text := case.toml("")) not in told:
                    told.add(text)
                    yield Boundary(step.criterion.id, moving, decimal_text(limit), side, case)


def _beside(of: Stated, rule: ScoringRule) -> Iterator[tuple[str, Fraction, Side, Mapping[str, Any]]]:
    opinions = {bound.fact for bound in rule.reads if bound.judged}
    values = {name: of.space.values[name] for name in of.formula.names}
    for name, value in values.items():
        if not isinstance(value, tuple) or value[0].exact is not None or name in opinions:
            continue
        fixed = {other: _fixed(of, other, others) for other, others in values.items() if other != name}
        within = of.space.values[name][0]
        sets = {other: set_of(value) for other, value in fixed.items()} | {name: (within,)}
        met = turns(meetings(of.formula.tree), name, sets)
        limits = sorted({limit for limit in met if "/" not in decimal_text(limit)})
        for limit in limits[:_MOST_LIMITS]:
            step = of.space.steps.get(name) or _near(limit, name)
            for side, number in (("under", limit - step), ("at", limit), ("over", limit + step)):
                if number in within and not (of.space.steps.get(name) and number % step):
                    yield name, limit, side, {**fixed, name: number}  # type: ignore[misc]


def _near(limit: Fraction, name: str) -> Fraction:
    places = len(decimal_text(limit).partition(".")[2])
    return Fraction(1, 10 ** max(places + _MORE_PLACES, 4 if name == MEASURE else 0))


def _fixed(of: Stated, name: str, value: Any) -> Any:
    """Return one value of a name that stays as it is."""
    if isinstance(value, tuple):
        step = of.space.steps.get(name)
        if value[0].exact is not None:
            return value[0].exact
        return multiple_in(value[0], step) if step else number_in(value[0])
    if isinstance(value, frozenset):
        return min(value) if value else ""
    return True if value is None else value


def _same(at: Mapping[str, Any], known: Mapping[str, Any], rule: ScoringRule) -> bool:
    """Say whether a case tries a rule there already, whatever somebody judges."""
    opinions = {bound.fact for bound in rule.reads if bound.judged}
    return all(known.get(name) == value for name, value in at.items() if name not in opinions)
