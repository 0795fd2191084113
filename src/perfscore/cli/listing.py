"""The rows of each list · 列表内容."""

from collections.abc import Sequence
from pathlib import Path

from perfscore.cli.sentences import say
from perfscore.inputs.ruleset import Ruleset
from perfscore.inputs.rulesets import read_ruleset_file
from perfscore.plugins.catalog import Catalog, Entry, discover
from perfscore.plugins.packs import Provider, installed_packs
from perfscore.problems import ProblemsFound

__all__ = ["listed"]

Rows = tuple[tuple[str, ...], ...]


def listed(what: str, packs: Sequence[str], language: str) -> tuple[tuple[str, ...], Rows]:
    """Return the names of the columns, and the rows sorted by id."""
    if what == "packs":
        rows = tuple((p.pack, p.distribution, p.version) for p in installed_packs())
        return ("pack", "distribution", "version"), rows
    catalog = discover(packs)
    if what == "indicators":
        return ("id", "label", "unit", "provider"), _indicators(catalog, language)
    if what == "shapes":
        return ("id", "says", "provider"), _shapes(catalog, language)
    return ("id", "title", "version", "years", "status", "provider"), _rulesets(catalog, language)


def _indicators(catalog: Catalog, language: str) -> Rows:
    return tuple(
        (id_, entry.value.label.text(language), entry.value.unit, _from(entry.provider))
        for id_, entry in catalog.indicators.items()
    )


def _shapes(catalog: Catalog, language: str) -> Rows:
    """Return shapes with the first line of their docstring, ``English · 中文.``."""
    rows = []
    for id_, entry in catalog.shapes.items():
        english, _, chinese = (entry.value.__doc__ or "").strip().partition("\n")[0].partition(" · ")
        says = chinese if language == "zh" and chinese else english
        rows.append((id_, says.rstrip(".。"), _from(entry.provider)))
    return tuple(rows)


def _rulesets(catalog: Catalog, language: str) -> Rows:
    rows: list[tuple[str, ...]] = []
    for id_, entry in catalog.rulesets.items():
        try:
            ruleset = read_ruleset_file(entry.value)
        except ProblemsFound:
            told = say(language, "list.unreadable", id=id_)
            rows.append((id_, told, "", "", "", _from(entry.provider)))
            continue
        rows.append(_ruleset(entry, ruleset, language))
    return tuple(rows)


def _ruleset(entry: Entry[Path], ruleset: Ruleset, language: str) -> tuple[str, ...]:
    head = ruleset.ruleset
    status = "dictionary" if head.abstract else head.status
    return (
        entry.id,
        head.title.text(language),
        head.version,
        _years(ruleset, language),
        say(language, f"list.{status}"),
        _from(entry.provider),
    )


def _years(ruleset: Ruleset, language: str) -> str:
    years = ruleset.ruleset.fiscal_years
    if years is None:
        return say(language, "list.any_year")
    if years.last is None:
        return say(language, "list.from_year", first=str(years.first))
    if years.first == years.last:
        return str(years.first)
    return say(language, "list.between", first=str(years.first), last=str(years.last))


def _from(provider: Provider) -> str:
    return f"{provider.distribution} {provider.version}"
