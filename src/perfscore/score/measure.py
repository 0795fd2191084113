"""Measure: the value of each indicator · 测量.

The only stage that runs code of a pack.  A measurement is one exact value, a set of possible values, or
the reason there is none.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Literal, NamedTuple

from perfscore.inputs.report import Report
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.exact import exact_value
from perfscore.language.interpretations.pieces import Pieces
from perfscore.language.sets.joining import ATTAINABLE, Numbers
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.numbers.exact import decimal_text, too_large
from perfscore.numbers.ranges import EVERYTHING, Range
from perfscore.packs.guards import exception_text
from perfscore.packs.indicator import Indicator, OpaqueMeasure
from perfscore.packs.packs import Provider
from perfscore.plan.planned import Plan, Step
from perfscore.score.evidence import Evidence, gather

__all__ = ["Measurement", "State", "measure_opaque", "measured", "take_measurements"]

State = Literal["measured", "partial", "missing", "not_applicable", "undefined", "none"]


class Measurement(NamedTuple):
    """The value of one criterion's indicator · 测量值.

    `exact` is the value of the printed figures where all are shown; `possible` every value the
    measure can have on the evidence (one range each, a single point where it is fixed).  State
    ``none`` is a criterion without an indicator; `reasons` are codes from the catalogue.
    """

    step: Step
    evidence: tuple[Evidence, ...]
    state: State
    exact: Fraction | None
    possible: Numbers
    reasons: tuple[str, ...] = ()

    @property
    def settled(self) -> bool:
        """Say whether the evidence leaves one value only, or there is nothing to measure."""
        return self.state == "none" or (self.exact is not None and self.possible[0].exact is not None)


def take_measurements(plan: Plan, report: Report) -> tuple[Measurement, ...]:
    """Measure every criterion; raise ProblemsFound where facts do not fit their roles."""
    problems: list[Problem] = []
    found: list[Measurement] = []
    figures = plan.ruleset.ruleset.figures
    for step in plan.steps:
        try:
            found.append(measured(step, gather(step.inputs if step.rules else (), report, figures)))
        except ProblemsFound as misfits:
            problems += misfits.problems
    if problems:
        raise ProblemsFound(problems)
    return tuple(found)


def measured(step: Step, evidence: tuple[Evidence, ...]) -> Measurement:
    """Return the value of one criterion's indicator, or every value it can have on the evidence."""
    if step.indicator is None or not step.rules:
        return Measurement(step, (), "none", None, (EVERYTHING,))
    known = {item.known for item in evidence}
    if "not_applicable" in known:
        return Measurement(step, evidence, "not_applicable", None, (step.indicator.within,))
    exact = None
    try:
        if known == {"exact"}:
            exact = _exact(step, evidence)
            if False not in {item.settled for item in evidence}:
                return Measurement(step, evidence, "measured", exact, (Range.point(exact),))
        possible, reasons = _possible(step, evidence)
    except Undefined as undefined:
        return Measurement(step, evidence, "undefined", None, (step.indicator.within,), (undefined.code,))
    missing = "missing" in known
    state: State = "missing" if missing else "measured" if exact is not None else "partial"
    return Measurement(step, evidence, state, exact, possible, reasons)


def _exact(step: Step, evidence: tuple[Evidence, ...]) -> Fraction:
    values = {item.binding.name: item.exact for item in evidence}
    if step.measure is None:
        assert step.indicator is not None
        return measure_opaque(step.indicator, values, step.provider)
    result = exact_value(step.measure, values)
    assert isinstance(result, Fraction)
    return result


def _possible(step: Step, evidence: tuple[Evidence, ...]) -> tuple[Numbers, tuple[str, ...]]:
    assert step.indicator is not None
    if step.measure is None:
        return _corners(step.indicator, evidence, step.provider)
    pieces = Pieces(ATTAINABLE)
    found = evaluate(step.measure, pieces, {item.binding.name: item.possible for item in evidence})
    assert isinstance(found, tuple)
    within = tuple(piece for value in found if (piece := value.meet(step.indicator.within)))
    return within or found, tuple(sorted(pieces.maybe_undefined))


def measure_opaque(
    indicator: Indicator, values: Mapping[str, Any], provider: Provider | None = None
) -> Fraction:
    """Run an indicator's own function; raise ProblemsFound, naming it and its pack, where it misbehaves.

    Raises Undefined where it divides by zero or its value is too large, as of a formula, and ValueError
    where `values` are not those of its roles.
    """
    assert isinstance(indicator.formula, OpaqueMeasure)
    roles = {role.name for role in indicator.roles}
    if roles != values.keys():
        missing, strange = (
            ", ".join(sorted(names)) for names in (roles - values.keys(), values.keys() - roles)
        )
        wrong = [f"no value for the roles {missing}"] if missing else []
        wrong += [f"no such roles: {strange}"] if strange else []
        raise ValueError(f"{indicator.id}: {'; '.join(wrong)}")
    try:
        result = indicator.formula.function(**values)
    except (Undefined, KeyboardInterrupt):
        raise
    except ZeroDivisionError:
        raise Undefined("division-by-zero") from None
    except BaseException as error:
        raise _blamed("measure-failed", indicator, provider, found=exception_text(error)) from None
    if type(result) is not Fraction:
        raise _blamed("measure-misbehaved", indicator, provider, found=type(result).__name__)
    if too_large(result):
        raise Undefined("too-large")
    return result


def _blamed(code: str, indicator: Indicator, provider: Provider | None, **values: str) -> ProblemsFound:
    """Return a problem of an indicator, at the pack it came in where that is known."""
    if provider is None:
        return ProblemsFound([Problem(code, Place(indicator.id, 0), "", values)])
    return ProblemsFound([provider.problem(code, indicator.id, **values)])


def _corners(
    indicator: Indicator, evidence: tuple[Evidence, ...], provider: Provider | None
) -> tuple[Numbers, tuple[str, ...]]:
    """Return the bounds of an opaque measure, taken at the corners its directions name.

    With them, why it may have no value; a corner without one leaves every value possible.
    """
    assert isinstance(indicator.formula, OpaqueMeasure)
    ends: list[Fraction | None] = []
    for side in (0, 1):
        values: dict[str, Any] = {}
        for item in evidence:
            name = item.binding.name
            rises = name in indicator.formula.rising
            if not isinstance(item.possible, tuple) or not (rises or name in indicator.formula.falling):
                return (indicator.within,), ()
            values[name] = item.possible[-1].high if rises == bool(side) else item.possible[0].low
        try:
            ends.append(None if None in values.values() else measure_opaque(indicator, values, provider))
        except Undefined as undefined:
            attained = all(_holds(item, values[item.binding.name]) for item in evidence)
            return (indicator.within,), (undefined.code,) if attained else ()
    low, high = ends
    if low is not None and high is not None and low > high:
        ends_text = {"low": decimal_text(low), "high": decimal_text(high)}
        raise _blamed("measure-direction", indicator, provider, **ends_text)
    found = Range(low, high, low is None, high is None)
    return (found.meet(indicator.within) or indicator.within,), ()


def _holds(item: Evidence, value: Fraction) -> bool:
    """Say whether a fact can really be what an end of its range is."""
    return any(value in piece for piece in item.possible)
