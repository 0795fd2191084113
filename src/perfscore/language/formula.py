"""The compile step: text to a checked tree · 编译公式.

A formula is parsed once, walked without recursion against a closed list of node types, typed, and its
constants are read again from the text as exact numbers.  Whatever is not on the list does not exist,
so there is nothing to attack, and every interpretation reads the same tree.
"""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from perfscore.language.native import native
from perfscore.language.parsing import parsed
from perfscore.language.reader import MOST_DEPTH, MOST_NODES, Reader
from perfscore.language.scan import Fault, scan
from perfscore.language.types import Kind
from perfscore.language.typing_rules import TypeRules
from perfscore.once import Once

__all__ = ["MOST_DEPTH", "MOST_NODES", "Formula", "FormulaRefused", "compile_formula"]


class FormulaRefused(Exception):
    """Everything wrong with a formula · 公式有误."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{fault.code} at {fault.offset}" for fault in faults))


@dataclass(frozen=True, eq=False)
class Formula(Once):
    """A checked formula · 公式.

    `names` are the facts and parameters it reads, in order of appearance (a table column as
    ``table.column``); `repeated` says that one of them stands in it more than once, so that interval
    bounds may be wider than the values the formula can really take.
    """

    text: str
    tree: ast.expr
    kind: Kind
    names: tuple[str, ...]
    repeated: bool

    @cached_property
    def function(self) -> Callable[[Mapping[str, Any]], Any]:
        """The exact interpretation as a function of the values of `names`, made when first asked for."""
        return native(self.tree, self.names)

    def __str__(self) -> str:
        return self.text


def compile_formula(text: str, names: Mapping[str, Kind], expect: Kind = Kind.NUMBER) -> Formula:
    """Return the checked formula; raise FormulaRefused with every fault and its character.

    `names` are all names the formula may use with their kinds; `expect` is the kind it must give.
    """
    if fault := scan(text):
        raise FormulaRefused((fault,))
    body = parsed(text)
    if isinstance(body, Fault):
        raise FormulaRefused((body,))
    reader = Reader(text, len(text) - len(text.lstrip()), names)
    tree = reader.read(body)
    faults = tuple(reader.faults) or _kinds(tree, reader, expect)
    if faults:
        raise FormulaRefused(tuple(sorted(faults, key=lambda fault: fault.offset)))
    read = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in names]
    seen = [node.id for node in sorted(read, key=lambda node: node.col_offset)]
    return Formula(text, tree, expect, tuple(dict.fromkeys(seen)), len(seen) != len(set(seen)))


def _kinds(tree: ast.expr, reader: Reader, expect: Kind) -> tuple[Fault, ...]:
    rules = TypeRules(reader)
    kind = rules.kind_of(tree)
    if kind is not None and kind is not expect and not rules.faults:
        rules.fault(tree, "formula-kind", found=kind, expected=expect)
    return tuple(rules.faults)
