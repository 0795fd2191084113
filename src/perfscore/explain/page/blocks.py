"""The neutral explanation as HTML: sections that fold, tables, figures that lead to their place · 正文."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from perfscore.explain.content.document import Block, Body, Marked, Pairs, Paragraph, Section, Table
from perfscore.explain.page.markup import Html, escaped, row, scrolled, tag
from perfscore.inputs.report import Claim, Fact

__all__ = ["Laid"]

_FOLDED = 3
"""The level of headings from which a section is folded until somebody opens it."""
Drawn = Callable[[], Html]


@dataclass(frozen=True)
class Laid:
    """Lays blocks out in one language · 排版.

    `prefix` keeps the anchors of this language and audit apart from others'; `spot_of` gives the anchor in
    the document of a figure that is stated.  Drawings go by the names of sections: `drawn` stand at their
    beginning, `spans` beside their titles and whatever leads to them.
    """

    prefix: str
    spot_of: Callable[[Claim | Fact], str | None]
    drawn: Mapping[str, Html] = field(default_factory=dict)
    spans: Mapping[str, Html] = field(default_factory=dict)

    def blocks(self, blocks: Iterable[Block], level: int = 2) -> Iterator[Html]:
        """Yield blocks below a heading of a level."""
        for block in blocks:
            match block:
                case Section():
                    yield self._section(block, level)
                case Paragraph():
                    yield tag("p", self.text(block.text))
                case Pairs():
                    yield self._pairs(block)
                case Table():
                    yield self.table(block)

    def anchor(self, name: str) -> str:
        """Return the anchor of a section by its name."""
        return f"{self.prefix}{name}"

    def text(self, text: str) -> Html:
        """Return a text; a figure leads to where it stands, what a section tells more of to that."""
        return Html(self._shown(text))

    def _shown(self, text: str) -> str:
        """Return the markup of a text; a page is mostly these, so plain ones are no element of their own."""
        shown = escaped(text)
        if type(text) is str:
            return shown
        assert isinstance(text, Marked)
        if text.kind:
            shown = f'<span class="mark {text.kind}">{shown}</span>'
        if text.to:
            return f'<a href="#{escaped(self.anchor(text.to))}">{shown}</a>'
        spot = self.spot_of(text.stated) if text.stated is not None else None
        return shown if spot is None else f'<a href="#{spot}" class="cite">{shown}</a>'

    def table(self, table: Table) -> Html:
        """Return a table; a row that leads to a section shows what is drawn of it."""
        right = table.right
        head = row(map(escaped, table.head), right, "th", ' scope="col"') if table.head else ""
        foot = row(map(self._cell, table.foot), right) if table.foot else ""
        rows = "".join([row(map(self._cell, cells), right) for cells in table.rows])
        parts = ((head, "thead"), (rows, "tbody"), (foot, "tfoot"))
        inside = "".join([f"<{name}>{part}</{name}>" for part, name in parts if part])
        return scrolled(Html(f"<table>{inside}</table>"))

    def _cell(self, cell: str) -> str:
        shown = self._shown(cell)
        if isinstance(cell, Marked) and cell.to in self.spans:
            return shown + self.spans[cell.to]
        return shown

    def _section(self, section: Section, level: int) -> Html:
        drawn = [self.drawn[section.name]] if section.name in self.drawn else []
        inside = (*drawn, *self.blocks(section.blocks, level + 1))
        anchor = self.anchor(section.name) if section.name else None
        if level < _FOLDED:
            return tag("section", tag(f"h{level}", section.title), *inside, id=anchor)
        span = self.spans.get(section.name, Html())
        title = tag("summary", tag(f"h{level}", section.title), span)
        return tag("details", title, tag("div", *inside, class_="inside"), id=anchor)

    def _pairs(self, pairs: Pairs) -> Html:
        rows = [
            f"<div><dt>{self._shown(pair.key)}</dt><dd>{''.join(map(self._body, pair.body))}</dd></div>"
            for pair in pairs.rows
        ]
        return Html(f"<dl>{''.join(rows)}</dl>")

    def _body(self, body: Body) -> str:
        return self.table(body) if isinstance(body, Table) else f"<p>{self._shown(body)}</p>"
