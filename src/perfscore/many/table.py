"""The table a terminal shows: one line a report, in columns that need no look ahead · 结果表."""

import os
from collections.abc import Iterator, Sequence

from perfscore.explain.clean import clean
from perfscore.explain.width import padded, width
from perfscore.many.entry import Entry
from perfscore.many.phrases import Phrases

__all__ = ["Table"]

_GAP = "  "
_LEAST_FILE, _MOST_FILE = 8, 30
_SUBJECT, _BODY, _RULESET, _CLAIMED, _COMPUTED, _WRONG, _WORST = 16, 16, 16, 7, 14, 5, 30
_VERDICT = {"zh": 8, "en": 12}


class Table:
    """The lines of the table, from the names of the files alone · 结果表.

    The width of a column never depends on a result, so that a line can be shown as soon as it is there
    and is the same whatever follows it.
    """

    def __init__(self, files: Sequence[str], phrases: Phrases, rulesets: bool) -> None:
        self._phrases = phrases
        self._folder = _common_folder(files)
        longest = max((width(clean(self._short(file))) for file in files), default=0)
        self._columns = [
            ("file", max(_LEAST_FILE, min(longest, _MOST_FILE)), False),
            ("subject", _SUBJECT, False),
            *([("body", _BODY, False)] if any(not file.endswith(".toml") for file in files) else []),
            *([("ruleset", _RULESET, False)] if rulesets else []),
            ("claimed", _CLAIMED, True),
            ("computed", _COMPUTED, True),
            ("verdict", _VERDICT[phrases.language], False),
            ("wrong", _WRONG, True),
            ("worst", _WORST, False),
        ]

    def head(self) -> Iterator[str]:
        """Yield the lines above the first report."""
        if self._folder:
            yield self._phrases("folder", folder=clean(self._folder))
            yield ""
        names = {name: self._phrases.head(name) for name, _, _ in self._columns}
        names["verdict"] = self._phrases.head("total")
        yield self._line(names)
        yield "─" * (sum(columns for _, columns, _ in self._columns) + len(_GAP) * (len(self._columns) - 1))

    def row(self, entry: Entry) -> str:
        """Return the line of a report, or of a file that was refused."""
        short = self._short(entry.file)
        cells = {
            "file": f"{short} {entry.place}" if entry.place else short,
            "subject": entry.subject,
            "body": entry.body,
            "ruleset": entry.ruleset,
            "claimed": entry.claimed or "",
            "computed": "" if entry.refused else self._phrases.computed(entry),
            "verdict": self._phrases("refused") if entry.refused else self._phrases.verdict(entry.verdict),
            "wrong": "" if entry.refused else str(entry.wrong),
            "worst": self._phrases.worst(entry),
        }
        hidden = clean(self._phrases.hidden(entry))
        worst = _cut(clean(cells["worst"]), _WORST - width(hidden), False)
        return self._line({**cells, "worst": f"{worst}{hidden}".strip()})

    def _short(self, file: str) -> str:
        return file.removeprefix(self._folder)

    def _line(self, cells: dict[str, str]) -> str:
        parts = []
        for name, columns, right in self._columns:
            keep_end = name == "file"
            parts.append(padded(_cut(clean(cells[name]), columns, keep_end), columns, right))
        return _GAP.join(parts).rstrip()


def _common_folder(files: Sequence[str]) -> str:
    """Return the folder all files are in, with its slash; nothing where there is no such folder."""
    folders = {file.rpartition("/")[0] for file in files}
    if len(files) < 2 or "" in folders:
        return ""
    try:
        common = os.path.commonpath(folders)
    except ValueError:  # some from the root, some from here
        return ""
    return f"{common}/" if common.strip("/") else ""


def _cut(text: str, columns: int, keep_end: bool) -> str:
    """Return text that fits; of a file's name the end says more than the beginning."""
    if width(text) <= columns:
        return text
    kept = text[::-1] if keep_end else text
    end = len(kept)
    while width(kept[:end]) > columns - 1:
        end -= 1
    return f"…{kept[:end][::-1]}" if keep_end else f"{kept[:end]}…"
