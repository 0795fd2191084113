"""One run: what was asked of the program, and the record of what came of it · 一次运行及其记录."""

from collections.abc import Sequence
from typing import NamedTuple

from perfscore.auditing.verdicts import Audit
from perfscore.inputs.overrides import OverridesRead
from perfscore.record.compose import record_of
from perfscore.record.files import Folders, archived, inputs_of
from perfscore.record.made_from import AskedPart
from perfscore.record.model import Record

__all__ = ["Run", "is_path", "recorded"]


class Run(NamedTuple):
    """What one report was read from, and under which ruleset it was asked for · 运行条件.

    `form` counts the reports of the file from 1; `ruleset` is None where the report's own was taken.
    """

    path: str
    form: int = 1
    ruleset: str | None = None
    packs: Sequence[str] = ()
    year: int | None = None
    overrides: OverridesRead | None = None


def recorded(result: Audit, run: Run, folders: Folders) -> Record:
    """Return the record of a result, without its seal · 生成记录."""
    judged = () if run.overrides is None else (run.overrides.document.source,)
    return record_of(result, _asked(run, folders), inputs_of(result, run.path, folders, judged))


def _asked(run: Run, folders: Folders) -> AskedPart:
    """Return what was asked for, as far as it has an effect: a report file has a year of its own."""
    ruleset = run.ruleset
    return AskedPart(
        ruleset=folders.named(ruleset) if ruleset is not None and is_path(ruleset) else ruleset,
        packs=tuple(sorted(set(run.packs))),
        year=None if run.path.casefold().endswith(".toml") else run.year,
        member=archived(run.path)[1], form=run.form,
    )  # fmt: skip


def is_path(ruleset: str) -> bool:
    """Say whether a ruleset is named by its file, not by its id."""
    return ruleset.endswith(".toml") or "/" in ruleset or "\\" in ruleset
