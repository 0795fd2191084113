"""The rules of a card in words, before any report · 评分标准的写法.

All of it is the `prose` interpretation of the formulas that score.
"""

from collections.abc import Iterator
from fractions import Fraction

from perfscore.explain.content.steps import rounding_text
from perfscore.explain.wording.formulas import wording
from perfscore.explain.wording.words import Words
from perfscore.plan.planned import POINTS, Plan, PlannedModifier, ScoringRule, Step

__all__ = ["formula_texts", "measure_text", "modifier_text", "policies", "rule_text", "scoring_text"]


def measure_text(step: Step, words: Words) -> str:
    """Return what is measured: the indicator by name and its formula over the facts, nothing without one."""
    if step.indicator is None:
        return ""
    label = words.label(step.indicator.label)
    if step.measure is None:
        return words("step.opaque", label=label, pack=str(step.provider) if step.provider else "")
    formula = wording(words.language).named(step.measure, step.inputs, {})
    return words("card.measure", label=label, formula=formula)


def rule_text(rule: ScoringRule, points: Fraction | None, words: Words) -> str:
    """Return how points are earned, the rule's own arithmetic done; rows of a form bring their own points."""
    given = dict(rule.constants) if points is None else {**rule.constants, POINTS: points}
    return wording(words.language).worked_out(rule.formula, rule.reads, given)


def scoring_text(step: Step, words: Words) -> str:
    """Return how a criterion is scored: the issuer's sentence, the main formula where there is none."""
    if step.criterion.says is not None:
        return words.label(step.criterion.says)
    return _formula(step, step.rules[0], words) if step.rules else ""


def formula_texts(step: Step, words: Words) -> Iterator[str]:
    """Yield every formula of a criterion that `scoring_text` does not show: readings, rows by sign."""
    says = {reading.id: words.label(reading.says) for reading in step.criterion.readings}
    for rule in step.rules:
        if rule.reading is not None:
            named = says[rule.reading] or rule.reading
            yield words("card.reading", says=named, formula=rule_text(rule, step.criterion.points, words))
        elif step.criterion.says is not None:
            yield _formula(step, rule, words)
    for sign, rule in step.by_sign.items():
        yield words("card.by_sign", sign=sign or words("card.no_sign"), formula=rule_text(rule, None, words))


def _formula(step: Step, rule: ScoringRule, words: Words) -> str:
    return words("card.formula", formula=rule_text(rule, step.criterion.points, words))


def modifier_text(planned: PlannedModifier, words: Words) -> str:
    """Return what is done to the sum."""
    return wording(words.language).worked_out(planned.formula, planned.reads, planned.constants)


def policies(plan: Plan, words: Words) -> Iterator[tuple[str, str]]:
    """Yield the key and the words of what holds for the whole card."""
    head = plan.ruleset.ruleset
    yield "rounding", rounding_text(head.rounding.rounding, words)
    yield "rounding_at", words(f"card.at_{head.rounding.at}")
    yield "missing", words(f"card.missing_{head.missing}")
    yield "not_applicable", words(f"card.not_applicable_{head.not_applicable}")
    yield "figures", words(f"card.taken_{head.figures}")
    yield "claims", words(f"card.taken_{head.claims}")
