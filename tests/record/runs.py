"""Runs to be recorded: random cards with reports that claim something, as files of a folder."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfscore import Audit, audit, read_report, read_ruleset
from perfscore.record.canonical import sealed
from perfscore.record.files import Folders
from perfscore.record.run import Run, recorded
from tests.cards import Values, catalog, report_values
from tests.laws.random_cards import Card, cards, statements, values
from tests.laws.test_cards import decimal, stated

__all__ = ["Made", "audited", "drawn", "made", "record_in", "toml"]


@dataclass(frozen=True)
class Made:
    """A run as the values of its two files."""

    report: Values
    ruleset: Values

    def write(self, folder: Path, order: int = 1) -> Path:
        """Write both files, keys and items from the last to the first for order -1; return the report's."""
        (folder / "card.toml").write_text(toml(self.ruleset), "utf-8")
        path = folder / "report.toml"
        path.write_text(
            toml({**self.report, "facts": dict([*self.report["facts"].items()][::order])}), "utf-8"
        )
        return path


@st.composite
def made(draw: st.DrawFn) -> Made:
    """Draw a card, and a report that claims a total and the points of some criteria."""
    card = draw(cards())
    said = draw(statements(card, draw(st.booleans())))
    facts = {fact: stated(fact, known) for fact, known in said.items()}
    claims = {each.id: draw(_claim(each.points)) for each in card.criteria if draw(st.booleans())}
    total = draw(st.none() | _claim(card.points))
    report = report_values(facts, total, claims={"criteria": claims})
    sections = draw(st.lists(st.sampled_from(("投入", "产出", "产出/数量")), min_size=len(card.criteria)))
    return Made({**report, "report": {**report["report"], "ruleset": "card.toml"}}, _with(card, sections))


def _claim(points: int) -> st.SearchStrategy[str]:
    half = st.integers(0, 2 * points).map(lambda n: decimal(Fraction(n, 2))[:-3])
    return half | st.integers(0, 100 * points).map(lambda n: decimal(Fraction(n, 100))[:-3])


def _with(card: Card, sections: list[str]) -> Values:
    said = values(card)
    criteria = [{**one, "section": name} for one, name in zip(said["criteria"], sections, strict=False)]
    return {**said, "criteria": criteria}


def drawn(count: int) -> list[Made]:
    """Return so many runs, the same ones each time."""
    found: list[Made] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=[*HealthCheck],
    )
    @given(made())
    def collect(one: Made) -> None:
        found.append(one)

    collect()
    return found[:count]


def audited(one: Made, folder: Path, order: int = 1) -> tuple[Path, Audit]:
    path = one.write(folder, order)
    return path, audit(read_report(path), read_ruleset(folder / "card.toml", catalog()), catalog())


def record_in(one: Made, folder: Path, order: int = 1) -> Path:
    """Write a run and its record into a folder; return the path of the record."""
    path, result = audited(one, folder, order)
    record = folder / "record.json"
    record.write_bytes(sealed(recorded(result, Run(str(path)), Folders(folder))))
    return record


def toml(of: Values) -> str:
    """Return values as the text of a file, a top key a line."""
    lines = {"format": 1, **{name: part for name, part in of.items() if part is not None}}
    return "".join(f"{name} = {_inline(part)}\n" for name, part in lines.items())


def _inline(value: Any) -> str:
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(k)} = {_inline(v)}" for k, v in value.items() if v is not None)
        return f"{{ {inside} }}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_inline, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, date)):
        return str(value)
    if isinstance(value, Fraction):
        return json.dumps(str(value))
    return json.dumps(value, ensure_ascii=False)


def _key(name: str) -> str:
    return (
        name if name.replace("_", "").isalnum() and name.isascii() else json.dumps(name, ensure_ascii=False)
    )
