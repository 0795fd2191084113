"""Lines fit the page, and break where a reader expects them to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore.explain.formats.text import padded, width, wrapped

TEXTS = st.text("ab 中文，。（）[0,1]“”7%", max_size=80)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("96.85", 5),
        ("图书馆", 6),
        ("（一）", 6),
        ("“三公”", 6),
        ("é", 1),
        ("e\u0301", 1),
        ("", 0),
        ("×÷≈─", 4),
    ],
)
def test_a_chinese_character_takes_two_columns(text: str, columns: int) -> None:
    assert columns == width(text)


def test_padding_counts_columns() -> None:
    assert "馆  |" == padded("馆", 4) + "|"
    assert "  馆|" == padded("馆", 4, right=True) + "|"


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("预算执行率，按比例", 10, ["预算执行", "率，按比例"]),
        ("（一）（二）", 8, ["（一）", "（二）"]),
        ("total of all", 8, ["total of", "all"]),
        ("extraordinary", 5, ["extra", "ordin", "ary"]),
        ("可得 [9.90, 10.00] 分", 16, ["可得", "[9.90, 10.00] 分"]),
        ("可得 (≈556.571845, ≈557.384952] 万元", 30, ["可得", "(≈556.571845, ≈557.384952]", "万元"]),
        ("", 10, [""]),
    ],
)
def test_lines_break_where_a_reader_expects(text: str, columns: int, lines: list[str]) -> None:
    assert lines == wrapped(text, columns)


@given(TEXTS, st.integers(2, 30))
def test_no_line_is_wider_than_it_may_be_and_nothing_is_lost(text: str, columns: int) -> None:
    lines = wrapped(text, columns)

    assert all(width(line) <= columns for line in lines)
    assert text.replace(" ", "") == "".join(lines).replace(" ", "")
