"""Weights, ids and grades of a ruleset, proven without facts · 权重、标识与等级的检查."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from perfscore.inputs.criteria import Modifier, RoundingRule
from perfscore.inputs.dictionary import FactDefinition
from perfscore.inputs.ruleset import Ruleset
from perfscore.inputs.schema.origin import Path
from perfscore.messages import Listed
from perfscore.messages.problems import Problem
from perfscore.numbers.exact import decimal_text
from perfscore.plan.faults import words
from perfscore.plan.planned import GRADE, TOTAL
from perfscore.plan.proofs.sums import prove_sums

__all__ = ["prove_dictionary", "prove_ids", "prove_weights"]


def prove_weights(ruleset: Ruleset) -> Iterator[Problem]:
    """Yield what does not add up: the card, every section with points of its own, repeated ids."""
    if ruleset.ruleset.abstract:
        return
    rounded = list(_off_rounding(ruleset))
    yield from (problem for _, problem in rounded)
    sums = list(prove_sums(ruleset, [path for path, _ in rounded]))
    yield from sums
    yield from _modifiers(ruleset, sure=all(one.where != "ruleset" for one in sums))
    yield from _grades(ruleset)


def prove_dictionary(ruleset: Ruleset) -> Iterator[Problem]:
    """Yield spans that hold nothing: a least value above the greatest, years that end before they begin."""
    years = ruleset.ruleset.fiscal_years
    if years is not None and years.last is not None and years.last < years.first:
        place = ruleset.origin.place(("ruleset", "fiscal_years"))
        values = {"first": str(years.first), "last": str(years.last)}
        yield Problem("years-turned", place, "ruleset", values)
    for name, fact in ruleset.facts.items():
        yield from _fact(ruleset, name, fact)


def _fact(ruleset: Ruleset, name: str, fact: FactDefinition) -> Iterator[Problem]:
    """Yield a least value that is given twice, and bounds that hold nothing."""
    low = fact.above if fact.above is not None else fact.minimum
    if fact.above is not None and fact.minimum is not None:
        yield _of_fact("shape-one-only", ruleset, name, "above", {"found": Listed(("minimum", "above"))})
    elif low is not None and fact.maximum is not None and low > fact.maximum:
        values = {"low": decimal_text(low), "high": decimal_text(fact.maximum)}
        yield _of_fact("bounds-turned", ruleset, name, "minimum" if fact.above is None else "above", values)


def _of_fact(code: str, ruleset: Ruleset, name: str, key: str, values: Mapping[str, str]) -> Problem:
    path: Path = ("facts", name, key)
    return Problem(code, ruleset.origin.place(path), f"facts {name}", values)


def prove_ids(ruleset: Ruleset) -> Iterator[Problem]:
    """Yield every id that stands twice in one list."""
    ids = {
        "criteria": [criterion.id for criterion in ruleset.criteria],
        "checks": [check.id for check in ruleset.checks],
        "modifiers": [modifier.id for modifier in ruleset.modifiers],
        "grades": [grade.name for grade in ruleset.grades],
    }
    for name, found in ids.items():
        for index, item in enumerate(found):
            if item in found[:index]:
                key = "name" if name == "grades" else "id"
                place = ruleset.origin.place((name, ruleset.holes.number(name, index), key))
                yield Problem("id-twice", place, f"{name} {item}", {"found": item})
    for criterion in ruleset.criteria:
        if criterion.id in (TOTAL, GRADE):  # a case expects these of the whole card
            place = ruleset.origin.place(("criteria", criterion.id, "id"))
            yield Problem("reserved-name", place, f"criteria {criterion.id}", {"found": criterion.id})
        readings = [reading.id for reading in criterion.readings]
        for index, item in enumerate(readings):
            if item in readings[:index]:
                path: Path = ("criteria", criterion.id, "readings", index, "id")
                where = f"criteria {criterion.id} › readings {item}"
                yield Problem("id-twice", ruleset.origin.place(path), where, {"found": item})


def _off_rounding(ruleset: Ruleset) -> Iterator[tuple[Path, Problem]]:
    """Yield full points that their own rounding would change: 97.5 and 2.5 in whole points are 101.

    With them roundings of criteria that would round nothing.  Rows of a form bring points of their own, so
    criteria with rows are left to them.
    """
    head = ruleset.ruleset
    for criterion in ruleset.criteria:
        if criterion.rounding is not None and criterion.rounding.at == "total":
            at: Path = ("criteria", criterion.id, "rounding", "at")
            yield at, Problem("rounding-at-total", ruleset.origin.place(at), words(at))
    rounded: list[tuple[Path, Fraction, RoundingRule]] = []
    for criterion in ruleset.criteria:
        rule = criterion.rounding or head.rounding
        if criterion.rows is None and rule.at == "criterion":
            rounded.append((("criteria", criterion.id, "points"), criterion.points, rule))
    if head.rounding.at == "total" or head.not_applicable == "rescale":
        rounded.append((("ruleset", "points"), ruleset.points, head.rounding))
    for path, points, rule in rounded:
        if rule.rounding(points) != points:
            values = {"points": decimal_text(points), "places": str(rule.places)}
            yield path, Problem("points-off-rounding", ruleset.origin.place(path), words(path), values)


def _modifiers(ruleset: Ruleset, sure: bool) -> Iterator[Problem]:
    """Yield points of modifiers that rounding would change, and those that no total ever comes to.

    Without being sure of the full points only the former.
    """
    rule, most = ruleset.ruleset.rounding, ruleset.points
    for modifier in ruleset.modifiers:
        for key in ("at", "most", "gives"):
            points = getattr(modifier, key)
            if points is not None and rule.rounding(points) != points:
                values = {"points": decimal_text(points), "places": str(rule.places)}
                yield _of_modifier("number-off-rounding", ruleset, modifier, key, values)
        key = "gives" if modifier.kind == "veto" else "at"
        points = getattr(modifier, key)
        # A cap at the most there can be says so once more; a veto that gives it is none.
        if sure and points is not None and (points > most or (points == most and modifier.kind == "veto")):
            values = {"key": key, "found": decimal_text(points), "points": decimal_text(most)}
            yield _of_modifier("modifier-beyond-points", ruleset, modifier, key, values)
        elif modifier.kind == "cap" and modifier.at is not None:
            most = modifier.at
        most += modifier.most or 0


def _of_modifier(
    code: str, ruleset: Ruleset, modifier: Modifier, key: str, values: Mapping[str, str]
) -> Problem:
    path: Path = ("modifiers", modifier.id, key)
    return Problem(code, ruleset.origin.place(path), words(path), values)


def _grades(ruleset: Ruleset) -> Iterator[Problem]:
    for above, below in zip(ruleset.grades, ruleset.grades[1:], strict=False):
        if above.from_ <= below.from_:
            values = {"found": decimal_text(below.from_), "above": decimal_text(above.from_)}
            place = ruleset.origin.place(("grades", below.name, "from"))
            yield Problem("grades-not-falling", place, f"grades {below.name}", values)
    if ruleset.grades and ruleset.grades[-1].from_ > 0:
        last = ruleset.grades[-1]
        place = ruleset.origin.place(("grades", last.name, "from"))
        yield Problem(
            "grades-not-covering", place, f"grades {last.name}", {"found": decimal_text(last.from_)}
        )
