"""A result in a notebook: its verdict and its criteria, a small table · 笔记本中的表格."""

from collections.abc import Iterable, Iterator
from html import escape

from perfscore.auditing.verdicts import Audit
from perfscore.explain.clean import clean
from perfscore.explain.content.criteria import criteria_section
from perfscore.explain.content.document import Table
from perfscore.explain.content.opening import headline
from perfscore.explain.wording.words import words_of

__all__ = ["notebook"]


def notebook(audit: Audit) -> str:
    """Return the verdict and the criteria as HTML, in the language of the report.

    Every text of a file is escaped; there is no script and no style that reaches out of the table.
    """
    report = audit.report
    words = words_of(report.language)
    section = criteria_section(audit, words)
    table = next(block for block in section.blocks if isinstance(block, Table))
    year = words("summary.year", subject=report.subject, year=str(report.fiscal_year))
    title = f"{year} · {words.label(audit.card.plan.ruleset.ruleset.title)}"
    return "".join(
        [f"<div><p><strong>{_shown(headline(audit, words))}</strong></p>", f"<p>{_shown(title)}</p><table>"]
        + [f"<thead>{_row('th', table.head, table)}</thead><tbody>"]
        + [_row("td", row, table) for row in table.rows]
        + ["</tbody></table></div>"]
    )


def _row(tag: str, cells: Iterable[str], table: Table) -> str:
    return f"<tr>{''.join(_cells(tag, cells, table))}</tr>"


def _cells(tag: str, cells: Iterable[str], table: Table) -> Iterator[str]:
    for column, cell in enumerate(cells):
        side = "right" if column in table.right else "left"
        yield f'<{tag} style="text-align: {side}">{_shown(cell)}</{tag}>'


def _shown(text: str) -> str:
    return escape(clean(text))
