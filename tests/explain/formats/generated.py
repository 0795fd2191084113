"""Random rulesets and reports as workbooks, as they are and with facts changed in the file.

``python -m tests.explain.formats.generated 200`` tries 200 of them (`--seed N` others) and tells the first
differences between LibreOffice and the engine; the tests try a dozen.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from perfscore import Audit, Report, audit
from perfscore.explain.formats.xlsx.book import workbook
from perfscore.numbers.exact import decimal_text
from tests.cards import Values, catalog, report
from tests.explain.formats.spreadsheets import Value, changed, recalculated, unlike, without_results
from tests.laws.random_cards import Card, Known, cards, ruleset, statements

__all__ = ["Drawn", "drawn", "workbooks"]

_BATCH = 100


@dataclass(frozen=True)
class Drawn:
    """A card, what a report says, and what it says after facts were changed."""

    card: Card
    said: Mapping[str, Known]
    then: Mapping[str, Known]


def drawn(count: int, start: int = 1) -> list[Drawn]:
    """Draw so many; a range cannot be typed into a cell, so it stays where the report had one."""
    found: list[Drawn] = []

    @seed(start)
    @settings(
        max_examples=count, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.data())
    def draw(data: st.DataObject) -> None:
        card = data.draw(cards())
        said = data.draw(statements(card, whole=False))
        other = data.draw(statements(card, whole=data.draw(st.booleans())))
        then = {fact: said[fact] if isinstance(known, tuple) else known for fact, known in other.items()}
        found.append(Drawn(card, said, then))

    draw()
    return found[:count]


def workbooks(cases: list[Drawn]) -> Iterator[tuple[str, bytes, Audit, bool]]:
    """Yield for each the workbook as it is and changed, without results, with what the engine says."""
    for number, case in enumerate(cases):
        rules = ruleset(case.card)
        before, after = (audit(_report(facts), rules, catalog()) for facts in (case.said, case.then))
        content = workbook(before)
        edits = {fact: _typed(known) for fact, known in case.then.items() if known != case.said[fact]}
        yield f"{number}", without_results(content), before, False
        yield f"{number}-changed", changed(content, edits), after, True


def _report(facts: Mapping[str, Known]) -> Report:
    return report({fact: _stated(fact, known) for fact, known in facts.items()})


def _stated(fact: str, known: Known) -> Values:
    if isinstance(known, str):
        return {"state": "not_shown" if known == "missing" else known}
    if isinstance(known, bool):
        return {"value": known}
    ends = sorted(set(known)) if isinstance(known, tuple) else [known]
    unit = {"unit": "万元"} if fact.endswith(("_done", "_planned")) else {}
    return {"value": "-".join(map(decimal_text, ends)), **unit}


def _typed(known: Known) -> Value:
    if isinstance(known, str):
        return None if known == "missing" else "不适用"
    assert not isinstance(known, tuple)
    return known


def main() -> int:
    """Try as many as are asked for; return 1 where anything differs."""
    parser = ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    cases, wrong, cells = drawn(asked.count, asked.seed), 0, 0
    with TemporaryDirectory() as folder:
        for first in range(0, len(cases), _BATCH):
            made = list(workbooks(cases[first : first + _BATCH]))
            found = recalculated(Path(folder), {name: content for name, content, _, _ in made})
            for name, _, result, edited in made:
                cells += 3 * (len(result.card.awards) + 1)
                for text in unlike(found[name], result, edited):
                    wrong += 1
                    print(f"seed {asked.seed}, case {first} + {name}: {text}")
    print(f"{len(cases)} cards, each twice: {cells} scores and ends, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
