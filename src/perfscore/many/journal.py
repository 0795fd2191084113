"""The file of lines: written line by line, cut at no line, gone on with where it stopped · 结果文件.

Lines are only ever added behind.  A file whose lines of an earlier run are still true keeps them where
they stand; once all is done, a journal that is not in the order of an undisturbed run is written anew
beside itself and takes its place.  So whatever ends a run, every finished line is there for the next.
"""

import json
from collections.abc import Sequence
from typing import Any

from perfscore.cli.output import OutputFailed
from perfscore.many.appending import LineFile, Span
from perfscore.many.entry import Entry, read_entry
from perfscore.many.line import HEAD
from perfscore.many.settings import Kept, Line

__all__ = ["Journal"]

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
            part = None if "problems" in data else data["made_from"]["part"]
            return str(data["file"]), part
        except (KeyError, TypeError, ValueError, RecursionError):
            raise OutputFailed("not_lines", file=self.path) from None
