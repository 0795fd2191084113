"""What testing a ruleset found, as text, as data and as JUnit's XML · 规则集检验结果."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from perfscore.explain.content.document import Table
from perfscore.explain.formats.text import table_lines
from perfscore.explain.wording.words import Words, words_of
from perfscore.numbers.exact import decimal_text
from perfscore.plan.faults import words as path_words
from perfscore.plan.planned import MEASURE, Plan
from perfscore.publish.junit import Suite, Tried, junit_text
from perfscore.testing.arithmetic import failing_lines
from perfscore.testing.boundaries import Boundary
from perfscore.testing.mutated import Mutant
from perfscore.testing.ruleset_cases import Ran
from perfscore.testing.tested import Hole, Mutation, Tested

__all__ = ["cases_to_add", "junit", "results_data", "results_text"]

FORMAT = 1
_MOST_SHOWN, _AROUND = 40, 12


def results_text(results: Sequence[Tested], language: str, with_cases: bool = True) -> str:
    """Return what was found of each ruleset, with the cases to add as they are to be written."""
    words = words_of(language)
    return "\n".join("\n".join(_lines(one, words, with_cases)) + "\n" for one in results)


def _lines(one: Tested, words: Words, with_cases: bool) -> Iterator[str]:
    yield words("tested.head", ruleset=one.plan.ruleset.id, file=one.plan.ruleset.origin.file)
    counts = {"cases": str(len(one.cases)), "failed": str(len(one.failed))}
    yield words("tested.cases", **counts)
    if one.unconfirmed:
        unlike = str(sum(bool(ran.problems) for ran in one.unconfirmed))
        yield words("tested.unconfirmed", cases=str(len(one.unconfirmed)), failed=unlike)
    for ran in one.failed:
        yield from failing_lines(ran, words.language)
    if one.mutation is None:
        return
    reached = sum(part.reached for part in one.parts)
    share = _percent(one.reached)
    yield words("tested.reached", reached=str(reached), all=str(len(one.parts)), share=share)
    yield from _mutation(one.mutation, words)
    missed = [part for part in one.parts if not part.reached]
    if missed:
        yield words("tested.missed")
        rows = tuple((f"  {words(f'tested.{part.sort}')}", part.name, _short(part.says)) for part in missed)
        yield from table_lines(Table(rows))
    if one.mutation.holes:
        yield words("tested.holes")
        rows = tuple(_row(mutant, words) for hole in one.mutation.holes for mutant in hole.mutants)
        yield from table_lines(Table(rows))
    if with_cases and (to_add := list(cases_to_add(one, words.language))):
        yield words("tested.to_add", count=str(len(to_add)))
        yield ""
        yield "\n".join(to_add).rstrip("\n")


def _mutation(found: Mutation, words: Words) -> Iterator[str]:
    values = {"noticed": str(found.noticed), "all": str(found.all), "share": _percent(found.share)}
    yield words("tested.noticed", **values)
    if found.same:
        yield words("tested.same", count=str(found.same))
    if found.waiting:
        yield words("tested.waiting", count=str(found.waiting))


def _row(mutant: Mutant, words: Words) -> tuple[str, str, str]:
    return (
        f"  {words(f'tested.changed_{mutant.code}')}",
        path_words(mutant.path[:3]),
        " → ".join(_apart(mutant.before, mutant.after)),
    )


def _apart(before: str, after: str) -> tuple[str, str]:
    """Return two texts with what is the same in both left out, but for a little on each side."""
    most = min(len(before), len(after))
    start = next((n for n in range(most) if before[n] != after[n]), most)
    end = next((n for n in range(most - start) if before[-1 - n] != after[-1 - n]), most - start)
    low, high = max(0, start - _AROUND), max(0, end - _AROUND)
    cut = (text[low : len(text) - high] for text in (before, after))
    first, second = ("…" * (low > 0) + _short(text) + "…" * (high > 0) for text in cut)
    return first, second


def cases_to_add(one: Tested, language: str) -> Iterator[str]:
    """Yield the cases that would fill the holes, then those beside limits, as TOML and each once."""
    words, told = words_of(language), set[str]()
    proposals = [
        (_hole_name(one.plan, hole, words), hole.case)
        for hole in (one.mutation.holes if one.mutation else ())
    ]
    proposals += [(_limit_name(one.plan, limit, words), limit.case) for limit in one.limits]
    for name, case in proposals:
        if case is not None and (text := case.toml("")) not in told:
            told.add(text)
            yield case.toml(name)


def _hole_name(plan: Plan, hole: Hole, words: Words) -> str:
    first = hole.mutants[0]
    own = first.path[0] != "ruleset"
    label = _label(plan, str(first.path[1]), words) if own else words(f"tested.changed_{first.code}")
    before, after = _apart(first.before, first.after)
    return words("tested.name_hole", label=label, before=before, after=after)


def _limit_name(plan: Plan, limit: Boundary, words: Words) -> str:
    step = next(step for step in plan.steps if step.criterion.id == limit.criterion)
    moving, facts = limit.moving, plan.ruleset.facts
    if moving == MEASURE:
        moving = words.label(step.indicator.label) if step.indicator else words("formula.measure")
    elif moving in facts:
        moving = words.label(facts[moving].label)
    label = _label(plan, limit.criterion, words)
    return words(f"tested.name_{limit.side}", label=label, moving=moving, limit=limit.limit)


def _label(plan: Plan, name: str, words: Words) -> str:
    named = {step.criterion.id: step.criterion.label for step in plan.steps}
    return words.label(named[name]) if name in named else name


def _short(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def _percent(share: Fraction) -> str:
    return f"{decimal_text(Fraction(int(share * 1000), 10))} %"


def results_data(results: Sequence[Tested], language: str) -> list[dict[str, Any]]:
    """Return what was found as plain data; shares are texts of exact numbers."""
    return [_data(one, language) for one in results]


def _data(one: Tested, language: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "format": FORMAT,
        "ruleset": one.plan.ruleset.id,
        "file": one.plan.ruleset.origin.file,
        "cases": [
            {
                "name": ran.name,
                "confirmed": ran.case.confirmed,
                "holds": not ran.problems,
                "lines": list(failing_lines(ran, language)) if ran.problems else [],
            }
            for ran in one.cases
        ],
    }
    if one.mutation is None:
        return found
    found["parts"] = [
        {"sort": part.sort, "name": part.name, "says": part.says, "reached": part.reached}
        for part in one.parts
    ]
    mutation = one.mutation
    found["mutation"] = {
        "noticed": mutation.noticed,
        "all": mutation.all,
        "same": mutation.same,
        "waiting": mutation.waiting,
        "share": decimal_text(mutation.share),
        "holes": [
            {
                "changed": mutant.code,
                "where": path_words(mutant.path),
                "before": mutant.before,
                "after": mutant.after,
            }
            for hole in mutation.holes
            for mutant in hole.mutants
        ],
    }
    found["to_add"] = list(cases_to_add(one, language))
    return found


def junit(results: Sequence[Tested], language: str) -> str:
    """Return the cases as JUnit's XML: a suite for each ruleset."""
    return junit_text(_suite(one, language) for one in results)


def _suite(one: Tested, language: str) -> Suite:
    counts = {"tests": len(one.cases), "failures": len(one.failed), "skipped": len(one.unconfirmed)}
    return Suite(one.plan.ruleset.id, tuple(_tried(ran, language) for ran in one.cases), counts)


def _tried(ran: Ran, language: str) -> Tried:
    lines = "\n".join(failing_lines(ran, language)) if ran.problems else ""
    if not ran.case.confirmed:
        return Tried(ran.name, "skipped", {"message": "confirmed = false"}, lines)
    if ran.problems:
        return Tried(ran.name, "failure", {"message": lines.partition("\n")[0]}, lines)
    return Tried(ran.name)
