"""Row rules of a ruleset: the spellings of their signs."""

from fractions import Fraction

import pytest

from perfscore import assess
from tests.cards import card, catalog, report

OUTPUTS = {
    "id": "outputs", "label": "outputs", "points": 10, "standing": "assumed",
    "rows": {"table": "targets", "rules": "signs"},
}  # fmt: skip
ROW = {"name": "visits", "target": "≥100", "actual": "90", "points": "10"}


@pytest.mark.parametrize("sign", ["≥", ">=", "≧", "＞＝", "不低于", " ≥ "])
def test_a_sign_may_be_spelled_as_forms_spell_it(sign: str) -> None:
    ruleset = card(OUTPUTS, more={"row_rules": {"signs": {sign: {"shape": "proportional"}}}})

    assert Fraction(9) == assess(report(targets=[ROW]), ruleset, catalog()).total
