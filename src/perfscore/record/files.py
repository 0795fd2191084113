"""The files a record was made from: named without the folders of a machine, and found again · 输入文件.

A path is relative to the folder of the record where the file is inside it; of any other file only the name
is written.  Files of a pack go by their name and the pack.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from perfscore.auditing.verdicts import Audit
from perfscore.documents.bundle import MARK
from perfscore.documents.bundle import MOST_BYTES as MOST_OF_DOCUMENT
from perfscore.inputs.files import Source, confined, read_bytes
from perfscore.inputs.ruleset import Ruleset
from perfscore.inputs.schema.origin import Origin
from perfscore.messages.problems import Place, ProblemsFound
from perfscore.packs.catalog import Catalog
from perfscore.plan.planned import AS_PRINTED
from perfscore.record.made_from import InputPart, Role
from perfscore.record.model import Record
from perfscore.record.parts import bare_name

__all__ = ["Changed", "Folders", "archived", "changed", "inputs_of"]


class Folders(NamedTuple):
    """Where the record stands, and where its inputs are looked for · 记录与输入所在文件夹."""

    record: Path
    inputs: Path | None = None

    def named(self, file: str) -> str:
        """Return a file as a record names it."""
        inside = Path(file).resolve()
        base = self.record.resolve()
        return inside.relative_to(base).as_posix() if inside.is_relative_to(base) else inside.name

    def find(self, path: str, place: Place) -> Path:
        """Return the file that a path of a record means; raise ProblemsFound where there is none."""
        root = self.inputs or self.record
        found = confined(Path(path), root, place)
        if self.inputs is not None and not found.exists():
            found = confined(Path(bare_name(path)), root, place)
        return found


class Changed(NamedTuple):
    """An input that is not what it was when it was recorded; `now` is None where it is missing."""

    recorded: InputPart
    now: tuple[str, int] | None


def inputs_of(
    audit: Audit, path: str, folders: Folders, overrides: Sequence[Source] = ()
) -> tuple[InputPart, ...]:
    """Return the files an audit was made from, as they were read; `path` is that of the report."""
    plan = audit.card.plan
    found = [*_of_report(audit, path, folders), *_of_ruleset(plan.ruleset, plan.catalog, folders)]
    found += [_part("overrides", source, folders) for source in overrides]
    return tuple(found)


def archived(path: str) -> tuple[str, str | None]:
    """Return the file that a report stands in, and which file of an archive it is, None where it is none."""
    outer, mark, member = path.partition(MARK)
    return outer, member if mark else None


def changed(record: Record, catalog: Catalog, folders: Folders, place: Place) -> tuple[Changed, ...]:
    """Return the inputs of a record that are missing or are not what they were."""
    found = []
    for part in record.inputs:
        now = _now(part, catalog, folders, place)
        if now != (part.digest, part.length):
            found.append(Changed(part, now))
    return tuple(found)


def _now(part: InputPart, catalog: Catalog, folders: Folders, place: Place) -> tuple[str, int] | None:
    """Return the digest and the length of an input as it is now, None where it is missing."""
    try:
        file = folders.find(part.path, place) if part.pack is None else _packed(part, catalog)
        _, content, digest = read_bytes(file, limit=MOST_OF_DOCUMENT)
    except ProblemsFound as found:
        if {problem.code for problem in found.problems} == {"file-missing"}:
            return None
        raise
    return digest, len(content)


def _packed(part: InputPart, catalog: Catalog) -> Path:
    """Return a file of a pack by its name."""
    folder = (entry.value.parent for entry in catalog.rulesets.values() if entry.provider.pack == part.pack)
    return next(folder, Path(part.pack or "")) / bare_name(part.path)


def _of_report(audit: Audit, path: str, folders: Folders) -> Iterator[InputPart]:
    report = audit.report
    if Path(path).suffix.casefold() != ".toml":
        outer = Path(archived(path)[0])
        _, content, digest = read_bytes(outer, limit=MOST_OF_DOCUMENT)
        yield _named("report", folders.named(str(outer)), digest, len(content))
        return
    for source in _files(report.origin):
        yield _part("report", source, folders)
    for document in report.documents.values():
        if document.file is not None:
            file = Path(path).parent / document.file
            _, content, digest = read_bytes(file, limit=MOST_OF_DOCUMENT)
            yield _named("quoted", folders.named(str(file)), digest, len(content))


def _of_ruleset(ruleset: Ruleset, catalog: Catalog, folders: Folders) -> Iterator[InputPart]:
    if ruleset.id == AS_PRINTED:
        return  # made of the report itself
    entry = catalog.rulesets.get(ruleset.id)
    files = list(_files(ruleset.origin))
    packed = entry is not None and bool(files) and Path(files[0].label).resolve() == entry.value.resolve()
    for source in files:
        if packed and entry is not None:
            name = bare_name(source.label)
            yield _named("ruleset", name, source.digest, source.length, entry.provider.pack)
        else:
            yield _part("ruleset", source, folders)


def _files(origin: Origin) -> tuple[Source, ...]:
    return origin.document.source.files if origin.document else ()


def _part(role: Role, source: Source, folders: Folders) -> InputPart:
    return _named(role, folders.named(source.label), source.digest, source.length)


def _named(role: Role, path: str, digest: str, length: int, pack: str | None = None) -> InputPart:
    return InputPart(role=role, path=path, pack=pack, digest=digest, length=length)
