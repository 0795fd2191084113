"""The command: two rulesets or a sweep, in every form, and what it says of a mistake."""

import csv
import json
from io import StringIO
from pathlib import Path

import polars as pl
import pytest
from lxml import html

from tests.command_line import Run
from tests.explain.page.browser import in_browser, opened, violations

FACTS, OLD, NEW = (f"docs/examples/libraries{end}" for end in (".csv", "-2024.toml", "-2025.toml"))
TARGET = "criteria.execution.scoring.full_at"
BOTH = ("--ruleset", OLD, "--ruleset", NEW)


def test_the_first_screen_says_who_moves_and_what_is_left_open(run: Run) -> None:
    done = run("impact", FACTS, *BOTH, "--lang", "zh")

    assert 0 == done.status
    assert "10 份报告中，6 份得分上升，3 份下降，1 份不变；1 份等级改变。" == done.out.splitlines()[0]
    assert "共 13 行：已对照 10 行，至少在一套办法下只知区间的 2 行，拒收 1 行" in done.out
    assert "无：各份得分相同" in done.out
    assert "libraries.csv:13" in done.out
    assert "“待定”中没有数字" in done.out
    assert "总分分布" not in done.out
    assert "总分分布" in run("impact", FACTS, *BOTH, "--lang", "zh", "--full").out


def test_parquet_gives_what_csv_gives(run: Run, tmp_path: Path) -> None:
    parquet = tmp_path / "facts.parquet"
    pl.read_csv(FACTS, infer_schema=False).write_parquet(parquet)

    assert (
        run("impact", FACTS, *BOTH, "--format", "csv").out
        == run("impact", parquet, *BOTH, "--format", "csv").out
    )


def test_doubles_are_taken_with_the_decimals_that_are_said(run: Run, tmp_path: Path) -> None:
    parquet = tmp_path / "doubles.parquet"
    cells = {"spent": [95.5, 80.25], "budget": [100.0, 90.0], "staff": [1, 1], "posts": [1, 1]}
    pl.DataFrame({"body": ["甲", "乙"], **cells, "satisfaction": [91.5, 80.0]}).write_parquet(parquet)

    refused = run("impact", parquet, *BOTH, "--lang", "en").out
    assert "2 refused" in refused
    assert "doubles.parquet:1" in refused
    assert "Of 2 reports" in run("impact", parquet, *BOTH, "--lang", "en", "--decimals", "2").out


def test_the_data_says_what_the_text_says(run: Run) -> None:
    data = json.loads(run("impact", FACTS, *BOTH, "--format", "json").out)

    assert (13, 10, 2, [13]) == (data["rows"], data["compared"], data["range_only"], data["refused_rows"])
    assert (6, 3, 1, 1) == (data["up"], data["down"], data["same"], data["regraded"])
    assert "-2.454" == data["change"]["mean"]
    first = data["most"][0]
    assert (5, "88", "70", "-18") == (first["row"], first["old"], first["new"], first["moved"])
    assert {"body": "戊县图书馆", "county": "戊县"} == first["who"]
    assert ({"old": 6, "new": 8}, {"old": "良", "new": "中"}) == (first["place"], first["grade"])
    assert [10, 10] == [sum(one[side] for one in data["distribution"]) for side in ("old", "new")]


def test_a_cell_that_a_spreadsheet_would_carry_out_is_written_as_text(run: Run, tmp_path: Path) -> None:
    facts = tmp_path / "facts.csv"
    facts.write_text('body,spent,budget\n"=1+1",5,10\n', "utf-8")
    rows = run("impact", facts, *BOTH, "--format", "csv").out.removeprefix("\ufeff")

    assert "'=1+1" == next(csv.DictReader(StringIO(rows)))["body"]


def test_a_sweep_has_a_row_a_value_and_tells_what_check_refuses(run: Run) -> None:
    done = run(
        "impact",
        FACTS,
        "--ruleset",
        OLD,
        "--sweep",
        f"{TARGET}=0.9,1,0",
        "--lang",
        "en",
    )

    assert done.out.startswith(
        "criteria.execution.scoring.full_at: 2 of 3 values give a ruleset that passes check"
    )
    rows = {
        line.split()[0]: line.split()[1:]
        for line in done.out.splitlines()
        if line.startswith("  ") and line.split()[1:]
    }
    assert ["10", "9", "0", "1", "2", "+4", "0", "+2.378"] == rows["0.9"]
    assert ["10", "0", "0", "10", "0", "0", "0", "0"] == rows["1"]
    assert "shape-not-above-zero" in done.out
    assert (
        "At 0.9: of 10 reports 9 gain"
        in run(
            "impact",
            FACTS,
            "--ruleset",
            OLD,
            "--sweep",
            f"{TARGET}=0.9",
            "--lang",
            "en",
            "--full",
        ).out
    )


def test_a_sweep_as_data_and_as_rows(run: Run) -> None:
    sweep = (
        "impact",
        FACTS,
        "--ruleset",
        OLD,
        "--sweep",
        "criteria.execution.points=30,50",
        "--rest",
        "staff_control",
    )
    data = json.loads(run(*sweep, "--format", "json").out)
    rows = list(csv.DictReader(StringIO(run(*sweep, "--format", "csv").out.removeprefix("\ufeff"))))

    assert ["staff_control"] == data["rest"]
    assert [("30", 9, 0), ("50", 0, 9)] == [(one["value"], one["up"], one["down"]) for one in data["values"]]
    assert [("30", "9", "5"), ("50", "0", "0")] == [
        (row["value"], row["up"], row["largest_gain"]) for row in rows
    ]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([], "compare two rulesets"),
        (["--ruleset", OLD], "compare two rulesets"),
        ([*BOTH, "--sweep", "criteria.execution.points=30"], "a sweep changes one ruleset"),
        (["--ruleset", OLD, "--sweep", "criteria.execution.points=30"], "--rest proportional"),
        (["--ruleset", OLD, "--sweep", "criteria.exekution.points=30"], "did you mean 'execution'"),
        ([*BOTH, "--rest", "equal"], "--rest goes with --sweep"),
    ],
)
def test_a_mistake_is_told_with_what_to_write(more: list[str], said: str, run: Run) -> None:
    done = run("impact", FACTS, *more, "--lang", "en")

    assert 2 == done.status
    assert said in done.err
    assert "Traceback" not in done.err


def test_a_file_that_is_not_there_is_told(run: Run) -> None:
    done = run("impact", "nowhere.parquet", *BOTH, "--lang", "en")

    assert 2 == done.status
    assert "nowhere.parquet" in done.err


def test_a_sweep_counts_its_rows_and_says_why_some_are_refused(run: Run) -> None:
    done = run("impact", FACTS, "--ruleset", OLD, "--sweep", f"{TARGET}=0.9", "--lang", "zh")

    assert "共 13 行，拒收 1 行" in done.out
    assert "libraries.csv:13" in done.out


@pytest.mark.parametrize(
    "name", ["docs/examples/libraries-2024.toml", "docs/examples/reading-room-page.html"]
)
def test_a_file_that_is_no_table_is_told(name: str, run: Run) -> None:
    for command in (("impact", name, *BOTH), ("outliers", name, "--ruleset", OLD)):
        done = run(*command, "--lang", "en")

        assert 2 == done.status
        assert name in done.err
        assert "internal" not in done.err


def test_a_table_without_rows_has_nothing_to_say(run: Run, tmp_path: Path) -> None:
    facts = tmp_path / "facts.csv"
    facts.write_text("body,spent,budget\n", "utf-8")

    for form in ("text", "json", "csv", "html"):
        assert 0 == run("impact", facts, *BOTH, "--format", form).status
    assert "nothing can be compared" in run("impact", facts, *BOTH, "--lang", "en").out
    assert "Nothing could be compared" in run("outliers", facts, "--ruleset", OLD, "--lang", "en").out


@pytest.fixture
def page(run: Run, tmp_path: Path) -> Path:
    file = tmp_path / "impact.html"
    run("impact", FACTS, *BOTH, "--format", "html", "-o", file, "--lang", "zh")
    return file


def test_the_page_draws_what_its_tables_say(page: Path) -> None:
    found = html.fromstring(page.read_text("utf-8")).xpath("//div[@lang='zh-CN']")[0]
    titles = [one.text for one in found.xpath(".//*[local-name()='svg']//*[local-name()='title']")]

    texts = [one.text for one in found.xpath(".//*[local-name()='svg']//*[local-name()='text']")]

    assert "戊县图书馆 88 → 70" in titles
    assert {"原办法 95 至不足 100 2", "新办法 95 至不足 100 0"} <= {*titles}
    assert 6 == len(found.xpath(".//*[@class='rises']"))
    assert 2 == len(found.xpath(".//*[@class='falls']"))
    assert {"甲县图书馆及另外1份 98 → 90", "甲县图书馆及另外1份 98"} <= {*titles, *texts}


def test_a_name_is_shown_and_not_carried_out(run: Run, tmp_path: Path) -> None:
    facts, file = tmp_path / "facts.csv", tmp_path / "page.html"
    facts.write_text(
        "body,spent,budget,staff,posts,satisfaction\n<script>alert(1)</script>,5,10,1,1,91%\n", "utf-8"
    )
    run("impact", facts, *BOTH, "--format", "html", "-o", file)
    text = file.read_text("utf-8")

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


@in_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_sound_in_a_browser(scheme: str, page: Path) -> None:
    with opened(page.as_uri(), viewport={"width": 390, "height": 800}, color_scheme=scheme) as shown:
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert [] == violations(shown)
        shown.get_by_role("button", name="English").click()
        assert shown.get_by_role("heading", level=1).inner_text().startswith("Of 10 reports 6 gain points")


@in_browser
def test_the_page_of_a_sweep_fits_a_phone_and_unfolds_to_its_drawings(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "sweep.html"
    run(
        "impact",
        FACTS,
        "--ruleset",
        OLD,
        "--sweep",
        f"{TARGET}=0.9,0.95,0",
        "--format",
        "html",
        "-o",
        file,
        "--lang",
        "en",
    )
    with opened(file.as_uri(), viewport={"width": 390, "height": 800}) as shown:
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
        shown.get_by_role("button", name="Unfold all").click()
        assert 4 == shown.locator(".said[lang=en] svg.drawing:visible").count()
        assert [] == violations(shown)
