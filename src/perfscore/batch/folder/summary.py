"""What all reports together say · 汇总."""

from collections.abc import Iterator
from fractions import Fraction

from perfscore.batch.folder.entry import Refusal
from perfscore.batch.folder.phrases import Phrases
from perfscore.batch.folder.tally import Tally
from perfscore.explain.content.document import Block, Document, Pair, Pairs, Paragraph, Section, Table
from perfscore.explain.formats.text import text
from perfscore.explain.wording.words import brief

__all__ = ["summary", "summary_text"]

_VERDICTS = ("contradicted", "cannot_tell", "consistent", "reproduced", None)
_MOST_ROWS = 10
_LEAST_REPORTS = 2
"""What one report does not lose says nothing of a criterion."""
_MOST_NAMES = 20
_LONGEST = 40


def summary_text(tally: Tally, phrases: Phrases) -> str:
    """Return the summary of a run as text."""
    return text(summary(tally, phrases))


def summary(tally: Tally, phrases: Phrases) -> Document:
    """Return what the reports of a run say together."""
    counts = {
        "files": tally.files, "audited": tally.audited, "reports": tally.reports,
        "without": len(tally.without), "refused": tally.refused,
    }  # fmt: skip
    headline = phrases("headline", **{name: str(count) for name, count in counts.items()})
    return Document(headline, tuple(_sections(tally, phrases)))


def _sections(tally: Tally, phrases: Phrases) -> Iterator[Block]:
    if tally.rulesets:
        named = sorted(tally.rulesets.items(), key=lambda one: (not one[0], one[0]))
        counted = [f"{name or phrases('no_rules')} {count}" for name, count in named]
        yield Paragraph(phrases("rulesets", rulesets=phrases.words.listed(counted)))
    if tally.reports:
        yield Section(phrases("verdicts"), (_verdicts(tally, phrases),))
        yield Section(phrases("differences"), tuple(_differences(tally, phrases)))
        yield Section(phrases("points"), tuple(_judged_blocks(tally, phrases)))
    if tally.findings:
        yield Section(phrases("findings"), (_findings(tally, phrases),))
    if tally.hidden:
        yield Section(phrases("hidden"), (_hidden(tally), *map(Paragraph, _rest(len(tally.hidden), phrases))))
    if tally.notes:
        yield Section(phrases("notes"), (_notes(tally),))
    if tally.refusals:
        yield Section(phrases("refused_files"), tuple(_refused(tally, phrases)))
    if tally.without:
        rest = len(tally.without) - _MOST_NAMES
        more = (Paragraph(phrases("more", count=str(rest))),) if rest > 0 else ()
        yield Section(phrases("without"), (Table(tuple(tally.without[:_MOST_NAMES])), *more))


def _verdicts(tally: Tally, phrases: Phrases) -> Table:
    rows = []
    for verdict in _VERDICTS:
        if count := tally.verdicts[verdict]:
            share = phrases.share(Fraction(count), Fraction(tally.reports))
            rows.append((phrases.verdict(verdict), str(count), share))
    return Table(tuple(rows), right=frozenset({1, 2}))


def _differences(tally: Tally, phrases: Phrases) -> Iterator[Block]:
    """Yield how far claims are from what the facts give, where both are one number."""
    known = sum(tally.differences.values())
    open_ = phrases("not_compared", count=str(tally.reports - known), reports=str(tally.reports))
    rows = [
        (phrases(key), str(count), _span(values))
        for key, values in _sides(tally)
        if (count := sum(tally.differences[value] for value in values))
    ]
    if rows:
        yield Table(tuple(rows), right=frozenset({1}))
    if len(tally.differences) > 1:
        yield Pairs((Pair(phrases("spread"), (_spread(tally),)),))
    if known < tally.reports:
        yield Pairs((Pair(open_, ()),)) if not rows else Table(((open_,),))


def _sides(tally: Tally) -> Iterator[tuple[str, list[Fraction]]]:
    values = sorted(tally.differences)
    yield "claimed_equal", [value for value in values if value == 0]
    yield "claimed_higher", [value for value in values if value > 0]
    yield "claimed_lower", [value for value in values if value < 0]


def _span(values: list[Fraction]) -> str:
    if values == [0]:
        return ""
    ends = dict.fromkeys((_signed(values[0]), _signed(values[-1])))
    return " … ".join(ends)


def _signed(value: Fraction) -> str:
    shown = brief(abs(value))
    return shown if not value else f"{'+' if value > 0 else '−'}{shown}"


def _spread(tally: Tally) -> str:
    """Return the smallest, the quartiles and the largest difference; each is one that occurs."""
    ordered = [value for value in sorted(tally.differences) for _ in range(tally.differences[value])]
    last = len(ordered) - 1
    return " · ".join(_signed(ordered[last * quarter // 4]) for quarter in range(5))


def _judged_blocks(tally: Tally, phrases: Phrases) -> Iterator[Block]:
    share = phrases.share(tally.judged, tally.points) if tally.points else "–"
    judged = phrases("judged_of", judged=brief(tally.judged), points=brief(tally.points), share=share)
    pairs = [Pair(phrases("judged"), (judged,))]
    never = [
        (seen.label, name, ruleset, str(seen.scored))
        for (ruleset, name), seen in tally.criteria.items()
        if seen.scored >= _LEAST_REPORTS and not seen.lost
    ]
    if never:
        never.sort(key=lambda row: (-int(row[3]), row[2], row[1]))
        head = tuple(phrases.head(name) for name in ("criterion", "id", "ruleset", "reports"))
        rows = Table(tuple(never[:_MOST_ROWS]), head, frozenset({3}))
        pairs.append(Pair(phrases("never_lost"), (rows, *_rest(len(never), phrases))))
    yield Pairs(tuple(pairs))


def _rest(count: int, phrases: Phrases) -> Iterator[str]:
    if count > _MOST_ROWS:
        yield phrases("more", count=str(count - _MOST_ROWS))


def _findings(tally: Tally, phrases: Phrases) -> Table:
    common = sorted(tally.findings.items(), key=lambda one: (-one[1], one[0]))[:_MOST_ROWS]
    rows = ((str(n), phrases.severity(s), phrases.finding(code), code) for (s, code), n in common)
    return Table(tuple(rows), right=frozenset({0}))


def _notes(tally: Tally) -> Table:
    common = sorted(tally.notes.items(), key=lambda one: (-one[1], one[0]))[:_MOST_ROWS]
    rows = ((str(n), tally.said[code], code) for code, n in common)
    return Table(tuple(rows), right=frozenset({0}))


def _hidden(tally: Tally) -> Table:
    """Return what nobody sees who opens a form: the file, the place, what it is and what stands there."""
    shown = tally.hidden[:_MOST_ROWS]
    return Table(tuple((file, note.place, note.message, _brief(note.text)) for file, note in shown))


def _brief(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _refused(tally: Tally, phrases: Phrases) -> Iterator[Block]:
    """Yield the reasons, the most frequent first, each with the first files it was found in."""
    for code, refused in sorted(tally.refusals.items(), key=lambda one: (-one[1].count, one[0])):
        told = [Paragraph(_refusal_text(refusal, phrases)) for refusal in refused.told]
        if (rest := refused.count - len(told)) > 0:
            told.append(Paragraph(phrases("more", count=str(rest))))
        yield Section(
            phrases("refused_for", name=phrases.refusal(code), code=code, count=str(refused.count)),
            tuple(told),
        )


def _refusal_text(refusal: Refusal, phrases: Phrases) -> str:
    where, _, message = refusal.problems[0]
    more = phrases("more_problems", count=str(refusal.count - 1)) if refusal.count > 1 else ""
    return f"{where}: {message}{more}"
