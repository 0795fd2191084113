"""A CSV file that is broken is told by its line; one that would be misread is not read."""

from pathlib import Path

import pytest

from perfscore.batch.table.sources import read_table
from perfscore.messages.problems import ProblemsFound


def written(folder: Path, text: str, encoding: str = "utf-8") -> str:
    file = folder / "facts.csv"
    file.write_bytes(text.encode(encoding))
    return str(file)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "table-empty", 1),
        ("\n", "table-empty", 1),
        ("body,spent,spent\n甲,1,2\n", "table-column-twice", 1),
        ("body;spent\n甲;1\n", "table-separator", 1),
        ("body\tspent\n甲\t1\n", "table-separator", 1),
        ("body，spent\n甲，1\n", "table-separator", 1),
        ("body,spent\n甲,1\n乙,1,234.5\n", "table-cells", 3),
        ('body,spent\r\n"甲\r\n乙",1\r\n丙,1,2\r\n', "table-cells", 4),
        ('body,spent\n甲,1\n乙,"2\n', "table-quote", 3),
    ],
)
def test_what_is_wrong_is_told_by_its_line(tmp_path: Path, text: str, code: str, line: int) -> None:
    with pytest.raises(ProblemsFound) as told:
        read_table(written(tmp_path, text))

    (problem,) = told.value.problems
    assert (code, line) == (problem.code, problem.place.line)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_table_is_read_in_the_encodings_that_spreadsheets_write(tmp_path: Path, encoding: str) -> None:
    found = read_table(written(tmp_path, 'body,spent\n甲,"1,234.5"\n乙,\n', encoding))

    assert {"body": ["甲", "乙"], "spent": ["1,234.5", None]} == found.to_dict(as_series=False)


def test_a_column_without_commas_is_a_table_and_columns_without_a_name_are_no_matter(tmp_path: Path) -> None:
    assert ["spent"] == read_table(written(tmp_path, "spent\n1\n")).columns
    assert 1 == read_table(written(tmp_path, "body,spent,,\n甲,1,,\n")).height
