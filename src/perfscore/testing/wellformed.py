"""Is an indicator what it says it is · 指标的自检.

Run by the tests of a pack, not by the engine: the formula compiles and reads every role, and on
sample facts the value is exact, the same twice, within the declared bounds, and moves the declared
way.  A sample can refute, never prove; for a formula the engine has its own proofs.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice, product
from typing import Any

from perfscore.language.compile.formula import Formula, FormulaRefused, compile_formula
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.exact import EXACT
from perfscore.language.interpretations.pieces import Pieces
from perfscore.language.sets.joining import INTERVAL
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.numbers.ranges import Range, hull
from perfscore.packs.indicator import Indicator, OpaqueMeasure, Role
from perfscore.score.measure import measure_opaque

__all__ = ["check_indicator", "value_of"]

MOST_SAMPLES = 250
_OTHER_KINDS = ("truth", "text", "date")


def check_indicator(indicator: Indicator) -> None:
    """Assert that an indicator is well formed and pure · 检查指标.

    Raises AssertionError with what is wrong.
    """
    roles = [role.name for role in indicator.roles]
    if isinstance(indicator.formula, OpaqueMeasure):
        _check_declared(indicator, indicator.formula)
    elif unread := [name for name in roles if name not in _compiled(indicator, indicator.formula).names]:
        raise AssertionError(f"{indicator.id}: the formula never reads {', '.join(unread)}")
    for facts in _samples(indicator):
        value = _checked(indicator, facts)
        if isinstance(indicator.formula, OpaqueMeasure) and value is not None:
            _check_moves(indicator, indicator.formula, facts, value)


def value_of(indicator: Indicator, facts: Mapping[str, Any]) -> Fraction | Range:
    """Return the value of an indicator, or the range where some role is missing.

    Raises Undefined where it has no value for these facts.
    """
    if isinstance(indicator.formula, OpaqueMeasure):
        return measure_opaque(indicator, dict(facts))
    formula = _compiled(indicator, indicator.formula)
    if facts.keys() >= set(formula.names):
        value = evaluate(formula, EXACT, dict(facts))
        assert isinstance(value, Fraction)
        return value
    names = {role.name: _possible(role, facts.get(role.name)) for role in indicator.roles}
    found = evaluate(formula, Pieces(INTERVAL), names)
    assert isinstance(found, tuple)
    return hull(*found)


def _compiled(indicator: Indicator, text: str) -> Formula:
    try:
        return compile_formula(text, {role.name: _kind(role) for role in indicator.roles})
    except FormulaRefused as refused:
        place = f"{indicator.id} formula"
        found = (Problem(f.code, Place(place, 1, f.offset + 1), "", f.values) for f in refused.faults)
        raise AssertionError(ProblemsFound(found).text()) from None


def _kind(role: Role) -> Kind:
    return Kind(role.unit) if role.unit in _OTHER_KINDS else Kind.NUMBER


def _possible(role: Role, value: Any) -> Any:
    if isinstance(value, Fraction):
        return (Range.point(value),)
    if isinstance(value, str):
        return frozenset({value})
    return (role.within,) if value is None and role.unit not in ("truth", "text") else value


def _check_declared(indicator: Indicator, measure: OpaqueMeasure) -> None:
    numbers = {role.name for role in indicator.roles if _kind(role) is Kind.NUMBER}
    declared = (*measure.rising, *measure.falling)
    if len(declared) != len(set(declared)) or set(declared) != numbers:
        needed, found = ", ".join(sorted(numbers)), ", ".join(declared) or "none"
        raise AssertionError(f"{indicator.id}: rising or falling must name {needed}, not {found}")


def _samples(indicator: Indicator) -> Iterator[Mapping[str, Any]]:
    choices = [_values(role) for role in indicator.roles]
    for values in islice(product(*choices), MOST_SAMPLES):
        yield dict(zip((role.name for role in indicator.roles), values, strict=True))


def _values(role: Role) -> list[Any]:
    """Return a few values of a role: its ends, the middle, and whole numbers near the low end."""
    match role.unit:
        case "truth":
            return [False, True]
        case "text":
            return ["", "x"]
        case "date":
            return [Fraction(739_251), Fraction(739_616)]
    low, high = role.within.low, role.within.high
    start = low if low is not None else (high or Fraction(0)) - 7
    near = [start, start + 1, start + 7]
    ends = [] if high is None else [(start + high) / 2, high]
    return sorted({value for value in (*near, *ends) if value in role.within})


def _checked(indicator: Indicator, facts: Mapping[str, Any]) -> Fraction | None:
    first, second = (_once(indicator, facts) for _ in range(2))
    if first != second:
        raise AssertionError(f"{_tried_with(indicator, facts)}: gave {first}, then {second}")
    if first is not None and first not in indicator.within:
        raise AssertionError(f"{_tried_with(indicator, facts)}: {first} lies outside {indicator.within}")
    return first


def _once(indicator: Indicator, facts: Mapping[str, Any]) -> Fraction | None:
    try:
        value = value_of(indicator, facts)
    except Undefined:
        return None
    except ProblemsFound as found:
        raise AssertionError(f"{_tried_with(indicator, facts)}: {found}") from None
    assert isinstance(value, Fraction)
    return value


def _check_moves(
    indicator: Indicator, measure: OpaqueMeasure, facts: Mapping[str, Any], value: Fraction
) -> None:
    """Raise where the measure falls though a role it should rise with rises, or the reverse."""
    for role in indicator.roles:
        rises = role.name in measure.rising
        if not rises and role.name not in measure.falling:
            continue
        for higher in _values(role):
            other = _once(indicator, {**facts, role.name: higher})
            if higher <= facts[role.name] or other is None:
                continue
            if (other < value) if rises else (other > value):
                way = "rising" if rises else "falling"
                told = f"{value} becomes {other} at {higher}"
                raise AssertionError(f"{_tried_with(indicator, facts)}: not {way} in {role.name}, {told}")


def _tried_with(indicator: Indicator, facts: Mapping[str, Any]) -> str:
    given = ", ".join(f"{name} = {value}" for name, value in facts.items())
    return f"{indicator.id} ({given})"
