"""The facts a ruleset reads or defines · 数据字典."""

from perfscore.binding import Binding
from perfscore.document.markdown import both, code, table
from perfscore.inputs.ruleset import FactDefinition, Ruleset
from perfscore.language.dimension import PURE, powers_text
from perfscore.language.types import Kind
from perfscore.planned import Plan
from perfscore.ranges import Range

__all__ = ["facts_defined", "facts_read"]

_HEAD = ("fact · 事实", "name · 名称", "values · 取值", "shown by · 证明文件")


def facts_read(plan: Plan) -> str:
    """Return every fact the criteria read, in the order of the card.

    The rows of a form bring facts of their own, which only a report knows.
    """
    found: dict[str, Binding] = {}
    for step in plan.steps:
        inputs = () if step.criterion.rows else step.inputs
        for bound in (*inputs, *(bound for rule in step.rules for bound in rule.reads)):
            found.setdefault(bound.fact, bound)
    rows = ((code(n), both(b.label), _possible(b), _shown_by(b)) for n, b in found.items())
    return table(_HEAD, rows)


def facts_defined(ruleset: Ruleset) -> str:
    """Return the data dictionary: the facts, then the columns of the tables."""
    columns = {
        f"{name}.{column}": definition
        for name, defined in ruleset.tables.items()
        for column, definition in defined.columns.items()
    }
    rows = (
        (code(name), both(fact.label), _allowed(fact), both(fact.document))
        for name, fact in {**ruleset.facts, **columns}.items()
    )
    return table(_HEAD, rows)


def _shown_by(bound: Binding) -> str:
    judged = "**judged · 评定**" if bound.judged else ""
    return ", ".join(part for part in (judged, both(bound.document)) if part)


def _possible(bound: Binding) -> str:
    """Return the values of a bound fact, in the unit the engine keeps it in."""
    if bound.kind is not Kind.NUMBER:
        return ", ".join(sorted(bound.levels or ())) or str(bound.kind)
    kept = "" if bound.powers in (PURE, None) else powers_text(bound.powers)
    return f"{bound.within} {kept or ('分' if bound.unit == '分' else '')}".strip()


def _allowed(fact: FactDefinition) -> str:
    if fact.kind != "number":
        return ", ".join(fact.levels or ()) or fact.kind
    low = fact.above if fact.above is not None else fact.minimum
    open_low = low is None or fact.above is not None
    within = Range(low, fact.maximum, open_low, fact.maximum is None)
    return f"{within} {fact.unit or ''}".strip()
