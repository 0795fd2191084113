"""Random cards and reports, and a second scorer that shares no code with the first.

A card is plain data, handed to perfscore as a ruleset and read directly by `score`.  Every criterion
has facts of its own: an amount over another, truths, a count of breaches, or points given by a judge.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from perfscore import Ruleset, make_ruleset
from tests.cards import Values, card_values, criterion, modifier

__all__ = ["Card", "Criterion", "Known", "cards", "complete", "ruleset", "score", "statements", "values"]

Known = Fraction | bool | tuple[Fraction, Fraction] | str
"""An exact value, two ends of a range, ``missing`` or ``not_applicable``."""

Rule = Mapping[str, Any]
HALF = Fraction(1, 2)
MODES = ("half_up", "half_even", "truncate", "up")


@dataclass(frozen=True)
class Criterion:
    """One line of a card; `rule` holds the parameters of its shape."""

    id: str
    points: int
    shape: str
    rule: Rule
    not_applicable: str | None = None

    @property
    def amounts(self) -> tuple[str, str]:
        return f"{self.id}_done", f"{self.id}_planned"

    @property
    def facts(self) -> tuple[str, ...]:
        if self.shape == "checklist":
            return tuple(f"{self.id}_t{n}" for n in range(self.rule["tests"]))
        if self.shape == "breaches":
            return (f"{self.id}_breaches",)
        return (f"{self.id}_points",) if self.shape == "judged" else self.amounts


@dataclass(frozen=True)
class Card:
    """A whole card: criteria, policies, and what is done to the sum, in order."""

    criteria: tuple[Criterion, ...]
    places: int
    mode: str
    at: str
    missing: str
    not_applicable: str
    modifiers: tuple[tuple[str, Fraction], ...] = field(default=())

    @property
    def points(self) -> int:
        return sum(criterion.points for criterion in self.criteria)

    @property
    def facts(self) -> tuple[str, ...]:
        own = tuple(fact for criterion in self.criteria for fact in criterion.facts)
        kinds = {kind for kind, _ in self.modifiers}
        return (*own, *(["extra"] if "bonus" in kinds else []), *(["fraud"] if "veto" in kinds else []))


def hundredths(least: int, most: int) -> st.SearchStrategy[Fraction]:
    return st.integers(least, most).map(lambda n: Fraction(n, 100))


@st.composite
def _criteria(draw: st.DrawFn, number: int, unit: Fraction) -> Criterion:
    points = draw(st.sampled_from((5, 10, 12)))
    shape = draw(
        st.sampled_from(("share", "ratio", "steps", "bands", "limit", "checklist", "breaches", "judged"))
    )
    rule: dict[str, Any] = {}
    match shape:
        case "share":
            rule = {"full_at": draw(hundredths(50, 120))}
        case "ratio":
            rule = {"full_at": draw(hundredths(50, 120))}
        case "steps":
            rule = {"over": draw(hundredths(80, 110)), "each": draw(hundredths(1, 20))}
            rule |= {"loses": draw(_points(unit, 3)), "part": draw(st.sampled_from(PARTS))}
        case "bands":
            ends = sorted(draw(st.sets(hundredths(1, 150), min_size=1, max_size=3)))
            earned = sorted(draw(st.sets(_points(unit, points - unit), min_size=len(ends) - 1)))
            rule = {"ends": ends, "earned": [Fraction(0), *earned[: len(ends) - 1], Fraction(points)]}
        case "limit":
            rule = {"at_least": draw(hundredths(1, 150))}
        case "checklist":
            rule = {"tests": draw(st.integers(1, 3)), "loses": draw(_points(unit, 5))}
        case "breaches":
            rule = {"loses": draw(_points(unit, 5))}
        case "judged":
            rule = {"step": max(unit, HALF)}
    own = draw(st.sampled_from((None, None, *NOT_APPLICABLE)))
    return Criterion(f"c{number}", points, shape, rule, own)


NOT_APPLICABLE = ("rescale", "full", "zero", "exclude")
PARTS = ("ignored", "counted", "pro_rata")


@st.composite
def cards(draw: st.DrawFn) -> Card:
    """Draw a card of one to four criteria."""
    places = draw(st.integers(0, 3))
    unit = Fraction(1, 10 ** min(places, 2))
    criteria = tuple(draw(_criteria(n, unit)) for n in range(draw(st.integers(1, 4))))
    kinds = draw(st.lists(st.sampled_from(("bonus", "cap", "floor", "veto")), unique=True, max_size=3))
    modifiers: list[tuple[str, Fraction]] = []
    most = Fraction(sum(criterion.points for criterion in criteria))
    for kind in kinds:
        limit = draw(_limit(kind, unit, most))
        modifiers.append((kind, limit))
        most = most + limit if kind == "bonus" else min(most, limit) if kind == "cap" else most
    return Card(
        criteria,
        places,
        draw(st.sampled_from(MODES)),
        draw(st.sampled_from(("criterion", "total"))),
        draw(st.sampled_from(("range", "zero"))),
        draw(st.sampled_from(NOT_APPLICABLE)),
        tuple(modifiers),
    )


def _points(unit: Fraction, most: Fraction | int) -> st.SearchStrategy[Fraction]:
    """Return points above zero that rounding leaves as they are."""
    return st.integers(1, int(most / unit)).map(lambda n: n * unit)


def _limit(kind: str, unit: Fraction, most: Fraction) -> st.SearchStrategy[Fraction]:
    """Return the limits that can act: a cap, a floor or a veto lies below the most there can be before it."""
    if kind == "cap":  # leaves room for what stands behind it
        return _points(unit, most / 2 - unit).map(lambda points: most - points)
    return _points(unit, 3 if kind == "bonus" else most - unit)


@st.composite
def statements(draw: st.DrawFn, card: Card, whole: bool) -> dict[str, Known]:
    """Draw what a report says; of a whole one every fact is exact or not applicable."""
    said: dict[str, Known] = {}
    for fact in card.facts:
        states = ["exact"] * 8 + ["not_applicable"] * (fact not in ("extra", "fraud"))
        state = draw(st.sampled_from(states if whole else [*states, "missing", "missing", "range", "range"]))
        if state in ("missing", "not_applicable"):
            said[fact] = state
        else:
            value = draw(_values(fact))
            ends = (value, draw(_values(fact)))
            ranged = state == "range" and not isinstance(value, bool) and not fact.endswith("_points")
            said[fact] = (min(ends), max(ends)) if ranged else value
    return said


def _values(fact: str, step: Fraction = HALF) -> st.SearchStrategy[Any]:
    if "_t" in fact or fact == "fraud":
        return st.booleans()
    if fact.endswith("_points"):
        return st.integers(0, int(5 / step)).map(lambda n: n * step)
    if fact.endswith("_breaches"):
        return st.integers(0, 6).map(Fraction)
    if fact == "extra":
        return hundredths(0, 400)
    return hundredths(1, 300)


@st.composite
def complete(draw: st.DrawFn, said: Mapping[str, Known], card: Card) -> dict[str, Known]:
    """Draw one way the whole truth can be, given what a report says.

    Where a missing fact costs its criterion everything, and a bonus or a veto its effect, it stays missing.
    Points that nobody has printed are points their judge can give.
    """
    steps = {each.facts[0]: each.rule["step"] for each in card.criteria if each.shape == "judged"}
    whole: dict[str, Known] = {}
    for fact, known in said.items():
        if isinstance(known, tuple):
            low, high = known
            share = Fraction(draw(st.integers(0, 8)), 8)
            whole[fact] = low + (high - low) * share if not fact.endswith("_breaches") else low
        elif known == "missing" and card.missing == "range":
            whole[fact] = draw(_values(fact, steps.get(fact, HALF)))
        else:
            whole[fact] = known
    return whole


def ruleset(card: Card, order: int = 1) -> Ruleset:
    """Return a card as a ruleset; criteria and facts from the last to the first for order -1."""
    return make_ruleset(values(card, order))


def values(card: Card, order: int = 1) -> Values:
    """Return a card as the values of a ruleset file."""
    return card_values(
        *[_criterion(criterion) for criterion in card.criteria[::order]],
        facts={fact: _fact(fact) for fact in card.facts[::order] if not fact.endswith("_points")},
        modifiers=[_modifier(*each) for each in card.modifiers],
        places=card.places, mode=card.mode, at=card.at,
        missing=card.missing, not_applicable=card.not_applicable,
    )  # fmt: skip


def _fact(fact: str) -> Values:
    if "_t" in fact or fact == "fraud":
        return {"label": fact, "kind": "truth"}
    unit = "万元" if fact.endswith(("_done", "_planned")) else None
    return {"label": fact, "minimum": 0, "unit": unit}


def _criterion(of: Criterion) -> Values:
    more: dict[str, Any] = {"not_applicable": of.not_applicable or None}
    if of.facts == of.amounts:
        # One indicator of each direction; both are one amount over another.
        rising = of.shape not in ("steps", "ratio")
        roles = ("executed", "budget") if rising else ("public_funds", "public_funds_budget")
        more["indicator"] = "budget_execution_rate" if rising else "public_funds_control_rate"
        more["with"] = dict(zip(roles, of.amounts, strict=True))
    return criterion(of.id, of.points, _scoring(of), **more)


def _scoring(of: Criterion) -> Values:
    rule = {name: _number(value) for name, value in of.rule.items() if isinstance(value, Fraction)}
    match of.shape:
        case "share":
            return {"shape": "proportional", **rule}
        case "ratio":
            return {"shape": "proportional", "better": "lower", "reverse": "ratio", **rule}
        case "steps":
            return {"shape": "deduction", "part_steps": of.rule["part"], **rule}
        case "bands":
            return {"shape": "bands", "bands": _bands(of.rule)}
        case "limit":
            return {"shape": "all_or_nothing", **rule}
        case "checklist":
            return {"shape": "checklist", "tests": [*of.facts], **rule}
        case "breaches":
            return {"shape": "checklist", "breaches": of.facts[0], **rule}
    return {"shape": "judged", **rule}


def _bands(rule: Rule) -> list[Values]:
    limits = [None, *map(_number, rule["ends"]), None]
    return [
        {"at_least": low, "below": high, "points": _number(earned)}
        for low, high, earned in zip(limits, limits[1:], rule["earned"], strict=False)
    ]


def _modifier(kind: str, limit: Fraction) -> Values:
    number = _number(limit)
    says = {
        "cap": {"at": number},
        "floor": {"at": number},
        "bonus": {"formula": "extra - 1", "most": number},
        "veto": {"when": "fraud", "gives": number},
    }
    return modifier(kind, **says[kind])


def _number(value: Fraction) -> str:
    """Return a number that ends within two decimals."""
    cents = value * 100
    assert cents.denominator == 1
    return f"{cents.numerator // 100}.{cents.numerator % 100:02d}"


def score(card: Card, facts: Mapping[str, Known]) -> tuple[list[Fraction | None], Fraction | None]:
    """Return the points of every criterion and the total; None where a fact is missing."""
    points: list[Fraction | None] = []
    counted = full = Fraction(0)
    rescaled = False
    for line in card.criteria:
        known = [facts[fact] for fact in line.facts]
        counts = Fraction(line.points)
        full += counts
        if "not_applicable" in known:
            policy = line.not_applicable or card.not_applicable
            points.append(counts if policy == "full" else Fraction(0))
            full -= counts if policy == "exclude" else 0
            rescaled = rescaled or policy == "rescale"
            counts = Fraction(0) if policy in ("rescale", "exclude") else counts
        elif "missing" in known:
            points.append(Fraction(0) if card.missing == "zero" else None)
        else:
            points.append(_rounded(_earned(line, known), card, "criterion"))
        counted += counts
    total = _total(card, facts, points, full / counted if rescaled and counted else Fraction(1))
    return points, total if counted else None


def _total(
    card: Card, facts: Mapping[str, Known], points: list[Fraction | None], scale: Fraction
) -> Fraction | None:
    total = Fraction(0)
    for earned in points:
        if earned is None:
            return None
        total += earned
    if scale != 1:
        total = _rounded(total * scale, card, "criterion")
    for kind, limit in card.modifiers:
        extra, fraud = facts.get("extra", Fraction(0)), facts.get("fraud", False)
        if (kind == "bonus" and extra == "missing") or (kind == "veto" and fraud == "missing"):
            if card.missing == "zero":  # a bonus nobody shows is none, a veto nobody proves is not pronounced
                continue
            return None
        if kind == "cap" or (kind == "veto" and fraud):
            total = total if total < limit else limit
        elif kind == "floor":
            total = total if total > limit else limit
        elif kind == "bonus":
            assert isinstance(extra, Fraction)
            total += _rounded(sorted((Fraction(0), extra - 1, limit))[1], card, "criterion")
    return _rounded(total, card, "total")


def _earned(criterion: Criterion, known: list[Any]) -> Fraction:
    rule, full = criterion.rule, Fraction(criterion.points)
    if criterion.shape == "judged":
        return min(Fraction(known[0]), full)
    if criterion.shape in ("checklist", "breaches"):
        failed = known.count(False) if criterion.shape == "checklist" else known[0]
        return max(full - Fraction(rule["loses"]) * failed, Fraction(0))
    return _measured(criterion.shape, rule, full, known[0] / known[1])


def _measured(shape: str, rule: Rule, full: Fraction, measure: Fraction) -> Fraction:
    if shape == "bands":
        met = [earned for end, earned in zip(rule["ends"], rule["earned"][1:], strict=True) if measure >= end]
        return Fraction(max(met, default=0))
    if shape == "limit":
        return full if measure >= rule["at_least"] else Fraction(0)
    if shape == "steps":
        return _stepped(rule, full, (measure - rule["over"]) / rule["each"])
    share = measure / rule["full_at"] if shape == "share" else rule["full_at"] / measure
    return full * min(Fraction(share), Fraction(1))


def _stepped(rule: Rule, full: Fraction, steps: Fraction) -> Fraction:
    if steps <= 0:
        return full
    whole = steps
    if rule["part"] != "pro_rata":
        whole = Fraction(-(-steps // 1) if rule["part"] == "counted" else steps // 1)
    return max(full - Fraction(rule["loses"]) * whole, Fraction(0))


def _rounded(value: Fraction, card: Card, at: str) -> Fraction:
    """Return a number that is not below zero as a schoolbook rounds it."""
    if card.at != at:
        return value
    unit = Fraction(1, 10**card.places)
    below = value - value % unit
    rest = (value - below) / unit
    odd = (below / unit) % 2 == 1
    half = Fraction(1, 2)
    goes_up = {
        "truncate": False,
        "up": rest > 0,
        "half_up": rest >= half,
        "half_even": rest > half or (rest == half and odd),
    }
    return below + unit if goes_up[card.mode] else below
