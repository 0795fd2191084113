"""What is said of a batch: columns it wants, how it is computed, what became of the rows · 批量评分的说明."""

import sys
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

import polars as pl

from perfscore.batch.columns.scorer import Scorer
from perfscore.batch.columns.wanted import CLAIM, ENDS, STATE, Wanted, layout_of, wanted
from perfscore.batch.said import Said
from perfscore.batch.table.run import Counts, Job, as_data
from perfscore.explain.content.document import Document, Paragraph, Table
from perfscore.explain.formats.rendering import written_out
from perfscore.language.compile.types import Kind
from perfscore.plan.planned import Plan
from perfscore.publish.card.facts import uses, values_text

__all__ = ["Told", "empty"]

_PLACES = 4
_NEARLY = 4 / 5
_TYPES = {
    Kind.NUMBER: pl.Decimal(20, _PLACES),
    Kind.TRUTH: pl.Boolean,
    Kind.DATE: pl.Date,
    Kind.TEXT: pl.String,
}


def empty(plan: Plan) -> pl.DataFrame:
    """Return a table without rows that has the columns a ruleset wants, and those of its claims."""
    facts: dict[str, Any] = {name: _TYPES[one.kind] for name, one in wanted(plan).items()}
    claims = [CLAIM, *(f"{CLAIM}.{step.criterion.id}" for step in plan.steps)]
    return pl.DataFrame(schema={"body": pl.String, **facts, **dict.fromkeys(claims, pl.Decimal(9, 2))})


class Told:
    """Says what a batch is about, in one language and format · 说明."""

    def __init__(self, language: str, format: Any) -> None:
        self.said, self.language, self.format = Said("batch", language), language, format
        self._shown = -1

    def columns(self, plan: Plan) -> str:
        """Return the columns a ruleset wants: names, kinds, units, values, what they move."""
        own, read = wanted(plan), uses(plan)
        rows = tuple(self._column(name, one, plan) for name, one in own.items())
        said, words = self.said, self.said.words
        heads = tuple(said(key) for key in ("column", "kind", "unit", "values", "meaning", "moves"))
        title = said("columns_title", ruleset=words.label(plan.ruleset.ruleset.title), count=len(own))
        notes = [Paragraph(said("columns_beside"))]
        if lines := [words.label(step.criterion.label) for step in plan.steps if step.criterion.rows]:
            notes.append(Paragraph(said("columns_rows", criteria=words.listed(lines))))
        document = Document(title, (Table(rows, heads), *notes))
        data = {
            "format": 1,
            "ruleset": plan.ruleset.id,
            "columns": [
                {"name": name, "kind": str(one.binding.type), "unit": one.unit,
                 "criteria": [c.id for c in read[name].criteria] if name in read else []}
                for name, one in own.items()
            ],
        }  # fmt: skip
        return written_out(title, lambda _: document, lambda: data, self.language, self.format)

    def _column(self, name: str, one: Wanted, plan: Plan) -> tuple[str, ...]:
        words, use = self.said.words, uses(plan).get(name)
        moved = [words.label(c.label) for c in use.criteria] if use else []
        rules = {one.modifier.id: one.modifier.label for one in plan.modifiers}
        moved += [words.label(rules[id_]) for id_ in use.others] if use else []
        kind = self.said(f"kind_{'choice' if one.binding.choice else one.kind}")
        values = values_text(one.binding, words)
        label = words.label(one.binding.label)
        return name, kind, one.unit or "", values, label, words.listed(moved) or self.said("checks")

    def plan(self, scorer: Scorer, part: pl.DataFrame) -> str:
        """Return how each criterion of a table is computed, and how many of its rows are the engine's."""
        routes = scorer.routes(part)
        said, labels = self.said, {s.criterion.id: s.criterion.label for s in scorer.plan.steps}
        rows = tuple(
            (
                said.words.label(labels[route.criterion]),
                said(f"rung_{route.rung.casefold()}") if route.rung else said(f"why_{route.why}"),
                str(route.open_rows),
            )
            for route in routes
        )
        heads = (said("criterion"), said("how"), said("open_rows"))
        title = said("plan_title", rows=part.height, table=scorer.source)
        document = Document(title, (Table(rows, heads, frozenset({2})), Paragraph(said("plan_note"))))
        data = {
            "format": 1, "rows": part.height,
            "criteria": [
                {"id": r.criterion, "rung": r.rung or None, "why": r.why or None, "open_rows": r.open_rows}
                for r in routes
            ],
        }  # fmt: skip
        return written_out(title, lambda _: document, lambda: data, self.language, self.format)

    def columns_at_hand(self, job: Job) -> Iterator[str]:
        """Yield what is odd about the columns of a table: none that is wanted, one that is nearly so."""
        layout, known = layout_of(job.source.head().columns, job.scorer.plan), wanted(job.scorer.plan)
        if not layout.facts and known:
            yield self.said("no_facts", table=job.source.name, ruleset=job.scorer.plan.ruleset.id)
        free = {name: one for name, one in known.items() if name not in layout.facts}
        for name in layout.carried:
            if near := self._near(name, free) or _near_part(name, known, job.scorer.plan):
                yield self.said("nearly", found=name, nearest=near)
            elif name.partition(".")[0] in {*known, CLAIM} and "." in name:
                yield self.said("beside_nothing", found=name)

    def _near(self, name: str, free: Mapping[str, Wanted]) -> str:
        """Return the fact without a column that one is named nearly like, or whose label it has."""
        own = name.strip().casefold()
        for fact, one in free.items():
            label = one.binding.label
            if own in {fact.casefold(), label.text("zh").casefold(), label.text("en").casefold()}:
                return fact
        return next(iter(get_close_matches(own, list(free), 1, _NEARLY)), "")

    def progress(self, done: int, rows: int | None) -> None:
        """Show how far a run has come, on a terminal."""
        if sys.stderr.isatty():
            text = self.said("progress", done=done, rows=rows) if rows else self.said("done", done=done)
            sys.stderr.write(f"\r{text}")
            sys.stderr.flush()

    def progress_ended(self) -> None:
        """Leave the line of the progress."""
        if sys.stderr.isatty():
            sys.stderr.write("\n")

    def counts(self, counts: Counts, output: str) -> str:
        """Return what became of the rows; they are what was read, or that is said."""
        said = self.said
        numbers = {key: str(value) for key, value in as_data(counts).items()}
        lines = [said("counts" if counts.agree else "counts_differ", **numbers, output=output)]
        if counts.kept:
            lines.append(said("kept", parts=counts.kept))
        lines += [said("refused_row", row=row, why=why) for row, why in counts.first_refused]
        if counts.refused > len(counts.first_refused):
            lines.append(said("more_refused", count=counts.refused - len(counts.first_refused)))
        if counts.refused:
            lines.append(said("refused_column"))
        document = Document(lines[0], tuple(Paragraph(line) for line in lines[1:]))
        data = {
            **as_data(counts), "output": output, "kept_parts": counts.kept,
            "first_refused": [{"row": row, "why": why} for row, why in counts.first_refused],
        }  # fmt: skip
        return written_out(lines[0], lambda _: document, lambda: data, self.language, self.format)


def _near_part(name: str, known: Mapping[str, Wanted], plan: Plan) -> str:
    """Return the column beside a fact, or of the claim for a line, that one is named nearly like."""
    whole, part, _ = name.strip().partition(".")
    beside = [f"{fact}.{suffix}" for fact in known for suffix in (*ENDS, STATE)]
    lines = [f"{CLAIM}.{step.criterion.id}" for step in plan.steps]
    names = [one for one in (*beside, *lines) if one.partition(".")[0] == whole.casefold()] if part else []
    exact = [one for one in (*known, CLAIM, *names) if one.casefold() == name.strip().casefold()]
    return next(iter(exact or get_close_matches(name.strip().casefold(), names, 1, _NEARLY)), "")
