"""The language of a table over many reports · 汇总语言."""

from collections.abc import Iterable
from pathlib import Path

from perfscore.cli.language import is_chinese
from perfscore.cli.sentences import spoken
from perfscore.inputs.files import read_text
from perfscore.many.settings import Task
from perfscore.problems import ProblemsFound

__all__ = ["language_of", "language_of_file"]


def language_of(tasks: Iterable[Task]) -> str:
    """Return Chinese where a name, a form or the first report that can be read is Chinese.

    The same files give the same table everywhere; only where none can be read, as in an empty folder,
    has the user's locale a say.
    """
    tasks = list(tasks)
    if any(is_chinese(task.file) or _is_form(task) for task in tasks):
        return "zh"
    found = (_language_inside(task.file) for task in tasks if task.problem is None)
    return next((language for language in found if language), spoken())


def language_of_file(file: str) -> str:
    """Return the language to say of one file what is wrong with it."""
    if is_chinese(file) or not file.endswith(".toml"):
        return "zh"
    return _language_inside(file) or spoken()


def _is_form(task: Task) -> bool:
    return task.problem is None and not task.file.endswith(".toml")


def _language_inside(file: str) -> str:
    try:
        return "zh" if is_chinese(read_text(Path(file)).text) else "en"
    except ProblemsFound:
        return ""
