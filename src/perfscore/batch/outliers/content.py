"""What is said of comparisons over many reports: notes, all comparisons, what is assumed · 提示说明."""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations

import polars as pl

from perfscore.batch.columns.wanted import ROW
from perfscore.batch.outliers.chance import ASSUMED
from perfscore.batch.outliers.look import TESTS, Compared, Outliers
from perfscore.batch.said import Said
from perfscore.explain.content.document import Block, Document, Pair, Pairs, Paragraph, Section, Table
from perfscore.explain.content.rules import rules_named
from perfscore.explain.wording.words import brief, range_text

__all__ = ["named", "outliers_document"]

_FIRST = 5
_LEAST = Fraction(1, 10**6)
_SELDOM = 10
_MOST = 10**9
"""What is more seldom than this is only said to be so."""


def outliers_document(found: Outliers, said: Said, body: str | None, full: bool) -> Document:
    """Return the notes, each with its count and what chance would give; `body` tells bodies apart."""
    counts = {"notes": len(found.notes), "compared": len(found.compared), "rows": found.seen.rows.height}
    key = "headline" if found.notes else "headline_none" if found.compared else "headline_empty"
    return Document(said(key, **counts), tuple(_blocks(found, said, body, full)))


def _blocks(found: Outliers, said: Said, body: str | None, full: bool) -> Iterator[Block]:
    seen = found.seen
    whose = {} if body is None else dict(seen.rows.select(ROW, pl.col(body).cast(pl.String)).iter_rows())
    rules = said.words("punctuation.clause").join(rules_named(seen.plan.ruleset, said.words))
    told = said("counted_scores" if seen.of_scores else "counted", rows=seen.rows.height)
    apart = said("bodies_none") if body is None else said("bodies_by", column=body)
    pairs = [("rules", rules), ("table", told), ("bodies", apart)]
    pairs += [] if full else [("more", said("more_full"))]
    yield Pairs(tuple(Pair(said(key), (text,)) for key, text in pairs))
    for number, note in enumerate(found.notes, 1):
        yield Section(named(note, said), (Pairs(tuple(_note(note, whose, said))),), f"note-{number}")
    shown = [*found.notes, *(one for one in found.compared if one not in found.notes)] if full else []
    if shown:
        yield Section(said("looked"), (_looked(shown, found, said),), "looked")
    done, other = {one.test for one in found.compared}, "full" if seen.of_scores else "earned"
    lacking = [said(f"not_{test}") for test in TESTS if test not in done and test != other]
    if found.untold:
        labels = dict.fromkeys(said.words.label(edge.step.criterion.label) for edge in found.untold)
        lacking.append(said("not_told", labels=said.words.listed([*labels])))
    if lacking:
        yield Section(said("not_looked"), tuple(map(Paragraph, lacking)), "lacking")
    yield Section(said("assumed"), tuple(map(Paragraph, _assumed(found, said))), "assumed")


def named(one: Compared, said: Said) -> str:
    """Return what a comparison is about."""
    if one.edge is not None:
        label = said.words.label(one.edge.step.criterion.label)
        return said("edge", label=label, at=brief(one.edge.at))
    label = "" if one.fact is None else said.words.label(one.fact.binding.label, one.fact.fact)
    return said(one.test, label=label)


def _note(note: Compared, whose: Mapping[int, str], said: Said) -> Iterator[Pair]:
    counted: dict[str, str | int] = {"count": note.count, "of": note.of}
    if note.edge is not None:
        sides = {"earning": note.edge.earning, "other": note.edge.other}
        counted |= {name: range_text(side, said.words) for name, side in sides.items()}
        counted["rest"] = note.of - note.count
    yield Pair(said("found"), (said(f"found_{note.test}", **counted), *_apart(note, whose, said)))
    expected = {"expected": _expected(note, said), "chance": _chance(note.chance, said)}
    yield Pair(said("chance"), (said(f"expected_{note.test}", **expected),))
    yield Pair(said("rows"), (_rows(note, whose, said),))
    yield Pair(said("can"), (said(f"can_{note.test}"),))
    yield Pair(said("cannot"), (said(f"cannot_{note.test}"),))


def _apart(note: Compared, whose: Mapping[int, str], said: Said) -> Iterator[str]:
    """Yield what a note says of bodies, where they are told apart."""
    if whose and note.groups:
        pairs = [whose[a] == whose[b] for rows in note.groups for a, b in combinations(rows, 2)]
        yield said("between", bodies=pairs.count(False), own=pairs.count(True))
    if whose and note.test in ("full", "earned"):
        full, every = Counter(whose[row] for row in note.rows), Counter(whose.values())
        names = [name for name, count in full.items() if count == every[name] > 1]
        if names:
            yield said("bodies_full", names=said.words.some(names, _FIRST))


def _rows(note: Compared, whose: Mapping[int, str], said: Said) -> str:
    def one(row: int) -> str:
        return said("row_of", row=row, who=whose[row]) if whose.get(row) else str(row)

    listed, clause = said.words.listed, said.words("punctuation.clause")
    if note.groups:
        some = [said("alike", rows=listed(list(map(one, rows[:_FIRST])))) for rows in note.groups[:_FIRST]]
        text, all_shown = clause.join(some), sum(map(len, note.groups[:_FIRST])) == len(note.rows)
    else:
        text, all_shown = listed(list(map(one, note.rows[:_FIRST]))), len(note.rows) <= _FIRST
    return text if all_shown else said("some_rows", rows=text, count=len(note.rows))


def _expected(one: Compared, said: Said) -> str:
    return said("tiny") if 0 < one.expected < _LEAST else brief(one.expected)


def _chance(chance: Fraction, said: Said) -> str:
    """Return a chance as one in so many, rounded to what is less seldom."""
    number = min(chance.denominator // chance.numerator, _MOST) if chance else _MOST
    return said("often") if number < _SELDOM else said("one_in", number=f"{number:,}")


def _looked(shown: list[Compared], found: Outliers, said: Said) -> Table:
    head = tuple(map(said, ("comparison", "of", "count", "expected", "chance_column", "note")))
    rows = tuple(
        (
            named(one, said), str(one.of), str(one.count), _expected(one, said), _chance(one.chance, said),
            said("is_note" if one in found.notes else "no_note"),
        )
        for one in shown
    )  # fmt: skip
    return Table(rows, head, frozenset((1, 2, 3)))


def _assumed(found: Outliers, said: Said) -> Iterator[str]:
    for name, value in ASSUMED.items():
        values = {"value": brief(value), "number": brief(1 / value), "limit": f"{int(1 / found.limit):,}"}
        yield said(f"assumed_{name}", compared=len(found.compared), **values)
