"""Under which rules a result stands, and why these where nobody named any · 规则集的说明."""

from collections.abc import Iterator

from perfscore.explain.wording.words import Words
from perfscore.inputs.ruleset import Ruleset
from perfscore.numbers.fields import Standing
from perfscore.plan.planned import Plan

__all__ = ["rules_in_brief", "rules_named", "rules_text"]

_MOST_OTHERS = 4


def _reasons_of(plan: Plan, words: Words) -> list[str]:
    """Return why this ruleset, where nobody named one."""
    return [words(f"choice.{reason}") for reason in plan.choice.reasons] if plan.choice else []


def _choice(plan: Plan, words: Words) -> Iterator[str]:
    """Yield why this ruleset, where nobody named one, and which fit as well."""
    if plan.choice is None:
        return
    yield words("punctuation.clause").join(_reasons_of(plan, words))
    if plan.choice.others:
        titles = [words.label(title) for title in plan.choice.titles]
        yield words("choice.others", names=words.some(titles, _MOST_OTHERS))


def rules_named(ruleset: Ruleset, words: Words) -> tuple[str, str]:
    """Return which rules these are, and what they are worth."""
    head = ruleset.ruleset
    named = words("summary.rules", title=words.label(head.title), id=ruleset.id, version=head.version)
    return named, words(f"status.{head.status}")


def rules_in_brief(plan: Plan, words: Words) -> tuple[str, ...]:
    """Return which rules these are, what they are worth, and why these where nobody named any."""
    if plan.without_rules:
        return (words("choice.no_frame"),)
    return *rules_named(plan.ruleset, words), *_reasons_of(plan, words)


def rules_text(plan: Plan, words: Words, brief: bool) -> Iterator[str]:
    """Yield which rules these are in full: their note, what of them is assumed, which others fit."""
    if plan.without_rules:
        yield from rules_in_brief(plan, words)
        return
    yield from rules_named(plan.ruleset, words)
    if not brief:
        if plan.ruleset.ruleset.note is not None:
            yield words.label(plan.ruleset.ruleset.note)
        for standing in ("assumed", "general_knowledge"):
            labels = _standing(plan.ruleset, standing, words)
            if labels:
                yield words(f"summary.{standing}", labels=words.listed(labels))
    yield from _choice(plan, words)


def _standing(ruleset: Ruleset, standing: Standing, words: Words) -> list[str]:
    return [words.label(c.label) for c in ruleset.criteria if c.standing == standing]
