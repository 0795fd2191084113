"""Where a file names facts: defined, read by criteria, in formulas, stated, in cases · 事实名称的出处."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from perfscore.editor.models import FORMULAS, is_fact
from perfscore.editor.texts import Span, Text
from perfscore.language.compile.scan import blanked
from perfscore.packs.catalog import Catalog
from perfscore.plan.statements import RESERVED

__all__ = ["Named", "facts_named"]

_WORD = re.compile(r"(?<![\w.])[a-z][a-z0-9_]*(?![\w.]*[\w(])")


class Named(NamedTuple):
    """A fact where it is named · 一处名称.  `defines` says that it is defined, or stated, there."""

    fact: str
    span: Span
    defines: bool = False


def facts_named(text: Text, catalog: Catalog) -> Iterator[Named]:
    """Yield every place where a file names a fact, in no order."""
    data = text.data
    for path, on_key, span in text.spots():
        written = text.text[span.start : span.end]
        if on_key:
            if path[:1] == ("facts",) and len(path) == 2:
                yield Named(str(path[1]), _bare(written, span), True)
            elif path[-2:-1] == ("when",) or (path[0] == "cases" and path[2:-1] == ("facts",)):
                yield Named(str(path[-1]), _bare(written, span))
        elif path[-1] in FORMULAS and written[:1] in ("'", '"'):
            yield from _in_formula(written, span.start)
        elif written[:1] in ("'", '"') and is_fact(data, path, catalog):
            bare = _bare(written, span)
            yield Named(text.text[bare.start : bare.end], bare)


def _bare(written: str, span: Span) -> Span:
    """Return the span without its quotes."""
    return Span(span.start + 1, span.end - 1) if written[:1] in ("'", '"') else span


def _in_formula(written: str, start: int) -> Iterator[Named]:
    inner = 3 if written[:3] in ('"""', "'''") else 1
    for match in _WORD.finditer(blanked(written[inner:-inner])):
        if match[0] not in RESERVED:
            at = start + inner + match.start()
            yield Named(match[0], Span(at, at + len(match[0])))
