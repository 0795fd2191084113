"""Reading ruleset files · 读取规则集."""

from collections.abc import Iterator
from pathlib import Path

from perfscore.inputs.merging import read_chain
from perfscore.inputs.origin import Origin
from perfscore.inputs.ruleset import Ruleset
from perfscore.inputs.schema import validate
from perfscore.problems import Place, Problem, ProblemsFound
from perfscore.quantities.printed import QuantityRefused
from perfscore.quantities.units import read_unit

__all__ = ["read_ruleset_file"]


def read_ruleset_file(path: Path, named_at: Place | None = None) -> Ruleset:
    """Read a ruleset and what it extends · 读取规则集文件.

    With `named_at`, the place in another file that names it, the path is one of that file's folder.
    Raises ProblemsFound with everything wrong in the files themselves; what only a catalogue can tell
    (unknown indicators, bands, weights) is found when a plan is made.
    """
    document = read_chain(path, "ruleset", named_at)
    ruleset = validate(document, Ruleset).at(Origin(document.source.label, document))
    problems = list(_units(ruleset))
    if not ruleset.ruleset.abstract and not ruleset.criteria:
        problems.append(
            Problem(
                "missing-key",
                ruleset.origin.place(()),
                "",
                {"missing": "criteria", "expected": "[[criteria]]"},
            )
        )
    if problems:
        raise ProblemsFound(problems)
    return ruleset


def _units(ruleset: Ruleset) -> Iterator[Problem]:
    for name, fact in ruleset.facts.items():
        if fact.unit is not None:
            yield from _unit(ruleset, ("facts", name, "unit"), fact.unit)
    for name, table in ruleset.tables.items():
        for column, fact in table.columns.items():
            if fact.unit is not None:
                yield from _unit(ruleset, ("tables", name, "columns", column, "unit"), fact.unit)


def _unit(ruleset: Ruleset, path: tuple[str, ...], unit: str) -> Iterator[Problem]:
    try:
        read_unit(unit)
    except QuantityRefused as refused:
        yield Problem(refused.code, ruleset.origin.place(path), " › ".join(path[:-1]), refused.values)
