"""Random formulas over a few facts with few values each, and a second reading of them by plain fractions.

A formula is nested tuples: written as text for perfscore, and tried here at every point of the grid.  Nothing
of perfscore is used to read it.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import ceil, floor
from random import Random
from typing import Any

Point = Mapping[str, Any]
Node = tuple[Any, ...]
"""Its first word says what it is; its parts are nodes, numbers or names."""

QUARTERS = tuple(Fraction(n, 4) for n in range(5))
COUNTS = tuple(map(Fraction, range(4)))
LEVELS = ("好", "中", "差")
GRID: Mapping[str, tuple[Any, ...]] = {
    "x": QUARTERS,
    "measured": QUARTERS,
    "n": COUNTS,
    "late": (False, True),
    "level": LEVELS,
}
"""A measure (`measured` by its own name), a count, a truth and a text: a hundred and twenty points."""


KINDS = ("if", "if", "if", "+", "-", "*", "/", "min", "max", "abs", "floor", "ceil", "clamp")
CONDITIONS = ("compare", "compare", "compare", "late", "level")


class NoValue(Exception):
    """A division by zero."""


def points_of(names: tuple[str, ...]) -> Iterator[Point]:
    for values in product(*(GRID[name] for name in names)):
        yield dict(zip(names, values, strict=True))


def number(random: Random, depth: int) -> Node:
    """Return a random formula that gives a number."""
    if depth == 0 or random.random() < 0.15:
        return random.choice((("name", "x"), ("name", "n"), ("number", Fraction(random.randint(0, 12), 4))))
    kind = random.choice(KINDS)
    if kind == "if":
        return ("if", truth(random, 1), number(random, depth - 1), number(random, depth - 1))
    if kind == "clamp":
        high = ("number", Fraction(random.randint(1, 8)))
        return ("clamp", number(random, depth - 1), ("number", Fraction(0)), high)
    parts = 1 if kind in ("abs", "floor", "ceil") else 2
    return (kind, *(number(random, depth - 1) for _ in range(parts)))


def truth(random: Random, depth: int) -> Node:
    """Return a random condition."""
    kind = random.choice((*CONDITIONS, *(("and", "or", "not") if depth else ())))
    if kind == "late":
        return ("name", "late")
    if kind == "level":
        return (random.choice(("==", "!=")), ("name", "level"), ("text", random.choice(LEVELS)))
    if kind == "not":
        return ("not", truth(random, depth - 1))
    if kind in ("and", "or"):
        return (kind, truth(random, depth - 1), truth(random, depth - 1))
    left = ("name", random.choice("xn")) if random.random() < 0.7 else number(random, 1)
    return (random.choice(("<", "<=", ">", ">=", "==", "!=")), left, number(random, random.choice((0, 0, 1))))


def renamed(node: Node) -> Node:
    """Return a formula that reads the fact where it read the measure."""
    if node == ("name", "x"):
        return ("name", "measured")
    return tuple(renamed(part) if isinstance(part, tuple) else part for part in node)


def text(node: Node) -> str:
    """Return a formula as an author writes it, with all its brackets."""
    kind, *parts = node
    if kind == "name":
        return str(parts[0])
    if kind == "text":
        return f"'{parts[0]}'"
    if kind == "number":
        return f"{float(parts[0]):g}"
    if kind == "if":
        test, body, other = map(text, parts)
        return f"({body} if {test} else {other})"
    if kind == "not":
        return f"(not {text(parts[0])})"
    if len(parts) == 2 and kind not in ("min", "max"):
        return f"({text(parts[0])} {kind} {text(parts[1])})"
    return f"{kind}({', '.join(map(text, parts))})"


def names(node: Node) -> set[str]:
    if node[0] == "name":
        return {node[1]}
    return set().union(*(names(part) for part in node[1:] if isinstance(part, tuple)))


def value(node: Node, at: Point) -> Any:
    """Return what a formula gives at a point; raise NoValue where it divides by zero."""
    kind, *parts = node
    match kind:
        case "name":
            return at[parts[0]]
        case "text" | "number":
            return parts[0]
        case "if":
            return value(parts[1] if value(parts[0], at) else parts[2], at)
        case "and":
            return value(parts[0], at) and value(parts[1], at)
        case "or":
            return value(parts[0], at) or value(parts[1], at)
    return _applied(kind, [value(part, at) for part in parts])


def _applied(kind: str, given: list[Any]) -> Any:
    a, b = given[0], given[-1]
    match kind:
        case "/":
            if b == 0:
                raise NoValue
            return a / b
        case "clamp":
            return max(given[1], min(a, b))
        case "floor" | "ceil":
            return Fraction(floor(a) if kind == "floor" else ceil(a))
        case "round":
            return Fraction(floor(a * 100 + Fraction(1, 2)), 100)  # none is below zero
        case "not":
            return not a
        case "min" | "max" | "abs":
            return {"min": min, "max": max}[kind](a, b) if kind != "abs" else abs(a)
    return {
        "+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b, "<": lambda: a < b, "<=": lambda: a <= b,
        ">": lambda: a > b, ">=": lambda: a >= b, "==": lambda: a == b, "!=": lambda: a != b,
    }[kind]()  # fmt: skip


def known(node: Node, at: Point) -> Any:
    """Return what a formula gives at a point, None where it divides by zero."""
    try:
        return value(node, at)
    except NoValue:
        return None


def asked(node: Node, at: Point, path: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Node]]:
    """Yield every part that is asked for at a point, with the way to it.

    Of a choice that is the branch taken, of a condition as far as it goes.
    """
    yield path, node
    kind, *parts = node
    goes = [n for n, part in enumerate(parts) if isinstance(part, tuple)]
    if kind == "if":
        taken = known(parts[0], at)
        goes = [0] if taken is None else [0, 1 if taken else 2]
    elif kind in ("and", "or") and known(parts[0], at) is not (kind == "and"):
        goes = [0]
    for n in goes:
        yield from asked(parts[n], at, (*path, n))


def branches(node: Node, path: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Node]]:
    """Yield every branch of every choice, with the way to it, outer ones first."""
    kind, *parts = node
    for n, part in enumerate(parts):
        if isinstance(part, tuple):
            if kind == "if" and n:
                yield (*path, n), part
            yield from branches(part, (*path, n))
