"""The corpus of attacks and controls, and a tripwire around it.

Run as a program it compiles the whole corpus under an audit hook and prints every event that is not
the parser's own: a formula can open, import, run and reach nothing.  Then it opens a file, to show
that the hook would have heard it.
"""

import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from perfscore.language.compile.formula import FormulaRefused, compile_formula
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.evaluate import evaluate
from perfscore.language.interpretations.exact import EXACT

__all__ = ["FACTS", "KINDS", "Attack", "Control", "attacks", "controls", "probes"]

KINDS = {
    "x": Kind.NUMBER,
    "y": Kind.NUMBER,
    "points": Kind.NUMBER,
    "level": Kind.TEXT,
    "holds": Kind.TRUTH,
    "due": Kind.DATE,
    "done": Kind.DATE,
    "projects.spent": Kind.COLUMN,
}
FACTS: dict[str, Any] = {
    "x": Fraction(1, 10),
    "y": Fraction(3),
    "points": Fraction(10),
    "level": "好",
    "holds": True,
    "due": Fraction(739_252),
    "done": Fraction(739_251),
    "projects.spent": (Fraction(1), Fraction(5, 2), Fraction(-1, 2)),
}


@dataclass(frozen=True)
class Attack:
    """A formula that must be refused, where, and as what."""

    tries: str
    formula: str
    stage: str
    code: str
    at: int


@dataclass(frozen=True)
class Control:
    """A formula that must be taken, and its value."""

    shows: str
    formula: str
    value: Fraction


@cache
def _read() -> dict[str, Any]:
    return tomli.loads(Path(__file__).with_name("attacks.toml").read_text("utf-8"))


def _text(entry: dict[str, Any]) -> str:
    if "formula" in entry:
        return str(entry["formula"])
    return f"{entry.get('begin', '')}{entry['repeat'] * entry['times']}{entry.get('end', '')}"


def attacks() -> list[Attack]:
    return [Attack(e["tries"], _text(e), e["stage"], e["code"], e["at"]) for e in _read()["attack"]]


def controls() -> list[Control]:
    return [Control(e["shows"], _text(e), Fraction(e["value"])) for e in _read()["control"]]


def probes() -> tuple[list[str], list[str]]:
    """Return the probes that must be refused and those that must be computed."""
    refused, computed = ([_text(e) for e in _read()[part] if "probe" in e] for part in ("attack", "control"))
    return refused, computed


def _told() -> Iterator[str]:
    """Yield what Python's audit hooks are told while the corpus is compiled and evaluated."""
    heard: list[str] = []
    formulas = [a.formula for a in attacks()] + [c.formula for c in controls()]

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if event != "compile":
            heard.append(f"{event} {arguments!r:.100}")

    sys.addaudithook(hear)
    for text in formulas:
        with suppress(FormulaRefused):
            evaluate(compile_formula(text, KINDS), EXACT, FACTS)
        yield from (f"{text!r:.60}: {event}" for event in heard)
        heard.clear()
    with Path(__file__).open("rb"):
        yield "the wire is live" if heard else "the wire is dead"
    heard.clear()


if __name__ == "__main__":
    told = list(_told())
    sys.stdout.writelines(f"{line}\n" for line in told)
