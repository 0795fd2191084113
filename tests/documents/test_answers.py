"""What the reading process sends back is what it read, whatever stands in it; anything else is no answer."""

import json
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore.documents.answers import packed, packed_refusal, unpacked
from perfscore.documents.document import Cell, Document, Grid, Line, Part, Remark, Unreadable

TEXTS = st.text(max_size=8) | st.sampled_from(["\ufdd2", "甲\ufdd2乙", "\ud800", '"', "\n", ""])
COUNTS = st.integers(1, 4_000_000_000) | st.integers(1, 3)
CELLS = st.builds(Cell, COUNTS, COUNTS, TEXTS, TEXTS, st.integers(1, 3), st.integers(1, 3))
BLOCKS = st.builds(Grid, TEXTS, st.lists(CELLS, max_size=6).map(tuple)) | st.builds(
    Line, TEXTS, TEXTS, st.integers(0, 6), st.booleans()
)
DOCUMENTS = st.builds(
    Document,
    st.lists(st.builds(Part, TEXTS, st.lists(BLOCKS, max_size=3).map(tuple)), max_size=2).map(tuple),
    st.lists(
        st.builds(Remark, TEXTS, TEXTS, TEXTS, st.dictionaries(TEXTS, TEXTS, max_size=2)), max_size=2
    ).map(tuple),
)


@given(DOCUMENTS)
def test_a_document_comes_back_as_it_was_read(document: Document) -> None:
    assert document == unpacked(packed(document))


def test_a_refusal_comes_back_as_it_was_said() -> None:
    with pytest.raises(Unreadable) as refused:
        unpacked(packed_refusal(Unreadable("form-csv", "第3行", found='"')))

    assert ("form-csv", "第3行", {"found": '"'}) == (
        refused.value.code,
        refused.value.where,
        refused.value.values,
    )


NONE, ONE, TWO = (array("I", numbers).tobytes().hex() for numbers in ([0], [1], [1, 2]))


@pytest.mark.parametrize(
    "cells",
    [
        [ONE, ONE, ["a"], "b"],
        [ONE, TWO, "a", "b", []],
        [ONE, ONE, "a\ufdd2c", "b", []],
        [NONE, ONE, "a", "b", []],
        ["0100", ONE, "a", "b", []],
        ["zz", ONE, "a", "b", []],
        [[1], ONE, "a", "b", []],
        [ONE, ONE, [1], "b", []],
        [ONE, ONE, "a", None, []],
        [ONE, ONE, "a", "b", [[0, 0, 1]]],
        [ONE, ONE, "a", "b", [[0, 1.5, 1]]],
        [ONE, ONE, "a", "b", [[-1, 2, 1]]],
        [ONE, ONE, "a", "b", [[0, True, 1]]],
    ],
)
def test_what_is_no_answer_is_refused(cells: list[object]) -> None:
    answer = {"parts": [["表", [["表1", cells]]]], "remarks": []}

    with pytest.raises((ValueError, TypeError)):
        unpacked(json.dumps(answer).encode())
