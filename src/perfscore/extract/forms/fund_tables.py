"""The lines below the total of a budget block as tables of facts, one for each way it is split · 资金明细."""

from collections.abc import Iterator

from perfscore.extract.forms.amounts import FundLine, Funds
from perfscore.extract.forms.figures import amount, points, rate
from perfscore.extract.forms.headings import one_line
from perfscore.extract.forms.notes import FormNote
from perfscore.extract.toml_writer import Value

__all__ = ["fund_tables", "stated_sums"]

_TABLES = ("funds", "uses", "splits")


def fund_tables(
    funds: Funds | None, rates: str, notes: list[FormNote]
) -> Iterator[tuple[str, list[dict[str, Value]]]]:
    """Yield the name of each table with its rows; `rates` is the heading of the printed rates."""
    for table in _TABLES if funds else ():
        lines = [line for line in funds.lines if _table_of(line) == table] if funds else []
        yield table, [{"name": line.name, **dict(_cells(line, rates, notes))} for line in lines if line.cells]


def stated_sums(funds: Funds | None, notes: list[FormNote]) -> dict[str, Value]:
    """Return the sums that splits print of themselves in one cell with their name, as facts."""
    return {
        f"{line.split}_stated": amount(line.cells["stated"], line.units["stated"], notes)
        for line in (funds.lines if funds else ())
        if line.own and "stated" in line.cells and line.split in _TABLES
    }


def _table_of(line: FundLine) -> str:
    """Return the table of facts a line stands in; a split that nothing is known of stands in none."""
    if line.own:
        return "" if "stated" in line.cells else "splits"
    return line.split


def _cells(line: FundLine, rates: str, notes: list[FormNote]) -> Iterator[tuple[str, Value]]:
    for role, cell in line.cells.items():
        if role in line.units:
            fact = amount(cell, line.units[role], notes)
        elif role == "rate":
            fact = rate(cell, rates, notes)
        else:
            fact = points(one_line(cell.text), cell, notes)
        yield role, fact
