"""What a run of many audits is asked for, and what goes to a worker and comes back · 批量审核的约定."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from perfscore.batch.folder.entry import Entry
from perfscore.messages.problems import Problem

__all__ = ["Kept", "Line", "Outcome", "Settings", "Task"]

Kept = tuple[Mapping[str, Any], ...]
"""The lines an earlier run wrote for a file, without what explains them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What every file of a run has in common · 批量审核的设置.

    `rulesets` are those of the command line, by id or path, empty where each report's own counts.
    `language` is None where each report is answered in its own.  With `whole` the lines are made,
    else only what the table and the summary need.  `year` is that of forms which print none.
    `password` opens files that have one; it goes into no line and no journal.  `pages` is the folder
    that gets a page of each report, where pages are asked for; `corrected` says that judgements beside a
    document go with its one report.  In the languages of `also` the entry of each line is made as well.
    """

    rulesets: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    language: str | None = None
    whole: bool = False
    debug: bool = False
    year: int | None = None
    password: str | None = field(default=None, repr=False)
    pages: str | None = None
    corrected: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One file to audit, by the name it is shown with, and what is known of it already · 一个任务.

    `named` says that the user named it: then it is audited, or refused, whatever it looks like.
    `problem` is there where a path gives no file.
    """

    file: str
    named: bool = False
    problem: Problem | None = None
    kept: Kept = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One report under one ruleset, or one file refused · 一行结果.

    `text` is its JSON on one line, with the end of the line, `page` the name of its page; each empty where
    nobody asked for it.  `others` are the entry in other languages that were asked for.
    """

    entry: Entry
    text: str = ""
    page: str = ""
    others: Mapping[str, Entry] = field(default_factory=dict)

    def entry_in(self, language: str) -> Entry:
        """Return the entry in a language, where it was made in that."""
        return self.others.get(language, self.entry)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file · 一个文件的结果.

    `kept` where the lines of an earlier run are still true.
    """

    file: str
    lines: tuple[Line, ...]
    kept: bool = False
