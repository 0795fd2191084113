"""Evidence: what is known of each bound name · 依据.

The one place where a fact of a report becomes a value a formula can read, under every interpretation.
"""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, Literal, NamedTuple

from perfscore.inputs.report import Fact, Report
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.dimension import powers_text
from perfscore.language.interpretations.prose import Phrase, number_phrase
from perfscore.language.sets.joining import on_steps
from perfscore.messages import Listed
from perfscore.messages.problems import IN_A_LIST, Place, Problem, ProblemsFound, nearest
from perfscore.numbers.ranges import Range
from perfscore.plan.binding import Binding, powers_of

__all__ = ["Evidence", "Known", "by_row", "gather", "is_impossible", "unknown"]

Known = Literal["exact", "range", "missing", "not_applicable"]


class Evidence(NamedTuple):
    """What a report says of one bound name · 一项依据.

    `exact` is the value as printed where there is one; `possible` every value it can have
    (`pieces` interpretation), one only where it is `settled`; `rounded` says that the print was rounded;
    `fact` is None where the report has no such fact.
    """

    binding: Binding
    fact: Fact | None
    known: Known
    exact: Any
    possible: Any
    settled: bool = False
    cells: tuple[Fact, ...] = ()
    rounded: bool = False

    @property
    def assumed(self) -> bool:
        """Say whether the value is an assumption."""
        return self.fact is not None and self.fact.state == "assumed"

    def phrase(self) -> Any:
        """Return the value as text for a formula; the fact's own name where it is not known."""
        if self.binding.kind is Kind.COLUMN:
            return (
                [_phrase(cell, "?") for cell in self.exact]
                if self.known == "exact"
                else [Phrase(self.binding.fact)]
            )
        return _phrase(self.exact, self.binding.fact) if self.known == "exact" else Phrase(self.binding.fact)


def _phrase(value: Any, otherwise: str) -> Phrase:
    if isinstance(value, Fraction):
        return number_phrase(value)
    if isinstance(value, bool):
        return Phrase("true" if value else "false")
    return Phrase(f'"{value}"' if isinstance(value, str) else otherwise)


def gather(
    bindings: tuple[Binding, ...], report: Report, figures: Literal["exact", "rounded"]
) -> tuple[Evidence, ...]:
    """Return the evidence for each binding; raise ProblemsFound where a unit or a kind does not fit."""
    if not bindings:
        return ()
    found: list[Evidence] = []
    problems: list[Problem] = []
    for binding in bindings:
        try:
            if binding.kind is Kind.COLUMN:
                found.append(_column(binding, report, figures))
            else:
                found.append(_single(binding, report.facts.get(binding.fact), figures))
        except _Misfit as misfit:
            problems.append(misfit.problem)
    if problems:
        raise ProblemsFound(problems)
    return tuple(found)


class _Misfit(Exception):
    def __init__(self, fact: Fact, code: str, **values: str) -> None:
        self.problem = Problem(code, fact.place, f"facts {fact.id}", {"raw": fact.raw, **values})


def _single(binding: Binding, fact: Fact | None, figures: Literal["exact", "rounded"]) -> Evidence:
    if fact is None or fact.state in ("not_shown", "unreadable"):
        return Evidence(binding, fact, "missing", None, unknown(binding))
    if fact.state == "not_applicable":
        return Evidence(binding, fact, "not_applicable", None, unknown(binding))
    if binding.kind is Kind.NUMBER or (binding.kind is Kind.DATE and fact.quantity is not None):
        return _number(binding, fact, fact.figures or binding.figures or figures)
    if binding.kind is Kind.TEXT:
        return _worded(binding, fact)
    value = _other(binding, fact)
    return Evidence(
        binding,
        fact,
        "exact",
        value,
        (Range.point(value),) if isinstance(value, Fraction) else value,
        settled=True,
    )


def _worded(binding: Binding, fact: Fact) -> Evidence:
    """Return the evidence of a text, or of one of several words; of all there are nothing is known."""
    said = fact.one_of or ((_text(binding, fact), fact.place),)
    words = frozenset(_known_word(binding, fact, *one) for one in said)
    if len(words) == 1:
        (word,) = words
        return Evidence(binding, fact, "exact", word, words, settled=True)
    return Evidence(binding, fact, "missing" if words == binding.any_word else "range", None, words)


def _text(binding: Binding, fact: Fact) -> str:
    """Return a text; a word of a list may look like a figure or a day, 一级 or 2024年."""
    if isinstance(fact.value, str):
        return fact.value
    if binding.choice is None or isinstance(fact.value, bool):
        raise _Misfit(fact, "fact-kind", expected=str(binding.type))
    return fact.raw


def _known_word(binding: Binding, fact: Fact, said: str, place: Place) -> str:
    """Return a word as the rules spell it, after making sure that it is one they know."""
    word, known = binding.spellings.get(said, said), binding.words
    if known and word not in known:
        close = nearest(word, known, IN_A_LIST)
        raise _Misfit(replace(fact, raw=said, place=place), "fact-level", known=Listed(known), **close)
    return word


def _number(binding: Binding, fact: Fact, figures: Literal["exact", "rounded"]) -> Evidence:
    within = _fitting(binding, fact)
    exact = within.exact
    if is_impossible(binding, fact):
        return Evidence(binding, fact, "missing", None, unknown(binding))
    if exact is None:
        within = within.meet(binding.within) or within
        return Evidence(binding, fact, "range", None, on_steps(within, binding.step))
    if figures == "rounded" and fact.quantity is not None:
        within = fact.quantity.rounded().meet(binding.within) or within
        return Evidence(binding, fact, "exact", exact, (within,), within.exact is not None, rounded=True)
    return Evidence(binding, fact, "exact", exact, (within,), settled=True)


def is_impossible(binding: Binding, fact: Fact) -> bool:
    """Say whether a fact states what cannot be: 975 % satisfied, a budget below nothing.

    Nothing is known by it, and nothing is scored by it.  What lies on a bound is no such thing: nothing
    can be divided by a budget of 0, but a form may well print it.
    """
    return fact.quantity is not None and not binding.within.touches(fact.quantity.range)


def _fitting(binding: Binding, fact: Fact) -> Range:
    """Return a fact's range, after making sure that its unit is the one the binding takes."""
    quantity = fact.quantity
    if quantity is None:
        raise _Misfit(fact, "fact-not-a-number", expected=binding.kind)
    wanted = binding.powers
    if wanted is not None and powers_of(quantity.unit) != wanted:
        expected = binding.unit or powers_text(wanted)
        if quantity.unit is None:
            raise _Misfit(fact, "fact-unit-missing", expected=expected)
        raise _Misfit(fact, "fact-unit", found=quantity.unit.name, expected=expected)
    # Only a figure with words or a sign around it names another number than its own.
    return quantity.limit if binding.limit and quantity.precision != "exact" else quantity.range


def _other(binding: Binding, fact: Fact) -> Any:
    value: Any = fact.value
    if binding.kind is Kind.DATE and isinstance(value, date):
        value = Fraction(value.toordinal())
    if not isinstance(value, bool if binding.kind is Kind.TRUTH else Fraction):
        raise _Misfit(fact, "fact-kind", expected=binding.kind)
    return value


def _column(binding: Binding, report: Report, figures: Literal["exact", "rounded"]) -> Evidence:
    """Return the evidence for a column: each cell is read as a single fact would be."""
    read = by_row(binding, report, figures)
    if read is None:
        return Evidence(binding, None, "missing", None, ((binding.within,),))
    cells = tuple(item.fact for item in read if item.fact is not None)
    possible = tuple(item.possible for item in read)
    if any(item.known != "exact" for item in read):
        return Evidence(binding, None, "range", None, possible, cells=cells)
    exact, settled = tuple(item.exact for item in read), all(item.settled for item in read)
    rounded = any(item.rounded for item in read)
    return Evidence(binding, None, "exact", exact, possible, settled, cells, rounded)


def by_row(
    binding: Binding, report: Report, figures: Literal["exact", "rounded"]
) -> tuple[Evidence, ...] | None:
    """Return what each row of a table says in a column; None where the report has no such table."""
    table, _, column = binding.fact.partition(".")
    rows = report.tables.get(table)
    return None if rows is None else tuple(_cell(binding, row.cells.get(column), figures) for row in rows)


def _cell(binding: Binding, cell: Fact | None, figures: Literal["exact", "rounded"]) -> Evidence:
    if cell is None or cell.state not in ("stated", "assumed"):
        return Evidence(binding, cell, "missing", None, (binding.within,))
    return _number(binding, cell, cell.figures or binding.figures or figures)


def unknown(binding: Binding) -> Any:
    """Return every value an unknown fact can have, as single points where they come in few steps."""
    said = binding.kind in (Kind.TRUTH, Kind.TEXT)
    return binding.any_word if said else on_steps(binding.within, binding.step)
