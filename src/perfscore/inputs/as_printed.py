"""A fact as it was written: its text, and whether its unit can be read · 事实的原样文字."""

from perfscore.inputs.report_format import FactEntry
from perfscore.quantities.printed import QuantityRefused
from perfscore.quantities.units import read_unit

__all__ = ["raw_text", "refused_unit"]


def raw_text(entry: FactEntry) -> str:
    """Return the value of a fact as it was written, empty where there is none."""
    if entry.low is not None or entry.high is not None:
        return f"{entry.low or ''} – {entry.high or ''}"
    if isinstance(entry.value, bool):
        return "true" if entry.value else "false"
    return "" if entry.value is None else str(entry.value)


def refused_unit(entry: FactEntry) -> QuantityRefused | None:
    """Return why the unit of a fact cannot be read, None where it can or there is none."""
    try:
        if entry.unit is not None:
            read_unit(entry.unit)
    except QuantityRefused as refused:
        return refused
    return None
