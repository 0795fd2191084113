"""Formulas put together from formulas · 公式的组合.

The parts were checked when they were compiled; what is made of them is one tree again, which every
interpretation reads like any other.
"""

import ast
from collections.abc import Mapping, Sequence
from copy import deepcopy

from perfscore.language.formula import Formula
from perfscore.numbers import Mode, Rounding

__all__ = ["names_of", "put_in", "rounded_text", "shared_between"]

_ROUNDINGS: Mapping[Mode, str] = {
    "half_up": "round", "half_even": "round_half_even", "truncate": "truncate", "up": "round_up",
}  # fmt: skip


def rounded_text(text: str, rounding: Rounding | None) -> str:
    """Return the text of a formula with a declared rounding around it, where there is one."""
    return text if rounding is None else f"{_ROUNDINGS[rounding.mode]}({text}, {rounding.places})"


def put_in(formula: Formula, values: Mapping[str, "Formula | str"]) -> Formula:
    """Return a formula with names replaced: by another name, or by a formula.

    Each formula was checked alone, so nothing written in one can reach out of its place.
    """
    texts = {name: value if isinstance(value, str) else f"({value.text})" for name, value in values.items()}
    tree = _Replacing(values).visit(deepcopy(formula.tree))
    return _whole(_reworded(formula.text, texts), tree, formula)


def shared_between(parts: Sequence[Formula], judged: str) -> Formula:
    """Return what is judged, held between the least and the greatest of several formulas."""
    least, most = (_call(name, [part.tree for part in parts]) for name in ("min", "max"))
    tree = _call("clamp", [ast.Name(judged, ast.Load()), least, most])
    texts = ", ".join(part.text for part in parts)
    return _whole(f"clamp({judged}, min({texts}), max({texts}))", tree, parts[0])


def names_of(tree: ast.AST) -> list[str]:
    """Return the facts and parameters a tree reads, as often as they stand in it; functions are none."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in called]


def _call(name: str, arguments: list[ast.expr]) -> ast.expr:
    return ast.Call(ast.Name(name, ast.Load()), deepcopy(arguments), [])


def _whole(text: str, tree: ast.expr, like: Formula) -> Formula:
    named = names_of(tree)
    return Formula(text, tree, like.kind, tuple(dict.fromkeys(named)), len(named) != len(set(named)))


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
