"""What a run keeps: each ruleset read and bound once, and the language of its table · 方案与语言.

However many reports a run scores, it makes one plan a ruleset.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress

from perfscore.batch.folder.settings import Settings, Task
from perfscore.inputs.report import Report
from perfscore.inputs.reports import read_report
from perfscore.messages.problems import Place, ProblemsFound
from perfscore.packs.catalog import Catalog, discover
from perfscore.plan.choosing import choose_plan, plan_as_printed
from perfscore.plan.planned import AS_PRINTED, Plan
from perfscore.runs.loading import load_plan, load_plans

__all__ = ["Plans", "language_said"]

_MOST = 32
"""So many rulesets of reports are kept; a stranger's folder may name one more with every report."""
_NOBODY = Report("", 0, None, None, "", "", {})


class Plans:
    """The plans made so far, by who names the ruleset · 方案缓存."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._given: list[Plan] | None = None
        self._own: dict[tuple[str, str], list[Plan]] = {}
        self._catalog: Catalog | None = None

    @property
    def catalog(self) -> Catalog:
        """What the packs that are allowed provide."""
        if self._catalog is None:
            self._catalog = discover(self._settings.packs)
        return self._catalog

    @property
    def are_given(self) -> bool:
        """Say whether the command line names the rulesets; then no report's own counts."""
        return bool(self._settings.rulesets)

    def check(self) -> None:
        """Raise ProblemsFound for what is wrong with the packs and rulesets the command line names."""
        if self.are_given:
            self.given()
        elif self._settings.packs:
            assert self.catalog

    def given(self) -> Sequence[Plan]:
        """Return the plans of the rulesets that the command line names; raise ProblemsFound."""
        if self._given is None:
            self._given = load_plans(_NOBODY, self._settings.rulesets, self._settings.packs)
        return self._given

    def of(self, report: Report) -> Sequence[Plan]:
        """Return the plans a report is scored by; raise ProblemsFound for what is wrong with them.

        Where nobody names a ruleset the report's own frame chooses.
        """
        if self.are_given:
            return [
                plan_as_printed(report, self.catalog) if plan.ruleset.id == AS_PRINTED else plan
                for plan in self.given()
            ]
        if report.ruleset is None:
            return [choose_plan(report, self.catalog)]
        place = report.origin.place(("report", "ruleset"))
        return self._kept(report.ruleset, place) or self._keep(
            report.ruleset, place, load_plans(report, (), self._settings.packs)
        )

    def named(self, ruleset: str, place: Place) -> Sequence[Plan]:
        """Return the plans of a report that names a ruleset at a place; raise ProblemsFound."""
        if self.are_given:
            return self.given()
        return self._kept(ruleset, place) or self._keep(
            ruleset, place, [load_plan(ruleset, self._settings.packs, named_at=place)]
        )

    def _kept(self, ruleset: str | None, place: Place) -> list[Plan] | None:
        return None if ruleset is None else self._own.get(_key(ruleset, place))

    def _keep(self, ruleset: str | None, place: Place, plans: list[Plan]) -> list[Plan]:
        assert ruleset is not None
        while len(self._own) >= _MOST:
            del self._own[next(iter(self._own))]
        self._own[_key(ruleset, place)] = plans
        return plans


def _key(ruleset: str, place: Place) -> tuple[str, str]:
    """Return what tells a ruleset apart: an id alone, a path with the folder it is taken from."""
    path = ruleset.endswith(".toml") or "/" in ruleset or "\\" in ruleset
    return ruleset, place.file.rpartition("/")[0] if path else ""


def language_said(tasks: Iterable[Task], catalog: Catalog) -> str:
    """Return the language of the files and of their table, that of the first report; empty without any.

    The same files give the same table everywhere.  What is named like a form counts
    as Chinese; none is opened to see that.
    """
    files = [task.file for task in tasks if task.problem is None]
    forms = tuple(suffix for entry in catalog.readers.values() for suffix in entry.value.suffixes)
    if any(file.casefold().endswith(forms) for file in files):
        return "zh"
    for file in files:
        with suppress(ProblemsFound):
            return read_report(file).language
    return ""
