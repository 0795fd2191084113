"""What a new ruleset changes, as a document and as data · 规则变化说明."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from perfscore.explain.content.document import Block, Document, Pair, Pairs, Paragraph, Section, Table
from perfscore.explain.content.rules import rules_named
from perfscore.explain.wording.words import Words, brief, percent, words_of
from perfscore.numbers.exact import decimal_text
from perfscore.plan.planned import Plan
from perfscore.publish.card.differences import Difference, Moved, differences, moved

__all__ = ["changes", "changes_data"]

FORMAT = 1
_MOST_MOVED = 5


def changes(old: Plan, new: Plan, language: str) -> Document:
    """Return what one ruleset has otherwise than another: in words, and in points where a rule moved."""
    words = words_of(language)
    found = list(differences(old, new, words))
    key = "changes.headline" if found else "changes.none"
    counts = {sort: str(sum(one.sort == sort for one in found)) for sort in ("criterion", "fact")}
    headline = words(key, count=str(len(found)), criteria=counts["criterion"], facts=counts["fact"])
    return Document(headline, tuple(_blocks(old, new, found, words)))


def _blocks(old: Plan, new: Plan, found: Sequence[Difference], words: Words) -> Iterator[Block]:
    clause = words("punctuation.clause")
    yield Pairs(
        tuple(
            Pair(words(f"changes.{side}"), (clause.join(rules_named(plan.ruleset, words)),))
            for side, plan in (("old", old), ("new", new))
        )
    )
    points = moved(old, new)
    for sort, group in groupby(found, key=lambda one: one.sort):
        rows = tuple(row for one in group for row in _rows(one, words))
        head = tuple(words(f"changes.{name}") for name in ("about", "what", "before", "after"))
        yield Section(words(f"changes.{sort}"), (Table(rows, head),), sort)
    if points:
        labels = {step.criterion.id: words.label(step.criterion.label) for step in new.steps}
        yield Section(words("changes.moved"), tuple(_moved(points, labels, new, words)), "moved")


def _rows(one: Difference, words: Words) -> Iterator[tuple[str, ...]]:
    """Yield a row for each thing that differs, the name of what it is about in the first alone."""
    label = one.label or words("changes.card")
    if one.before is None or one.after is None:
        told = {"criterion": ("points", "scoring"), "fact": ("values",)}.get(one.sort)
        parts: Mapping[str, str] = one.after or one.before or {}
        said = words("punctuation.clause").join(parts[key] for key in told or parts if parts[key])
        absent = words("changes.absent")
        sides = (absent, said) if one.before is None else (said, absent)
        yield (label, words("changes.added" if one.before is None else "changes.removed"), *sides)
        return
    for key, before in one.before.items():
        yield label, words(f"card.{key}"), before, one.after[key]
        label = ""


def _moved(
    points: Mapping[str, Sequence[Moved]], labels: Mapping[str, str], new: Plan, words: Words
) -> Iterator[Block]:
    units = {step.criterion.id: step.indicator.unit for step in new.steps if step.indicator}
    rows = []
    for name, several in points.items():
        alike = {(one.before, one.after): one for one in several}.values()  # of those that move alike one
        gravest = sorted(alike, key=lambda one: abs(one.after - one.before), reverse=True)[:_MOST_MOVED]
        for at, one in enumerate(sorted(gravest, key=lambda one: one.measure, reverse=True)):
            measure = percent(one.measure) if units[name] == "ratio" else brief(one.measure)
            by = one.after - one.before
            sign = "+" if by > 0 else "−"
            shown = (brief(one.before), brief(one.after), f"{sign}{brief(abs(by))}")
            rows.append(("" if at else labels[name], measure, *shown))
    head = tuple(words(f"changes.{name}") for name in ("about", "measure", "before", "after", "by"))
    yield Table(tuple(rows), head, frozenset({1, 2, 3, 4}))
    yield Paragraph(words("changes.moved_means"))


def changes_data(old: Plan, new: Plan, language: str) -> dict[str, Any]:
    """Return what differs as plain data, in the words of a language."""
    sides = (("old", old), ("new", new))
    return {
        "format": FORMAT,
        **{side: {"id": plan.ruleset.id, "version": plan.ruleset.ruleset.version} for side, plan in sides},
        "differences": [asdict(one) for one in differences(old, new, words_of(language))],
        "moved": [
            {
                "criterion": name,
                "measure": decimal_text(one.measure),
                "before": decimal_text(one.before),
                "after": decimal_text(one.after),
            }
            for name, several in moved(old, new).items()
            for one in several
        ],
    }
