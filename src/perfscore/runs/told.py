"""Problems as other programs read them: JSON, SARIF, JUnit · 问题的机器可读格式."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from perfscore.explain.formats.json_text import json_text
from perfscore.messages import load
from perfscore.messages.problems import Problem
from perfscore.messages.severities import SEVERITIES
from perfscore.publish.junit import Suite, Tried, junit_text
from perfscore.runs.judging import Checked

__all__ = ["WRITERS"]

_SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def _json(files: Sequence[Checked], failing: Sequence[str], language: str) -> str:
    counted = Counter(problem.severity for one in files for problem in one.problems)
    counts = {"files": len(files)} | {str(severity): counted[severity] for severity in SEVERITIES}
    told = [
        {
            "file": one.name, "kind": one.kind or None, "counts": dict(one.counts),
            "problems": [_as_data(problem, language) for problem in one.problems],
        }
        for one in files
    ]  # fmt: skip
    return json_text({"files": told, "counts": counts})


def _as_data(problem: Problem, language: str) -> dict[str, Any]:
    place, mend = problem.place, problem.mend
    found: dict[str, Any] = {
        "code": problem.code, "severity": problem.severity, "file": place.file, "line": place.line,
        "column": place.column, "where": problem.where, "message": problem.text(language),
        "values": {key: str(value) for key, value in problem.values.items()}, "mend": None,
    }  # fmt: skip
    if mend is not None:
        found["mend"] = {"line": mend.line, "column": mend.column, "end": mend.end, "text": mend.text}
    return found


def _sarif(files: Sequence[Checked], failing: Sequence[str], language: str) -> str:
    problems = [problem for one in files for problem in one.problems]
    codes = sorted({problem.code for problem in problems})
    catalogue = load("problems", language)
    rules = [{"id": code, "shortDescription": {"text": catalogue[code]["meaning"]}} for code in codes]
    results = [_result(problem, codes.index(problem.code), language) for problem in problems]
    run = {
        "tool": {"driver": {"name": "perfscore", "rules": rules}},
        "columnKind": "unicodeCodePoints", "results": results,
    }  # fmt: skip
    return json_text({"$schema": _SARIF, "version": "2.1.0", "runs": [run]})


def _result(problem: Problem, index: int, language: str) -> dict[str, Any]:
    place, mend = problem.place, problem.mend
    artifact = {"uri": _uri(place.file)}
    where: dict[str, Any] = {"artifactLocation": artifact}
    if place.line:
        where["region"] = {"startLine": place.line, "startColumn": place.column}
    found: dict[str, Any] = {
        "ruleId": problem.code, "ruleIndex": index, "level": problem.severity,
        "message": {"text": problem.text(language)}, "locations": [{"physicalLocation": where}],
    }  # fmt: skip
    if mend is not None:
        region = {"startLine": mend.line, "startColumn": mend.column, "endColumn": mend.end}
        change = {"deletedRegion": region, "insertedContent": {"text": mend.text}}
        found["fixes"] = [{"artifactChanges": [{"artifactLocation": artifact, "replacements": [change]}]}]
    return found


def _uri(file: str) -> str:
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _junit(files: Sequence[Checked], failing: Sequence[str], language: str) -> str:
    return junit_text(_suite(one, failing, language) for one in files)


def _suite(one: Checked, failing: Sequence[str], language: str) -> Suite:
    cases = tuple(_tried(problem, failing, language) for problem in one.problems) or (Tried(one.name),)
    failed = sum(problem.severity in failing for problem in one.problems)
    return Suite(one.name, cases, {"tests": len(cases), "failures": failed})


def _tried(problem: Problem, failing: Sequence[str], language: str) -> Tried:
    said, name = problem.text(language), f"{problem.place.line}:{problem.place.column} {problem.code}"
    if problem.severity in failing:
        return Tried(name, "failure", {"type": problem.severity, "message": said}, said)
    return Tried(name, "skipped", {"message": said})


WRITERS: Mapping[str, Callable[[Sequence[Checked], Sequence[str], str], str]] = MappingProxyType({
    "json": _json, "sarif": _sarif, "junit": _junit,
})  # fmt: skip
"""What writes checked files in a form, told which severities fail, in a language."""
