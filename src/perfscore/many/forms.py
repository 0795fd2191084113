"""Files that hold filled forms in place of a report in TOML · 表格文件."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfscore.inputs.report import Report
from perfscore.plugins.catalog import Catalog
from perfscore.problems import ProblemsFound

if TYPE_CHECKING:
    from perfscore.forms.notes import FormNote
    from perfscore.forms.worker import Workers

__all__ = ["Forms", "holds_no_form"]

_NO_FORM = frozenset(("form-nothing-found", "form-json-shape", "form-legacy"))
_OLDER = (".xls", ".xlsb", ".doc", ".et", ".wps")
"""Files nobody can read, but that may be forms: they are mentioned, so that none is lost unnoticed."""


class Forms:
    """Reads the forms of files; the processes that read them are kept for the next file · 表格读取."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        known = {suffix for entry in catalog.readers.values() for suffix in entry.value.suffixes}
        self._suffixes = (*known, *_OLDER)
        self._workers: Workers | None = None

    def close(self) -> None:
        """End the processes that read."""
        if self._workers is not None:
            self._workers.__exit__(None, None, None)

    def may_hold(self, file: str) -> bool:
        """Say by its name whether a file may hold forms."""
        name = file.rpartition("/")[2].casefold()
        return name.endswith(self._suffixes)

    def reports(self, file: str) -> "Iterator[tuple[str | None, Report, tuple[FormNote, ...]]]":
        """Yield which of several forms it is, its report, and what of it is not in the report.

        Raises ProblemsFound.
        """
        from perfscore.forms import read_forms
        from perfscore.forms.worker import Workers

        self._workers = self._workers or Workers()
        forms = read_forms(file, self._catalog, workers=self._workers)
        for number, form in enumerate(forms, 1):
            yield (f"#{number}" if len(forms) > 1 else None), form.report, form.notes


def holds_no_form(found: ProblemsFound) -> bool:
    """Say whether all that is wrong with a file is that no form is in it, or one nobody can read."""
    return all(problem.code in _NO_FORM for problem in found.problems)
