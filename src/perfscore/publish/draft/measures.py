"""What a criterion measures, as a draft declares it: an indicator and its facts · 指标与事实.

A rate of the very name of an indicator is measured by it where the table does not say otherwise; any other
rate is a fact as it is reported, named as the table names it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from perfscore.inputs.dictionary import FactDefinition
from perfscore.numbers.fields import Label
from perfscore.packs.catalog import Catalog, read_ruleset
from perfscore.packs.indicator import Indicator, Role
from perfscore.publish.draft.filling import Row
from perfscore.publish.draft.grammar import grammar
from perfscore.publish.draft.rules import Rule
from perfscore.publish.draft.sentence import plain

__all__ = ["Measured", "Measures"]

_DICTIONARY = "cn-dictionary"
_DEFINED = re.compile(r"(?:^|,|#)([^,#=]{2,30})=([^,#=]+)")
_UNITS = MappingProxyType({"amount": "万元", "ratio": "%", "points": "分", "count": "个"})


@dataclass(frozen=True, slots=True)
class Measured:
    """The keys a criterion says of its measure, and the facts they read · 评分项的指标."""

    keys: Mapping[str, Any]
    facts: Mapping[str, Mapping[str, Any]]


class Measures:
    """The indicators of a catalogue by their names, and the dictionary's facts · 按名称查找的指标."""

    def __init__(self, catalog: Catalog) -> None:
        self._by_name = {_name(entry.value.label.zh): entry.value for entry in catalog.indicators.values()}
        known = _DICTIONARY in catalog.rulesets
        self._dictionary = read_ruleset(_DICTIONARY, catalog).facts if known else {}

    def names(self, name: str, explanation: str) -> tuple[tuple[str, ...], ...]:
        """Return what a sentence may call a criterion: its own name, what is explained, and indicators."""
        explained = (_name(term) for term, _ in _DEFINED.findall(plain(explanation)))
        own = _forms(_name(name))
        others = dict.fromkeys([*explained, *self._by_name])
        return own, *((one,) for one in others if one not in own)

    def measured(self, rule: Rule, row: Row, explanation: str) -> Measured:
        """Return the measure of a rule; nothing where it reads facts alone."""
        if rule.measure is None:
            return Measured({}, {})
        indicator = self._by_name.get(rule.called) if rule.measure == "rate" else None
        if indicator is not None and _as_explained(indicator, rule.called, explanation):
            return self._of(indicator)
        return _reported(rule, row)

    def _of(self, indicator: Indicator) -> Measured:
        called = {role.name: self._fact(role) for role in indicator.roles}
        keys: dict[str, Any] = {"indicator": indicator.id}
        if renamed := {role: fact for role, fact in called.items() if role != fact}:
            keys["with"] = renamed
        return Measured(keys, {called[role.name]: self._defined(role) for role in indicator.roles})

    def _fact(self, role: Role) -> str:
        other = grammar().roles.get(role.name, role.name)
        return other if other in self._dictionary else role.name

    def _defined(self, role: Role) -> Mapping[str, Any]:
        known = self._dictionary.get(self._fact(role))
        if known is not None:
            return _definition(known)
        unit = _UNITS.get(role.unit)
        scale = 100 if role.unit == "ratio" else 1
        ends = {"minimum": role.minimum, "above": role.above, "maximum": role.maximum}
        bounds = {name: end * scale for name, end in ends.items() if end is not None}
        return {"label": role.label.model_dump(), **({"unit": unit} if unit else {}), **bounds}


def _definition(known: FactDefinition) -> Mapping[str, Any]:
    given = {name: getattr(known, name) for name in type(known).model_fields}
    plainly = {name: one.model_dump() if isinstance(one, Label) else one for name, one in given.items()}
    return {
        name: one for name, one in plainly.items() if one is not None and (name, one) != ("kind", "number")
    }


def _reported(rule: Rule, row: Row) -> Measured:
    table = grammar()
    own = row.name if rule.called == _name(row.name) else rule.called
    assert rule.measure is not None
    label = table.labels[rule.measure].format(name=own)
    signed = rule.measure == "rate" and any(word in own for word in table.words["signed"])
    fact: dict[str, Any] = {"label": label, "unit": "%"}
    if not signed:
        fact["minimum"] = Fraction(0)
    if rule.most is not None:
        fact["maximum"] = rule.most * 100
    known = f"{row.id}_rate"
    return Measured({"indicator": "reported_rate", "with": {"rate": known}}, {known: fact})


def _name(text: str) -> str:
    return plain(text).rstrip(",").lstrip("#")


def _forms(name: str) -> tuple[str, ...]:
    """Return a name, and the ending that stands for it within its own row: 变动率."""
    return (name, *(end for end in grammar().words["endings"] if name.endswith(end) and len(end) > 1))


def _as_explained(indicator: Indicator, called: str, explanation: str) -> bool:
    """Say whether the table explains a rate as its indicator measures it, or does not explain it."""
    formulas = [formula for term, formula in _DEFINED.findall(plain(explanation)) if term == called]
    return all(formula in _spelled(indicator) for formula in formulas)


def _spelled(indicator: Indicator) -> Iterator[str]:
    """Yield the ways a table may write the formula of an indicator that is one fact over another."""
    roles = {role.name: _name(role.label.zh) for role in indicator.roles}
    parts = str(indicator.formula).split(" / ")
    if len(parts) == 2 and all(part in roles for part in parts):
        above, below = (roles[part] for part in parts)
        for ratio in (f"{above}/{below}", f"({above}/{below})"):
            yield from (ratio, f"{ratio}×100%")
