"""The place of every key and every value."""

from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore.inputs.files import Source
from perfscore.inputs.toml.positions import Places
from perfscore.inputs.toml.text import parse
from perfscore.messages.problems import Place
from tests.inputs.toml_documents import tables, written

RULESET = """\
# 评分办法
format = 1

[ruleset]
"标题" = { zh = '岳阳', en = "Yueyang" }

[[criteria]]
id = "execution"
scoring.shape = "proportional"

[[criteria]]
id = "staff"
bands = [
    [1, 2],  # the first
    { from = 3 },
]
"""


def place(*path: str | int) -> str:
    return str(Places("r.toml", RULESET).value(path))


def key(*path: str | int) -> str:
    return str(Places("r.toml", RULESET).key(path))


def test_a_key_and_its_value_have_places_of_their_own() -> None:
    assert "r.toml:2:1" == key("format")
    assert "r.toml:2:10" == place("format")


def test_columns_count_characters_and_not_bytes() -> None:
    assert "r.toml:5:8" == place("ruleset", "标题")
    assert "r.toml:5:21" == key("ruleset", "标题", "en")


def test_a_table_stands_at_its_header() -> None:
    assert "r.toml:4:1" == place("ruleset")
    assert "r.toml:4:2" == key("ruleset")


def test_the_items_of_an_array_of_tables_are_told_apart() -> None:
    assert "r.toml:8:6" == place("criteria", 0, "id")
    assert "r.toml:11:1" == place("criteria", 1)
    assert "r.toml:12:6" == place("criteria", 1, "id")


def test_a_dotted_key_has_a_place_for_each_of_its_names() -> None:
    assert "r.toml:9:1" == key("criteria", 0, "scoring")
    assert "r.toml:9:9" == key("criteria", 0, "scoring", "shape")


def test_the_items_of_a_list_have_places() -> None:
    assert "r.toml:14:5" == place("criteria", 1, "bands", 0)
    assert "r.toml:14:9" == place("criteria", 1, "bands", 0, 1)
    assert "r.toml:15:14" == place("criteria", 1, "bands", 1, "from")


def test_what_is_not_written_has_the_place_of_the_table_around_it() -> None:
    assert "r.toml:7:1" == place("criteria", 0, "points")
    assert "r.toml:9:17" == place("criteria", 0, "scoring", "shape", "deeper", 3)
    assert "r.toml:1:1" == place("nothing", "here")


def test_a_table_named_only_by_the_tables_in_it_has_the_place_of_its_name() -> None:
    places = Places("x.toml", "[facts.budget]\nunit = '元'\n")
    assert "x.toml:1:2" == str(places.value(("facts",)))
    assert "x.toml:1:8" == str(places.key(("facts", "budget")))


def test_a_table_named_on_the_way_gets_the_place_of_its_own_header_when_it_has_one() -> None:
    places = Places("x.toml", "[facts.budget]\n[facts]\n")
    assert "x.toml:2:1" == str(places.value(("facts",)))
    assert "x.toml:2:2" == str(places.key(("facts",)))


def test_tables_in_the_items_of_a_list_belong_to_the_last_item() -> None:
    places = Places("x.toml", "[[a]]\n[[a.b]]\n[[a]]\n[[a.b]]\n[[a.b]]\nc.d = 1\n[a.e]\nf = 2\n")
    assert "x.toml:2:1" == str(places.value(("a", 0, "b", 0)))
    assert "x.toml:6:7" == str(places.value(("a", 1, "b", 1, "c", "d")))
    assert "x.toml:8:5" == str(places.value(("a", 1, "e", "f")))


def test_windows_line_ends_do_not_move_anything() -> None:
    places = Places("x.toml", "[a]\r\nb = 1\r\nc = '''x\r\ny'''\r\nd = 2\r\n")
    assert "x.toml:2:5" == str(places.value(("a", "b")))
    assert "x.toml:5:5" == str(places.value(("a", "d")))


def test_a_character_of_a_text_has_a_place() -> None:
    places = Places("x.toml", "a = 'executed / budget'\n")
    assert "x.toml:1:17" == str(places.inside(("a",), 11))


def test_escapes_are_counted_as_the_one_character_they_mean() -> None:
    places = Places("x.toml", r'a = "\u5c81\n\"x"')
    assert "x.toml:1:6" == str(places.inside(("a",), 0))
    assert "x.toml:1:12" == str(places.inside(("a",), 1))
    assert "x.toml:1:16" == str(places.inside(("a",), 3))


def test_a_long_text_begins_behind_its_first_line_end() -> None:
    places = Places("x.toml", 'a = """\nmin(x,\n    y)"""\n')
    assert "x.toml:2:1" == str(places.inside(("a",), 0))
    assert "x.toml:3:5" == str(places.inside(("a",), 11))


def test_a_backslash_at_a_line_end_hides_what_follows_it() -> None:
    places = Places("x.toml", 'a = """min(x, \\\n\n    y)"""\n')
    assert "x.toml:3:5" == str(places.inside(("a",), 7))


def test_behind_the_last_character_stands_the_closing_quote() -> None:
    places = Places("x.toml", 'a = "x +"\nb = """x +"""\nc = ""\n')
    assert "x.toml:1:9" == str(places.inside(("a",), 3))
    assert "x.toml:2:11" == str(places.inside(("b",), 99))
    assert "x.toml:3:6" == str(places.inside(("c",), 0))


def test_quotes_next_to_the_closing_ones_belong_to_the_text() -> None:
    places = Places("x.toml", 'a = """x"""""\n')
    assert "x.toml:1:10" == str(places.inside(("a",), 2))
    assert "x.toml:1:11" == str(places.inside(("a",), 3))


def test_a_number_has_no_characters_inside() -> None:
    assert "x.toml:1:5" == str(Places("x.toml", "a = 12\n").inside(("a",), 1))


def plain_place(text: str, offset: int) -> Place:
    before = text[:offset]
    return Place("x.toml", before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)


@settings(max_examples=400, deadline=None)
@given(table=tables, random=st.randoms(use_true_random=False))
def test_every_document_keeps_the_places_where_it_was_written(table: dict[str, Any], random: Random) -> None:
    document = written(table, random)
    read = parse(Source("x.toml", document.text, "", 0))
    assert table == read.data
    for path, offset in document.keys.items():
        assert plain_place(document.text, offset) == read.places.key(path)
    for path, offset in document.values.items():
        assert plain_place(document.text, offset) == read.places.value(path)
    for path, offsets in document.characters.items():
        for number, offset in enumerate(offsets):
            assert plain_place(document.text, offset) == read.places.inside(path, number)
