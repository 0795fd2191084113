"""Sets of whole numbers as the bits of one integer · 以整数的各位表示的数集.

Bit n says that n is in the set, so a shift adds to every number at once.
"""

from collections.abc import Iterator

from perfscore.ranges import Range

__all__ = ["missing_from", "only_number", "run_of", "span_of", "spread", "sums", "whole_numbers"]


def run_of(first: int, last: int) -> int:
    """Return the set of all whole numbers from first to last; empty when there are none."""
    return ((1 << (last - first + 1)) - 1) << first if last >= first else 0


def whole_numbers(bits: int) -> Iterator[int]:
    """Yield the numbers of a set, from low to high."""
    digits = bin(bits)[:1:-1]
    at = digits.find("1")
    while at >= 0:
        yield at
        at = digits.find("1", at + 1)


def only_number(bits: int) -> int | None:
    """Return the one number of a set, None where there are more or none."""
    return bits.bit_length() - 1 if bits and not bits & (bits - 1) else None


def span_of(claim: Range, places: int, bits: int) -> tuple[int, int]:
    """Return the first and the last unit of a grid that lie in a range, none beyond those of a set."""
    first, last = 0, bits.bit_length() - 1
    if claim.low is not None:
        low = claim.low * 10**places
        whole = -(-low.numerator // low.denominator)
        first = max(first, whole + (claim.low_open and low.denominator == 1))
    if claim.high is not None:
        high = claim.high * 10**places
        whole = high.numerator // high.denominator
        last = min(last, whole - (claim.high_open and high.denominator == 1))
    return first, last


def spread(bits: int, factor: int) -> int:
    """Return the set of all numbers times a factor."""
    if factor == 1:
        return bits
    return int(("0" * (factor - 1)).join(bin(bits)[2:]), 2)


def sums(a: int, b: int) -> int:
    """Return the set of all sums: runs of neighbours are added at once."""
    if _runs(a) > _runs(b):
        a, b = b, a
    result = 0
    while a:
        low = (a & -a).bit_length() - 1
        run = (~(a >> low) & ((a >> low) + 1)).bit_length() - 1
        result |= _smeared(b, run) << low
        a &= ~run_of(low, low + run - 1)
    return result


def missing_from(bits: int, first: int, last: int) -> int:
    """Return the numbers that some number of the set makes up to one from first to last."""
    if last < max(first, 0):
        return 0
    # Written backwards, bit n says that `last - n` is in the set; one place down is one less.
    digits = bin(bits & run_of(0, last))[:1:-1].ljust(last + 1, "0")
    run = last - first + 1
    # Smearing up by the run and shifting back smears down, and drops what would be below zero.
    return _smeared(int(digits, 2), run) >> (run - 1)


def _runs(bits: int) -> int:
    """Return how many runs of neighbours a set has."""
    return (bits & ~(bits << 1)).bit_count()


def _smeared(bits: int, run: int) -> int:
    """Return the set of all sums with 0, 1 … run - 1, by doubling."""
    done = 1
    while done < run:
        shift = min(done, run - done)
        bits |= bits << shift
        done += shift
    return bits
