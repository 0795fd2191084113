"""What would explain a claim that does not follow, and what kind of trouble it is in · 自评分的来历."""

from typing import Any

from perfscore.audit import CriterionAudit
from perfscore.detective import Explained
from perfscore.explain.words import Words

__all__ = ["way_data", "way_text", "why_text"]


def way_text(way: Explained, words: Words) -> str:
    """Return one explanation of a claim as a sentence."""
    return words.sentence(way.code, {"points": way.text, "name": way.name})


def way_data(way: Explained, words: Words) -> dict[str, Any]:
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
