"""Which branch of a union an author meant · 联合类型取舍.

Where a value may be one thing or another, pydantic tells what every branch has against it.  An
author wrote one of them: the branch that fits best speaks, the others are silent.
"""

from pydantic_core import ErrorDetails

from perfscore.inputs.loc import Located, literals
from perfscore.inputs.walk import Path

__all__ = ["Found", "settled"]

Found = tuple[Located, ErrorDetails]

_WITHIN, _UNFIT, _OTHER_KIND = range(3)


def settled(found: list[Found], depth: int = 0) -> list[Found]:
    """Return the errors without those of the branches nobody meant."""
    kept = []
    unions: dict[Path, dict[str, list[Found]]] = {}
    for located, error in found:
        if len(located.branches) <= depth:
            kept.append((located, error))
        else:
            branch = located.branches[depth]
            tags = unions.setdefault(branch.path, {})
            tags.setdefault(branch.tag, []).append((located, error))
    for path, tags in unions.items():
        best = min(tags.values(), key=lambda errors: (_rank(path, errors), len(errors)))
        if _rank(path, best) == _OTHER_KIND:
            kept.append(_no_branch(best[0], depth))
        else:
            kept += settled(best, depth + 1)
    return kept


def _rank(path: Path, errors: list[Found]) -> int:
    """Say how well a branch fits: wrong inside, wrong itself, or another kind of value."""
    return max(_WITHIN if located.path != path else _fit(located, error) for located, error in errors)


def _fit(located: Located, error: ErrorDetails) -> int:
    if error["type"] == "union_tag_invalid":
        return _WITHIN
    if error["type"] == "literal_error":
        kinds = tuple(type(choice) for choice in literals(located.kind))
        return _UNFIT if isinstance(error["input"], kinds) else _OTHER_KIND
    return _OTHER_KIND if error["type"].endswith("_type") else _UNFIT


def _no_branch(found: Found, depth: int) -> Found:
    located, error = found
    branch = located.branches[depth]
    whole = Located(branch.path, branch.kind, None, located.branches[:depth])
    return whole, {**error, "type": "union_type"}
