"""The cells of a table are read as single facts are: rounded figures stand for what rounds to them."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from perfscore import audit, discover, read_report, read_ruleset

CARD = """
format = 1

[ruleset]
id = "card"
title = "card"
version = "1"
status = "confirmed"
points = 10
rounding = {{ places = 2, mode = "half_up", at = "criterion" }}
missing = "range"
not_applicable = "rescale"
figures = "{figures}"

[facts.whole]
label = "whole"
unit = "万元"

[tables.parts]
label = "parts"
columns = {{ spent = {{ label = "spent", unit = "万元"{column} }} }}

[[criteria]]
id = "execution"
label = "execution"
points = 10
indicator = "budget_execution_rate"
scoring = {{ shape = "proportional" }}
standing = "assumed"

[[checks]]
id = "add-up"
assert = "sum(parts.spent) == whole"
completeness = "all"
"""
REPORT = """
format = 1
[report]
subject = "x"
fiscal_year = 2024
[facts]
whole = {{ value = "{whole}", unit = "万元", figures = "exact" }}
"""
ROUNDED = ', figures = "rounded"'


def codes(
    folder: Path, figures: str, column: str, whole: str, cells: Iterable[str], cell: str = ""
) -> set[str]:
    """Return what is found of a table whose cells should add up."""
    rows = "".join(f'[[tables.parts]]\nspent = {{ value = "{v}", unit = "万元"{cell} }}\n' for v in cells)
    (folder / "card.toml").write_text(CARD.format(figures=figures, column=column), "utf-8")
    (folder / "report.toml").write_text(REPORT.format(whole=whole) + rows, "utf-8")
    catalog = discover()
    result = audit(read_report(folder / "report.toml"), read_ruleset(folder / "card.toml", catalog), catalog)
    return {finding.code for finding in result.findings} & {"checked", "sum-differs", "parts-exceed-total"}


@pytest.mark.parametrize(
    ("figures", "column", "cell"),
    [("rounded", "", ""), ("exact", ROUNDED, ""), ("exact", "", ROUNDED)],
    ids=["the ruleset says so", "the dictionary says so", "the cell says so"],
)
def test_rounded_cells_that_may_add_up_are_no_finding(
    tmp_path: Path, figures: str, column: str, cell: str
) -> None:
    assert set() == codes(tmp_path, figures, column, "10.01", ["3.33", "3.33", "3.34"], cell)


def test_exact_cells_that_differ_by_a_cent_differ(tmp_path: Path) -> None:
    assert {"sum-differs"} == codes(tmp_path, "exact", "", "10.01", ["3.33", "3.33", "3.34"])
    assert {"checked"} == codes(tmp_path, "exact", "", "10.00", ["3.33", "3.33", "3.34"])


def test_rounded_cells_that_no_rounding_brings_to_the_sum_differ(tmp_path: Path) -> None:
    assert {"sum-differs"} == codes(tmp_path, "rounded", "", "10.02", ["3.33", "3.33", "3.34"])


def test_a_column_may_be_exact_where_the_card_takes_figures_as_rounded(tmp_path: Path) -> None:
    exact = ', figures = "exact"'

    assert {"sum-differs"} == codes(tmp_path, "rounded", exact, "10.01", ["3.33", "3.33", "3.34"])
