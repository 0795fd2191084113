"""Formulas in prefix form: read, worked out, and tried at every end and threshold · 公式的读取与求值."""

import json
import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction as F
from functools import reduce
from itertools import product
from math import prod
from typing import Any

from perfscore_checker.numbers import ZERO, Piece, X, fraction

MOST_TRIED = 20_000
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'|[<>=!]=|\d+/\d+|\d+(?:\.\d+)?|[\w.]+|[^\s\w]')
ROUNDS = {"round": "half_up", "round_half_even": "half_even", "truncate": "truncate", "round_up": "up"}
OTHERS: dict[str, Callable[..., Any]] = {
    "+": X.plus, "-": lambda a, b: a.plus(b.negative()), "*": X.times, "/": lambda a, b: a.times(b.over()),
    "neg": X.negative, "pos": lambda a: a, "not": lambda a: not a, "min": min, "max": max,
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b, "!=": lambda a, b: a != b, "abs": lambda a: max(a, a.negative()),
    "clamp": lambda a, low, high: max(low, min(a, high)), "floor": lambda a: a.rounded(0, "floor"),
    "ceil": lambda a: a.rounded(0, "ceil"), "whole_steps": lambda a: max(ZERO, a.rounded(0, "floor")),
    "part_steps": lambda a: max(ZERO, a.rounded(0, "ceil")), "count": lambda cells: X(0, F(len(cells))),
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
            named = X(0, fraction(token)) if re.fullmatch(r"-?\d+/\d+", token) else token
            inside[-1].append((json.loads(token),) if token[0] == '"' else named)
    return inside[0][0]


def made_of(text: str) -> Counter[Any]:
    """Return the names, numbers, texts, signs and functions a formula is made of, in either form."""
    same = {"neg": "-", "pos": "+"}
    tokens = [t for t in TOKEN.findall(text) if t not in ("(", ")", ",", "else", "and", "or", "not")]
    return Counter(
        F(t) if t[0].isdigit() else t.strip("\"'") if t[0] in "\"'" else same.get(t, t) for t in tokens
    )


def leaves(tree: Any, kind: type) -> list[Any]:
    """Return the names (str) or the numbers (X) that stand in a tree, each time."""
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
    if word == "sum":
        return reduce(X.plus, given[0], ZERO)
    return given[0].rounded(int(given[1].number), ROUNDS[word]) if word in ROUNDS else OTHERS[word](*given)


def tried(tree: Any, names: dict[str, list[Any]]) -> tuple[list[X], bool]:
    """Return what a tree comes to for all that names can be, and whether each of that was tried.

    Of a range its ends are tried and, on both sides, every number that stands in the formula: between two
    of these a formula that reads a name once only rises or only falls.  Nothing where they are too many.
    """
    marks = set(leaves(tree, X) + [one for of in names.values() for one in of if isinstance(one, X)])
    whole, choices, found = True, dict[str, list[Any]](), list[X]()
    for name in dict.fromkeys(leaves(tree, str)):
        choices[name] = []
        for one in names[name]:
            every = one.listed(2_000) if isinstance(one, Piece) else [one]
            whole = whole and every is not None
            near = (
                {X(0, mark.number, side) for mark in (*marks, *one[:2]) for side in (-1, 0, 1)}
                if not every
                else ()
            )
            choices[name] += every or [mark for mark in {*one[:2], *near} if one.low <= mark <= one.high]
    for values in product(*choices.values()) if prod(map(len, choices.values())) <= MOST_TRIED else ():
        with suppress(ArithmeticError):
            found.append(value(tree, dict(zip(choices, values, strict=True))))
    return found, whole
