"""Reports and rulesets a program gives as values or as text, without a file · 程序给出的报告与规则集.

A mapping becomes the very `Document` that a TOML text becomes, so that the same models and the same checks
meet both.  What it has in place of lines are the keys that lead to a value.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from math import isfinite
from numbers import Integral, Rational, Real
from pathlib import Path as FilePath
from typing import Any

from perfscore.inputs.files import Source
from perfscore.inputs.merging import chained
from perfscore.inputs.report import UNNAMED, Report
from perfscore.inputs.reports import report_of
from perfscore.inputs.ruleset import Ruleset
from perfscore.inputs.rulesets import ruleset_of
from perfscore.inputs.schema.reading import words
from perfscore.inputs.toml.positions import Path, Places, place_at
from perfscore.inputs.toml.recovery import draft
from perfscore.inputs.toml.text import MOST_STEPS, Document, NumberText
from perfscore.messages import LANGUAGES, load
from perfscore.messages.problems import Place, Problem, ProblemsFound, Refused, expect, nearest
from perfscore.numbers.exact import decimal_text, too_large

__all__ = ["make_report", "make_ruleset", "parse_report", "parse_ruleset", "with_facts"]

Values = Mapping[str, Any]
Folder = str | FilePath | None
_WHAT_IF = "<what if>"
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a character, which Python can hold and no output can show."""
_TRUTHS = ("bool", "bool_")
"""What numpy calls its truths, which it gives no ABC to be known by."""
_MOST_DIGITS = 600
"""A Decimal of an exponent beyond this is not written out in digits; no number is worked out with more."""


def make_report(mapping: Values, *, name: str = UNNAMED, folder: Folder = None) -> Report:
    """Return the report that values of a program say · 由数据生成报告.

    The keys are those of a report file; ``format`` may be left out, and a key that is None counts as left
    out.  int, Decimal and Fraction are exact, in the ``unit`` beside them; float is refused, since 0.1 is
    not a tenth in binary.  `name` is how problems call it, `folder` where files it names are looked for:
    without one it may name none.  Raises ProblemsFound with the keys that lead to each mistake.
    """
    return _report(_mapped(mapping, name), folder)


def make_ruleset(mapping: Values, *, name: str = "<ruleset>", folder: Folder = None) -> Ruleset:
    """Return the ruleset that values of a program say · 由数据生成规则集.

    The keys are those of a ruleset file; all else is as with `make_report`.  Raises ProblemsFound.
    """
    return _ruleset(_mapped(mapping, name), folder)


def parse_report(text: str, *, name: str = "<text>", folder: Folder = None) -> Report:
    """Return the report that a TOML text says · 由文本生成报告.

    `name` stands before the line and column of each mistake, `folder` is where files it names are looked
    for: without one it may name none.  Raises ProblemsFound.
    """
    return _report(_written(text, name), folder)


def parse_ruleset(text: str, *, name: str = "<text>", folder: Folder = None) -> Ruleset:
    """Return the ruleset that a TOML text says · 由文本生成规则集.

    Takes and raises what `parse_report` does.
    """
    return _ruleset(_written(text, name), folder)


def with_facts(report: Report, facts: Values, units: Mapping[str, str | None]) -> Report:
    """Return a report with other facts; `units` are those of the facts it may have besides its own.

    A value without more is an assumption, and is marked as one.
    """
    if not facts:
        return report
    units = {**units, **{name: fact.unit or units.get(name) for name, fact in report.facts.items()}}
    entries = {}
    for name, value in facts.items():
        if name not in units:
            values = {"found": name, **nearest(name, units)}
            raise ProblemsFound([Problem("undefined-fact", Place(_WHAT_IF, 0), name, values)])
        # The facts of a form's rows have names that no file can give: targets.1.actual.
        entries[name.replace(".", "_")] = _supposed(value, units[name])
    head = {"subject": report.subject, "fiscal_year": report.fiscal_year}
    made = _report(_mapped({"report": head, "facts": entries}, _WHAT_IF), None)
    digest = sha256(f"{report.digest}\n{made.digest}".encode()).hexdigest()
    other = {name: replace(made.facts[name.replace(".", "_")], id=name) for name in facts}
    return replace(report, facts={**report.facts, **other}, digest=f"sha256:{digest}")


def _supposed(value: object, unit: str | None) -> Values:
    if isinstance(value, Mapping) or value is None:
        return {"state": "not_shown"} if value is None else value
    note = {language: load("explain", language)["fact"]["what_if"] for language in LANGUAGES}
    if isinstance(value, list | tuple | set | frozenset):
        return {"one_of": sorted(value), "state": "assumed", "note": note}
    measured = unit if not isinstance(value, (bool, date)) else None
    return {"value": value, "unit": measured, "state": "assumed", "note": note}


def _report(document: Document, folder: Folder) -> Report:
    inside = None if folder is None else FilePath(folder)
    return report_of(chained(document, "report", inside, draft), inside)


def _ruleset(document: Document, folder: Folder) -> Ruleset:
    return ruleset_of(chained(document, "ruleset", None if folder is None else FilePath(folder), draft))


def _written(text: str, name: str) -> Document:
    expect(text, str, "text", "read_report(path) and read_ruleset(path) read files")
    if half := _HALF.search(text):
        at, values = place_at(name, text, half.start()), {"found": half[0]}
        raise ProblemsFound([Problem("toml-control-character", at, "", values)])
    return draft(Source(name, text, f"sha256:{sha256(content := text.encode()).hexdigest()}", len(content)))


def _mapped(mapping: Values, name: str) -> Document:
    """Return the document of a mapping, as if its values stood in a file; raise ProblemsFound."""
    expect(mapping, Mapping, "mapping", "the parse_ functions take text, the read_ functions paths")
    problems: list[tuple[Path, Refused]] = []
    data = _kept({"format": 1, **mapping}, (), problems)
    places = _Keys(name, data)
    if problems:
        raise ProblemsFound(Problem(r.code, places.value(path), "", r.values) for path, r in problems)
    content = repr(data).encode()
    return Document(data, places, Source(name, "", f"sha256:{sha256(content).hexdigest()}", len(content)))


def _kept(value: Any, path: Path, problems: list[tuple[Path, Refused]]) -> Any:
    """Return a value as a document holds it; what none can hold becomes a problem at its path."""
    try:
        if len(path) > MOST_STEPS:
            raise Refused("toml-path-too-long", found=str(MOST_STEPS))
        if isinstance(value, Mapping):
            unnamed = [key for key in value if not isinstance(key, str) or _HALF.search(key)]
            problems += [(path, Refused("key-not-text", found=str(key))) for key in unnamed]
            named = [(str(key), value[key]) for key in value if key not in unnamed]
            return {key: _kept(inner, (*path, key), problems) for key, inner in named if inner is not None}
        if isinstance(value, (list, tuple)):
            return [_kept(inner, (*path, number), problems) for number, inner in enumerate(value)]
        return _one(value)
    except Refused as refused:
        problems.append((path, refused))
        return ""  # stands at its path, so that the problem does


def _one(value: object) -> Any:
    """Return one value as TOML has it: text, whole number, decimal as spelled, truth or date."""
    if isinstance(value, str):
        if half := _HALF.search(value):
            raise Refused("toml-control-character", found=half[0])
        return value if isinstance(value, NumberText) else str(value)
    if isinstance(value, datetime):
        raise Refused("toml-time", found=str(value))
    if type(value).__name__ in _TRUTHS and type(value).__module__ == "numpy":  # no number, and no bool
        return bool(value)
    return value if isinstance(value, (bool, date)) else _number(value)


def _number(value: object) -> Any:
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise Refused("toml-not-finite", found=str(value))
        if abs(value.adjusted()) > _MOST_DIGITS or len(value.as_tuple().digits) > _MOST_DIGITS:
            raise Refused("number-too-large")
        return NumberText(format(value, "f"))
    if isinstance(value, Rational):  # the whole numbers of every library are among them
        exact = Fraction(int(value.numerator), int(value.denominator))
        if too_large(exact):
            raise Refused("number-too-large")
        text = decimal_text(exact)
        return int(exact) if isinstance(value, Integral) else exact if "/" in text else NumberText(text)
    if isinstance(value, Real):
        raise Refused("number-binary" if isfinite(value) else "toml-not-finite", found=str(value))
    raise Refused("value-of-no-kind", found=type(value).__name__)


class _Keys(Places):
    """Where values stand that no file holds: the keys that lead to them."""

    def __init__(self, file: str, data: dict[str, Any]) -> None:
        super().__init__(file, "")
        self._data = data

    @cached_property
    def _order(self) -> dict[Path, int]:
        return {path: number for number, path in enumerate(_paths(self._data, ()))}

    def value(self, path: Path) -> Place:
        while path not in self._order:
            path = path[:-1]
        return Place(self.file, 0, self._order[path], words(self._data, path))

    key = value

    def inside(self, path: Path, offset: int) -> Place:
        """Return the place of the text: within it there are no places."""
        return self.value(path)


def _paths(value: Any, path: Path) -> Iterator[Path]:
    yield path
    if isinstance(value, (dict, list)):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _paths(inner, (*path, step))
