"""The same form in the layouts of many offices comes to the same report."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.extract import layouts
from tests.extract.filled import FILLED
from tests.extract.saying import expected, said
from tests.extract.together import forms_of
from tests.extract.writers import with_docx, with_openpyxl, with_xlsxwriter

Write = Callable[[layouts.Laid, Path], None]
ALL = (
    layouts.national, layouts.department, layouts.sichuan, layouts.yunnan, layouts.shanghai,
    layouts.chongqing,
)  # fmt: skip
WRITERS: dict[str, Write] = {
    "openpyxl.xlsx": with_openpyxl,
    "xlsxwriter.xlsx": with_xlsxwriter,
    "word.docx": with_docx,
}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("layout", ALL, ids=lambda layout: layout.__name__)
def test_every_layout_says_the_same(layout: layouts.Laid, writer: str, tmp_path: Path) -> None:
    WRITERS[writer](layout, tmp_path / writer)

    (form,) = forms_of(tmp_path / writer)

    assert expected(reasons=layout is not layouts.chongqing) == said(form.report)
    assert (FILLED.project, FILLED.year) == (form.report.subject, form.report.fiscal_year)
