"""The command: tables and scores in any format, every row accounted for, explained, gone on with."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from random import Random

import duckdb
import polars as pl
import pytest

from perfscore.batch.columns.scorer import Scorer
from perfscore.batch.table.run import Job
from perfscore.batch.table.run import run as run_job
from perfscore.batch.table.sources import open_table
from perfscore.runs.loading import load_card
from tests.command_line import Run

FACTS, RULES = "docs/examples/libraries.csv", "docs/examples/libraries-2024.toml"
ENDINGS = (".parquet", ".arrow", ".csv", ".jsonl")


def table() -> pl.DataFrame:
    return pl.read_csv(FACTS, infer_schema=False)


def written(frame: pl.DataFrame, path: Path) -> Path:
    writers: dict[str, Callable[[Path], object]] = {
        ".parquet": frame.write_parquet, ".arrow": frame.write_ipc, ".csv": frame.write_csv,
        ".jsonl": frame.write_ndjson,
    }  # fmt: skip
    writers[path.suffix](path)
    return path


def scores(path: Path) -> pl.DataFrame:
    readers = {".parquet": pl.read_parquet, ".arrow": pl.read_ipc}
    if path.suffix in readers:
        frame = readers[path.suffix](path)
        return frame.select(pl.all().cast(pl.String))
    if path.suffix == ".csv":
        return pl.read_csv(path, infer_schema=False)
    return pl.read_ndjson(path, infer_schema_length=None).select(pl.all().cast(pl.String))


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_format_gives_the_same_scores(run: Run, tmp_path: Path, ending: str) -> None:
    facts = written(table(), tmp_path / f"facts{ending}")
    done = run(
        "batch", facts, "--ruleset", RULES, "-o", tmp_path / "s.parquet", "--lang", "en", "--allow-refused"
    )
    expected = Scorer(load_card(RULES), str(facts), language="en").score(table())

    assert 0 == done.status
    assert done.out.startswith("13 rows: 10 scored, 2 with a range only, 1 refused.")
    assert pl.read_parquet(tmp_path / "s.parquet").equals(expected)


@pytest.mark.parametrize("ending", ENDINGS)
def test_scores_are_written_in_every_format(run: Run, tmp_path: Path, ending: str) -> None:
    for output in (tmp_path / "one.parquet", tmp_path / f"other{ending}"):
        run("batch", FACTS, "--ruleset", RULES, "-o", output, "--part", "4")

    one, other = scores(tmp_path / "one.parquet"), scores(tmp_path / f"other{ending}")
    assert one["total"].to_list() == other["total"].to_list()
    assert one["refused"].to_list() == [text or None for text in other["refused"].to_list()]
    assert [] == list(tmp_path.glob("*.parts"))


def test_numbers_of_json_lines_are_their_digits(run: Run, tmp_path: Path) -> None:
    facts = tmp_path / "facts.jsonl"
    facts.write_text('{"spent": 0.1, "budget": 0.3}\n{"spent": 381.53, "budget": 556.98}\n', "utf-8")
    run("batch", facts, "--ruleset", RULES, "-o", tmp_path / "s.csv")

    assert ["13.33", "27.40"] == scores(tmp_path / "s.csv")["execution"].to_list()


def test_a_table_in_gb18030_is_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "facts.csv").write_bytes(Path(FACTS).read_text("utf-8").encode("gb18030"))
    run("batch", tmp_path / "facts.csv", "--ruleset", RULES, "-o", tmp_path / "s.csv")

    assert table()["body"].to_list() == scores(tmp_path / "s.csv")["body"].to_list()


def test_a_column_named_as_one_of_the_result_is_told_apart(run: Run, tmp_path: Path) -> None:
    facts = tmp_path / "facts.csv"
    facts.write_text("row,total,satisfaction,budget,expenditure\n7,8,9,10,5\n", "utf-8")
    run("batch", facts, "--ruleset", "cn-mof-2020", "-o", tmp_path / "s.csv")

    (found,) = scores(tmp_path / "s.csv").iter_rows(named=True)
    assert ("1", "7", "8", "9") == tuple(
        found[name] for name in ("row", "given.row", "given.total", "given.satisfaction")
    )
    assert "5.00" == found["execution"]


def test_rows_that_are_refused_say_why_in_the_language_asked_for(run: Run, tmp_path: Path) -> None:
    done = run("batch", FACTS, "--ruleset", RULES, "-o", tmp_path / "s.csv", "--lang", "zh")

    assert 2 == done.status
    assert "第 13 行：spent: “待定”中没有数字" in done.out
    assert scores(tmp_path / "s.csv")["refused"][12].startswith("spent: “待定”中没有数字")
    data = json.loads(
        run("batch", FACTS, "--ruleset", RULES, "-o", tmp_path / "s.csv", "--format", "json").out
    )
    assert (13, 10, 2, 1) == (data["rows"], data["scored"], data["missing"], data["refused"])


def test_doubles_are_refused_unless_their_decimals_are_declared(run: Run, tmp_path: Path) -> None:
    facts = tmp_path / "facts.parquet"
    pl.DataFrame({"spent": [0.1, 381.53, 1.005], "budget": [0.3, 556.98, 2.0]}).write_parquet(facts)
    refused = run("batch", facts, "--ruleset", RULES, "-o", tmp_path / "s.csv", "--lang", "en")
    declared = run(
        "batch", facts, "--ruleset", RULES, "-o", tmp_path / "t.csv", "--decimals", "2", "--lang", "en"
    )

    assert "3 rows: 0 scored, 0 with a range only, 3 refused" in refused.out
    assert "--decimals 2" in refused.out
    assert "1 refused" in declared.out
    assert ["13.33", "27.40", ""] == [
        cell or "" for cell in scores(tmp_path / "t.csv")["execution"].to_list()
    ]


def test_a_database_is_read_by_a_query(run: Run, tmp_path: Path) -> None:
    frame = table()
    with duckdb.connect(str(tmp_path / "facts.duckdb")) as base:
        base.register("frame", frame.to_arrow())
        base.execute("create table facts as select * from frame")
    file = tmp_path / "facts.duckdb"
    asked = ("--query", "select * from facts order by body", "-o", tmp_path / "s.parquet")
    run("batch", file, "--ruleset", RULES, *asked)
    missing = run("batch", file, "--ruleset", RULES, "-o", tmp_path / "t.parquet", "--lang", "en")

    assert pl.read_parquet(tmp_path / "s.parquet")["body"].to_list() == sorted(frame["body"].to_list())
    assert (2, True) == (missing.status, "--query" in missing.err)
    explained = run("explain", tmp_path / "s.parquet", "--row", "3", "--format", "json")
    assert sorted(frame["body"].to_list())[2] in json.loads(explained.out)["report"]["subject"]


def test_every_row_is_explained_as_it_was_scored(run: Run, tmp_path: Path) -> None:
    scored = tmp_path / "s.parquet"
    run("batch", FACTS, "--ruleset", RULES, "-o", scored, "--ranges")

    for row in pl.read_parquet(scored).iter_rows(named=True):
        said = run("explain", scored, "--row", row["row"], "--format", "json")
        if row["status"] == "refused":
            assert (2, True) == (said.status, "quantity-no-number" in said.err)
            continue
        data = json.loads(said.out)
        for line in data["criteria"]:
            low, high = (Fraction(row[f"{line['id']}.{end}"]) for end in ("low", "high"))
            assert (low, high) == tuple(Fraction(line["computed"][end]) for end in ("low", "high"))
        assert row["verdict"] == data["verdict"]


def test_a_row_is_found_by_what_it_says(run: Run, tmp_path: Path) -> None:
    run("batch", FACTS, "--ruleset", RULES, "-o", tmp_path / "s.parquet")

    assert "乙县图书馆" in run("explain", tmp_path / "s.parquet", "--subject", "乙县图书馆").out
    assert "there is no row 99" in run("explain", tmp_path / "s.parquet", "--row", "99", "--lang", "en").err
    assert "no row says" in run("explain", tmp_path / "s.parquet", "--subject", "无", "--lang", "en").err


def test_the_columns_wanted_make_a_table_that_can_be_scored(run: Run, tmp_path: Path) -> None:
    listed = run("batch", "--columns", "--ruleset", "shouxian-department-2023", "--lang", "en")
    run("batch", "--columns", "--ruleset", "shouxian-department-2023", "-o", tmp_path / "empty.parquet")
    names = pl.read_parquet(tmp_path / "empty.parquet").columns
    asked = ("--ruleset", "shouxian-department-2023", "-o", tmp_path / "s.parquet", "--lang", "en")
    done = run("batch", tmp_path / "empty.parquet", *asked)

    assert "plan_complete_yes" in listed.out
    assert {"body", "claim", "claim.base_data", "plan_complete_yes"} <= {*names}
    assert (0, "0 rows: 0 scored") == (done.status, done.out[:16])


def test_how_a_table_is_computed_is_said_before(run: Run) -> None:
    data = json.loads(run("batch", FACTS, "--ruleset", RULES, "--plan", "--format", "json").out)

    assert ["Float64", "Float64", "Float64"] == [line["rung"] for line in data["criteria"]]
    assert 3 == data["criteria"][0]["open_rows"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((), "perfscore batch FACTS.parquet"),
        ((FACTS,), "-o SCORES.parquet"),
        (("nowhere.parquet", "-o", "s.parquet"), "nowhere.parquet"),
        (("README.md", "-o", "s.parquet"), "one of .parquet"),
        ((FACTS, "-o", "s.xlsx"), "one of .parquet"),
        ((FACTS, "-o", "s.parquet", "--part", "0"), "at least one row"),
    ],
)
def test_what_cannot_be_done_is_told(run: Run, asked: tuple[str, ...], said: str) -> None:
    done = run("batch", *asked, "--ruleset", RULES, "--lang", "en")

    assert 2 == done.status
    assert said in done.err


def test_broken_tables_are_told(run: Run, tmp_path: Path) -> None:
    for name, content in (
        ("a.parquet", b"PAR1"),
        ("b.arrow", b"x"),
        ("c.jsonl", b"{"),
        ("d.csv", b"a,b\n1\n2,3,4\n"),
    ):
        (tmp_path / name).write_bytes(content)
        done = run("batch", tmp_path / name, "--ruleset", RULES, "-o", tmp_path / "s.parquet", "--lang", "en")

        assert 2 == done.status, (name, done)
        assert name in done.err


def killed(arguments: list[str], after: float) -> None:
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        time.sleep(after)
        os.kill(running.pid, signal.SIGKILL)


def test_killed_at_any_moment_it_goes_on_and_ends_with_the_same_bytes(run: Run, tmp_path: Path) -> None:
    kills = int(os.environ.get("KILLS", "4"))
    facts = tmp_path / "facts.parquet"
    pl.concat([table()] * 400).write_parquet(facts)
    asked = ["batch", str(facts), "--ruleset", RULES, "--part", "250", "--allow-refused", "-o"]
    run(*asked, tmp_path / "undisturbed.parquet")
    chance = Random(1)
    for _ in range(kills):
        killed(
            [sys.executable, "-m", "perfscore", *asked, str(tmp_path / "s.parquet")], chance.uniform(0.5, 2.5)
        )
    done = run(*asked, tmp_path / "s.parquet")

    assert 0 == done.status
    assert (tmp_path / "undisturbed.parquet").read_bytes() == (tmp_path / "s.parquet").read_bytes()


def test_the_files_of_others_are_not_taken_away(run: Run, tmp_path: Path) -> None:
    (tmp_path / "part-00000.parquet").write_bytes(b"mine")
    done = run("batch", FACTS, "--ruleset", RULES, "-o", f"{tmp_path}/", "--lang", "en")

    assert (2, True) == (done.status, "no batch of perfscore wrote" in done.err)
    assert b"mine" == (tmp_path / "part-00000.parquet").read_bytes()


def test_parts_are_kept_only_of_the_same_table_and_rules(tmp_path: Path) -> None:
    facts = written(table(), tmp_path / "facts.parquet")
    plan = load_card(RULES)

    def kept() -> int:
        job = Job(open_table(str(facts)), Scorer(plan, "t"), f"{tmp_path}/out/", 4)
        return run_job(job, lambda done, rows: None).kept

    assert 0 == kept()
    assert 3 == kept()  # the last one is a short one, and looked at again
    (tmp_path / "out" / "part-00001.parquet").unlink()
    assert 1 == kept()
    written(table().head(9), facts)
    assert 0 == kept()
    assert 3 == len(list((tmp_path / "out").glob("part-*")))


@pytest.mark.parametrize(
    ("column", "nearest"),
    [
        ("spendt", "spent"), ("Spent ", "spent"), ("readers' satisfaction", "satisfaction"),
        ("budget.lo", "budget.low"), ("Budget", "budget"), ("budget.State", "budget.state"),
        ("Claim", "claim"), ("claim.exection", "claim.execution"),
    ],
)  # fmt: skip
def test_a_column_that_is_nearly_one_that_is_read_is_told(
    run: Run, tmp_path: Path, column: str, nearest: str
) -> None:
    gone = {"spent", "satisfaction"} if nearest in ("spent", "satisfaction") else {"claim"}
    facts = written(table().drop(gone).with_columns(pl.lit("1").alias(column)), tmp_path / "facts.csv")
    done = run("batch", facts, "--ruleset", RULES, "-o", tmp_path / "s.csv", "--lang", "en")

    assert f"The column '{column}' is none that the ruleset reads" in done.err
    assert f"did you mean '{nearest}'?" in done.err


def test_a_claim_for_no_criterion_and_a_strange_word_behind_a_fact_are_told(run: Run, tmp_path: Path) -> None:
    frame = table().with_columns(pl.lit("1").alias("claim.opinion"), pl.lit("1").alias("spent.2023"))
    facts = written(frame, tmp_path / "facts.csv")
    done = run("batch", facts, "--ruleset", RULES, "-o", tmp_path / "s.csv", "--lang", "en")

    assert 2 == done.err.count("is none that the ruleset reads")
    assert "'claim.opinion'" in done.err
    assert "'spent.2023'" in done.err
    assert "did you mean" not in done.err


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_table_in_chinese_is_answered_in_chinese_whatever_holds_it(
    run: Run, tmp_path: Path, ending: str
) -> None:
    facts = written(table(), tmp_path / f"facts{ending}")
    rules = in_letters(tmp_path / "rules.toml")
    done = run("batch", facts, "--ruleset", rules, "-o", tmp_path / "s.parquet", "--allow-refused")
    row = run("explain", tmp_path / "s.parquet", "--row", "2")

    assert "行：评分" in done.out
    assert row.out.startswith("结论")


def test_a_table_in_gb18030_is_answered_in_chinese(run: Run, tmp_path: Path) -> None:
    facts = tmp_path / "facts.csv"
    facts.write_text(Path(FACTS).read_text("utf-8"), "gb18030")

    rules = in_letters(tmp_path / "rules.toml")
    assert "行：评分" in run("batch", facts, "--ruleset", rules, "-o", tmp_path / "s.csv").out


def in_letters(path: Path) -> Path:
    """Write a ruleset without a Chinese character."""
    path.write_text(
        'format = 1\n[ruleset]\nid = "rules"\ntitle = "one line"\nversion = "1"\nstatus = "confirmed"\n'
        'points = 10\nrounding = { places = 2, mode = "half_up", at = "criterion" }\nmissing = "range"\n'
        'not_applicable = "rescale"\n[facts.satisfaction]\nlabel = "satisfaction"\nunit = "%"\nminimum = 0\n'
        '[[criteria]]\nid = "satisfaction"\nlabel = "satisfaction"\npoints = 10\nstanding = "assumed"\n'
        'indicator = "reported_rate"\nwith = { rate = "satisfaction" }\n'
        'scoring = { shape = "proportional", full_at = 1 }\n',
        "utf-8",
    )
    return path


@pytest.mark.parametrize("ending", ENDINGS)
def test_to_explain_a_table_it_must_be_said_which_row(run: Run, tmp_path: Path, ending: str) -> None:
    facts = written(table(), tmp_path / f"facts{ending}")
    run("batch", facts, "--ruleset", RULES, "-o", tmp_path / f"s{ending}", "--allow-refused")

    for asked in (("explain", facts, "--ruleset", RULES), ("explain", tmp_path / f"s{ending}")):
        done = run(*asked)
        assert 2 == done.status
        assert "[table-row-which]" in done.err
        assert "--row N" in done.err


def test_columns_name_a_rule_over_the_sum_as_the_card_does(run: Run, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(
        Path(RULES).read_text("utf-8")
        + '\n[facts.fraud]\nlabel = "造假"\nkind = "truth"\n\n[[modifiers]]\nid = "no_fraud"\nkind = "veto"\n'
        'label = "造假一票否决"\nwhen = "fraud"\ngives = 0\nstanding = "assumed"\n',
        "utf-8",
    )
    done = run("batch", "--columns", "--ruleset", rules, "--lang", "zh")

    assert "造假一票否决" in done.out
    assert "no_fraud" not in done.out
