"""Sets of whole numbers as the bits of one integer · 以整数的各位表示的数集.

Bit n says that n is in the set, so a shift adds to every number at once.
"""

from collections.abc import Iterable, Iterator

from perfscore.numbers.ranges import Range

__all__ = [
    "bundles", "gathered", "missing_from", "only_number", "run_of", "span_of", "spread", "sums",
    "whole_numbers",
]  # fmt: skip


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


def gathered(numbers: Iterable[int]) -> int:
    """Return the set of the numbers given, none below zero, in any order."""
    found = list(numbers)
    # Digits are put in their places and read once; a shift for each number would copy them all.
    digits = bytearray(b"0") * (max(found, default=0) + 1)
    for number in found:
        digits[number] = 49  # the digit one
    digits.reverse()
    return int(digits, 2)


def bundles(bits: int, most: int) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of numbers that are neighbours, in at most `most` bundles.

    Each number is a bundle of its own where they are so few, else each run, else what lies in one of
    as many equal parts.
    """
    if bits.bit_count() <= most:
        yield from ((number, number) for number in whole_numbers(bits))
        return
    few = _runs(bits) <= most
    width = bits.bit_length() if few else -(-bits.bit_length() // most)
    part = run_of(0, width - 1)
    for start in range(0, bits.bit_length(), width):
        inside = bits >> start & part
        while inside:
            low = (inside & -inside).bit_length() - 1
            end = low + _run_length(inside, low) if few else inside.bit_length()
            yield start + low, start + end - 1
            inside &= ~run_of(low, end - 1)


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
        run = _run_length(a, low)
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


def _run_length(bits: int, low: int) -> int:
    """Return how many neighbours, from `low` on, are in the set."""
    return (~(bits >> low) & ((bits >> low) + 1)).bit_length() - 1


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
