"""A ruleset that extends one of the catalogue, wherever it lies."""

from pathlib import Path

from perfscore import discover, read_ruleset
from tests.command_line import Run

CARD = """format = 1
[ruleset]
id = "own"
title = "own"
version = "1"
status = "confirmed"
{extends}
points = 10
rounding = {{ places = 2, mode = "half_up", at = "criterion" }}
missing = "range"
not_applicable = "rescale"

[[criteria]]
id = "execution"
label = "execution"
points = 10
indicator = "budget_execution_rate"
with = {{ executed = "expenditure" }}
scoring = {{ shape = "proportional" }}
standing = "assumed"

[[cases]]
name = "nine of ten"
facts = {{ expenditure = "9", budget = "10" }}
expect = {{ execution = "9" }}
"""
BESIDE = """format = 1
[ruleset]
id = "cn-dictionary"
title = "beside"
version = "1"
status = "confirmed"
abstract = true
points = 10
rounding = { places = 2, mode = "half_up", at = "criterion" }
missing = "range"
not_applicable = "rescale"
[facts]
budget = { label = "budget", unit = "万元", minimum = 0 }
expenditure = { label = "expenditure", unit = "万元", minimum = 0 }
"""


def test_a_bundled_ruleset_is_extended_by_its_id_from_any_folder(tmp_path: Path) -> None:
    """And a file of that name beside the one that extends it comes first."""
    own = tmp_path / "own.toml"
    own.write_text(CARD.format(extends='extends = "cn-dictionary"'), "utf-8")

    read = read_ruleset(own, discover())

    assert {"budget", "expenditure", "staff"} <= read.facts.keys()
    (tmp_path / "cn-dictionary.toml").write_text(BESIDE, "utf-8")
    assert {"budget", "expenditure"} == read_ruleset(own, discover()).facts.keys()


def test_of_a_file_whose_base_is_not_there_nothing_is_missed(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(CARD.format(extends='extends = "cn-dictionry"'), "utf-8")

    ran = run("check", str(own), "--lang", "en")

    assert 1 == ran.status
    assert 1 == len(ran.out.splitlines())
    assert "[file-missing]" in ran.out


def test_it_is_sound_and_scored(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(CARD.format(extends='extends = "cn-dictionary"'), "utf-8")

    ran = run("check", str(own), "--lang", "en")

    assert 0 == ran.status, ran.out
