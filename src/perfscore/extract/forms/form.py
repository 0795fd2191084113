"""From a file to reports · 读取自评表.

bytes → cells (in a process of its own) → headings → parts → the text of a report file → `Report`, by
the same code that reads a file somebody wrote.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore.documents.document import Document, Line, Remark
from perfscore.documents.lineless import DOUBTFUL, UNDRAWN
from perfscore.documents.opening import Opened, open_form
from perfscore.documents.paragraphs import is_title
from perfscore.documents.reading import document_of
from perfscore.extract.bundles import comments, in_bundle
from perfscore.extract.forms.beside import apart
from perfscore.extract.forms.compose import Form, form_of, toml_of, unread_within
from perfscore.extract.forms.headings import headings, is_blank
from perfscore.extract.forms.labels import year_in_name
from perfscore.extract.forms.notes import HIDDEN_SHEET, FormNote
from perfscore.extract.forms.tables import sheets
from perfscore.extract.pictured import Pictured, pictured_in
from perfscore.inputs.files import Source
from perfscore.inputs.report import Report
from perfscore.inputs.reports import report_of
from perfscore.inputs.toml.text import parse
from perfscore.messages import LANGUAGES, Listed, load
from perfscore.messages.problems import Place, Problem, ProblemsFound

if TYPE_CHECKING:
    from perfscore.documents.worker import Workers
    from perfscore.packs.catalog import Catalog

__all__ = ["COLUMNS_LOST", "FormRead", "forms_of", "opened_by", "read_forms"]

COLUMNS_LOST = "form-columns-lost"
"""The code of a file that prints a form without telling its columns."""
_HEADINGS, _SHOWN, _FORM = 4, 60, "自评表"


@dataclass(frozen=True, slots=True)
class FormRead:
    """One form of a file · 读取结果.

    `toml` is the text of a report file, `report` what that text says, `notes` what of the form is not in
    it or not quite as stored, `digest` (``sha256:…``) that of the file the form stood in, and
    `document` all that the file shows.
    """

    report: Report
    toml: str
    notes: tuple[FormNote, ...]
    digest: str = ""
    document: Document | None = None

    @property
    def counts(self) -> tuple[str, Mapping[str, str]]:
        """The key of the sentence that says how much was read, and its values."""
        return "form.read", {"facts": str(len(self.report.facts)), "rows": str(len(self.report.rows))}

    @property
    def is_self_evaluation(self) -> bool:
        """Whether it is one; a form is."""
        return True


def read_forms(
    path: str | Path,
    catalog: "Catalog",
    *,
    year: int | None = None,
    workers: "Workers | None" = None,
    password: str | None = None,
) -> tuple[FormRead, ...]:
    """Read every form of a file · 读取文件中的自评表.

    `year` is the fiscal year where a form prints none, `password` opens a file that has one.
    Whoever reads many files gives `workers`, which keeps the reading processes for the next file.
    Raises ProblemsFound: a file that is not safe, not sound or too large, of no known format, without a
    form, or with a form of no year.
    """
    read = partial(read_forms, catalog=catalog, year=year, workers=workers, password=password)
    if (inside := in_bundle(path, read, password)) is not None:
        return inside
    opened = opened_by(path, catalog, password)
    return forms_of(document_of(opened, workers, password), opened, year)


def opened_by(path: str | Path, catalog: "Catalog", password: str | None) -> Opened:
    """Return a file opened for whichever reader of a catalogue reads it; raise ProblemsFound."""
    known = [(entry.value, str(entry.provider)) for entry in catalog.readers.values()]
    return open_form(Path(path), known, password)


def forms_of(document: Document, opened: Opened, year: int | None) -> tuple[FormRead, ...]:
    """Return the forms of an opened document, as `read_forms` does."""
    grids = (grid for part in document.parts for grid in apart(part.as_grid()))
    forms = [form_of(sheet) for grid in grids for sheet in sheets(grid)]
    if not forms:
        _refuse_without_columns(document, opened)
        parts = Listed(part.name for part in document.parts if not part.is_empty)
        raise ProblemsFound(
            [Problem("form-nothing-found", Place(opened.label, 0), "", {"found": parts or "–"})]
        )
    _share(opened, document, forms)
    problems = [problem for form in forms for problem in _scores_in_doubt(form, document, opened)]
    reads = []
    for number, form in enumerate(forms, 1):
        label = opened.label if len(forms) == 1 else f"{opened.label}#{number}"
        try:
            reads.append(_read(form, opened, label, year, pictured_in(document)))
        except ProblemsFound as found:
            problems += found.problems
    if problems:
        raise ProblemsFound(problems)
    return tuple(reads)


def _refuse_without_columns(document: Document, opened: Opened) -> None:
    """Refuse a file that prints the headings of a form as text: which figure is whose it does not say.

    They may be broken over several lines; then a title tells what the table in doubt is.
    """
    lines = [block for part in document.parts for block in part.blocks if isinstance(block, Line)]
    for line in lines:
        roles = {match.role for word in line.text.split() if (match := headings()["targets"].find(word))}
        if len(roles) >= _HEADINGS:
            place = Place(opened.label, 0)
            raise ProblemsFound([Problem(COLUMNS_LOST, place, line.place, {"found": line.text[:_SHOWN]})])
    doubtful = next((remark for remark in document.remarks if remark.code == DOUBTFUL), None)
    if doubtful is not None and any(line.text.endswith(_FORM) and is_title(line.text) for line in lines):
        values = {"found": doubtful.text[:_SHOWN]}
        raise ProblemsFound([Problem(COLUMNS_LOST, Place(opened.label, 0), doubtful.place, values)])


def _scores_in_doubt(form: Form, document: Document, opened: Opened) -> Iterator[Problem]:
    """Yield a row without a score where no line tells whether it shares that of the row above."""
    undrawn = tuple(f"{remark.place}第" for remark in document.remarks if remark.code == UNDRAWN)
    places = [(row["at"].removeprefix("form "), row) for row in form.indicators.rows]
    rows = [(place, row) for place, row in places if place.startswith(undrawn)]
    without = [
        (note.place, note.text) for note in unread_within(form) if rows and note.place.startswith(undrawn)
    ]
    for role in ("points", "claimed"):
        bare = [(place, row["name"]) for place, row in rows if is_blank(row.get(role, ""))]
        without += bare if len(bare) < len(rows) else []
    for place, name in without[:1]:
        yield Problem("form-scores-unclear", Place(opened.label, 0), place, {"found": name[:_SHOWN]})


def _read(form: Form, opened: Opened, label: str, year: int | None, pictured: Pictured) -> FormRead:
    known = _year(form, opened, year)
    if known is None:
        raise ProblemsFound([Problem("form-no-year", Place(label, 0), form.sheet.layout.name)])
    read_from = opened.short + label[len(opened.label) :]
    text = toml_of(form, known, opened.name, _subject(form, opened), read_from, pictured)
    notes = tuple(form.notes)
    whole = "\n".join([text, *comments(notes), ""])
    digest = f"sha256:{sha256(whole.encode()).hexdigest()}"
    report = report_of(parse(Source(label, whole, digest, len(whole.encode()))), Path(label).parent)
    report = replace(report, read_digest=opened.digest)
    return FormRead(report, whole, notes, opened.digest)


def _year(form: Form, opened: Opened, given: int | None) -> int | None:
    """Return the year a form is about: as it prints it, as the user says, as a name says it."""
    years = list(form.around.years)
    for other in years[1:]:
        form.sheet.note("form-year-differs", form.around.years[other], {"year": years[0]})
    if years:
        return int(years[0])
    if given is not None:
        return given
    for name in (form.sheet.layout.name, opened.name):
        if year := year_in_name(name):
            form.notes.append(FormNote("form-year-from-name", form.sheet.layout.name, name, {"year": year}))
            return int(year)
    return None


def _subject(form: Form, opened: Opened) -> str:
    values = form.around.values
    named = (values.get(role) for role in ("project", "department", "body", "superior"))
    subject = next((name for name in named if name), None)
    if subject is None:
        form.notes.append(FormNote("form-no-subject", form.sheet.layout.name))
    return subject or opened.name


def _share(opened: Opened, document: Document, forms: list[Form]) -> None:
    """Give each remark to the form it is about, else to the first form of its sheet."""
    places = {
        cell.place: form for form in forms for row in form.sheet.rows for cell in form.sheet.layout.row(row)
    }
    by_sheet = {form.sheet.layout.name: form for form in reversed(forms)}
    with_form = {form.sheet.layout.name for form in forms}
    known = with_form | {load("forms", language)["write"]["instructions"] for language in LANGUAGES}
    without = [part for part in document.parts if not part.is_empty and part.name not in known]
    for remark in (
        *opened.remarks,
        *document.remarks,
        *(Remark("form-sheet-unused", part.name) for part in without),
    ):
        sheet = remark.place.rpartition("!")[0] or remark.place
        form = places.get(remark.place) or by_sheet.get(sheet, forms[0])
        hidden = remark.code == HIDDEN_SHEET  # then all that stands on it is
        for one in [one for one in forms if hidden and one.sheet.layout.name == sheet] or [form]:
            one.notes.append(FormNote(remark.code, remark.place, remark.text, remark.values))
