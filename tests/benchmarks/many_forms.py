"""Generated forms audited in one run: tables a second, and runs killed at random points and resumed.

Run as a program, never as a test (speed is not a test):

    python -m tests.benchmarks.many_forms [FORMS]

Half the forms are workbooks (by two libraries, in three layouts), half JSON of the same rows.  The run that
was killed again and again has to end with the very lines of the one that nothing disturbed.
"""

import random
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

from tests.extract.filled import FILLED, Content, Row
from tests.extract.layouts import department, national, sichuan
from tests.extract.writers import as_json, with_openpyxl, with_xlsxwriter

LAYOUTS = (national, department, sichuan)
AUDIT = (sys.executable, "-m", "perfscore", "audit")


def content(number: int, chance: random.Random) -> Content:
    """Return a filled form with figures of its own; every seventh total is wrong."""
    rows = []
    for row in FILLED.rows:
        target = chance.randint(20, 90)
        actual = target + chance.randint(-4, 9)
        missed = actual < target and row.sign != "≤"
        claimed = str(int(row.points) - (1 if missed else 0))
        rows.append(_row(row, target, actual, claimed, "进度" if missed else ""))
    total = sum(int(row.claimed) for row in rows) + 9.5 + (number % 7 == 0)
    return replace(FILLED, project=f"项目{number}", rows=tuple(rows), total=f"{total:.2f}")


def _row(row: Row, target: int, actual: int, claimed: str, reason: str) -> Row:
    figures = {"target": str(target), "actual": str(actual), "claimed": claimed, "reason": reason}
    return replace(row, **figures, goal="", done="")


def write(folder: Path, count: int) -> None:
    chance = random.Random(20261123)
    for number in range(count):
        one = content(number, chance)
        layout = partial(LAYOUTS[number % len(LAYOUTS)], one)
        write_book = with_openpyxl if number % 2 else with_xlsxwriter
        write_book(layout, folder / "xlsx" / f"{number:04}.xlsx")
        as_json(one, folder / "json" / f"{number:04}.json")


def run(folder: Path, output: Path) -> subprocess.Popen[bytes]:
    command = [*AUDIT, str(folder), "--ruleset", "cn-mof-2020", "--format", "json", "-o", str(output)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for kind in ("xlsx", "json"):
            (folder / kind).mkdir()
        write(folder, count // 2)
        for kind in ("xlsx", "json"):
            begun = time.perf_counter()
            status = run(folder / kind, folder / f"{kind}.jsonl").wait()
            seconds = time.perf_counter() - begun
            rate = count / 2 / seconds
            print(f"{kind}: {count // 2} forms in {seconds:.1f} s, {rate:.1f} a second, status {status}")
        killed, chance = folder / "killed.jsonl", random.Random(7)
        times = 0
        while True:
            process = run(folder / "xlsx", killed)
            try:
                process.wait(chance.uniform(2, 20))
                break
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                times += 1
        same = killed.read_bytes() == (folder / "xlsx.jsonl").read_bytes()
        print(f"killed {times} times and run again: {'the same lines' if same else 'OTHER LINES'}")
        if not same:
            sys.exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1000)
