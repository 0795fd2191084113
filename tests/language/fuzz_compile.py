"""Throw random texts at the formula language.

    python -m tests.language.fuzz_compile --count 1000000 --seed 1

Half of the texts are a soup of characters and words that have hurt other evaluators, half are good
formulas with a few changes, or grown anew.  Each must be refused with places inside the text, or compile
to a formula that every interpretation evaluates to a value, to Undefined or to a clash of units.  Nothing
may take longer than 50 milliseconds of processor time, the two interpretations that follow hundreds of
single points 250.  The first text that does otherwise ends the run with status 1.
"""

import argparse
import platform
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from random import Random
from typing import Any

from perfscore.language.compile.formula import Formula, FormulaRefused, compile_formula
from perfscore.language.compile.scan import Fault
from perfscore.language.compile.types import FUNCTIONS, Kind
from perfscore.language.interpretations.dimension import DIMENSIONS, PURE, UnitClash
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.exact import EXACT, exact_value
from perfscore.language.interpretations.inverse import inverse
from perfscore.language.interpretations.pieces import Pieces
from perfscore.language.interpretations.prose import PROSE, Phrase
from perfscore.language.interpretations.trend import Moving, Trend, Trends
from perfscore.language.sets.joining import ATTAINABLE, INTERVAL
from perfscore.messages.problems import Place, Problem
from perfscore.numbers.ranges import Range

LONGEST = {"attainable": 0.25, "inverse": 0.25}
OTHERWISE = 0.05

KINDS = {
    "x": Kind.NUMBER,
    "y": Kind.NUMBER,
    "points": Kind.NUMBER,
    "level": Kind.TEXT,
    "holds": Kind.TRUTH,
    "due": Kind.DATE,
    "t.c": Kind.COLUMN,
}
DAY = Fraction(739_252)
EXACT_FACTS: dict[str, Any] = {
    "x": Fraction(9, 10), "y": Fraction(-3), "points": Fraction(10), "level": "好", "holds": True,
    "due": DAY, "t.c": (Fraction(1), Fraction(5, 2)),
}  # fmt: skip
RANGES: dict[str, Any] = {
    "x": (Range(Fraction(0), None),), "y": (Range(Fraction(-4), Fraction(4), True),),
    "points": (Range(Fraction(0), Fraction(10)),), "level": None, "holds": None,
    "due": (Range(DAY, DAY + 90),),
    "t.c": ((Range(Fraction(0), None),), (Range(Fraction(-1), Fraction(1)),)),
}  # fmt: skip
PLAIN_WORDS = """
    if else and or not is in lambda await yield from for import print None True __import__ __class__
    0 1 0.9 100 1e999 0x1 1_0 2j 007 .5 5. 1.2.3 ( ) (( )) , . .. + - * / ** // % < <= > >= == != = :=
    << >> @ & | ^ ~ ; : # [ ] { } ! ? $ `
"""
WORDS = [
    *KINDS,
    *FUNCTIONS,
    *PLAIN_WORDS.split(),
    *("9" * 30, '"好"', "'a'", '"', "'", 'f"', "\\", "%s", " ", "  ", " ", " "),
    *("\n", "\t", "\r", "\f", "\0", "\x1b", "\x85", "\u00a0", "\u200b", "\u202e", "\u2028"),
    *(
        "\u3000",
        "\ufeff",
        "\ud800",
        "（",
        "）",
        "，",
        "＋",
        "ｘ",
        "９",
        "𝐱",
        "х",
        "é",
        "e\u0301",
        "×",
        "≥",
        "“",
    ),
]
GOOD = [
    "points * clamp(x / 0.9, 0, 1)",
    "points if x >= 0.9 else 5 if x >= 0.8 else 0",
    "max(0, points - 0.5 * whole_steps(clamp((x - 1) / 0.01, 0, ceil(points / 0.5))))",
    "sum(t.c) / count(t.c)",
    "0 if y == 0 else x / y",
    "1 if x != 0 and y / x > 1 else 2",
    'clamp(x, 0, 5) if level == "好" else clamp(x, 0, 3) if level != "差" else 0',
    "points if holds or not (x > 1 and y <= 2) else round(x * y, 2)",
    "round_half_even(x / 3, 4) + truncate(-y, 1) - round_up(x, 0)",
    "abs(x - y) * part_steps(x) / (1 + floor(x))",
    "points if due <= due else min(x, y, 1, 2, points)",
    "(1 if (2 if x > y else 3) > x else 0) + (4 if (x if holds else y) >= 1 else 5)",
]


def soup(random: Random) -> str:
    return "".join(random.choice(WORDS) for _ in range(random.randint(1, 25)))


def changed(random: Random) -> str:
    text = random.choice(GOOD)
    for _ in range(random.randint(1, 4)):
        at, until = sorted(random.randint(0, len(text)) for _ in range(2))
        until = min(until, at + 12)
        match random.randrange(5):
            case 0:
                text = text[:at] + text[until:]
            case 1:
                text = text[:at] + random.choice(WORDS) + text[at:]
            case 2:
                text = text[:at] + random.choice(WORDS) + text[until:]
            case 3:
                text = text[:at] + text[at:until] * random.choice((2, 3, 40)) + text[until:]
            case _:
                text = text[:at] + f"({random.choice(GOOD)})" + text[until:]
    return text


def grown(random: Random, depth: int) -> str:
    """Return a formula that is mostly good, as deep as the language allows and a little deeper."""
    if depth <= 0 or random.random() < 0.1:
        return random.choice(("x", "y", "points", "0", "1", "0.9", "100", "sum(t.c)", "count(t.c)"))
    inner = [grown(random, depth - random.randint(1, 6)) for _ in range(3)]
    return random.choice(
        (
            "({0}) + ({1})", "({0}) - ({1})", "({0}) * ({1})", "({0}) / ({1})", "-({0})",
            "min({0}, {1}, {2})", "max({0}, {1})", "clamp({0}, {1}, {2})", "floor({0})",
            "round({0}, 2)", "whole_steps({0})", "({0}) if ({1}) > ({2}) else x",
            "({0}) if x >= ({1}) else ({2})", "({0}) if y == ({1}) else ({2})",
            "({0}) if holds and ({1}) <= x else ({2})", '({0}) if level == "好" or ({1}) < y else ({2})',
        )
    ).format(*inner)  # fmt: skip


def texts(random: Random, count: int) -> Iterator[str]:
    for _ in range(count):
        kind = random.random()
        yield soup(random) if kind < 0.5 else changed(random) if kind < 0.9 else grown(random, 14)


def tried(apply: Callable[[], Any]) -> str:
    try:
        apply()
    except (Undefined, UnitClash) as error:
        return type(error).__name__
    return "value"


def meanings(formula: Formula) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Yield every interpretation of a formula, to be called."""
    phrases: dict[str, Any] = {name: Phrase(name) for name in formula.names} | {"t.c": [Phrase("1")]}
    moving: dict[str, Any] = {name: Moving(known) for name, known in RANGES.items()}
    moving["t.c"] = tuple(map(Moving, RANGES["t.c"]))
    moving["x"] = Moving(RANGES["x"], Trend.RISING)
    powers: dict[str, Any] = dict.fromkeys(KINDS, PURE) | {"points": (("分", 1),)}
    yield "exact", lambda: evaluate(formula, EXACT, EXACT_FACTS)
    yield "prepared", lambda: exact_value(formula, EXACT_FACTS)
    yield "interval", lambda: evaluate(formula, Pieces(INTERVAL), RANGES)
    yield "attainable", lambda: evaluate(formula, Pieces(ATTAINABLE), RANGES)
    yield "trend", lambda: evaluate(formula, Trends(), moving)
    yield "dimension", lambda: evaluate(formula, DIMENSIONS, powers)
    yield "prose", lambda: str(evaluate(formula, PROSE, phrases))
    if formula.kind is Kind.NUMBER:
        yield "inverse", lambda: inverse(formula, "x", RANGES, Range(Fraction(0), Fraction(5)))


class Watch:
    """Remembers what took longest."""

    def __init__(self) -> None:
        self.slowest: dict[str, tuple[float, str]] = {}

    def timed(self, label: str, text: str, apply: Callable[[], Any]) -> Any:
        began = time.process_time()
        try:
            return apply()
        finally:
            took = time.process_time() - began
            if took > self.slowest.get(label, (0, ""))[0]:
                self.slowest[label] = took, text


def compiled(text: str, kind: Kind) -> Formula | tuple[Fault, ...]:
    """Return the formula, or why there is none."""
    try:
        return compile_formula(text, KINDS, kind)
    except FormulaRefused as refused:
        return refused.faults


def one(text: str, watch: Watch, outcomes: Counter[str]) -> None:
    """Try one text; raise AssertionError, or whatever else goes wrong."""
    kind = Kind.TRUTH if len(text) % 4 == 0 else Kind.NUMBER
    formula = watch.timed("compile", text, lambda: compiled(text, kind))
    if not isinstance(formula, Formula):
        outcomes["refused"] += 1
        assert formula
        for fault in formula:
            assert 0 <= fault.offset <= len(text)
            assert Problem(fault.code, Place("fuzz"), "", fault.values).text().isprintable()
        return
    outcomes["compiled"] += 1
    for label, apply in meanings(formula):
        outcomes[f"{label}: {watch.timed(label, text, partial(tried, apply))}"] += 1


def run(count: int, seed: int) -> int:
    """Try so many texts; return the exit status."""
    random, watch, outcomes = Random(seed), Watch(), Counter[str]()
    began = time.process_time()
    for number, text in enumerate(texts(random, count), 1):
        try:
            one(text, watch, outcomes)
        except Exception as error:
            print(f"text {number} of seed {seed} went wrong: {text!a}\n{error!r}")
            raise
    print(f"{count} texts of seed {seed} in {time.process_time() - began:.0f} s of process time")
    print(f"Python {platform.python_version()}, {platform.system()}, {platform.machine()}")
    for name, times in sorted(outcomes.items()):
        print(f"{times:>9}  {name}")
    slow = 0
    for label, (took, text) in watch.slowest.items():
        # Once more: a pause of the machine is not the formula's.
        again = Watch()
        for _ in range(3):
            try:
                one(text, again, Counter())
            finally:
                took = min(took, again.slowest[label][0])
                again.slowest.clear()
        slow += took > LONGEST.get(label, OTHERWISE)
        print(f"slowest {label}: {1000 * took:.1f} ms, {text[:200]!a}")
    return min(slow, 1)


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--count", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    return run(given.count, given.seed)


if __name__ == "__main__":
    sys.exit(main())
