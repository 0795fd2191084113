"""What a word of a file means: a criterion in words, a fact, an indicator, a key · 悬停说明."""

from collections.abc import Iterator, Mapping
from typing import Any

from perfscore.editor.known import Known
from perfscore.editor.models import is_fact, table_at
from perfscore.editor.texts import Spot, Text
from perfscore.explain.content.sources import source_text
from perfscore.explain.wording.words import Words, words_of
from perfscore.inputs.dictionary import FactDefinition
from perfscore.inputs.toml.positions import Path
from perfscore.numbers.exact import decimal_text
from perfscore.packs.catalog import Catalog
from perfscore.plan.planned import Plan, Step
from perfscore.publish.card.facts import uses, values_text
from perfscore.publish.card.rules import formula_texts, measure_text, scoring_text
from perfscore.publish.reference.keys import explained
from perfscore.publish.reference.markdown import both

__all__ = ["meaning"]


def meaning(text: Text, spot: Spot, known: Known, catalog: Catalog, language: str) -> str:
    """Return what stands at a spot in words, as Markdown; empty where there is nothing to say."""
    data, words = text.data, words_of(language)
    value = text.text[spot.span.start : spot.span.end].strip("\"'")
    if not spot.on_key:
        said = _named(str(spot.path[-1]), value, known, catalog, words)
        if said or not is_fact(data, spot.path, catalog):
            return said or _criterion(spot.path, known, words)
        return _fact(value, known, words)
    if spot.path[:1] == ("facts",) and len(spot.path) == 2:
        return _fact(str(spot.path[1]), known, words)
    return _key(data, spot.path, catalog) or _criterion(spot.path, known, words)


def _named(key: str, value: str, known: Known, catalog: Catalog, words: Words) -> str:
    """Return what a name of the catalogue or of the file stands for."""
    if key == "indicator" and value in catalog.indicators:
        indicator = catalog.indicators[value].value
        formula = indicator.formula if isinstance(indicator.formula, str) else ""
        return _lines(
            [f"**{both(indicator.label)}**", f"`{formula}`" if formula else "", both(indicator.description)]
        )
    if key == "shape" and value in catalog.shapes:
        return _lines((catalog.shapes[value].value.__doc__ or "").strip().split("\n\n"))
    if key == "source" and known.ruleset is not None:
        source = known.ruleset.sources.get(value.partition(" ")[0])
        parts = [source.issuer, source.number, source.title, source.seen] if source else []
        return _lines(part for part in parts if part)
    return ""


def _fact(name: str, known: Known, words: Words) -> str:
    """Return what a fact is, which values it can have, which document shows it, what it moves."""
    definition: FactDefinition | None = known.facts.get(name)
    label = f"**{both(definition.label)}**" if definition is not None else ""
    use = uses(known.plan).get(name) if known.plan is not None else None
    if use is None:
        return _lines([label])
    moves = words.listed([words.label(criterion.label) for criterion in use.criteria])
    return _lines(
        [
            label or f"**{words.label(use.binding.label)}**",
            values_text(use.binding, words),
            words.label(use.binding.document),
            words("editor.moves", criteria=moves, points=decimal_text(use.points)) if moves else "",
        ]
    )


def _key(data: Mapping[str, Any], path: Path, catalog: Catalog) -> str:
    """Return what a key means, in both languages."""
    table = table_at(data, path[:-1], catalog)
    if table is None or not isinstance(path[-1], str):
        return ""
    try:
        return _lines(explained(table, path[-1]))
    except KeyError:
        return ""


def _criterion(path: Path, known: Known, words: Words) -> str:
    """Return a criterion in words: how it is measured and scored, and where that is known from."""
    plan = known.plan
    if plan is None or path[:1] != ("criteria",) or len(path) < 2 or not isinstance(path[1], int):
        return ""
    own = [one.id for one in plan.ruleset.criteria]
    step = plan.steps[path[1]] if path[1] < len(own) == len(plan.steps) else None
    return "" if step is None else _lines(_rule(step, plan, words))


def _rule(step: Step, plan: Plan, words: Words) -> Iterator[str]:
    criterion = step.criterion
    points = words("editor.points", points=decimal_text(criterion.points))
    yield f"**{both(criterion.label)}** {points}"
    yield measure_text(step, words)
    yield scoring_text(step, words)
    yield from formula_texts(step, words)
    yield source_text(criterion, plan, words)


def _lines(parts: Any) -> str:
    return "\n\n".join(" ".join(part.split()) for part in parts if part)
