"""The neutral explanation as HTML: sections that fold, tables, figures that lead to their place · 正文."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from perfscore.explain.content.document import Block, Body, Marked, Pairs, Paragraph, Section, Table
from perfscore.explain.page.markup import Html, row, scrolled, tag
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
        shown = Html.of(text)
        if not isinstance(text, Marked):
            return shown
        if text.kind:
            shown = tag("span", shown, class_=f"mark {text.kind}")
        if text.to:
            return tag("a", shown, href=f"#{self.anchor(text.to)}")
        spot = self.spot_of(text.stated) if text.stated is not None else None
        return shown if spot is None else tag("a", shown, href=f"#{spot}", class_="cite")

    def table(self, table: Table) -> Html:
        """Return a table; a row that leads to a section shows what is drawn of it."""
        names = map(Html.of, table.head)
        head = [tag("thead", row(names, table.right, "th", ' scope="col"'))] if table.head else []
        foot = [tag("tfoot", row(map(self._cell, table.foot), table.right))] if table.foot else []
        rows = [row(map(self._cell, cells), table.right) for cells in table.rows]
        return scrolled(tag("table", *head, tag("tbody", *rows), *foot))

    def _cell(self, cell: str) -> Html:
        shown = self.text(cell)
        if isinstance(cell, Marked) and cell.to in self.spans:
            return Html(shown + self.spans[cell.to])
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
            f"<div><dt>{self.text(pair.key)}</dt><dd>{''.join(map(self._body, pair.body))}</dd></div>"
            for pair in pairs.rows
        ]
        return Html(f"<dl>{''.join(rows)}</dl>")

    def _body(self, body: Body) -> Html:
        return self.table(body) if isinstance(body, Table) else Html(f"<p>{self.text(body)}</p>")
