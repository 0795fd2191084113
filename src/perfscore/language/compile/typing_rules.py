"""The types of a formula, found at load · 公式的类型检查."""

import ast

from perfscore.language.compile.choices import Choice
from perfscore.language.compile.reader import Reader
from perfscore.language.compile.scan import Fault
from perfscore.language.compile.types import FUNCTIONS, MOST_PLACES, Kind, Type
from perfscore.messages import Listed
from perfscore.messages.problems import IN_A_LIST, nearest

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

    def kind_of(self, node: ast.expr) -> Type | None:
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

    def another_kind(self, node: ast.AST, found: Type, expected: Type | str) -> None:
        """Record a value of another kind than is needed, and what makes it one of that kind."""
        advice = "column" if found is Kind.COLUMN else ""
        if not advice and expected == Kind.TRUTH:
            advice = "truth"
        elif not advice and found is Kind.TRUTH and expected == Kind.NUMBER:
            advice = "choice"
        self.fault(node, "formula-kind", found=str(found), expected=str(expected), advice=advice)

    def _all(self, expected: Kind, *nodes: ast.expr, gives: Kind) -> Kind:
        for node in nodes:
            found = self.kind_of(node)
            if found is not None and found is not expected:
                self.another_kind(node, found, expected)
        return gives

    def _compare(self, node: ast.Compare) -> Kind:
        left, right = self.kind_of(node.left), self.kind_of(node.comparators[0])
        equal = isinstance(node.ops[0], ast.Eq | ast.NotEq)
        if isinstance(left, Choice) or isinstance(right, Choice):
            self._compare_words(node, left, right, equal)
            return Kind.TRUTH
        allowed = _EQUAL if equal else _ORDERED
        for part, kind in ((node.left, left), (node.comparators[0], right)):
            if kind is not None and kind not in allowed:
                self.another_kind(part, kind, " / ".join(sorted(allowed)))
                return Kind.TRUTH
        if left is not None and right is not None and left is not right:
            self.another_kind(node.comparators[0], right, left)
        return Kind.TRUTH

    def _compare_words(self, node: ast.Compare, left: Type | None, right: Type | None, equal: bool) -> None:
        """A choice is compared with one of its words, or as equal with a choice of the same words."""
        choice, other = (left, right) if isinstance(left, Choice) else (right, left)
        at = node.comparators[0] if choice is left else node.left
        assert isinstance(choice, Choice)
        if not (equal or choice.order):
            known = Listed(choice.words)
            self.fault(node, "formula-choice-without-order", found=self.reader.written(node), known=known)
        elif isinstance(at, ast.Constant) and isinstance(at.value, str):
            if at.value in choice.words:
                at.value = choice.level(at.value)
            else:
                values = {
                    "found": at.value,
                    "known": Listed(choice.words),
                    **nearest(at.value, choice.words, IN_A_LIST),
                }
                self.fault(at, "formula-choice-word", **values)
        elif not equal and other == choice:
            self.fault(at, "formula-choice-not-quoted", found=self.reader.written(at), known=choice.words[0])
        elif other is not None and other != choice:
            self.another_kind(at, other, choice)

    def _choice(self, node: ast.IfExp) -> Type | None:
        self._all(Kind.TRUTH, node.test, gives=Kind.TRUTH)
        first, second = self.kind_of(node.body), self.kind_of(node.orelse)
        if first is not None and second is not None and first != second:
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
