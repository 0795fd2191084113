"""What a reader may take of the machine · 读取的限度.

Reading pictures needs more memory and time than all else, so it alone is given more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from types import MappingProxyType

__all__ = ["PICTURES", "THREADS", "Bounds", "bounds_of", "longest", "recognises"]

THREADS = 2
"""Threads that recognise characters; each takes processor time, which is what the system counts."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bytes of memory for the process of a reader, seconds for each file · 限度."""

    memory: int
    seconds: int
    threads: int = 1


_USUAL = Bounds(1024**3, 60)
PICTURES = Bounds(4 * 1024**3, 300, THREADS)
_HERE = "perfscore.documents"
_MORE: Mapping[str, Bounds] = MappingProxyType(
    dict.fromkeys((f"{_HERE}.{name}" for name in ("pictures", "scanned", "scanned_word")), PICTURES)
)


def bounds_of(reads: str) -> Bounds:
    """Return the bounds of a reader by its name, ``module:function``."""
    return _MORE.get(reads.partition(":")[0], _USUAL)


def recognises() -> bool:
    """Say whether what reads pictures is installed; nothing of it is loaded for that."""
    return find_spec("rapidocr") is not None


def longest() -> int:
    """Return how many seconds a file can take, whatever it is."""
    return PICTURES.seconds if recognises() else _USUAL.seconds
