"""Nothing a file holds can do anything to a terminal or hide from a reader."""

import json
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore.explain.clean import clean, clean_json
from perfscore.messages import LANGUAGES
from perfscore.messages.problems import Place, Problem

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=40)

HOSTILE = {
    "an escape sequence": ("\x1b[31mred\x1b[0m", "<U+001B>[31mred<U+001B>[0m"),
    "a title for the window": ("\x1b]0;owned\x07", "<U+001B>]0;owned<U+0007>"),
    "a C1 control": ("a\x9bb", "a<U+009B>b"),
    "overwriting from the left": ("99.5\r10", "99.5<U+000D>10"),
    "erasing backwards": ("1\x08\x7f2", "1<U+0008><U+007F>2"),
    "a forged line": ("10\n结论：复算一致", "10<U+000A>结论：复算一致"),
    "a line separator": ("a\u2028b", "a<U+2028>b"),
    "text turned around": ("\u202e58.69", "<U+202E>58.69"),
    "an isolated turn": ("\u2067x\u2069", "<U+2067>x<U+2069>"),
    "a zero-width blank": ("9\u200b6", "9<U+200B>6"),
    "a word joiner": ("9\u20606", "9<U+2060>6"),
    "a byte order mark": ("\ufeff96", "<U+FEFF>96"),
    "a soft hyphen": ("9\xad6", "9<U+00AD>6"),
    "invisible tags": ("9\U000e00416", "9<U+E0041>6"),
    "a Hangul filler": ("9\u3164\uffa0\u115f6", "9<U+3164><U+FFA0><U+115F>6"),
    "variation selectors": ("9\ufe0e\U000e01006", "9<U+FE0E><U+E0100>6"),
    "a joiner of graphemes": ("9\u034f6", "9<U+034F>6"),
    "a blank of Braille": ("9\u28006", "9<U+2800>6"),
    "half a character": ("\ud800", "<U+D800>"),
    "an unassigned character": ("\U000e0fff", "<U+E0FFF>"),
    "a tab": ("a\tb", "a<U+0009>b"),
    "a letter of no font here": ("\ue123合计", "<U+E123>合计"),
    "a blank that does not break": ("1\xa0000", "1<U+00A0>000"),
}


@pytest.mark.parametrize(("hostile", "shown"), HOSTILE.values(), ids=HOSTILE)
def test_what_cannot_be_seen_is_shown_as_its_code_point(hostile: str, shown: str) -> None:
    assert shown == clean(hostile)


def test_a_flood_of_marks_cannot_cover_other_lines() -> None:
    flood = "a" + "\u0301" * 50

    assert 3 == clean(flood).count("\u0301")
    assert 47 == clean(flood).count("<U+0301>")


@pytest.mark.parametrize(
    ("printed", "shown"),
    [("\uf052是 \uf0a3否", "☑是 □否"), ("\uf0fe是 \uf0a8否", "☑是 □否"), ("\uf0b7合计", "•合计")],
)
def test_the_boxes_and_ticks_of_symbol_fonts_are_shown_as_they_look(printed: str, shown: str) -> None:
    assert shown == clean(printed)
    for language in LANGUAGES:
        assert shown in Problem("quantity-unreadable", Place("form.docx"), "", {"found": printed}).text(
            language
        )


@pytest.mark.parametrize(
    "text", ["岳阳楼区图书馆", "“三公”经费", "96.85分", "[9.9, 10]", "naïve", "①②", "１２％"]
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert text == clean(text)


def test_the_wide_blank_of_chinese_print_becomes_a_blank() -> None:
    assert "一 二" == clean("一\u3000二")


@given(ANYTHING)
def test_whatever_comes_out_is_printable(text: str) -> None:
    assert clean(text).isprintable()
    assert not any(category(c) in ("Cc", "Cf", "Cs", "Co", "Cn") for c in clean(text))


@given(ANYTHING)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(text) == clean(clean(text))


@given(st.dictionaries(ANYTHING, ANYTHING, max_size=3))
def test_json_loses_nothing_and_shows_nothing_unprintable(data: dict[str, str]) -> None:
    text = clean_json(json.dumps(data, ensure_ascii=False))

    assert data == json.loads(text)
    assert text.isprintable()


def test_no_ordinary_character_is_unseen_or_sits_on_another() -> None:
    kept = [c for c in map(chr, range(0x10000)) if clean(c * 5) == c * 5]

    assert [] == [c for c in kept if not c.isprintable() or category(c) in ("Mn", "Me")]
    assert [] == [c for c in kept if clean_json(c) != c]
