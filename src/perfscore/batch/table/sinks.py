"""Tables of scores as files, seen only when they are whole · 写出得分表."""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import polars as pl

from perfscore.messages import Listed
from perfscore.messages.problems import Place, Problem, ProblemsFound

__all__ = ["ENDINGS", "MADE_FROM", "assembled", "ending_of", "made_from", "read_scores", "write_part"]

MADE_FROM = "perfscore"
"""The key of a Parquet file's metadata that says what its scores were made from."""


def ending_of(path: str) -> str:
    """Return the ending of what is to be written, that of Parquet for a folder; raise ProblemsFound."""
    suffix = Path(path).suffix.casefold()
    if path.endswith(("/", os.sep)) or not suffix:
        return ".parquet"
    if suffix not in _WRITERS:
        values = {"found": suffix, "known": Listed(ENDINGS)}
        raise ProblemsFound([Problem("table-format", Place(path), "", values)])
    return suffix


def write_part(frame: pl.DataFrame, path: Path, said: str) -> None:
    """Write a table beside its place and put it there whole; `said` is what it was made from."""
    beside = path.with_name(f".{path.name}.writing")
    _WRITERS[path.suffix.casefold()](frame, beside, said)
    _settle(beside, path)


def assembled(parts: Sequence[Path], path: Path, said: str) -> None:
    """Make one file of parts that are Arrow files, seen only when it is whole."""
    beside, suffix = path.with_name(f".{path.name}.writing"), path.suffix.casefold()
    scores = pl.scan_ipc(list(parts))
    if suffix in _PARQUET:
        scores.sink_parquet(beside, compression="zstd", metadata={MADE_FROM: said})
    elif suffix in _IPC:
        scores.sink_ipc(beside)
    elif suffix == ".csv":
        scores.sink_csv(beside)
    else:
        scores.sink_ndjson(beside)
    _settle(beside, path)


def _settle(beside: Path, path: Path) -> None:
    with beside.open("rb") as written:
        os.fsync(written.fileno())
    beside.replace(path)


def read_scores(path: Path, columns: Sequence[str]) -> pl.DataFrame:
    """Return some columns of a table of scores."""
    suffix = path.suffix.casefold()
    if suffix in _PARQUET:
        return pl.read_parquet(path, columns=list(columns))
    if suffix in _IPC:
        return pl.read_ipc(path, columns=list(columns))
    if suffix == ".csv":
        return pl.read_csv(path, infer_schema=False, columns=list(columns))
    return pl.read_ndjson(path).select(columns)


def made_from(path: Path) -> Mapping[str, object] | None:
    """Return what the scores of a Parquet file were made from; None for a table that holds none."""
    if path.suffix.casefold() not in _PARQUET or not path.is_file():
        return None
    said = pl.read_parquet_metadata(path).get(MADE_FROM)
    return None if said is None else dict(json.loads(said))


def _parquet(frame: pl.DataFrame, path: Path, said: str) -> None:
    frame.write_parquet(path, compression="zstd", metadata={MADE_FROM: said})


_PARQUET, _IPC = (".parquet", ".pq"), (".arrow", ".ipc", ".feather")
_WRITERS: Mapping[str, Callable[[pl.DataFrame, Path, str], object]] = {
    **dict.fromkeys(_PARQUET, _parquet),
    **dict.fromkeys(_IPC, lambda frame, path, said: frame.write_ipc(path)),
    ".csv": lambda frame, path, said: frame.write_csv(path),
    **dict.fromkeys((".jsonl", ".ndjson"), lambda frame, path, said: frame.write_ndjson(path)),
}
ENDINGS = tuple(_WRITERS)
"""The endings of tables that are written."""
