"""Which changes of the rules the cases notice · 用例能否发现规则变化."""

from collections.abc import Iterable
from dataclasses import replace

from perfscore.engine import assess
from perfscore.messages.problems import ProblemsFound
from perfscore.plan.planned import Plan
from perfscore.testing.expectations import Expectation, Outcome
from perfscore.testing.mutated import Mutant
from perfscore.testing.ruleset_cases import Ran

__all__ = ["noticed_by", "outcome_under"]


def noticed_by(mutant: Mutant, cases: Iterable[Ran]) -> Ran | None:
    """Return the first case that does not come out as it says once a plan is changed, None where each does.

    Cases that fail anyhow notice nothing.
    """
    dear: list[Ran] = []
    for ran in cases:
        if ran.outcome is None or ran.problems:
            continue
        wanted = [one for one in ran.wanted if mutant.criterion is None or one.is_about(mutant.criterion)]
        cheap = [one for one in wanted if not one.of_card]
        if len(cheap) < len(wanted):
            dear.append(ran)
        if cheap and mutant.criterion is not None and _notices(ran, cheap, mutant.plan, mutant.criterion):
            return ran
        if cheap and mutant.criterion is None:
            dear.append(ran)
    return next((ran for ran in dear if _notices(ran, ran.wanted, mutant.plan)), None)


def outcome_under(plan: Plan, ran: Ran, criterion: str | None = None) -> Outcome:
    """Return what a case gives under another plan; of one criterion alone where that is all that is asked."""
    assert ran.report is not None
    if criterion is not None:
        plan = replace(plan, steps=tuple(step for step in plan.steps if step.criterion.id == criterion))
    return Outcome(assess(ran.report, plan))


def _notices(ran: Ran, wanted: Iterable[Expectation], plan: Plan, criterion: str | None = None) -> bool:
    try:
        outcome = outcome_under(plan, ran, criterion)
        return any((found := outcome.found(one)) is None or not outcome.meets(one, found) for one in wanted)
    except ProblemsFound:
        return True
