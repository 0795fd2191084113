"""What a command line came to."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ran:
    """The exit status and what was printed."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]
