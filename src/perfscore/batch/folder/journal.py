"""The file of lines: written line by line, cut at no line, gone on with where it stopped · 结果文件.

Lines are only ever added behind.  Whether a line of an earlier run is still true is told by the digests
of what it was made from; a file whose lines are still true keeps them where they stand; once all is done,
a journal that is not in the order of an undisturbed run is written anew beside itself and takes its place.
So whatever ends a run, every finished line is there for the next.
"""

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from perfscore.batch.folder.appending import LineFile, Span
from perfscore.batch.folder.entry import Entry, read_entry
from perfscore.batch.folder.line import HEAD
from perfscore.batch.folder.plans import Plans
from perfscore.batch.folder.settings import Kept, Line, Settings, Task
from perfscore.documents.bundle import fetched
from perfscore.inputs.files import read_text
from perfscore.inputs.merging import read_chain
from perfscore.inputs.toml.text import Document
from perfscore.messages.problems import Place, ProblemsFound
from perfscore.packs.packs import version_of_engine
from perfscore.plan.planned import Plan
from perfscore.runs.output import OutputFailed

__all__ = ["Journal", "input_digest", "is_current", "made_from"]

Data = dict[str, Any]


def made_from(plan: Plan, digest: str | None, named: str | None, settings: Settings) -> Data:
    """Return what a line is made from, beside the ruleset whose digest the line has already.

    `named` is the ruleset the report itself names.
    """
    packs = [str(provider) for provider in plan.catalog.packs]
    return {
        "engine": version_of_engine(), "packs": packs, "input": digest, "ruleset": named,
        "lang": settings.language, "year": settings.year,
    }  # fmt: skip


def input_digest(file: str, password: str | None = None) -> str | None:
    """Return one digest of a report and of every file it draws on; None where one cannot be read."""
    try:
        if file.endswith(".toml"):
            document = read_chain(Path(file), "report")
            return _joined(document.source.digest, *_documents(document, Path(file).parent))
        return fetched(Path(file), password)[2]
    except (ProblemsFound, OSError, ValueError):
        return None


def is_current(task: Task, plans: Plans, settings: Settings) -> bool:
    """Say whether every line an earlier run wrote for a file would be written again just so."""
    try:
        digest = input_digest(task.file, settings.password)
        return digest is not None and all(
            _is_current(data, plan, digest, settings)
            for data, plan in zip(task.kept, _plans(task, plans), strict=True)
        )
    except (ProblemsFound, KeyError, TypeError, ValueError):
        return False


def _is_current(data: Any, plan: Plan, digest: str, settings: Settings) -> bool:
    expected = made_from(plan, digest, data["made_from"]["ruleset"], settings)
    part = {key: data["made_from"][key] for key in expected}
    return bool(part == expected and data["ruleset"]["digest"] == plan.ruleset.origin.digest)


def _plans(task: Task, plans: Plans) -> Iterator[Plan]:
    """Yield the plan of each line, where their number can be right."""
    of = task.kept[0]["made_from"]["of"]
    given = plans.given() if plans.are_given else None
    if len(task.kept) != of or (given is not None and of % len(given)):
        raise ValueError(of)
    for number, data in enumerate(task.kept):
        if given is not None:
            yield given[number % len(given)]
        else:
            yield plans.named(data["made_from"]["ruleset"], _named_at(task.file))[0]


def _named_at(file: str) -> Place:
    """Return where a report names its ruleset; a path is taken from the folder of that file."""
    if not file.endswith(".toml"):
        return Place(file)
    return read_chain(Path(file), "report").places.value(("report", "ruleset"))


def _documents(document: Document, folder: Path) -> Iterator[str]:
    """Yield the digests of the files that quotes of a report are held against."""
    for entry in document.data.get("documents", {}).values():
        if named := entry.get("file"):
            yield read_text(Path(named), root=folder, suffix=Path(named).suffix).digest


def _joined(*digests: str) -> str:
    return digests[0] if len(digests) == 1 else f"sha256:{sha256(chr(10).join(digests).encode()).hexdigest()}"


_HEAD = HEAD.encode()


class Journal:
    """A file of lines, and where the lines of each input stand in it · 结果文件.

    Raises OutputFailed where it cannot be opened, is in use, or is no file of lines.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._file = LineFile(path)
        self._known: dict[str, list[Span]] = {}
        self._order: list[Span] = []
        try:
            self._scan()
        except BaseException:
            self._file.close()
            raise

    def close(self) -> None:
        """Close the file; what is in it stays."""
        self._file.close()

    @property
    def lines(self) -> int:
        """How many lines of this run are in the file."""
        return len(self._order)

    def kept(self, file: str) -> Kept:
        """Return what an earlier run wrote for a file, as far as it tells whether it is still true."""
        lines = map(self._data, self._known.get(file, ()))
        return tuple({"made_from": one["made_from"], "ruleset": one["ruleset"]} for one in lines)

    def keep(self, file: str) -> list[Entry]:
        """Let the lines of an earlier run stand; return what they say."""
        spans = self._known[file]
        self._order += spans
        return [read_entry(self._data(span)) for span in spans]

    def add(self, lines: Sequence[Line]) -> None:
        """Write the lines of one file behind all others, all or none."""
        self._order += self._file.add([line.text.encode() for line in lines])

    def finish(self) -> None:
        """Bring the file into the order of the run, without what this run did not give."""
        self._file.finish(self._order)

    def _data(self, span: Span) -> Any:
        return json.loads(self._file.read(span))

    def _scan(self) -> None:
        """Find the lines of each input; drop a last one that was cut; refuse what is no file of ours."""
        before = None
        for span, line in self._file.lines():
            if not line.endswith(b"\n"):
                if not (line.startswith(_HEAD) or _HEAD.startswith(line)):
                    raise OutputFailed("not_lines", file=self.path)
                self._file.cut(span[0])
                return
            file, part = self._described(line)
            if part == 1:
                self._known[file] = [span]
            elif part is not None and before == (file, part - 1):
                self._known[file].append(span)
            else:
                self._known.pop(file, None)
            before = (file, part)

    def _described(self, line: bytes) -> tuple[str, int | None]:
        """Return the input a line is for, and which of its lines it is; None for one that is redone."""
        try:
            data: Any = json.loads(line) if line.startswith(_HEAD) else {}
            read_entry(data)
            part = None if data.keys() & {"problems", "holds"} else data["made_from"]["part"]
            return str(data["file"]), part
        except (KeyError, TypeError, ValueError, RecursionError):
            raise OutputFailed("not_lines", file=self.path) from None
