"""Tables of bodies in which only chance is at work, always the same, for whoever plants something in one."""

from random import Random

import polars as pl

__all__ = ["bodies"]


def bodies(count: int, seed: int = 20261201) -> pl.DataFrame:
    """Return so many bodies: money as it comes, rates as thick on one side of an edge as on the other."""
    chance = Random(seed)
    budget = [chance.randrange(100_000, 9_000_000) for _ in range(count)]
    spent = [one * chance.randrange(400_000, 1_150_000) // 1_000_000 for one in budget]
    return pl.DataFrame({
        "body": [f"单位{number:04}" for number in range(1, count + 1)],
        "spent": [hundredths(one) for one in spent],
        "budget": [hundredths(one) for one in budget],
        "satisfaction": [f"{hundredths(chance.randrange(6_000, 9_990))}%" for _ in range(count)],
        "claim.execution": [str(chance.choice([40, 40, 38, 35])) for _ in range(count)],
        "claim.satisfaction": [str(chance.choice([40, 30, 30, 10])) for _ in range(count)],
    })  # fmt: skip


def hundredths(number: int) -> str:
    """Return so many hundredths as they are printed, with both decimals."""
    return f"{number // 100}.{number % 100:02}"
