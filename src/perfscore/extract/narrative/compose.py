"""A narrative that was read, as the text of a report file · 生成 report.toml."""

from collections.abc import Iterator, Mapping, Sequence

from perfscore.extract.forms.notes import FormNote, hiding
from perfscore.extract.narrative.checks import TextCheck, checks_of
from perfscore.extract.narrative.found import Found, fact_of, place_of, quote_of
from perfscore.extract.narrative.numbering import path_of
from perfscore.extract.narrative.said import Said
from perfscore.extract.narrative.text import Text
from perfscore.extract.pictured import Pictured
from perfscore.extract.toml_writer import Value, array_items, comment, table
from perfscore.inputs.report import EXECUTION
from perfscore.messages import fill, load

__all__ = ["listed_of", "toml_of"]


def toml_of(
    found: Found, head: Mapping[str, Value], title: str, pictured: Pictured, notes: Sequence[FormNote] = ()
) -> str:
    """Return the report file of a text."""
    listed = listed_of(found)
    words = load("narrative", "zh")["file"]
    lines = [comment(fill(words["head"], {"bound": str(found.taken), "listed": str(len(listed))})), ""]
    lines += ["format = 1", ""]
    lines += table("report", head)
    lines += table("documents.report", {"title": title})
    lines += _claims(found, pictured)
    checks = checks_of(found)
    lines += table("facts", pictured.each({**dict(_facts(found)), **_named_in(found, checks)}))
    lines += array_items("tables.projects", tuple(pictured.all(_projects(found))))
    lines += array_items("notes", hiding(notes, "report"))
    lines += [comment(words["checks"])] if checks else []
    lines += array_items("checks", tuple(check.entry for check in checks))
    lines += [comment(words["unbound" if listed else "none"])]
    lines += [comment(fill(words["line"], one)) for one in listed]
    return "\n".join([*lines, ""])


def _claims(found: Found, pictured: Pictured) -> Iterator[str]:
    claims = found.claims
    values: dict[str, Value] = {}
    if claims.total is not None:
        values["total"] = _claim(found.text, claims.total)
    if claims.grade:
        values["grade"] = claims.grade
    yield from table("claims", pictured.each(values))
    if claims.execution is not None:
        own = {EXECUTION: _claim(found.text, claims.execution)}
        yield from table("claims.criteria", pictured.each(own))
    sections = {name: _claim(found.text, said) for name, said in claims.sections.items()}
    yield from table("claims.sections", pictured.each(sections))


def _claim(text: Text, said: Said) -> dict[str, str]:
    return {"value": said.figure.number, "at": place_of(text, said), "quote": quote_of(text, said)}


def _facts(found: Found) -> Iterator[tuple[str, Value]]:
    for one in found.bound:
        if one.taken and one.fact:
            yield one.fact, fact_of(found.text, one)
    for statement in found.statements:
        said = found.text.paragraphs[statement.paragraph]
        start, end = said.origin[statement.start], said.origin[statement.end - 1] + 1
        entry: dict[str, Value] = {"state": "not_applicable"} if statement.entry.state else {"value": True}
        at = f"report {path_of(statement.levels)} {found.text.spot(start)}".replace("  ", " ")
        yield statement.entry.fact, {**entry, "at": at, "quote": found.text.quote(start, end)}


def _projects(found: Found) -> Iterator[Mapping[str, Value]]:
    for name, one in found.projects.rows:
        yield {"name": name, "spent": fact_of(found.text, one)}


def _named_in(found: Found, checks: Sequence[TextCheck]) -> dict[str, Value]:
    return {name: value for check in checks for name, value in check.facts.items()}


def listed_of(found: Found) -> tuple[Mapping[str, str], ...]:
    """Return the figures that are not bound: place, words and reason of each."""
    reasons = load("narrative", "zh")["reasons"]
    claims = found.claims
    claimed = {said.number for said in (claims.total, claims.execution, *claims.sections.values()) if said}
    rivals = {said.number for said in claims.rivals}
    tabled = {one.said.number for _, one in found.projects.rows}
    lines = []
    for one in found.bound:
        number = one.said.number
        if one.taken or number in claimed or number in tabled:
            continue
        code = "total-twice" if number in rivals else one.reason
        values = {"label": one.said.shown or one.said.figure.value, "name": one.name}
        reason = fill(reasons[code], values)
        lines.append(
            {"at": place_of(found.text, one.said), "quote": quote_of(found.text, one.said), "reason": reason}
        )
    return tuple(lines)
