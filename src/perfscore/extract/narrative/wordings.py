"""Which words stand for a figure's label when it is compared with the wordings · 标签的说法."""

import re
from collections.abc import Sequence
from itertools import dropwhile, takewhile

from perfscore.extract.narrative.bound import Bound, Reading, counted_in, number_of
from perfscore.extract.narrative.labels import without_names
from perfscore.extract.narrative.phrases import Hit
from perfscore.extract.narrative.said import Said

__all__ = ["forms_of", "summed"]

_CLAUSE = re.compile("[,:;(]")
_BARE = 3
"""Characters of a word that says nothing alone: 达到90%的目标, or of none: 7.9万人次参与."""
_SUM = re.compile("(?:以上|各类)?(?:共计?|合计|总计)(?:有|为)?")
_MOST_SUMMED = 8


def forms_of(said: Said, reading: Reading) -> tuple[str, ...]:
    """Return the bare word before a figure, then its label with less and less around it.

    A loose word may be said of what follows, 超过95%的目标值: the forms with it go first.
    """
    found = reading.labels.forms(said.shown)
    forms = tuple(dict.fromkeys((*found, *filter(None, map(without_names, found)))))
    bare = _CLAUSE.split(said.before)[-1]
    if len(bare) <= _BARE:
        forms = (bare, *forms) if bare else (*forms, bare)
    loose = said.figure.before
    return (*(form + loose for form in (*forms, "")), *forms) if loose else forms


def summed(
    said: Said, all_said: Sequence[Said], done: Sequence[Bound], reading: Reading, unit: str
) -> Hit | None:
    """Return what a sum without a name of its own means by its parts: 行政编制13名、工勤编制1名，共14名."""
    if said.figure.kind != "count" or not _SUM.fullmatch(said.shown):
        return None
    near = dropwhile(  # 两项合计24名: how many are summed is no part
        lambda one: _SUM.match(one.after) is not None,
        reversed(all_said[max(0, said.number - _MOST_SUMMED) : said.number]),
    )
    parts = list(
        takewhile(lambda one: one.sentence == said.sentence and counted_in(one) == counted_in(said), near)
    )
    if len(parts) < 2 or sum(number_of(one) or 0 for one in parts) != number_of(said):
        return None
    phrases, facts = reading.phrases, {done[one.number].fact for one in parts}
    for fact, made in phrases.rules.made_up.items():
        if facts == set(made):
            return next(Hit(one, "") for one in phrases.all if one.entry.fact == fact)
    name = parts[-1].label
    tails = (name[-length:] for length in range(2, len(name) + 1))
    hits = (phrases.find(tail, unit, said.after, reading.report) for tail in tails)
    hit = next(filter(None, hits), None)
    return hit if hit and facts <= {None, hit.phrase.entry.fact} else None
