"""Parameters of which one is wanted, and only one · 多选一的参数."""

from perfscore.refusal import Refused
from perfscore.shapes.shape import Shape

__all__ = ["exactly_one", "first_given", "one_or_more"]


def first_given(shape: Shape, *keys: str) -> str | None:
    """Return the first of some parameters that is given, None where none is."""
    return next((key for key in keys if getattr(shape, key) is not None), None)


def one_or_more(shape: Shape, *keys: str) -> None:
    """Raise Refused where none of some parameters is given."""
    if first_given(shape, *keys) is None:
        raise Refused("shape-one-needed", known=", ".join(keys))


def exactly_one(shape: Shape, *keys: str) -> None:
    """Raise Refused where none, or more than one, of some parameters is given."""
    one_or_more(shape, *keys)
    given = [key for key in keys if getattr(shape, key) is not None]
    if len(given) > 1:
        raise Refused("shape-one-only", at=(given[1],), found=", ".join(given))
