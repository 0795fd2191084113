"""A look at a report's file before everything else is imported, for a quick answer · 先看文件."""

from pathlib import Path

from perfscore.inputs.files import read_text
from perfscore.problems import Place, Problem, ProblemsFound

__all__ = ["look_at_report"]

_FORMS = (".xlsx", ".xlsm", ".docx", ".docm", ".csv", ".json")


def look_at_report(path: str) -> None:
    """Raise ProblemsFound where there is no text to read, or a filled form in place of a report."""
    file = Path(path)
    suffix = file.suffix.casefold()
    if suffix in _FORMS and file.is_file():
        raise ProblemsFound([Problem("form-for-report", Place(path, 0), "", {"found": suffix})])
    read_text(file)
