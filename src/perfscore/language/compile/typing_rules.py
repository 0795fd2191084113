"""The types of a formula, found at load · 公式的类型检查."""

import ast

from perfscore.language.compile.reader import Reader
from perfscore.language.compile.scan import Fault
from perfscore.language.compile.types import FUNCTIONS, MOST_PLACES, Kind

__all__ = ["TypeRules"]

_ORDERED = frozenset({Kind.NUMBER, Kind.DATE})
_EQUAL = frozenset({Kind.NUMBER, Kind.DATE, Kind.TEXT})


class TypeRules:
    """Gives each node its kind; a node whose parts do not fit is a fault with its place.

    The tree was sized before, so recursion here is at most as deep as the language allows.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.faults: list[Fault] = []

    def fault(self, node: ast.AST, code: str, **values: str) -> None:
        """Record one fault at a node."""
        self.faults.append(Fault(code, self.reader.offset(node), values))

    def kind_of(self, node: ast.expr) -> Kind | None:
        """Return the kind of a node, None where a fault below it was recorded."""
        match node:
            case ast.Constant():
                return Kind.TEXT if isinstance(node.value, str) else Kind.NUMBER
            case ast.Name():
                return self.reader.names[node.id]
            case ast.BinOp():
                return self._all(Kind.NUMBER, node.left, node.right, gives=Kind.NUMBER)
            case ast.UnaryOp():
                kind = Kind.TRUTH if isinstance(node.op, ast.Not) else Kind.NUMBER
                return self._all(kind, node.operand, gives=kind)
            case ast.BoolOp():
                return self._all(Kind.TRUTH, *node.values, gives=Kind.TRUTH)
            case ast.Compare():
                return self._compare(node)
            case ast.IfExp():
                return self._choice(node)
            case ast.Call():
                return self._call(node)
        raise TypeError(type(node).__name__)

    def another_kind(self, node: ast.AST, found: Kind, expected: str) -> None:
        """Record a value of another kind than is needed, and what makes it one of that kind."""
        advice = (
            {"truth": "truth", "number": "choice"}.get(expected, "") if found is not Kind.COLUMN else "column"
        )
        if advice == "choice" and found is not Kind.TRUTH:
            advice = ""
        self.fault(node, "formula-kind", found=found, expected=expected, advice=advice)

    def _all(self, expected: Kind, *nodes: ast.expr, gives: Kind) -> Kind:
        for node in nodes:
            found = self.kind_of(node)
            if found is not None and found is not expected:
                self.another_kind(node, found, expected)
        return gives

    def _compare(self, node: ast.Compare) -> Kind:
        left, right = self.kind_of(node.left), self.kind_of(node.comparators[0])
        allowed = _EQUAL if isinstance(node.ops[0], ast.Eq | ast.NotEq) else _ORDERED
        for part, kind in ((node.left, left), (node.comparators[0], right)):
            if kind is not None and kind not in allowed:
                self.another_kind(part, kind, " / ".join(sorted(allowed)))
                return Kind.TRUTH
        if left is not None and right is not None and left is not right:
            self.another_kind(node.comparators[0], right, left)
        return Kind.TRUTH

    def _choice(self, node: ast.IfExp) -> Kind | None:
        self._all(Kind.TRUTH, node.test, gives=Kind.TRUTH)
        first, second = self.kind_of(node.body), self.kind_of(node.orelse)
        if first is not None and second is not None and first is not second:
            self.another_kind(node.orelse, second, first)
        return first

    def _call(self, node: ast.Call) -> Kind:
        assert isinstance(node.func, ast.Name)
        signature = FUNCTIONS[node.func.id]
        if not signature.least <= len(node.args) <= signature.most:
            expected = f"{signature.least}"
            if signature.most != signature.least:
                expected += f"–{signature.most}"
            found = str(len(node.args))
            self.fault(node, "formula-arity", function=node.func.id, found=found, expected=expected)
            return Kind.NUMBER
        self._all(signature.takes, *node.args, gives=Kind.NUMBER)
        if signature.places and not _is_places(node.args[1]):
            found = self.reader.written(node.args[1])
            self.fault(node.args[1], "formula-places", found=found, most=str(MOST_PLACES))
        return Kind.NUMBER


def _is_places(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Constant)
        and not isinstance(node.value, str)
        and node.value in range(MOST_PLACES + 1)
    )
