"""From a file to reports, be it a form or a narrative · 由文件到报告."""

from dataclasses import replace
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore.documents.document import Grid
from perfscore.documents.reading import document_of
from perfscore.extract.bundles import in_bundle
from perfscore.extract.forms.form import COLUMNS_LOST, FormRead, forms_of, opened_by
from perfscore.extract.narrative.narrative import NarrativeRead, read_narrative
from perfscore.extract.text_beside import with_text
from perfscore.inputs.report import Report
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.packs.catalog import discover

if TYPE_CHECKING:
    from perfscore.documents.worker import Workers
    from perfscore.packs.catalog import Catalog

__all__ = ["Read", "read_document", "read_reports", "the_report"]

Read = FormRead | NarrativeRead


def read_reports(
    path: str | Path,
    catalog: "Catalog",
    *,
    year: int | None = None,
    workers: "Workers | None" = None,
    password: str | None = None,
) -> tuple[Read, ...]:
    """Read the forms of a file, or what its text says where it holds none · 读取文件.

    `year` is the fiscal year where the file names none, `password` opens one that has one.
    Raises ProblemsFound: a file that cannot be read,
    or one with neither.
    """
    read = partial(read_reports, catalog=catalog, year=year, workers=workers, password=password)
    inside = in_bundle(path, read, password)
    if inside is not None:
        return inside
    opened = opened_by(path, catalog, password)
    document = document_of(opened, workers, password)
    try:
        forms = with_text(forms_of(document, opened, year), document, opened, catalog)
        return tuple(replace(read, document=document) for read in forms)
    except ProblemsFound as found:
        codes = {problem.code for problem in found.problems}
        if not codes <= {"form-nothing-found", COLUMNS_LOST}:
            raise
        narrative = read_narrative(
            document,
            catalog,
            name=opened.name,
            shown=opened.short,
            label=opened.label,
            file_digest=opened.digest,
            year=year,
        )
        lost = COLUMNS_LOST in codes
        if narrative is not None and (narrative.is_self_evaluation or not lost):
            return (replace(narrative, document=document),)
        if lost or any(isinstance(block, Grid) for part in document.parts for block in part.blocks):
            raise
        raise ProblemsFound([Problem("narrative-nothing-found", Place(opened.label, 0))]) from None


def read_document(
    path: "str | PathLike[str]",
    catalog: "Catalog | None" = None,
    *,
    year: int | None = None,
    password: str | None = None,
) -> tuple[Report, ...]:
    """Return the reports that a published document holds, each ready for `audit` · 读取公开文件.

    The file may be of any format: a web page, PDF, Word, Excel, text, an archive of those; what it is its
    content tells.  `year` is the fiscal year where it names none, `password` opens one that has one.
    Without a catalogue the bundled pack's readers are used.  Raises ProblemsFound for a file that cannot be
    read, or holds neither a form nor facts.
    """
    reads = read_reports(Path(path), catalog or discover(), year=year, password=password)
    return tuple(read.report for read in reads)


def the_report(path: "str | PathLike[str]") -> Report:
    """Return the one report of a document; raise ProblemsFound for a document of several."""
    reports = read_document(path)
    if len(reports) > 1:
        values = {"count": str(len(reports))}
        raise ProblemsFound([Problem("document-several", Place(str(path), 0), "", values)])
    return reports[0]
