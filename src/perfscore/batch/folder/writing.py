"""Where the lines of a run go: a terminal, a pipe, a file · 写出."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, Self

from perfscore.batch.folder.entry import Entry
from perfscore.batch.folder.journal import Journal
from perfscore.batch.folder.phrases import Phrases
from perfscore.batch.folder.settings import Kept, Outcome
from perfscore.batch.folder.summary import summary_text
from perfscore.batch.folder.table import BOM, Table, csv_head, csv_row
from perfscore.batch.folder.tally import Tally
from perfscore.runs.output import complain, interrupts_held, to_file, to_stdout

__all__ = ["Anew", "JournalWriter", "LineWriter", "RowWriter", "Writer"]


class Writer(Protocol):
    """Takes outcomes in their order, and the summary at the end; raises OutputFailed."""

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(self, *_: object) -> None:
        """Let go of what is held open, whatever ended the run."""

    def left(self) -> str:
        """Return what to say of a result that could not be finished; nothing where none is left."""

    def kept(self, file: str) -> Kept:
        """Return what is there already for a file."""

    def put(self, outcome: Outcome) -> Sequence[Entry]:
        """Write what came of a file; return its lines for the summary."""

    def finish(self, tally: Tally) -> None:
        """Write what is left, and the summary where it belongs."""


class Anew:
    """What begins anew at every run: nothing of an earlier one is there, nothing is left to go on with."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is held open."""

    def left(self) -> str:
        """Nothing is left that could be gone on with."""
        return ""

    def kept(self, file: str) -> Kept:
        """Nothing is ever there."""
        return ()


class _Streaming(Anew):
    """To standard output as it comes, or to a file that is there whole or not at all."""

    def __init__(self, output: str | None = None) -> None:
        self._output = output
        self._pieces: list[str] = []

    def _write(self, text: str) -> None:
        if self._output is not None:
            self._pieces.append(text)
        elif text:
            with interrupts_held():
                to_stdout(text)

    def _close(self) -> None:
        if self._output is not None:
            to_file(self._output, "".join(self._pieces))


class RowWriter(_Streaming):
    """A table as text, with the summary below it, or as CSV · 表格输出."""

    def __init__(
        self,
        output: str | None,
        head: Iterable[str],
        row: Callable[[Entry], str],
        phrases: Phrases,
        below: bool,
    ) -> None:
        super().__init__(output)
        self._row, self._phrases, self._below = row, phrases, below
        self._write("".join(head))

    @classmethod
    def text(cls, output: str | None, table: Table, phrases: Phrases) -> "RowWriter":
        """Return a writer of the table a terminal shows."""
        head = (f"{line}\n" for line in table.head())
        return cls(output, head, lambda entry: f"{table.row(entry)}\n", phrases, True)

    @classmethod
    def csv(cls, output: str | None, phrases: Phrases) -> "RowWriter":
        """Return a writer of rows for spreadsheet programs."""
        return cls(output, (BOM, csv_head(phrases)), lambda entry: csv_row(entry, phrases), phrases, False)

    def put(self, outcome: Outcome) -> Sequence[Entry]:
        """Write the rows of a file."""
        entries = [line.entry for line in outcome.lines]
        self._write("".join(self._row(entry) for entry in entries if entry.holds is None))
        return entries

    def finish(self, tally: Tally) -> None:
        """Write the summary below a table, else to standard error."""
        summary = summary_text(tally, self._phrases)
        if self._below:
            self._write(f"\n{summary}")
        self._close()
        if not self._below:
            complain(summary.rstrip("\n"))


class LineWriter(_Streaming):
    """Lines of JSON to standard output · JSON 行输出."""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases

    def put(self, outcome: Outcome) -> Sequence[Entry]:
        """Write the lines of a file."""
        self._write("".join(line.text for line in outcome.lines))
        return [line.entry for line in outcome.lines]

    def finish(self, tally: Tally) -> None:
        """Write the summary to standard error."""
        complain(summary_text(tally, self._phrases).rstrip("\n"))


class JournalWriter:
    """Lines of JSON to a file that an ended run goes on with · 可续作的 JSON 行输出."""

    def __init__(self, path: str, phrases: Phrases) -> None:
        self._journal, self._phrases = Journal(path), phrases
        self._kept = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._journal.close()

    def left(self) -> str:
        """Say how many lines stand, and how to go on."""
        return self._phrases("go_on", lines=str(self._journal.lines), file=self._journal.path)

    def kept(self, file: str) -> Kept:
        """Return what an earlier run wrote."""
        return self._journal.kept(file)

    def put(self, outcome: Outcome) -> Sequence[Entry]:
        """Write the lines of a file, or let those that are there stand."""
        if outcome.kept:
            self._kept += 1
            return self._journal.keep(outcome.file)
        self._journal.add(outcome.lines)
        return [line.entry for line in outcome.lines]

    def finish(self, tally: Tally) -> None:
        """Bring the file into order, and write the summary to standard error."""
        self._journal.finish()
        if self._kept:
            complain(self._phrases("kept", files=str(self._kept), file=self._journal.path) + "\n")
        complain(summary_text(tally, self._phrases).rstrip("\n"))
