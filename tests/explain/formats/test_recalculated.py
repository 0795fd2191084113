"""LibreOffice computes what the engine does: cell by cell, with facts changed, at ties, any kind of fact.

Everything is made first and recalculated by one start of the program; no file holds a result of a formula.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO
from shutil import which
from types import MappingProxyType
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, Phase, given, seed, settings

from perfscore import Audit, OpaqueMeasure, Report, Ruleset, audit
from perfscore.explain.formats.xlsx.book import workbook
from perfscore.language.interpretations.cells import given as written
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.exact import EXACT
from perfscore.language.interpretations.pairs import COLUMNS, Line, Trace, number_pair
from perfscore.language.interpretations.prose import PROSE, Phrase
from perfscore.language.interpretations.workbook import Said, Workbook
from perfscore.numbers.exact import MODES, decimal_text
from perfscore.packs.catalog import Catalog, Entry
from tests.cards import MONEY, card, catalog, criterion, execution, modifier, report
from tests.explain.audits import audited
from tests.explain.formats.generated import drawn, workbooks
from tests.explain.formats.spreadsheets import (
    Recalculated,
    changed,
    converted,
    read,
    unlike,
    without_results,
)
from tests.language.formulas import Case, cases
from tests.plan.test_rows import ROWS
from tests.plan.test_rows import audited as of_rows

pytestmark = pytest.mark.skipif(which("soffice") is None, reason="LibreOffice (soffice) is not installed")

EXAMPLES = (
    ("report", "yueyanglou-2024"), ("completed", "yueyanglou-2024"), ("report", "hunan-county"),
    ("completed", "yueyang-2018"), ("completed", "cn-mof-2021"), ("report", "everything"),
    ("completed", "half-steps"),
)  # fmt: skip
TIES = 125
Expected = tuple[bytes, Audit, bool]


def tie_report(mode: str) -> tuple[Ruleset, Report]:
    """Return a card of criteria whose points lie on a tie, or next to one where a double cannot tell."""
    criteria, facts, numbers = [], dict[str, Any](), dict[str, str]()
    for n in range(TIES):
        budget = (1, 3, 7, 16, 9)[n % 5]
        tie = Fraction(2 * (n * 37 % 500) + 1, 200)
        near = (0, 0, 1, -1)[n % 4] * Fraction(1, 10**10)
        rate = {"indicator": "budget_execution_rate", "with": {"executed": f"s{n}", "budget": f"b{n}"}}
        criteria.append(criterion(f"c{n}", 10, {"shape": "proportional", "full_at": 1}, **rate))
        facts |= {name: {"label": name, "unit": "万元", "minimum": 0} for name in (f"s{n}", f"b{n}")}
        numbers |= {f"s{n}": decimal_text((tie + near) * budget / 10), f"b{n}": str(budget)}
    said = {name: {"value": number, "unit": "万元"} for name, number in numbers.items()}
    return card(*criteria, facts=facts, mode=mode), report(said)


def kinds() -> tuple[Ruleset, dict[str, Any]]:
    """Return a card that reads a text, days, truths and a column, and a report of it."""
    facts = {
        "level": {"label": "level", "kind": "choice", "values": ["好", "较好", "差"], "order": "falling"},
        "done": {"label": "done", "kind": "date"}, "due": {"label": "due", "kind": "date"},
        "told": {"label": "told", "kind": "truth"},
    }  # fmt: skip
    own = {
        "shape": "formula",
        "formula": 'points if level >= "较好" and told else 2.5',
        "facts": ["level", "told"],
    }
    rules = card(
        criterion("quality", 10, own),
        criterion("in_time", 5, {"shape": "deadline", "fact": "done", "by_fact": "due"}),
        facts={**MONEY, **facts},
        modifiers=[
            modifier("bonus", formula="sum(projects.cost) - 0.3 + count(projects.cost)", most=5),
            modifier("veto", when="sum(projects.cost) != 0.3 and told", gives=1),
        ],
        more={"tables": {"projects": {"label": "p", "columns": {"cost": {"label": "cost"}}}}},
    )
    cost = [{"name": n, "cost": {"value": value}} for n, value in (("a", "0.1"), ("b", "0.2"))]
    said = {
        "level": {"value": "好"}, "told": {"value": True}, "done": {"value": date(2024, 6, 30)},
        "due": {"value": date(2024, 6, 30)},
    }  # fmt: skip
    return rules, {"facts": said, "tables": {"projects": cost}}


def with_opaque() -> tuple[Ruleset, Catalog]:
    """Return a card whose measure is a function of a pack."""
    known = catalog().indicators["budget_execution_rate"]
    measure = OpaqueMeasure(
        function=lambda executed, budget: executed / budget, rising=("executed",), falling=("budget",)
    )
    opaque = known.value.model_copy(update={"formula": measure})
    own = {
        **catalog().indicators,
        known.id: Entry(known.id, opaque, known.provider),
    }
    return card(execution(10)), replace(catalog(), indicators=MappingProxyType(own))


def amounts(spent: str, budget: str | None) -> dict[str, Any]:
    said = {"spent": {"value": spent, "unit": "万元"}}
    return said if budget is None else {**said, "budget": {"value": budget, "unit": "万元"}}


def expected() -> Iterator[tuple[str, Expected]]:
    """Yield every workbook that a test looks at, without results, and what the engine says of it."""
    for name, rules in EXAMPLES:
        result = audited(name, rules)
        yield f"{name} {rules}", (without_results(workbook(result)), result, False)
    for first in range(0, len(ROWS), 9):
        result = of_rows(*(row["row"] for row in ROWS[first : first + 9]))
        yield f"rows {first}", (without_results(workbook(result)), result, False)
    for mode in MODES:
        ruled, reported = tie_report(mode)
        result = audit(reported, ruled, catalog())
        yield f"ties {mode}", (without_results(workbook(result)), result, False)
    for name, content, result, edited in workbooks(drawn(6)):
        yield f"drawn {name}", (content, result, edited)
    yield from of_kinds()
    yield from of_a_function()
    result = audit(report(amounts("381.53", "556.98")), card(execution(10)), catalog())
    other = audit(report(amounts("-1", "556.98")), card(execution(10)), catalog())
    yield "kinds impossible", (changed(workbook(result), {"spent": Fraction(-1)}), other, True)


def of_kinds() -> Iterator[tuple[str, Expected]]:
    rules, said = kinds()
    result = audit(report(**said), rules, catalog())
    content = workbook(result)
    yield "kinds", (without_results(content), result, False)
    for name, fact, typed, value in (
        ("level", "level", "较好", {"value": "较好"}),
        ("late", "done", date(2024, 7, 1), {"value": date(2024, 7, 1)}),
        ("untold", "told", False, {"value": False}),
        ("unknown", "level", None, {"state": "not_shown"}),
    ):
        other = report(**{**said, "facts": {**said["facts"], fact: value}})
        yield f"kinds {name}", (changed(content, {fact: typed}), audit(other, rules, catalog()), True)


def of_a_function() -> Iterator[tuple[str, Expected]]:
    rules, own = with_opaque()
    result = audit(report(amounts("381.53", "556.98")), rules, own)
    content = workbook(result)
    yield "function", (without_results(content), result, False)
    yield "function changed", (changed(content, {"spent": Fraction(400)}), result, True)


@pytest.fixture(scope="module")
def all_of_them() -> dict[str, Expected]:
    return dict(expected())


@pytest.fixture(scope="module")
def spreadsheets(
    all_of_them: dict[str, Expected], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, openpyxl.Workbook]:
    files = {name: content for name, (content, _, _) in all_of_them.items()}
    return converted(tmp_path_factory.mktemp("office"), {**files, "formulas": formulas_written()})


@pytest.fixture(scope="module")
def found(spreadsheets: Mapping[str, openpyxl.Workbook]) -> dict[str, Recalculated]:
    return {name: read(book) for name, book in spreadsheets.items() if name != "formulas"}


@pytest.mark.parametrize("kind", ["report", "completed", "rows", "ties", "drawn", "kinds"])
def test_every_score_and_every_end_is_the_engines(
    kind: str, all_of_them: dict[str, Expected], found: Mapping[str, Recalculated]
) -> None:
    own = {name: case for name, case in all_of_them.items() if name.startswith(kind)}

    assert own
    assert {} == {
        name: wrong
        for name, (_, result, edited) in own.items()
        if (wrong := unlike(found[name], result, edited))
    }


def test_ties_are_there(all_of_them: dict[str, Expected]) -> None:
    ties = [
        (reading.exact * 100) % 1 == Fraction(1, 2)
        for mode in MODES
        for award in all_of_them[f"ties {mode}"][1].card.awards
        for reading in award.readings
        if reading.exact is not None
    ]

    assert (500, 252) == (len(ties), sum(ties))


def test_results_in_the_file_are_those_the_spreadsheet_comes_to(
    all_of_them: dict[str, Expected], found: Mapping[str, Recalculated]
) -> None:
    for name, (_, result, edited) in all_of_them.items():
        if edited:
            continue
        book = openpyxl.load_workbook(BytesIO(workbook(result)), data_only=True)
        kept = {f"{s.title}!{c.coordinate}": c.value for s in book for row in s.iter_rows() for c in row}
        differs = {at: (value, found[name].cells.get(at)) for at, value in kept.items()
                   if not alike(value, found[name].cells.get(at))}  # fmt: skip
        assert {} == differs, name


def alike(kept: Any, made: Any) -> bool:
    if isinstance(kept, int | float) and isinstance(made, int | float):
        return abs(kept - made) <= 1e-12 * max(1, abs(kept))
    return (kept or "") == (made or "")


def test_what_a_function_of_a_pack_measures_is_not_guessed(found: Mapping[str, Recalculated]) -> None:
    assert (Fraction("6.85"),) * 3 == found["function"].criteria[0]
    assert (None, Fraction(0), Fraction(10)) == found["function changed"].criteria[0]
    assert "不能精确承载" == found["function changed"].cells["评分项!I3"]


def test_a_range_that_has_no_end_is_taken_at_its_end(found: Mapping[str, Recalculated]) -> None:
    seed_report = found["report yueyanglou-2024"]

    assert (None, Fraction(0), Fraction(10)) == seed_report.criteria[0]
    assert "两端重算" == seed_report.cells["评分项!M3"]
    assert "无上限" == seed_report.cells["事实!G4"]


SAMPLES: list[tuple[Case, dict[str, Any]]] = []


@seed(3)
@settings(max_examples=700, deadline=None, database=None, phases=[Phase.generate],
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(cases())
def _draw(case: Case) -> None:
    SAMPLES.append((case, case.samples[0]))


def formulas_written() -> bytes:
    """Return a sheet with random formulas, each computed row by row from the numbers in it."""
    _draw()
    content, trace = BytesIO(), Trace(1)
    for case, sample in SAMPLES:
        names = {name: _named(value) for name, value in sample.items()}
        result = evaluate(case.formula, Workbook(trace, PROSE), names)
        line = trace.line("result")
        line.put("n", result.n)
        line.put("d", result.d)
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet()
    for line in trace.lines:
        _write(sheet, line)
    book.close()
    return content.getvalue()


def _named(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_named(one) for one in value]
    if isinstance(value, Fraction):
        return number_pair(value, Phrase("a"))
    return Said(written(value), Phrase("a"))


def _write(sheet: Any, line: Line) -> None:
    sheet.write_string(line.row - 1, 1, line.says[:200])
    for column, cell in line.cells.items():
        sheet.write_formula(f"{COLUMNS[column]}{line.row}", f"={cell.text}", None, 77)


def test_random_formulas_come_to_what_the_exact_interpretation_says(
    spreadsheets: Mapping[str, openpyxl.Workbook],
) -> None:
    rows = [row for row in spreadsheets["formulas"].worksheets[0].iter_rows() if row[1].value == "result"]
    wrong = []
    for (case, sample), row in zip(SAMPLES, rows, strict=True):
        n, d = row[7].value, row[8].value
        shown = Fraction(int(n), int(d)) if isinstance(n, int | float) and isinstance(d, int | float) else n
        if shown != _exactly(case, sample):
            wrong.append(f"{case.formula.text} for {sample}: {shown}, not {_exactly(case, sample)}")

    assert [] == wrong
    assert 200 <= len({ast.dump(case.formula.tree) for case, _ in SAMPLES})


def _exactly(case: Case, sample: Mapping[str, Any]) -> Any:
    try:
        return evaluate(case.formula, EXACT, sample)
    except Undefined:
        return "#DIV/0!"
