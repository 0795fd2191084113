"""What would explain the total: what to ask for, which losses, which values · 反推."""

from collections.abc import Iterator
from fractions import Fraction

from perfscore.auditing.solve.means import FactMeans, Means
from perfscore.auditing.solve.solution import Decomposition, Impossible, Solution
from perfscore.auditing.verdicts import Audit
from perfscore.explain.content.document import Block, Paragraph, Section, Table
from perfscore.explain.wording.words import Words, brief, numbers_text, percent, range_text, unit_of
from perfscore.numbers.exact import Rounding
from perfscore.numbers.ranges import Range
from perfscore.packs.indicator import Indicator

__all__ = ["about_text", "ask_section", "facts_section", "impossible_text", "is_open", "ways_section"]

_ABOUT = Rounding(2)


def is_open(audit: Audit) -> bool:
    """Say whether there is anything to ask for: facts, or the rules themselves."""
    return bool(audit.ask_next) or audit.card.plan.without_rules


def ask_section(audit: Audit, words: Words) -> Section:
    """Return what to ask for next: what a document settles first, then opinions; the rules where none are."""
    rows = _rules_asked(audit, words) or tuple(
        (
            str(order),
            words.label(ask.evidence.binding.label),
            brief(ask.points, audit.card.plan.ruleset.ruleset.rounding.places),
            words.label(ask.evidence.binding.document, words("ask.no_document")),
            words("ask.judged" if ask.evidence.binding.judged else "ask.fact"),
        )
        for order, ask in enumerate(audit.ask_next, 1)
    )
    head = ("", *(words(f"ask.{name}") for name in ("name", "points", "document", "kind")))
    return Section(words("ask.title"), (Table(rows, head, frozenset({0, 2})),), "ask")


def _rules_asked(audit: Audit, words: Words) -> tuple[tuple[str, ...], ...]:
    """Return the table of criteria as what to ask for, where no rules are at hand."""
    if not audit.card.plan.without_rules:
        return ()
    said = (words(f"ask.rules{part}") for part in ("", "_points", "_document", "_kind"))
    return (("1", *said),)


def ways_section(solution: Solution, words: Words, exact: bool = False) -> Section:
    """Return the ways in which the total can come about; with `exact` the ranges too."""
    total = range_text(solution.total, words)
    ways = solution.decompositions
    rows = [row for order, way in enumerate(ways, 1) for row in _way(order, way, words, exact)]
    head = ("", words("ways.lost"), words("ways.means"))
    told = words("ways.some" if solution.more else "ways.all", count=str(len(ways)))
    blocks: tuple[Block, ...] = (Paragraph(told), Table(tuple(rows), head, frozenset({0})))
    return Section(words("ways.title", total=total), blocks, "ways")


def facts_section(solution: Solution, words: Words) -> Section:
    """Return every value each unknown fact can have if the total is right."""
    rows = tuple(
        (
            words.label(means.evidence.binding.label),
            _values(means, words) if means.possible else words("values.unknown"),
        )
        for means in solution.facts
    )
    title = words("values.title", total=range_text(solution.total, words))
    return Section(title, (Table(rows, (words("values.name"), words("values.possible"))),), "values")


def impossible_text(solution: Solution, words: Words) -> str:
    """Return why no facts give the total: the nearest totals, and the step of all totals."""
    impossible = solution.impossible
    assert impossible is not None
    sentences = [words("impossible.proof"), *_nearest(impossible, words)]
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


def _way(order: int, way: Decomposition, words: Words, ranges: bool) -> Iterator[tuple[str, ...]]:
    """Yield what is lost and what it means; with `ranges` those on a line of their own."""
    comma = words("punctuation.comma")
    lost = [
        words("ways.loss", label=words.label(award.step.criterion.label), points=brief(points))
        for award, points in way.lost
    ]
    meanings = [pair for found in way.means for pair in _meanings(found, words)]
    about = comma.join(short for short, _ in meanings)
    yield str(order), comma.join(lost) or words("ways.nothing"), about
    if ranges and meanings:
        yield "", "", words("ways.exactly", text=comma.join(exact for _, exact in meanings))


def _meanings(means: Means, words: Words) -> Iterator[tuple[str, str]]:
    """Yield what points say of a measure and of unknown facts: in words, and as an exact range."""
    indicator = means.award.step.indicator
    if indicator is not None and means.possible:
        label = words.label(indicator.label)
        span = words.listed([_span(piece, indicator, words) for piece in means.possible])
        value = span if means.measure is None else _measure(means.measure, indicator)
        yield words("ways.is", label=label, value=value), span
    for fact in means.facts:
        if not fact.evidence.binding.judged:
            yield _fact_meaning(fact, words)


def _fact_meaning(fact: FactMeans, words: Words) -> tuple[str, str]:
    unit, label = fact.evidence.binding.unit, words.label(fact.evidence.binding.label)
    span = _values(fact, words)
    if fact.about is None:
        return words("ways.is", label=label, value=span), span
    about = " ".join(part for part in (about_text(fact), unit) if part)
    return words("ways.about", label=label, value=about), span


def _values(means: FactMeans, words: Words) -> str:
    """Return the values of an unknown fact: its words, or numbers in its unit."""
    if means.words:
        quoted = [words("punctuation.quote", text=word) for word in means.words]
        return words("formula.either").join(quoted)
    return numbers_text(means.possible, words, means.evidence.binding.unit)


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
