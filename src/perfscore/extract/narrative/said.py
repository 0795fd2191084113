"""A figure with what is said of it · 带语境的数字."""

import re
from dataclasses import dataclass

from perfscore.extract.narrative.figures import Figure
from perfscore.extract.narrative.numbering import Level

__all__ = ["LAST_YEAR", "Cell", "Said", "can_be_whole", "tells_change"]

LAST_YEAR = 0
_LEFT = re.compile(
    r"(?:每[人户月年天亩套台家辆次个床生]|标准|单价|人均|户均|结余|结转|节约|未支付|未支|未使用|未支出|剩余)"
)
"""What is left over, and prices of one: neither is what a list is about."""
_AGAINST = re.compile(r"(?:比|较|同比|环比|与)(?:20[0-9]{2}年|上一?年|去年|往年|前年|同期)[^,;。]{0,14}$")
_CHANGE = re.compile(
    r"^(?:比|较|同比|环比|与.*相比)|(?:比|较|同比|环比|相比)(?:20[0-9]{2}年|上一?年|去年|往年|前年|同期|计划|目标|预算)"
    r"|(?:增长|下降|减少|增加|提高|提升|降低|上升|增幅|降幅|增速|多|少)(?:了|约|近|到|至|为|率|幅度?)*$"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a figure and nothing else · 单元格.

    `start` and `end` are those of the figure in its paragraph, `label` what row and column call it, `unit`
    the one of the column, `year` the one named, `LAST_YEAR` the one before.  `column` tells the columns of
    all tables apart, None where the rows are not alike; `is_sum` says that it is in the row of the sum.
    """

    start: int
    end: int
    label: str
    unit: str
    year: int | None
    column: tuple[int, int] | None
    is_sum: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A figure with what is said of it · 带语境的数字.

    `label` are the words before it as compared, `shown` as printed; `year` is the one named, `LAST_YEAR` the
    one before, None for none; `whole` the number of the figure it is a part of, `others` those it might be a
    part of as well, `opener` what made it one;
    `cell` where it stands in a table with headings;
    `after` the words up to the next figure, `before` those of the sentence up to the figure.
    """

    number: int
    figure: Figure
    paragraph: int
    levels: tuple[Level, ...]
    sentence: int
    label: str
    shown: str
    before: str
    after: str
    year: int | None
    whole: int | None
    others: tuple[int, ...]
    opener: str
    depth: int
    changes: bool
    cell: Cell | None = None


def tells_change(words: str) -> bool:
    """Say whether the words before a figure make it a change, or what another year had."""
    clause = re.split("[,;。:]", words)[-1]
    return _CHANGE.search(clause) is not None or _AGAINST.search(words) is not None


def can_be_whole(whole: Said, part: Figure) -> bool:
    """Say whether a figure can be what a list is about: an amount for amounts, and no price or rest."""
    if whole.figure.kind != part.kind or part.kind not in ("amount", "count") or whole.changes:
        return False
    return not _LEFT.search(whole.label) and (part.kind == "amount" or _alike(whole.figure, part))


def _alike(left: Figure, right: Figure) -> bool:
    """Say whether two counters count the same: 名 and 人."""
    same = {"名": "人", "场次": "场", "台(套)": "台"}
    return same.get(left.unit, left.unit) == same.get(right.unit, right.unit)
