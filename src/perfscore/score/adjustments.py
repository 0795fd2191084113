"""What is done to the sum: rescaling, caps, floors, bonuses, vetoes · 对合计的调整.

Here are the rules in their order and the one total of the printed figures; the totals that partial
evidence leaves possible are in `possible`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from perfscore.inputs.report import Report
from perfscore.language.compile.formula import Formula, compile_formula, rounded_text
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.evaluate import Undefined
from perfscore.language.interpretations.exact import exact_value
from perfscore.messages import Listed
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.numbers.exact import Rounding, added
from perfscore.plan.planned import TOTAL, Plan, PlannedModifier
from perfscore.score.award import Award
from perfscore.score.evidence import Evidence, gather

__all__ = ["Applied", "applied_to_sum", "finished", "rescaling"]


@dataclass(frozen=True, slots=True, eq=False)
class Applied:
    """One thing done to the sum: rescaling, cap, floor, bonus, veto · 对合计的调整.

    `modifier` is None for the rescaling.
    """

    id: str
    formula: Formula
    given: Mapping[str, Fraction]
    evidence: tuple[Evidence, ...]
    modifier: PlannedModifier | None = None

    @property
    def settled(self) -> bool:
        """Say whether the evidence leaves everything it reads one value."""
        return all(item.settled for item in self.evidence)


def applied_to_sum(plan: Plan, report: Report, awards: tuple[Award, ...]) -> tuple[Applied, ...]:
    """Return what is done to the sum, in order: the rescaling, then the modifiers of the ruleset.

    The rescaling brings the sum to full points without those of criteria that are excluded.  Points that
    are rescaled are rounded as the ruleset says, there or with the total.  A modifier whose
    facts do not apply is left out.  Where a fact it reads is missing, ``range`` leaves its effect
    open, from none to all it can do; ``zero`` leaves it out, for a bonus that nobody shows is none and
    a veto that nobody proves is not pronounced; ``refuse`` raises ProblemsFound.
    """
    head = plan.ruleset.ruleset
    found: list[Applied] = []
    counted = added(award.counts for award in awards)
    excluded = added(award.step.criterion.points for award in awards if award.policy == "exclude")
    full = plan.ruleset.points - excluded
    if 0 < counted < full and any(award.policy == "rescale" for award in awards):
        given = {"counted": counted, "points": full}
        rounding = head.rounding.rounding if head.rounding.at == "criterion" else None
        found.append(Applied("rescale", rescaling(rounding), given, ()))
    problems: list[Problem] = []
    for rule in plan.modifiers:
        evidence = gather(rule.reads, report, head.figures)
        missing = [item.binding.fact for item in evidence if item.known == "missing"]
        if any(item.known == "not_applicable" for item in evidence) or (missing and head.missing == "zero"):
            continue
        if missing and head.missing == "refuse":
            where, values = f"modifiers {rule.modifier.id}", {"found": Listed(missing)}
            problems.append(Problem("modifier-fact-missing", Place(report.file), where, values))
        found.append(Applied(rule.modifier.id, rule.formula, rule.constants, evidence, rule))
    if problems:
        raise ProblemsFound(problems)
    return tuple(found)


@cache
def rescaling(rounding: Rounding | None) -> Formula:
    """Return what brings a sum of the ``counted`` points to full ``points``, rounded where points are."""
    text = rounded_text("total / counted * points", rounding)
    return compile_formula(text, dict.fromkeys((TOTAL, "counted", "points"), Kind.NUMBER))


def finished(
    total: Fraction | None, applied: tuple[Applied, ...], rounding: Rounding | None
) -> Fraction | None:
    """Return the total of the printed figures, None where they give none."""
    for rule in applied:
        if total is None or any(item.known != "exact" for item in rule.evidence):
            return None
        values: dict[str, Any] = {
            **rule.given,
            **{e.binding.name: e.exact for e in rule.evidence},
            TOTAL: total,
        }
        try:
            result = exact_value(rule.formula, values)
        except Undefined:
            return None
        assert isinstance(result, Fraction)
        total = result
    return total if total is None or rounding is None else rounding(total)
