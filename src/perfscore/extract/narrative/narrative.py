"""From a narrative to a report · 读取文字报告.

document → running text → figures with their scopes → facts → the text of a report file → `Report`, by the
same code that reads a file somebody wrote.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from perfscore.documents.document import Document, Unreadable
from perfscore.extract.forms.notes import FormNote
from perfscore.extract.narrative.binding import bind
from perfscore.extract.narrative.bound import Reading
from perfscore.extract.narrative.compose import listed_of, toml_of
from perfscore.extract.narrative.found import Found
from perfscore.extract.narrative.head import Head, head_of
from perfscore.extract.narrative.labels import Labels
from perfscore.extract.narrative.phrases import Phrases, phrases_with
from perfscore.extract.narrative.projects import projects_of
from perfscore.extract.narrative.relations import relations_in, totals_that_add_up
from perfscore.extract.narrative.scopes import said_in
from perfscore.extract.narrative.statements import claims_of, statements_of
from perfscore.extract.narrative.text import Text, text_of
from perfscore.extract.pictured import pictured_in
from perfscore.extract.toml_writer import Value
from perfscore.inputs.files import Source
from perfscore.inputs.report import Report
from perfscore.inputs.reports import report_of
from perfscore.inputs.ruleset import Ruleset
from perfscore.inputs.toml.text import parse
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.packs.catalog import dictionary_of

if TYPE_CHECKING:
    from perfscore.packs.catalog import Catalog

__all__ = ["NarrativeRead", "found_in", "read_narrative"]

_REPORT = re.compile("绩效|自评|评价")
_WORD = re.compile(r"[a-z_][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class NarrativeRead:
    """A narrative as read · 读取结果.

    `toml` is the text of a report file, `report` what that text says, `found` everything else: the running
    text, every figure with what became of it, the statements of arithmetic.
    """

    report: Report
    toml: str
    found: Found
    head: Head
    notes: tuple[FormNote, ...] = ()
    digest: str = ""
    document: Document | None = None

    @property
    def counts(self) -> tuple[str, Mapping[str, str]]:
        """The key of the sentence that says how much was read, and its values."""
        bound, listed = self.found.taken, len(listed_of(self.found))
        return "read.written", {"bound": str(bound), "listed": str(listed)}

    @property
    def is_self_evaluation(self) -> bool:
        """Whether the text says what it is: a report by its title, of a body, or one with a total."""
        titled = _REPORT.search(self.head.title or "") is not None
        return bool(self.head.title or self.head.body) and (titled or self.report.total is not None)


def read_narrative(
    document: Document,
    catalog: "Catalog",
    *,
    name: str,
    shown: str = "",
    label: str = "",
    file_digest: str = "",
    year: int | None = None,
) -> NarrativeRead | None:
    """Return what a document says in its text, None where nothing in it is a fact or a claim.

    `name`, `shown` (without folders), `label` and `file_digest` are those of the file, `year` the fiscal
    year where the text names none.
    Raises ProblemsFound for a text of no year, and for one of more figures than a report has.
    """
    text = text_of(document)
    head = head_of(text)
    phrases = phrases_with(entry.value for entry in catalog.phrases.values())
    try:
        found = found_in(text, head, phrases, dictionary_of(catalog))
    except Unreadable as refusal:
        place = Place(label or name, 0)
        raise ProblemsFound([Problem(refusal.code, place, refusal.where, dict(refusal.values))]) from None
    bound = any(one.taken for one in found.bound) or found.statements or found.claims.total
    if not bound:
        return None
    known = head.year or year
    if known is None:
        raise ProblemsFound([Problem("narrative-no-year", Place(label or name, 0))])
    subject = head.body or name
    values: dict[str, Value] = {"subject": subject, "fiscal_year": known}
    if head.title:
        values["title"] = head.title
    values["read_from"] = shown or name
    notes = tuple(FormNote(one.code, one.place, one.text, one.values) for one in document.remarks)
    toml = toml_of(found, values, head.title or name, pictured_in(document), notes)
    content = toml.encode()
    digest = f"sha256:{sha256(content).hexdigest()}"
    report = report_of(parse(Source(label or name, toml, digest, len(content))), None)
    report = replace(report, read_digest=file_digest or None)
    return NarrativeRead(report, toml, found, head, notes, file_digest)


def found_in(text: Text, head: Head, phrases: Phrases, dictionary: Ruleset) -> Found:
    """Return everything that a text says, by some wordings and under the names of a dictionary."""
    labels = Labels(head.body, head.project)
    said = said_in(text, labels)
    relations = relations_in(said, text)
    plain = "\n".join(paragraph.plain for paragraph in text.paragraphs)
    reading = Reading(labels, phrases, head.kind, head.year, plain)
    bound = bind(said, reading, totals_that_add_up(relations))
    claims = claims_of(said, relations, text, labels, phrases, head.year)
    return Found(
        text, bound, relations, tuple(statements_of(text, phrases)), claims, projects_of(bound, relations),
        _labels(dictionary), _checked(dictionary), frozenset(phrases.rules.once),
    )  # fmt: skip


def _labels(dictionary: Ruleset) -> Mapping[str, Mapping[str, str]]:
    return {
        id_: {"zh": fact.label.zh, "en": fact.label.en}
        for id_, fact in dictionary.facts.items()
        if fact.label
    }


def _checked(dictionary: Ruleset) -> frozenset[frozenset[str]]:
    """Return the sets of facts that the dictionary's checks hold against each other."""
    return frozenset(
        frozenset(_WORD.findall(check.assert_)) & frozenset(dictionary.facts) for check in dictionary.checks
    )
