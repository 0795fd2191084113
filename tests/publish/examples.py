"""Examples of problems for the reference, from the mistakes that the tests plant and the bad files they keep.

Run as a program with ``--write`` to make them anew, then read the difference.
"""

import os
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from perfscore.extract.toml_writer import array_items
from perfscore.runs.judging import checked
from tests.cards import catalog
from tests.messages.test_problems import HERE
from tests.paths import ROOT
from tests.plan.planting import FOLDER, blocks, mended, mistakes, planted, sentence, trimmed

EXAMPLES = ROOT / "src" / "perfscore" / "publish" / "reference" / "examples.toml"
MOST_OF_A_CODE, MOST_LINES = 2, 30
_SAID = re.compile(r"^[^:]+:(?:(\d+):\d+:)? (.*) \[([a-z0-9-]+)\]$")


@contextmanager
def elsewhere() -> Iterator[Path]:
    before = Path.cwd()
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield Path("card.toml")
        finally:
            os.chdir(before)


def _block(text: str, title: str) -> str:
    return next((part.text.strip() for part in blocks(text) if part.title == title), "")


def of_planted() -> Iterator[dict[str, str]]:
    """Yield the block of every planted mistake, wrong and mended, with what is said of it."""
    with elsewhere() as file:
        shutil.copy(FOLDER / "extended" / "common.toml", ".")
        for one in mistakes():
            sound = trimmed(one)
            wrong = planted(sound, one)[0]
            file.write_text(wrong, "utf-8")
            told = [problem for problem in checked(file, catalog()).problems if problem.code == one.code]
            start = sound.index(_block(sound, one.block))
            end = len(sound) - start - len(_block(sound, one.block))
            after = mended(sound, one)
            if told:
                yield {
                    "code": one.code,
                    "wrong": wrong[start : len(wrong) - end].strip(),
                    "en": sentence(told[0], "en"),
                    "zh": sentence(told[0], "zh"),
                    "mended": after[start : len(after) - end].strip(),
                }


def of_files() -> Iterator[dict[str, str]]:
    """Yield the bad files of the tests of messages, of long ones a part, once for each code that is told."""
    for file in sorted(HERE.glob("*.toml")):
        text = file.read_text("utf-8").strip()
        said: dict[str, list[tuple[str, str]]] = {}
        for line in file.with_suffix(".txt").read_text("utf-8").splitlines():
            if found := _SAID.match(line):
                said.setdefault(found[3], []).append((found[1], found[2]))
        for code, told in said.items():
            (line, english), (_, chinese) = told[0], told[len(told) // 2]
            wrong = text if text.count("\n") < MOST_LINES or not line else _around(text, int(line))
            if len(told) % 2 == 0:
                yield {"code": code, "wrong": wrong, "en": english, "zh": chinese, "mended": ""}


def _around(text: str, line: int) -> str:
    """Return the table of a file that a line stands in."""
    lines = text.splitlines()
    starts = [number for number, one in enumerate(lines) if one.startswith("[")]
    first = max((number for number in starts if number < line), default=0)
    end = min((number for number in starts if number >= line), default=len(lines))
    return "\n".join(lines[first:end]).strip()


def chosen() -> list[dict[str, str]]:
    """Return the examples of the reference: the first few of each code, planted ones first."""
    counts: Counter[str] = Counter()
    found = []
    for one in (*of_planted(), *of_files()):
        if counts[one["code"]] < (MOST_OF_A_CODE if one["mended"] else 1):
            counts[one["code"]] += 1
            found.append(one)
    return sorted(found, key=lambda one: one["code"])


def written() -> str:
    head = "# From the mistakes that the tests plant, made by `python -m tests.publish.examples --write`."
    return "\n".join([head, "", *array_items("example", tuple(chosen()))]).rstrip() + "\n"


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    EXAMPLES.write_text(written(), "utf-8")
