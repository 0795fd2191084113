"""What is said of lines: entries, rows of a table, rows of a spreadsheet, the summary."""

from fractions import Fraction
from typing import Any

import pytest

from perfscore.batch.folder.entry import Entry, Found, Gravest, Mark, Noted, Refusal, read_entry
from perfscore.batch.folder.phrases import Phrases
from perfscore.batch.folder.summary import summary_text
from perfscore.batch.folder.table import Table, csv_head, csv_row
from perfscore.batch.folder.tally import Tally
from perfscore.explain.formats.text import width
from perfscore.messages import LANGUAGES, load

ERROR = Found("error", "sum-differs", "…")
NOTE = Found("note", "facts-not-used", "…")
SUM = Gravest("error", "sum-differs", "", "…", 0)


def contradicted(label: str, more: int = 0, why: str = "unexplained") -> Gravest:
    return Gravest("contradicted", why, label, "…", more)


def entry(file: str = "a.toml", place: str | None = None, **known: Any) -> Entry:
    given = {"subject": "某馆", "ruleset": "card", "year": 2024, "verdict": "consistent", **known}
    return Entry(file, place, **given)


def refused(*codes: str) -> Entry:
    return Entry("broken.toml", None, Refusal(tuple(("broken.toml:3:1", code, "why") for code in codes)))


def counted(*entries: Entry) -> Tally:
    tally = Tally()
    for one in entries:
        tally.file([one])
    return tally


def summary(*entries: Entry) -> str:
    return summary_text(counted(*entries), Phrases("en"))


# ---------------------------------------------------------------- the exit status


@pytest.mark.parametrize(
    ("entries", "status"),
    [
        ([entry(verdict="reproduced"), entry()], 0),
        ([entry(), entry(verdict="cannot_tell")], 3),
        ([entry(verdict="cannot_tell"), refused("file-missing")], 2),
        ([refused("file-missing"), entry(verdict="contradicted")], 2),
        ([entry(parts=("执行率",))], 1),
        ([entry(findings=(ERROR,))], 1),
        ([entry(findings=(NOTE,))], 0),
        ([], 2),
    ],
)
def test_the_status_is_the_gravest_and_what_was_refused_comes_before_it(
    entries: list[Entry], status: int
) -> None:
    assert status == counted(*entries).status()


# ---------------------------------------------------------------- entries


def data(**changed: Any) -> dict[str, Any]:
    criterion = {"id": "execution", "label": "执行率", "section": "", "points": "10", "claimed": "10"}
    return {
        "file": "a.toml",
        "place": None,
        "report": {"subject": "某馆", "fiscal_year": 2024},
        "ruleset": {"id": "card"},
        "verdict": "consistent",
        "claimed": {"total": "96.85"},
        "computed": {"low": "90", "high": "100", "total": None},
        "criteria": [{**criterion, "verdict": "reproduced", "computed": {"total": "9.5"}}],
        "sections": [],
        "findings": [],
        "judged": [],
        "notes": [],
        **changed,
    }


def test_claimed_minus_computed_is_exact_and_there_only_for_two_numbers() -> None:
    total = {"low": "1/3", "high": "1/3", "total": "1/3"}

    assert Fraction("96.85") - Fraction(1, 3) == read_entry(data(computed=total)).difference
    assert read_entry(data()).difference is None
    assert read_entry(data(computed=total, claimed={"total": "约90"})).difference is None


def test_the_rows_of_a_form_count_as_the_criterion_they_belong_to() -> None:
    row = {"label": "册数", "section": "产出", "verdict": None, "computed": {"total": None}}
    rows = [
        {**row, "id": "outputs.1", "points": "30", "claimed": "30"},
        {**row, "id": "outputs.2", "points": "20", "claimed": "19"},
    ]

    (mark,) = read_entry(data(criteria=rows, judged=["outputs.2"])).marks

    assert Mark("outputs", "产出", Fraction(50), Fraction(20), True) == mark


def test_points_are_lost_by_the_claim_else_by_what_is_computed_else_nobody_knows() -> None:
    one = data()["criteria"][0]
    unclaimed, unknown = {**one, "claimed": None}, {**one, "claimed": None, "computed": {"total": None}}

    assert [False, True, None] == [
        read_entry(data(criteria=[each])).marks[0].lost for each in (one, unclaimed, unknown)
    ]


@pytest.mark.parametrize("broken", [{}, {"problems": [{}]}, {"file": "a", "criteria": 1}])
def test_what_is_no_line_is_no_entry(broken: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        read_entry(broken)


# ---------------------------------------------------------------- the table


def columns_of(line: str, *texts: str) -> list[int]:
    return [width(line[: line.index(text)]) for text in texts]


def test_columns_stand_below_their_heads_in_chinese_too() -> None:
    table = Table(["a.toml", "岳阳楼区图书馆.toml"], Phrases("zh"), False)
    head, _ = table.head()
    row = table.row(entry("岳阳楼区图书馆.toml", claimed="96.85", low="90", high="100", gravest=SUM))

    assert columns_of(head, "项目或单位", "总分结论", "最重") == columns_of(row, "某馆", "不矛盾", "错误")


def test_a_line_is_the_same_whatever_the_others_are() -> None:
    one = entry(claimed="96.85", low="90", high="100")
    tables = [Table(["a.toml", other], Phrases("en"), False) for other in ("b.toml", "c.toml")]

    assert tables[0].row(one) == tables[1].row(one)


def test_files_are_shown_from_the_folder_they_share_and_cut_at_their_beginning() -> None:
    long = "in/here/" + "长" * 40 + "/report.toml"
    table = Table(["in/here/a.toml", long], Phrases("en"), False)

    assert "In in/here/" == next(table.head())
    assert table.row(entry("in/here/a.toml")).startswith("a.toml ")
    assert table.row(entry(long)).startswith("…长")
    assert "report.toml" in table.row(entry(long))


def test_the_worst_is_said_by_what_it_is_and_how_much_else_weighs() -> None:
    phrases = Phrases("en")

    assert "contradicted: rate +2" == phrases.worst(entry(gravest=contradicted("rate", 2)))
    assert "only rounded: rate" == phrases.worst(entry(gravest=contradicted("rate", why="rounded")))
    assert "error parts differ from total" == phrases.worst(entry(gravest=SUM))
    untold = Gravest("cannot_tell", "", "rate", "…", 0)
    assert "cannot tell: rate" == phrases.worst(entry(gravest=untold))
    assert "" == phrases.worst(entry(findings=(NOTE,)))
    assert "unknown name +1" == phrases.worst(refused("unknown-key", "file-missing"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_a_short_name(language: str) -> None:
    others = (
        "checked", "rate-holds", "whole-", "one-decimal", "two-decimals", "initial-", "other-", "each-",
        "printed-rate", "equal-shares", "lines-as-",
    )  # fmt: skip
    codes = {code for code in load("findings", language) if not code.startswith(others)}

    assert codes == set(load("cli", language)["audit_finding"])


def test_a_finding_without_a_short_name_is_shown_by_its_code() -> None:
    assert "never-heard-of" == Phrases("zh").finding("never-heard-of")


def test_nothing_of_a_file_moves_the_terminal() -> None:
    row = Table(["a.toml"], Phrases("en"), False).row(entry(subject="\x1b[2J\n馆"))

    assert "\x1b" not in row
    assert "\n" not in row


def test_how_much_is_wrong_is_told_beside_the_verdict_on_the_total() -> None:
    table = Table(["a.toml"], ENGLISH, False)
    head, _ = table.head()
    wrong = entry(parts=("rate", "books"), findings=(ERROR, NOTE), gravest=contradicted("rate", 2))
    row = table.row(wrong)

    assert "total" in head.split()
    assert columns_of(head, "wrong")[0] + len("wrong") == columns_of(row, "3  contradicted")[0] + 1


def test_a_form_shows_who_carries_its_project_out_and_what_nobody_sees() -> None:
    hidden = Noted("form-hidden-row", "the row is hidden; it was read", "Sheet1!13:13", "册数 5")
    worst = contradicted("a very long name of a criterion")
    one = entry("a.xlsx", body="某市图书馆", notes=(hidden,), gravest=worst)

    row = Table(["a.xlsx"], ENGLISH, False).row(one)
    assert "某市图书馆" in row
    assert row.endswith("… [hidden row]")
    assert "a.xlsx  Sheet1!13:13  the row is hidden; it was read  册数 5" in summary(one)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [code for code in load("problems", "en") if code != "more-problems"])
def test_a_refusal_is_told_by_a_name_and_not_by_its_code_alone(language: str, code: str) -> None:
    assert code != Phrases(language).refusal(code)


# ---------------------------------------------------------------- spreadsheets


ENGLISH = Phrases("en")


def cells(row: str) -> list[str]:
    assert row.endswith('"\r\n')
    return row[1:-3].split('","')


def row_of(one: Entry, phrases: Phrases = ENGLISH) -> list[str]:
    return cells(csv_row(one, phrases))


def test_every_row_has_a_cell_for_every_column() -> None:
    names = cells(csv_head(ENGLISH))
    known = dict(zip(names, row_of(entry(claimed="9", low="8", high="8", total="8")), strict=True))
    other = dict(zip(names, row_of(refused("unknown-key")), strict=True))

    assert ("9", "8", "1", "consistent") == tuple(
        known[n] for n in ("claimed", "total", "difference", "verdict")
    )
    assert ("refused", "unknown-key", "broken.toml:3:1: why") == tuple(
        other[n] for n in ("verdict", "worst_code", "worst_message")
    )


def test_a_spreadsheet_speaks_the_language_asked_for_and_names_every_finding_with_its_cell() -> None:
    chinese = Phrases("zh")
    found = (Found("error", "sum-differs", "…", "Sheet1!E6"), NOTE)
    one = entry(verdict="contradicted", findings=found, parts=("预算执行率",), places=("Sheet1!I6",))
    row = dict(zip(cells(csv_head(chinese)), row_of(one, chinese), strict=True))

    assert "矛盾" == row["总分结论"]
    assert "错误 合计不符（Sheet1!E6）；提示 未用到的事实" == row["全部发现（单元格）"]
    assert "预算执行率（Sheet1!I6）" == row["矛盾的分项（单元格）"]


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-x", "@sum", "＝1+1", "1/3", "-1/3"])
def test_what_a_spreadsheet_would_run_or_take_for_a_date_gets_an_apostrophe(text: str) -> None:
    assert f"'{text}" in row_of(entry(subject=text))


@pytest.mark.parametrize("text", ["-1.5", "+3", "96.85", "某馆", "a=b", "12-3"])
def test_numbers_and_plain_text_stay_as_they_are(text: str) -> None:
    assert text in row_of(entry(subject=text))


def test_a_control_character_is_shown_and_does_nothing() -> None:
    assert "<U+0009>=1" in row_of(entry(subject="\t=1"))


# ---------------------------------------------------------------- the summary


def test_the_summary_counts_verdicts_and_what_was_refused() -> None:
    said = summary(entry(), entry(verdict=None), entry(), refused("unknown-key", "file-missing"))

    assert "4 files: 3 audited (3 reports), 0 without a self-evaluation, 1 refused." in said
    assert "consistent  2  66.7%" in said
    assert "no claim    1  33.3%" in said
    assert "unknown name, unknown-key, 1 files" in said
    assert "broken.toml:3:1: why … and 1 more in this file" in said


def test_differences_are_told_apart_by_their_sign_with_their_span() -> None:
    totals = [("90", "90"), ("91", "90"), ("94.5", "90"), ("89.94", "90"), ("90", None)]
    said = summary(*(entry(claimed=claimed, total=total) for claimed, total in totals))

    assert "equal           1\n" in said
    assert "claimed higher  2  +1 … +4.5" in said
    assert "claimed lower   1  −0.06" in said
    assert "−0.06 · −0.06 · 0 · +1 · +4.5" in said
    assert "1 of 5 reports: no claim, or a range only" in said


def test_criteria_nobody_loses_on_are_named_from_two_reports_on() -> None:
    def marks(*lost: bool | None) -> tuple[Mark, ...]:
        return tuple(
            Mark(f"c{n}", f"criterion {n}", Fraction(10), Fraction(0), one) for n, one in enumerate(lost)
        )

    said = summary(entry(marks=marks(False, True, False)), entry(marks=marks(False, False, None)))

    assert "criterion 0" in said
    assert "criterion 1" not in said
    assert "criterion 2" not in said


def test_the_share_of_judged_points_is_over_all_reports() -> None:
    mark = Mark("a", "a", Fraction(30), Fraction(10), None)

    assert "20 of 60 points rest on somebody's opinion (33.3%)" in summary(
        entry(marks=(mark,)), entry(marks=(mark,))
    )


def test_a_finding_counts_once_a_report() -> None:
    said = summary(entry(findings=(NOTE, NOTE)), entry(findings=(NOTE, ERROR)))

    assert "2  note   facts not used" in said
    assert "1  error  parts differ from total" in said


def test_what_was_noted_of_forms_counts_once_a_report() -> None:
    note = Noted("form-gbk", "the text is in GBK")

    assert "2  the text is in GBK  form-gbk" in summary(entry(notes=(note, note)), entry(notes=(note,)))


def test_files_without_a_self_evaluation_are_named_with_what_they_hold() -> None:
    said = summary(entry(), Entry("card.toml", None, holds="a ruleset"))

    assert "2 files: 1 audited (1 reports), 1 without a self-evaluation, 0 refused." in said
    assert "card.toml  a ruleset" in said


def test_a_refused_file_counts_for_the_status_unless_that_is_allowed() -> None:
    tally = counted(entry(), refused("file-missing"))

    assert (2, 0) == (tally.status(), tally.status(allow_refused=True))


def test_a_run_that_audited_nothing_is_no_success() -> None:
    assert 2 == counted(Entry("card.toml", None, holds="a ruleset")).status(allow_refused=True)


def test_a_form_on_a_hidden_sheet_does_not_decide_where_another_can_be_seen() -> None:
    hidden = entry(verdict="contradicted", notes=(Noted("form-hidden-sheet", "hidden", "旧表"),))
    seen, alone = Tally(), Tally()
    seen.file([entry(), hidden])
    alone.file([hidden])

    assert (0, 1) == (seen.status(), alone.status())
    assert "1  50.0%" in summary_text(seen, Phrases("en")), "it is counted and told all the same"
