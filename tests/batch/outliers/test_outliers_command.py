"""The command: notes that accuse nobody, in both languages, as text and as data."""

import json
from pathlib import Path

import polars as pl
import pytest

from perfscore.batch.outliers.chance import ASSUMED
from perfscore.messages import load
from tests.batch.outliers.generated import bodies
from tests.command_line import Run

FACTS, RULES = "docs/examples/libraries.csv", "docs/examples/libraries-2024.toml"


def test_a_note_has_its_count_its_expectation_its_rows_and_what_it_cannot_mean(run: Run) -> None:
    done = run("outliers", FACTS, "--ruleset", RULES, "--lang", "en")

    assert 0 == done.status
    assert done.out.startswith("Notes: 1, of ")
    for said in (
        "10 of 10 figures end in 0 or 5",
        "2, if each last digit",
        "at most 1 in 9,765,625",
        "cannot mean",
    ):
        assert said in " ".join(done.out.split())
    assert "1 (甲县图书馆)" in done.out
    assert "10 in all" in " ".join(done.out.split())


def test_what_is_taken_as_given_is_printed_whether_or_not_anything_is_noted(run: Run, tmp_path: Path) -> None:
    facts = tmp_path / "facts.parquet"
    bodies(60).write_parquet(facts)
    done = run("outliers", facts, "--ruleset", RULES, "--lang", "en")

    assert done.out.startswith("No note")
    assert "resting on no source" in done.out
    assert {f"assumed_{name}" for name in ASSUMED} <= load("across", "en")["outliers"].keys()


def test_the_data_has_every_row(run: Run) -> None:
    data = json.loads(run("outliers", FACTS, "--ruleset", RULES, "--format", "json").out)
    (note,) = [one for one in data["compared"] if one["note"]]

    assert ("digits", "budget", [1, 2, 3, 4, 5, 7, 8, 9, 11, 12]) == (
        note["test"],
        note["fact"],
        note["rows"],
    )
    assert "1/9765625" == note["chance_at_most"]
    assert ASSUMED.keys() == data["assumed"].keys()


def test_rows_alike_are_told_apart_by_body(run: Run, tmp_path: Path) -> None:
    table = bodies(40)
    last_year, other = table[0], table[1].with_columns(body=pl.lit("另一单位"))
    facts = tmp_path / "facts.parquet"
    pl.concat([table, last_year, other]).write_parquet(facts)
    done = run("outliers", facts, "--ruleset", RULES, "--lang", "en")

    assert "pairs between different bodies: 1, between rows of one body" in done.out
    assert "1 (单位0001), 41 (单位0001) alike" in done.out


def test_a_column_that_says_whose_a_row_is_can_be_named(run: Run) -> None:
    done = run("outliers", FACTS, "--ruleset", RULES, "--lang", "en", "--body", "county")
    assert "1 (甲县)," in done.out

    wrong = run("outliers", FACTS, "--ruleset", RULES, "--lang", "en", "--body", "spent")
    assert 2 == wrong.status
    assert "body, county" in wrong.err


def test_an_edge_whose_rates_cannot_be_told_is_named(run: Run, tmp_path: Path) -> None:
    facts = tmp_path / "facts.csv"
    facts.write_text("body,satisfaction\n甲,91%\n乙,90.5%\n", "utf-8")
    said = " ".join(run("outliers", facts, "--ruleset", RULES, "--lang", "en").out.split())

    assert "edges of budget execution rate, staff control: the table has not all the facts" in said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_note_accuses_anybody(language: str) -> None:
    said = " ".join(load("across", language)["outliers"].values())

    for word in (
        "fraud",
        "forged",
        "manipulat",
        "suspicious",
        "cheat",
        "造假",
        "舞弊",
        "可疑",
        "虚报",
        "弄虚",
    ):
        assert word not in said
