"""The manual of the language says what happens: every row of its tables is run."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from perfscore.language.compile.formula import FormulaRefused, compile_formula
from perfscore.language.compile.reader import MOST_DEPTH, MOST_NODES
from perfscore.language.compile.scan import MOST_BRACKETS, MOST_CHARACTERS, MOST_SIGNS
from perfscore.language.compile.types import FUNCTIONS, MOST_PLACES, Kind
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.exact import EXACT
from perfscore.language.interpretations.pieces import Pieces
from perfscore.language.sets.joining import ATTAINABLE
from perfscore.messages.problems import Place, Problem
from perfscore.numbers.exact import MOST_BITS, decimal_text
from perfscore.numbers.ranges import EVERYTHING, Range
from tests.paths import ROOT

MANUAL = (ROOT / "docs" / "formula-language.md").read_text("utf-8")
FACT = re.compile(r"([\w.]+) (=|in) (\[[^=]*?\]|\([^=]*?[\])]|\[[^=]*?\)|\"[^\"]*\"|[^,]+)(?:, |$)")
PROJECTS = "projects.spent = [66.30, 130.41]"


def tables(*heads: str) -> Iterator[list[str]]:
    """Yield the rows of every table with these heads, each cell without its code marks."""
    inside = False
    for line in MANUAL.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if not line.startswith("|"):
            inside = False
        elif cells == list(heads):
            inside = True
        elif inside and not line.startswith("|---"):
            yield [cell.strip("`") if cell.count("`") == 2 else cell for cell in cells]


def known(text: str) -> dict[str, tuple[Kind, Any]]:
    """Return the kind and the possible values of each fact of a cell like ``a = 1, b in [0, 2)``."""
    found = {name: _known(word, given) for name, word, given in FACT.findall(text)}
    assert len(found) == text.count(" = ") + text.count(" in "), text
    return found


def _known(word: str, given: str) -> tuple[Kind, Any]:
    if word == "in":
        return Kind.NUMBER, (_range(given),)
    if given.startswith("["):
        cells = given.strip("[]").split(", ")
        return Kind.COLUMN, tuple((EVERYTHING if c == "?" else _point(c),) for c in cells)
    if given.startswith('"'):
        return Kind.TEXT, frozenset({given.strip('"')})
    if given in ("true", "false", "?"):
        return Kind.TRUTH, {"true": True, "false": False, "?": None}[given]
    return Kind.NUMBER, (_point(given),)


def _point(text: str) -> Range:
    return Range.point(Fraction(text))


def _range(text: str) -> Range:
    low, high = text[1:-1].split(", ")
    top = None if high == "∞" else Fraction(high)
    return Range(Fraction(low), top, text[0] == "(", text[-1] == ")")


def exact(value: Any) -> Any:
    """Return the one value of a set."""
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        return tuple(map(exact, value))
    if isinstance(value, tuple):
        return value[0].exact
    return next(iter(value)) if isinstance(value, frozenset) else value


def said(value: Any) -> str:
    """Return a value as the manual writes it."""
    if isinstance(value, tuple):
        return " or ".join(map(str, value))
    if isinstance(value, Fraction):
        return decimal_text(value)
    return {True: "true", False: "false", None: "either"}[value]


def truth_or_number(text: str, kinds: dict[str, Kind]) -> Kind:
    try:
        compile_formula(text, kinds, Kind.TRUTH)
    except FormulaRefused:
        return Kind.NUMBER
    return Kind.TRUTH


def cases(*heads: str) -> list[Any]:
    return [pytest.param(*row, id=" | ".join(row[:2])) for row in tables(*heads)]


@pytest.mark.parametrize(("text", "facts", "expected"), cases("formula", "with", "gives"))
def test_a_formula_gives_what_the_manual_says(text: str, facts: str, expected: str) -> None:
    given = known(facts)
    kinds = {name: kind for name, (kind, _) in given.items()}
    formula = compile_formula(text, kinds, truth_or_number(text, kinds))

    values = {name: exact(value) for name, (_, value) in given.items()}
    assert expected == said(evaluate(formula, EXACT, values))


@pytest.mark.parametrize(("text", "facts", "expected"), cases("formula", "with", "can be"))
def test_what_is_possible_is_what_the_manual_says(text: str, facts: str, expected: str) -> None:
    given = known(facts)
    kinds = {name: kind for name, (kind, _) in given.items()}
    formula = compile_formula(text, kinds, truth_or_number(text, kinds))
    pieces = Pieces(ATTAINABLE)
    try:
        found = said(evaluate(formula, pieces, {name: value for name, (_, value) in given.items()}))
        found += ", or no value" if pieces.maybe_undefined else ""
    except Undefined:
        found = "no value"

    assert expected == found


def test_every_function_is_in_the_manual_with_its_number_of_values() -> None:
    listed = {row[0]: row[1] for row in tables("function", "values", "gives", "for instance", "is")}
    taken = {
        name: f"{s.least}" if s.least == s.most else f"{s.least}–{s.most}" for name, s in FUNCTIONS.items()
    }

    assert taken == listed


@pytest.mark.parametrize(
    ("name", "values", "gives", "text", "expected"),
    cases("function", "values", "gives", "for instance", "is"),
)
def test_a_function_gives_what_the_manual_says(
    name: str, values: str, gives: str, text: str, expected: str
) -> None:
    kind, column = known(PROJECTS)["projects.spent"]
    formula = compile_formula(text, {"projects.spent": kind})

    assert text.startswith(f"{name}(")
    assert gives
    assert expected == said(evaluate(formula, EXACT, {"projects.spent": exact(column)}))


def test_the_limits_in_the_manual_are_those_of_the_program() -> None:
    assert [
        MOST_CHARACTERS, MOST_NODES, MOST_DEPTH, MOST_BRACKETS, MOST_SIGNS, 18, MOST_PLACES, MOST_BITS,
    ] == [int(most) for _, most in tables("what", "at most")]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), cases("you write", "you read"))
def test_a_mistake_reads_as_the_manual_says(text: str, expected: str) -> None:
    with pytest.raises(FormulaRefused) as refused:
        compile_formula(text, dict.fromkeys(("x", "points"), Kind.NUMBER))
    fault, *_ = refused.value.faults
    shown = Problem(fault.code, Place("rules.toml"), "", fault.values).text()

    assert f"rules.toml:1:1: {expected} [{fault.code}]" == shown


@pytest.mark.parametrize(
    "text",
    [
        "1e3",
        "0x10",
        "1_000",
        ".5",
        "007",
        "x // 1",
        "x % 1",
        "x is 1",
        "x in 1",
        "x <> 1",
        "True",
        "0 < x < 1",
    ],
)
def test_what_the_manual_says_is_not_there_is_not_there(text: str) -> None:
    with pytest.raises(FormulaRefused):
        compile_formula(text, {"x": Kind.NUMBER})


def test_the_manual_advises_forms_that_give_exact_bounds() -> None:
    numbers = {"x": Kind.NUMBER, "points": Kind.NUMBER}
    facts: Any = {"x": (_range("[0, 2]"),), "points": (_point("10"),)}

    def over(text: str) -> str:
        return said(evaluate(compile_formula(text, numbers), Pieces(), facts))

    assert "[-2, 2]" == over("x - x")
    assert "[0, 2]" == over("x / (1 + x)")
    assert "[0, 2/3]" == over("1 - 1 / (1 + x)")
    assert over("points * min(x, 1)") == over("points * x if x < 1 else points")


def test_eighteen_digits_are_read_and_nineteen_are_not() -> None:
    assert compile_formula("123456789012345678.123456789012345678", {})
    with pytest.raises(FormulaRefused):
        compile_formula("1234567890123456789", {})
