"""The audit of one file, report or filled form, whatever comes of it · 审核一个文件."""

import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from perfscore.auditing.verdicts import Audit
from perfscore.batch.folder.journal import input_digest, is_current, made_from
from perfscore.batch.folder.line import Data, line_data, note_data, refused_data, without_data
from perfscore.batch.folder.plans import Plans
from perfscore.batch.folder.refusing import line, refusal, refused
from perfscore.batch.folder.settings import Line, Outcome, Settings, Task
from perfscore.documents.document import Document
from perfscore.engine import audit
from perfscore.explain.formats.rendering import render
from perfscore.inputs.files import read_text
from perfscore.inputs.report import Report
from perfscore.inputs.toml.text import parse
from perfscore.messages import language_in
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.packs.catalog import Catalog
from perfscore.runs.language import language_of, say
from perfscore.runs.loading import load_report
from perfscore.runs.output import complain, to_file

if TYPE_CHECKING:
    from perfscore.documents.worker import Workers
    from perfscore.extract.forms.notes import FormNote
    from perfscore.extract.reports import Read

__all__ = ["Auditor", "Forms"]

_HOLDS_NONE = frozenset(("form-nothing-found", "form-json-shape", "form-empty", "narrative-nothing-found"))
"""Problems of files that nobody named and that hold no self-evaluation."""


class Forms:
    """Reads the forms of files; the processes that read them are kept for the next file · 表格读取."""

    def __init__(self, catalog: Catalog, year: int | None = None, password: str | None = None) -> None:
        self._catalog, self._year, self._password = catalog, year, password
        self._workers: Workers | None = None

    def close(self) -> None:
        """End the processes that read."""
        if self._workers is not None:
            self._workers.__exit__(None, None, None)

    def reports(self, file: str) -> "Iterator[tuple[str | None, Read]]":
        """Yield which of several reports it is, and what was read of it.

        Raises ProblemsFound.
        """
        from perfscore.documents.worker import Workers
        from perfscore.extract.reports import read_reports

        self._workers = self._workers or Workers()
        forms = read_reports(
            file, self._catalog, year=self._year, workers=self._workers, password=self._password
        )
        for number, form in enumerate(forms, 1):
            yield (f"#{number}" if len(forms) > 1 else None), form


def _toml_held(task: Task) -> str | None:
    """Return what a TOML file of a folder holds where it is no report; one that cannot be read may be one."""
    if task.named or not task.file.endswith(".toml"):
        return None
    try:
        data = parse(read_text(Path(task.file))).data
    except ProblemsFound:
        return None
    return None if "report" in data else "ruleset" if "ruleset" in data else "toml"


def _held(found: ProblemsFound) -> str | None:
    """Return what a file holds that has no self-evaluation, None for one that was refused."""
    codes = {problem.code for problem in found.problems}
    return found.problems[0].code if codes <= _HOLDS_NONE else None


@dataclass(frozen=True, slots=True)
class _Read:
    """A report of a file: which of several it is, what to answer in, and what else the file holds."""

    place: str | None
    report: Report
    language: str
    notes: "tuple[FormNote, ...]" = ()
    document: Document | None = None
    is_report: bool = True
    """Whether it says of itself that it is a self-evaluation."""


class _Said(NamedTuple):
    """What is said of one report under one ruleset, in any language; its page, and what it was made from."""

    data: Callable[[str], Data]
    page: str = ""
    made_from: Data | None = None

    def part(self, part: int, of: int, language: str) -> Data:
        """Return it as the data of one of several lines of a file."""
        made = self.made_from
        return self.data(language) | ({"made_from": made | {"part": part, "of": of}} if made else {})


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
            if (held := _toml_held(task)) is not None:
                return self._without(task, held)
            reads = list(self._reads(task.file))
            if not task.named and reads and not any(read.is_report for read in reads):
                return self._without(task, "text")
            return Outcome(task.file, tuple(self._lines(task.file, reads)))
        except ProblemsFound as found:
            held = None if task.named else _held(found)
            if held is not None:
                return self._without(task, held, found.problems[0].values.get("found", ""))
            return Outcome(task.file, (refusal(task.file, found, self.settings),))
        except Exception as error:
            if self.settings.debug:
                complain(traceback.format_exc())
            values = {"found": type(error).__name__}
            return refused(task, Problem("audit-failed", Place(task.file, 0), "", values), self.settings)

    def _without(self, task: Task, held: str, found: str = "") -> Outcome:
        """Return a file that holds no self-evaluation, with what it does hold."""
        language = language_of(self.settings.language, files=[task.file])

        def said(language: str) -> Data:
            return without_data(task.file, say(language, f"audit_holds.{held}", found=found))

        return Outcome(task.file, (line(said, language, self.settings),))

    def _lines(self, file: str, reads: list[_Read]) -> Iterator[Line]:
        digest = input_digest(file, self.settings.password) if self.settings.whole else None
        found = [(read, one) for read in reads for one in self._audited(file, read, digest)]
        for part, (read, one) in enumerate(found, 1):
            said, page = partial(one.part, part, len(found)), self._page(file, part, one.page)
            yield line(said, read.language, self.settings, page)

    def _page(self, file: str, part: int, page: str) -> str:
        """Write the page of a report where pages are wanted, and return its name."""
        if not page or self.settings.pages is None:
            return ""
        name = f"{sha256(file.encode()).hexdigest()[:12]}-{part}.html"
        to_file(str(Path(self.settings.pages) / name), page)
        return name

    def _reads(self, file: str) -> Iterator[_Read]:
        if file.endswith(".toml"):
            yield _Read(None, *load_report(file, self.settings.language))
            return
        self._forms = self._forms or Forms(self.plans.catalog, self.settings.year, self.settings.password)
        for place, form in self._forms.reports(file):
            language = language_of(self.settings.language, language_in(form.toml))
            is_report = form.is_self_evaluation
            yield _Read(place, form.report, language, form.notes, form.document, is_report)

    def _audited(self, file: str, read: _Read, digest: str | None) -> Iterator[_Said]:
        """Yield what is said of a report under each of its rulesets."""
        try:
            plans = self.plans.of(read.report)
        except ProblemsFound as found:
            yield _Said(partial(refused_data, found, file, read.place))
            return
        for plan in plans:
            try:
                result = self._judged(audit(read.report, plan), file, read)
            except ProblemsFound as found:
                yield _Said(partial(refused_data, found, file, read.place))
            else:
                whole = self.settings.whole
                made = made_from(plan, digest, read.report.ruleset, self.settings) if whole else None
                yield _Said(partial(_told, result, file, read), self._shown(result, read), made)

    def _judged(self, result: Audit, file: str, read: _Read) -> Audit:
        """Return a result with the judgements that stand beside its document, where they are asked for."""
        if not self.settings.corrected or read.place is not None:
            return result
        from perfscore.auditing.overrides import overruled_beside

        return overruled_beside(result, file)

    def _shown(self, result: Audit, read: _Read) -> str:
        if self.settings.pages is None:
            return ""
        return render(result, language=read.language, format="html", beside=read.document)


def _told(result: Audit, file: str, read: _Read, language: str) -> Data:
    notes = [note_data(note, language) for note in read.notes]
    return line_data(result, file, read.place, language) | {"notes": notes, "body": read.report.body}
