"""A case that somebody may add: facts, and what the rules make of them · 建议的用例.

What it expects is what the program computes, so it is marked as confirmed by nobody.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from perfscore.engine import assess
from perfscore.inputs.case import Case
from perfscore.messages.problems import ProblemsFound
from perfscore.plan.planned import Plan
from perfscore.testing.apart import Difference, differences
from perfscore.testing.case_report import case_report
from perfscore.testing.expectations import Expectation, Kind, Outcome
from perfscore.testing.mutated import Mutant
from perfscore.testing.placed import Facts, as_facts, as_row

__all__ = ["Proposal", "case_toml", "proposal", "telling_case"]


class Proposal(NamedTuple):
    """The keys of a case, without its name · 建议用例."""

    keys: Mapping[str, Any]

    def toml(self, name: str) -> str:
        """Return it as it is written into a ruleset."""
        return case_toml({"name": name, **self.keys, "confirmed": False})


def telling_case(plan: Plan, mutant: Mutant, found: Iterable[Difference] | None = None) -> Proposal | None:
    """Return a case that would notice a change of the rules; None where none was found."""
    for one in differences(plan, mutant.plan) if found is None else found:
        if one.answer.at is None:
            continue
        case = proposal(plan, one, one.answer.at, mutant.plan)
        if case is not None:
            return case
    return _nothing_known(plan, mutant.plan)


def _nothing_known(plan: Plan, other: Plan) -> Proposal | None:
    """Return a case without facts, where what is possible then is not the same; weights show in it."""
    try:
        one, two = (_outcome(each, {"facts": {}}) for each in (plan, other))
    except ProblemsFound:
        return None
    ranges = {name: (str(award.range), str(two.awards[name].range)) for name, award in one.awards.items()}
    expect = {name: found for name, (found, changed) in ranges.items() if found != changed}
    return Proposal({"facts": {}, "expect": expect}) if expect else None


def proposal(plan: Plan, of: Difference, at: Mapping[str, Any], other: Plan | None = None) -> Proposal | None:
    """Return a case for some values of a rule's names: what it is to expect is what the rules give.

    With another plan it expects only what is not the same there, and is None where all is.
    """
    given = _given(plan, of, at)
    if given is None:
        return None
    try:
        one = _outcome(plan, given)
        two = one if other is None else _outcome(other, given)
    except ProblemsFound:
        return None
    keys: dict[str, Any] = dict(given)
    for wanted in _wanted(plan, of):
        found, changed = one.found(wanted), two.found(wanted)
        if found is not None and (other is None or found != changed):
            table = keys.setdefault(wanted.kind, {})
            if len(wanted.about) > 1:
                table = table.setdefault(wanted.about[0], {})
            table[wanted.about[-1]] = found
            if of.step is not None:
                break
    return Proposal(keys) if len(keys) > len(given) else None


def _given(plan: Plan, of: Difference, at: Mapping[str, Any]) -> Facts | None:
    if of.sign is not None and of.step is not None and of.rule is not None:
        row = as_row(of.step, of.rule, of.sign, at)
        return None if row is None else {"targets": (row,)}
    facts = as_facts(plan, of.step, at, of.parts)
    return None if facts is None else {"facts": facts}


def _outcome(plan: Plan, given: Facts) -> Outcome:
    return Outcome(assess(case_report(plan, Case.model_validate(given), 0), plan))


def _wanted(plan: Plan, of: Difference) -> Iterable[Expectation]:
    """Yield what a case of a rule can expect, the nearest first."""
    if of.step is not None and of.rule is not None:
        name = of.step.criterion.id + (".1" if of.sign is not None else "")
        if of.rule.reading is not None:
            yield _one("readings", name, of.rule.reading)
        yield _one("expect", name)
        return
    for check in plan.checks:
        yield _one("checks", check.check.id)
    for rule in plan.modifiers:
        yield _one("modifiers", rule.modifier.id)


def _one(kind: Kind, *about: str) -> Expectation:
    return Expectation(kind, about, "", ())


def case_toml(keys: Mapping[str, Any]) -> str:
    """Return a case as TOML; tables stand in one line, as cases are mostly written."""
    return "".join(["[[cases]]\n", *(f"{key} = {_text(value)}\n" for key, value in keys.items())])


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_text(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_text, value)) + "]"
    return json.dumps(str(value), ensure_ascii=False)


def _key(name: str) -> str:
    return (
        name
        if name.replace("_", "").replace("-", "").isalnum() and name.isascii()
        else json.dumps(name, ensure_ascii=False)
    )
