"""Where each rule is known from, and what would explain a claim that does not follow · 依据与来历."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from perfscore.auditing.lines import CriterionAudit
from perfscore.explain.wording.words import Words, words_of
from perfscore.inputs.criteria import Criterion
from perfscore.inputs.ruleset import Ruleset
from perfscore.plan.planned import Plan

if TYPE_CHECKING:
    from perfscore.auditing.causes import Explained

__all__ = ["source_text", "way_data", "way_text", "why_text"]


def source_text(criterion: Criterion, plan: Plan, words: Words) -> str:
    """Return where a rule is known from, each source by name, and its standing."""
    return plan.once(_sources, words.language)[criterion.source, criterion.standing]


def _sources(plan: Plan, language: str) -> Mapping[tuple[str | None, str], str]:
    """Return what the criteria of a plan give as their sources, in words."""
    given = {(step.criterion.source, step.criterion.standing) for step in plan.steps}
    return {pair: _source_text(*pair, plan.ruleset, words_of(language)) for pair in given}


def _source_text(source: str | None, standing: str, ruleset: Ruleset, words: Words) -> str:
    parts = [_source(part.strip(), ruleset, words) for part in (source or "").split(";")]
    named = words("punctuation.clause").join(part for part in parts if part)
    return words("criteria.source_standing", source=named or words("criteria.no_source"),
                 standing=words(f"standing.{standing}"))  # fmt: skip


def _source(part: str, ruleset: Ruleset, words: Words) -> str:
    name, _, clause = part.partition(" ")
    source = ruleset.sources.get(name)
    if source is None:
        return " ".join(_short(word, ruleset, words) for word in part.split(" "))
    title = words("punctuation.title", text=source.title) if source.title else ""
    known = [text for text in (source.issuer, source.number) if text]
    said = " ".join(_short(word, ruleset, words) for word in clause.split(" "))
    return " ".join(part for part in (*known, title, said) if part)


def _short(word: str, ruleset: Ruleset, words: Words) -> str:
    """Return a source that is named in passing by its number, title or issuer."""
    source = ruleset.sources.get(word)
    if source is None:
        return word
    title = words("punctuation.title", text=source.title) if source.title else None
    return source.number or title or source.issuer or word


def way_text(way: "Explained", words: Words) -> str:
    """Return one explanation of a claim as a sentence."""
    return words.sentence(way.code, {"points": way.text, "name": way.name})


def way_data(way: "Explained", words: Words) -> dict[str, Any]:
    """Return one explanation of a claim as plain data."""
    return {
        "code": way.code,
        "points": way.text,
        "message": way_text(way, words),
        "name": way.name or None,
    }


def why_text(line: CriterionAudit, words: Words) -> str:
    """Return in which way a claim is in trouble; nothing where it is in none."""
    return words(f"why.{line.why}") if line.why else ""
