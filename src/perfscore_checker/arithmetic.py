"""Numbers, sets and formulas as a record writes them, and what the rounding words say · 数、数集与公式."""

import json
import re
from collections import Counter
from contextlib import suppress
from fractions import Fraction as F
from functools import reduce
from itertools import product
from math import ceil, floor, prod
from operator import eq, ge, gt, le, lt, ne, not_, or_
from typing import Any, NamedTuple


class X(NamedTuple):
    """A number, one just above or below it (`beside`), or without bound; they compare as tuples do."""

    infinite: int
    number: F
    beside: int = 0

    def plus(self, other: "X") -> "X":
        if self.infinite * other.infinite < 0:
            raise ArithmeticError
        infinite, beside = self.infinite or other.infinite, self.beside + other.beside
        return X(infinite, F(0) if infinite else self.number + other.number, (beside > 0) - (beside < 0))

    def times(self, other: "X") -> "X":
        one, two = (of.infinite or (of.number > 0) - (of.number < 0) or of.beside for of in (self, other))
        if not (self.infinite or other.infinite) or 0 in (one, two):
            beside = self.beside * two + other.beside * one if self.number and other.number else one * two
            return X(0, self.number * other.number, (beside > 0) - (beside < 0))
        if 0 in (self.infinite or self.number, other.infinite or other.number):
            raise ArithmeticError
        return X(one * two, F(0))

    def over(self) -> "X":
        if self.infinite or (self.beside and not self.number):
            return X(0, F(0), self.infinite) if self.infinite else X(self.beside, F(0))
        return X(0, 1 / self.number, -self.beside)

    def rounded(self, places: int, mode: str) -> "X":
        """Round: 四舍五入 is away from zero on a tie, 五成双 to the even one, 去尾 drops, 进一 fills up."""
        tens = 10 ** min(places, DEEPEST)
        size = abs(value := (self.number + F(self.beside, 4 * self.number.denominator * tens)) * tens)
        mode = {"floor": ("truncate", "up"), "ceil": ("up", "truncate")}.get(mode, (mode, mode))[value < 0]
        words = {"half_up": floor(size + F(1, 2)), "half_even": round(size), "truncate": floor(size)}
        units = ceil(size) if mode == "up" else words[mode]
        return self if self.infinite else X(0, F(units if value >= 0 else -units, tens))


class Piece(NamedTuple):
    """All numbers between two ends, or those in steps from the one to the other."""

    low: X
    high: X
    step: F | None = None

    def listed(self, most: int = 200_000) -> list[X] | None:
        """Return every number, None where they are too many."""
        (_, low, _), (_, high, _), step = self
        count = int((high - low) / step) + 1 if step else 1 if self.low == self.high else most + 1
        return [X(0, low + n * (step or 0)) for n in range(count)] if count <= most else None

    def meets(self, claim: "Piece") -> bool:
        inside = any(claim.low <= one <= claim.high for one in self.listed() or [])
        return inside if self.step else max(self.low, claim.low) <= min(self.high, claim.high)


def shown(value: F) -> str:
    return f"{value.numerator}/{value.denominator}"


def said(what: Any) -> str:
    """Return numbers, sets and roundings as a record writes them."""
    if isinstance(what, Piece):
        ends = ["-inf"[end.infinite > 0 :] if end.infinite else shown(end.number) for end in what[:2]]
        left, right = (bool(end.infinite or end.beside) for end in what[:2])
        run = f"{' .. '.join(ends)} by {shown(what.step)}" if what.step else ""
        return ends[0] if ends[0] == ends[1] else run or "[("[left] + ", ".join(ends) + "])"[right]
    by_key = [what[key] for key in sorted(what)] if isinstance(what, dict) else []
    parts = ", ".join(map(said, what if isinstance(what, list) else by_key))
    return parts or ("nothing · 无" if what in (None, []) else str(what))


def pieces(texts: list[str]) -> list[Piece]:
    """Read a set of ``n/d``, ``first .. last by step`` and ``[low, high)``."""
    found = []
    for text in texts:
        if ends := re.fullmatch(r"([\[(])(\S+), (\S+)([\])])", text):
            low = LOWEST if ends[2] == "-inf" else X(0, F(ends[2]), int(ends[1] == "("))
            high = HIGHEST if ends[3] == "inf" else X(0, F(ends[3]), -int(ends[4] == ")"))
            found.append(Piece(low, high))
        else:
            first, *run = map(F, re.split(r" \.\. | by ", text))
            found.append(Piece(X(0, first), X(0, run[0] if run else first), run[1] if run else None))
    return found


def hull(of: list[Piece]) -> Piece:
    return Piece(min(piece.low for piece in of), max(piece.high for piece in of))


def every(of: list[Piece]) -> Any:
    listed = [piece.listed() for piece in of]
    return of if None in listed else {one for some in listed for one in some or ()}


def on_grid(of: list[Piece], rounding: Any) -> list[Piece]:
    """Return a set after rounding: single numbers and runs of neighbours; as it is where nothing rounds."""
    found: list[Piece] = []
    for one in of if rounding else ():
        after = [value.rounded(**rounding) for value in one.listed() or one[:2]]
        alone, step = one.listed() or after[0] == after[1], F(1, 10 ** min(rounding["places"], DEEPEST))
        found += [Piece(v, v) for v in dict.fromkeys(after)] if alone else [Piece(after[0], after[1], step)]
    return found if rounding else of


def sums(sets: list[list[Piece]], places: int) -> int | None:
    """Return all sums of sets on a grid: bit n of it stands for n units of the last decimal."""
    found = 1
    for units in [{one.number * 10**places for one in every(of) if isinstance(one, X)} for of in sets]:
        wide = len(units) * (found.bit_length() + max(units, default=F(0))) > MOST
        if wide or {one.denominator for one in units} != {1} or min(units) < 0:
            return None
        found = reduce(or_, (found << int(one) for one in units))
    return found


MOST_TRIED, MOST, DEEPEST = 20_000, 500_000_000, 20
ZERO, MINUS, LOWEST, HIGHEST = X(0, F(0)), X(0, F(-1)), X(-1, F(0)), X(1, F(0))
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'|[<>=!]=|\d+/\d+|\d+(?:\.\d+)?|[\w.]+|[^\s\w]')
ROUNDS = {"round": "half_up", "round_half_even": "half_even", "truncate": "truncate", "round_up": "up"}
OTHERS: dict[str, Any] = {
    "+": X.plus, "-": lambda a, b: a.plus(b.times(MINUS)), "*": X.times, "/": lambda a, b: a.times(b.over()),
    "neg": MINUS.times, "pos": lambda a: a, "not": not_, "<": lt, "<=": le, ">": gt, ">=": ge, "==": eq,
    "!=": ne, "min": min, "max": max, "abs": lambda a: max(a, MINUS.times(a)),
    "clamp": lambda a, low, high: max(low, min(a, high)), "floor": lambda a: a.rounded(0, "floor"),
    "ceil": lambda a: a.rounded(0, "ceil"), "whole_steps": lambda a: max(ZERO, a.rounded(0, "floor")),
    "part_steps": lambda a: max(ZERO, a.rounded(0, "ceil")),
}  # fmt: skip


def tree_of(text: str) -> Any:
    """Read a prefix form: a list for brackets, X for n/d, a tuple of one for a text, str for a name."""
    inside: list[list[Any]] = [[]]
    for token in re.findall(r'"(?:[^"\\]|\\.)*"|[()]|[^\s()]+', text):
        if token == ")":
            inside[-2].append(inside.pop())
        elif token == "(":
            inside.append([])
        else:
            named = X(0, F(token)) if re.fullmatch(r"-?\d+/\d+", token) else token
            inside[-1].append((json.loads(token),) if token[0] == '"' else named)
    return inside[0][0]


def made_of(text: str) -> Counter[Any]:
    tokens = [t for t in TOKEN.findall(text) if t not in ("(", ")", ",", "else", "and", "or", "not")]
    return Counter(
        F(t) if t[0].isdigit() else {"neg": "-", "pos": "+"}.get(t, t.strip("\"'")) for t in tokens
    )


def leaves(tree: Any, kind: type) -> list[Any]:
    if isinstance(tree, list):
        return [leaf for part in tree[1:] for leaf in leaves(part, kind)]
    return [tree] if isinstance(tree, kind) else []


def value(tree: Any, names: dict[str, Any]) -> Any:
    """Return what a tree comes to; ArithmeticError where that is no one number."""
    if not isinstance(tree, list):
        return names[tree] if isinstance(tree, str) else tree if isinstance(tree, X) else tree[0]
    word, *parts = tree
    if word == "if":
        return value(parts[1 if value(parts[0], names) else 2], names)
    if word in ("and", "or"):
        return (all if word == "and" else any)(value(part, names) for part in parts)
    given = [value(part, names) for part in parts]
    return given[0].rounded(int(given[1].number), ROUNDS[word]) if word in ROUNDS else OTHERS[word](*given)


def tried(tree: Any, names: dict[str, list[Any]]) -> tuple[list[X], bool]:
    """Return what a tree comes to for all that names can be (of a range: at its ends and thresholds)."""
    marks = set(leaves(tree, X) + [one for of in names.values() for one in of if isinstance(one, X)])
    whole, choices, found = True, dict[str, list[Any]](), list[X]()
    for name in dict.fromkeys(leaves(tree, str)):
        choices[name] = []
        for one in names[name]:
            every = one.listed(2_000) if isinstance(one, Piece) else [one]
            whole = whole and every is not None
            if every is None:
                near = {X(0, mark.number, side) for mark in (*marks, *one[:2]) for side in (-1, 0, 1)}
                every = [mark for mark in {*one[:2], *near} if one.low <= mark <= one.high]
            choices[name] += every
    for values in product(*choices.values()) if prod(map(len, choices.values())) <= MOST_TRIED else ():
        with suppress(ArithmeticError):
            found.append(value(tree, dict(zip(choices, values, strict=True))))
    return found, whole
