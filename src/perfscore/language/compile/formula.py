"""The compile step: text, or formulas put together, to a checked tree · 编译公式.

A formula is parsed once, walked without recursion against a closed list of node types, typed, and its
constants are read again from the text as exact numbers.  Whatever is not on the list does not exist,
so there is nothing to attack, and every interpretation reads the same tree.  What is composed of checked
formulas is one tree again, which every interpretation reads like any other.
"""

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from perfscore.language.compile.native import native
from perfscore.language.compile.reader import MOST_DEPTH, MOST_NODES, Reader
from perfscore.language.compile.scan import Fault, parsed, scan
from perfscore.language.compile.types import Kind, Type
from perfscore.language.compile.typing_rules import TypeRules
from perfscore.numbers.exact import Mode, Rounding
from perfscore.numbers.once import Once

__all__ = [
    "MOST_DEPTH",
    "MOST_NODES",
    "Formula",
    "FormulaRefused",
    "compile_formula",
    "composed",
    "names_in",
    "names_of",
    "put_in",
    "rounded",
    "rounded_text",
    "shared_between",
]


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


def compile_formula(text: str, names: Mapping[str, Type], expect: Kind = Kind.NUMBER) -> Formula:
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


def names_in(text: str, names: Iterable[str]) -> tuple[str, ...] | None:
    """Return which of some names a text reads, whatever their kinds; None where it is no formula."""
    body = None if scan(text) else parsed(text)
    if body is None or isinstance(body, Fault):
        return None
    reader = Reader(text, len(text) - len(text.lstrip()), dict.fromkeys(names, Kind.NUMBER))
    tree = reader.read(body)
    return None if reader.faults else tuple(names_of(tree))


def _kinds(tree: ast.expr, reader: Reader, expect: Kind) -> tuple[Fault, ...]:
    rules = TypeRules(reader)
    kind = rules.kind_of(tree)
    if kind is not None and kind is not expect and not rules.faults:
        rules.another_kind(tree, kind, expect)
    return tuple(rules.faults)


_ROUNDINGS: Mapping[Mode, str] = {
    "half_up": "round", "half_even": "round_half_even", "truncate": "truncate", "up": "round_up",
}  # fmt: skip


def rounded_text(text: str, rounding: Rounding | None) -> str:
    """Return the text of a formula with a declared rounding around it, where there is one."""
    return text if rounding is None else f"{_ROUNDINGS[rounding.mode]}({text}, {rounding.places})"


def rounded(formula: Formula, rounding: Rounding | None) -> Formula:
    """Return a formula with a declared rounding around it, where there is one."""
    text = rounded_text("rounded", rounding)
    return put_in(compile_formula(text, {"rounded": Kind.NUMBER}), {"rounded": formula})


def put_in(formula: Formula, values: Mapping[str, "Formula | str"]) -> Formula:
    """Return a formula with names replaced: by another name, or by a formula.

    Each formula was checked alone, so nothing written in one can reach out of its place.
    """
    texts = {name: value if isinstance(value, str) else f"({value.text})" for name, value in values.items()}
    tree = _Replacing(values).visit(deepcopy(formula.tree))
    return composed(_reworded(formula.text, texts), tree, formula.kind)


def shared_between(parts: Sequence[Formula], judged: str) -> Formula:
    """Return what is judged, held between the least and the greatest of several formulas."""
    least, most = (_call(name, [part.tree for part in parts]) for name in ("min", "max"))
    tree = _call("clamp", [ast.Name(judged, ast.Load()), least, most])
    texts = ", ".join(part.text for part in parts)
    return composed(f"clamp({judged}, min({texts}), max({texts}))", tree, parts[0].kind)


def composed(text: str, tree: ast.expr, kind: Kind) -> Formula:
    """Return a formula of a tree that is put together from parts of checked ones."""
    named = names_of(tree)
    return Formula(text, tree, kind, tuple(dict.fromkeys(named)), len(named) != len(set(named)))


def names_of(tree: ast.AST) -> list[str]:
    """Return the facts and parameters a tree reads, as often as they stand in it; functions are none."""
    nodes = [*ast.walk(tree)]
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    return [node.id for node in nodes if isinstance(node, ast.Name) and id(node) not in called]


def _call(name: str, arguments: list[ast.expr]) -> ast.expr:
    return ast.Call(ast.Name(name, ast.Load()), deepcopy(arguments), [])


class _Replacing(ast.NodeTransformer):
    def __init__(self, values: Mapping[str, Formula | str]) -> None:
        self.values = values

    def visit_Name(self, node: ast.Name) -> ast.expr:
        value = self.values.get(node.id, node.id)
        return ast.Name(value, ast.Load()) if isinstance(value, str) else deepcopy(value.tree)


def _reworded(text: str, texts: Mapping[str, str]) -> str:
    """Return the text with names replaced; a name is a whole word."""
    words, found = [], ""
    for character in f"{text} ":
        if character.isalnum() or character in "_.":
            found += character
            continue
        words += [texts.get(found, found), character]
        found = ""
    return "".join(words).rstrip()
