"""Single edits of records and of what they were made from, and who sees them.

``python -m tests.record.edits --count 2000`` makes that many and prints who saw how many; the suite makes 60.
An edit of a field is spelled as a record is and sealed anew, so that only what it says can give it away.
"""

import argparse
import json
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from perfscore import Catalog, audit, discover, read_report
from perfscore.auditing.overrides import overruled
from perfscore.inputs.overrides import read_overrides
from perfscore.messages.problems import ProblemsFound
from perfscore.record.canonical import sealed
from perfscore.record.files import Folders
from perfscore.record.run import Run, recorded
from perfscore.record.verify import verify
from perfscore_checker.__main__ import Checking
from tests.cards import catalog
from tests.paths import ROOT
from tests.record.runs import drawn, record_in

__all__ = ["Edit", "catalogue_kept", "edits", "seen_by_checker", "seen_by_verify"]

Steps = tuple[str | int, ...]
SEED = ROOT / "examples" / "yueyanglou-library-2024"
JUDGED = """format = 1

[[overrides]]
criterion = "outputs"
old = "50.00"
new = "47.5"
who = "张某"
when = 2025-06-30
why = "抽查"
"""
ARITHMETIC = frozenset(
    ("full", "points", "counts", "sum", "sums", "exact", "possible", "attainable", "tree", "given",
     "rounding", "reproduced", "consistent", "unsupported", "contradicted", "not_claimed")
)  # fmt: skip
"""Fields of numbers that follow from others; what was read and what rules declare does not."""


@dataclass(frozen=True)
class Edit:
    """One edit: the file, its new bytes, and what was done; `steps` lead to the field of a record.

    `respelled` says that every number in the field is what it was: 0/1 written as 0/4.
    """

    file: Path
    content: bytes
    kind: str
    about: str
    steps: Steps = ()
    respelled: bool = False

    @property
    def arithmetic(self) -> bool:
        inside = bool(self.steps) and self.steps[0] in ("criteria", "sections", "total", "ledger")
        read = (
            "reads" in self.steps and "possible" in self.steps
        )  # what a fact can be is read, not worked out
        follows = bool(ARITHMETIC.intersection(map(str, self.steps)))
        return inside and follows and not read and not self.respelled


def edits(folder: Path, random: Random) -> Iterator[Edit]:
    """Yield edits of the record of a folder and of its inputs, without end; none of them is made."""
    record = folder / "record.json"
    inputs = sorted(path for path in folder.iterdir() if path != record)
    data = json.loads(record.read_text("utf-8"))
    fields = [steps for steps in _leaves(data, ()) if steps[0] not in ("seal", "engine", "packs")]
    numbers = [steps for steps in fields if Edit(record, b"", "", "", steps).arithmetic]
    while True:
        yield _byte(random.choice(inputs), random, "input")
        yield _byte(record, random, "record byte")
        yield _field(record, data, random.choice(fields), random)
        yield _field(record, data, random.choice(numbers), random)


def _leaves(data: Any, steps: Steps) -> Iterator[Steps]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, part in inner:
        yield from _leaves(part, (*steps, step))
    if not inner and steps:
        yield steps


def _byte(file: Path, random: Random, kind: str) -> Edit:
    content = file.read_bytes()
    at = random.randrange(len(content))
    other = bytes([random.choice([one for one in range(32, 127) if one != content[at]])])
    done = random.choice(("changed", "put in", "taken out"))
    new = {
        "changed": content[:at] + other + content[at + 1 :],
        "put in": content[:at] + other + content[at:],
        "taken out": content[:at] + content[at + 1 :],
    }[done]
    return Edit(file, new, kind, f"{file.name}: byte {at} {done}")


def _field(record: Path, data: Any, steps: Steps, random: Random) -> Edit:
    copy = json.loads(json.dumps(data))
    at = copy
    for step in steps[:-1]:
        at = at[step]
    old = at[steps[-1]]
    at[steps[-1]] = _other(old, random)
    copy["seal"] = ""
    copy["seal"] = f"sha256:{sha256(_spelled(copy)).hexdigest()}"
    about = f"{' › '.join(map(str, steps))}: {old!r} -> {at[steps[-1]]!r}"
    respelled = bool(_worth(old)) and _worth(old) == _worth(at[steps[-1]])
    return Edit(record, _spelled(copy), "record field", about, steps, respelled)


def _worth(value: Any) -> list[Fraction]:
    """Return the numbers that stand in a text."""
    found = re.findall(r"-?[0-9]+/[1-9][0-9]*", value) if isinstance(value, str) else []
    return [Fraction(one) for one in found]


def _spelled(data: Any) -> bytes:
    return (
        json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1, separators=(",", ": ")) + "\n"
    ).encode()


def _other(old: Any, random: Random) -> Any:
    """Return another value of the same kind."""
    if isinstance(old, bool):
        return not old
    if isinstance(old, int):
        return old + random.choice((-1, 1, 7))
    if old is None:
        return "1/1"
    if isinstance(old, (dict, list)):
        return ["1/1"] if isinstance(old, list) else {"new": "1/1"}
    words = ("half_up", "half_even", "truncate", "up")
    verdicts = ("reproduced", "consistent", "contradicted", "cannot_tell")
    for known in (words, verdicts):
        if old in known:
            return random.choice([word for word in known if word != old])
    if "/" in old and old.replace("/", "").replace("-", "").isdigit():
        number = Fraction(old) + random.choice((Fraction(1), Fraction(1, 100), Fraction(-1, 2), Fraction(3)))
        return f"{number.numerator}/{number.denominator}"
    digits = [at for at, character in enumerate(old) if character.isdigit()]
    if digits and random.random() < 0.8:
        at = random.choice(digits)
        return old[:at] + str((int(old[at]) + random.randint(1, 9)) % 10) + old[at + 1 :]
    return old[1:] if len(old) > 1 and random.random() < 0.5 else f"{old}x"


@contextmanager
def catalogue_kept() -> Iterator[None]:
    """Read the packs once for all replays inside: no edit touches them, and they are most of the cost."""
    kept = catalog()

    def discovered(packs: Iterable[str] = ()) -> Catalog:
        named = tuple(packs)
        return discover(named) if named else kept

    homes = ("perfscore.runs.loading.discover", "perfscore.record.verify.discover")
    with patch(homes[0], discovered), patch(homes[1], discovered):
        yield


def seen_by_verify(folder: Path, edit: Edit) -> bool:
    """Make an edit, say whether ``verify`` tells of it, and take it back."""
    before = edit.file.read_bytes()
    try:
        edit.file.write_bytes(edit.content)
        return not verify(str(folder / "record.json")).identical
    except ProblemsFound:
        return True
    finally:
        edit.file.write_bytes(before)


def seen_by_checker(edit: Edit) -> bool:
    """Say whether the second checker says no, or refuses."""
    try:
        return bool(Checking(json.loads(edit.content)).wrong)
    except Exception:  # what it prints as refused
        return True


def folders(root: Path, count: int) -> list[Path]:
    """Write runs and their records into folders: the example, with a judgement, and drawn ones."""
    seed = root / "seed"
    shutil.copytree(SEED, seed, ignore=shutil.ignore_patterns("*.txt"))
    (seed / "judged.toml").write_text(JUDGED, "utf-8")
    judged = read_overrides(seed / "judged.toml")
    path = seed / "completed.toml"
    result = overruled(audit(read_report(path)), judged)
    (seed / "record.json").write_bytes(
        sealed(recorded(result, Run(str(path), overrides=judged), Folders(seed)))
    )
    found = [seed]
    for number, one in enumerate(drawn(3 * count)[-count:]):
        folder = root / f"drawn{number}"
        folder.mkdir()
        record_in(one, folder)
        found.append(folder)
    return found


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    random, made, seen, missed = Random(given.seed), Counter[str](), Counter[str](), list[str]()
    with TemporaryDirectory() as root, catalogue_kept():
        every = folders(Path(root), 24)
        streams = [(folder, edits(folder, random)) for folder in every]
        for number in range(given.count):
            folder, stream = streams[number // 4 % len(streams)]
            edit = next(stream)
            made[edit.kind] += 1
            told = seen_by_verify(folder, edit)
            seen[edit.kind] += told
            if edit.arithmetic:
                made["arithmetic, by the second checker"] += 1
                checked = seen_by_checker(edit)
                seen["arithmetic, by the second checker"] += checked
                missed += [] if checked else [f"checker: {folder.name}: {edit.about}"]
            if number % 100 == 99:
                print(f"{number + 1} edits", file=sys.stderr, flush=True)
            missed += [] if told else [f"verify: {folder.name}: {edit.about}"]
    for kind in made:
        print(f"{kind}: {seen[kind]} of {made[kind]} told")
    for line in missed:
        print(line)
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
