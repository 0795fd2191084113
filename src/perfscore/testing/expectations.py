"""What a case expects, held against what a card gives · 用例的预期."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

from perfscore.auditing.findings.find import find
from perfscore.auditing.findings.finding import HOLDING
from perfscore.auditing.verdicts import Audit, audit_scorecard
from perfscore.inputs.case import CHECK_OUTCOMES, Case
from perfscore.inputs.schema.origin import Path
from perfscore.numbers.exact import decimal_text, exact
from perfscore.numbers.once import derived
from perfscore.numbers.ranges import Range
from perfscore.plan.planned import GRADE, TOTAL
from perfscore.score.adjustments import finished
from perfscore.score.award import Award
from perfscore.score.scorecard import Scorecard

__all__ = ["Expectation", "Outcome", "expectations"]

Kind = Literal["expect", "not_attainable", "readings", "modifiers", "checks", "verdicts"]
_HOLDS, _FAILS, _OPEN = CHECK_OUTCOMES


class Expectation(NamedTuple):
    """One thing a case says: of what kind, of whom, what is expected, and where it stands · 一项预期."""

    kind: Kind
    about: tuple[str, ...]
    expected: str
    path: Path

    @property
    def name(self) -> str:
        """What a message calls it."""
        return " › ".join(self.about)

    @property
    def of_card(self) -> bool:
        """Whether it needs the whole card, not one criterion alone."""
        return self.kind in ("modifiers", "checks", "verdicts") or self.about[0] in (TOTAL, GRADE)

    def is_about(self, criterion: str) -> bool:
        """Say whether it is about a criterion or a row of one."""
        return self.of_card or self.about[0] == criterion or self.about[0].startswith(f"{criterion}.")


def expectations(case: Case, index: int) -> tuple[Expectation, ...]:
    """Return everything a case expects, in the order in which it is held."""
    return tuple(_expectations(case, ("cases", index)))


def _expectations(case: Case, path: Path) -> Iterator[Expectation]:
    for name, text in case.expect.items():
        yield Expectation("expect", (name,), text, (*path, "expect", name))
    for name, several in case.not_attainable.items():
        for points in several if isinstance(several, tuple) else (several,):
            yield Expectation(
                "not_attainable", (name,), decimal_text(points), (*path, "not_attainable", name)
            )
    for name, readings in case.readings.items():
        for reading, text in readings.items():
            yield Expectation("readings", (name, reading), text, (*path, "readings", name, reading))
    for kind, said in (("modifiers", case.modifiers), ("checks", case.checks), ("verdicts", case.verdicts)):
        for name, text in said.items():
            yield Expectation(kind, (name,), text, (*path, kind, name))  # type: ignore[arg-type]


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a card gives, of each kind that a case can expect · 用例的结果."""

    card: Scorecard

    def found(self, wanted: Expectation) -> str | None:
        """Return what the card gives, None where nothing in it has the name."""
        name = wanted.about[0]
        match wanted.kind:
            case "expect" if name == GRADE:
                return self.card.grade.name if self.card.grade else ""
            case "expect" if name == TOTAL:
                return _found(wanted.expected, self.card.total, self.card.range)
            case "expect" if name in self.awards:
                award = self.awards[name]
                return _found(wanted.expected, award.points, award.range)
            case "not_attainable":
                return self._attained(name, wanted.expected)
            case "readings":
                return self._reading(name, wanted.about[-1], wanted.expected)
            case "modifiers":
                return self.effects.get(name)
            case "checks":
                return self.checks.get(name)
            case "verdicts":
                return self.verdicts.get(name)
        return None

    def meets(self, wanted: Expectation, found: str) -> bool:
        """Say whether what was found is what is expected."""
        return not found if wanted.kind == "not_attainable" else _same(wanted.expected, found)

    def known(self, wanted: Expectation) -> list[str]:
        """Return the names that a case can give in the place of one."""
        match wanted.kind:
            case "readings" if (award := self.awards.get(wanted.about[0])) is not None:
                return [reading.rule.reading for reading in award.readings if reading.rule.reading]
            case "modifiers":
                return [*self.effects]
            case "checks":
                return [*self.checks]
            case "verdicts":
                return [*self.verdicts]
        return [*self.awards, *([TOTAL, GRADE] if wanted.kind == "expect" else [TOTAL])]

    @derived
    def awards(self) -> dict[str, Award]:
        """The criteria of the card, and the rows of a form in their place."""
        return {award.step.criterion.id: award for award in self.card.awards}

    @derived
    def effects(self) -> dict[str, str]:
        """What each rule over the sum adds to it on the printed figures."""
        applied, found = self.card.applied, dict[str, str]()
        before = self.card.sum
        for order, rule in enumerate(applied, 1):
            after = finished(self.card.sum, applied[:order], None)
            found[rule.id] = _OPEN if before is None or after is None else decimal_text(after - before)
            before = after
        return dict.fromkeys((rule.modifier.id for rule in self.card.plan.modifiers), "0") | found

    @derived
    def checks(self) -> dict[str, str]:
        """How each check of the ruleset comes out."""
        planned = self.card.plan.checks
        found = {one.check.id: one.code for one in find(self.card, planned) if one.check is not None}
        codes = {one.check.id: found.get(one.check.id) for one in planned}
        return {
            name: _OPEN if code is None else _HOLDS if code in HOLDING else _FAILS
            for name, code in codes.items()
        }

    @derived
    def verdicts(self) -> dict[str, str]:
        """The verdict on everything that is claimed."""
        audited = self.audited
        found = {line.award.step.criterion.id: line.verdict for line in audited.criteria}
        found |= {line.total.name: line.verdict for line in audited.sections}
        found[TOTAL] = audited.verdict
        return {name: verdict for name, verdict in found.items() if verdict is not None}

    @derived
    def audited(self) -> Audit:
        """The card against its claims."""
        return audit_scorecard(self.card)

    def _attained(self, name: str, text: str) -> str | None:
        """Return the points where they can be had, nothing where they cannot."""
        if name != TOTAL and name not in self.awards:
            return None
        attainable = self.card.attainable if name == TOTAL else self.awards[name].attainable
        return text if attainable.meets(Range.point(exact(text))) else ""

    def _reading(self, criterion: str, reading: str, expected: str) -> str | None:
        award = self.awards.get(criterion)
        for one in award.readings if award else ():
            if one.rule.reading == reading:
                return _found(expected, one.points, one.range)
        return None


def _found(expected: str, points: Fraction | None, within: Range) -> str:
    """Return what to compare: the range where one is expected, or where no number is fixed."""
    if points is None or expected.startswith(("[", "(")):
        return str(within)
    return decimal_text(points)


def _same(expected: str, found: str) -> bool:
    """Compare as numbers where both are, so that 9.5 is 9.50; else as texts."""
    try:
        return exact(expected) == exact(found)
    except ValueError:
        return expected == found
