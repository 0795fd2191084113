"""The cases beside the indicators of a pack · 指标用例."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from importlib import import_module
from importlib.metadata import entry_points
from importlib.resources import files
from typing import Any, Literal, get_args

import tomli

from perfscore.language.interpretations.evaluate import Undefined
from perfscore.numbers.exact import decimal_text, exact
from perfscore.numbers.ranges import Range
from perfscore.packs.hookspecs import PROJECT
from perfscore.packs.indicator import Indicator, Role
from perfscore.packs.packs import BUNDLED
from perfscore.testing.wellformed import check_indicator, value_of

__all__ = ["Case", "cases", "check_indicator"]

Outcome = Literal["value", "range", "undefined"]
_SUFFIX = ".cases.toml"


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One case of an indicator, as written beside it · 指标用例.

    `facts` are exact values by role, in canonical units; a role that is left out is not known.
    `expects` says which of value, range and undefined the case gives, `expected` its text.
    """

    indicator: Indicator
    name: str
    facts: Mapping[str, Any]
    expects: Outcome
    expected: str

    def __str__(self) -> str:
        return f"{self.indicator.id}: {self.name}"

    def check(self) -> None:
        """Assert that the indicator gives what the case says."""
        outcome, found = self._outcome()
        if (outcome, found) != (self.expects, self.expected):
            raise AssertionError(f"{self}: expected {self.expects} {self.expected}, found {outcome} {found}")

    def _outcome(self) -> tuple[Outcome, str]:
        try:
            value = value_of(self.indicator, self.facts)
        except Undefined as undefined:
            return "undefined", undefined.code
        number = value if isinstance(value, Fraction) else value.exact
        if number is None:
            return "range", str(value)
        if number not in self.indicator.within:
            raise AssertionError(f"{self}: {number} lies outside {self.indicator.within}")
        settled = isinstance(value, Range) and self.expects == "range"
        return "range" if settled else "value", decimal_text(number)


def cases(package: str | None = None) -> tuple[Case, ...]:
    """Return every case beside the indicators of a package, the bundled pack's for None · 用例.

    A file is named like the last part of its indicator's id.  Raises LookupError for a file that no
    indicator has and where there is no file at all, ValueError for a case that cannot be read.
    """
    module = import_module(package or _bundled())
    indicators = {i.id.rpartition(".")[2]: i for i in module.perfscore_indicators()}
    found = [file for file in files(module).iterdir() if file.name.endswith(_SUFFIX)]
    if not found:
        raise LookupError(f"{module.__name__}: no {_SUFFIX} file stands beside the indicators")
    return tuple(
        _case(_owner(indicators, file.name), file.name, written)
        for file in sorted(found, key=lambda file: file.name)
        for written in tomli.loads(file.read_text("utf-8"), parse_float=str)["case"]
    )


def _owner(indicators: Mapping[str, Indicator], file: str) -> Indicator:
    name = file.removesuffix(_SUFFIX)
    if name not in indicators:
        raise LookupError(f"{file}: the pack gives no indicator '{name}'")
    return indicators[name]


def _bundled() -> str:
    for point in entry_points(group=PROJECT, name=BUNDLED):
        return point.module
    raise LookupError("the bundled pack is not installed; run: pip install -e .")


def _case(indicator: Indicator, file: str, written: Mapping[str, Any]) -> Case:
    roles = {role.name: role for role in indicator.roles}
    name, facts = written.get("name"), written.get("facts", {})
    outcomes = [key for key in get_args(Outcome) if key in written]
    strange = sorted((written.keys() - {"name", "facts", *outcomes}) | (facts.keys() - roles.keys()))
    if not name or len(outcomes) != 1 or strange:
        wrong = f"unknown: {', '.join(strange)}" if strange else f"one of {', '.join(get_args(Outcome))}"
        raise ValueError(f"{file}: case '{name}' needs a name, facts by role and an outcome; {wrong}")
    expects, expected = outcomes[0], str(written[outcomes[0]])
    try:
        key, text = expects, expected
        if expects == "value":
            expected = decimal_text(_quotient(text))
        read = {}
        for key, text in facts.items():
            read[key] = _fact(roles[key], text)
    except (ValueError, ZeroDivisionError):
        kind = roles[key].unit if key in roles else "number"
        raise ValueError(f"{file}: case '{name}': {key} = '{text}' is no {kind}") from None
    return Case(indicator, str(name), read, expects, expected)


def _fact(role: Role, written: Any) -> Any:
    match role.unit:
        case "truth" | "text":
            return written
        case "date":
            return Fraction(date.fromisoformat(str(written)).toordinal())
    return exact(str(written))


def _quotient(text: str) -> Fraction:
    above, slash, below = text.partition("/")
    return exact(above) / exact(below) if slash else exact(above)
