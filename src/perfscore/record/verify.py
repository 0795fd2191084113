"""Replaying a record: its inputs found, everything computed anew, the first difference told · 复核记录."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from perfscore.auditing.overrides import overruled
from perfscore.documents.bundle import MARK
from perfscore.engine import audit
from perfscore.inputs.overrides import read_overrides
from perfscore.inputs.schema.reading import words
from perfscore.inputs.toml.positions import Path as Steps
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.packs.catalog import discover
from perfscore.packs.packs import BUNDLED
from perfscore.record.canonical import Lines, data_of, read_record, seal_of
from perfscore.record.files import Changed, Folders, changed
from perfscore.record.made_from import InputPart
from perfscore.record.model import Record
from perfscore.record.run import Run, is_path, recorded
from perfscore.runs.loading import load_plans, load_reports

__all__ = ["Difference", "OtherVersion", "Verified", "verify"]

_VERSIONS = ("engine", "packs")
_LONGEST = 160


class Difference(NamedTuple):
    """The first field that comes out otherwise · 第一处不同.  `recomputed` is None where it is not there."""

    where: str
    place: Place
    recorded: str | None
    recomputed: str | None
    more: int


class OtherVersion(NamedTuple):
    """The engine or a pack of another version; `now` is None where it is not loaded · 版本不同."""

    name: str
    recorded: str | None
    now: str | None


class Verified(NamedTuple):
    """What came of replaying a record · 复核结果.

    `intact` says that the record's seal is that of its content; `refused` is why nothing could be computed
    from changed inputs.
    """

    record: Record
    intact: bool
    versions: tuple[OtherVersion, ...]
    changed: tuple[Changed, ...]
    difference: Difference | None
    refused: ProblemsFound | None = None

    @property
    def identical(self) -> bool:
        """Say whether every input and every field is what was recorded."""
        return self.intact and not self.changed and self.difference is None and self.refused is None


def verify(
    path: str, *, inputs: str | None = None, packs: Sequence[str] = (), password: str | None = None
) -> Verified:
    """Replay a record · 复核记录.

    Its inputs are looked for beside it, or in the folder `inputs`.  Packs are loaded where `packs` names
    them: a record is a stranger's file.  Raises ProblemsFound for a record that cannot be read, one whose
    inputs are missing, and one whose packs are not allowed.
    """
    record = read_record(Path(path))
    place = Place(path)
    folders = Folders(Path(path).parent, None if inputs is None else Path(inputs))
    _refuse_packs(record, packs, place)
    found = changed(record, discover(packs), folders, place)
    missing = [one.recorded.path for one in found if one.now is None]
    if missing:
        raise ProblemsFound(Problem("record-input-missing", place, "", {"found": name}) for name in missing)
    intact = record.seal == seal_of(record)
    try:
        now = _again(record, folders, place, packs, password)
    except ProblemsFound as refused:
        if not found and intact:
            raise
        return Verified(record, intact, (), found, None, refused)
    return Verified(record, intact, tuple(_versions(record, now)), found, _first(record, now, path))


def _again(
    record: Record, folders: Folders, place: Place, packs: Sequence[str], password: str | None
) -> Record:
    asked, main = record.asked, next((part for part in record.inputs if part.role == "report"), None)
    if main is None:
        raise ProblemsFound([Problem("record-input-missing", place, "inputs", {"found": "–"})])
    file = str(folders.find(main.path, place))
    path = file if asked.member is None else f"{file}{MARK}{asked.member}"
    loaded = load_reports(path, None, packs, asked.year, password)
    if not 1 <= asked.form <= len(loaded):
        values = {"found": str(asked.form), "count": str(len(loaded))}
        raise ProblemsFound([Problem("record-form-missing", place, "asked › form", values)])
    named = asked.ruleset
    if named is not None and is_path(named):
        named = str(folders.find(named, place))
    report = loaded[asked.form - 1].report
    (plan,) = load_plans(report, [] if named is None else [named], packs)
    judged = next((part for part in record.inputs if part.role == "overrides"), None)
    overrides = None if judged is None else read_overrides(folders.find(judged.path, place))
    result = audit(report, plan)
    result = result if overrides is None else overruled(result, overrides)
    run = Run(path, asked.form, named, asked.packs, asked.year, overrides)
    now = recorded(result, run, Folders(folders.inputs or folders.record))
    same = [_identity(part) for part in now.inputs] == [_identity(part) for part in record.inputs]
    # What changed in the files is told apart; moved to another folder they are the same files.
    return now.model_copy(update={"inputs": record.inputs}) if same else now


def _identity(part: InputPart) -> tuple[str, str, str | None]:
    return part.role, Path(part.path).name, part.pack


def _refuse_packs(record: Record, packs: Sequence[str], place: Place) -> None:
    strange = sorted({one.pack for one in record.packs} - {BUNDLED, *packs})
    strange += [pack for pack in record.asked.packs if pack not in (*packs, *strange)]
    if strange:
        raise ProblemsFound(
            Problem("record-pack-not-allowed", place, "packs", {"found": pack}) for pack in strange
        )


def _versions(record: Record, now: Record) -> Iterator[OtherVersion]:
    """Yield the engine and the packs whose versions differ."""
    then = {one.pack: f"{one.distribution} {one.version}" for one in record.packs}
    here = {one.pack: f"{one.distribution} {one.version}" for one in now.packs}
    then[""], here[""] = (f"{one.engine.name} {one.engine.version}" for one in (record, now))
    for name in sorted(then.keys() | here.keys()):
        if then.get(name) != here.get(name):
            yield OtherVersion(name, then.get(name), here.get(name))


def _first(record: Record, now: Record, path: str) -> Difference | None:
    """Return the first field that differs, in the order of the format, and how many more do."""
    then, here = data_of(record), data_of(now)
    for key in (*_VERSIONS, "seal"):
        then.pop(key), here.pop(key)
    differences = list(_differences(then, here, ()))
    if not differences:
        return None
    steps, before, after = differences[0]
    place = Lines(path, data_of(record)).value(steps)
    return Difference(words(then, steps), place, _shown(before), _shown(after), len(differences) - 1)


_NOTHING = object()


def _differences(a: Any, b: Any, steps: Steps) -> Iterator[tuple[Steps, Any, Any]]:
    if isinstance(a, dict) and isinstance(b, dict):
        for key in (*a, *(key for key in b if key not in a)):
            yield from _differences(a.get(key, _NOTHING), b.get(key, _NOTHING), (*steps, key))
    elif isinstance(a, list) and isinstance(b, list):
        for at in range(max(len(a), len(b))):
            one, other = (of[at] if at < len(of) else _NOTHING for of in (a, b))
            yield from _differences(one, other, (*steps, at))
    elif type(a) is not type(b) or a != b:
        yield steps, a, b


def _shown(value: Any) -> str | None:
    if value is _NOTHING:
        return None
    text = value if isinstance(value, str) else "null" if value is None else str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
