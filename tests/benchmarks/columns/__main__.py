"""Prints how quick a table is scored, beside other engines in the same window, with wrong cells counted.

``python -m tests.benchmarks.columns`` takes a million rows (`--rows N` others; `--whole` files as well, read
and written by processes of their own; `--data FILE` rows of another generator with the same columns, and
`--oracle FILE.npz` what they come to).  Peers that are not installed are left out: numpy,
duckdb, zen-engine, simpleeval, rule-engine.
"""

import os
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from perfscore import make_plan, read_ruleset
from perfscore.batch.columns.points import asked
from perfscore.batch.columns.scorer import Scorer
from perfscore.batch.columns.totals import sums
from perfscore.batch.columns.typed import typed
from perfscore.packs.catalog import default_catalog
from tests.benchmarks.columns.peers import COLUMNAR, ROWS
from tests.benchmarks.columns.work import LINES, RULES, exact, grade, table

CHECKED, ALONE, ROUNDS = 20_000, 2_000, 5
FLOAT_JOB = """
import sys, polars as pl
from tests.benchmarks.columns.peers import _polars_line
from tests.benchmarks.columns.work import LINES
facts = pl.scan_parquet(sys.argv[1]).with_columns(
    pl.col(n).cast(pl.Float64) for line in LINES if line.shape != "word" for n in line.facts)
scores = facts.select("report_id", "dept", *(_polars_line(line).alias(line.id) for line in LINES))
scores.with_columns(total=pl.sum_horizontal([line.id for line in LINES]).round(2)).sink_parquet(
    sys.argv[2], compression="zstd")
"""
COPY_JOB = """
import sys, polars as pl
from tests.benchmarks.columns.work import LINES
facts = pl.read_parquet(sys.argv[1])
facts.select(facts.columns[:24]).write_parquet(sys.argv[2], compression="zstd")
"""


def scorer() -> Scorer:
    rules = read_ruleset(str(RULES))
    return Scorer(make_plan(rules, default_catalog(rules)))


def ours(frame: pl.DataFrame) -> Callable[[], Any]:
    """Return what makes points and totals of facts that are ready in memory, as the peers' are."""
    own = scorer()
    numbered, results = own._numbered(frame, 1)
    facts = typed(numbered, own.kinds)

    def score() -> pl.DataFrame:
        points = facts.frame.lazy().select(*asked(own._cells(facts, results))).collect()
        return points.lazy().with_columns(*sums(results, points.columns)).collect()

    return score


def quickest(run: Callable[[], Any]) -> tuple[float, float]:
    wall, spent = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - wall, time.process_time() - spent


def in_turn(runs: dict[str, Callable[[], Any]], rounds: int = ROUNDS) -> dict[str, tuple[float, float]]:
    """Run all in turn, several times; return the middle of the wall times and of the processor times."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
    for run in runs.values():
        run()
    for _ in range(rounds):
        for name, run in runs.items():
            taken[name].append(quickest(run))
    found = {}
    for name, times in taken.items():
        walls, spent = (sorted(part)[rounds // 2] for part in zip(*times, strict=True))
        found[name] = (walls, spent)
    return found


def wrong(scores: Any, oracle: list[list[int]]) -> str:
    """Return how many cells and totals differ from exact fractions, in the rows that are looked at.

    A decimal is right where it is the number; a double where no other number of cents is nearer.
    """
    columns = [list(scores[line.id][:CHECKED]) for line in LINES]
    pairs = zip(zip(*columns, strict=True), oracle, strict=True)
    cells = sum(_cents(a) != b for row, cents in pairs for a, b in zip(row, cents, strict=True))
    given = list(scores["total"][:CHECKED])
    totals = sum(_cents(total) != sum(cents) for total, cents in zip(given, oracle, strict=True))
    return f"{cells} of {len(oracle) * len(LINES)}, {totals} of {len(oracle)}"


def _cents(points: Any) -> Fraction:
    cents = Fraction(points) * 100
    return cents if isinstance(points, Decimal) else Fraction(round(cents))


def held_against(frame: pl.DataFrame, oracle: str) -> Iterator[str]:
    """Hold all cells, totals and grades of a table against an oracle's: cents by line; totals, grades."""
    import numpy as np

    known, scored = np.load(oracle), scorer().score(frame)
    cells = sum(
        int((_units(scored[line.id]) != np.maximum(known["cents"][at], 0)).sum())
        for at, line in enumerate(LINES)
    )
    totals = int((_units(scored["total"]) != known["rest"][0]).sum())
    names = np.array(["差", "中", "良", "优"])[known["rest"][1]]
    grades = int((scored["grade"].to_numpy() != names).sum())
    yield f"{frame.height} rows: {cells} cells, {totals} totals and {grades} grades differ from {oracle}"


def _units(points: pl.Series) -> Any:
    return points.to_physical().cast(pl.Int64).to_numpy()


def in_memory(frame: pl.DataFrame) -> Iterator[str]:
    runs: dict[str, Callable[[], Any]] = {}
    ready: dict[str, Any] = {}
    for name, (prepare, score) in COLUMNAR.items():
        try:
            ready[name] = prepare(frame)
            runs[name] = partial(score, ready[name])
        except ModuleNotFoundError as missing:
            print(f"left out: {name} ({missing})")
    runs["perfscore, facts ready: points and totals"] = ours(frame)
    whole = scorer()
    runs["perfscore, everything: score(frame), decimals, checks, grades"] = lambda: whole.score(frame)
    oracle = [[exact(line, row) for line in LINES] for row in frame.head(CHECKED).iter_rows(named=True)]
    scored = whole.score(frame)
    off = sum(
        grade(sum(cents)) != name
        for cents, name in zip(oracle, scored["grade"][:CHECKED].to_list(), strict=True)
    )
    times = in_turn(runs)
    base = times["Polars, Float64 by hand"]
    yield "| in memory | wall | ratio | processor | ratio | wrong cells, totals |"
    yield "|---|---:|---:|---:|---:|---:|"
    for name, (wall, spent) in times.items():
        found = scored if name.startswith("perfscore") else runs[name]()
        ratios = f"{wall:.3f} s | {wall / base[0]:.2f} | {spent:.3f} s | {spent / base[1]:.2f}"
        yield f"| {name} | {ratios} | {wrong(found, oracle)} |"
    yield f"grades of perfscore that differ: {off} of {len(oracle)}"


def one_by_one(frame: pl.DataFrame) -> Iterator[str]:
    rows = list(frame.head(ALONE).iter_rows(named=True))
    own, part = scorer(), frame.head(ALONE)
    runs: dict[str, Callable[[], Any]] = {"perfscore, the engine row by row": lambda: own.one_by_one(part)}
    for name, run in ROWS.items():
        try:
            run(rows[:2])
            runs[name] = partial(run, rows)
        except ModuleNotFoundError as missing:
            print(f"left out: {name} ({missing})")
    runs["perfscore, the same rows in columns"] = lambda: own.score(part)
    times = in_turn(runs, 3)
    base = times["perfscore, the engine row by row"][1]
    yield f"| {ALONE} rows | processor time a row | ratio |"
    yield "|---|---:|---:|"
    for name, (_, spent) in times.items():
        yield f"| {name} | {spent / ALONE * 1e6:.0f} µs | {spent / base:.3f} |"


def whole_jobs(frame: pl.DataFrame) -> Iterator[str]:
    with TemporaryDirectory() as folder:
        facts, scores = Path(folder) / "facts.parquet", Path(folder) / "scores.parquet"
        frame.write_parquet(facts, compression="zstd")
        rules = ["--ruleset", str(RULES), "--allow-refused", "-o"]
        jobs = {
            "copy: read all, write as many columns": ["-c", COPY_JOB, facts, scores],
            "Polars, Float64 by hand, streaming": ["-c", FLOAT_JOB, facts, scores],
            "perfscore batch, one file": ["-m", "perfscore", "batch", facts, *rules, scores],
            "perfscore batch, a folder of parts": [
                "-m",
                "perfscore",
                "batch",
                facts,
                *rules,
                f"{folder}/parts/",
            ],
        }
        taken: dict[str, list[tuple[float, float, float]]] = {name: [] for name in jobs}
        for _ in range(3):
            for name, job in jobs.items():
                taken[name].append(_process(list(map(str, job))))
                subprocess.run(["rm", "-rf", f"{folder}/parts", str(scores)], check=True)
        base, floor = (sorted(taken[name])[1][0] for name in list(taken)[1::-1])
        yield "| Parquet to Parquet | wall | to Polars Float64 | to copy | processor | peak memory |"
        yield "|---|---:|---:|---:|---:|---:|"
        for name, runs in taken.items():
            wall, spent, peak = sorted(runs)[1]
            ratios = f"{wall:.2f} s | {wall / base:.2f} | {wall / floor:.2f}"
            yield f"| {name} | {ratios} | {spent:.2f} s | {peak:.0f} MB |"


PEAK = """
import atexit, pathlib, runpy, sys
said, kind, what = sys.argv[1:4]
status = pathlib.Path("/proc/self/status")
peak = lambda: [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")]
atexit.register(lambda: pathlib.Path(said).write_text(*peak()))
sys.argv = [what, *sys.argv[4:]]
exec(what) if kind == "-c" else runpy.run_module(what, run_name="__main__")
"""


def _process(arguments: list[str]) -> tuple[float, float, float]:
    """Run a process; return its time, its processor time, and the most memory it had, in MB."""
    start = time.perf_counter()
    with TemporaryDirectory() as folder:
        said = Path(folder) / "peak"
        command = [sys.executable, "-c", PEAK, str(said), *arguments]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
            _, status, used = os.wait4(running.pid, 0)
            running.returncode = os.waitstatus_to_exitcode(status)
        assert running.returncode == 0, arguments
        wall = time.perf_counter() - start
        return wall, used.ru_utime + used.ru_stime, int(said.read_text()) / 1024


def main() -> None:
    parser = ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--data")
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--oracle")
    asked_for = parser.parse_args()
    frame = pl.read_parquet(asked_for.data) if asked_for.data else table(asked_for.rows)
    print(f"{frame.height} rows of {frame.width} columns\n")
    if asked_for.oracle:
        print(*held_against(frame, asked_for.oracle), sep="\n", end="\n\n")
    for part in (in_memory, one_by_one, *([whole_jobs] if asked_for.whole else [])):
        print(*part(frame), sep="\n", end="\n\n")


if __name__ == "__main__":
    main()
