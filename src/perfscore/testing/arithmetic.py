"""How a case came to its points, in the rule's own formulas · 用例的算式."""

from collections.abc import Iterator

from perfscore.language.interpretations.evaluate import evaluate
from perfscore.language.interpretations.prose import PROSE, Phrase, number_phrase
from perfscore.language.sets.joining import Numbers
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.ranges import hull
from perfscore.plan.planned import GRADE, MEASURE, POINTS, TOTAL
from perfscore.score.award import Award
from perfscore.score.readings import ReadingAward
from perfscore.score.scorecard import Scorecard
from perfscore.testing.expectations import Expectation, Outcome
from perfscore.testing.ruleset_cases import Ran

__all__ = ["arithmetic", "failing_lines"]


def failing_lines(ran: Ran, language: str) -> Iterator[str]:
    """Yield what is wrong with a case, and below it how the card came to what it gives."""
    for problem in ran.problems:
        yield problem.text(language)
    told = set[str]()
    for wanted in ran.wanted if ran.outcome else ():
        assert ran.outcome is not None
        found = ran.outcome.found(wanted)
        if found is not None and not ran.outcome.meets(wanted, found):
            for line in arithmetic(ran.outcome, wanted):
                if line not in told:
                    told.add(line)
                    yield f"    {line}"


def arithmetic(outcome: Outcome, wanted: Expectation) -> tuple[str, ...]:
    """Return the lines that lead to what was found: formulas, with the numbers put in, rounded."""
    name = wanted.about[0]
    if wanted.kind == "checks":
        return tuple(_check(outcome, name))
    if name in (TOTAL, GRADE) or wanted.kind == "modifiers":
        return tuple(_total(outcome.card))
    award = outcome.awards.get(name)
    if award is None:
        return ()
    reading = wanted.about[1] if wanted.kind == "readings" else None
    return tuple(_points(award, reading))


def _points(award: Award, reading: str | None) -> Iterator[str]:
    yield from _measure(award)
    if not award.readings:
        yield f"{award.step.criterion.id} = {award.range} ({award.policy or award.state})"
    for one in award.readings:
        if reading is None or one.rule.reading == reading:
            yield _rule(award, one)


def _measure(award: Award) -> Iterator[str]:
    measurement = award.measurement
    if measurement.step.measure is None or not measurement.evidence:
        return
    filled = evaluate(
        measurement.step.measure, PROSE, {item.binding.name: item.phrase() for item in measurement.evidence}
    )
    value = (
        decimal_text(measurement.exact) if measurement.exact is not None else _within(measurement.possible)
    )
    yield f"{MEASURE} = {measurement.step.measure} = {filled} = {value}"


def _rule(award: Award, one: ReadingAward) -> str:
    given = {name: number_phrase(value) for name, value in one.rule.numbers.items()}
    given[POINTS] = number_phrase(award.step.criterion.points)
    given |= {item.binding.name: item.phrase() for item in one.evidence}
    exact = award.measurement.exact
    given[MEASURE] = number_phrase(exact) if exact is not None else Phrase(MEASURE)
    filled = evaluate(one.rule.formula, PROSE, given)
    value = decimal_text(one.exact) if one.exact is not None else _within(one.possible)
    rounding = award.step.rounding
    rounded = "" if rounding is None else f" → {one.range} ({rounding.mode}, {rounding.places})"
    label = f"{award.step.criterion.id} › {one.rule.reading}" if one.rule.reading else award.step.criterion.id
    return f"{label} = {one.rule.formula} = {filled} = {value}{rounded}"


def _total(card: Scorecard) -> Iterator[str]:
    parts = " + ".join(str(award.range) for award in card.awards)
    yield f"{TOTAL} = {parts} = {decimal_text(card.sum) if card.sum is not None else card.sums.hull}"
    for rule in card.applied:
        yield f"{rule.id}: {rule.formula}"
    yield f"{TOTAL} = {card.range}"


def _check(outcome: Outcome, name: str) -> Iterator[str]:
    for check in outcome.card.plan.checks:
        if check.check.id == name:
            yield f"{check.formula} ({outcome.checks.get(name)})"


def _within(possible: Numbers) -> str:
    return str(hull(*possible))
