"""The statements of arithmetic of a text, as checks of a report file · 勾稽关系."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from perfscore.extract.narrative.bound import Bound
from perfscore.extract.narrative.found import Found, both, fact_of, place_of
from perfscore.extract.narrative.relation import Relation
from perfscore.extract.toml_writer import Value

__all__ = ["TextCheck", "checks_of"]

_NAMED = re.compile(r",?(?:即|分别[是为])[:：]?([^,。;:：]{4,400})(?=[。;])")
_RIVALS = ("other-value", "several-values")


@dataclass(frozen=True, slots=True)
class TextCheck:
    """A check with the figures that only it needs, as facts of their own · 勾稽及其所需数字."""

    entry: Mapping[str, Value]
    facts: Mapping[str, Value]


def checks_of(found: Found) -> tuple[TextCheck, ...]:
    """Return the checks of a text that the dictionary does not make anyway."""
    return tuple(_Checks(found).all())


class _Checks:
    """Makes checks, and names the figures in them."""

    def __init__(self, found: Found) -> None:
        self.found = found

    def all(self) -> Iterator[TextCheck]:
        """Yield the checks that the dictionary does not make anyway."""
        number = 0
        for relation in self.found.relations:
            members = [self.found.bound[said.number] for said in relation.members]
            facts = frozenset(one.fact for one in members if one.taken and one.fact)
            known = len(facts) == len(members) and facts in self.found.checked
            if not known and relation.total is not self.found.projects.total:
                number += 1
                yield self._of(relation, members, number)
        for fact in sorted(self.found.once):
            values = [
                one for one in self.found.bound if one.fact == fact and (one.taken or one.reason in _RIVALS)
            ]
            for other in values[1:]:
                if values[0].reason != other.reason or values[0].reason == "several-values":
                    number += 1
                    yield self._same(fact, values[0], other, number)

        for one in self.found.bound:
            names = _names_behind(one)
            if names:
                number += 1
                yield self._of_names(one, names, number)

    def _of_names(self, one: Bound, names: Sequence[str], number: int) -> TextCheck:
        """Return the check that a count is that of the names behind it."""
        counted = f"figure_{one.said.number + 1}_named"
        values = {"value": str(len(names)), "unit": one.said.figure.unit, "quote": "、".join(names)}
        label = both("checks", "named", {"name": self._called(one)})
        facts: dict[str, Value] = {
            counted: {"label": label, **values, "at": place_of(self.found.text, one.said)}
        }
        formula, kind = f"{self._name(one)} == {counted}", {"kind": "contradiction"}
        check = self._check("names", {"name": self._called(one)}, formula, kind, (one,), number)
        return TextCheck(check.entry, {**check.facts, **facts})

    def _of(self, relation: Relation, members: Sequence[Bound], number: int) -> TextCheck:
        names = [self._name(one) for one in members]
        called = [self._called(one) for one in members]
        if relation.kind == "sum":
            label = {"parts": "、".join(called[1:]), "total": called[0]}
            formula = f"{' + '.join(names[1:])} == {names[0]}"
            entry: dict[str, Value] = {"completeness": "claimed" if relation.complete else "some"}
        else:
            label = {"rate": called[0], "top": called[1], "bottom": called[2]}
            formula = _formula(relation, names)
            entry = {"kind": "ratio"}
        return self._check(relation.kind, label, formula, entry, members, number)

    def _same(self, fact: str, first: Bound, other: Bound, number: int) -> TextCheck:
        formula = f"{self._name(first)} == {self._name(other)}"
        label = {"name": self.found.labels.get(fact, {}).get("zh", first.said.shown)}
        return self._check("same", label, formula, {"kind": "contradiction"}, (first, other), number)

    def _check(
        self, kind: str, label: Mapping[str, str], formula: str, entry: Mapping[str, Value],
        members: Sequence[Bound], number: int,
    ) -> TextCheck:  # fmt: skip
        facts: dict[str, Value] = {}
        for one in members:
            if not one.taken:
                value = fact_of(self.found.text, one)
                figures: dict[str, Value] = {"figures": "rounded"} if kind != "sum" and kind != "same" else {}
                called = self._called(one)
                label_of: dict[str, Value] = {"label": {"zh": called, "en": called}}
                facts[self._name(one)] = {**label_of, **value, **figures}
        head: dict[str, Value] = {
            "id": f"text-{number}",
            "label": both("checks", kind, label),
            "assert": formula,
        }
        return TextCheck({**head, **entry, "at": place_of(self.found.text, members[0].said)}, facts)

    def _name(self, one: Bound) -> str:
        return one.fact if one.taken and one.fact else f"figure_{one.said.number + 1}"

    def _called(self, one: Bound) -> str:
        known = self.found.labels.get(one.fact, {}) if one.taken and one.fact else {}
        return known.get("zh") or one.said.shown or one.said.figure.value + one.said.figure.unit


def _formula(relation: Relation, names: Sequence[str]) -> str:
    """Return what a rate should be, over the names of its figures."""
    rate, top, bottom = names
    if relation.kind == "growth":
        bottom = f"({bottom} {'-' if relation.rises else '+'} {top})"
    if relation.kind == "change":
        top = f"({top} - {bottom})" if relation.rises else f"({bottom} - {top})"
    return f"{rate} == {top} / {bottom}"


def _names_behind(one: Bound) -> Sequence[str]:
    """Return the names that a count is followed by where they claim to be all of them: 10个,即甲、乙.

    None where they are as many as is said, however 和 is read.
    """
    found = _NAMED.match(one.said.after)
    if found is None or one.said.figure.kind != "count" or one.said.figure.value != one.said.figure.number:
        return ()
    names = found[1].split("、")
    most = sum(len(re.split("和|及|与", name)) for name in names)
    stated = one.value
    if "等" in found[1] or len(names) < 2 or not stated.isascii() or not stated.isdigit():
        return ()
    return () if len(names) <= int(stated) <= most else names
