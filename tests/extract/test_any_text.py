"""Whatever stands in the cells of a form, its report file is sound and nothing of it is lost."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore.documents.document import Cell, Document, Grid
from perfscore.extract.forms.form import FormRead, read_forms
from perfscore.extract.forms.headings import is_blank
from tests.cards import catalog
from tests.extract import layouts

NASTY = st.one_of(
    st.sampled_from(
        ["", "—", "0", "-1", "1e9", "≥", "=30", "９８％", "8万余册", "7,00.0,77", "#DIV/0!", "总分", "合计",
         "其中", "得分", "年初预算数", "一级指标", "项目名称：", "：", "'''", '"""', "\\", "# x", "]]",
         "{",
         "\x00", "\u202e", "\ud800", "注：", "自评表", "小计", "（50分）", "100%", "分值",
         "a\nb", "x" * 9000, "9" * 60, "2024年"]
    ),
    st.text(max_size=12),
)  # fmt: skip


class Given:
    """Stands in for the processes that read files."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def read(self, reads: str, content: bytes, password: str | None = None) -> Document:
        return self.document


def grid(layout: layouts.Laid, changes: dict[int, str]) -> Grid:
    lines, merges = layout()
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in merges}
    places = [(row, column) for row, line in enumerate(lines, 1) for column in range(1, len(line) + 1)]
    hidden = {
        (row, column)
        for top, left, bottom, right in merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - spans.keys()
    cells = []
    for number, (row, column) in enumerate(place for place in places if place not in hidden):
        text = changes.get(number, lines[row - 1][column - 1] or "")
        if text.strip():
            cells.append(
                Cell(row, column, text.strip(), f"S!R{row}C{column}", *spans.get((row, column), (1, 1)))
            )
    return Grid("S", tuple(cells))


LAYOUTS = (layouts.national, layouts.department, layouts.sichuan, layouts.yunnan, layouts.chongqing)


@settings(max_examples=150, deadline=None)
@given(layout=st.sampled_from(LAYOUTS), changes=st.dictionaries(st.integers(0, 130), NASTY, max_size=8))
def test_any_text_in_any_cell_gives_a_sound_report_that_keeps_it(
    tmp_path_factory: Any, layout: layouts.Laid, changes: dict[int, str]
) -> None:
    path: Path = tmp_path_factory.getbasetemp() / "form.csv"
    path.write_bytes(b"read by what is given")
    own = grid(layout, changes)
    workers: Any = Given(Document.of_grids([own]))

    forms = read_forms(path, catalog(), year=2024, workers=workers)

    kept = "".join(map(everything, forms))
    added = [cell.text for cell in own.cells if cell.text in changes.values() and not is_blank(cell.text)]
    assert [] == [text for text in added if squeezed(text) not in kept and len(text) > 5]


def everything(form: FormRead) -> str:
    noted = (part for note in form.notes for part in (note.text, *note.values.values()))
    return squeezed("".join([*texts(tomli.loads(form.toml)), *noted]))


def texts(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        data = [*data, *data.values()]
    if isinstance(data, list):
        for inner in data:
            yield from texts(inner)
    else:
        yield str(data)


def squeezed(text: str) -> str:
    return "".join(text.replace("\ud800", "\ufffd").split())
