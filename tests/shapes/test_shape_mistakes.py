"""What is wrong with a shape is said before any fact is seen, with a value that shows it."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import tomli

from perfscore.messages.problems import Place, Problem
from perfscore.numbers.ranges import Range
from perfscore.shapes.all_or_nothing import AllOrNothing
from perfscore.shapes.bands import Bands
from perfscore.shapes.checklist import Checklist
from perfscore.shapes.deadline import Deadline
from perfscore.shapes.deduction import Deduction
from perfscore.shapes.formula import OwnFormula
from perfscore.shapes.judged import Judged
from perfscore.shapes.proportional import Proportional
from perfscore.shapes.shape import Shape, ShapeProblem
from tests.paths import ROOT

SHAPES: tuple[type[Shape], ...] = (
    AllOrNothing, Bands, Checklist, Deadline, Deduction, Judged, OwnFormula, Proportional,
)  # fmt: skip
FILE = Path(__file__).with_name("shape_mistakes.toml")
MISTAKES = tomli.loads(FILE.read_text("utf-8"), parse_float=str)["mistake"]


def frozen(value: Any) -> Any:
    """Return a table as shapes are given one: lists as tuples."""
    if isinstance(value, dict):
        return {key: frozen(inner) for key, inner in value.items()}
    return tuple(map(frozen, value)) if isinstance(value, list) else value


def problems(scoring: dict[str, Any], measure: Range) -> list[ShapeProblem]:
    shape = next(shape for shape in SHAPES if shape.name == scoring["shape"])
    return list(shape.model_validate(frozen(scoring)).problems(Fraction(10), measure))


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["name"])
def test_a_mistake_is_named_with_its_key_and_an_example(mistake: dict[str, Any]) -> None:
    ends = [mistake["measure"].get(key) for key in ("from", "to")]
    low, high = (None if end is None else Fraction(end) for end in ends)
    (found,) = problems(mistake["scoring"], Range(low, high, low is None, high is None))
    assert (mistake["code"], mistake["key"]) == (found.code, ".".join(map(str, found.key)))
    told = Problem(found.code, Place("rules.toml"), "", found.values)
    assert mistake["says"] in told.text("en")
    numbers = [value for value in found.values.values() if value in told.text("en")]
    assert [] == [number for number in numbers if number not in told.text("zh")]


def test_every_problem_of_a_shape_has_a_mistake_that_shows_it() -> None:
    sources = ROOT / "src" / "perfscore" / "shapes"
    written = "".join(file.read_text("utf-8") for file in sources.glob("*.py"))
    codes = {part.split('"')[0] for part in written.split('ShapeProblem("')[1:]}
    codes |= {"shape-never-met", "shape-always-met"}
    assert codes == {mistake["code"] for mistake in MISTAKES}


def test_all_mistakes_are_told_at_once() -> None:
    bands = [
        {"at_least": "0.9", "points": "9"},
        {"below": "0.7", "points": "12"},
        {"above": "0.95", "points": "1"},
    ]
    measure = Range(Fraction(0), None, False, True)
    found = problems({"shape": "bands", "bands": bands}, measure)
    expected = ["shape-bands-overlap", "shape-bands-gap", "shape-points-above-full"]
    assert expected == [problem.code for problem in found]
