"""What a result rests on, and what to ask for next · 结论所依据的假设与应索取的事实."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from perfscore.inputs.report import Claim, Fact
from perfscore.language.compile.formula import names_of
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.prose import chosen
from perfscore.messages import LANGUAGES, fill, load
from perfscore.numbers.fields import Label
from perfscore.plan.binding import Binding
from perfscore.plan.planned import MEASURE
from perfscore.score.award import Award
from perfscore.score.evidence import Evidence
from perfscore.score.scorecard import Scorecard
from perfscore.score.sums.totals import most_moved

__all__ = ["Ask", "ask_next", "rests_on"]


@dataclass(frozen=True, slots=True, eq=False)
class Ask:
    """An unknown fact and the points it could move · 应索取的事实."""

    evidence: Evidence
    points: Fraction


def ask_next(card: Scorecard) -> tuple[Ask, ...]:
    """Return the unknown facts, those a document settles before opinions, by points they could move.

    A fact of a criterion can move what the criterion's points can be; a fact that a bonus or a veto
    reads, how far apart the totals of one and the same sum can be.  One that is read by several moves
    all of it together.
    """
    moved: dict[str, tuple[Evidence, Fraction]] = {}
    for item, points in (*_of_criteria(card), *_of_modifiers(card)):
        before = moved.get(item.binding.fact, (item, Fraction(0)))[1]
        moved[item.binding.fact] = item, before + points
    asks = [Ask(item, points) for item, points in moved.values() if points]
    return tuple(sorted(asks, key=lambda ask: (ask.evidence.binding.judged, -ask.points)))


def _of_criteria(card: Scorecard) -> Iterator[tuple[Evidence, Fraction]]:
    for award in card.awards:
        if award.fixed:
            continue
        low, high = award.range.low, award.range.high
        if low is None or high is None:
            continue
        if not award.step.rules and award.state == "missing":
            yield _rows_of(award), high - low
        asked = _still_read(award)
        yield from ((item, high - low) for item in award.evidence if item in asked and not item.settled)


def _still_read(award: Award) -> list[Evidence]:
    """Return the facts that the points can still turn on: those of the branch a choice has come down to.

    What is late on any day it can have been done is late, and the day is not asked for.
    """
    if not award.readings:
        return list(award.evidence)
    read: list[Evidence] = []
    for reading in award.readings:
        left, _ = chosen(reading.rule.formula.tree, reading.holds)
        names = {*names_of(left)}
        read += [item for item in reading.evidence if item.binding.name in names]
        read += award.measurement.evidence if MEASURE in names else ()
    return read


def _of_modifiers(card: Scorecard) -> Iterator[tuple[Evidence, Fraction]]:
    for rule in card.applied:
        if not rule.settled:
            points = most_moved(card.sums.hull, card.applied, rule, card.rounding)
            yield from ((item, points) for item in rule.evidence if not item.settled)


def rests_on(card: Scorecard) -> tuple[Evidence, ...]:
    """Return what is assumed of all that was compared, each once.

    These are facts that criteria and what is done to their sum read, and claims on the points.
    """
    read = [*(award.evidence for award in card.awards), *(rule.evidence for rule in card.applied)]
    facts = {e.binding.fact: e for evidence in read for e in evidence if e.assumed}
    return (*facts.values(), *_claims(card))


def _claims(card: Scorecard) -> Iterator[Evidence]:
    """Yield the claims that are assumed, as what is known of them."""
    report = card.report
    if report.total is not None:
        yield from _claim("claims.total", "total", None, report.total)
    for award in card.awards:
        criterion = award.step.criterion
        if (claim := report.claims.get(criterion.id)) is not None:
            yield from _claim(f"claims.criteria.{criterion.id}", "claim", criterion.label, claim)
    for section in card.sections:
        if (claim := report.section_claims.get(section.name)) is not None:
            label = Label(zh=section.name, en=section.name)
            yield from _claim(f"claims.sections.{section.name}", "claim", label, claim)


def _claim(id_: str, key: str, of: Label | None, claim: Claim) -> Iterator[Evidence]:
    """Yield a claim that is assumed, under the name of what it is a claim on."""
    if claim.assumption is None:
        return
    words = {language: load("explain", language)["assumptions"][key] for language in LANGUAGES}
    name = {
        language: fill(said, {"name": of.text(language) if of else ""}) for language, said in words.items()
    }
    quantity = claim.quantity
    fact = Fact(
        id_,
        "assumed",
        quantity.raw,
        claim.place,
        quantity,
        None,
        "分",
        claim.at,
        claim.quote,
        claim.assumption,
    )
    binding = Binding(id_, id_, Kind.NUMBER, Label(**name))
    yield Evidence(binding, fact, "exact", quantity.range.exact, ())


def _rows_of(award: Award) -> Evidence:
    """Return the rows of the form that a criterion is scored by, as something to ask for."""
    criterion = award.step.criterion
    rows = Binding(criterion.id, f"targets.{criterion.id}", Kind.COLUMN, criterion.label, judged=True)
    return Evidence(rows, None, "missing", None, ())
