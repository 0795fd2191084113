"""What the library offers, kept as a file that can be read: every change of it is seen.

`surface.txt` has each name of ``perfscore.__all__`` with where it lives, its signature, what it has, and what
its docstring says.  Run this file as a program with ``--write`` to print it anew; read the difference, and
write a line for docs/changelog.md.
"""

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import perfscore

ROOT = Path(__file__).parents[1]
FILE = Path(__file__).with_name("surface.txt")


def surface() -> str:
    return "\n".join(line for name in sorted(perfscore.__all__) for line in described(name))


def described(name: str) -> Iterator[str]:
    value = getattr(perfscore, name)
    module = getattr(value, "__module__", "")
    yield f"{name}{signature(value)}    [{module if module.startswith('perfscore') else 'a type of values'}]"
    for line in said(value):
        yield f"    {line}".rstrip()
    if inspect.isclass(value):
        for member in sorted(members(value)):
            found = inspect.getattr_static(value, member, None)
            called = signature(found) if inspect.isfunction(found) else ""
            yield f"    .{member}{called}"
    yield ""


def signature(value: Any) -> str:
    return str(inspect.signature(value)) if inspect.isfunction(value) else ""


def said(value: Any) -> list[str]:
    own = isinstance(value, type) or inspect.isfunction(value)
    return (inspect.getdoc(value) or "").splitlines() if own else []


def members(value: type) -> set[str]:
    fields = set(getattr(value, "__dataclass_fields__", {})) | set(getattr(value, "model_fields", {}))
    inside = [base for base in value.__mro__ if base.__module__.startswith("perfscore")]
    named = {name for base in inside for name in vars(base) if not name.startswith(("_", "model_"))}
    return {name for name in fields | named if not name.startswith("_")}


def test_the_surface_is_the_one_that_was_agreed() -> None:
    assert FILE.read_text("utf-8") == surface()


def test_every_name_says_what_it_is_in_both_languages() -> None:
    silent = [
        name
        for name in perfscore.__all__
        if (lines := said(getattr(perfscore, name))) and " · " not in lines[0]
    ]

    assert [] == silent


def test_every_function_says_what_it_raises() -> None:
    functions = {name: getattr(perfscore, name) for name in perfscore.__all__}
    silent = [
        name
        for name, value in functions.items()
        if inspect.isfunction(value) and "rais" not in (inspect.getdoc(value) or "").casefold()
        if name != "hookimpl"
    ]

    assert [] == silent


NEW = ("AuditData", "make_report", "make_ruleset", "parse_report", "parse_ruleset", "to_dict", "with_facts")


@pytest.mark.parametrize("name", NEW)
def test_users_are_told_of_what_was_added(name: str) -> None:
    assert re.search(rf"`[\w.]*{name}\b", (ROOT / "docs" / "changelog.md").read_text("utf-8"))


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    FILE.write_text(surface(), "utf-8")
