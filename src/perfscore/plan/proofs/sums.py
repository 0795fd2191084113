"""What the weights of a card and its sections add up to · 权重合计的检查.

Where a weight is not known, nothing is said of the sums that it is in; what one mistake puts wrong in a
section and in the card is told for the section.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from perfscore.inputs.ruleset import Ruleset
from perfscore.inputs.schema.origin import Path
from perfscore.messages.problems import Problem, nearest
from perfscore.numbers.exact import decimal_text, exact
from perfscore.plan.faults import words

__all__ = ["prove_sums"]


@dataclass(frozen=True, slots=True)
class _Weight:
    """The points of a criterion and the section they are in, None where either is not known."""

    section: str | None
    points: Fraction | None
    criterion: str = ""


def prove_sums(ruleset: Ruleset, doubtful: Iterable[Path]) -> Iterator[Problem]:
    """Yield sums that are not what is declared; `doubtful` are paths of points that are wrong themselves."""
    broken = ruleset.holes.broken | {*doubtful}
    if ("criteria",) in broken:
        return
    weights = [
        _Weight(one.section, None if ("criteria", one.id, "points") in broken else one.points, one.id)
        for one in ruleset.criteria
    ]
    weights += [_lost(value) for table, value in ruleset.holes.lost if table == "criteria"]
    declared = {name: section.points for name, section in ruleset.sections.items()}
    off: dict[str, tuple[Fraction, Fraction]] = {}
    for name, points in declared.items():
        parts = [one.points for one in weights if one.section is not None and _within(one.section, name)]
        known = all(one.section is not None for one in weights)
        if not parts and known:
            yield _empty(ruleset, name, weights)
        found = _added(parts) if known else None
        if parts and points is not None and found is not None and found != points:
            off[name] = points, found
    strays: dict[str, list[_Weight]] = {}
    for one in _strays(weights, declared):
        strays.setdefault(one.section or "", []).append(one)
    for section, inside in strays.items():
        lacking = _added(one.points for one in inside)
        meant = [name for name, (points, found) in off.items() if points - found == lacking]
        if len(meant) == 1:
            del off[meant[0]]
            path: Path = ("criteria", inside[0].criterion, "section")
            values = {"found": section, "nearest": meant[0]}
            yield Problem("unknown-section", ruleset.origin.place(path), words(path), values)
    for name, (points, found) in off.items():
        yield _unequal(ruleset, ("sections", name, "points"), f"sections {name}", points, found)
    total = _added(one.points for one in weights)
    told = [
        points - found for name, (points, found) in off.items() if not any(_under(name, one) for one in off)
    ]
    explained = (ruleset.points, ruleset.points - sum(told, Fraction(0)))
    known = total is not None and not {("ruleset",), ("ruleset", "points")} & broken
    if known and total is not None and total not in explained:
        yield _unequal(ruleset, ("ruleset", "points"), "ruleset", ruleset.points, total)


def _lost(value: Any) -> _Weight:
    """Return what is known of the weight of a criterion that is broken elsewhere."""
    table = value if isinstance(value, dict) else {}
    section, written = table.get("section", ""), table.get("points")
    try:
        points = exact(str(written)) if not isinstance(written, bool) else None
    except ValueError:
        points = None
    known = points is not None and points > 0
    return _Weight(section if isinstance(section, str) else None, points if known else None)


def _added(points: Iterable[Fraction | None]) -> Fraction | None:
    listed = list(points)
    known = [one for one in listed if one is not None]
    return sum(known, Fraction(0)) if len(known) == len(listed) else None


def _within(section: str, name: str) -> bool:
    return section == name or section.startswith(f"{name}/")


def _under(section: str, name: str) -> bool:
    return section != name and _within(section, name)


def _strays(weights: Iterable[_Weight], declared: Mapping[str, object]) -> Iterator[_Weight]:
    """Yield criteria in a section that nobody declares, where others are declared."""
    for one in weights:
        if one.criterion and one.section and not any(_within(one.section, name) for name in declared):
            yield one


def _empty(ruleset: Ruleset, name: str, weights: Iterable[_Weight]) -> Problem:
    """Return the problem of a section without criteria, with the one that may be meant."""
    others = {one.section for one in _strays(weights, ruleset.sections) if one.section}
    path: Path = ("sections", name)
    return Problem("section-empty", ruleset.origin.place(path), words(path), nearest(name, others))


def _unequal(ruleset: Ruleset, path: Path, where: str, declared: Fraction, found: Fraction) -> Problem:
    values = {
        "declared": decimal_text(declared),
        "found": decimal_text(found),
        "off": decimal_text(abs(declared - found)),
    }
    return Problem("weights-do-not-add-up", ruleset.origin.place(path), where, values)
