"""The schema of the files, as an editor uses it: what is sound passes, what is not is marked."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from perfscore.publish.schema import KINDS, schema_of
from tests import cards
from tests.command_line import Run
from tests.paths import ROOT

SCHEMAS = {kind: schema_of(kind, cards.catalog()) for kind in ("ruleset", "report", "case")}


def heads(file: Path) -> set[str]:
    return set(re.findall(r"(?m)^\[(\w+)\]", file.read_text("utf-8")))


FILES = [
    (kind, file)
    for folder in ("rulesets", "examples", "docs/examples", "tests/published")
    for file in sorted((ROOT / folder).rglob("*.toml"))
    for kind in ("ruleset", "report")
    if kind in heads(file) and "mistakes" not in file.name
]
"""Every sound file of the repository, the mistaken one of the documentation left out."""


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[kind])


@pytest.mark.parametrize(("kind", "file"), FILES, ids=lambda one: one.name if isinstance(one, Path) else one)
def test_sound_files_pass(kind: str, file: Path) -> None:
    found = jsonschema.Draft202012Validator(SCHEMAS[kind]).iter_errors(tomllib.loads(file.read_text("utf-8")))

    assert [] == [error.message for error in found]


def described(schema: Any) -> list[tuple[str, str]]:
    """Return every key with its description."""
    found = [(key, value.get("description", "")) for key, value in schema.get("properties", {}).items()]
    return found + [pair for part in schema.get("$defs", {}).values() for pair in described(part)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_says_what_it_is_in_both_languages(kind: str) -> None:
    own = {"shape", "zh", "en"}  # a name of its own, and the two languages themselves

    silent = [key for key, words in described(SCHEMAS[kind]) if " · " not in words and key not in own]

    assert [] == silent


SOUND = """#:schema ./ruleset.schema.json
format = 1

[ruleset]
id = "card"
title = "card"
version = "1"
status = "confirmed"
points = 10
rounding = { places = 2, mode = "half_up", at = "criterion" }
missing = "range"
not_applicable = "rescale"

[[criteria]]
id = "execution"
label = "execution"
points = 10
indicator = "budget_execution_rate"
scoring = { shape = "bands", bands = [{ at_least = 0.9, points = 10 }, { below = 0.9, points = 0 }] }
standing = "assumed"
"""
MISTAKES = [
    ('title = "card"', 'tittle = "card"', 6, "tittle"),
    ("points = 10\nrounding", "points = true\nrounding", 9, "true"),
    ('mode = "half_up"', 'mode = "half_upp"', 10, "half_upp"),
    ('"budget_execution_rate"', '"budget_rate"', 18, "budget_rate"),
    ('shape = "bands", bands', 'shape = "bands", band', 19, "band"),
    ('shape = "bands"', 'shape = "ladder"', 19, "ladder"),
    ('standing = "assumed"', 'standing = "known"', 20, "known"),
    ('standing = "assumed"\n', "", 14, "standing"),
]


def taplo(folder: Path, text: str) -> tuple[int, str]:
    """Return what the editors' own checker says of a ruleset beside its schema."""
    (folder / "ruleset.schema.json").write_text(json.dumps(SCHEMAS["ruleset"]), "utf-8")
    (folder / "card.toml").write_text(text, "utf-8")
    program = Path(sys.executable).with_name("taplo")
    done = subprocess.run(
        [str(program), "check", "--colors", "never", "card.toml"], cwd=folder, capture_output=True, text=True
    )
    return done.returncode, done.stdout + done.stderr


def test_an_editor_finds_nothing_in_a_sound_file(tmp_path: Path) -> None:
    status, said = taplo(tmp_path, SOUND)

    assert (0, False) == (status, "error" in said)


@pytest.mark.parametrize(("sound", "mistaken", "line", "named"), MISTAKES, ids=[one[1] for one in MISTAKES])
def test_an_editor_marks_a_mistake_where_it_stands(
    tmp_path: Path, sound: str, mistaken: str, line: int, named: str
) -> None:
    assert 1 == SOUND.count(sound)

    status, said = taplo(tmp_path, SOUND.replace(sound, mistaken))

    assert 1 == status
    assert f"card.toml:{line}:" in said
    assert named in said


def test_new_files_name_their_schema_which_lies_beside_them(run: Run, tmp_path: Path) -> None:
    for kind in ("ruleset", "report"):
        assert 0 == run("new", kind, str(tmp_path / f"my-{kind}.toml")).status
        assert (
            f"#:schema ./{kind}.schema.json"
            == (tmp_path / f"my-{kind}.toml").read_text("utf-8").splitlines()[0]
        )
        beside = json.loads((tmp_path / f"{kind}.schema.json").read_text("utf-8"))
        assert SCHEMAS[kind] == beside
        assert SCHEMAS[kind] == json.loads(run("schema", kind).out)
    assert 0 == run("new", "ruleset", str(tmp_path / "another.toml")).status  # the schema is there already
