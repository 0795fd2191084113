"""Unknown facts tried out on the page: at which value the points change, as the engine has it · 假设取值.

No rule is worked out in the browser.  For every points a criterion can earn the `inverse` interpretation says
between which values of an unknown fact it earns them; the page compares a value with these ends, adds whole
units of the last decimal, and looks the total up.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from perfscore.auditing.solve.means import Undone
from perfscore.auditing.verdicts import Audit
from perfscore.explain.page.markup import Html, tag
from perfscore.explain.wording.words import Words, unit_of
from perfscore.language.compile.types import Kind
from perfscore.numbers.ranges import Range
from perfscore.score.adjustments import finished
from perfscore.score.award import Award
from perfscore.score.evidence import Evidence
from perfscore.score.scorecard import Scorecard

__all__ = ["WhatIf", "what_if", "what_if_data", "what_if_form"]

_MOST_PIECES = 2_500
"""More ends than this of one criterion make a heavy page; what is finer is not tried there."""
_MOST_TOTALS = 20_001
Piece = tuple[str | None, bool, str | None, bool, int]
"""Where a stretch of values begins and ends, open or closed, and the points there, in units."""


Stretch = tuple[int, int, int, int]


class _Tried(NamedTuple):
    """A criterion of which one fact is unknown, and what it earns at which value of it."""

    award: Award
    item: Evidence
    pieces: list[Piece]


class WhatIf(NamedTuple):
    """What can be tried of a card, in units of its last decimal · 可试算的内容.

    `rest` are the least and the most of the criteria that are not tried; `totals` what sums come to, in
    stretches: from, to, the total at the first, and how far it moves with each; empty where nothing is done
    to the sum.  `facts` are the criteria by the one fact that is unknown of them.
    """

    places: int
    rest: tuple[int, int]
    totals: list[Stretch]
    claim: int | None
    facts: tuple[tuple[_Tried, ...], ...]


def what_if(audit: Audit) -> WhatIf | None:
    """Return what the page needs to try unknown facts out, None where there is nothing it could try."""
    card = audit.card
    places = _places(card)
    if places is None:
        return None
    tried = [one for award in card.awards if not award.fixed and (one := _tried(award, places))]
    totals = _totals(card, places)
    if not tried or totals is None:
        return None
    scale, held = 10**places, {id(one.award) for one in tried}
    rest = [award.range for award in card.awards if id(award) not in held]
    facts: dict[str, list[_Tried]] = {}
    for one in tried:
        facts.setdefault(one.item.binding.fact, []).append(one)
    return WhatIf(
        places,
        (_sum((within.low for within in rest), scale), _sum((within.high for within in rest), scale)),
        totals,
        None if audit.claimed is None else _units(audit.claimed.exact, scale),
        tuple(tuple(group) for group in facts.values()),
    )


def what_if_form(found: WhatIf, prefix: str, data: str, words: Words) -> Html:
    """Return the fields of the unknown facts; the page's program fills in what they come to.

    `prefix` begins the anchors, `data` is that of the numbers, which all languages share.
    """
    says = ("fixed", "range", "same", "over", "under", "outside", "number")
    sentences = {f"data_{key}": words.template(f"what_if.{key}") for key in says}
    return tag(
        "section",
        tag("h2", words("what_if.title")),
        tag("p", words("what_if.how")),
        *(_field(group, f"{prefix}try-{number}", words) for number, group in enumerate(found.facts, 1)),
        tag("p", role="status", class_="total"),
        class_="what-if", hidden=True, data_numbers=data, **sentences,
    )  # fmt: skip


def what_if_data(found: WhatIf, anchor: str) -> Html:
    """Return the numbers behind the fields, as data that nothing runs."""
    facts = [
        {
            "factor": _text(_factor(group[0].item)),
            "criteria": [[one.pieces, *_ends(one.award, 10**found.places)] for one in group],
        }
        for group in found.facts
    ]
    numbers = {"places": found.places, "rest": found.rest, "totals": found.totals, "claim": found.claim}
    text = json.dumps({**numbers, "facts": facts}, separators=(",", ":")).replace("<", "\\u003c")
    return tag("script", Html(text), type="application/json", id=anchor)


def _field(group: Sequence[_Tried], anchor: str, words: Words) -> Html:
    binding = group[0].item.binding
    unit = words("what_if.unit", unit=binding.unit) if binding.unit else ""
    points = (
        tag("span", words.label(one.award.step.criterion.label), " ", tag("output", for_=anchor))
        for one in group
    )
    return tag(
        "div",
        tag("label", words.label(binding.label, binding.fact) + unit, for_=anchor),
        _choices(binding.words, anchor)
        if binding.words
        else tag("input", id=anchor, inputmode="decimal", autocomplete="off", spellcheck="false"),
        tag("span", *points, class_="points"),
        class_="field",
    )


def _choices(listed: Sequence[str], anchor: str) -> Html:
    """Return a field with the words of a choice; the value of each is where it stands in its list."""
    options = (tag("option", word, value=str(number)) for number, word in enumerate(listed))
    return tag("select", tag("option", value=""), *options, id=anchor)


def _places(card: Scorecard) -> int | None:
    """Return the decimals of all points, None where some lie on no grid of decimals."""
    places = [award.attainable.places for award in card.awards]
    known = [one for one in places if one is not None]
    return max(known) if card.scored and len(known) == len(places) else None


def _tried(award: Award, places: int) -> _Tried | None:
    """Return a criterion with the values of its one unknown fact, None where they cannot be told apart."""
    unknown = [item for item in award.evidence if not item.settled]
    if len(unknown) != 1 or len(award.readings) != 1:
        return None
    (item,) = unknown
    if item.binding.kind is not Kind.NUMBER and item.binding.choice is None:
        return None
    undone, found, scale = Undone(), list[tuple[Range, int]](), 10**places
    for points in award.attainable.points():
        facts = undone.means_of(award, (Range.point(points),)).facts
        units = int(points * scale)
        found += [(piece, units) for fact in facts if fact.evidence is item for piece in fact.possible]
        if len(found) > _MOST_PIECES:
            return None
    found.sort(key=lambda one: (one[0].low is not None, one[0].low or 0, one[0].low_open))
    if any(first[0].meet(second[0]) for first, second in pairwise(found)):
        return None  # a name that stands in a formula twice: the ends are wider than what the fact can do
    return _Tried(award, item, list(_joined(found))) if found else None


def _joined(found: Sequence[tuple[Range, int]]) -> Iterator[Piece]:
    for piece, units in found:
        yield _text(piece.low), piece.low_open, _text(piece.high), piece.high_open, units


def _totals(card: Scorecard, places: int) -> list[Stretch] | None:
    """Return what sums come to; None where that depends on what is not known, or would be too long."""
    if not card.applied and card.rounding is None:
        return []
    if not all(rule.settled for rule in card.applied):
        return None
    scale = 10**places
    most = int(sum((award.range.high or Fraction(0)) for award in card.awards) * scale)
    if most >= _MOST_TOTALS:
        return None
    stretches: list[list[int]] = []
    for units in range(most + 1):
        total = finished(Fraction(units, scale), card.applied, card.rounding)
        come = _units(total, scale)
        if come is None:
            return None
        last = stretches[-1] if stretches else None
        step = come - (last[2] + last[3] * (last[1] - last[0])) if last else 0
        if last and (last[0] == last[1] or step == last[3]):
            last[1], last[3] = units, step
        else:
            stretches.append([units, units, come, 0])
    return [(first, end, come, step) for first, end, come, step in stretches]


def _units(points: Fraction | None, scale: int) -> int | None:
    if points is None or (points * scale).denominator != 1:
        return None
    return int(points * scale)


def _sum(ends: Iterable[Fraction | None], scale: int) -> int:
    return int(sum((end or Fraction(0) for end in ends), Fraction(0)) * scale)


def _ends(award: Award, scale: int) -> tuple[int, int]:
    return _sum([award.range.low], scale), _sum([award.range.high], scale)


def _factor(item: Evidence) -> Fraction:
    unit = unit_of(item.binding.unit)
    return unit.factor if unit else Fraction(1)


def _text(number: Fraction | None) -> str | None:
    return None if number is None else str(number)
