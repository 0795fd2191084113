"""The page of a folder: every report a row that can be sorted, and what they say together · 汇总网页."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from perfscore.batch.folder.entry import Entry, number
from perfscore.batch.folder.phrases import Phrases
from perfscore.batch.folder.settings import Line, Outcome
from perfscore.batch.folder.summary import summary
from perfscore.batch.folder.tally import Tally
from perfscore.batch.folder.writing import Anew
from perfscore.explain.formats.text import width
from perfscore.explain.page.blocks import Laid
from perfscore.explain.page.drawings import LEFT, WIDE, Scale, drawing
from perfscore.explain.page.frame import article, in_languages, whole
from perfscore.explain.page.markup import Html, scrolled, tag
from perfscore.runs.output import complain, to_file

__all__ = ["IndexWriter"]

_COLUMNS = ("file", "subject", "ruleset", "claimed", "computed", "verdict", "wrong", "worst")
_NUMBERS = frozenset((3, 4, 6))
_VERDICTS = ("contradicted", "cannot_tell", "consistent", "reproduced")
_LINE, _NAMED_LINE = 7, 18
_NAMES, _MOST_COLUMNS = 200, 26
"""The room for names beside the lines, in a drawing and in columns of text."""
_MOST_NAMED = 40
"""Up to so many reports have their names beside their lines."""
_MOST_DRAWN = 400
"""A drawing of more reports than these shows none of them."""


class IndexWriter(Anew):
    """Keeps the rows of a run for its page; the pages of the reports are written where they are made."""

    def __init__(self, folder: str, phrases: Phrases) -> None:
        self._folder, self._phrases = folder, phrases
        self._lines: list[Line] = []

    def put(self, outcome: Outcome) -> Sequence[Entry]:
        """Keep the lines of a file."""
        self._lines += outcome.lines
        return [line.entry for line in outcome.lines]

    def finish(self, tally: Tally) -> None:
        """Write the page of the folder; say on standard error what all came to, and where it stands."""
        articles = in_languages(lambda language: _article(self._lines, tally, Phrases(language)))
        body = tag("div", tag("main", *articles, id="main", tabindex=-1), class_="columns index")
        index = str(Path(self._folder) / "index.html")
        to_file(index, whole(self._phrases("index_title"), body, self._phrases.language))
        complain(f"{summary(tally, self._phrases).headline}\n{self._phrases('index_written', file=index)}")


def _article(lines: Sequence[Line], tally: Tally, phrases: Phrases) -> Html:
    content = summary(tally, phrases)
    reports = [line.entry for line in lines if line.entry.refused is None and line.entry.holds is None]
    laid = Laid(f"{phrases.language}-", lambda stated: None)
    table = _table([line for line in lines if line.entry.holds is None], phrases)
    return article(content.headline, [table, _drawn(reports, phrases), *laid.blocks(content.blocks)])


def _table(lines: Sequence[Line], phrases: Phrases) -> Html:
    """Return the table of all reports; each cell has its rank in its column, by which a column is sorted."""
    cells = [_cells(line.entry, phrases) for line in lines]
    ranks = list(zip(*(_ranks(column) for column in _keys([line.entry for line in lines])), strict=True))
    head = tag("tr", *(
        tag("th", tag("button", phrases.head(name), type="button", data_sorts=at), scope="col")
        for at, name in enumerate(_COLUMNS)
    ))  # fmt: skip
    rows = (_row(line, texts, rank) for line, texts, rank in zip(lines, cells, ranks, strict=True))
    return scrolled(tag("table", tag("thead", head), tag("tbody", *rows), class_="sorted"))


def _row(line: Line, texts: Sequence[str], ranks: Sequence[int]) -> Html:
    verdict = "refused" if line.entry.refused else line.entry.verdict or ""
    shown: list[Html] = []
    for at, (text, rank) in enumerate(zip(texts, ranks, strict=True)):
        inside: str = text
        if at == 0 and line.page:
            inside = tag("a", text, href=f"pages/{line.page}")
        if _COLUMNS[at] == "verdict":
            inside = tag("span", text, class_=f"mark {verdict}")
        shown.append(tag("td", inside, class_="number" if at in _NUMBERS else None, data_rank=rank))
    return tag("tr", *shown)


def _cells(entry: Entry, phrases: Phrases) -> tuple[str, ...]:
    refused = entry.refused is not None
    return (
        f"{entry.file} {entry.place}" if entry.place else entry.file,
        entry.subject,
        phrases.ruleset(entry),
        entry.claimed or "",
        "" if refused else phrases.computed(entry),
        phrases("refused") if refused else phrases.verdict(entry.verdict),
        "" if refused else str(entry.wrong),
        phrases.worst(entry),
    )


def _keys(entries: Sequence[Entry]) -> Iterator[list[tuple[bool, Fraction | str | int]]]:
    """Yield for each column what its rows are sorted by; what is not known comes last."""
    none = Fraction(-1)
    yield [(False, f"{one.file} {one.place or ''}") for one in entries]
    yield [(not one.subject, one.subject) for one in entries]
    yield [(not one.ruleset, one.ruleset) for one in entries]
    yield [(one.claimed is None, number(one.claimed) or none) for one in entries]
    yield [(one.low is None, number(one.low) or none) for one in entries]
    yield [(one.refused is not None, _grave(one)) for one in entries]
    yield [(one.refused is not None, -one.wrong) for one in entries]
    yield [(one.refused is not None, -one.wrong * 100 - len(one.findings)) for one in entries]


def _grave(entry: Entry) -> int:
    return _VERDICTS.index(entry.verdict) if entry.verdict in _VERDICTS else len(_VERDICTS)


def _ranks(keys: Iterable[tuple[bool, Fraction | str | int]]) -> list[int]:
    keys = list(keys)
    places = {key: place for place, key in enumerate(sorted(set(keys)))}
    return [places[key] for key in keys]


def _drawn(entries: Sequence[Entry], phrases: Phrases) -> Html:
    """Return every report as a line: what its facts support, and its claim, the lowest claims first."""
    claimed = [(points, one) for one in entries if (points := number(one.claimed)) is not None]
    if not claimed or len(claimed) > _MOST_DRAWN:
        return Html()
    claimed.sort(key=lambda one: one[0])
    top = max(Fraction(100), claimed[-1][0])
    named = len(claimed) <= _MOST_NAMED
    left, line = (_NAMES, _NAMED_LINE) if named else (LEFT, _LINE)
    at, bottom = Scale(top, left, WIDE - left - LEFT), 4 + len(claimed) * line
    shapes = [*_scale(at, bottom)]
    for order, (points, one) in enumerate(claimed):
        shapes += _line(one, points, at, 4 + order * line, line)
        if named:
            name, y = _short(one.subject or one.file), order * line + line
            shapes.append(tag("text", name, x=left - 10, y=y, text_anchor="end"))
    said = phrases("index_drawn", count=str(len(claimed)))
    drawn = drawing(WIDE, bottom + 22, said, shapes)
    return tag("section", tag("h2", phrases("index_claims")), tag("p", said), drawn)


def _scale(at: Scale, bottom: int) -> Iterator[Html]:
    """Yield a mark at each quarter of a hundred points, with its number below the lines."""
    for points in (0, 25, 50, 75, 100):
        x = at(Fraction(points))
        yield tag("path", d=f"M{x} 0 V{bottom}", class_="step")
        yield tag("text", str(points), x=x, y=bottom + 16, text_anchor="middle", class_="tick")


def _line(entry: Entry, claimed: Fraction, at: Scale, y: int, high: int) -> Iterator[Html]:
    """Yield what the facts of a report support, and its claim; pointed at, each says whose it is."""
    name, end = tag("title", f"{entry.subject} {entry.claimed}"), number(entry.high)
    low, up = at(number(entry.low) or Fraction(0)), at(at.full if end is None else end)
    yield tag("rect", name, x=low, y=y, width=max(up - low, 2), height=high - 2, class_="possible")
    mark = {"x": at(claimed) - 2, "y": y - 1, "width": 4, "height": high - 1}
    yield tag("rect", name, **mark, class_=f"claim {entry.verdict}")


def _short(name: str) -> str:
    """Return a name as far as there is room for it."""
    kept = name
    while width(kept) > _MOST_COLUMNS:
        kept = kept[:-1]
    return name if kept == name else f"{kept}…"
