"""Whether a line written earlier is still true: what it was made from, by digest · 续作依据."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from perfscore.forms.opening import MOST_BYTES
from perfscore.inputs.files import read_bytes, read_text
from perfscore.inputs.merging import read_chain
from perfscore.inputs.toml_text import Document
from perfscore.many.plans import Plans
from perfscore.many.settings import Settings, Task
from perfscore.planned import Plan
from perfscore.plugins.packs import version_of_engine
from perfscore.problems import Place, ProblemsFound

__all__ = ["input_digest", "is_current", "made_from"]

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


def input_digest(file: str) -> str | None:
    """Return one digest of a report and of every file it draws on; None where one cannot be read."""
    try:
        if file.endswith(".toml"):
            document = read_chain(Path(file), "report")
            return _joined(document.source.digest, *_documents(document, Path(file).parent))
        return read_bytes(Path(file), limit=MOST_BYTES)[2]
    except (ProblemsFound, OSError, ValueError):
        return None


def is_current(task: Task, plans: Plans, settings: Settings) -> bool:
    """Say whether every line an earlier run wrote for a file would be written again just so."""
    try:
        digest = input_digest(task.file)
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
