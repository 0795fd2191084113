"""The page of a shape of scoring · 计分方法页."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from inspect import cleandoc
from typing import Any

import tomli

from perfscore.document.indicators import Use, used_by
from perfscore.document.keys import key_table, models_in
from perfscore.document.markdown import code, intro, page, table
from perfscore.document.shape_examples import EXAMPLES, Example, Given
from perfscore.language.pieces import ATTAINABLE
from perfscore.numbers import decimal_text, exact
from perfscore.plugins.catalog import Entry
from perfscore.ranges import Range
from perfscore.shapes.curve import points_over
from perfscore.shapes.shape import Shape

__all__ = ["shape_page"]


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
    scoring = tomli.loads(written, parse_float=str)["scoring"]
    made, points = shape.model_validate(_frozen(scoring)), exact(example.points)
    names = list(example.given[0])
    rows = [(*(_shown(given[n]) for n in names), _points(made, points, given)) for given in example.given]
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


def _points(shape: Shape, points: Fraction, given: Given) -> str:
    """Return the points for facts known exactly or in part."""
    values = {name: _value(text) for name, text in given.items()}
    found = points_over(shape, points, values, ATTAINABLE)
    return ", ".join(_told(piece) for piece in found)


def _told(piece: Range) -> str:
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
