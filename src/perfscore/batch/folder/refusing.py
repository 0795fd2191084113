"""What came of a file as lines of the result, also where nothing did · 一个文件的结果行."""

from collections.abc import Callable
from functools import partial

from perfscore.batch.folder.entry import read_entry
from perfscore.batch.folder.line import Data, line_text, refused_data
from perfscore.batch.folder.pool import Lost
from perfscore.batch.folder.settings import Line, Outcome, Settings, Task
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.runs.language import language_of

__all__ = ["line", "lost", "refusal", "refused"]

_CODES = {"crashed": "audit-crashed", "too_long": "audit-too-long"}


def lost(task: Task, why: Lost, settings: Settings) -> Outcome:
    """Return what to say of a file that cost a process."""
    return refused(task, Problem(_CODES[why.why], Place(task.file, 0)), settings)


def refused(task: Task, problem: Problem, settings: Settings) -> Outcome:
    """Return a file as refused for one reason."""
    return Outcome(task.file, (refusal(task.file, ProblemsFound([problem]), settings),))


def refusal(file: str, found: ProblemsFound, settings: Settings) -> Line:
    """Return the line of a file that was refused."""
    language = language_of(settings.language, files=[file])
    return line(partial(refused_data, found, file, None), language, settings)


def line(said: Callable[[str], Data], language: str, settings: Settings, page: str = "") -> Line:
    """Return what is said in a language as a line, with its page where there is one."""
    data = said(language)
    others = {other: read_entry(said(other)) for other in settings.also if other != language}
    return Line(read_entry(data), line_text(data) if settings.whole else "", page, others)
