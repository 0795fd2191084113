"""The cells of a table are read as single facts are: rounded figures stand for what rounds to them."""

from collections.abc import Iterable

import pytest

from perfscore import audit
from tests.cards import Values, card, catalog, criterion, report

CHECK = {"id": "add-up", "assert": "sum(parts.spent) == whole", "completeness": "all"}
ROUNDED = {"figures": "rounded"}
EXACT = {"figures": "exact"}
PLAIN: Values = {}


def codes(figures: str, column: Values, whole: str, printed: Iterable[str], cell: Values = PLAIN) -> set[str]:
    """Return what is found of a table whose cells should add up."""
    spent = {"label": "spent", "unit": "万元", **column}
    ruleset = card(
        criterion("execution", 10, {"shape": "proportional"}, indicator="budget_execution_rate"),
        facts={"whole": {"label": "whole", "unit": "万元"}},
        more={"tables": {"parts": {"label": "parts", "columns": {"spent": spent}}}, "checks": [CHECK]},
        figures=figures,
    )
    rows = [{"spent": {"value": value, "unit": "万元", **cell}} for value in printed]
    facts = {"whole": {"value": whole, "unit": "万元", **EXACT}}
    result = audit(report(facts, tables={"parts": rows}), ruleset, catalog())
    return {finding.code for finding in result.findings} & {"checked", "sum-differs", "parts-exceed-total"}


@pytest.mark.parametrize(
    ("figures", "column", "cell"),
    [("rounded", PLAIN, PLAIN), ("exact", ROUNDED, PLAIN), ("exact", PLAIN, ROUNDED)],
    ids=["the ruleset says so", "the dictionary says so", "the cell says so"],
)
def test_rounded_cells_that_may_add_up_are_no_finding(figures: str, column: Values, cell: Values) -> None:
    assert set() == codes(figures, column, "10.01", ["3.33", "3.33", "3.34"], cell)


def test_exact_cells_that_differ_by_a_cent_differ() -> None:
    assert {"sum-differs"} == codes("exact", PLAIN, "10.01", ["3.33", "3.33", "3.34"])
    assert {"checked"} == codes("exact", PLAIN, "10.00", ["3.33", "3.33", "3.34"])


def test_rounded_cells_that_no_rounding_brings_to_the_sum_differ() -> None:
    assert {"sum-differs"} == codes("rounded", PLAIN, "10.02", ["3.33", "3.33", "3.34"])


def test_a_column_may_be_exact_where_the_card_takes_figures_as_rounded() -> None:
    assert {"sum-differs"} == codes("rounded", EXACT, "10.01", ["3.33", "3.33", "3.34"])
