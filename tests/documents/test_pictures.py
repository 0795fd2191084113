"""Scans and pictures: read where the extra is installed, and then never more than assumed."""

import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from perfscore import audit, make_plan, read_ruleset, render
from perfscore.documents.bounds import recognises
from perfscore.documents.document import Document, Grid, Unreadable
from perfscore.extract.forms.form import FormRead
from perfscore.extract.reports import read_reports
from perfscore.inputs.reports import read_report
from tests.cards import catalog
from tests.documents.drawn_forms import drawn, written
from tests.extract import layouts
from tests.extract.filled import FILLED
from tests.extract.saying import expected, said
from tests.extract.together import forms_of, workers

pytestmark = pytest.mark.skipif(
    not recognises(), reason="what reads pictures is not installed: pip install '.[ocr]'"
)
FILES = Path(__file__).parent / "files"


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pictures") / "form.png"
    drawn(layouts.national)[0].save(path)
    return path


@pytest.fixture(scope="module")
def form(picture: Path) -> FormRead:
    (form,) = forms_of(picture)
    return form


def test_a_picture_of_a_form_says_what_the_form_says(form: FormRead) -> None:
    assert expected() == said(form.report)
    assert (FILLED.project, FILLED.year) == (form.report.subject, form.report.fiscal_year)


def test_everything_read_from_it_is_assumed_and_says_why(form: FormRead) -> None:
    report = form.report
    facts = [*report.facts.values(), *(cell for row in report.tables["funds"] for cell in row.cells.values())]

    assert {"assumed"} == {fact.state for fact in facts}
    assert {"assumed"} == {row.entry.state for row in report.rows}
    assert all("图片" in str(note and note.zh) and "picture" in str(note and note.en) for note in (
        *(fact.note for fact in facts), *(row.entry.note for row in report.rows),
        *(claim.assumption for claim in (report.total, *report.claims.values()) if claim),
    ))  # fmt: skip


def test_its_place_is_the_spot_where_it_was_drawn(form: FormRead) -> None:
    lines, _ = layouts.national()
    _, corners = drawn(layouts.national)
    row = next(number for number, line in enumerate(lines, 1) if "114.00" in line)
    left, top = corners[row, lines[row - 1].index("114.00") + 1]

    spot = re.search("第1页.*左上 ([0-9]+),([0-9]+) 像素", form.report.facts["expenditure"].at or "")

    assert spot
    assert abs(int(spot[1]) - left) <= 4
    assert abs(int(spot[2]) - top) <= 4


def test_the_verdict_rests_on_what_was_read_and_the_report_file_says_the_same(
    form: FormRead, tmp_path: Path
) -> None:
    (tmp_path / "report.toml").write_text(form.toml, "utf-8")
    plan = make_plan(read_ruleset("cn-mof-2020", catalog()), catalog())
    own, theirs = audit(form.report, plan), audit(read_report(tmp_path / "report.toml"), plan)

    assert "reproduced" == own.verdict
    assert {"expenditure", "budget", "targets.1.actual", "claims.total", "claims.criteria.execution"} <= {
        item.binding.fact for item in own.rests_on
    }
    text = render(own, language="zh")
    assert text == render(theirs, language="zh")
    assert f"以下列 {len(own.rests_on)} 项假定成立为前提" in text
    assert "自评总分" in text
    assert "picture" in render(own, language="en")


def _askew(page: Any, path: Path) -> None:
    page.rotate(1.3, fillcolor="white", expand=True, resample=3).convert("L").save(path, quality=60)


def _turned(page: Any, path: Path) -> None:
    page.rotate(90, expand=True).save(path)


def _on_its_head(page: Any, path: Path) -> None:
    page.rotate(180).save(path)


@pytest.mark.parametrize(
    ("save", "name"), [(_askew, "form.jpg"), (_turned, "form.tif"), (_on_its_head, "form.webp")]
)
def test_a_page_laid_down_badly_says_the_same(save: Any, name: str, tmp_path: Path) -> None:
    save(drawn(layouts.national)[0], tmp_path / name)

    (form,) = forms_of(tmp_path / name)

    assert expected() == said(form.report)


def test_of_a_pdf_only_the_pages_that_are_pictures_are_assumed(tmp_path: Path) -> None:
    import pypdfium2

    scan = BytesIO()
    drawn(layouts.national)[0].save(scan, "PDF", resolution=200)
    both = pypdfium2.PdfDocument(FILES / "form.pdf")
    printed = len(both)
    both.import_pages(pypdfium2.PdfDocument(scan.getvalue()))
    both.save(tmp_path / "both.pdf")

    first, second = forms_of(tmp_path / "both.pdf")

    assert said(first.report) == said(second.report) == expected()
    assert {"stated"} == {fact.state for fact in first.report.facts.values()}
    assert {"assumed"} == {fact.state for fact in second.report.facts.values()}
    assert f"第{printed + 1}页" in (second.report.facts["budget"].at or "")
    assert "毫米" in (second.report.facts["budget"].at or "")


def test_figures_of_a_scanned_text_are_assumed_too(tmp_path: Path) -> None:
    lines = ["2024年度部门整体支出绩效自评报告", "单位名称：某市图书馆", "一、基本情况",
             "2024年全年预算数为120.50万元，全年支出114.25万元。", "二、自评结果",
             "经自评，本单位自评得分为95.5分。"]  # fmt: skip
    written(lines).save(tmp_path / "text.pdf", resolution=200)

    (read,) = read_reports(tmp_path / "text.pdf", catalog(), workers=workers())

    assert read.report.total is not None
    assert ("95.5", True) == (read.report.total.quantity.raw, read.report.total.assumption is not None)
    assert {"assumed"} == {fact.state for fact in read.report.facts.values()}
    assert "第1页" in (read.report.total.at or "")
    assert "左上" in (read.report.total.at or "")


def test_without_lines_clear_columns_are_a_table() -> None:
    lines = [["指标", "目标值", "完成值"], ["举办活动", "120场", "132场"], ["读者满意度", "90%", "93%"],
             ["购置图书", "800册", "820册"]]  # fmt: skip
    page, _ = drawn(lambda: ([[*line] for line in lines], []), lines=False)

    grids = [block for part in _read(page).parts for block in part.blocks if isinstance(block, Grid)]

    assert [text for line in lines for text in line] == [cell.text for grid in grids for cell in grid.cells]
    assert (3, 3) == max((cell.row - 1, cell.column) for cell in grids[0].cells)


def _read(page: Any) -> Document:
    content = BytesIO()
    page.save(content, "PNG")
    return workers().read("perfscore.documents.pictures:read", content.getvalue())


def test_an_empty_page_is_refused_by_name() -> None:
    assert "form-picture-empty" == _refused(_png((800, 600)))


def test_what_is_no_sound_picture_is_refused() -> None:
    sound = _png((800, 600))

    assert "form-broken" == _refused(sound[: len(sound) // 2])
    assert "form-picture-kind" == _refused(b"\x89PNG")


def test_a_picture_beyond_all_measure_is_refused_before_it_is_unpacked() -> None:
    assert "form-picture-too-large" == _refused(_png((9000, 9000)))


def _png(size: tuple[int, int]) -> bytes:
    from PIL import Image

    content = BytesIO()
    Image.new("1", size, 1).save(content, "PNG")
    return content.getvalue()


def _refused(content: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        workers().read("perfscore.documents.pictures:read", content)
    return refusal.value.code


@pytest.mark.skipif(
    shutil.which("unshare") is None
    or subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode != 0,
    reason="the network cannot be taken away here",
)
def test_nothing_is_fetched(picture: Path, tmp_path: Path) -> None:
    command = ["unshare", "-rn", sys.executable, "-m", "perfscore", "read", str(picture),
               "-o", str(tmp_path / "report.toml")]  # fmt: skip

    ran = subprocess.run(command, capture_output=True, check=False, text=True, encoding="utf-8")

    assert (0, "assumed") == (ran.returncode, read_report(tmp_path / "report.toml").facts["budget"].state)
