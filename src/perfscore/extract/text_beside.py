"""A text beside a form in one file: its facts join those of the form it belongs to · 表外的文字.

A published report often ends in its form, or a form has a narrative before it.  The form gives the report.
What the text states and the form does not is added with its place; what both state becomes a check, and
where they differ in it no other amount of the text is added: it may count otherwise.  A text
of the body belongs to its overall form (整体支出) where the file holds exactly one, and to no other.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfscore.documents.document import Document, Line, Part
from perfscore.documents.opening import Opened
from perfscore.extract.bundles import comments
from perfscore.extract.forms.form import FormRead
from perfscore.extract.forms.notes import FormNote
from perfscore.extract.narrative.narrative import NarrativeRead, read_narrative
from perfscore.extract.toml_writer import array_items, table
from perfscore.inputs.files import Source
from perfscore.inputs.reports import report_of
from perfscore.inputs.toml.text import parse
from perfscore.messages import LANGUAGES, fill, load
from perfscore.messages.problems import ProblemsFound
from perfscore.numbers.quantity import Quantity

if TYPE_CHECKING:
    from perfscore.packs.catalog import Catalog

__all__ = ["with_text"]

_SENTENCE = re.compile("[^。；]{20,}[。；]")
_WHOLE = "整体"
_TOLD = frozenset(("form-left-out", "form-not-understood", "form-footnote"))
"""The notes that list a line of text as not read."""


def with_text(
    reads: tuple[FormRead, ...], document: Document, opened: Opened, catalog: "Catalog"
) -> tuple[FormRead, ...]:
    """Return the forms of a document, with what its text says beside them."""
    text = _text(document)
    narrative = None if text is None else _narrative(text, reads, opened, catalog)
    if narrative is None:
        return reads
    values = narrative.counts[1]
    whole = [read for read in reads if _WHOLE in (read.report.title or "")]
    own = whole[0] if len(whole) == 1 and narrative.head.kind == "department" else None
    if own is None or not _is_of(narrative, own):
        note = FormNote("form-text-not-attributed", _first(document), "", values)
        return _told(reads[0], (note,), opened), *reads[1:]
    places = {block.place for part in document.parts for block in part.blocks if isinstance(block, Line)}
    joined = _joined(own, narrative, places, opened, FormNote("form-text-read", _first(document), "", values))
    return tuple(joined if read is own else read for read in reads)


def _is_of(text: NarrativeRead, form: FormRead) -> bool:
    """Say whether a text is about the year of a form and the body that it names."""
    report = form.report
    named = "".join(map(str, (report.subject, report.note, report.title)))
    return report.fiscal_year == text.report.fiscal_year and text.head.body in "".join(named.split())


def _text(document: Document) -> Document | None:
    """Return a document without its tables, None where no sentence stands beside them."""
    parts = tuple(
        Part(part.name, tuple(block for block in part.blocks if isinstance(block, Line)))
        for part in document.parts
    )
    lines = [block for part in parts for block in part.blocks if isinstance(block, Line)]
    if not any(_SENTENCE.search(line.text) for line in lines):
        return None
    return Document(parts, document.remarks)


def _first(document: Document) -> str:
    lines = (block for part in document.parts for block in part.blocks if isinstance(block, Line))
    return next(line.place for line in lines if _SENTENCE.search(line.text))


def _narrative(
    text: Document, reads: tuple[FormRead, ...], opened: Opened, catalog: "Catalog"
) -> NarrativeRead | None:
    year = reads[0].report.fiscal_year
    try:
        return read_narrative(
            text, catalog, name=opened.name, shown=opened.short, label=opened.label, year=year
        )
    except ProblemsFound:
        return None


def _joined(
    form: FormRead, text: NarrativeRead, places: set[str], opened: Opened, note: FormNote
) -> FormRead:
    """Return a form with the facts of a text."""
    stated: Mapping[str, Any] = parse(Source("", text.toml, "", 0)).data.get("facts", {})
    shown = {name for name, fact in form.report.facts.items() if fact.state != "not_shown"}
    known = [name for name in stated if name in text.report.facts and text.found.labels.get(name)]
    same = [name for name in known if name in shown]
    alike = all(_agree(form.report.facts[name].quantity, text.report.facts[name].quantity) for name in same)
    new = {name: stated[name] for name in known
           if name not in shown and (alike or not _is_money(text.report.facts[name].quantity))}  # fmt: skip
    lines: list[str] = [*table("documents.report", {"title": text.head.title or opened.name})]
    for name, entry in new.items():
        lines += table(f"facts.{name}", entry)
    checks = []
    for number, name in enumerate(same, 1):
        label = text.found.labels[name]
        amount = {"figures": "rounded"} if stated[name].get("unit") else {}
        lines += table(f"facts.{name}_in_text", {**stated[name], "label": dict(label), **amount})
        said = {
            language: fill(load("narrative", language)["checks"]["same"], {"name": label[language]})
            for language in LANGUAGES
        }
        checks.append({"id": f"text-form-{number}", "label": said, "assert": f"{name} == {name}_in_text",
                       "kind": "contradiction", "at": stated[name]["at"]})  # fmt: skip
    lines += array_items("checks", tuple(checks))
    notes = [one for one in form.notes if not (one.code in _TOLD and one.place in places)]
    total = text.report.total
    if total is not None:
        notes.append(FormNote("form-text-total", total.at or note.place, total.quantity.raw))
    gone = "|".join(map(re.escape, new)) or "$^"
    base = re.sub(rf'^(?:{gone}) = \{{ state = "not_shown" \}}\n', "", _bare(form), flags=re.MULTILINE)
    return _again(form, "\n".join([base, *lines]), (*notes, note), opened)


def _agree(one: Quantity | None, other: Quantity | None) -> bool:
    """Say whether two figures are one, or one of them the other rounded."""
    if one is None or other is None or one.range.exact is None or other.range.exact is None:
        return False
    if one.unit is None or other.unit is None:
        return one.range == other.range
    times = other.unit.factor / one.unit.factor
    return other.range.exact * times in one.rounded() or one.range.exact / times in other.rounded()


def _is_money(quantity: Quantity | None) -> bool:
    """Say whether a figure is an amount: one of a text that counts otherwise than the form proves nothing."""
    return quantity is not None and quantity.unit is not None and quantity.unit.dimension.kind == "amount"


def _told(form: FormRead, more: tuple[FormNote, ...], opened: Opened) -> FormRead:
    return _again(form, _bare(form), (*form.notes, *more), opened)


def _bare(form: FormRead) -> str:
    """Return the text of a report file without the notes at its end."""
    return form.toml.removesuffix("\n".join([*comments(form.notes), ""]))


def _again(form: FormRead, text: str, notes: tuple[FormNote, ...], opened: Opened) -> FormRead:
    """Return a form read again from the text of its report file."""
    whole = "\n".join([text.rstrip("\n"), "", *comments(notes), ""])
    digest = f"sha256:{sha256(whole.encode()).hexdigest()}"
    report = report_of(
        parse(Source(opened.label, whole, digest, len(whole.encode()))), Path(opened.label).parent
    )
    return replace(form, report=report, toml=whole, notes=notes)
