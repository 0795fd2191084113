"""Tables of conditions: does a row hold for everything the facts can be, and which · 条件表的检查.

What the facts can be is parted where a condition can change: both truths, every word, a number at and
between the limits it is compared with.  A part is looked at as a whole (the `pieces` interpretation), and
parted further, fact by fact, only where that decides nothing.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any, NamedTuple

from perfscore.inputs.ruleset import Ruleset
from perfscore.language.compile.formula import names_of
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.evaluate import Undefined, evaluate_node
from perfscore.language.interpretations.exact import EXACT
from perfscore.language.interpretations.prose import may_hold
from perfscore.messages import LANGUAGES, InWords, load
from perfscore.messages.problems import Problem
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.fields import Label
from perfscore.numbers.ranges import EVERYTHING, Range
from perfscore.plan.binding import Binding
from perfscore.plan.faults import words
from perfscore.plan.planned import MEASURE, POINTS, ScoringRule, Step
from perfscore.plan.proofs.directions import domain, measure_range, measure_step
from perfscore.shapes.bands import multiple_in
from perfscore.shapes.shape import Hit, Key, Table

__all__ = ["prove_table"]

_MOST_PARTS = 5_000
"""So many combinations are looked at; a table that needs more is better said in several criteria."""
_MEASURE = Label(zh="指标值", en="the measure")

Told = tuple[str, Key, Mapping[str, str]]
Part = Mapping[str, Any]
"""What the facts can be, for the `pieces` interpretation."""


class _Seen(NamedTuple):
    """A part of what the facts can be, by the facts it was parted for, and which rows hold there."""

    part: Part
    told: tuple[str, ...]
    holds: tuple[bool | None, ...]


def prove_table(step: Step, rule: ScoringRule, ruleset: Ruleset) -> Iterator[Problem]:
    """Yield gaps, rows that disagree, and rows that never count, each with a combination of the facts."""
    table = rule.shape.table()
    if table is None:
        return
    search = _Search(step, rule, table)
    seen = list(search.parts())
    for code, key, values in (*_gaps(search, seen), *_overlaps(search, seen), *_unreached(search, seen)):
        yield Problem(code, ruleset.origin.place((*rule.path, *key)), words(rule.path[:3]), values)


def _gaps(search: "_Search", seen: Sequence[_Seen]) -> Iterator[Told]:
    """Yield what no row holds for; what cannot be decided may be such."""
    if search.left_off:
        yield "shape-table-too-large", ("rows",), {"most": str(_MOST_PARTS)}
        return
    missed = [one for one in seen if not any(one.holds)]
    for code, undecided in (("shape-rows-gap", False), ("shape-rows-undecided", True)):
        found = [one for one in missed if (None in one.holds) is undecided]
        if found:
            yield code, ("rows",), {"gap": search.in_words(found)}
            return


def _overlaps(search: "_Search", seen: Sequence[_Seen]) -> Iterator[Told]:
    """Yield each two rows that can hold together and give other points, where all must agree."""
    hits = search.table.hits if search.table.agree else ()
    for (first, one), (second, other) in combinations(enumerate(hits), 2):
        if one.points == other.points:
            continue
        both = (at for at in seen if at.holds[first] is not False and at.holds[second] is not False)
        if (at := next(both, None)) is not None:
            values = {"first": decimal_text(one.points), "second": decimal_text(other.points)}
            values |= {"row": str(first + 1), "other": str(second + 1), "gap": search.in_words((at,))}
            yield "shape-rows-disagree", other.key, values


def _unreached(search: "_Search", seen: Sequence[_Seen]) -> Iterator[Told]:
    """Yield rows that count for nothing the facts can be."""
    counts = {number for one in seen for number in search.counting(one.holds)}
    for number, hit in enumerate(search.table.hits):
        if number not in counts and not search.left_off:
            held = any(one.holds[number] is not False for one in seen)
            code = "shape-row-shadowed" if held else "shape-row-unreachable"
            yield code, hit.key, {"row": str(number + 1)}


@dataclass
class _Search:
    """Parts what the facts can be until it is known which rows hold."""

    step: Step
    rule: ScoringRule
    table: Table

    def __post_init__(self) -> None:
        self.bound: Mapping[str, Binding] = {bound.name: bound for bound in self.rule.reads}
        self.whole: Part = {
            **{name: domain(bound) for name, bound in self.bound.items()},
            **{name: (Range.point(value),) for name, value in self.rule.numbers.items()},
            MEASURE: (measure_range(self.step),),
            POINTS: (Range.point(self.step.criterion.points),),
        }
        self.choices = {name: self._parted(name) for name in (*self.bound, MEASURE)}
        self.looked_at, self.left_off = 0, False

    def parts(self) -> Iterator[_Seen]:
        """Yield parts that together are all that the facts can be."""
        waiting: list[tuple[Part, tuple[str, ...]]] = [(self.whole, ())]
        while waiting:
            part, told = waiting.pop()
            self.looked_at += 1
            if self.looked_at > _MOST_PARTS:
                self.left_off = True
                return
            holds = tuple(self._holds(hit, part) for hit in self.table.hits)
            name = self._undecided(holds, part, told)
            if name is None:
                yield _Seen(part, told, holds)
            else:
                waiting += [({**part, name: one}, (*told, name)) for one in reversed(self.choices[name])]

    def counting(self, holds: Sequence[bool | None]) -> Iterator[int]:
        """Yield the rows that count, or may: the first that holds, or all that do."""
        for number, one in enumerate(holds):
            if one is not False:
                yield number
            if one and not self.table.agree:
                return

    def _holds(self, hit: Hit, part: Part) -> bool | None:
        truths = [may_hold(self.rule.tests[name].tree, part) for name in hit.tests]
        return False if False in truths else None if None in truths else True

    def _undecided(self, holds: Sequence[bool | None], part: Part, told: Sequence[str]) -> str | None:
        """Return a fact whose parts may decide a row that counts if it holds."""
        for number in self.counting(holds):
            for test in self.table.hits[number].tests if holds[number] is None else ():
                tree = self.rule.tests[test].tree
                if may_hold(tree, part) is None:
                    open_ = (n for n in names_of(tree) if n not in told and len(self.choices.get(n, ())) > 1)
                    if (name := next(open_, None)) is not None:
                        return name
        return None

    def _parted(self, name: str) -> list[Any]:
        """Return what a fact can be in parts: both truths, each word, numbers at and between limits."""
        whole = self.whole[name]
        if whole is None:
            return [True, False] if self.bound[name].kind is Kind.TRUTH else [None]
        if isinstance(whole, frozenset):
            return [frozenset({word}) for word in self.bound[name].words]
        step = measure_step(self.step) if name == MEASURE else self.bound[name].step
        found: list[Any] = []
        for part in _between(sorted(set(self._limits(name)))):
            for inside in filter(None, (one.meet(part) for one in whole)):
                if step is None or multiple_in(inside, step) is not None:
                    found.append((inside,))
        return found

    def _limits(self, name: str) -> Iterator[Fraction]:
        """Yield the numbers that a fact is compared with."""
        known = {**self.rule.numbers, POINTS: self.step.criterion.points}
        for node in (node for test in self.rule.tests.values() for node in ast.walk(test.tree)):
            if isinstance(node, ast.Compare):
                sides = node.left, node.comparators[0]
                for one, other in (sides, sides[::-1]):
                    if isinstance(one, ast.Name) and one.id == name and {*names_of(other)} <= {*known}:
                        with suppress(Undefined):
                            limit = evaluate_node(other, EXACT, known)
                            yield from (limit,) if isinstance(limit, Fraction) else ()

    def in_words(self, seen: Sequence[_Seen]) -> InWords:
        """Return a combination of facts in the words of each language, and how many others there are."""
        shown = min(seen, key=lambda one: len(set(one.told)))
        return InWords({language: self._worded(shown, len(seen) - 1, language) for language in LANGUAGES})

    def _worded(self, seen: _Seen, others: int, language: str) -> str:
        catalogue = load("explain", language)
        said = catalogue["combination"]
        facts = [self._fact(name, seen.part[name], said, language) for name in dict.fromkeys(seen.told)]
        text = str(catalogue["punctuation"]["list"].join(facts) or said["any"])
        return said["more"].format(facts=text, count=others) if others else text

    def _fact(self, name: str, value: Any, said: Mapping[str, str], language: str) -> str:
        label = (self.bound[name].label if name in self.bound else _MEASURE).text(language)
        if isinstance(value, bool):
            return said["yes" if value else "no"].format(name=label)
        if isinstance(value, frozenset):
            return said["word"].format(name=label, word="".join(value))
        (within,) = value
        if within.exact is not None:
            return said["number"].format(name=label, number=decimal_text(within.exact))
        return said["within"].format(name=label, range=str(within))


def _between(limits: Sequence[Fraction]) -> Iterator[Range]:
    """Yield the numbers below, at, between and above limits."""
    if not limits:
        yield EVERYTHING
        return
    yield Range(None, limits[0], True, True)
    for low, high in pairwise(limits):
        yield Range.point(low)
        yield Range(low, high, True, True)
    yield Range.point(limits[-1])
    yield Range(limits[-1], None, True, True)
