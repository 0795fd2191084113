"""The audit of one file, report or filled form, whatever comes of it · 审核一个文件."""

import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfscore.batch.folder.entry import read_entry
from perfscore.batch.folder.journal import input_digest, is_current, made_from
from perfscore.batch.folder.line import Data, line_data, line_text, note_data, refused_data
from perfscore.batch.folder.plans import Plans
from perfscore.batch.folder.pool import Lost
from perfscore.batch.folder.settings import Line, Outcome, Settings, Task
from perfscore.engine import audit
from perfscore.inputs.report import Report
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.packs.catalog import Catalog
from perfscore.runs.language import language_of
from perfscore.runs.loading import load_report
from perfscore.runs.output import complain

if TYPE_CHECKING:
    from perfscore.documents.worker import Workers
    from perfscore.extract.forms.form import FormRead

__all__ = ["Auditor", "Forms", "holds_no_form", "in_old_format", "lost"]

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
        from perfscore.documents.worker import Workers
        from perfscore.extract.forms.form import read_forms

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


_CODES = {"crashed": "audit-crashed", "too_long": "audit-too-long"}


def lost(task: Task, why: Lost, settings: Settings) -> Outcome:
    """Return what to say of a file that cost a process."""
    return refused(task, Problem(_CODES[why.why], Place(task.file, 0)), settings)


def refused(task: Task, problem: Problem, settings: Settings) -> Outcome:
    """Return a file as refused for one reason."""
    return Outcome(task.file, (_refusal(task.file, ProblemsFound([problem]), settings),))


@dataclass(frozen=True, slots=True)
class _Read:
    """A report of a file: which of several it is, what to answer in, and what else the file holds."""

    place: str | None
    report: Report
    language: str
    notes: tuple[Data, ...] = ()
    body: str | None = None


class Auditor:
    """Audits one file after the other; rulesets are bound once · 审核器."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.plans = Plans(settings)
        self._forms: Forms | None = None

    def close(self) -> None:
        """End the processes that read forms."""
        if self._forms is not None:
            self._forms.close()

    def __call__(self, task: Task) -> Outcome:
        """Audit a file; nothing it holds, and no fault of ours, ends the run."""
        if task.problem is not None:
            return refused(task, task.problem, self.settings)
        try:
            if task.kept and is_current(task, self.plans, self.settings):
                return Outcome(task.file, (), kept=True)
            return Outcome(task.file, tuple(self._lines(task.file)))
        except ProblemsFound as found:
            if not task.named and holds_no_form(found):
                return Outcome(task.file, (), unread=in_old_format(found))
            return Outcome(task.file, (_refusal(task.file, found, self.settings),))
        except Exception as error:
            if self.settings.debug:
                complain(traceback.format_exc())
            values = {"found": type(error).__name__}
            return refused(task, Problem("audit-failed", Place(task.file, 0), "", values), self.settings)

    def _lines(self, file: str) -> Iterator[Line]:
        digest = input_digest(file) if self.settings.whole else None
        data = [one for read in list(self._reads(file)) for one in self._audited(file, read, digest)]
        for part, one in enumerate(data, 1):
            if one.get("made_from"):
                one["made_from"] |= {"part": part, "of": len(data)}
            yield _line(one, self.settings)

    def _reads(self, file: str) -> Iterator[_Read]:
        if file.endswith(".toml"):
            yield _Read(None, *load_report(file, self.settings.language))
            return
        self._forms = self._forms or Forms(self.plans.catalog, self.settings.year)
        for place, form in self._forms.reports(file):
            language = language_of(self.settings.language, form.toml)
            notes = tuple(note_data(note, language) for note in form.notes)
            yield _Read(place, form.report, language, notes, form.body)

    def _audited(self, file: str, read: _Read, digest: str | None) -> Iterator[Data]:
        try:
            plans = self.plans.of(read.report)
        except ProblemsFound as found:
            yield refused_data(found, file, read.place, read.language)
            return
        for plan in plans:
            try:
                result = audit(read.report, plan)
            except ProblemsFound as found:
                yield refused_data(found, file, read.place, read.language)
            else:
                data = line_data(result, file, read.place, read.language)
                data |= {"notes": list(read.notes), "body": read.body}
                if self.settings.whole:
                    data["made_from"] = made_from(plan, digest, read.report.ruleset, self.settings)
                yield data


def _refusal(file: str, found: ProblemsFound, settings: Settings) -> Line:
    language = language_of(settings.language, files=[file])
    return _line(refused_data(found, file, None, language), settings)


def _line(data: Data, settings: Settings) -> Line:
    return Line(read_entry(data), line_text(data) if settings.whole else "")
