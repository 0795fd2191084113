"""``audit``: many reports at a time, one line each, and what they say together · 批量审核."""

import os
from argparse import Namespace
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore.cli.arguments import Parser, UsageFault
from perfscore.runs.statuses import REFUSED, UNWRITTEN

if TYPE_CHECKING:
    from perfscore.batch.folder.phrases import Phrases
    from perfscore.batch.folder.settings import Task
    from perfscore.batch.folder.writing import Writer
    from perfscore.runs.output import OutputFailed

__all__ = ["options", "run"]

_FORMATS = ("text", "json", "csv", "html")
_INPUTS = frozenset((".toml", ".xlsx", ".xlsm", ".docx", ".docm"))
"""What a result is never called: a file of that name is a report or a form, perhaps one of a folder."""


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("paths", nargs="+", metavar="PATH", key="audited")
    parser.add_rules()
    parser.add("--format", choices=_FORMATS, default="text", key="format")
    parser.add_language()
    parser.add("-o", "--output", metavar="FILE", key="output")
    parser.add_document()
    parser.add("--allow-refused", action="store_true", key="allow_refused")
    parser.add("--jobs", type=int, metavar="N", key="jobs")


def run(given: Namespace) -> int:
    """Audit files, folders and patterns; one that is broken is one line of the result."""
    from perfscore.batch.folder.find import find
    from perfscore.batch.folder.plans import language_said
    from perfscore.messages.problems import ProblemsFound
    from perfscore.packs.catalog import discover
    from perfscore.runs.language import language_of
    from perfscore.runs.output import OutputFailed, complain

    _refuse(given)
    language = language_of(given.lang)
    try:
        tasks = find(given.paths, given.output)
        said = "" if given.lang else language_said(tasks, discover(given.pack))
        language = language_of(given.lang, said, [task.file for task in tasks])
        return _run(given, tasks, language)
    except ProblemsFound as found:
        complain(found.text(language))
        return REFUSED
    except OutputFailed as failed:
        return _unwritten(failed, language)


def _run(given: Namespace, tasks: "list[Task]", language: str) -> int:
    from perfscore.batch.folder.phrases import Phrases
    from perfscore.batch.folder.plans import Plans
    from perfscore.batch.folder.run import Progress, audit_all, usual_jobs
    from perfscore.batch.folder.settings import Settings
    from perfscore.runs.output import OutputFailed

    whole, phrases = given.format == "json", Phrases(language)
    settings = Settings(
        tuple(dict.fromkeys(given.ruleset)), tuple(given.pack), given.lang if whole else language, whole,
        given.debug, given.year, given.password, _pages(given),
    )  # fmt: skip
    Plans(settings).check()  # what is wrong with a ruleset named here is told once, not for every file
    jobs = given.jobs or usual_jobs(len(tasks))
    with _writer(given, tasks, phrases) as writer:
        try:
            tally = audit_all(tasks, settings, jobs, writer, Progress(len(tasks), phrases))
            writer.finish(tally)
        except OutputFailed as failed:
            return _unwritten(failed, language, writer.left())
    return tally.status(given.allow_refused)


def _unwritten(failed: "OutputFailed", language: str, left: str = "") -> int:
    from perfscore.runs.language import say
    from perfscore.runs.output import complain

    if failed.code:
        complain(say(language, f"output.{failed.code}", **failed.values))
        if left:
            complain(left)
    return UNWRITTEN


def _writer(given: Namespace, tasks: "list[Task]", phrases: "Phrases") -> "Writer":
    from perfscore.batch.folder.writing import JournalWriter, LineWriter, RowWriter

    output = None if given.output == "-" else given.output
    if given.format == "csv":
        return RowWriter.csv(output, phrases)
    if given.format == "text":
        from perfscore.batch.folder.table import Table

        table = Table([task.file for task in tasks], phrases, len(given.ruleset) > 1)
        return RowWriter.text(output, table, phrases)
    if given.format == "html":
        from perfscore.batch.folder.index import IndexWriter

        return IndexWriter(given.output, phrases)
    return LineWriter(phrases) if output is None else JournalWriter(output, phrases)


def _pages(given: Namespace) -> str | None:
    """Return the folder of the pages, made where it is not there, where pages are wanted."""
    if given.format != "html":
        return None
    from perfscore.runs.output import writing

    pages = Path(given.output) / "pages"
    with writing(str(pages)):
        pages.mkdir(parents=True, exist_ok=True)
    return str(pages)


def _refuse(given: Namespace) -> None:
    """Refuse an output that is or may be an input, and less than one process."""
    from perfscore.runs.language import language_of, say

    language = language_of(given.lang)
    if given.jobs is not None and given.jobs < 1:
        raise UsageFault(say(language, "fault.jobs", found=str(given.jobs)))
    if given.format == "html" and given.output in (None, "-"):
        raise UsageFault(say(language, "fault.no_folder"))
    if given.output and Path(given.output).suffix.casefold() in _INPUTS and Path(given.output).is_file():
        raise UsageFault(say(language, "fault.over_input", found=given.output))
    for path in (*given.paths, *given.ruleset) if given.output else ():
        with suppress(OSError, ValueError):
            if os.path.samefile(path, given.output):
                raise UsageFault(say(language, "fault.over_input", found=given.output))
