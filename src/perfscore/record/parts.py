"""The smaller parts of a record: places, facts, claims, what names were given · 记录的各部分."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from perfscore.auditing.causes import Explained
from perfscore.auditing.verdicts import Audit
from perfscore.inputs.report import Claim, Fact
from perfscore.messages.problems import Place
from perfscore.numbers.exact import Rounding
from perfscore.numbers.fields import Declared
from perfscore.numbers.ranges import Range
from perfscore.record.made_from import ClaimPart, FactPart, PlacePart, ReadPart
from perfscore.record.model import RoundingPart, WayPart
from perfscore.record.notation import number, possible, range_text, value
from perfscore.score.evidence import Evidence

__all__ = ["bare_name", "claim_part", "facts_used", "plain", "reads_parts", "rounding_part", "ways_parts"]


def bare_name(file: str) -> str:
    """Return the name of a file without its folders, which are those of one machine."""
    return file.replace("\\", "/").rpartition("/")[2] or file


def place_part(place: Place) -> PlacePart:
    """Return where something stands."""
    return PlacePart(file=bare_name(place.file), line=place.line, column=place.column, keys=place.keys)


def claim_part(claim: Claim | None, stands_for: Range | None) -> ClaimPart | None:
    """Return a claimed figure, with the range it stands for."""
    if claim is None or stands_for is None:
        return None
    quantity = claim.quantity
    return ClaimPart(
        raw=quantity.raw, places=quantity.decimals, stands_for=range_text(stands_for), at=claim.at,
        quote=claim.quote, place=place_part(claim.place),
    )  # fmt: skip


def rounding_part(rounding: Rounding | None) -> RoundingPart | None:
    """Return a declared rounding."""
    return None if rounding is None else RoundingPart(places=rounding.places, mode=rounding.mode)


def ways_parts(ways: Iterable[Explained]) -> tuple[WayPart, ...]:
    """Return what would explain a claim."""
    return tuple(WayPart(code=way.code, points=number(way.points) or "", name=way.name) for way in ways)


def reads_parts(evidence: Iterable[Evidence]) -> tuple[ReadPart, ...]:
    """Return what each name of a formula was given."""
    return tuple(_read(item) for item in evidence)


def _read(item: Evidence) -> ReadPart:
    bound = item.binding
    return ReadPart(
        name=bound.name, fact=bound.fact, kind=bound.kind.value, known=item.known, exact=value(item.exact),
        possible=possible(item.possible, bound.kind),
    )  # fmt: skip


def facts_used(audit: Audit) -> tuple[FactPart, ...]:
    """Return every fact that points, what is done to their sum, checks and claims rest on, by id."""
    found = {(fact.id, fact.place): fact for fact in _facts(audit)}
    return tuple(_fact(found[key]) for key in sorted(found))


def _facts(audit: Audit) -> Iterator[Fact]:
    card = audit.card
    read = [*(award.evidence for award in card.awards), *(rule.evidence for rule in card.applied)]
    for evidence in (*read, *(finding.evidence for finding in audit.findings), audit.rests_on):
        for item in evidence:
            yield from (fact for fact in (item.fact, *item.cells) if fact is not None)


def _fact(fact: Fact) -> FactPart:
    quantity, said = fact.quantity, fact.value
    within = quantity.range if quantity else None
    if isinstance(said, date):  # formulas work on the number of a day
        within = Range.point(Fraction(said.toordinal()))
    return FactPart(
        id=fact.id, state=fact.state, raw=fact.raw, unit=fact.unit,
        exact=number(within.exact) if within else None, range=range_text(within) if within else None,
        places=quantity.decimals if quantity else None,
        value=said.isoformat() if isinstance(said, date) else said,
        at=fact.at, quote=fact.quote, place=place_part(fact.place),
    )  # fmt: skip


def plain(of: Any) -> Any:
    """Return a declaration as plain data: keys as files spell them, what is not said left out."""
    if isinstance(of, Declared):
        spelled = {(field.alias or name): getattr(of, name) for name, field in type(of).model_fields.items()}
        return plain({key: said for key, said in spelled.items() if said is not None})
    if isinstance(of, Mapping):
        return {str(key): plain(said) for key, said in of.items()}
    if isinstance(of, (tuple, list)):
        return [plain(said) for said in of]
    if isinstance(of, Fraction):
        return number(of)
    return of.isoformat() if isinstance(of, date) else str(of) if isinstance(of, str) else of
