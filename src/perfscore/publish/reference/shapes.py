"""The page of a shape of scoring, with examples that the engine computes · 计分方法页."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from inspect import cleandoc
from types import MappingProxyType
from typing import Any

import tomli

from perfscore.inputs.toml.text import NumberText
from perfscore.language.sets.joining import ATTAINABLE
from perfscore.numbers.exact import decimal_text, exact
from perfscore.numbers.ranges import Range
from perfscore.packs.catalog import Entry
from perfscore.publish.reference.indicators import Use, used_by
from perfscore.publish.reference.keys import key_table, models_in
from perfscore.publish.reference.markdown import code, intro, page, table
from perfscore.shapes.formula import points_over
from perfscore.shapes.shape import Shape

__all__ = ["EXAMPLES", "Example", "measured", "shape_page"]

Given = Mapping[str, str]
"""Values by the names of the formula; two numbers with a blank between are a range."""


@dataclass(frozen=True, slots=True)
class Example:
    """Parameters, the criterion's full points, and the facts to try · 示例."""

    scoring: str
    points: str
    given: tuple[Given, ...]


def measured(scoring: str, points: str, *measures: str) -> Example:
    """Return an example over the measure alone."""
    return Example(scoring, points, tuple({"x": measure} for measure in measures))


EXAMPLES: Mapping[str, tuple[Example, ...]] = MappingProxyType(
    {
        "proportional": (
            measured("full_at = 1", "10", "0.685", "1", "1.2", "0.9 1.1"),
            measured("full_at = 0.9, zero_at = 0.6", "10", "0.6", "0.75", "1"),
            measured('full_at = 100, better = "lower", reverse = "linear"', "10", "80", "125", "200"),
            measured('full_at = 100, better = "lower", reverse = "ratio"', "10", "80", "125", "200"),
        ),
        "deduction": (
            measured(
                'over = 1, each = 0.01, loses = 0.5, part_steps = "ignored"',
                "5", "1", "1.025", "1.2", "1 1.025",
            ),
            measured(
                'over = 1, each = 0.01, loses = 0.5, part_steps = "counted"',
                "5", "1", "1.025", "1.2",
            ),
            measured(
                'under = 0.95, each = 0.01, loses = 1, part_steps = "pro_rata"',
                "5", "0.95", "0.925", "0.8",
            ),
            measured(
                'under = 0.9, over = 1.1, each = 0.1, loses = 2, part_steps = "ignored", floor = 1',
                "5", "0.75", "1", "1.5",
            ),
        ),
        "bands": (
            measured(
                "bands = [ { at_least = 0.9, points = 6 }, "
                "{ at_least = 0.8, below = 0.9, points = 4 }, { below = 0.8, points = 0 } ]",
                "6", "0.95", "0.9", "0.89", "0.5", "0.85 1",
            ),
        ),
        "judged": (
            Example("step = 0.5", "2", ({"judged": "1.5"}, {"judged": "2"})),
            Example(
                'step = 1, levels = [ { name = "好", from = 0.8, to = 1 }, '
                '{ name = "差", from = 0, to = 0.8 } ]',
                "10", ({"level": "好", "judged": "9"}, {"level": "差", "judged": "9"}),
            ),
        ),
        "discretion": (
            Example("step = 0.5", "2", ({"x": "1", "judged": "0"}, {"x": "0.9", "judged": "1.5"})),
        ),
        "checklist": (
            Example(
                'tests = ["rules_made", "rules_applied"], each = 2', "4",
                (
                    {"rules_made": "true", "rules_applied": "false"},
                    {"rules_made": "true", "rules_applied": "true"},
                ),
            ),
            Example(
                'breaches = "breaches_found", loses = 1.5', "4",
                ({"breaches": "0"}, {"breaches": "2"}, {"breaches": "3"}),
            ),
        ),
        "all_or_nothing": (
            measured("at_least = 0.95", "3", "0.95", "0.949", "0.9 1"),
            Example('test = "accounts_published"', "3", ({"holds": "true"}, {"holds": "false"})),
        ),
        "conditions": (
            Example(
                'hits = "first", rows = [ { when = { filed = false }, points = 0 }, '
                '{ when = { level = "优" }, points = 5 }, { points = 3 } ]',
                "5",
                (
                    {"filed": "true", "level": "优"}, {"filed": "true", "level": "良"},
                    {"filed": "false", "level": "优"},
                ),
            ),
        ),
        "deadline": (
            Example(
                'fact = "accounts_sent", by = 2024-03-31', "2",
                ({"done": "2024-03-31"}, {"done": "2024-04-01"}),
            ),
        ),
        "formula": (
            Example(
                'formula = "clamp(points * x - fine * breaches, 0, points)", '
                'parameters = { fine = 0.5 }, facts = ["breaches"]',
                "10", ({"x": "0.9", "breaches": "2"}, {"x": "1", "breaches": "0"}),
            ),
        ),
    }
)  # fmt: skip


def shape_page(entry: Entry[type[Shape]], uses: Iterable[Use]) -> str:
    """Return the page of a shape: its words, parameters, formulas and a few points of each."""
    shape = entry.value
    first, _, rest = cleandoc(shape.__doc__ or "").partition("\n")
    examples = EXAMPLES.get(entry.id, ())
    return page(
        entry.id,
        first,
        rest.strip().replace("``", "`"),
        "## Parameters · 参数",
        key_table(shape),
        *(f"### {part.__name__}\n\n{key_table(part)}" for part in models_in(shape)[1:]),
        *(("## Examples · 示例", *intro("shapes")) if examples else ()),
        *(_example(shape, example) for example in examples),
        used_by(uses),
        f"Pack · 指标包: {entry.provider.pack} ({entry.provider.distribution})",
    )


def _example(shape: type[Shape], example: Example) -> str:
    """Return the parameters, the formula they make, and the points it gives."""
    written = f'scoring = {{ shape = "{shape.name}", {example.scoring} }}'
    scoring = tomli.loads(written, parse_float=NumberText)["scoring"]
    made, points = shape.model_validate(_frozen(scoring)), exact(example.points)
    names = list(example.given[0])
    rows = [
        (*(_shown(given[n]) for n in names), _points_given(made, points, given)) for given in example.given
    ]
    return "\n\n".join(
        [
            f"```toml\npoints = {example.points}\n{written}\n```",
            f"```text\n{made.formula()}\n```",
            table((*map(code, names), "points · 得分"), rows),
        ]
    )  # fmt: skip


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _frozen(inner) for key, inner in value.items()}
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _points_given(shape: Shape, points: Fraction, given: Given) -> str:
    """Return the points for facts known exactly or in part."""
    values = {name: _value(text) for name, text in given.items()}
    found = points_over(shape, points, values, ATTAINABLE)
    return ", ".join(_piece_text(piece) for piece in found)


def _piece_text(piece: Range) -> str:
    return decimal_text(piece.exact) if piece.exact is not None else str(piece)


def _shown(text: str) -> str:
    low, _, high = text.partition(" ")
    return f"[{low}, {high}]" if high else text


def _value(text: str) -> Any:
    low, _, high = text.partition(" ")
    if high:
        return Range(exact(low), exact(high))
    if text in ("true", "false"):
        return text == "true"
    try:
        return exact(text)
    except ValueError:
        return Fraction(date.fromisoformat(text).toordinal()) if "-" in text else text
