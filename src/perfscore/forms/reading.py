"""From a file to reports · 读取自评表.

bytes → cells (in a process of its own) → headings → parts → the text of a report file → `Report`, by
the same code that reads a file somebody wrote.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore.forms.compose import Form, form_of, toml_of
from perfscore.forms.grid import Book, Remark, Unreadable
from perfscore.forms.notes import FormNote
from perfscore.forms.opening import Opened, open_form
from perfscore.forms.segments import sheets
from perfscore.forms.toml_writer import comment
from perfscore.inputs.files import Source
from perfscore.inputs.report import Report
from perfscore.inputs.reports import report_of
from perfscore.problems import Place, Problem, ProblemsFound

if TYPE_CHECKING:
    from perfscore.forms.worker import Workers
    from perfscore.plugins.catalog import Catalog

__all__ = ["FormRead", "read_forms"]

_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_LONGEST_COMMENT = 200


@dataclass(frozen=True, slots=True)
class FormRead:
    """One form of a file · 读取结果.

    `toml` is the text of a report file, `report` what that text says, `notes` what of the form is not in
    it or not quite as stored, and `digest` (``sha256:…``) that of the file the form stood in.
    """

    report: Report
    toml: str
    notes: tuple[FormNote, ...]
    digest: str = ""


def read_forms(
    path: str | Path,
    catalog: "Catalog",
    *,
    year: int | None = None,
    workers: "Workers | None" = None,
) -> tuple[FormRead, ...]:
    """Read every form of a file · 读取文件中的自评表.

    `year` is the fiscal year where a form prints none.  Whoever reads many files gives `workers`, which
    keeps the reading processes for the next file.  Raises ProblemsFound: a file that is not safe, not
    sound or too large, of no known format, without a form, or with a form of no year.
    """
    opened = open_form(Path(path), catalog)
    book = _book(opened, workers)
    forms = [form_of(sheet) for grid in book.grids for sheet in sheets(grid)]
    if not forms:
        grids = ", ".join(grid.name for grid in book.grids if grid.cells)
        raise ProblemsFound(
            [Problem("form-nothing-found", Place(opened.label, 0), "", {"found": grids or "–"})]
        )
    _share(book, forms)
    problems: list[Problem] = []
    reads = []
    for number, form in enumerate(forms, 1):
        label = opened.label if len(forms) == 1 else f"{opened.label}#{number}"
        try:
            reads.append(_read(form, opened, label, year))
        except ProblemsFound as found:
            problems += found.problems
    if problems:
        raise ProblemsFound(problems)
    return tuple(reads)


def _book(opened: Opened, workers: "Workers | None") -> Book:
    from perfscore.forms.worker import Workers

    try:
        if workers is not None:
            return workers.read(opened.reader.reads, opened.content)
        with Workers() as own:
            return own.read(opened.reader.reads, opened.content)
    except Unreadable as refusal:
        place = Place(opened.label, 0)
        raise ProblemsFound([Problem(refusal.code, place, refusal.where, dict(refusal.values))]) from None


def _read(form: Form, opened: Opened, label: str, year: int | None) -> FormRead:
    known = _year(form, opened, year)
    if known is None:
        raise ProblemsFound([Problem("form-no-year", Place(label, 0), form.sheet.layout.name)])
    text = toml_of(form, known, opened.name, _subject(form, opened))
    notes = tuple(form.notes)
    whole = "\n".join([text, *_comments(notes), ""])
    digest = f"sha256:{sha256(whole.encode()).hexdigest()}"
    report = report_of(Source(label, whole, digest, len(whole.encode())), Path(label).parent)
    return FormRead(report, whole, notes, opened.digest)


def _year(form: Form, opened: Opened, given: int | None) -> int | None:
    """Return the year a form is about: printed in its title, then around it, in its sheet, its file."""
    years = list(form.around.years)
    for other in years[1:]:
        form.sheet.note("form-year-differs", form.around.years[other], {"year": years[0]})
    named = (found for text in (form.sheet.layout.name, opened.name) if (found := _YEAR.search(text)))
    if years:
        return int(years[0])
    if given is not None:
        return given
    found = next(named, None)
    return None if found is None else int(found[1])


def _subject(form: Form, opened: Opened) -> str:
    values = form.around.values
    named = (values.get(role) for role in ("project", "department", "body", "superior"))
    subject = next((name for name in named if name), None)
    if subject is None:
        form.notes.append(FormNote("form-no-subject", form.sheet.layout.name))
    return subject or opened.name


def _share(book: Book, forms: list[Form]) -> None:
    """Give each remark to the form it is about, else to the first form of its sheet."""
    places = {
        cell.place: form for form in forms for row in form.sheet.rows for cell in form.sheet.layout.row(row)
    }
    by_sheet = {form.sheet.layout.name: form for form in reversed(forms)}
    with_form = {form.sheet.layout.name for form in forms}
    without = [grid for grid in book.grids if grid.cells and grid.name not in with_form]
    for remark in (*book.remarks, *(Remark("form-sheet-unused", grid.name) for grid in without)):
        form = places.get(remark.place) or by_sheet.get(remark.place.rpartition("!")[0], forms[0])
        form.notes.append(FormNote(remark.code, remark.place, remark.text, remark.values))


def _comments(notes: tuple[FormNote, ...]) -> Iterator[str]:
    """Yield the notes as the last lines of the report file."""
    for note in notes:
        text = " ".join(note.text.split())
        cut = text if len(text) <= _LONGEST_COMMENT else text[: _LONGEST_COMMENT - 1] + "…"
        yield comment(f"{note.place}: {note.sentence('zh')}{'：' if cut else ''}{cut}")
