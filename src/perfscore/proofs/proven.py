"""What proofs know of the values of names without any facts · 静态证明的取值范围."""

from dataclasses import dataclass
from typing import Any, Literal

from perfscore.binding import Binding
from perfscore.language.evaluate import Undefined, evaluate
from perfscore.language.pieces import INTERVAL, Pieces
from perfscore.language.types import Kind
from perfscore.planned import Step
from perfscore.ranges import EVERYTHING, Range

__all__ = ["Good", "domain", "good_of_sign", "measure_range"]


@dataclass(frozen=True, slots=True)
class Good:
    """Which way of a measure is good, and who says so: an indicator, or the sign of a row · 优劣方向."""

    better: Literal["higher", "lower", "neither"]
    says: str


def good_of_sign(sign: str) -> Good:
    """Return which way is good for a row with a sign: at least its target, or at most."""
    return Good("higher" if sign == "≥" else "lower" if sign == "≤" else "neither", sign)


def domain(binding: Binding) -> Any:
    """Return every value a bound name can have, for the `pieces` interpretation."""
    match binding.kind:
        case Kind.TRUTH:
            return None
        case Kind.TEXT:
            return binding.levels
        case Kind.COLUMN:
            return ((EVERYTHING,),)
    return (binding.within,)


def measure_range(step: Step) -> Range:
    """Return every value the measure of a step can have."""
    if step.indicator is None:
        return EVERYTHING
    within = step.indicator.within
    if step.measure is None:
        return within
    try:
        found = evaluate(step.measure, Pieces(INTERVAL), {b.name: domain(b) for b in step.inputs})
    except Undefined:
        return within
    assert isinstance(found, tuple)
    return found[0].meet(within) or within
