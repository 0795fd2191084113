"""A ruleset put to the test: its cases, what they go through, which changes they notice · 规则集的检验."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from perfscore.engine import assess
from perfscore.inputs.case import Case
from perfscore.plan.planned import Plan
from perfscore.testing.apart import differences
from perfscore.testing.boundaries import Boundary, boundaries
from perfscore.testing.case_report import case_report
from perfscore.testing.coverage import Part, coverage
from perfscore.testing.expectations import Outcome, expectations
from perfscore.testing.mutated import Mutant, mutants
from perfscore.testing.noticed import noticed_by
from perfscore.testing.proposed import Proposal, telling_case
from perfscore.testing.ruleset_cases import Ran, ran_cases

__all__ = ["Hole", "Mutation", "Tested", "mutation", "try_ruleset"]


@dataclass(frozen=True, slots=True, eq=False)
class Hole:
    """Changes of the rules that no case notices, and a case that would notice them all · 用例的漏洞."""

    mutants: tuple[Mutant, ...]
    case: Proposal | None


@dataclass(frozen=True, slots=True, eq=False)
class Mutation:
    """What became of the changed rules: how many were noticed, are the same, wait, are holes · 变体检验.

    `same` are proven to give the same points whatever the facts are; `waiting` are noticed only by cases that
    nobody confirmed.
    """

    noticed: int
    same: int
    waiting: int
    holes: tuple[Hole, ...]

    @property
    def all(self) -> int:
        """How many changes give other points, as far as is known."""
        return self.noticed + self.waiting + sum(len(hole.mutants) for hole in self.holes)

    @property
    def share(self) -> Fraction:
        """The share of them that confirmed cases notice."""
        return Fraction(self.noticed, self.all) if self.all else Fraction(1)


@dataclass(frozen=True, slots=True, eq=False)
class Tested:
    """A ruleset, its cases and what they are worth · 检验结果.

    Where only some of the cases were run nothing is said of the rest: `parts` and `limits` are empty then,
    and `mutation` is None.
    """

    plan: Plan
    cases: tuple[Ran, ...]
    parts: tuple[Part, ...] = ()
    limits: tuple[Boundary, ...] = ()
    mutation: Mutation | None = None

    @property
    def failed(self) -> tuple[Ran, ...]:
        """The confirmed cases that do not come out as they say."""
        return tuple(ran for ran in self.cases if ran.problems and ran.case.confirmed)

    @property
    def unconfirmed(self) -> tuple[Ran, ...]:
        """The cases that nobody confirmed."""
        return tuple(ran for ran in self.cases if not ran.case.confirmed)

    @property
    def reached(self) -> Fraction:
        """The share of the parts of the rules that confirmed cases go through."""
        return Fraction(sum(part.reached for part in self.parts), len(self.parts) or 1)


def try_ruleset(plan: Plan, named: str | None = None) -> Tested:
    """Run the cases of a ruleset and try what they are worth · 检验规则集.

    With a name only the cases that bear it are run, and no more; the empty one is borne by all.
    """
    cases = ran_cases(plan, named or "")
    if named is not None:
        return Tested(plan, cases)
    sure = [ran for ran in cases if ran.case.confirmed]
    limits = tuple(boundaries(plan, cases))
    return Tested(plan, cases, coverage(plan, sure), limits, mutation(plan, cases))


def mutation(plan: Plan, cases: Sequence[Ran]) -> Mutation:
    """Change the rules one thing at a time, and see which changes the cases notice · 变体检验."""
    sure = [ran for ran in cases if ran.case.confirmed]
    unsure = [ran for ran in cases if not ran.case.confirmed]
    noticed = same = waiting = 0
    found: dict[int, tuple[Proposal, Ran, list[Mutant]]] = {}
    silent: list[Mutant] = []
    for mutant in mutants(plan):
        if noticed_by(mutant, sure):
            noticed += 1
        elif noticed_by(mutant, unsure):
            waiting += 1
        elif seen := noticed_by(mutant, [ran for _, ran, _ in found.values()]):
            found[id(seen)][2].append(mutant)
        else:
            apart = list(differences(plan, mutant.plan))
            if apart and all(one.answer.never for one in apart):
                same += 1
            elif case := telling_case(plan, mutant, apart):
                ran = _tried(plan, case.keys)
                found[id(ran)] = case, ran, [mutant]
            else:
                silent.append(mutant)
    holes = [Hole(tuple(several), case) for case, _, several in found.values()]
    return Mutation(noticed, same, waiting, (*holes, *(Hole((mutant,), None) for mutant in silent)))


def _tried(plan: Plan, keys: Any) -> Ran:
    """Return a proposed case as if it stood in the ruleset."""
    case, index = Case.model_validate(keys), len(plan.ruleset.cases)
    report = case_report(plan, case, index)
    return Ran(case, index, expectations(case, index), (), report, Outcome(assess(report, plan)))
