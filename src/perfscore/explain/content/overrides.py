"""What auditors judged, beside what was computed · 审计判断."""

from collections.abc import Iterator

from perfscore.auditing.overridden import Overridden, Override
from perfscore.auditing.verdicts import Audit
from perfscore.explain.content.document import Pair, Section, Table
from perfscore.explain.wording.words import Words, points_text

__all__ = ["judged_pairs", "judged_totals", "overrides_section"]


def overrides_section(found: Overridden, audit: Audit, words: Words) -> Section:
    """Return every judgement, and the total and the verdict with them."""
    names = ("about", "old", "new", "who", "why")
    rows = tuple(_row(entry, words) for entry in found.entries)
    table = Table(rows, tuple(words(f"overrides.{name}") for name in names))
    return Section(words("overrides.title"), (table, _outcome(found, audit, words)), "overrides")


def _judged_total(found: Overridden, audit: Audit, words: Words) -> str:
    """Return the total with what was judged, and its grade."""
    ruleset = audit.card.plan.ruleset
    points = points_text(found.range, ruleset.ruleset.rounding.places, words)
    text = words("summary.points", points=points)
    if not ruleset.grades:
        return text
    grade = found.grade
    if grade is None:
        return words("summary.no_grade", text=text)
    return words("summary.grade", text=text, grade=words.label(grade.label, grade.name))


def judged_totals(audit: Audit, words: Words) -> Iterator[Pair]:
    """Yield the total as judged, to stand beside the computed one; nothing where nobody judged."""
    if audit.overrides is not None:
        yield Pair(words("overrides.with"), (_judged_total(audit.overrides, audit, words),))


def judged_pairs(found: Overridden | None, criterion: str, words: Words) -> Iterator[Pair]:
    """Yield what was judged of one criterion."""
    for entry in found.of("criterion", criterion) if found else ():
        values = {"old": entry.old, "new": entry.new, "who": _who(entry, words), "why": entry.why}
        yield Pair(words("overrides.key"), (words("overrides.judged", **values),))


def _row(entry: Override, words: Words) -> tuple[str, ...]:
    label = words.label(entry.label, words("overrides.total"))
    about = words(f"overrides.{entry.kind}", label=label)
    old, new = (_said(text, words) for text in (entry.old, entry.new))
    return about, old, new, _who(entry, words), entry.why


def _said(text: str, words: Words) -> str:
    """Return a value as written, a state in words."""
    return words(f"overrides.{text}") if text in ("not_shown", "not_applicable", "true", "false") else text


def _who(entry: Override, words: Words) -> str:
    return words("overrides.signed", who=entry.who, when=entry.when.isoformat())


def _outcome(found: Overridden, audit: Audit, words: Words) -> Table:
    computed = points_text(audit.card.range, audit.card.plan.ruleset.ruleset.rounding.places, words)
    rows = [(words("overrides.with"), _judged_total(found, audit, words))]
    rows.append((words("overrides.without"), words("summary.points", points=computed)))
    if found.verdict is not None:
        rows.append((words("overrides.verdict"), words(f"verdict.{found.verdict}")))
    return Table(tuple(rows))
