"""``list``: what there is to score with · 列出."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from perfscore.cli.arguments import Parser
from perfscore.inputs.ruleset import Ruleset
from perfscore.inputs.rulesets import read_ruleset_file
from perfscore.messages import load
from perfscore.messages.problems import ProblemsFound
from perfscore.packs.catalog import Catalog, Entry, discover
from perfscore.packs.packs import Provider, installed_packs, version_of_engine
from perfscore.runs.language import say

__all__ = ["listed", "options", "run"]

Rows = tuple[tuple[str, ...], ...]


def listed(what: str, packs: Sequence[str], language: str) -> tuple[tuple[str, ...], Rows]:
    """Return the names of the columns, and the rows sorted by id."""
    if what == "packs":
        rows = tuple((p.pack, p.distribution, p.version) for p in installed_packs())
        return ("pack", "distribution", "version"), rows
    catalog = discover(packs)
    if what == "indicators":
        return ("id", "label", "unit", "provider"), _indicators(catalog, language)
    if what == "formats":
        return ("id", "label", "suffix", "provider"), _formats(catalog, language)
    if what == "shapes":
        return ("id", "says", "provider"), _shapes(catalog, language)
    return ("id", "title", "version", "years", "status", "provider"), _rulesets(catalog, language)


def _indicators(catalog: Catalog, language: str) -> Rows:
    return tuple(
        (id_, entry.value.label.text(language), entry.value.unit, _from(entry.provider))
        for id_, entry in catalog.indicators.items()
    )


def _formats(catalog: Catalog, language: str) -> Rows:
    """Return the formats of results: those that are text, then those of renderers."""
    own = f"perfscore {version_of_engine()}"
    texts = tuple((name, say(language, f"list.{name}"), end, own) for name, end in _TEXTS.items())
    return texts + tuple(
        (id_, entry.value.label.text(language), entry.value.suffix, _from(entry.provider))
        for id_, entry in catalog.renderers.items()
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


_WHAT = ("indicators", "shapes", "rulesets", "formats", "packs")
_TEXTS = {"text": ".txt", "markdown": ".md", "json": ".json", "html": ".html"}


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("what", choices=_WHAT, key="listed")
    parser.add_packs()
    parser.add("--format", choices=("text", "json"), default="text", key="format")
    parser.add_language()


def run(given: Namespace) -> int:
    """List one kind of thing; packs are listed without running anything of theirs."""
    from perfscore.explain.content.document import Table
    from perfscore.runs.language import language_of, say
    from perfscore.runs.output import to_stdout

    language = language_of(given.lang)
    names, rows = listed(given.what, given.pack, language)
    if given.format == "json":
        from perfscore.explain.formats.json_text import json_text

        to_stdout(json_text([dict(zip(names, row, strict=True)) for row in rows]))
        return 0
    from perfscore.explain.formats.text import table_lines

    head, kinds = tuple(say(language, f"list.{name}") for name in names), load("kinds", language)
    if "unit" in names:
        unit = names.index("unit")
        rows = tuple((*row[:unit], kinds.get(row[unit], row[unit]), *row[unit + 1 :]) for row in rows)
    to_stdout("".join(f"{line}\n" for line in table_lines(Table(rows, head), columns=160)))
    return 0
