"""What a command line came to."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ran:
    """The exit status and what was printed."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]
