"""A table scored part by part; what ended is gone on with · 批量评分的运行.

Every part is a file of its own, put in its place whole, in a folder that says what it is made from.  So
whatever ends a run, the next one keeps the parts that are there and true, and ends with the same bytes.
"""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from perfscore.batch.columns.results import REFUSED, STATUS
from perfscore.batch.columns.scorer import Scorer
from perfscore.batch.columns.wanted import ROW
from perfscore.batch.table.sinks import assembled, ending_of, read_scores, write_part
from perfscore.batch.table.source import Source
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.packs.packs import version_of_engine

__all__ = ["Counts", "Job", "as_data", "run"]

_SAID = "made-from.json"
_SHOWN = 5


@dataclass(frozen=True)
class Job:
    """What is to be scored, how, in parts of how many rows, and where it goes · 任务.

    An `output` that ends with a slash is a folder of parts, any other a file; `ruleset` names the
    rules.
    """

    source: Source
    scorer: Scorer
    output: str
    rows: int
    query: str | None = None
    ruleset: str = ""

    @property
    def folder(self) -> Path:
        """Where the parts stand."""
        return Path(self.output) if self.is_folder else Path(f"{self.output}.parts")

    @property
    def is_folder(self) -> bool:
        """Whether the parts are the result."""
        return self.output.endswith("/") or not Path(self.output).suffix

    @property
    def ending(self) -> str:
        """The ending of a part: of those that become one file the quickest to write and to read."""
        ending = ending_of(self.output)
        return ending if self.is_folder else ".arrow"

    def said(self) -> str:
        """Return what the result is made from: files by size and time, rules by digest, options."""
        plan, scorer = self.scorer.plan, self.scorer
        stats = [(str(file), file.stat().st_size, file.stat().st_mtime_ns) for file in self.source.files]
        return json.dumps(
            {
                "engine": version_of_engine(), "packs": list(map(str, plan.catalog.packs)),
                "source": self.source.name, "query": self.query, "files": stats,
                "ruleset": self.ruleset or plan.ruleset.id, "digest": plan.ruleset.origin.digest,
                "decimals": scorer.decimals, "ranges": scorer.ranges, "language": scorer.language,
                "rows": self.rows,
            },
            ensure_ascii=False,
        )  # fmt: skip


@dataclass(frozen=True)
class Counts:
    """How many rows were read and what became of them, and the first that were refused · 计数."""

    rows: int
    scored: int
    missing: int
    refused: int
    first_refused: tuple[tuple[int, str], ...]
    kept: int

    @property
    def agree(self) -> bool:
        """Whether every row that was read is in the result."""
        return self.rows == self.scored + self.missing + self.refused


def run(job: Job, progress: Callable[[int, int | None], None]) -> Counts:
    """Score a table; `progress` is told the rows done and, where it is known, of how many.

    Raises ProblemsFound where the table or the place of the result cannot be used.
    """
    said, ending = job.said(), job.ending
    kept = _prepared(job, said, ending)
    read = 0
    with ThreadPoolExecutor(1) as writer:
        written = None
        for number, frame in _ahead(job.source.parts(job.rows, kept)):
            scores = job.scorer.score(frame, (kept + number) * job.rows + 1)
            if written is not None:
                written.result()
            written = writer.submit(write_part, scores, _part(job.folder, kept + number, ending), said)
            read += frame.height
            progress(kept * job.rows + read, job.source.rows)
        if written is not None:
            written.result()
    parts = sorted(job.folder.glob(f"part-*{ending}"))
    if not parts:  # a table without rows is a table
        write_part(job.scorer.score(job.source.head()), _part(job.folder, 0, ending), said)
        parts = [_part(job.folder, 0, ending)]
    counts = _counted(parts, kept * job.rows + read, kept)
    if not job.is_folder:
        _settled(job, parts, said)
    return counts


def _prepared(job: Job, said: str, ending: str) -> int:
    """Make the folder of parts; return how many parts of an earlier run still stand for this one."""
    about = job.folder / f".{_SAID}"
    if about.is_file() and about.read_text("utf-8") == said:
        number = 0
        while _part(job.folder, number, ending).is_file():
            number += 1
        # The last part may be a short one, of a table that was read to its end.
        if number and read_scores(_part(job.folder, number - 1, ending), [ROW]).height < job.rows:
            number -= 1
        return number
    if job.folder.is_dir() and not about.is_file() and any(job.folder.iterdir()):
        # Somebody else's files are not ours to take away.
        raise ProblemsFound([Problem("table-folder-taken", Place(str(job.folder)))])
    job.folder.mkdir(parents=True, exist_ok=True)
    for old in job.folder.glob("part-*"):
        old.unlink()
    about.write_text(said, "utf-8")
    return 0


def _part(folder: Path, number: int, ending: str) -> Path:
    return folder / f"part-{number:05}{ending}"


def _ahead(parts: Iterator[pl.DataFrame]) -> Iterator[tuple[int, pl.DataFrame]]:
    """Yield the parts with their numbers; the next is read while one is worked on."""
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(next, parts, None)
        number = 0
        while (frame := coming.result()) is not None:
            coming = reader.submit(next, parts, None)
            yield number, frame
            number += 1


def _counted(parts: list[Path], rows: int, kept: int) -> Counts:
    """Count what stands in the parts that were written."""
    found: Counter[str] = Counter()
    refused: list[tuple[int, str]] = []
    for part in parts:
        scores = read_scores(part, [ROW, STATUS, REFUSED])
        found.update(scores[STATUS].to_list())
        if len(refused) < _SHOWN:
            bad = scores.filter(pl.col(STATUS) == "refused").head(_SHOWN - len(refused))
            refused += [(int(row[0]), row[1]) for row in bad.select(ROW, REFUSED).iter_rows()]
    return Counts(rows, found["scored"], found["missing"], found["refused"], tuple(refused), kept)


def _settled(job: Job, parts: list[Path], said: str) -> None:
    """Make one file of the parts and take them away."""
    assembled(parts, Path(job.output), said)
    shutil.rmtree(job.folder)


def as_data(counts: Counts) -> Mapping[str, Any]:
    """Return the counts as plain data."""
    return {
        "rows": counts.rows, "scored": counts.scored, "missing": counts.missing, "refused": counts.refused,
    }  # fmt: skip
