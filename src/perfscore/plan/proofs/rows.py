"""Rows of a form in a ruleset: their signs, and which criterion they go to · 表格行规则的检查."""

from collections.abc import Iterator, Mapping

from perfscore.inputs.criteria import Rows
from perfscore.inputs.ruleset import Ruleset
from perfscore.inputs.schema.origin import Path
from perfscore.messages import Listed
from perfscore.messages.problems import Problem, nearest
from perfscore.numbers.printed import same_name
from perfscore.numbers.qualifiers import read_sign
from perfscore.plan.faults import words

__all__ = ["SIGNS", "prove_rows", "row_sign"]

SIGNS = ("≥", "≤", "=", "=0", "定性", "期限", "")
"""What rows are told apart by; the last is a row that prints no sign."""


def row_sign(written: str) -> str:
    """Return the sign that a key of row rules stands for; as it is written where it is none of them."""
    plain = "".join(written.split())
    return plain if plain in SIGNS else read_sign(plain) or written


def prove_rows(ruleset: Ruleset) -> Iterator[Problem]:
    """Yield keys that are no sign or one sign twice, and criteria whose rows all go to another one."""
    for name, rules in ruleset.row_rules.items():
        yield from _signs(ruleset, ("row_rules", name), rules)
    for criterion in ruleset.criteria:
        yield from _signs(ruleset, ("criteria", criterion.id, "scoring_by_sign"), criterion.scoring_by_sign)
    placed: list[tuple[str, Rows]] = []
    for criterion in ruleset.criteria:
        if criterion.rows is None:
            continue
        path: Path = ("criteria", criterion.id, "rows")
        for other, rows in placed:
            if _takes_all(rows, criterion.rows):
                yield Problem("rows-taken", ruleset.origin.place(path), words(path), {"other": other})
                break
        placed.append((criterion.id, criterion.rows))


def _signs(ruleset: Ruleset, path: Path, rules: Mapping[str, object]) -> Iterator[Problem]:
    signs: dict[str, str] = {}
    for written in rules:
        sign = row_sign(written)
        at = ruleset.origin.place((*path, written))
        if sign not in SIGNS:
            values = {"found": written, "known": Listed(f"'{known}'" for known in SIGNS)}
            yield Problem("unknown-key", at, words(path), {**values, **nearest(written, SIGNS)})
        elif sign in signs:
            values = {"found": written, "other": signs[sign]}
            yield Problem("sign-twice", at, words(path), values)
        signs[sign] = written


def _takes_all(first: Rows, second: Rows) -> bool:
    """Say whether every row that a second criterion asks for goes to a first one, which stands before it."""

    asked = second.where
    return first.table == second.table and all(
        key in asked and same_name(asked[key], text) for key, text in first.where.items()
    )
