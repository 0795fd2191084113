"""JSON is written as the library writes it, to the byte."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from perfscore.explain.clean import clean_json
from perfscore.explain.formats.json_text import as_one, form, hole, json_text

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=12)
DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | ANYTHING,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANYTHING, inner, max_size=3),
    max_leaves=12,
)


@given(DATA)
def test_data_are_written_as_the_library_writes_them(data: Any) -> None:
    expected = clean_json(json.dumps(data, ensure_ascii=False, indent=2) + "\n")

    assert expected == json_text(data)
    assert data == json.loads(json_text(data))


def test_a_text_of_another_class_is_a_text() -> None:
    class Text(str):
        __slots__ = ()

    assert '[\n  "a",\n  {\n    "b": "c"\n  }\n]\n' == json_text([Text("a"), {Text("b"): Text("c")}])


@given(DATA)
def test_a_form_without_holes_is_the_data_it_was_made_of(data: Any) -> None:
    assert json_text(data) == form(data, 0) % {} + "\n"


@given(ANYTHING, ANYTHING)
def test_a_hole_takes_what_is_put_in_and_nothing_else_is_one(text: str, value: str) -> None:
    filled = form({text: hole("name"), "then": f"%(name)s{text}"}, 0) % {
        "name": json_text(value).rstrip("\n")
    }

    assert json_text({text: value, "then": f"%(name)s{text}"}) == filled + "\n"


@given(st.lists(DATA, min_size=2, max_size=3))
def test_texts_as_one_are_the_text_of_a_list(data: list[Any]) -> None:
    assert json_text(data) == as_one([json_text(one) for one in data])
    assert json_text(data[0]) == as_one([json_text(data[0])])
