"""Whether a condition over facts can hold, and where · 条件能否成立.

The values of the facts are parted into boxes.  Of a box the sets interpretation says that the condition
holds all over it, nowhere in it, or neither; then two corners are computed exactly, and the box is
parted where the formula turns, else in halves.  So "nowhere" is proven and "here" was computed; where it
becomes too much work, neither is said.
"""

import ast
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from perfscore.language.compile.formula import Formula
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.exact import exact_value, whole_down
from perfscore.language.interpretations.pieces import Pieces
from perfscore.language.interpretations.taken import reduced
from perfscore.language.sets.joining import INTERVAL
from perfscore.numbers.exact import too_large
from perfscore.numbers.ranges import Range
from perfscore.plan.proofs.turns import meetings, turns
from perfscore.shapes.bands import multiple_in, number_in

__all__ = ["MOST_BOXES", "Answer", "Space", "find", "middle_of"]

MOST_BOXES = 1_200

Box = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Space:
    """Every value that the names of a formula can have, and the steps some of them come in · 取值空间.

    A number has one range, a truth True, False or None, a text the set it is of, as the `pieces`
    interpretation has them; `texts` are names that can be any text.
    """

    values: Box
    steps: Mapping[str, Fraction]
    texts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """Values for which a condition holds; without any it is `proven` that there are none, or unknown."""

    at: Mapping[str, Any] | None
    proven: bool = True

    @property
    def never(self) -> bool:
        """Say whether it is proven that the condition nowhere holds."""
        return self.at is None and self.proven


def find(condition: Formula, space: Space, most: int = MOST_BOXES) -> Answer:
    """Return exact values for which a truth holds, or that there are none as far as can be proven."""
    waiting, meeting = deque(_start(condition, space)), None
    for _ in range(most):
        if not waiting:
            return Answer(None)
        box = waiting.popleft()
        if _excluded(condition, box):
            continue
        for corner in (_corner(box, space.steps, at_high=False), _corner(box, space.steps, at_high=True)):
            if _holds(condition, corner):
                return Answer(corner)
        meeting = meetings(condition.tree) if meeting is None else meeting
        waiting.extend(_parted(meeting, box, space.steps))
    return Answer(None, proven=False)


def middle_of(part: Range, step: Fraction | None) -> Fraction | None:
    """Return a number that parts a range, None where it is a single one."""
    if part.low is None or part.high is None:
        end = part.low if part.low is not None else part.high
        return Fraction(0) if end is None else (2 * abs(end) + 1) * (1 if part.high is None else -1)
    middle = (part.low + part.high) / 2
    if step is not None:
        middle = whole_down(middle / step) * step
    return middle if part.low < middle < part.high else None


def _excluded(condition: Formula, box: Box) -> bool:
    try:
        return evaluate(condition, Pieces(INTERVAL), box) is False or _same_all_over(condition.tree, box)
    except Undefined:
        return True  # Without a value nothing holds.


def _same_all_over(test: ast.expr, box: Box) -> bool:
    """Say whether two sides that are to differ are one formula in a box."""
    if not isinstance(test, ast.Compare) or not isinstance(test.ops[0], ast.NotEq):
        return False
    left, right = (ast.dump(reduced(side, box)) for side in (test.left, test.comparators[0]))
    return left == right


def _holds(condition: Formula, values: Mapping[str, Any]) -> bool:
    try:
        return exact_value(condition, values) is True
    except Undefined:
        return False


def _corner(box: Box, steps: Mapping[str, Fraction], at_high: bool) -> dict[str, Any]:
    """Return one point of a box: the least, or the greatest, of every name as far as there is one."""
    corner: dict[str, Any] = {}
    for order, (name, value) in enumerate(box.items()):
        if isinstance(value, tuple):
            corner[name] = _end(value[0], steps.get(name), at_high, order)
        elif isinstance(value, frozenset):
            corner[name] = (max if at_high else min)(value)
        else:
            corner[name] = at_high if value is None else value
    return corner


def _end(of: Range, step: Fraction | None, at_high: bool, order: int) -> Fraction:
    end, is_open = (of.high, of.high_open) if at_high else (of.low, of.low_open)
    if end is not None and not is_open:
        return end
    if step is not None:
        return multiple_in(of, step) or Fraction(0)
    # Names without ends differ from each other: equal ones are the exception.
    far = number_in(of) + (order if at_high and of.high is None else 0)
    return far if far in of else number_in(of)


def _parted(meeting: tuple[Formula, ...], box: Box, steps: Mapping[str, Fraction]) -> Iterator[Box]:
    """Yield the parts of a box, none where it is a single point: cut where the formula turns, else halved."""
    numbers = {
        name: value[0] for name, value in box.items() if isinstance(value, tuple) and value[0].exact is None
    }
    for name, within in numbers.items():
        inside = sorted({turn for turn in turns(meeting, name, box) if turn in within})
        if inside and not too_large(turn := inside[len(inside) // 2]):
            yield from _cut(box, name, turn, steps.get(name))
            return
    for name, value in box.items():
        if value is None or (isinstance(value, frozenset) and len(value) > 1):
            singles: list[Any] = [frozenset({text}) for text in sorted(value)] if value else [False, True]
            yield from ({**box, name: single} for single in singles)
            return
    for name, within in sorted(numbers.items(), key=lambda pair: _width(pair[1]), reverse=True):
        middle = middle_of(within, steps.get(name))
        at = within.low if middle is None else middle
        assert at is not None
        yield from _cut(box, name, at, steps.get(name))
        return


def _width(of: Range) -> tuple[bool, Fraction]:
    if of.low is None or of.high is None:
        return True, Fraction(0)
    return False, of.high - of.low


def _cut(box: Box, name: str, at: Fraction, step: Fraction | None) -> Iterator[Box]:
    """Yield a box below, at and above a number of one name."""
    within = box[name][0]
    for part in (Range(None, at, True, True), Range.point(at), Range(at, None, True, True)):
        inside = within.meet(part)
        if inside is not None and (inside := _gridded(inside, step)):
            yield {**box, name: (inside,)}


def _gridded(of: Range, step: Fraction | None) -> Range | None:
    """Return a range from the first to the last multiple of a step in it, None where there is none."""
    if step is None:
        return of
    low = None if of.low is None else multiple_in(of, step)
    high = None if of.high is None else multiple_in(Range(None, of.high, True, of.high_open), step)
    if (of.low is not None and low is None) or (low is not None and high is not None and low > high):
        return None
    return Range(low, high)


def _start(condition: Formula, space: Space) -> Iterator[Box]:
    """Yield the box of all values, none where a name has none at all."""
    named = {node.value for node in ast.walk(condition.tree) if isinstance(node, ast.Constant)}
    texts = {text for text in named if isinstance(text, str)} | {f"…{n}" for n, _ in enumerate(space.texts)}
    box = {name: space.values[name] for name in condition.names}
    for name, value in box.items():
        if name in space.texts:
            box[name] = frozenset(texts)
        elif isinstance(value, tuple):
            inside = _gridded(value[0], space.steps.get(name))
            if inside is None:
                return
            box[name] = (inside,)
    yield box
