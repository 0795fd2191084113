"""A fact under another name, in every file of a folder · 事实改名."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from perfscore.editor.names import facts_named
from perfscore.editor.texts import Span, Text
from perfscore.numbers.fields import FACT_ID
from perfscore.packs.catalog import Catalog
from perfscore.plan.statements import RESERVED

__all__ = ["Edit", "refused", "renamed"]


class Edit(NamedTuple):
    """A part of a text and what stands there instead · 一处修改."""

    span: Span
    text: str


def refused(old: str, new: str, texts: Mapping[str, Text], catalog: Catalog) -> str:
    """Return why a fact cannot have another name, as the key of a sentence; nothing where it can."""
    if not re.fullmatch(FACT_ID, new) or new in RESERVED:
        return "no_id"
    named = [one for text in texts.values() for one in facts_named(text, catalog)]
    if not any(one.defines and one.fact == old for one in named):
        return "not_here"
    return "taken" if any(one.fact == new for one in named) else ""


def renamed(text: Text, old: str, new: str, catalog: Catalog) -> Iterator[Edit]:
    """Yield what changes in one file.

    A criterion that reads the fact because a role of its indicator bears its name is told the new one.
    """
    for one in facts_named(text, catalog):
        if one.fact == old:
            yield Edit(one.span, new)
    criteria = text.data.get("criteria")
    for number, row in enumerate(criteria if isinstance(criteria, list) else []):
        if _reads_by_role(row, old, catalog):
            yield _bound(text, number, row, old, new)


def _reads_by_role(row: Mapping[str, Any], fact: str, catalog: Catalog) -> bool:
    indicator = catalog.indicators.get(str(row.get("indicator")))
    bound = row.get("with")
    written = bound if isinstance(bound, dict) else {}
    return (
        indicator is not None and fact not in written and any(r.name == fact for r in indicator.value.roles)
    )


def _bound(text: Text, number: int, row: Mapping[str, Any], role: str, fact: str) -> Edit:
    """Return the edit that binds a role: into the table there is, else on a line below the indicator."""
    path = ("criteria", number, "with")
    spot = text.walk.spot(path)
    if spot is not None and text.text[spot[1]] == "{":
        more = ", " if row["with"] else " "
        return Edit(Span(spot[1] + 1, spot[1] + 1), f' {role} = "{fact}"{more}'.removesuffix(" "))
    if spot is not None:
        at = text.text.find("\n", spot[1]) + 1
        return Edit(Span(at, at), f'{role} = "{fact}"\n')
    indicator = text.walk.spot(("criteria", number, "indicator"))
    assert indicator is not None
    end = text.text.find("\n", indicator[1])
    at = len(text.text) if end < 0 else end
    return Edit(Span(at, at), f'\nwith = {{ {role} = "{fact}" }}')
