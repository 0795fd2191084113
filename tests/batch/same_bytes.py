"""The program run over the same files in other surroundings: every file it writes has the same bytes.

``python -m tests.batch.same_bytes 1000`` draws that many rulesets and reports, and runs ``perfscore audit``
over them (a line each, with the whole explanation; over every tenth also pages, table and CSV) and
``perfscore explain`` over every hundredth (JSON, Word, letter, workbook, record), each time as a program of
its own, under other hash seeds, time zones, locales and orders of input, with 1 and with 4 processes.  The
tests run a few of them.
"""

import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.paths import ROOT
from tests.record.runs import Made, drawn

__all__ = ["SURROUNDINGS", "differences", "digests"]

_TENTH, _HUNDREDTH = 10, 100
_FORMS = (
    ("json", "explained.json"),
    ("docx", "paper.docx"),
    ("letter", "letter.docx"),
    ("xlsx", "book.xlsx"),
)


class Surroundings(NamedTuple):
    """What must not be seen in a result; `backwards`: files are written and named the last one first."""

    seed: str
    zone: str
    locale: str
    jobs: int
    backwards: bool = False


SURROUNDINGS = (
    Surroundings("0", "UTC", "C", 1),
    Surroundings("4294967295", "Pacific/Apia", "POSIX", 4, backwards=True),
    Surroundings("1", "Asia/Shanghai", "C.UTF-8", 4),
    Surroundings("20261201", "America/St_Johns", "zh_CN.UTF-8", 1, backwards=True),
)


def digests(runs: list[Made], where: Surroundings, root: Path) -> dict[str, str]:
    """Return the digest of every file that the program writes, by its name.

    What is asked for backwards comes backwards: of its lines and pages each is compared, not their order.
    """
    names = [f"runs/{number:04}" for number in range(len(runs))]
    order = -1 if where.backwards else 1
    for name, one in [*zip(names, runs, strict=True)][::order]:
        (root / name).mkdir(parents=True)
        one.write(root / name)
    for form in ("json", "html") if where.backwards else ("json", "html", "csv", "text"):
        some = names if form == "json" else names[::_TENTH]
        output = ("--format", form, "-o", f"out/{form}", "--jobs", where.jobs)
        _run(root, where, "audit", *some[::order], *output)
    for name in names[::_HUNDREDTH]:
        folder = f"out/{name}"
        (root / folder).mkdir(parents=True)
        for form, file in _FORMS:
            written = ("--format", form, "-o", f"{folder}/{file}", "--record", f"{folder}/record.json")
            _run(root, where, "explain", f"{name}/report.toml", *written)
    return dict(_written(root / "out", where.backwards))


def _run(root: Path, where: Surroundings, *arguments: object) -> None:
    """Run the program in a folder; whatever it says of the reports, it must not be refused."""
    surroundings = {
        "PYTHONHASHSEED": where.seed, "TZ": where.zone, "LC_ALL": where.locale,
        "PYTHONPATH": str(ROOT / "src"),
    }  # fmt: skip
    command = [sys.executable, "-m", "perfscore", *map(str, arguments), "--lang", "zh"]
    (root / "out").mkdir(exist_ok=True)
    done = subprocess.run(command, cwd=root, env={**os.environ, **surroundings}, capture_output=True)
    assert done.returncode in (0, 1, 2, 3), done.stderr.decode()
    assert b"Traceback" not in done.stderr, done.stderr.decode()


def _written(out: Path, backwards: bool) -> Iterator[tuple[str, str]]:
    for path in sorted(file for file in out.rglob("*") if file.is_file()):
        name, content = path.relative_to(out).as_posix(), path.read_bytes()
        if name == "json":
            yield from ((f"line {sha256(line).hexdigest()}", "") for line in content.splitlines())
        if (name == "json" or name.endswith("index.html")) and backwards:
            continue
        yield name, sha256(content).hexdigest()


def differences(found: Mapping[str, str], first: Mapping[str, str], backwards: bool) -> list[str]:
    """Return the files that are not the same; backwards there is less to compare, never other."""
    wanted = first.keys() - {"json", "csv", "text", "html/index.html"} if backwards else first.keys()
    missing = [f"missing: {name}" for name in sorted(wanted - found.keys())]
    added = [f"added: {name}" for name in sorted(found.keys() - first.keys())]
    return missing + added + [name for name in sorted(wanted & found.keys()) if found[name] != first[name]]


def main() -> int:
    """Run as many as are asked for; return 1 where a byte differs."""
    parser = ArgumentParser()
    parser.add_argument("count", type=int)
    count = parser.parse_args().count
    runs, differ, first = drawn(count), 0, dict[str, str]()
    for where in SURROUNDINGS:
        with TemporaryDirectory() as folder:
            found = digests(runs, where, Path(folder))
        first = first or found
        wrong = differences(found, first, where.backwards)
        differ += len(wrong)
        print(
            f"{where}: {len(found)} files and lines, {len(wrong)} differ", *wrong[:20], sep="\n  ", flush=True
        )
    print(f"{len(runs)} runs in {len(SURROUNDINGS)} surroundings: {differ} differ")
    return int(differ > 0)


if __name__ == "__main__":
    sys.exit(main())
