"""Running the cases that live with the rules · 规则集自带用例.

A case gives facts in the units of the dictionary and says what comes of them: points, readings, what a
rule over the sum does, how a check comes out, which verdict a claim gets.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from perfscore.engine import assess
from perfscore.inputs.case import Case
from perfscore.inputs.report import Report
from perfscore.messages import Listed
from perfscore.messages.problems import Problem, ProblemsFound, nearest
from perfscore.plan.planned import GRADE, TOTAL, Plan
from perfscore.testing.case_report import case_report, case_words
from perfscore.testing.expectations import Expectation, Outcome, expectations

__all__ = ["Ran", "ran_case", "ran_cases", "run_cases"]


@dataclass(frozen=True, slots=True, eq=False)
class Ran:
    """A case and what came of it: the card, and where it is not what the case says · 用例结果.

    Without an `outcome` it could not be run, and `problems` say why.
    """

    case: Case
    index: int
    wanted: tuple[Expectation, ...]
    problems: tuple[Problem, ...]
    report: Report | None = None
    outcome: Outcome | None = None

    @property
    def name(self) -> str:
        """What it is called; its number where nobody named it."""
        return self.case.name or str(self.index + 1)

    def __str__(self) -> str:
        return self.name


_POLICIES = frozenset(("ruleset", policy) for policy in ("rounding", "missing", "not_applicable"))


def run_cases(plan: Plan) -> tuple[Problem, ...]:
    """Run every confirmed case; return where one does not come out as it says · 运行用例."""
    told = (problem for ran in ran_cases(plan) if ran.case.confirmed for problem in ran.problems)
    return tuple(problem for problem in told if not plan.ruleset.holes.hides(problem))


def ran_cases(plan: Plan, named: str = "") -> tuple[Ran, ...]:
    """Run the cases whose name holds a text · 运行用例."""
    cases = enumerate(plan.ruleset.cases)
    return tuple(_ran(plan, case, index) for index, case in cases if named in (case.name or str(index + 1)))


def ran_case(plan: Plan, index: int) -> Ran:
    """Run one case · 运行一个用例."""
    return _ran(plan, plan.ruleset.cases[index], index)


def _ran(plan: Plan, case: Case, index: int) -> Ran:
    at = plan.ruleset.holes.number("cases", index)
    wanted = expectations(case, at)
    try:
        report = case_report(plan, case, at)
        outcome = Outcome(assess(report, plan))
        problems = tuple(_differences(plan, wanted, outcome, case_words(case, at)))
    except ProblemsFound as found:
        return Ran(case, index, wanted, tuple(found.problems))
    return Ran(case, index, wanted, problems, report, outcome)


def _differences(
    plan: Plan, wanted: tuple[Expectation, ...], outcome: Outcome, where: str
) -> Iterator[Problem]:
    """Yield every expectation that the card does not meet."""
    for one in wanted:
        if _rests_on_broken(plan, one):
            continue
        place = plan.ruleset.origin.place(one.path)
        found = outcome.found(one)
        if found is None:
            known = outcome.known(one)
            name = one.about[-1] if one.kind == "readings" and known else one.about[0]
            values = {"found": name, "known": Listed(known), **nearest(name, known)}
            points = one.kind in ("expect", "not_attainable")
            yield Problem("case-unknown-criterion" if points else "case-unknown-name", place, where, values)
        elif not outcome.meets(one, found):
            code = "case-attainable" if one.kind == "not_attainable" else "case-differs"
            yield Problem(
                code, place, where, {"name": one.name, "expected": one.expected, "found": found or "?"}
            )


def _rests_on_broken(plan: Plan, one: Expectation) -> bool:
    """Say whether an expectation cannot be judged because something it rests on is broken itself."""
    broken = plan.ruleset.holes.broken
    named = any((table, name) in broken for table in _TABLES for name in one.about)
    whole = one.kind not in _OF_ONE_PART or one.about[0] in (TOTAL, GRADE)
    return named or bool(broken & _POLICIES) or (bool(broken) and whole)


_TABLES = ("criteria", "checks", "modifiers")
_OF_ONE_PART = ("expect", "readings", "checks", "not_attainable")
