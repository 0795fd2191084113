"""A database with an address is a table like any other: what a query gives, in its order."""

import sqlite3
from pathlib import Path

import polars as pl

from perfscore.batch.columns.scorer import Scorer
from perfscore.runs.loading import load_card
from tests.command_line import Run

FACTS, RULES = "docs/examples/libraries.csv", "docs/examples/libraries-2024.toml"


def base_of(frame: pl.DataFrame, path: Path) -> str:
    names = ", ".join(f'"{name}" TEXT' for name in frame.columns)
    with sqlite3.connect(path) as base:
        base.execute(f"create table facts ({names})")
        base.executemany(f"insert into facts values ({', '.join('?' * frame.width)})", frame.rows())
    return f"sqlite:///{path}"


def test_a_database_gives_the_scores_that_the_file_gives(run: Run, tmp_path: Path) -> None:
    facts = pl.read_csv(FACTS, infer_schema=False)
    address = base_of(facts, tmp_path / "facts.db")
    done = run(
        "batch", address, "--query", "select * from facts order by rowid", "--ruleset", RULES,
        "-o", tmp_path / "s.parquet", "--lang", "en", "--allow-refused",
    )  # fmt: skip
    expected = Scorer(load_card(RULES), address, language="en").score(facts)

    assert 0 == done.status, done.err
    assert expected.equals(pl.read_parquet(tmp_path / "s.parquet"))


def test_a_database_that_is_not_there_or_a_query_that_fails_is_told(run: Run, tmp_path: Path) -> None:
    address = base_of(pl.read_csv(FACTS, infer_schema=False), tmp_path / "facts.db")
    rules = ["--ruleset", RULES, "-o", tmp_path / "s.parquet", "--lang", "en"]

    nothing = run("batch", address, *rules)
    wrong = run("batch", address, "--query", "select * from nowhere", *rules)

    assert 2 == nothing.status
    assert "--query" in nothing.err
    assert 2 == wrong.status
    assert "nowhere" in wrong.err
