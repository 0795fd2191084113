"""What the program writes does not tell under which hash seed, time zone, locale or order it was run."""

from pathlib import Path

from tests.batch.same_bytes import SURROUNDINGS, differences, digests
from tests.record.runs import drawn


def test_the_same_files_give_the_same_bytes_in_other_surroundings(tmp_path: Path) -> None:
    runs = drawn(6)
    first, *others = (
        digests(runs, where, tmp_path / str(number)) for number, where in enumerate(SURROUNDINGS[:3])
    )

    assert {"json", "csv", "text", "html/index.html", "runs/0000/record.json"} <= first.keys()
    for found, where in zip(others, SURROUNDINGS[1:], strict=False):
        assert [] == differences(found, first, where.backwards)


def test_a_byte_that_differs_is_found() -> None:
    first = {"json": "a", "html/pages/1.html": "b", "line x": ""}

    assert ["html/pages/1.html"] == differences({**first, "html/pages/1.html": "c"}, first, False)
    assert ["missing: line x", "added: line y"] == differences(
        {"html/pages/1.html": "b", "line y": ""}, first, True
    )
