"""The walk over the parser's tree: closed list, sizes, exact constants · 公式树的检查."""

import ast
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, cast

from perfscore.language.compile.scan import Fault
from perfscore.language.compile.types import FUNCTIONS, Type
from perfscore.messages import Listed
from perfscore.messages.problems import nearest
from perfscore.numbers.exact import exact

__all__ = ["MOST_DEPTH", "MOST_NODES", "Reader"]

MOST_NODES = 200
MOST_DEPTH = 32

_GRAMMAR = (
    ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Call, ast.Name, ast.Constant,
    ast.Attribute,
)  # fmt: skip
_SYMBOLS: Mapping[type[ast.AST], str] = {
    ast.Pow: "**", ast.FloorDiv: "//", ast.LShift: "<<", ast.RShift: ">>", ast.Is: "is",
    ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip
_OPERATORS = (
    ast.Add, ast.Sub, ast.Mult, ast.Div, ast.USub, ast.UAdd, ast.Not, ast.And, ast.Or,
    ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq,
)  # fmt: skip


class Reader:
    """Walks the parser's tree once and without recursion; a table column becomes one name.

    `text` is the formula as written, `start` the character at which the tree begins to count.
    """

    def __init__(self, text: str, start: int, names: Mapping[str, Type]) -> None:
        self.bytes = text.encode()
        self.start = len(text[:start].encode())
        self.names = names
        self.faults: list[Fault] = []

    def offset(self, node: ast.AST) -> int:
        """Return the character a node begins at; the parser counts in bytes."""
        return self._character(getattr(node, "col_offset", 0))

    def written(self, node: ast.expr) -> str:
        """Return a node as it was written."""
        return self._source(node.col_offset, node.end_col_offset)

    def fault(self, node: ast.AST, code: str, **values: str) -> None:
        """Record one fault at a node."""
        self.faults.append(Fault(code, self.offset(node), values))

    def read(self, tree: ast.expr) -> ast.expr:
        """Return the tree with exact constants; what is not in the language becomes a fault."""
        holder = ast.Expression(tree)
        waiting: list[tuple[ast.AST, ast.expr, int]] = [(holder, tree, 1)]
        count = 0
        while waiting:
            parent, node, depth = waiting.pop()
            count += 1
            if depth > MOST_DEPTH:
                self.fault(node, "formula-too-deep", found=str(depth), most=str(MOST_DEPTH))
                break
            if count > MOST_NODES:
                self.fault(node, "formula-too-many-parts", most=str(MOST_NODES))
                break
            if not isinstance(node, _GRAMMAR):
                self.fault(node, "formula-not-in-language", found=self.written(node))
                continue
            read = self._constant(node) if isinstance(node, ast.Constant) else self._plain(node)
            if read is not node:
                _replace(parent, node, read)
            waiting += [(read, child, depth + 1) for child in _operands(read)]
        return holder.body

    def _character(self, at: int) -> int:
        return len(self.bytes[: self.start + at].decode(errors="ignore"))

    def _source(self, first: int, last: int | None) -> str:
        end = None if last is None else self.start + last
        return self.bytes[self.start + first : end].decode(errors="ignore")

    def _plain(self, node: ast.expr) -> ast.expr:
        match node:
            case ast.BinOp():
                self._operator(node.op, node.left, node.right)
            case ast.Compare() if len(node.ops) > 1:
                self.fault(node, "formula-chained-comparison", found=self.written(node))
            case ast.Compare():
                self._operator(node.ops[0], node.left, node.comparators[0])
            case ast.UnaryOp() if not isinstance(node.op, _OPERATORS):
                self.fault(node, "formula-not-in-language", found=self.written(node))
            case ast.Call():
                self._call(node)
            case ast.Attribute():
                return self._column(node)
            case ast.Name():
                self._name(node, node.id)
        return node

    def _operator(self, operator: ast.AST, left: ast.expr, right: ast.expr) -> None:
        if isinstance(operator, _OPERATORS):
            return
        symbol = _SYMBOLS.get(type(operator), type(operator).__name__)
        between = self._source(left.end_col_offset or 0, right.col_offset)
        at = (left.end_col_offset or 0) + max(between.find(symbol.split()[0]), 0)
        self.faults.append(Fault("formula-operator", self._character(at), {"found": symbol}))

    def _call(self, node: ast.Call) -> None:
        named = [word.arg or "**" for word in node.keywords]
        if not isinstance(node.func, ast.Name):
            self.fault(node, "formula-not-in-language", found=self.written(node))
        elif node.func.id not in FUNCTIONS:
            known = Listed(FUNCTIONS)
            found = node.func.id
            self.fault(
                node,
                "formula-unknown-function",
                found=found,
                known=known,
                **nearest(found, FUNCTIONS),
            )
        elif named or any(isinstance(value, ast.Starred) for value in node.args):
            self.fault(node, "formula-not-in-language", found=self.written(node))

    def _column(self, node: ast.Attribute) -> ast.expr:
        if not isinstance(node.value, ast.Name):
            self.fault(node, "formula-not-in-language", found=self.written(node))
            return ast.copy_location(_number(Fraction(0)), node)
        column = ast.copy_location(ast.Name(f"{node.value.id}.{node.attr}", ast.Load()), node)
        self._name(column, column.id)
        return column

    def _name(self, node: ast.expr, name: str) -> None:
        if name not in self.names:
            known = Listed(sorted(self.names)) or "—"
            self.fault(node, "formula-unknown-name", found=name, known=known, **nearest(name, self.names))

    def _constant(self, node: ast.Constant) -> ast.expr:
        if isinstance(node.value, str):
            return node
        value = Fraction(0)
        try:
            value = exact(self.written(node))
        except ValueError:
            self.fault(node, "formula-constant", found=self.written(node))
        return ast.copy_location(_number(value), node)


def _number(value: Fraction) -> ast.Constant:
    """Return a constant of the tree; the parser itself knows no exact fractions."""
    return ast.Constant(cast("Any", value))


def _operands(node: ast.expr) -> list[ast.expr]:
    children = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
    return children[1:] if isinstance(node, ast.Call) else children


def _replace(parent: ast.AST, old: ast.expr, new: ast.expr) -> None:
    for name, value in ast.iter_fields(parent):
        if value is old:
            setattr(parent, name, new)
        elif isinstance(value, list) and any(item is old for item in value):
            setattr(parent, name, [new if item is old else item for item in value])
