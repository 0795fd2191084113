"""A ruleset at every save: what is wrong, the card, what it does to a report · 规则集的实时页面."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from perfscore.auditing.comparison import compared
from perfscore.auditing.verdicts import Audit
from perfscore.desk.number_line import bands_drawn
from perfscore.engine import assess, audit
from perfscore.explain.content.comparison import comparison
from perfscore.explain.content.criteria import criteria_section
from perfscore.explain.content.document import Block, Paragraph, Section, Table
from perfscore.explain.content.opening import headline
from perfscore.explain.page.blocks import Laid
from perfscore.explain.page.frame import article
from perfscore.explain.page.markup import Html, joined, tag
from perfscore.explain.wording.words import Words, words_of
from perfscore.inputs.report import Report
from perfscore.messages.problems import Problem, ProblemsFound
from perfscore.packs.catalog import discover
from perfscore.plan.planned import Plan
from perfscore.publish.card.card import card
from perfscore.runs.judging import problems_of
from perfscore.runs.loading import load_draft, load_report
from perfscore.testing.coverage import Part, coverage
from perfscore.testing.ruleset_cases import ran_cases

__all__ = ["Seen", "Watch", "shown"]

Version = tuple[tuple[str, int, int], ...]


class Seen(NamedTuple):
    """What a save came to · 一次保存的结果.

    `plan` and `result` are of the last save that could be read; `before` is the result of the save before.
    """

    version: Version = ()
    problems: tuple[Problem, ...] = ()
    plan: Plan | None = None
    report: Report | None = None
    result: Audit | None = None
    before: Audit | None = None
    parts: tuple[Part, ...] = ()


class Watch:
    """A ruleset file and a report that are read anew whenever a file beside them was saved."""

    def __init__(self, ruleset: str, report: str | None, packs: Sequence[str]) -> None:
        self._ruleset, self._report, self._catalog = ruleset, report, discover(packs)
        self._seen = Seen()

    def look(self) -> Seen:
        """Return what the files come to now; they are read only where one of them was saved since."""
        version = self._version()
        if version != self._seen.version:
            self._seen = self._read(version, self._seen)
        return self._seen

    def _version(self) -> Version:
        """Return what changes with every save: the files of the folder, by name, time and length."""
        folders = {Path(named).resolve().parent for named in (self._ruleset, self._report) if named}
        found = []
        for file in sorted(file for folder in folders for file in folder.glob("*.toml")):
            try:
                stat = file.stat()
            except OSError:
                continue
            found.append((str(file), stat.st_mtime_ns, stat.st_size))
        return tuple(found)

    def _read(self, version: Version, last: Seen) -> Seen:
        problems: list[Problem] = []
        plan, report = last.plan, last.report
        parts = last.parts
        try:
            made = load_draft(Path(self._ruleset), self._catalog)
            problems += problems_of(made)
            if made.is_sound:
                plan, parts = made, coverage(made, ran_cases(made))
        except ProblemsFound as found:
            problems += found.problems
        try:
            report = load_report(self._report)[0] if self._report else None
        except ProblemsFound as found:
            problems += found.problems
        result = None
        try:
            result = audit(report, plan) if report is not None and plan is not None else None
        except ProblemsFound as found:
            problems += found.problems
        if result is None:
            return Seen(version, tuple(problems), plan, report, last.result, last.before, parts)
        return Seen(version, tuple(problems), plan, report, result, last.result, parts)


def shown(seen: Seen, language: str) -> Html:
    """Return what a save came to, in one language: problems first, then the result, then the card."""
    words = words_of(language)
    count = len(seen.problems)
    said = words("watch.sound") if not count else words("watch.problems", count=str(count))
    laid = Laid(f"{language}-", lambda stated: None)
    blocks = [*_problems(seen.problems, words), *_result(seen, words), *_cases(seen.parts, words)]
    inside = [*laid.blocks(blocks)]
    if seen.plan is not None:
        inside += _card(seen.plan, words)
    return article(said, inside)


def _problems(problems: Sequence[Problem], words: Words) -> Iterator[Block]:
    if problems:
        told = (Paragraph(problem.text(words.language)) for problem in problems)
        yield Section(words("watch.wrong"), tuple(told), "problems")


def _result(seen: Seen, words: Words) -> Iterator[Block]:
    """Yield the score of the report, and what the last save changed of it."""
    if seen.result is None:
        return
    blocks: list[Block] = [Paragraph(headline(seen.result, words))]
    if seen.before is not None:
        between = assess(seen.before.report, seen.result.card.plan)
        found = compared(seen.before, between, seen.result)
        if any(not change.is_none for change in (*found.criteria, found.total)):
            changed = comparison(found, words.language)
            blocks.append(Paragraph(changed.headline))
            blocks += [inner for block in changed.blocks[1:] for inner in _opened(block)]
        else:
            blocks.append(Paragraph(words("watch.unmoved")))
    yield Section(words("watch.result"), tuple(blocks), "result")
    yield criteria_section(seen.result, words)


def _opened(block: Block) -> Sequence[Block]:
    """Return what is in a section: what was just changed is shown, not folded away."""
    return block.blocks if isinstance(block, Section) else (block,)


def _cases(parts: Sequence[Part], words: Words) -> Iterator[Block]:
    """Yield how much of the rules the cases go through, and what they do not reach."""
    if not parts:
        return
    reached = sum(part.reached for part in parts)
    counts = {"reached": str(reached), "all": str(len(parts))}
    blocks: list[Block] = [Paragraph(words("watch.reached", **counts))]
    missed = tuple((words(f"tested.{part.sort}"), part.name, part.says) for part in parts if not part.reached)
    if missed:
        blocks.append(Table(missed))
    yield Section(words("watch.cases"), tuple(blocks), "cases")


def _card(plan: Plan, words: Words) -> Iterator[Html]:
    """Yield the card in words, and its bands as number lines."""
    laid, document = Laid(f"{words.language}-card-", lambda stated: None), card(plan, words.language)
    yield tag("h2", document.headline)
    yield from laid.blocks(document.blocks)
    drawn = [
        tag("figure", tag("figcaption", words.label(step.criterion.label)), line)
        for step in plan.steps
        if (line := bands_drawn(step, words)) is not None
    ]
    if drawn:
        yield tag("section", tag("h2", words("watch.lines")), joined(drawn))
