"""Many reports at a time · 批量.

`score` and `BatchScorer` are for programs; each is loaded when it is first asked for, with Polars.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from perfscore.batch.table.frames import BatchScorer, score

__all__ = ["BatchScorer", "score"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'perfscore.batch' has no attribute '{name}'")
    from perfscore.batch.table import frames

    return getattr(frames, name)
