"""The draft of a ruleset from a criteria table · 规则集草稿.

What is drafted is tried first: a criterion that would not pass `check` is left to a judge.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perfscore.documents.reading import document_of
from perfscore.extract.forms.form import opened_by
from perfscore.inputs.given import make_ruleset
from perfscore.messages import language_in
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.packs.catalog import Catalog
from perfscore.plan.make import make_plan
from perfscore.publish.draft.filling import Row, step_of
from perfscore.publish.draft.measures import Measured, Measures
from perfscore.publish.draft.rules import Rule, rule_of
from perfscore.publish.draft.said import Said, both, numbers_off, read_back
from perfscore.publish.draft.table import CriteriaTable, Printed, criteria_table
from perfscore.publish.draft.text import POLICIES, Drafted, path_of, ruleset_text

__all__ = ["Draft", "draft_of", "drafted"]

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """A ruleset drafted: its criteria, and what of its table does not add up · 草稿.

    `off` are sentences about the table as a whole, `source` what the criteria were read from.
    """

    id: str
    source: Mapping[str, str]
    table: CriteriaTable
    criteria: tuple[Drafted, ...]
    off: tuple[Said, ...]

    @property
    def counts(self) -> Mapping[str, str]:
        """How many criteria there are, are rules, and are left to a judge."""
        judged = sum(one.rule is None for one in self.criteria)
        numbers = {"criteria": len(self.criteria), "read": len(self.criteria) - judged, "judged": judged}
        return {name: str(number) for name, number in numbers.items()}

    @property
    def spoken(self) -> str:
        """The language of the table."""
        return language_in("".join(one.printed.name + one.printed.sentence for one in self.criteria))

    def toml(self, language: str) -> str:
        """Return the text of the file, with comments in a language."""
        return ruleset_text(self.id, self.source, self.criteria, self.table.groups, self.off, language)


def draft_of(path: str | Path, catalog: Catalog, *, id: str, password: str | None = None) -> Draft:
    """Return the draft of a ruleset from the criteria table of a document · 由评分表起草规则集.

    `id` is that of the ruleset.  Raises ProblemsFound for a file that cannot be read or holds no table of
    criteria with points and a scoring standard.
    """
    opened = opened_by(path, catalog, password)
    found = criteria_table(document_of(opened, None, password), opened.label)
    measures = Measures(catalog)
    scored = [printed for printed in found.rows if printed.points is not None]
    if not scored:
        raise ProblemsFound([Problem("draft-no-criteria", Place(opened.label, 0))])
    criteria = tuple(drafted(printed, number, measures, catalog) for number, printed in enumerate(scored, 1))
    source = {"title": found.title or opened.name, "seen": opened.short}
    return Draft(id, source, found, criteria, tuple(numbers_off(found)))


def drafted(printed: Printed, number: int, measures: Measures, catalog: Catalog) -> Drafted:
    """Return a row as a criterion that passes `check`; left to a judge where its rule would not."""
    assert printed.points is not None
    names = measures.names(printed.name, printed.explanation)
    row = Row(f"row_{number:02}", printed.name, printed.points, printed.sentence, names)
    rule = rule_of(row)
    if rule is not None:
        measured = measures.measured(rule, row, printed.explanation)
        one = Drafted(
            printed, row, rule, _criterion(printed, row, rule, measured), {**measured.facts, **rule.facts}
        )
        if _passes(one, catalog):
            return one
    return Drafted(printed, row, None, _criterion(printed, row, None, Measured({}, {})))


def _criterion(printed: Printed, row: Row, rule: Rule | None, measured: Measured) -> Values:
    criterion: dict[str, Any] = {"id": row.id}
    if printed.levels:
        criterion["section"] = path_of(printed.levels)
    criterion |= {"label": row.name, "points": row.points, **measured.keys}
    criterion["scoring"] = {"shape": "judged", "step": step_of(row.points)} if rule is None else rule.scoring
    criterion["source"] = f"criteria {printed.place}"
    # Of a sentence without a rule, what is said here would be printed as the standard of the rule it gets.
    if rule is not None:
        criterion["says"] = {language: read_back(rule, row, language) for language in ("zh", "en")}
    criterion["standing"] = "assumed"
    if rule is not None and rule.not_applicable:
        criterion["not_applicable"] = rule.not_applicable
    readings = rule.readings if rule is not None else {}
    criterion["readings"] = [
        {"id": name, "scoring": differs, "says": both(name)} for name, differs in readings.items()
    ]
    return criterion


def _passes(one: Drafted, catalog: Catalog) -> bool:
    head = {
        "id": "draft",
        "title": "draft",
        "version": "1",
        "status": "unconfirmed",
        "points": one.row.points,
    }
    sources = {"criteria": {"title": "draft", "standing": "assumed"}}
    values = {"ruleset": {**head, **POLICIES}, "sources": sources, "facts": one.facts}
    try:
        make_plan(make_ruleset({**values, "criteria": [one.criterion]}), catalog)
    except ProblemsFound:
        return False
    return True
