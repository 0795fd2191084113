"""Corrections of what was misread: written beside the document, shown beside what was computed · 更正."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from perfscore.auditing.findings.finding import place_in
from perfscore.auditing.overrides import overruled
from perfscore.auditing.verdicts import Audit
from perfscore.desk.table import Lying
from perfscore.explain.clean import clean
from perfscore.explain.content.facts import printed
from perfscore.explain.wording.words import Words
from perfscore.extract.toml_writer import array_items
from perfscore.inputs.files import read_text
from perfscore.inputs.overrides import overrides_beside, read_overrides
from perfscore.inputs.report import Fact
from perfscore.inputs.toml.text import parse
from perfscore.language.compile.types import Kind
from perfscore.runs.output import to_file

__all__ = ["KINDS", "Subject", "correct", "correctable", "taken_back"]

KINDS = ("fact", "claim")
Subject = tuple[str, str]
"""What is corrected: a fact or a claim, and its id."""
Shown = tuple[Subject, str, str, str, str]
"""Something to correct: what, its name, as read, as a file of judgements has it, where it stands."""


def correctable(result: Audit, lying: Lying, words: Words) -> dict[str, Any]:
    """Return what can be corrected of a report: facts that were used, claims; and how it was corrected.

    A correction that no longer fits is there as well, so that it can be taken back.  `note` says why no
    fact is among them.
    """
    made = {_subject(one): one for one in _entries(overrides_beside(lying.path))}
    shown = (*_facts(result, words), *_claims(result, words))
    rows = [_row(*one, made.pop(one[0], {}), words) for one in shown]
    left = ((subject, one, str(one["old"])) for subject, one in made.items() if subject[0] in KINDS)
    rows += [_row(subject, subject[1], old, old, "", one, words) for subject, one, old in left]
    note = words("desk.no_rules") if result.card.plan.without_rules else ""
    return {"facts": rows, "note": note if rows else words("desk.nothing")}


def _row(
    subject: Subject, label: str, shown: str, old: str, at: str, made: Mapping[str, Any], words: Words
) -> dict[str, str]:
    new = str(made.get("new", ""))
    said = words("desk.corrected" if made else "desk.as_read", label=label, shown=shown, new=new)
    signed = {key: str(made.get(key, "")) for key in ("who", "why")}
    return {"kind": subject[0], "id": subject[1], "said": clean(said), "old": old, "at": clean(at),
            "shown": clean(shown), "new": new, **signed}  # fmt: skip


def _facts(result: Audit, words: Words) -> Iterator[Shown]:
    """Yield the facts that rules read; of several by one name each says of which criterion it is."""
    used: dict[str, tuple[str, str, Fact | None]] = {}
    for award in () if result.card.plan.without_rules else result.card.awards:
        for item in award.evidence:
            if item.binding.kind is not Kind.COLUMN:
                of, label = words.label(award.step.criterion.label), words.label(item.binding.label)
                used.setdefault(item.binding.fact, (of, label, item.fact))
    names = Counter(label for _, label, _ in used.values())
    for id_, (of, label, fact) in used.items():
        named = words("desk.of", of=of, label=label) if names[label] > 1 else label
        shown = printed(fact, words) if fact else words("fact.not_listed")
        at = place_in(result.report, fact.at or "") if fact else ""
        yield ("fact", id_), named, shown, _old_of(fact), at


def _claims(result: Audit, words: Words) -> Iterator[Shown]:
    report = result.report
    labels = {
        award.step.criterion.id: words.label(award.step.criterion.label) for award in result.card.awards
    }
    claims = {"total": report.total, **report.section_claims, **report.claims}
    for id_, claim in claims.items():
        if claim is not None:
            of = words("desk.total") if id_ == "total" else labels.get(id_, id_)
            raw, at = claim.quantity.raw, place_in(report, claim.at or "")
            yield ("claim", id_), words("desk.claim", of=of), raw, raw, at


def _old_of(fact: Fact | None) -> str:
    """Return what stands in a file of judgements for what a report says."""
    if fact is None:
        return "not_shown"
    return fact.raw if fact.state in ("stated", "assumed", "unreadable") else fact.state


def _subject(entry: Mapping[str, Any]) -> Subject:
    return next(((kind, str(entry[kind])) for kind in KINDS if kind in entry), ("", ""))


def correct(lying: Lying, entry: Mapping[str, Any], result: Audit, scratch: Path) -> None:
    """Write a correction beside the document; it takes the place of an earlier one of the same thing.

    It is tried on the result first: raises ProblemsFound for one that does not fit, and changes nothing then.
    """
    path = overrides_beside(lying.path)
    kept = [one for one in _entries(path) if _subject(one) != _subject(entry)]
    text = _text([*kept, entry])
    trial = scratch / path.name
    to_file(str(trial), text)
    overruled(result, read_overrides(trial))
    to_file(str(path), text)


def taken_back(lying: Lying, subject: Subject) -> None:
    """Take a correction back; without any the file goes."""
    path = overrides_beside(lying.path)
    kept = [one for one in _entries(path) if _subject(one) != subject]
    if kept:
        to_file(str(path), _text(kept))
    else:
        path.unlink(missing_ok=True)


def _entries(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    data = parse(read_text(path)).data
    entries: list[dict[str, Any]] = list(data.get("overrides", []))
    return entries


def _text(entries: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(("format = 1", "", *array_items("overrides", tuple(entries))))
