"""The same runs recorded under other hash seeds, time zones, locales and in another order: the same bytes.

``python -m tests.record.replay --count 1000`` records that many runs in each of three settings and compares.
"""

import argparse
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from perfscore import audit, read_report, read_ruleset
from perfscore.record.canonical import sealed
from perfscore.record.files import Folders
from perfscore.record.run import Run, recorded
from tests.cards import catalog
from tests.paths import ROOT
from tests.record.runs import drawn

__all__ = ["SETTINGS", "digests_under", "write"]

SETTINGS = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.UTF-8", "RUNS": "backwards"},
    {"PYTHONHASHSEED": "4294967295", "TZ": "Pacific/Apia", "LC_ALL": "tr_TR.UTF-8", "RUNS": "elsewhere"},
)
"""In the last one the files stand in another folder."""


def write(root: Path, count: int) -> None:
    """Write so many runs, each into a folder of its own."""
    for number, one in enumerate(drawn(count)):
        folder = root / f"{number:04}"
        folder.mkdir(parents=True)
        one.write(folder)


def digests_under(setting: dict[str, str], root: Path) -> list[str]:
    """Return the digests of all records of a folder as another process makes them."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.record.replay", "--digests", str(root)],
        cwd=ROOT, env={**os.environ, **setting}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return sorted(done.stdout.split("\n"))


def _digests(root: Path) -> None:
    folders = sorted(root.iterdir())
    for folder in folders[::-1] if os.environ.get("RUNS") == "backwards" else folders:
        path = folder / "report.toml"
        result = audit(read_report(path), read_ruleset(folder / "card.toml", catalog()), catalog())
        content = sealed(recorded(result, Run(str(path)), Folders(folder)))
        print(folder.name, sha256(content).hexdigest())


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--digests", type=Path)
    given = parser.parse_args(arguments)
    if given.digests is not None:
        _digests(given.digests)
        return 0
    with TemporaryDirectory() as folder:
        here, elsewhere = Path(folder) / "runs", Path(folder) / "other place" / "runs"
        write(here, given.count)
        shutil.copytree(here, elsewhere)
        first, *others = (
            digests_under(setting, elsewhere if setting.get("RUNS") == "elsewhere" else here)
            for setting in SETTINGS
        )
    differ = [line for other in others for line in set(other) - set(first)]
    print(f"{len(first) - 1} runs, {len(SETTINGS)} settings, {len(set(first)) - 1} different records")
    for line in differ:
        print(f"differs: {line}")
    return int(bool(differ))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
