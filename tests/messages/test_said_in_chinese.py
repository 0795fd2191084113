"""No internal code, escape or English word stands in what is printed in Chinese."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli

from perfscore import read_report
from perfscore.inputs.files import Source
from perfscore.inputs.toml.text import parse
from perfscore.language.compile.formula import FormulaRefused, compile_formula
from perfscore.language.compile.types import FUNCTIONS, Kind
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.numbers.dates import read_date
from perfscore.numbers.printed import QuantityRefused
from perfscore.numbers.quantity import read_quantity
from tests.messages.latin import entries, faults
from tests.messages.spoken import KEYS, lines_with_faults, names, own, printed

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
REPORTS = sorted(
    file for file in (ROOT / "examples").rglob("*.toml") if "[report]" in file.read_text("utf-8")
)
FORMULA_NAMES = {
    "x": Kind.NUMBER,
    "y": Kind.NUMBER,
    "points": Kind.NUMBER,
    "level": Kind.TEXT,
    "holds": Kind.TRUTH,
}
FORMULA_WORDS = " ".join((*FUNCTIONS, *FORMULA_NAMES))


@pytest.mark.parametrize("command", ["explain", "solve", "audit"])
@pytest.mark.parametrize("report", REPORTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_what_is_said_of_the_examples_is_chinese(command: str, report: Path) -> None:
    known = own(report) + " " + names(read_report(report).ruleset or "")

    assert [] == lines_with_faults(printed(command, report), known)


@pytest.mark.parametrize("report", REPORTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_sentence_in_the_json_of_the_examples_is_chinese(report: Path) -> None:
    data = json.loads(printed("explain", report, "--format", "json"))
    sentences = [text for _, text in entries(_texts(data)) if re.search("[一-鿿]", text)]

    assert len(sentences) > 50
    known = own(report) + " " + names(data["ruleset"]["id"])
    assert [] == [(text, found) for text in sentences if (found := faults(text, known))]


def _texts(data: Any) -> Any:
    """Return JSON without its numbers and truths."""
    if isinstance(data, dict):
        return {key: _texts(value) for key, value in data.items()}
    return [_texts(value) for value in data] if isinstance(data, list) else str(data)


@pytest.mark.parametrize("what", ["indicators", "shapes", "rulesets", "packs"])
def test_what_is_listed_is_chinese(what: str) -> None:
    assert [] == lines_with_faults(printed("list", what), names())


@pytest.mark.parametrize(
    "arguments",
    [
        "explain", "explain a b", "explain a --frmat text", "explain a --format", "explain a --format xml",
        "audit a --jobs y", "audit a --jobs 0", "form read a --force=1", "form write cn-mof-2020", "exlain a",
        "explain a", "list rulesets --pack no_such", "solve a", "check a", "explain .", "audit *.none",
        "form write cn-mof-2020 -o /nowhere/a.xlsx", "new indicator 1.py", "new report README.md",
    ],
)  # fmt: skip
def test_what_is_said_of_a_command_line_is_chinese(arguments: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    said = printed(*arguments.split())

    assert re.search("[一-鿿]", said)
    assert [] == lines_with_faults(said, f"{arguments} {names()}")


MISTAKES = sorted((TESTS / "messages/problems").glob("*.toml"))


def test_there_are_reports_and_mistakes_to_look_at() -> None:
    assert len(REPORTS) >= 3
    assert len(MISTAKES) >= 40


@pytest.mark.parametrize("file", MISTAKES, ids=lambda file: file.stem)
def test_what_is_said_of_a_mistake_is_chinese(file: Path) -> None:
    assert [] == lines_with_faults(printed("check", file), f"{own(file)} {names()} {KEYS}")


def problems() -> Iterator[tuple[str, Problem]]:
    """Yield a text that is refused and what is said of it: quantities, dates, formulas, TOML."""
    place = Place("自评报告.toml")
    quantities = tomli.loads((TESTS / "numbers/quantities.toml").read_text("utf-8"))
    for case in (*quantities["refused"], *quantities["undated"]):
        raw, unit = case["raw"], case.get("unit")
        try:
            read_date(raw, case.get("year")) if case in quantities["undated"] else read_quantity(raw, unit)
        except QuantityRefused as refused:
            yield f"{raw} {unit}", Problem(refused.code, place, "", refused.values)
    for case in tomli.loads((TESTS / "language/attacks.toml").read_text("utf-8"))["attack"]:
        try:
            compile_formula(case.get("formula", "1 +"), FORMULA_NAMES)
        except FormulaRefused as found:
            for fault in found.faults:
                yield case.get("formula", ""), Problem(fault.code, place, "", fault.values)
    for case in tomli.loads((TESTS / "inputs/toml_mistakes.toml").read_text("utf-8"))["case"]:
        try:
            parse(Source("自评报告.toml", case["text"], "", 0))
        except ProblemsFound as wrong:
            yield from ((case["text"], problem) for problem in wrong.problems)


def test_what_is_refused_is_refused_in_chinese() -> None:
    found = list(problems())

    assert len(found) > 250
    said = [(one.text("zh"), f"{written} {FORMULA_WORDS}") for written, one in found]
    assert [] == [(text, strange) for text, known in said if (strange := faults(text, known))]
