"""49 published tables, each written in the layouts of six offices, come back as the same report.

Every table is written in every layout as an Excel file, by one of two libraries in turn, and in one
layout in turn as a Word table.  `limits.toml` says what a layout has no place for.
"""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from tests.extract import layouts
from tests.extract.layouts import Laid, Layout
from tests.extract.together import forms_of
from tests.extract.writers import with_docx, with_openpyxl, with_xlsxwriter
from tests.published.tabled import CASES, NAMES, audited, case, content_of, differences, direct, without

HERE = Path(__file__).parent
LAYOUTS: dict[str, Layout] = {
    "national": layouts.national,
    "department": layouts.department,
    "sichuan": layouts.sichuan,
    "yunnan": layouts.yunnan,
    "shanghai": layouts.shanghai,
    "chongqing": layouts.chongqing,
}
EXCEL: tuple[Callable[[Laid, Path], None], ...] = (with_openpyxl, with_xlsxwriter)

pytestmark = pytest.mark.skipif(
    not NAMES,
    reason=f"the published tables are not here (looked in {CASES.parent.name}/ beside the checkout)",
)


@cache
def limits() -> Any:
    return tomllib.loads((HERE / "limits.toml").read_text("utf-8"))


@cache
def rulesets() -> dict[str, str]:
    expected = tomllib.loads((HERE / "published.toml").read_text("utf-8"))
    return {name: table["ruleset"] for name, table in expected.items()}


@cache
def sayable(name: str, fields: frozenset[str], all_rows: bool) -> tuple[Any, dict[str, Any]]:
    """Return the report of a table, less what a layout has no place for, and what is made of it.

    Only whoever reads the form can say whether the rows are all rows of its table.
    """
    report = replace(without(direct(name), fields), all_rows=all_rows)
    return report, audited(report, rulesets()[name])


def compared(name: str, layout: str, path: Path) -> set[str]:
    """Return the fields in which the only form of a file differs from the table it was written from."""
    (form,) = forms_of(path)
    fields = limits()["no_place"].get(layout, {}).get("fields", ())
    report, verdict = sayable(name, frozenset(fields), form.report.all_rows)
    read = audited(form.report, rulesets()[name])
    assert [] == [note for note in form.notes if note.code in ("form-not-understood", "form-row-unnamed")]
    assert case(name)["title"] == form.report.subject
    return {*differences(report, form.report), *(key for key in verdict if verdict[key] != read[key])}


def otherwise(name: str, layout: str) -> set[str]:
    entries = [one for one in limits()["otherwise"] if one["case"] == name and layout in one["layouts"]]
    return {field for entry in entries for field in entry["fields"]}


def in_turn() -> Iterator[tuple[str, str]]:
    """Yield each table with one layout, all layouts as often."""
    for number, name in enumerate(NAMES):
        yield name, list(LAYOUTS)[number % len(LAYOUTS)]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", NAMES)
def test_a_published_table_in_excel_comes_back(name: str, layout: str, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    write = EXCEL[(NAMES.index(name) + list(LAYOUTS).index(layout)) % len(EXCEL)]
    write(partial(LAYOUTS[layout], content_of(case(name))), path)

    assert otherwise(name, layout) == compared(name, layout, path)


@pytest.mark.parametrize(("name", "layout"), list(in_turn()))
def test_a_published_table_in_word_comes_back(name: str, layout: str, tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    with_docx(partial(LAYOUTS[layout], content_of(case(name))), path)

    assert otherwise(name, layout) == compared(name, layout, path)


def test_every_limit_has_its_reason_and_is_about_a_table_and_a_layout_that_there_are() -> None:
    entries = [*limits()["no_place"].values(), *limits()["otherwise"]]

    assert [] == [entry for entry in entries if len(entry["why"]) < 20 or not entry["fields"]]
    assert set() == {one["case"] for one in limits()["otherwise"]} - set(NAMES)
    named = {layout for one in limits()["otherwise"] for layout in one["layouts"]}
    assert set() == (named | limits()["no_place"].keys()) - LAYOUTS.keys()
