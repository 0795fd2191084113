"""The sections of a card: their names, their sums, their verdicts · 分项."""

from perfscore.auditing.lines import SectionAudit, Verdict
from perfscore.auditing.verdicts import Audit
from perfscore.explain.content.document import Marked, Table
from perfscore.explain.content.facts import claim_text
from perfscore.explain.wording.words import Words, brief, points_text
from perfscore.inputs.ruleset import Ruleset
from perfscore.score.scorecard import SectionTotal

__all__ = ["section_label", "section_table", "verdict_mark"]


def section_label(path: str, ruleset: Ruleset, words: Words) -> str:
    """Return a section by the labels of its levels."""
    levels = path.split("/") if path else []
    found = [ruleset.sections.get("/".join(levels[: depth + 1])) for depth in range(len(levels))]
    named = [
        words.label(section.label if section else None, level)
        for section, level in zip(found, levels, strict=True)
    ]
    return words("punctuation.beside").join(named)


def section_table(audit: Audit, words: Words) -> Table:
    """Return the sums of sections: the top ones where one holds more than one criterion, and claimed ones."""
    claimed = {line.total.name: line for line in audit.sections}
    top = [part for part in audit.card.sections if "/" not in part.name]
    grouped = 1 < len(top) < len(audit.criteria)
    shown = [part for part in audit.card.sections if part.name in claimed or (grouped and part in top)]
    if not shown:
        return Table(())
    columns = ("section", "full", "computed", *(("claimed", "verdict") if claimed else ()))
    rows = tuple(_row(part, claimed, audit, words)[: len(columns)] for part in shown)
    return Table(rows, tuple(words(f"criteria.{name}") for name in columns), frozenset({1, 2, 3}))


def _row(part: SectionTotal, claimed: dict[str, SectionAudit], audit: Audit, words: Words) -> tuple[str, ...]:
    ruleset = audit.card.plan.ruleset
    line = claimed.get(part.name)
    return (
        section_label(part.name, ruleset, words),
        brief(part.points),
        points_text(part.range, ruleset.ruleset.rounding.places, words),
        claim_text(line.claim) if line else words("criteria.not_claimed"),
        verdict_mark(line.verdict if line else None, words),
    )


def verdict_mark(verdict: Verdict | None, words: Words) -> str:
    """Return a verdict in a word; where there is none, what stands for none."""
    if verdict is None:
        return words("criteria.no_verdict")
    return Marked(words(f"verdict_short.{verdict}"), verdict)
