"""JSON is written as the library writes it, to the byte."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from perfscore.explain.clean import clean_json
from perfscore.explain.formats.json_text import json_text

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
