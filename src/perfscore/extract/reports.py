"""From a file to reports, be it a form or a narrative · 由文件到报告."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore.documents.opening import open_form
from perfscore.documents.reading import document_of
from perfscore.extract.bundles import in_bundle
from perfscore.extract.forms.form import COLUMNS_LOST, FormRead, forms_of
from perfscore.extract.narrative.narrative import NarrativeRead, read_narrative
from perfscore.messages.problems import ProblemsFound

if TYPE_CHECKING:
    from perfscore.documents.worker import Workers
    from perfscore.packs.catalog import Catalog

__all__ = ["Read", "read_reports"]

Read = FormRead | NarrativeRead


def read_reports(
    path: str | Path, catalog: "Catalog", *, year: int | None = None, workers: "Workers | None" = None
) -> tuple[Read, ...]:
    """Read the forms of a file, or what its text says where it holds none · 读取文件.

    `year` is the fiscal year where the file names none.  Raises ProblemsFound: a file that cannot be read,
    or one with neither.
    """
    inside = in_bundle(path, partial(read_reports, catalog=catalog, year=year, workers=workers))
    if inside is not None:
        return inside
    opened = open_form(Path(path), [(entry.value, str(entry.provider)) for entry in catalog.readers.values()])
    document = document_of(opened, workers)
    try:
        return forms_of(document, opened, year)
    except ProblemsFound as found:
        codes = {problem.code for problem in found.problems}
        if not codes <= {"form-nothing-found", COLUMNS_LOST}:
            raise
        narrative = read_narrative(
            document, catalog, name=opened.name, label=opened.label, file_digest=opened.digest, year=year
        )
        if narrative is None or (COLUMNS_LOST in codes and not narrative.is_self_evaluation):
            raise
        return (narrative,)
