"""Criteria whose rules and sentences other people wrote: what is read of a sentence is the rule they wrote.

The bundled rulesets say each criterion in words.  Those words were not written for the table of kinds, so
most of them are left to a judge; none may become another rule.
"""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import pytest

from perfscore import read_ruleset
from perfscore.inputs.criteria import Criterion
from perfscore.numbers.exact import exact
from perfscore.publish.draft.filling import Row
from perfscore.publish.draft.rules import Rule, rule_of
from tests.cards import catalog
from tests.publish.draft.drafts import measures

SAME_FORMULAS = (
    # a coefficient of the points: as a rate that is reported, or as a fact of a formula
    (r"points \* clamp\(\w+, 0, 1\)", "coefficient"),
    (r"clamp\(\w+, 0, points\)", "each-earns"),
    # the surplus from its figures, or as the case that is so
    (r"points if carry_over <= 0 else 2 if carry_over <= carry_over_last else 0", "conditions"),
)


def told() -> Iterator[tuple[str, Criterion]]:
    for name in catalog().rulesets:
        for criterion in read_ruleset(name, catalog()).criteria:
            if criterion.says is not None and criterion.scoring is not None:
                yield name, criterion


TOLD = list(told())


def read(criterion: Criterion) -> Rule | None:
    assert criterion.says is not None
    names = measures().names(criterion.label.zh, "")
    return rule_of(Row("row_01", criterion.label.zh, criterion.points, criterion.says.zh, names))


def numbers(value: Any) -> Any:
    """Return scoring with its numbers as numbers, and of facts only how many there are."""
    if isinstance(value, Mapping):
        facts = ("tests", "breaches", "test", "facts")
        return {key: _count(one) if key in facts else numbers(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return sorted((numbers(one) for one in value), key=str)
    if isinstance(value, Fraction | int) or (isinstance(value, str) and re.fullmatch(r"-?[0-9.]+", value)):
        return exact(str(value)) if not isinstance(value, Fraction) else value
    return value


def _count(value: Any) -> int:
    return len(value) if isinstance(value, list | tuple) else 1


@pytest.mark.parametrize(("name", "criterion"), TOLD, ids=[f"{name}:{one.id}" for name, one in TOLD])
def test_a_sentence_becomes_the_rule_of_its_author_or_none(name: str, criterion: Criterion) -> None:
    rule = read(criterion)
    if rule is None:
        return
    assert criterion.scoring is not None
    written = str(criterion.scoring.get("formula", ""))
    if any(re.fullmatch(formula, written) and kind == rule.kind for formula, kind in SAME_FORMULAS):
        return

    assert numbers(criterion.scoring) == numbers(rule.scoring)


def test_a_third_of_them_are_read() -> None:
    assert len(TOLD) <= 3 * sum(read(criterion) is not None for _, criterion in TOLD)
