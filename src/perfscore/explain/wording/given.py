"""What is put in for the names of a formula: numbers of the rule, of the facts in their unit · 代入的数."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from perfscore.explain.wording.words import brief
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.prose import Phrase, phrase_of
from perfscore.numbers.units import Unit
from perfscore.score.evidence import Evidence

__all__ = ["number_put_in", "numbers_of", "shared_unit"]


def shared_unit(evidence: Sequence[Evidence]) -> Unit | None:
    """Return the unit in which all figures are printed, None where there is none or it is per cent."""
    shared: Unit | None = None
    for item in evidence:
        unit = item.fact.quantity.unit if item.fact and item.fact.quantity else None
        if unit is None or unit.name == "%" or (shared and unit.name != shared.name):
            return None
        if item.known != "exact" or item.binding.kind is not Kind.NUMBER:
            return None
        shared = unit
    return shared


def numbers_of(constants: Mapping[str, Any]) -> Mapping[str, Fraction]:
    """Return the numbers among the constants of a rule; a day is not reckoned with."""
    return {name: value for name, value in constants.items() if isinstance(value, Fraction)}


def number_put_in(value: Any, per: Fraction | None = None) -> Phrase:
    """Return a number (or a date) of a rule, or what it is of another, as it stands in a formula."""
    return phrase_of(brief(value, per=per)) if isinstance(value, Fraction) else Phrase(str(value))
