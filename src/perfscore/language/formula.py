"""The compile step: text to a checked tree · 编译公式.

A formula is parsed once, walked without recursion against a closed list of node types, typed, and its
constants are read again from the text as exact numbers.  Whatever is not on the list does not exist,
so there is nothing to attack, and every interpretation reads the same tree.
"""

import ast
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from typing import Any, cast

from perfscore.language.scan import Fault, scan
from perfscore.language.typing_rules import TypeRules
from perfscore.language.types import FUNCTIONS, Kind
from perfscore.numbers import exact

__all__ = ["MOST_DEPTH", "MOST_NODES", "Formula", "FormulaRefused", "compile_formula"]

MOST_NODES = 200
MOST_DEPTH = 32

_GRAMMAR = (
    ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Call, ast.Name, ast.Constant,
    ast.Attribute,
)  # fmt: skip
_SYMBOLS: Mapping[type[ast.AST], str] = {
    ast.Pow: "**", ast.FloorDiv: "//", ast.Mod: "%", ast.MatMult: "@", ast.LShift: "<<",
    ast.RShift: ">>", ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip
_OPERATORS = (
    ast.Add, ast.Sub, ast.Mult, ast.Div, ast.USub, ast.UAdd, ast.Not, ast.And, ast.Or,
    ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq,
)  # fmt: skip


class FormulaRefused(Exception):
    """Everything wrong with a formula · 公式有误."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{fault.code} at {fault.offset}" for fault in faults))


@dataclass(frozen=True, slots=True, eq=False)
class Formula:
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

    def __str__(self) -> str:
        return self.text


def compile_formula(text: str, names: Mapping[str, Kind], expect: Kind = Kind.NUMBER) -> Formula:
    """Return the checked formula; raise FormulaRefused with every fault and its character.

    `names` are all names the formula may use with their kinds; `expect` is the kind it must give.
    """
    if fault := scan(text):
        raise FormulaRefused((fault,))
    start = len(text) - len(text.lstrip())
    body = _parse(text.strip().replace("\n", " ").replace("\t", " "), start)
    reader = _Reader(text, start, names)
    tree = reader.read(body)
    rules = TypeRules(names, reader.offset)
    kind = rules.kind_of(tree) if not reader.faults else expect
    if kind is not None and kind is not expect and not reader.faults and not rules.faults:
        rules.fault(tree, "formula-kind", found=kind, expected=expect)
    if faults := (*reader.faults, *rules.faults):
        raise FormulaRefused(tuple(sorted(faults, key=lambda fault: fault.offset)))
    seen = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in names]
    return Formula(text, tree, expect, tuple(dict.fromkeys(seen)), len(seen) != len(set(seen)))


def _parse(source: str, start: int) -> ast.expr:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return ast.parse(source, mode="eval").body
    except SyntaxError as error:
        at = max((error.offset or 1) - 1, 0)
        values = {"found": source[at : at + 10] or "the end"}
        code = "formula-assignment" if _assigns(source, at) else "formula-syntax"
        raise FormulaRefused((Fault(code, start + at, values),)) from None
    except (ValueError, RecursionError, MemoryError, OverflowError, Warning):
        raise FormulaRefused((Fault("formula-syntax", start, {"found": source[:10]}),)) from None


def _assigns(source: str, at: int) -> bool:
    near = source[max(at - 3, 0) : at + 40]
    return any(
        character == "="
        and near[i - 1 : i] not in ("=", "!", "<", ">")
        and near[i + 1 : i + 2] != "="
        for i, character in enumerate(near)
    )


class _Reader:
    """Walks the parser's tree once: closed node list, sizes, exact constants, one name a column."""

    def __init__(self, text: str, start: int, names: Mapping[str, Kind]) -> None:
        self.lines = text.encode()
        self.start = len(text[:start].encode())
        self.names = names
        self.faults: list[Fault] = []

    def offset(self, node: ast.AST) -> int:
        at = self.start + getattr(node, "col_offset", 0)
        return len(self.lines[:at].decode(errors="ignore"))

    def fault(self, node: ast.AST, code: str, **values: str) -> None:
        self.faults.append(Fault(code, self.offset(node), values))

    def read(self, tree: ast.expr) -> ast.expr:
        holder = ast.Expression(tree)
        waiting: list[tuple[ast.AST, ast.expr, int]] = [(holder, tree, 1)]
        count = 0
        while waiting:
            parent, node, depth = waiting.pop()
            count += 1
            if count > MOST_NODES or depth > MOST_DEPTH:
                what, most = ("terms", MOST_NODES) if count > MOST_NODES else ("depth", MOST_DEPTH)
                found = str(count if what == "terms" else depth)
                self.fault(node, "formula-limit", what=what, found=found, most=str(most))
                break
            if not isinstance(node, _GRAMMAR):
                self.fault(node, "formula-not-in-language", found=type(node).__name__)
                continue
            read = self._constant(node) if isinstance(node, ast.Constant) else self._plain(node)
            if read is not node:
                _replace(parent, node, read)
            waiting += [(read, child, depth + 1) for child in _operands(read)]
        return holder.body

    def _plain(self, node: ast.expr) -> ast.expr:
        for operator in _operators(node):
            if not isinstance(operator, _OPERATORS):
                symbol = _SYMBOLS.get(type(operator), type(operator).__name__)
                self.fault(node, "formula-operator", found=symbol)
        if isinstance(node, ast.Compare) and len(node.ops) > 1:
            self.fault(node, "formula-chained-comparison")
        if isinstance(node, ast.Call):
            self._call(node)
        if isinstance(node, ast.Attribute):
            return self._column(node)
        if isinstance(node, ast.Name):
            self._name(node, node.id)
        return node

    def _call(self, node: ast.Call) -> None:
        if not isinstance(node.func, ast.Name):
            self.fault(
                node,
                "formula-not-in-language",
                found="a call of something that is not a function's name",
            )
        elif node.func.id not in FUNCTIONS:
            close = get_close_matches(node.func.id, FUNCTIONS, n=1)
            values = {"nearest": close[0]} if close else {}
            self.fault(
                node,
                "formula-unknown-function",
                found=node.func.id,
                known=", ".join(FUNCTIONS),
                **values,
            )
        elif node.keywords or any(isinstance(value, ast.Starred) for value in node.args):
            self.fault(node, "formula-not-in-language", found="a named or starred argument")

    def _column(self, node: ast.Attribute) -> ast.expr:
        if not isinstance(node.value, ast.Name):
            self.fault(node, "formula-not-in-language", found="an attribute")
            return ast.copy_location(_number(exact("0")), node)
        column = ast.copy_location(ast.Name(f"{node.value.id}.{node.attr}", ast.Load()), node)
        self._name(column, column.id)
        return column

    def _name(self, node: ast.expr, name: str) -> None:
        if name not in self.names:
            close = get_close_matches(name, self.names, n=1)
            values = {"nearest": close[0]} if close else {}
            known = ", ".join(sorted(self.names)) or "none"
            self.fault(node, "formula-unknown-name", found=name, known=known, **values)

    def _constant(self, node: ast.Constant) -> ast.expr:
        if isinstance(node.value, str):
            return node
        end = self.start + (node.end_col_offset or 0)
        written = self.lines[self.start + node.col_offset : end].decode(errors="ignore")
        try:
            if isinstance(node.value, bool) or not isinstance(node.value, int | float):
                raise ValueError(written)  # noqa: TRY301 - one refusal for every other constant
            value = exact(written)
        except ValueError:
            self.fault(node, "formula-constant", found=written)
            value = exact("0")
        return ast.copy_location(_number(value), node)


def _number(value: Fraction) -> ast.Constant:
    """Return a constant of the tree; the parser itself knows no exact fractions."""
    return ast.Constant(cast("Any", value))


def _operands(node: ast.expr) -> list[ast.expr]:
    children = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
    return children[1:] if isinstance(node, ast.Call) else children


def _operators(node: ast.expr) -> list[ast.AST]:
    if isinstance(node, ast.Compare):
        return list(node.ops)
    return [node.op] if isinstance(node, ast.BinOp | ast.UnaryOp | ast.BoolOp) else []


def _replace(parent: ast.AST, old: ast.expr, new: ast.expr) -> None:
    for name, value in ast.iter_fields(parent):
        if value is old:
            setattr(parent, name, new)
        elif isinstance(value, list) and any(item is old for item in value):
            setattr(parent, name, [new if item is old else item for item in value])
