"""What is said of a parameter at several values: a row a value, then each like an impact · 试算说明."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfscore.batch.impact.compared import Impact, Spread
from perfscore.batch.impact.content import Shown, counts, impact_sections, refusals
from perfscore.batch.impact.sweep import SHARED, Sweep, Tried
from perfscore.batch.said import Said
from perfscore.explain.content.document import Block, Document, Pair, Pairs, Section, Table
from perfscore.explain.content.rules import rules_named

__all__ = ["Value", "prefix_of", "sweep_document"]


class Value(NamedTuple):
    """A value that was tried, and what it does where it passes check · 一个取值的结果."""

    tried: Tried
    shown: Shown | None


def sweep_document(sweep: Sweep, values: Sequence[Value], said: Said, full: bool) -> Document:
    """Return what each value of a parameter does."""
    tried = len([*_done(values)])
    headline = said("sweep_headline", path=sweep.name, values=len(values), tried=tried)
    return Document(headline, tuple(_blocks(sweep, values, said, full)))


def _blocks(sweep: Sweep, values: Sequence[Value], said: Said, full: bool) -> Iterator[Block]:
    rules = said.words("punctuation.clause").join(rules_named(sweep.ruleset, said.words))
    pairs = [Pair(said("sweep_as_it_stands"), (rules,))]
    if sweep.rest:
        pairs.append(Pair(said("sweep_rest"), (_rest(sweep, said),)))
    done = list(_done(values))
    if done:
        found = done[0][1].found
        told = said("sweep_rows", rows=found.rows.height, refused=len(found.refused))
        pairs.append(Pair(said("table"), (told,)))
    if not full:
        pairs.append(Pair(said("more"), (said("more_full"),)))
    yield Pairs(tuple(pairs))
    rows = tuple(_row(text, shown.found, said) for text, shown in done)
    head = ("value", "compared", "up", "down", "same", "regraded", "largest_gain", "largest_loss", "mean")
    if rows:
        table = Table(rows, tuple(map(said, head)), frozenset(range(1, len(head))))
        yield Section(said("sweep_values"), (table,), "values")
    if refused := [value.tried for value in values if value.shown is None]:
        yield Section(said("sweep_refused"), (_refused(refused, said),), "values-refused")
    for number, value in enumerate(values if full else (), 1):
        if value.shown is not None:
            title = said("sweep_value", value=value.tried.text, **counts(value.shown.found))
            sections = impact_sections(value.shown, said, full, prefix_of(number))
            yield Section(title, tuple(sections), f"value-{number}")
    yield from refusals(done[0][1], said) if done else ()


def _done(values: Sequence[Value]) -> Iterator[tuple[str, Shown]]:
    yield from ((value.tried.text, value.shown) for value in values if value.shown is not None)


def prefix_of(number: int) -> str:
    """Return what the names of the sections of a value begin with."""
    return f"value-{number}-"


def _rest(sweep: Sweep, said: Said) -> str:
    if sweep.rest[0] in SHARED:
        return said(f"rest_{sweep.rest[0]}")
    labels = {one.id: said.words.label(one.label) for one in sweep.ruleset.criteria}
    return said("rest_named", names=said.words.listed([labels[name] for name in sweep.rest]))


def _row(text: str, found: Impact, said: Said) -> tuple[str, ...]:
    told, spread = counts(found), Spread.of(found.moves.by)
    numbers = [str(told[name]) for name in ("settled", "up", "down", "same", "regraded")]
    if spread is None:
        return (text, *numbers, "", "", "")
    return (text, *numbers, *map(said.moved, (*found.largest, spread.mean)))


def _refused(refused: Sequence[Tried], said: Said) -> Table:
    rows = ((tried.text, problem.text(said.language)) for tried in refused for problem in tried.problems)
    return Table(tuple(rows))
