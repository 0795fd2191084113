"""Many generated reports audited in one run: reports a second, and the most memory any process took.

Run as a program, never as a test (speed is not a test):

    python -m tests.benchmarks.many_reports [REPORTS]

Each report is a filled form of nine rows with amounts of its own, scored by the national table.  Every
fifth claims whole points that do not follow, every hundredth is broken.  All runs write the same lines,
which is checked.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LEVELS = (
    ("产出指标", "数量指标", "50"),
    ("效益指标", "社会效益指标", "30"),
    ("满意度指标", "满意度指标", "10"),
)
HEAD = """format = 1
[report]
subject = "第{number}单位"
title = "2024年度项目支出绩效自评表"
fiscal_year = 2024
ruleset = "cn-mof-2020"
[claims]
total = "{total}"
[claims.criteria]
execution = "{execution}"
[facts]
budget = {{ value = "{budget}", unit = "万元" }}
expenditure = {{ value = "{spent}", unit = "万元" }}
"""
ROW = """[[targets]]
level1 = "{level1}"
level2 = "{level2}"
name = "指标{name}"
sign = "≥"
target = "{target}次"
actual = "{actual}次"
points = "{points}"
claimed = "{claimed}"
"""


def report(number: int, chance: random.Random) -> str:
    if number % 100 == 99:
        return HEAD.format(number=number, total="坏", execution="", budget="约1", spent="1")
    budget = chance.randint(100, 99999)
    spent = budget * chance.randint(60, 100) // 100
    sloppy = number % 5 == 0
    rows, total = [], 0
    for level1, level2, points in LEVELS:
        each = int(points) // 5 if points == "50" else int(points) // 2
        for name in range(int(points) // each):
            target = chance.randint(5, 400)
            actual = target + chance.randint(-3 if sloppy else 0, 20)
            claimed = each if actual >= target else each - 1
            total += claimed
            rows.append(
                ROW.format(
                    level1=level1,
                    level2=level2,
                    name=name,
                    target=target,
                    actual=max(actual, 0),
                    points=each,
                    claimed=claimed,
                )
            )
    cents = 100 * (10 * spent // budget) if sloppy else (2000 * spent + budget) // (2 * budget)
    execution = f"{cents // 100}.{cents % 100:02}"
    amounts = {"budget": f"{budget}.00", "spent": f"{spent}.00"}
    head = HEAD.format(
        number=number, total=f"{total + cents // 100}.{cents % 100:02}", execution=execution, **amounts
    )
    return head + "".join(rows)


def used() -> float:
    """Return the processor time of all processes that have ended."""
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder, "reports")
        reports.mkdir()
        chance = random.Random(20261123)
        for number in range(count):
            (reports / f"{number:06}.toml").write_text(report(number, chance), "utf-8")
        results = set()
        for form in ("text", "json"):
            for jobs in ("1", "2"):
                output = Path(folder, f"{form}-{jobs}")
                command = ["-m", "perfscore", "audit", str(reports), "--format", form]
                before, begun = used(), time.perf_counter()
                done = subprocess.run(
                    [sys.executable, *command, "--jobs", jobs, "-o", str(output)], capture_output=True
                )
                seconds = time.perf_counter() - begun
                results.add((form, output.read_bytes()))
                peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
                print(
                    f"{form:5} jobs {jobs}: {seconds:6.1f} s, {count / seconds:6.1f} reports/s, "
                    f"{(used() - before) / count * 1000:5.1f} ms of processor a report, "
                    f"at most {peak} MiB a process so far, status {done.returncode}",
                    flush=True,
                )
        assert len(results) == 2, "the number of processes changed a result"


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 2000)
