import re
import unicodedata
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random
from string import Formatter
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from perfscore.messages import LANGUAGES, load
from perfscore.messages.problems import Place, Problem
from perfscore.numbers.dates import read_date
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.printed import QuantityRefused, folded
from perfscore.numbers.quantity import read_quantity
from perfscore.numbers.ranges import Range
from perfscore.numbers.units import MULTIPLIERS, NAMED
from tests.paths import ROOT

TABLE: dict[str, list[dict[str, Any]]] = tomli.loads(
    Path(__file__).with_name("quantities.toml").read_text("utf-8")
)
PAGE = (ROOT / "docs" / "quantities.md").read_text("utf-8")
ROWS = [
    [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| `")
]
decimals = st.decimals(0, 10**9, places=2).map("{:f}".format)
units = st.sampled_from(["元", "万元", "亿元", "%", "‰", "册", "万人次", "分", "元/人·月"])


def named(case: dict[str, Any]) -> str:
    return ascii(case["raw"])


def read(case: dict[str, Any]) -> object:
    if case in TABLE["date"] or case in TABLE["undated"]:
        return read_date(case["raw"], case.get("year"))
    return read_quantity(case["raw"], case.get("unit"))


def days(span: Range) -> str:
    ends = (span.low, span.high)
    return " ".join(date.fromordinal(int(e)).isoformat() if e is not None else "…" for e in ends)


# --- the tables ----------------------------------------------------------------------------------
@pytest.mark.parametrize("case", TABLE["read"], ids=named)
def test_a_printed_text_is_read_as_the_table_says(case: dict[str, Any]) -> None:
    read = read_quantity(case["raw"], case.get("unit"))

    assert case["raw"] == read.raw
    assert case["range"] == str(read.range)
    assert case.get("in") == (read.unit.name if read.unit else None)
    assert case["precision"] == read.precision
    assert case.get("rounded", case["range"]) == str(read.rounded())
    assert case.get("normalised") == read.normalised


@pytest.mark.parametrize("case", TABLE["refused"] + TABLE["undated"], ids=named)
def test_a_text_outside_the_grammar_is_refused_by_name(case: dict[str, Any]) -> None:
    with pytest.raises(QuantityRefused) as refused:
        read(case)

    assert case["code"] == refused.value.code


@pytest.mark.parametrize("case", TABLE["date"], ids=named)
def test_a_printed_date_is_read_as_the_table_says(case: dict[str, Any]) -> None:
    assert case["days"] == days(read_date(case["raw"], case.get("year")))


@pytest.mark.parametrize("row", [row for row in ROWS if len(row) == 3], ids=lambda row: row[0])
def test_the_page_for_users_says_what_is_read(row: list[str]) -> None:
    raw, unit, expected = row
    try:
        read = read_quantity(raw, unit or None)
        said = f"{read.range} {read.unit.dimension.base if read.unit else ''}".strip()
    except QuantityRefused as refused:
        said = refused.code

    assert expected == said


@pytest.mark.parametrize("row", [row for row in ROWS if len(row) == 4], ids=lambda row: row[0])
def test_the_page_for_users_says_which_days_are_read(row: list[str]) -> None:
    raw, year, first, last = row
    try:
        said = days(read_date(raw, int(year) if year else None)).split()
    except QuantityRefused as refused:
        said = [refused.code, ""]

    assert [first, last] == said


def test_the_page_for_users_lists_every_unit() -> None:
    words = set(re.findall(r"[^\s|,;.]+", PAGE))

    assert not (set(NAMED) | set(MULTIPLIERS)) - words


# --- every refusal speaks -------------------------------------------------------------------------
def codes_of_the_readers() -> set[str]:
    source = ROOT / "src" / "perfscore" / "numbers"
    text = "".join(file.read_text("utf-8") for file in source.glob("*.py"))
    return set(re.findall(r'"((?:quantity|unit|date)-[a-z-]+)"', text))


def test_every_code_is_met_in_the_table_and_explained_in_every_language() -> None:
    met = {case["code"] for kind in ("refused", "undated") for case in TABLE[kind]}

    assert codes_of_the_readers() == met
    for language in LANGUAGES:
        assert met <= load("problems", language).keys()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", TABLE["refused"] + TABLE["undated"], ids=named)
def test_every_refusal_is_one_whole_sentence(case: dict[str, Any], language: str) -> None:
    with pytest.raises(QuantityRefused) as refused:
        read(case)
    values = refused.value.values
    entry = load("problems", language)[refused.value.code]
    blanks = {name for _, name, _, _ in Formatter().parse(entry["why"]) if name}
    text = Problem(refused.value.code, Place("report.toml"), "facts", values).text(language)

    assert "found" in blanks
    assert blanks <= values.keys()
    assert text.isprintable()
    assert re.search(r"[;；] *\S", text)
    assert not text.endswith("…")


@pytest.mark.parametrize(
    ("raw", "position", "character"),
    [
        ("1_000", "2", "U+005F"),
        ("1e5", "2", "U+0065"),
        ("−5", "1", "U+2212"),
        ("381.53\u00a0万元", "7", "U+00A0"),
        ("38\u200b1.53", "3", "U+200B"),
        ("9８.５٪", "5", "U+066A"),
    ],
)
def test_a_strange_character_is_named_with_its_place(raw: str, position: str, character: str) -> None:
    with pytest.raises(QuantityRefused) as refused:
        read_quantity(raw)
    values = refused.value.values

    assert (position, character) == (values["position"], values["character"])


# --- laws ----------------------------------------------------------------------------------------
@given(st.integers(0, 10**9), st.integers(0, 8), units)
def test_trailing_zeros_never_change_an_exact_figure(number: int, zeros: int, unit: str) -> None:
    padded = decimal_text(Fraction(number), zeros)

    assert read_quantity(str(number), unit).range == read_quantity(padded, unit).range


@given(decimals, units)
def test_thousands_separators_never_change_a_figure(number: str, unit: str) -> None:
    whole, point, rest = number.partition(".")

    assert read_quantity(number, unit).range == read_quantity(f"{int(whole):,}{point}{rest}", unit).range


@given(decimals, units, st.sampled_from(["", ">=", "<", "="]))
def test_full_width_and_ascii_are_read_alike(number: str, unit: str, sign: str) -> None:
    text = f"{sign}{number}{unit}"
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    narrow_read, wide_read = read_quantity(text), read_quantity(wide)

    assert text == wide_read.normalised
    assert narrow_read.range == wide_read.range
    assert narrow_read.unit == wide_read.unit


def test_folding_is_the_standard_one_on_full_width_and_small_forms_and_nothing_else() -> None:
    for point in (*range(0xD800), *range(0xE000, 0x10000)):
        character = chr(point)
        folds = 0xFF01 <= point <= 0xFF5E or 0xFE50 <= point <= 0xFE6B or point in (0x3000, 0xFFE5)
        expected = unicodedata.normalize("NFKC", character) if folds else character

        assert expected == folded(character)


@given(decimals, units)
def test_a_unit_beside_the_figure_or_apart_is_the_same(number: str, unit: str) -> None:
    beside, apart = read_quantity(number + unit), read_quantity(number, unit)

    assert (beside.range, beside.unit) == (apart.range, apart.unit)
    assert beside.rounded() == apart.rounded()


@given(decimals)
def test_an_amount_is_the_same_in_every_unit(number: str) -> None:
    in_yuan = decimal_text(Fraction(number) * 10000)
    in_yi = decimal_text(Fraction(number) / 10000)

    assert read_quantity(number + "万元").range == read_quantity(in_yuan + "元").range
    assert read_quantity(number + "万元").range == read_quantity(in_yi + "亿元").range


@given(st.integers(-(10**9), 10**9), st.integers(0, 6), units, st.fractions(-1, 1))
def test_a_printed_figure_stands_for_every_number_that_rounds_to_it(
    number: int, places: int, unit: str, part: Fraction
) -> None:
    text = decimal_text(Fraction(number, 10**places), places)
    read = read_quantity(text, unit)
    assert read.unit is not None
    half_unit = read.unit.to_base(Fraction(1, 2 * 10**places))
    printed = read.unit.to_base(Fraction(number, 10**places))

    assert printed in read.rounded()
    assert printed + part * half_unit in read.rounded()
    assert printed + half_unit * Fraction(1001, 1000) not in read.rounded()
    assert printed - half_unit * Fraction(1001, 1000) not in read.rounded()


@given(st.integers(1, 10**8), st.sampled_from(["", "万"]), st.integers(0, 10**4))
def test_a_cut_off_figure_holds_what_it_was_cut_from(number: int, multiplier: str, more: int) -> None:
    power = 10 ** MULTIPLIERS.get(multiplier, 0)
    whole = Fraction(number * power + more % power)

    assert whole in read_quantity(f"{number}{multiplier}余册").range


def in_words(number: int) -> str:
    """Write a number below ten thousand as people do: 1005 is 一千零五, 12 is 十二."""
    words, gap = "", False
    for power, place in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            words += ("零" if gap and words else "") + "零一二三四五六七八九"[digit] + place
        gap = not digit
    return words.removeprefix("一") if 10 <= number < 20 else words


@given(st.integers(10, 9999), st.sampled_from(["", "余"]))
def test_a_number_in_words_is_the_number_in_digits(number: int, cut: str) -> None:
    assert read_quantity(f"{number}{cut}场").range == read_quantity(f"{in_words(number)}{cut}场").range


@given(decimals, units)
def test_above_and_at_most_part_all_numbers(number: str, unit: str) -> None:
    for above, below in (("超过", "不超过"), ("不低于", "低于"), (">", "≤"), ("≥", "<")):
        upper = read_quantity(above + number + unit).range
        lower = read_quantity(below + number + unit).range

        assert upper.meet(lower) is None
        assert upper.low == lower.high
        assert upper.low_open != lower.high_open


@given(decimals, units)
def test_words_and_signs_agree(number: str, unit: str) -> None:
    figure = number + unit
    at_least = {f"≥{figure}", f">={figure}", f"≧ {figure}", f"不低于{figure}", f"{figure}以上"}
    at_most = {f"≤{figure}", f"<={figure}", f"≦ {figure}", f"不高于{figure}", f"{figure}以内"}

    assert {read_quantity(f"≥{figure}").range} == {read_quantity(t).range for t in at_least}
    assert {read_quantity(f"≤{figure}").range} == {read_quantity(t).range for t in at_most}


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=2), st.sampled_from("-~至～"), units)
def test_a_range_holds_both_its_ends(ends: list[int], mark: str, unit: str) -> None:
    low, high = sorted(ends)
    read = read_quantity(f"{low}{mark}{high}", unit).range
    both = (read_quantity(str(low), unit).range.exact, read_quantity(str(high), unit).range.exact)

    assert both == (read.low, read.high)
    assert not read.low_open
    assert not read.high_open


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_in_both_spellings(day: date) -> None:
    expected = Range.point(Fraction(day.toordinal()))

    assert expected == read_date(day.isoformat(), None)
    assert expected == read_date(f"{day.year}年{day.month}月{day.day}日", None)
    assert expected.exact in read_date(f"{day.year}年{day.month}月", None)
    assert expected.exact in read_date(f"{day.month}月{day.day}日前", day.year)


# --- anything at all ------------------------------------------------------------------------------
WORDS = [
    *"01234567890123456789.,+-~<>=%/()* eE_nafix①½²٣๓〇−–—…、·‰≥≤≧═　５９．，％～－＝",
    *"\u00a0\u200b\u202e\ud800\0\n",
    *("万", "亿", "千", "百", "余", "多", "册", "元", "人", "次", "月", "年", "日", "底", "前"),
    *("以上", "以内", "不", "超过", "控制在", "至", "至少", "约", "每", "百分点", "平方米", "全年"),
    *(
        "达到",
        "共",
        "均",
        "亩",
        "班",
        "(含)",
        "十",
        "两",
        "三",
        "零",
        "第",
        "季度",
        "上半年",
        ":",
        "×",
        "上千",
    ),
]


def test_random_texts_are_read_or_refused_and_nothing_else_happens() -> None:
    random = Random(2024)
    quantities, refusals = [], []
    for _ in range(20_000):
        text = "".join(random.choices(WORDS, k=random.randint(0, 8)))
        unit = random.choice([None, None, "万元", "%", "册", "".join(random.choices(WORDS, k=2))])
        try:
            quantities.append(read_quantity(text, unit))
            read_date(text, random.choice([None, 2024]))
        except QuantityRefused as refused:
            refusals.append(Problem(refused.code, Place("report.toml"), values=refused.values))

    assert len(quantities) > 500
    assert all(quantity.rounded().holds(quantity.range) for quantity in quantities)
    assert all(problem.text(language).isprintable() for problem in refusals for language in LANGUAGES)
