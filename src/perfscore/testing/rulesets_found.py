"""Which files of a folder are rulesets · 查找规则集文件."""

from collections.abc import Collection, Iterator
from pathlib import Path

from perfscore.inputs.files import read_text
from perfscore.messages.problems import ProblemsFound

__all__ = ["begins_with", "is_ruleset", "rulesets_in"]


def is_ruleset(file: Path) -> bool:
    """Say whether a file is a ruleset: the table of that name begins a line of it."""
    return begins_with(file, ("ruleset",), unread=False)


def begins_with(file: Path, tables: Collection[str], unread: bool) -> bool:
    """Say whether one of some tables begins a line of a file; of one nobody can read say `unread`.

    Cases beside an indicator are of another kind, whatever is in them.
    """
    if file.suffix.casefold() != ".toml" or file.name.endswith(".cases.toml"):
        return False
    try:
        text = read_text(file).text
    except ProblemsFound:
        return unread
    return any(line.strip() in {f"[{name}]" for name in tables} for line in text.splitlines())


def rulesets_in(folder: Path) -> Iterator[Path]:
    """Yield the rulesets of a folder and of those in it, by name; hidden folders are left alone."""
    for file in sorted(folder.rglob("*.toml")):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if not hidden and is_ruleset(file):
            yield file
