"""The prover and brute force agree on random tables of bands and on random rules over a small grid.

Every fact has a few values, so a second reading of the rule (`grids.py`, plain fractions, nothing of
perfscore) tries them all and knows the whole truth: what is wrong, and what is doubtful.  Run as a program,
``python -m tests.plan.proofs.test_grids --count 10000`` tries so many tables, rules and sums, prints what
they came to, and fails on a difference.
"""

import ast
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from math import floor
from random import Random
from typing import Any

import pytest

from perfscore import Catalog, ProblemsFound, make_plan, make_ruleset
from perfscore.messages.problems import Problem
from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, Role
from perfscore.plan.proofs.doubts import doubts
from tests.cards import Values, card_values, criterion
from tests.cards import catalog as bundled
from tests.plan.proofs import grids
from tests.plan.proofs.grids import LEVELS, Node, asked, branches, known, points_of, text

FULL = Fraction(2)
FACTS: Values = {
    "measured": {"label": "measured", "minimum": 0, "maximum": 1, "step": "0.25"},
    "n": {"label": "n", "minimum": 0, "maximum": 3, "step": 1},
    "late": {"label": "late", "kind": "truth"},
    "level": {"label": "level", "kind": "choice", "values": [*LEVELS]},
}
Trial = tuple[Values, set[str], set[tuple[str, ...]]]
"""A card, the codes it is to be refused for, and what is doubtful about it."""


@cache
def catalog() -> Catalog:
    """Return the bundled catalogue with a measure that is its fact, once for each way it can be good."""
    label = Label(zh="实测", en="measured")
    entry = next(iter(bundled().indicators.values()))
    found = {
        better: entry._replace(
            value=Indicator(
                id=better, label=label, description=label, formula="measured", unit="number", better=better,
                roles=(Role(name="measured", label=label, unit="number"),), reference="none",
            ),
        )
        for better in ("higher", "lower", "neither")
    }  # fmt: skip
    return replace(bundled(), indicators={**bundled().indicators, **found})


def said_of(values: Values) -> tuple[set[str], list[Problem]]:
    """Return the codes a card is refused for; where it is not, what is doubtful about it."""
    try:
        plan = make_plan(make_ruleset(values), catalog())
    except ProblemsFound as found:
        return {problem.code for problem in found.problems}, []
    return set(), [doubt for doubt in doubts(plan) if doubt.code != "fact-unused"]


def same(written: str) -> str:
    """Return a part of a formula without the brackets and blanks of its author."""
    return ast.dump(ast.parse(written, mode="eval"))


class Rule:
    """A formula for the points, and the whole truth about it."""

    def __init__(self, node: Node, better: str) -> None:
        self.node, self.better = node, better
        self.names = tuple(sorted(grids.names(node)))
        self.grid = list(points_of(self.names))
        self.points = [known(node, at) for at in self.grid]

    def errors(self) -> set[str]:
        """Return what a card is refused for."""
        given = [points for points in self.points if points is not None]
        if not given:
            return {"shape-formula-never-defined"}
        found = set[str]()
        rounded = [known(("round", ("number", points)), {}) for points in given]
        if len(set(rounded)) == 1:
            found.add("shape-always-the-same")
        elif max(rounded) < FULL:
            found.add("shape-full-points-unreached")
        if self.better != "neither" and any(self._wrong(n, m) for n, m in self._pairs()):
            found.add("direction-contradicts")
        return found

    def _pairs(self) -> list[tuple[int, int]]:
        """Return points of the grid that differ in the measure alone, the smaller measure first."""
        at: dict[tuple[Any, ...], list[int]] = {}
        for n, point in enumerate(self.grid):
            at.setdefault(tuple(point[name] for name in self.names if name != "x"), []).append(n)
        return [
            (n, m) for beside in at.values() for n in beside for m in beside if n < m and "x" in self.names
        ]

    def _wrong(self, n: int, m: int) -> bool:
        below, above = self.points[n], self.points[m]
        if below is None or above is None:
            return False
        return bool(below > above if self.better == "higher" else below < above)

    def doubts(self) -> set[tuple[str, ...]]:
        """Return branches that are never taken, the outermost of each, and divisors that can be zero."""
        reached: set[tuple[int, ...]] = set()
        zero: set[str] = set()
        for at in self.grid:
            for path, node in asked(self.node, at):
                reached.add(path)
                if node[0] == "/" and known(node[2], at) == 0:
                    zero.add(same(text(node[2])))
        found: set[tuple[str, ...]] = {("divisor-can-be-zero", says) for says in zero}
        dead: list[tuple[int, ...]] = []
        for path, node in branches(self.node):
            if path not in reached and not any(path[: len(outer)] == outer for outer in dead):
                dead.append(path)
                code = "branch-never-taken" if path[-1] == 1 else "branch-always-passed"
                found.add((code, same(text(node))))
        return found


def rule(random: Random) -> Trial:
    """Return a card of one random rule and another reading of it, its errors, and its doubts."""
    better = random.choice(("higher", "lower", "neither"))
    zero, full = ("number", Fraction(0)), ("number", FULL)
    inner = grids.number(random, 3)
    # Most random formulas know no direction: half of them are made to.
    if better != "neither" and random.random() < 0.5:
        steep = ("number", Fraction(random.choice((1, 2, 4))))
        slope = ("*", ("name", "x"), steep)
        inner = (
            random.choice(("+", "max", "min")),
            slope if better == "higher" else ("-", full, slope),
            inner,
        )
    main = Rule(("clamp", inner, zero, full), better)
    node: Node = ("min", full, ("max", inner, zero))
    other = Rule(random.choice((node, ("clamp", grids.number(random, 2), zero, full))), better)
    told = [main, other] if other.names == main.names else [main]
    measured = {"indicator": better} if "x" in main.names else {}
    facts = [name for name in main.names if name != "x"]
    scoring = {"shape": "formula", "formula": text(main.node), "facts": facts}
    readings = [{"id": "other", "scoring": {"formula": text(one.node)}} for one in told[1:]]
    values = card_values(criterion("one", FULL, scoring, readings=readings, **measured), facts=FACTS)
    errors = set().union(*(one.errors() for one in told))
    doubtful = set().union(*(one.doubts() for one in told))
    both = [
        (a, b) for a, b in zip(main.points, told[-1].points, strict=True) if a is not None and b is not None
    ]
    if len(told) == 2 and all(a == b for a, b in both):
        doubtful.add(("reading-same-as-main",))
    return values, errors, doubtful


def table(random: Random) -> Trial:
    """Return a card of one table of bands, most of them sound before something is changed."""
    better = random.choice(("higher", "lower", "neither"))
    step = random.choice((None, Fraction(1, 4), Fraction(1, 8)))
    ends = [None, *sorted(random.sample(range(1, 8), random.randint(0, 3))), None]
    points = [Fraction(n, 2) for n in sorted(random.sample(range(5), len(ends) - 1))]
    if random.random() < 0.8:
        points[-1] = FULL
    if (better == "lower") != (random.random() < 0.15):
        points.reverse()
    bands = [
        Band(low, high, True, False, gives) for low, high, gives in zip(ends, ends[1:], points, strict=False)
    ]
    if random.random() < 0.6:
        at = random.randrange(len(bands))
        bands[at] = bands[at].changed(random)
    random.shuffle(bands)
    grid = [Fraction(n, 16) for n in range(17) if step is None or Fraction(n, 16) % step == 0]
    measured = {**FACTS["measured"], "step": step and str(float(step))}
    scoring = {"shape": "bands", "bands": [band.written() for band in bands]}
    values = card_values(
        criterion("one", FULL, scoring, indicator=better), facts={**FACTS, "measured": measured}
    )
    return values, _against_table(bands, grid, better), set()


def _against_table(bands: list["Band"], grid: list[Fraction], better: str) -> set[str]:
    """Return what brute force has against a table; where its ends do not fit, no more is looked at."""
    found = set[str]()
    everywhere = [Fraction(n, 16) for n in range(-16, 65)]
    if any(not any(band.holds(x) for x in everywhere) for band in bands):
        found.add("shape-band-empty")
    else:
        held = [[band for band in bands if band.holds(x)] for x in grid]
        found |= {"shape-bands-gap"} if any(not some for some in held) else set()
        found |= {"shape-bands-overlap"} if any(len(some) > 1 for some in held) else set()
        if any(not any(band.holds(x) for x in everywhere if 0 <= x <= 1) for band in bands):
            # A band that lies nowhere is told alone: the gap is where it was meant to be.
            found = found - {"shape-bands-gap"} | {"shape-band-unreachable"}
    most = max(band.points for band in bands)
    found |= {"shape-points-above-full"} if most > FULL else set()
    found |= {"shape-full-points-unreached"} if most < FULL else set()
    if not found and any(not any(band.holds(x) for x in grid) for band in bands):
        found.add("shape-band-unreachable")
    if not found:
        given = [next(band.points for band in bands if band.holds(x)) for x in grid]
        found |= {"shape-always-the-same"} if len(set(given)) == 1 else set()
        wrong = {"higher": lambda a, b: a > b, "lower": lambda a, b: a < b}.get(better, lambda a, b: False)
        found |= {"direction-contradicts"} if any(map(wrong, given, given[1:])) else set()
    return found


@dataclass(frozen=True)
class Band:
    """A band whose ends are eighths."""

    low: int | None
    high: int | None
    holds_low: bool
    holds_high: bool
    points: Fraction

    def holds(self, x: Fraction) -> bool:
        low, high = (None if end is None else Fraction(end, 8) for end in (self.low, self.high))
        above = low is None or x > low or (self.holds_low and x == low)
        return above and (high is None or x < high or (self.holds_high and x == high))

    def changed(self, random: Random) -> "Band":
        kind = random.choice(("low", "high", "holds_low", "holds_high", "points"))
        if kind == "points":
            return replace(self, points=Fraction(random.randint(0, 5), 2))
        if kind in ("low", "high"):
            return replace(self, **{kind: random.choice((None, *range(-2, 11)))})
        if kind == "holds_low":
            return replace(self, holds_low=not self.holds_low)
        return replace(self, holds_high=not self.holds_high)

    def written(self) -> Values:
        low = {"at_least" if self.holds_low else "above": None if self.low is None else f"{self.low / 8}"}
        high = {"at_most" if self.holds_high else "below": None if self.high is None else f"{self.high / 8}"}
        ends = {key: end for key, end in (low | high).items() if end is not None}
        return {**ends, "points": f"{float(self.points)}"}


EVERYWHERE = list(points_of(("measured", "n", "late", "level")))


class Sum:
    """The totals of a card of five points, in whole ones, and what rules over the sum make of them.

    Several are possible for the same facts: those that the criterion gives, and what does not apply.
    """

    def __init__(self) -> None:
        self.totals = [set(range(6)) for _ in EVERYWHERE]
        self.errors, self.doubts = set[str](), set[tuple[str, ...]]()
        self.limits: set[tuple[str, int]] = set()
        self.most = 5

    def all(self) -> set[int]:
        return set().union(*self.totals)

    def modifier(self, random: Random, kind: str, name: str) -> Values:
        """Return a random rule of a kind; note what is wrong with it, and apply it."""
        says = {"cap": self._limit, "floor": self._limit, "veto": self._veto, "bonus": self._bonus}[kind]
        return {"id": name, "kind": kind, "label": name, **says(random, kind, name)}

    def _limit(self, random: Random, kind: str, name: str) -> Values:
        at = random.choice((3, 4) if kind == "cap" else (1, 2))

        def bound(each: int) -> int:
            return min(each, at) if kind == "cap" else max(each, at)

        if (kind, at) in self.limits and all(bound(each) == each for each in self.all()):
            self.doubts.add(("limit-twice", name))
        self.limits.add((kind, at))
        if at > self.most:
            self.errors.add("modifier-beyond-points")
        self.most = min(self.most, at) if kind == "cap" else self.most
        self.totals = [{bound(each) for each in some} for some in self.totals]
        return {"at": at}

    def _veto(self, random: Random, kind: str, name: str) -> Values:
        when = grids.renamed(grids.truth(random, 1))
        found = _values(when)
        if True not in found:
            self.doubts.add(("veto-never-strikes", name))
        elif False not in found:
            self.errors.add("veto-always-strikes")
        if found:
            struck = {True: {0}, None: set[int]()}
            held = (known(when, at) for at in EVERYWHERE)
            self.totals = [struck.get(strikes, some) for some, strikes in zip(self.totals, held, strict=True)]
        return {"when": text(when), "gives": 0}

    def _bonus(self, random: Random, kind: str, name: str) -> Values:
        added, most = grids.renamed(grids.number(random, 2)), random.randint(1, 2)
        gains = [_gain(known(added, at), most) for at in EVERYWHERE]
        if not any(gains):
            self.doubts.add(("bonus-never-adds", name))
        if any(code == "divisor-can-be-zero" for code, _ in Rule(added, "neither").doubts()):
            self.doubts.add(("divisor-can-be-zero", name))
        self.most += most
        may_apply_not = bool(grids.names(added))
        together = zip(self.totals, gains, strict=True)
        if may_apply_not or any(gain is not None for gain in gains):
            self.totals = [
                {each + gain for each in some if gain is not None} | (some if may_apply_not else set())
                for some, gain in together
            ]
        return {"formula": text(added), "most": most}


def _gain(added: Fraction | None, most: int) -> int | None:
    if added is None:
        return None
    return floor(min(max(added, Fraction(0)), Fraction(most)) + Fraction(1, 2))


def sums(random: Random) -> Trial:
    """Return a card of five points with rules over the sum, grades and a check."""
    of = Sum()
    kinds = random.choices(("cap", "floor", "bonus", "veto"), k=random.randint(0, 4))
    modifiers = [of.modifier(random, kind, f"m{order}") for order, kind in enumerate(kinds)]
    doubtful = of.doubts
    begin = [*sorted(random.sample(range(1, 16), random.randint(0, 3)), reverse=True), 0]
    for above, below in zip((99, *begin), begin, strict=False):
        if not any(below <= 2 * total < above for total in of.all()):
            doubtful.add(("grade-unreachable", f"g{below}"))
    stated = grids.renamed(grids.truth(random, 2))
    found = _values(stated)
    if True not in found:
        doubtful.add(("check-never-holds", "stated"))
    elif False not in found:
        doubtful.add(("check-never-fails", "stated"))
    more = {
        "grades": [{"name": f"g{below}", "from": f"{below / 2}"} for below in begin],
        "checks": [{"id": "stated", "assert": text(stated)}],
    }
    judged = criterion("one", 5, {"shape": "judged", "step": 1})
    return card_values(judged, facts=FACTS, modifiers=modifiers, places=0, more=more), of.errors, doubtful


def _values(node: Node) -> set[Any]:
    """Return every value a formula has on the grid."""
    found = {known(node, at) for at in points_of(tuple(sorted(grids.names(node))))}
    return found - {None}


def _told(doubt: Problem) -> tuple[str, ...]:
    """Return a doubt as the trials have it: by its part of a formula, or by the id of what it is about."""
    part, _, name = doubt.where.split(" › ")[0].partition(" ")
    if part != "criteria":
        return doubt.code, name
    if doubt.code.startswith("reading"):
        return (doubt.code,)
    return doubt.code, same(doubt.values.get("divisor") or doubt.values["found"])


def disagreements(
    make: Callable[[Random], Trial], wanted: int, seed: int
) -> tuple[list[tuple[Values, object]], Counter[str]]:
    """Return where the prover and brute force differ, and what all cards came to."""
    random, tally = Random(seed), Counter[str]()
    differing: list[tuple[Values, object]] = []
    for _ in range(wanted):
        values, errors, doubtful = make(random)
        said, found = said_of(values)
        told = {_told(doubt) for doubt in found}
        tally[" ".join(sorted(errors or {code for code, *_ in doubtful}) or ["sound"])] += 1
        if said != errors or (not errors and told != doubtful):
            differing.append((values, (errors, said, doubtful - told, told - doubtful)))
    return differing, tally


KINDS = (table, rule, sums)


@pytest.mark.parametrize("make", KINDS)
def test_the_prover_and_brute_force_agree(make: Callable[[Random], Trial]) -> None:
    differing, tally = disagreements(make, 150, seed=0)

    assert [] == differing
    assert 0 < tally["sound"] < 150


def main(kinds: Sequence[Callable[[Random], Trial]], wanted: int, seed: int) -> int:
    """Try so many cards of each kind, print what they came to and where the two differ."""
    failed = 0
    for make in kinds:
        differing, tally = disagreements(make, wanted, seed)
        for name, count in sorted(tally.items()):
            print(f"{count:6} {make.__name__}: {name}")
        for values, difference in differing[:6]:
            print("-----", values["criteria"], values.get("modifiers"), difference, sep="\n")
        print(f"{make.__name__}: prover and brute force differ on {len(differing)} of {wanted}")
        failed += len(differing)
    return int(bool(failed))


if __name__ == "__main__":
    arguments = ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=1000)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--kind", choices=[make.__name__ for make in KINDS])
    given = arguments.parse_args()
    asked_for = [make for make in KINDS if given.kind in (None, make.__name__)]
    raise SystemExit(main(asked_for, given.count, given.seed))
