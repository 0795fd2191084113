"""Numbers and sets of numbers as a record writes them, and what the rounding words say · 数、数集与舍入."""

import re
from fractions import Fraction as F
from math import ceil, floor
from typing import Any, NamedTuple


def sign(of: F | int) -> int:
    return (of > 0) - (of < 0)


class X(NamedTuple):
    """A number, one just above or below it (`beside`), or without bound; they compare as tuples do."""

    infinite: int
    number: F
    beside: int = 0

    def plus(self, other: "X") -> "X":
        if self.infinite and other.infinite == -self.infinite:
            raise ArithmeticError("no one number")
        without = self if self.infinite else other
        together = X(0, self.number + other.number, sign(self.beside + other.beside))
        return without if without.infinite else together

    def negative(self) -> "X":
        return X(-self.infinite, -self.number, -self.beside)

    def times(self, other: "X") -> "X":
        if ZERO in (self, other):
            return ZERO
        one, two = (x.infinite or sign(x.number) or x.beside for x in (self, other))
        if self.infinite or other.infinite:
            if not (self.infinite or self.number) or not (other.infinite or other.number):
                raise ArithmeticError("no one number")
            return X(one * two, F(0))
        near = self.beside * two + other.beside * one if self.number and other.number else one * two
        exact = not (self.beside or other.beside)
        return X(0, self.number * other.number, 0 if exact else sign(near))

    def over(self) -> "X":
        if self == ZERO:
            raise ZeroDivisionError
        if self.infinite or not self.number:
            return X(0, F(0), self.infinite) if self.infinite else X(self.beside, F(0))
        return X(0, 1 / self.number, -self.beside)

    def rounded(self, places: int, mode: str) -> "X":
        """Round: 四舍五入 is away from zero on a tie, 五成双 to the even one, 去尾 drops, 进一 fills up."""
        if self.infinite:
            return self
        # No number that is rounded otherwise lies between one and what is so little beside it.
        value = self.number + F(self.beside, 4 * self.number.denominator * 10**places)
        size = abs(value) * 10**places
        ways = {
            "half_up": floor(size + F(1, 2)),
            "half_even": round(size),
            "truncate": floor(size),
            "up": ceil(size),
        }
        ways |= {"floor": floor(value), "ceil": ceil(value)}
        return X(0, F(ways[mode], 10**places) * (1 if mode in ("floor", "ceil") or value >= 0 else -1))


ZERO, HIGHEST = X(0, F(0)), X(1, F(0))


class Piece(NamedTuple):
    """All numbers between two ends, or those in steps from the one to the other."""

    low: X
    high: X
    step: F | None = None

    def listed(self, most: int = 200_000) -> list[X] | None:
        """Return every number, None where they are too many."""
        if self.low == self.high:
            return [self.low]
        count = int((self.high.number - self.low.number) / self.step) + 1 if self.step else most + 1
        return [X(0, self.low.number + n * (self.step or 0)) for n in range(count)] if count <= most else None

    def meets(self, claim: "Piece") -> bool:
        if self.step:
            return any(claim.low <= one <= claim.high for one in self.listed() or [])
        return max(self.low, claim.low) <= min(self.high, claim.high)


EVERYTHING = Piece(HIGHEST.negative(), HIGHEST)


def hull(of: list[Piece]) -> Piece:
    return Piece(min(piece.low for piece in of), max(piece.high for piece in of))


def alike(a: list[Piece], b: list[Piece]) -> bool:
    """Say whether two sets have the same numbers, however they are written."""
    one, two = ([piece.listed() for piece in of] for of in (a, b))
    if None in one or None in two:
        return sorted(a) == sorted(b)
    return {x for every in one for x in every or ()} == {x for every in two for x in every or ()}


def fraction(text: str) -> F:
    if shown(value := F(text)) != text:
        raise ValueError(f"{text} is not spelled n/d in lowest terms")
    return value


def shown(value: F) -> str:
    return f"{value.numerator}/{value.denominator}"


def pieces(texts: list[str]) -> list[Piece]:
    """Read a set of ``n/d``, ``first .. last by step`` and ``[low, high)``."""
    found = []
    for text in texts:
        if run := re.fullmatch(r"(\S+) \.\. (\S+) by (\S+)", text):
            first, last, step = map(fraction, run.groups())
            if step <= 0 or last <= first or (last - first) % step:
                raise ValueError(text)
            found.append(Piece(X(0, first), X(0, last), step))
        elif ends := re.fullmatch(r"([\[(])(\S+), (\S+)([\])])", text):
            low = HIGHEST.negative() if ends[2] == "-inf" else X(0, fraction(ends[2]), int(ends[1] == "("))
            found.append(
                Piece(low, HIGHEST if ends[3] == "inf" else X(0, fraction(ends[3]), -int(ends[4] == ")")))
            )
        else:
            found.append(Piece(X(0, fraction(text)), X(0, fraction(text))))
    return found


def on_grid(of: list[Piece], rounding: dict[str, Any] | None) -> list[Piece]:
    """Return a set after rounding: single numbers and runs of neighbours; as it is where nothing rounds."""
    found: list[Piece] = []
    for one in of if rounding else ():
        every = one.listed() if one.step else [one.low, one.high]
        after = [value.rounded(**rounding) for value in every or []]
        if one.step or after[0] == after[1]:
            found += [Piece(value, value) for value in dict.fromkeys(after)]
        else:
            found.append(Piece(after[0], after[1], F(1, 10 ** rounding["places"])))
    return found if rounding else of


def bits(of: list[Piece], places: int, onto: int = 1) -> int:
    """Return all sums of a set and the set `onto`: bit n stands for n units of the last decimal."""
    found = 0
    for low, high, step in of:
        units = [value * 10**places for value in (low.number, high.number, step or F(1))]
        if any(unit.denominator > 1 or unit < 0 for unit in units) or (low != high and not step):
            raise ValueError(f"{low.number} .. {high.number} is not on a grid of {places} decimals")
        (first, last, every), moved, done = map(int, units), onto, 1
        while done < (last - first) // every + 1:
            more = min(done, (last - first) // every + 1 - done)
            moved, done = moved | moved << every * more, done + more
        found |= moved << first
    return found
