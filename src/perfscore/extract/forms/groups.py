"""Names of groups that stand in the middle of their rows · 居中的分组名称.

Without merged cells a group's name is printed once: mostly in its first row, sometimes in the row that looks
like its middle.  Then the first rows of the table have no name above them, and where one group ends and the
next begins is told by the kind of indicator beside it, else by the name standing in the middle.
"""

from collections.abc import Sequence
from itertools import pairwise

__all__ = ["in_the_middle"]


def in_the_middle(names: Sequence[str], kinds: Sequence[str]) -> list[str] | None:
    """Return the group of each row, None where the names stand in the first row of their groups.

    `names` are the names as printed in each row, `kinds` those of the level below; empty where the row has
    none of its own.
    """
    named = [at for at, name in enumerate(names) if name]
    if len(named) < 2 or named[0] == 0 or len({names[at] for at in named}) < len(named) or not kinds[0]:
        return None  # a first row of no kind is of no group; a single name says nothing of the rows above it
    beside = _filled_down(kinds)
    begins = [0]
    for name, after in pairwise(named):
        begins.append(_border(beside, begins[-1], name, after))
    ends = [*begins[1:], len(names)]
    return [names[at] for at, begin, end in zip(named, begins, ends, strict=True) for _ in range(begin, end)]


def _border(kinds: Sequence[str], begin: int, name: int, after: int) -> int:
    """Return where the next group begins: where the kind changes, nearest to where the name is the middle."""
    middle = 2 * name - begin + 1
    places = range(name + 1, after + 1)
    changes = [at for at in places if kinds[at] != kinds[at - 1]]
    return min(changes or places, key=lambda at: (abs(at - middle), at))


def _filled_down(kinds: Sequence[str]) -> list[str]:
    filled: list[str] = []
    for kind in kinds:
        filled.append(kind or (filled[-1] if filled else ""))
    return filled
