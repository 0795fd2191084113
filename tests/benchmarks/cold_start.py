"""One explanation from a cold start, beside the import of the libraries it stands on.

Run as a program, never as a test (speed is not a test):

    python -m tests.benchmarks.cold_start [ROUNDS]

Each process is a new one, with compiled files present; the programs take turns, and the medians of their
processor time (user and system) and the ratios to the first are printed.  The third line is what no program
that checks one value with pydantic can go below: its models are imported and one of them is built.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from contextlib import chdir
from pathlib import Path

from tests.benchmarks.as_one_types import card_of
from tests.paths import ROOT

REPORT = "examples/yueyanglou-library-2024/report.toml"
LIBRARIES = "import pydantic, pluggy, simpleeval, tomli"
MODEL = f"""
{LIBRARIES}
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
class One(BaseModel):
    value: int = Field(ge=0)
One(value=1)
import gc; gc.freeze()
"""
PROGRAMS = {
    "import of the libraries": ["-c", LIBRARIES],
    "perfscore explain": ["-m", "perfscore", "explain", REPORT],
    "libraries and one model": ["-c", MODEL],
    "explain, nothing told": ["-m", "perfscore", "explain", "empty.toml"],
    "check of 22 criteria": ["-m", "perfscore", "check", "card.toml"],
}
EMPTY = """
format = 1
[report]
subject = "某单位"
fiscal_year = 2024
ruleset = "cn-mof-2020"
"""


def processor_seconds(arguments: list[str]) -> float:
    """Return the processor time of one new process as the system counts it."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    named = [str(ROOT / one) if one == REPORT else one for one in arguments]
    subprocess.run(
        [sys.executable, *named],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(rounds: int) -> None:
    """Let the programs take turns and print a line for each."""
    Path("empty.toml").write_text(EMPTY, "utf-8")
    Path("card.toml").write_text(card_of(22), "utf-8")
    for arguments in PROGRAMS.values():
        processor_seconds(arguments)  # writes the compiled files
    taken: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for _ in range(rounds):
        for name, arguments in PROGRAMS.items():
            taken[name].append(processor_seconds(arguments))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    first = medians["import of the libraries"]
    for name, median in medians.items():
        print(f"{name:24} {median * 1000:6.0f} ms  {median / first:5.2f} x")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
