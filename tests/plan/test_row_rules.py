"""Row rules of a ruleset: the spellings of their signs."""

from fractions import Fraction
from pathlib import Path

import pytest

from perfscore import assess, discover, make_plan, read_report, read_ruleset

CARD = """format = 1
[ruleset]
id = "rows"
title = "rows"
version = "1"
status = "confirmed"
points = 10
rounding = {{ places = 2, mode = "half_up", at = "criterion" }}
missing = "range"
not_applicable = "rescale"

[row_rules.signs]
"{sign}" = {{ shape = "proportional" }}

[[criteria]]
id = "outputs"
label = "outputs"
points = 10
rows = {{ table = "targets", rules = "signs" }}
standing = "assumed"
"""
REPORT = """format = 1
[report]
subject = "x"
fiscal_year = 2024
[[targets]]
name = "visits"
target = "≥100"
actual = "90"
points = "10"
"""


@pytest.mark.parametrize("sign", ["≥", ">=", "≧", "＞＝", "不低于", " ≥ "])
def test_a_sign_may_be_spelled_as_forms_spell_it(tmp_path: Path, sign: str) -> None:
    (tmp_path / "card.toml").write_text(CARD.format(sign=sign), "utf-8")
    (tmp_path / "report.toml").write_text(REPORT, "utf-8")
    catalog = discover()

    card = assess(
        read_report(tmp_path / "report.toml"),
        make_plan(read_ruleset(tmp_path / "card.toml", catalog), catalog),
    )

    assert Fraction(9) == card.total
