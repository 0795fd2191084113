"""What lies on the desk: documents, where each stands, and one thread that works them off · 桌面上的文件.

The one place of the desk where something changes; whoever asks gets a frozen picture of it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Condition, Thread
from typing import Literal

from perfscore.batch.folder.entry import Entry
from perfscore.batch.folder.find import find
from perfscore.batch.folder.settings import Line, Settings, Task
from perfscore.batch.folder.work import Auditor
from perfscore.messages import LANGUAGES
from perfscore.runs.output import to_file

__all__ = ["MOST_DOCUMENTS", "Lying", "Table", "free_name"]

MOST_DOCUMENTS = 1_000
_NAME = re.compile(r"[^\w.()（）《》—-]+")
_LONGEST = 120
State = Literal["waiting", "reading", "done", "cancelled"]


@dataclass(frozen=True, slots=True)
class Lying:
    """One document on the desk · 桌面上的一份文件.

    `ruleset` is what somebody chose, None where the document's own frame chooses; `lines` are what came of
    it.
    """

    id: int
    path: str
    state: State = "waiting"
    ruleset: str | None = None
    lines: tuple[Line, ...] = ()

    @property
    def name(self) -> str:
        """The name of its file."""
        return Path(self.path).name

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is said of its reports in short."""
        return tuple(line.entry for line in self.lines)


class Table:
    """The documents, worked off one after the other in a thread of its own · 文件与进度."""

    def __init__(self, folder: str | None, language: str, packs: Sequence[str] = ()) -> None:
        self._kept = folder
        self._scratch = TemporaryDirectory(prefix="perfscore-desk-")
        self._language, self._packs = language, tuple(packs)
        self._lying: dict[int, Lying] = {}
        self._changed = Condition()
        self._ended = False
        self._thread = Thread(target=self._work, name="desk", daemon=True)
        for task in find([folder]) if folder else ():
            if task.problem is None and not task.file.endswith(".overrides.toml"):
                self._put(task.file)
        self._thread.start()

    @property
    def pages(self) -> Path:
        """Where the pages of reports stand while the desk is open."""
        return Path(self._scratch.name)

    def close(self) -> None:
        """End the work; what was not put into a folder is gone with it."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        self._thread.join()
        self._scratch.cleanup()

    def all(self) -> tuple[Lying, ...]:
        """Return the documents as they stand now."""
        with self._changed:
            return tuple(self._lying.values())

    def one(self, id_: int) -> Lying | None:
        """Return a document, None where there is no such."""
        with self._changed:
            return self._lying.get(id_)

    def add(self, name: str, content: bytes) -> Lying | None:
        """Lay a document on the desk, into the folder where there is one; None where the desk is full."""
        if len(self.all()) >= MOST_DOCUMENTS:
            return None
        folder = Path(self._kept) if self._kept else self.pages / "documents"
        folder.mkdir(exist_ok=True)
        path = _free(folder, name)
        to_file(str(path), content)
        return self._put(str(path))

    def choose(self, id_: int, ruleset: str | None) -> None:
        """Audit a document under another ruleset, or under the one that its frame chooses."""
        self._again(id_, ruleset=ruleset)

    def again(self, id_: int) -> None:
        """Audit a document once more, for it was corrected."""
        self._again(id_)

    def cancel(self) -> None:
        """Take back what nobody has begun."""
        with self._changed:
            for id_, one in self._lying.items():
                if one.state == "waiting":
                    self._lying[id_] = replace(one, state="cancelled")

    def _put(self, path: str) -> Lying:
        with self._changed:
            lying = Lying(len(self._lying) + 1, path)
            self._lying[lying.id] = lying
            self._changed.notify_all()
            return lying

    def _again(self, id_: int, **changes: str | None) -> None:
        with self._changed:
            if id_ in self._lying:
                self._lying[id_] = replace(self._lying[id_], state="waiting", **changes)  # type: ignore[arg-type]
                self._changed.notify_all()

    def _next(self) -> Lying | None:
        """Return the next document to read, None where the desk is closed."""
        with self._changed:
            while not self._ended:
                waiting = next((one for one in self._lying.values() if one.state == "waiting"), None)
                if waiting is not None:
                    self._lying[waiting.id] = reading = replace(waiting, state="reading")
                    return reading
                self._changed.wait()
            return None

    def _work(self) -> None:
        auditors: dict[str | None, Auditor] = {}
        while (lying := self._next()) is not None:
            ruleset = lying.ruleset
            auditor = auditors.setdefault(ruleset, Auditor(self._settings(ruleset)))
            lines = auditor(Task(lying.path, named=True)).lines
            with self._changed:
                now = self._lying[lying.id]
                state: State = "done" if now.state == "reading" else now.state
                self._lying[lying.id] = replace(now, state=state, lines=lines)
        for one in auditors.values():
            one.close()

    def _settings(self, ruleset: str | None) -> Settings:
        chosen: Iterable[str] = () if ruleset is None else (ruleset,)
        return Settings(
            tuple(chosen), self._packs, self._language,
            pages=str(self.pages), corrected=True, also=LANGUAGES,
        )  # fmt: skip


def _free(folder: Path, name: str) -> Path:
    """Return a path that is not taken; of a name only what a file's name may hold is kept."""
    plain = _NAME.sub("_", Path(name.replace("\\", "/")).name).strip(".") or "document"
    return folder / free_name(plain[-_LONGEST:], lambda taken: (folder / taken).exists())


def free_name(name: str, is_taken: Callable[[str], bool]) -> str:
    """Return a file's name, with a number where it is taken."""
    free, number = name, 1
    while is_taken(free):
        number += 1
        free = f"{Path(name).stem}-{number}{Path(name).suffix}"
    return free
