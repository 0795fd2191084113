"""The prover and brute force agree on random tables of bands and on random rules over a small grid.

Every fact has a few values, so a second reading of the rule (`grids.py`, plain fractions, nothing of
perfscore) tries them all and knows the whole truth: what is wrong, and what is doubtful.  Run as a program,
``python -m tests.plan.proofs.test_grids --count 10000`` tries so many tables and so many rules, prints what each
came to, and fails on a difference.
"""

import ast
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

import pytest

from perfscore import Catalog, Plan, ProblemsFound, make_plan, make_ruleset
from perfscore.messages.problems import Problem
from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, Role
from perfscore.plan.proofs.doubts import doubts
from tests.cards import Values, card_values, criterion, modifier
from tests.cards import catalog as bundled
from tests.plan.proofs import grids
from tests.plan.proofs.grids import (
    COUNTS,
    LEVELS,
    QUARTERS,
    Node,
    Point,
    asked,
    branches,
    known,
    points_of,
    text,
)

FULL = Fraction(2)
FACTS: Values = {
    "measured": {"label": "measured", "minimum": 0, "maximum": 1, "step": "0.25"},
    "n": {"label": "n", "minimum": 0, "maximum": 3, "step": 1},
    "late": {"label": "late", "kind": "truth"},
    "level": {"label": "level", "kind": "text", "levels": [*LEVELS]},
}
ROUNDED = Callable[[Node], Node]


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
        return below > above if self.better == "higher" else below < above

    def doubts(self) -> Counter[tuple[str, ...]]:
        """Return branches that are never taken, the outermost of each, and divisors that are zero somewhere."""
        reached: set[tuple[int, ...]] = set()
        zero: set[str] = set()
        for at in self.grid:
            for path, node in asked(self.node, at):
                reached.add(path)
                if node[0] == "/" and known(node[2], at) == 0:
                    zero.add(same(text(node[2])))
        found = Counter(("divisor-can-be-zero", says) for says in zero)
        dead: list[tuple[int, ...]] = []
        for path, node in branches(self.node):
            if path not in reached and not any(path[: len(outer)] == outer for outer in dead):
                dead.append(path)
                found["branch-never-taken" if path[-1] == 1 else "branch-always-passed", same(text(node))] = 1
        return found


def rules(random: Random) -> tuple[str, Values, set[str], set[tuple[str, ...]]]:
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
    return "rule", values, errors, doubtful


def _told(doubt: Problem) -> tuple[str, ...]:
    named = doubt.values.get("divisor") or doubt.values.get("found")
    return (doubt.code,) if doubt.code.startswith("reading") else (doubt.code, same(named or ""))


def disagreements(make: Callable[[Random], Any], wanted: int, seed: int) -> tuple[list[Any], Counter[str]]:
    """Return where the prover and brute force differ, and what all cards came to."""
    random, tally, differing = Random(seed), Counter[str](), []
    for _ in range(wanted):
        kind, values, errors, doubtful = make(random)
        said, found = said_of(values)
        told = {_told(doubt) for doubt in found}
        tally[
            f"{kind}: {' '.join(sorted(errors) or sorted({code for code, *_ in doubtful}) or ['sound'])}"
        ] += 1
        if said != errors or (not errors and told != doubtful):
            differing.append((values, errors ^ said, doubtful - told, told - doubtful))
    return differing, tally


if __name__ == "__main__":
    arguments = ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=1000)
    arguments.add_argument("--seed", type=int, default=0)
    given = arguments.parse_args()
    differing, tally = disagreements(rules, given.count, given.seed)
    for name, count in sorted(tally.items()):
        print(f"{count:6} {name}")
    for each in differing[:8]:
        print(each)
    print(len(differing))
