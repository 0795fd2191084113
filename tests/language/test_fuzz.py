"""A short run of the fuzzer; its own page says how to run a long one."""

import subprocess
import sys
from pathlib import Path

FUZZER = Path(__file__).with_name("fuzz_compile.py")


def test_five_thousand_random_texts_are_refused_or_evaluated_and_none_takes_long() -> None:
    done = subprocess.run(
        [sys.executable, FUZZER, "--count", "5000", "--seed", "20240101"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert ("", 0) == (done.stderr, done.returncode), done.stdout
    assert "5000 texts of seed 20240101" in done.stdout
    assert all(f"  {label}: value" in done.stdout for label in ("exact", "attainable", "inverse"))
