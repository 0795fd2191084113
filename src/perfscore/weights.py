"""Weights, ids and grades of a ruleset, proven without facts · 权重、标识与等级的检查."""

from collections.abc import Iterator
from fractions import Fraction

from perfscore.inputs.origin import Path
from perfscore.inputs.ruleset import Ruleset
from perfscore.numbers import decimal_text
from perfscore.problems import Problem

__all__ = ["prove_dictionary", "prove_ids", "prove_weights"]


def prove_weights(ruleset: Ruleset) -> Iterator[Problem]:
    """Yield what does not add up: the card, every section with points of its own, repeated ids."""
    if ruleset.ruleset.abstract:
        return
    total = sum((criterion.points for criterion in ruleset.criteria), Fraction(0))
    if total != ruleset.points:
        yield _unequal(ruleset, ("ruleset", "points"), "ruleset", ruleset.points, total)
    for name, section in ruleset.sections.items():
        inside = [c.points for c in ruleset.criteria if c.section == name or c.section.startswith(f"{name}/")]
        path: Path = ("sections", name)
        if not inside:
            yield Problem("section-empty", ruleset.origin.place(path), f"sections {name}")
        elif section.points is not None and sum(inside) != section.points:
            yield _unequal(
                ruleset,
                (*path, "points"),
                f"sections {name}",
                section.points,
                sum(inside, Fraction(0)),
            )
    yield from _grades(ruleset)


def prove_dictionary(ruleset: Ruleset) -> Iterator[Problem]:
    """Yield facts that no value can have: a least value above the greatest."""
    for name, fact in ruleset.facts.items():
        low = fact.above if fact.above is not None else fact.minimum
        if low is not None and fact.maximum is not None and low > fact.maximum:
            values = {"low": decimal_text(low), "high": decimal_text(fact.maximum)}
            yield Problem("bounds-turned", ruleset.origin.place(("facts", name)), f"facts {name}", values)


def prove_ids(ruleset: Ruleset) -> Iterator[Problem]:
    """Yield every id that stands twice in one list."""
    ids = {
        "criteria": [criterion.id for criterion in ruleset.criteria],
        "checks": [check.id for check in ruleset.checks],
        "modifiers": [modifier.id for modifier in ruleset.modifiers],
    }
    for name, found in ids.items():
        for index, item in enumerate(found):
            if item in found[:index]:
                place = ruleset.origin.place((name, index, "id"))
                yield Problem("id-twice", place, f"{name} {item}", {"found": item})
    for criterion in ruleset.criteria:
        readings = [reading.id for reading in criterion.readings]
        for index, item in enumerate(readings):
            if item in readings[:index]:
                path: Path = ("criteria", criterion.id, "readings", index, "id")
                where = f"criteria {criterion.id} › readings {item}"
                yield Problem("id-twice", ruleset.origin.place(path), where, {"found": item})


def _unequal(ruleset: Ruleset, path: Path, where: str, declared: Fraction, found: Fraction) -> Problem:
    values = {
        "declared": decimal_text(declared),
        "found": decimal_text(found),
        "off": decimal_text(abs(declared - found)),
    }
    return Problem("weights-do-not-add-up", ruleset.origin.place(path), where, values)


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
