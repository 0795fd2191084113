"""Which year a form is about: as printed, else as a name says it in so many words, else nobody's guess."""

from pathlib import Path

import pytest

from perfscore.extract.forms.form import FormRead
from perfscore.extract.forms.labels import is_year_line, year_in_name
from perfscore.messages.problems import ProblemsFound
from tests.extract import layouts
from tests.extract.together import forms_of
from tests.extract.writers import with_openpyxl


def form_named(folder: Path, name: str, year: str = "") -> FormRead:
    """Read the national form without its year, or with another line for it, under a name."""
    lines, merges = layouts.national()
    lines[1:2] = [[year]]
    lines[0] = ["项目支出绩效自评表"]
    with_openpyxl(lambda: (lines, merges), folder / name)
    (form,) = forms_of(folder / name)
    return form


@pytest.mark.parametrize(
    "name",
    ["财预〔2020〕10号附件1-自评表.xlsx", "form-cn-mof-2020.xlsx", "2020.xlsx", "财预2020年第10号.xlsx"],
)
def test_the_number_of_a_document_or_a_ruleset_is_no_year(tmp_path: Path, name: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        form_named(tmp_path, name)

    assert ["form-no-year"] == [problem.code for problem in found.value.problems]


@pytest.mark.parametrize("name", ["2023年度自评表.xlsx", "某局2023年自评.xlsx", "二〇二三年度自评表.xlsx"])
def test_a_year_taken_from_a_name_is_told(tmp_path: Path, name: str) -> None:
    form = form_named(tmp_path, name)

    assert 2023 == form.report.fiscal_year
    assert [("form-year-from-name", name)] == [(n.code, n.text) for n in form.notes if "year" in n.code]


def test_a_printed_year_counts_whatever_the_name_says(tmp_path: Path) -> None:
    form = form_named(tmp_path, "2020年度自评表.xlsx", "（ 二〇二四 年度）")

    assert 2024 == form.report.fiscal_year
    assert [] == [note for note in form.notes if "year" in note.code]


@pytest.mark.parametrize(
    ("line", "is_year"),
    [
        ("（2024年度）", True), ("（ 二〇二四 年度）", True), ("二○二四年", True), ("２０２４ 年度", True),
        ("二〇二四", False), ("财预〔2020〕10号", False), ("2024年已完成全部建设任务并验收", False),
    ],
)  # fmt: skip
def test_a_line_of_nothing_but_a_year_is_one_in_any_digits(line: str, is_year: bool) -> None:
    assert is_year is is_year_line(line)


def test_a_name_without_the_word_for_year_says_none() -> None:
    assert None is year_in_name("自评表2024")
    assert "2024" == year_in_name("2024年自评表")
