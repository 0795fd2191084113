"""What is said of an impact: its first screen, all of it, and a sweep · 影响说明."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfscore.batch.impact.compared import Impact, Mover, Spread
from perfscore.batch.impact.criteria import CriterionMoves
from perfscore.batch.impact.distribution import spans
from perfscore.batch.said import Said
from perfscore.explain.content.document import Block, Document, Pair, Pairs, Paragraph, Section, Table
from perfscore.explain.content.rules import rules_named
from perfscore.explain.wording.words import brief
from perfscore.messages.problems import Problem

__all__ = [
    "FIRST",
    "MOST",
    "Shown",
    "change_text",
    "counts",
    "impact_document",
    "impact_sections",
    "refusals",
]

FIRST, MOST = 5, 50
"""How many reports are named on the first screen, and with the whole."""


class Shown(NamedTuple):
    """An impact, what each criterion moves, why the first of the refused rows are refused · 影响及其明细."""

    found: Impact
    lines: Sequence[CriterionMoves]
    refusals: Sequence[Problem] = ()


def impact_document(shown: Shown, said: Said, full: bool) -> Document:
    """Return what two rulesets make of a table."""
    found = shown.found
    headline = said("headline", **counts(found)) if found.settled else said("headline_none")
    more = () if full else (Pair(said("more"), (said("more_full"),)),)
    rules = [_rules(found, side, said) for side in range(2)]
    pairs = Pairs((*rules, *_pairs(found, said), *more))
    return Document(headline, (pairs, *impact_sections(shown, said, full), *refusals(shown, said)))


def refusals(shown: Shown, said: Said) -> Iterator[Block]:
    """Yield why the first of the refused rows are refused, nothing where none is."""
    if shown.refusals:
        told = tuple(Paragraph(problem.text(said.language)) for problem in shown.refusals)
        yield Section(said("refusals"), told, "refusals")


def counts(found: Impact) -> dict[str, int]:
    """Return how many reports gain, lose, stay and change their grade."""
    by = found.moves.by
    up, down = (sum(count for one, count in by.items() if one * sign > 0) for sign in (1, -1))
    same = found.settled - up - down
    return {"settled": found.settled, "up": up, "down": down, "same": same, "regraded": found.regraded}


def _rules(found: Impact, side: int, said: Said) -> Pair:
    named = rules_named(found.plans[side].ruleset, said.words)
    return Pair(said(("old", "new")[side]), (said.words("punctuation.clause").join(named),))


def _pairs(found: Impact, said: Said) -> Iterator[Pair]:
    told = said(
        "counted", rows=found.rows.height, settled=found.settled, open=found.unsettled,
        refused=len(found.refused),
    )  # fmt: skip
    falls, rises = found.surely
    surely = (said("surely", falls=falls, rises=rises),) if found.unsettled else ()
    refused = [str(row) for row in found.refused]
    which = (said("refused_rows", rows=said.words.some(refused, FIRST)),) if refused else ()
    yield Pair(said("table"), (told, *which, *surely, *((said("all_told"),) if found.unsettled else ())))
    if change := change_text(found, said):
        yield Pair(said("change"), (change,))


def change_text(found: Impact, said: Said) -> str:
    """Return how the changes of totals are spread, nothing where no total is known under both."""
    spread = Spread.of(found.moves.by)
    if spread is None:
        return ""
    numbers = said.words("punctuation.beside").join(map(said.moved, spread.quartiles))
    return said("spread", numbers=numbers, mean=said.moved(spread.mean))


def impact_sections(shown: Shown, said: Said, full: bool, prefix: str = "") -> Iterator[Block]:
    """Yield the sections of an impact; `prefix` keeps their names apart from those of others."""
    found, lines = shown.found, shown.lines
    if any(plan.ruleset.grades for plan in found.plans):
        means = (Paragraph(said("grades_note")),) if full else ()
        yield Section(said("grades"), (_grades(found, said), *means), f"{prefix}grades")
    if not found.settled:
        return
    kept = lines if full else lines[:FIRST]
    note = (
        (Paragraph(said("criteria_note")),)
        if full
        else tuple(_rest(len(lines) - len(kept), said, "rest_criteria"))
    )
    yield Section(said("criteria"), (_criteria(kept, said), *note), f"{prefix}criteria")
    if movers := found.most(MOST if full else FIRST):
        rest = counts(found)["up"] + counts(found)["down"] - len(movers)
        yield Section(said("most"), (_movers(movers, said), *_rest(rest, said)), f"{prefix}most")
    if full:
        yield Section(said("distribution"), (_distribution(found, said),), f"{prefix}distribution")


def _rest(count: int, said: Said, key: str = "rest") -> Iterator[Block]:
    if count > 0:
        yield Paragraph(said(key, count=count))


def _grades(found: Impact, said: Said) -> Table:
    names = [list(dict.fromkeys(grade.name for grade in plan.ruleset.grades)) for plan in found.plans]
    sides = [
        [*own, *([None] if any(pair[at] is None for pair in found.grades) else [])]
        for at, own in enumerate(names)
    ]
    shown = [[_grade(one, said) for one in side] for side in sides]
    rows = []
    for old, name in zip(sides[0], shown[0], strict=True):
        cells = [found.grades.get((old, new), 0) for new in sides[1]]
        rows.append((name, *map(str, cells), str(sum(cells))))
    sums = [sum(found.grades.get((old, new), 0) for old in sides[0]) for new in sides[1]]
    foot = (said("sum"), *map(str, sums), str(sum(sums)))
    head = (said("old_new"), *shown[1], said("sum"))
    return Table(tuple(rows), head, frozenset(range(1, len(head))), foot)


def _grade(name: str | None, said: Said) -> str:
    return said("open_grade") if name is None else name


def _criteria(lines: Sequence[CriterionMoves], said: Said) -> Table:
    head = tuple(map(said, ("criterion", "points", "moved", "size", "mean", "deciding")))
    rows = tuple(
        (
            said.words.label(line.label),
            _arrow([said("absent") if one is None else brief(one) for one in line.points], said),
            str(line.moved),
            brief(line.size),
            said.moved(line.mean),
            said(f"decides_{line.decides[1]}"),
        )
        for line in lines
    )
    return Table(rows, head, frozenset(range(1, 5)))


def _movers(movers: Sequence[Mover], said: Said) -> Table:
    head = tuple(map(said, ("row", "who", "before", "after", "by", "place", "grade")))
    rows = tuple(
        (
            str(one.row),
            said.words("punctuation.beside").join(filter(None, one.who)),
            brief(one.old),
            brief(one.new),
            said.moved(one.new - one.old),
            _arrow([str(place) for place in one.places], said),
            _arrow([_grade(grade, said) for grade in one.grades], said),
        )
        for one in movers
    )
    return Table(rows, head, frozenset((0, 2, 3, 4)))


def _arrow(pair: Sequence[str], said: Said) -> str:
    """Return how something was and is, once where it is the same."""
    return pair[0] if pair[0] == pair[1] else said("arrow", old=pair[0], new=pair[1])


def _distribution(found: Impact, said: Said) -> Table:
    rows = tuple(
        (said("bin_of", low=brief(one.low), high=brief(one.high)), str(one.old), str(one.new))
        for one in spans(found.moves)
    )
    return Table(rows, tuple(map(said, ("bin", "old", "new"))), frozenset((1, 2)))
