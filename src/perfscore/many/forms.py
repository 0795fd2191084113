"""Files that hold filled forms in place of a report in TOML · 表格文件."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfscore.plugins.catalog import Catalog
from perfscore.problems import ProblemsFound

if TYPE_CHECKING:
    from perfscore.forms.reading import FormRead
    from perfscore.forms.worker import Workers

__all__ = ["Forms", "holds_no_form", "in_old_format"]

_OLD_FORMAT = "form-legacy"
_NO_FORM = frozenset(("form-nothing-found", "form-json-shape", _OLD_FORMAT))
_OLDER = (".xls", ".xlsb", ".doc", ".et", ".wps")
"""Files nobody can read, but that may be forms: they are mentioned, so that none is lost unnoticed."""


class Forms:
    """Reads the forms of files; the processes that read them are kept for the next file · 表格读取."""

    def __init__(self, catalog: Catalog, year: int | None = None) -> None:
        self._catalog, self._year = catalog, year
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

    def reports(self, file: str) -> "Iterator[tuple[str | None, FormRead]]":
        """Yield which of several forms it is, and what was read of it.

        Raises ProblemsFound.
        """
        from perfscore.forms import read_forms
        from perfscore.forms.worker import Workers

        self._workers = self._workers or Workers()
        forms = read_forms(file, self._catalog, year=self._year, workers=self._workers)
        for number, form in enumerate(forms, 1):
            yield (f"#{number}" if len(forms) > 1 else None), form


def holds_no_form(found: ProblemsFound) -> bool:
    """Say whether all that is wrong with a file is that no form is in it, or one nobody can read."""
    return all(problem.code in _NO_FORM for problem in found.problems)


def in_old_format(found: ProblemsFound) -> bool:
    """Say whether a file may hold a form, in a format that is not read."""
    return any(problem.code == _OLD_FORMAT for problem in found.problems)
