"""Unknown facts, if a total is right · 总分成立时未知事实的取值."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from perfscore.auditing.solve.means import FactMeans, Undone, free, with_both
from perfscore.inputs.report import Fact
from perfscore.language.sets.joining import Numbers, merged
from perfscore.messages.problems import Place, ProblemsFound
from perfscore.numbers.quantity import Quantity
from perfscore.numbers.ranges import Range
from perfscore.numbers.units import read_unit
from perfscore.score.award import Award
from perfscore.score.evidence import Evidence
from perfscore.score.pipeline import awards_of
from perfscore.score.scorecard import Scorecard
from perfscore.score.sums.gridbits import run_of, spread
from perfscore.score.sums.pointset import PointSet

__all__ = ["unknown_facts"]


def unknown_facts(card: Scorecard, sums: Range, undone: Undone) -> tuple[FactMeans, ...]:
    """Return what each unknown number can be, whatever the others are, if the sum of the card is right.

    Of a fact that comes in a known number of steps these are the values with which the sum can be
    had, no others.  Of any other fact it is what gives points from the least to the most that are left
    to its criterion; those between that the other criteria rule out stand in it too.
    """
    found: dict[str, FactMeans] = {}
    for award, left in _left(card, sums):
        for fact in _facts(award, left, undone):
            name = fact.evidence.binding.fact
            found[name] = with_both(found[name], fact) if name in found else fact
    if not found:
        return ()
    readers: dict[str, list[Award]] = {}
    for award in card.awards:
        for item in award.evidence if award.readings else ():
            readers.setdefault(item.binding.fact, []).append(award)
    return tuple(_tried(card, sums, fact, readers[name]) for name, fact in found.items())


def _facts(award: Award, left: PointSet, undone: Undone) -> Iterator[FactMeans]:
    facts, spans = undone.means_of(award, (left.hull,)).facts, _spans(left, award.attainable)
    if len(spans) == 1 or not any(map(_in_steps, facts)):
        yield from facts
        return
    inside = {fact.evidence.binding.fact: fact for fact in undone.means_of(award, spans).facts}
    for fact in facts:
        # What no reading reads that leaves these points can be anything.
        anything = FactMeans(fact.evidence, None, free(fact.evidence))
        yield inside.get(fact.evidence.binding.fact, anything) if _in_steps(fact) else fact


def _in_steps(fact: FactMeans) -> bool:
    """Say whether the values are single numbers."""
    binding = fact.evidence.binding
    return bool(binding.step or binding.choice) and all(value.exact is not None for value in fact.possible)


def _times(award: Award, item: Evidence) -> int:
    """Return in how many places a criterion's points depend on a fact, 2 where a formula repeats names."""
    fact, most = item.binding.fact, 0
    behind = [award.step.measure for e in award.measurement.evidence if e.binding.fact == fact]
    for reading in award.readings:
        rule = reading.rule.formula
        read = behind + [rule for e in reading.evidence if e.binding.fact == fact]
        again = rule.repeated or any(formula is None or formula.repeated for formula in read)
        most = max(most, len(read) + again if read else 0)
    return most


def _tried(card: Scorecard, sums: Range, fact: FactMeans, own: Sequence[Award]) -> FactMeans:
    """Return a fact with those values only with which the sum can be had, each scored as if stated.

    Where it stands in one place only the values are these already.
    """
    if not _in_steps(fact) or sum(_times(award, fact.evidence) for award in own) < 2:
        return fact
    others = PointSet.total(award.attainable for award in card.awards if award not in own)
    plan = replace(card.plan, steps=tuple(award.step for award in own))
    kept = []
    for value in fact.possible:
        stated = _stated(fact.evidence, value)
        report = replace(card.report, facts={**card.report.facts, stated.id: stated})
        try:
            awards = awards_of(plan, report)
        except ProblemsFound:
            return fact  # a value that cannot be stated in one unit for all who read it
        if PointSet.total((others, *(award.attainable for award in awards))).meets(sums):
            kept.append(value)
    return FactMeans(fact.evidence, fact.about, tuple(kept))


def _stated(item: Evidence, value: Range) -> Fact:
    """Return a fact as a report would state it, in the base of its unit."""
    binding, known = item.binding, item.fact
    if binding.choice is not None:
        word = binding.words[int(value.exact or 0)]
        return Fact(binding.fact, "stated", word, Place("", 0), value=word)
    unit = known.quantity.unit if known is not None and known.quantity is not None else None
    name = binding.unit or (binding.powers[0][0] if binding.powers else None)
    if unit is None and name is not None:
        unit = read_unit(name)
    quantity = Quantity(str(value), unit, value, "exact", None, None)
    return Fact(binding.fact, "stated", str(value), Place("", 0), quantity)


def _left(card: Scorecard, sums: Range) -> Iterator[tuple[Award, PointSet]]:
    """Yield each criterion that can move, with the points it can have for the others to make up the sum."""
    movable = Counter(award.attainable for award in card.awards if not award.fixed)
    if not movable:
        return
    fixed = (award.attainable for award in card.awards if award.fixed)
    again = (points for points, times in movable.items() for _ in range(times - 1))
    others = _without_each(tuple(movable), PointSet.total((*fixed, *again)))
    left = {points: points.completing(other, sums) for points, other in zip(movable, others, strict=True)}
    for award in card.awards:
        if not award.fixed and (points := left[award.attainable]):
            yield award, points


def _without_each(sets: Sequence[PointSet], others: PointSet) -> Iterator[PointSet]:
    """Yield for each set all sums of the others, by halves: two large sets are never added."""
    if len(sets) == 1:
        yield others
        return
    first, second = sets[: len(sets) // 2], sets[len(sets) // 2 :]
    yield from _without_each(first, PointSet.total((others, *second)))
    yield from _without_each(second, PointSet.total((others, *first)))


def _spans(left: PointSet, of: PointSet) -> Numbers:
    """Return points as ranges, one for all with no other point of the criterion between them."""
    if left.places is None or of.places is None:
        return left.ranges
    bits, scale = left.bits, 10**left.places
    gone = spread(of.bits, scale // 10**of.places) & ~bits
    found = []
    while bits:
        low = _lowest(bits)
        beyond = gone >> low
        together = bits & run_of(low, low + _lowest(beyond) - 1) if beyond else bits
        found.append(Range(Fraction(low, scale), Fraction(together.bit_length() - 1, scale)))
        bits ^= together
    return merged(found)


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1
