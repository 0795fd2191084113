"""What would explain the total: what to ask for, which losses, which values · 反推."""

from collections.abc import Iterator
from fractions import Fraction

from perfscore.audit import Audit
from perfscore.explain.document import Block, Paragraph, Section, Table
from perfscore.explain.numerals import brief, numbers_text, percent, range_text, unit_of
from perfscore.explain.words import Words
from perfscore.means import FactMeans, Means
from perfscore.numbers import Rounding
from perfscore.plugins.indicator import Indicator
from perfscore.ranges import Range
from perfscore.solve import Decomposition, Impossible, Solution

__all__ = ["about_text", "ask_section", "facts_section", "impossible_text", "ways_section"]

_ABOUT = Rounding(2)


def ask_section(audit: Audit, words: Words) -> Section:
    """Return what to ask for next: what a document settles first, then opinions."""
    rows = tuple(
        (
            str(order),
            words.label(ask.evidence.binding.label),
            brief(ask.points),
            words.label(ask.evidence.binding.document, words("ask.no_document")),
            words("ask.judged" if ask.evidence.binding.judged else "ask.fact"),
        )
        for order, ask in enumerate(audit.ask_next, 1)
    )
    head = ("", *(words(f"ask.{name}") for name in ("name", "points", "document", "kind")))
    return Section(words("ask.title"), (Table(rows, head, frozenset({0, 2})),))


def ways_section(solution: Solution, words: Words, exact: bool = False) -> Section:
    """Return the ways in which the total can come about; with `exact` the ranges too."""
    total = range_text(solution.total, words)
    rows = tuple(
        (str(order), *_way(way, words, exact))
        for order, way in enumerate(solution.decompositions, 1)
    )
    head = ("", words("ways.lost"), words("ways.means"))
    told = words("ways.some" if solution.more else "ways.all", count=str(len(rows)))
    blocks: tuple[Block, ...] = (Paragraph(told), Table(rows, head, frozenset({0})))
    return Section(words("ways.title", total=total), blocks)


def facts_section(solution: Solution, words: Words) -> Section:
    """Return every value each unknown fact can have if the total is right."""
    rows = tuple(
        (
            words.label(means.evidence.binding.label),
            numbers_text(means.possible, words, means.evidence.binding.unit)
            if means.possible
            else words("values.unknown"),
        )
        for means in solution.facts
    )
    title = words("values.title", total=range_text(solution.total, words))
    return Section(title, (Table(rows, (words("values.name"), words("values.possible"))),))


def impossible_text(solution: Solution, words: Words) -> str:
    """Return why no facts give the total: the nearest totals, and the step of all totals."""
    impossible = solution.impossible
    assert impossible is not None
    sentences = [words("impossible.proof", total=range_text(solution.total, words))]
    sentences += _nearest(impossible, words)
    step, total = impossible.step, solution.total.exact
    if step is not None and total is not None and total % step:
        sentences.append(words("impossible.step", step=brief(step)))
    return words("punctuation.sentence").join(sentences)


def about_text(means: FactMeans) -> str:
    """Return the value of an unknown fact, to two decimals where that still explains the points."""
    unit = unit_of(means.evidence.binding.unit)
    assert means.about is not None
    about = means.about if unit is None else unit.from_base(means.about)
    rounded = _ABOUT(about)
    inside = rounded if unit is None else unit.to_base(rounded)
    fits = any(inside in piece for piece in means.possible)
    return brief(rounded if fits else about)


def _way(way: Decomposition, words: Words, exact: bool) -> tuple[str, str]:
    lost = [
        words("ways.loss", label=words.label(award.step.criterion.label), points=brief(points))
        for award, points in way.lost
    ]
    means = [text for found in way.means for text in _meaning(found, words, exact)]
    return words.listed(lost) or words("ways.nothing"), words.listed(means)


def _meaning(means: Means, words: Words, exact: bool) -> Iterator[str]:
    """Yield what points say of a measure and of unknown facts; opinions say only themselves."""
    indicator = means.award.step.indicator
    if indicator is not None and means.possible:
        text = _measure(means.measure, indicator) if means.measure is not None else ""
        ends = words.listed([_span(piece, indicator, words) for piece in means.possible])
        shown = words("ways.exactly", about=text, range=ends) if text and exact else text or ends
        yield words("ways.is", label=words.label(indicator.label), value=shown)
    for fact in means.facts:
        if fact.evidence.binding.judged:
            continue
        unit = fact.evidence.binding.unit
        ends = numbers_text(fact.possible, words, unit)
        text = words("ways.about", value=about_text(fact), unit=unit or "") if fact.about is not None else ""
        shown = words("ways.exactly", about=text, range=ends) if text and exact else text or ends
        yield words("ways.is", label=words.label(fact.evidence.binding.label), value=shown)


def _measure(value: Fraction, indicator: Indicator) -> str:
    return percent(value) if indicator.unit == "ratio" else brief(value)


def _span(piece: Range, indicator: Indicator, words: Words) -> str:
    if indicator.unit != "ratio":
        return range_text(piece, words)
    low, high = (None if end is None else end * 100 for end in (piece.low, piece.high))
    return range_text(Range(low, high, piece.low_open, piece.high_open), words, unit="%")


def _nearest(impossible: Impossible, words: Words) -> Iterator[str]:
    below, above = impossible.below, impossible.above
    if below is not None and above is not None:
        yield words("impossible.between", below=brief(below), above=brief(above))
    elif below is not None:
        yield words("impossible.most", below=brief(below))
    elif above is not None:
        yield words("impossible.least", above=brief(above))
