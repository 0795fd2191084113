"""Throw changed files of every format at the readers.

    python -m tests.documents.fuzz --count 20000 --seed 1

Each file is a small filled form with a few changes: bytes flipped, cut, spliced or repeated, attributes and
texts of its parts replaced, tags dropped or doubled, huge spans.  It must be read, hold nothing, or be
refused with a code of the catalogue, in bounded time; a reading process that had to be ended counts apart,
and with --keep its file is kept.  The first file that does otherwise is kept and ends the run with status 1.
Rich text is read by LibreOffice, some seconds a file: one round in twenty has one, as the table shows.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count as counted
from itertools import islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from perfscore import discover
from perfscore.documents.worker import Workers
from perfscore.extract.reports import read_reports
from perfscore.messages import LANGUAGES
from perfscore.messages.problems import ProblemsFound
from perfscore.packs.catalog import Catalog
from tests.documents.fuzz_seeds import seeds
from tests.documents.mutations import mutated

__all__ = ["Outcomes", "run", "tried"]

LONGEST = 75
"""Seconds for one file: the bound of a reading process, with what its parent adds."""
_NOTHING = frozenset(("form-nothing-found", "form-json-shape", "form-empty"))
_ENDED = frozenset(("form-reader-ended", "form-too-slow", "form-too-much-memory"))
_SLOW = {"rtf": 20}
"""Formats that another program reads, some seconds a file: one in so many of their turns is taken."""
_TOLD = 1_000
_COLUMNS = ("read", "nothing", "refused", "ended")


@dataclass
class Outcomes:
    """What became of the files of one format."""

    counts: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0


def tried(path: Path, catalog: Catalog, workers: Workers) -> tuple[str, tuple[str, ...]]:
    """Read a file as `explain` does; return what became of it, and the codes of its problems."""
    try:
        reads = read_reports(path, catalog, year=2024, workers=workers)
    except ProblemsFound as found:
        for problem in found.problems:
            for language in LANGUAGES:
                assert problem.text(language), problem
        codes = {problem.code for problem in found.problems}
        kind = "ended" if codes & _ENDED else "nothing" if codes <= _NOTHING else "refused"
        return kind, tuple(sorted(codes))
    for read in reads:
        for note in read.notes:
            assert note.sentence("zh"), note
    return "read", ()


def turns(kinds: Iterable[str]) -> Iterator[str]:
    """Yield the formats in rounds without end, those that are slow in some rounds only."""
    kinds = tuple(kinds)
    for number in counted():
        yield from (kind for kind in kinds if kinds == (kind,) or number % _SLOW.get(kind, 1) == 0)


def run(
    count: int, seed: int, folder: Path, kinds: tuple[str, ...] = (), keep: Path | None = None
) -> dict[str, Outcomes]:
    """Try so many files; raise for one that goes wrong, which is then left in the folder."""
    forms = {kind: form for kind, form in seeds(folder).items() if not kinds or kind in kinds}
    random, catalog = Random(seed), discover()
    outcomes = {kind: Outcomes() for kind in forms}
    pieces, begun = list(forms.values()), time.monotonic()
    with Workers() as workers:
        for number, kind in enumerate(islice(turns(forms), count)):
            if number % _TOLD == 0 and number:
                print(f"{number} files, {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
            path = folder / f"changed.{kind}"
            path.write_bytes(mutated(kind, forms[kind], random.choice(pieces), random))
            began = time.monotonic()
            what, codes = tried(path, catalog, workers)
            took = time.monotonic() - began
            assert took <= LONGEST, f"{took:.0f} s"
            one = outcomes[kind]
            one.counts[what] += 1
            one.codes.update(codes)
            one.slowest = max(one.slowest, took)
            if keep and what == "ended":
                (keep / f"ended-{seed}-{number}.{kind}").write_bytes(path.read_bytes())
            path.unlink()
    return outcomes


def told(outcomes: dict[str, Outcomes]) -> str:
    """Return the table."""
    lines = [f"{'format':<8}" + "".join(f"{name:>9}" for name in ("files", *_COLUMNS)) + "  slowest"]
    for kind, one in outcomes.items():
        figures = (one.counts.total(), *(one.counts[name] for name in _COLUMNS))
        lines.append(f"{kind:<8}" + "".join(f"{n:>9}" for n in figures) + f"  {one.slowest:6.2f} s")
    codes = sum((one.codes for one in outcomes.values()), Counter[str]())
    return "\n".join([*lines, "", *(f"{times:>9}  {code}" for code, times in codes.most_common())])


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--keep", type=Path, help="a folder for files whose reading had to be ended")
    given = parser.parse_args()
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        try:
            outcomes = run(given.count, given.seed, Path(folder), tuple(given.only), given.keep)
        except Exception:
            for path in Path(folder).glob("changed.*"):
                kept = Path(f"wrong-{given.seed}{path.suffix}")
                kept.write_bytes(path.read_bytes())
                print(f"kept as {kept}", file=sys.stderr)
            raise
    print(told(outcomes))
    print(f"{given.count} files of seed {given.seed}, Python {sys.version.split()[0]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
