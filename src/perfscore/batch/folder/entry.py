"""What a line of the result says, as short as tables and counts need it · 结果摘要.

An entry is read from the line's own data, so a line written by an earlier run counts exactly as it
did then.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from perfscore.auditing.findings.finding import HOLDING
from perfscore.extract.forms.notes import HIDDEN_SHEET, HIDING
from perfscore.messages.problems import Place
from perfscore.runs.statuses import CANNOT_TELL, CONTRADICTED, REFUSED

__all__ = ["Entry", "Found", "Gravest", "Mark", "Noted", "Refusal", "number", "read_entry"]

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+|/[1-9][0-9]*)?", re.ASCII)
_ROW = re.compile(r"(.+)\.[0-9]+", re.ASCII)
_ROUNDED = "rounded"


@dataclass(frozen=True, slots=True)
class Found:
    """A finding: its severity, its code, its sentence, and where in the form it is · 发现."""

    severity: str
    code: str
    message: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Gravest:
    """What weighs most: a verdict or a severity, its code, the criterion, its sentence · 最重的一点.

    `more` is how much else weighs.
    """

    kind: str
    code: str
    label: str
    message: str
    more: int


@dataclass(frozen=True, slots=True)
class Noted:
    """Something noted when a form was read: code, sentence, place, what stands there · 读表说明."""

    code: str
    message: str
    place: str = ""
    text: str = ""

    @property
    def hides(self) -> bool:
        """Say whether somebody who opens the form does not see it so."""
        return self.code in HIDING


@dataclass(frozen=True, slots=True)
class Mark:
    """A criterion, or the rows of a form that belong to one · 评分项.

    `lost` says whether points were lost on it, None where nobody knows; `judged` are those of its
    `points` that rest on an opinion.
    """

    id: str
    label: str
    points: Fraction
    judged: Fraction
    lost: bool | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file was refused: where, the code and the sentence of each problem · 拒收原因."""

    problems: tuple[tuple[str, str, str], ...]
    left_out: int = 0

    @property
    def count(self) -> int:
        """How many problems there are."""
        return len(self.problems) + self.left_out


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: one report under one ruleset, or one file refused · 一行摘要.

    Numbers are as they stand in the line, None where they are not known; `total` is there only where
    the facts fix it.  `body` is who carries a project out, where `subject` is the project.  `parts` are
    the labels of criteria and sections whose claims are contradicted, those that are only rounded in
    another way last, `places` where they stand; `notes` are what was noted when a form was read.
    """

    file: str
    place: str | None
    refused: Refusal | None = None
    holds: str | None = None
    """What a file holds that has no self-evaluation."""
    subject: str = ""
    year: int | None = None
    ruleset: str = ""
    verdict: str | None = None
    claimed: str | None = None
    low: str | None = None
    high: str | None = None
    total: str | None = None
    parts: tuple[str, ...] = ()
    findings: tuple[Found, ...] = ()
    marks: tuple[Mark, ...] = ()
    notes: tuple[Noted, ...] = ()
    body: str = ""
    places: tuple[str, ...] = ()
    gravest: Gravest | None = None

    @property
    def difference(self) -> Fraction | None:
        """Claimed minus computed, where both are numbers."""
        claimed, total = number(self.claimed), number(self.total)
        return None if claimed is None or total is None else claimed - total

    @property
    def wrong(self) -> int:
        """How many claims are contradicted on parts of the card, and findings are errors."""
        return len(self.parts) + sum(found.severity == "error" for found in self.findings)

    @property
    def is_hidden(self) -> bool:
        """Say whether it is a form on a sheet that nobody sees."""
        return any(note.code == HIDDEN_SHEET for note in self.notes)

    @property
    def status(self) -> int:
        """The exit status this line alone would give."""
        if self.refused is not None:
            return REFUSED
        if self.holds is not None:
            return 0
        if self.wrong or self.verdict == "contradicted":
            return CONTRADICTED
        return CANNOT_TELL if self.verdict == "cannot_tell" else 0


def number(text: str | None) -> Fraction | None:
    """Return the number a text of a line says, None where it says none."""
    return Fraction(text) if text is not None and _NUMBER.fullmatch(text) else None


def read_entry(data: Mapping[str, Any]) -> Entry:
    """Return the entry of a line; raise KeyError, TypeError or ValueError where it is none of ours."""
    if "problems" in data:
        problems = tuple(map(_problem, data["problems"]))
        return Entry(data["file"], data["place"], Refusal(problems, data["left_out"]))
    if "holds" in data:
        return Entry(data["file"], data["place"], holds=str(data["holds"]))
    report, computed = data["report"], data["computed"]
    places = data.get("places") or {}
    at = places.get("findings", [""] * len(data["findings"]))
    findings = [
        Found(f["severity"], f["code"], f["message"], where)
        for f, where in zip(data["findings"], at, strict=True)
    ]
    failed = [one for one in data["criteria"] if one["verdict"] == "contradicted"]
    rounded = [(one["label"], one["id"]) for one in failed if one.get("why") == _ROUNDED]
    wrong = [(one["label"], one["id"]) for one in failed if one.get("why") != _ROUNDED]
    wrong += [(one["name"], one["name"]) for one in data["sections"] if one["verdict"] == "contradicted"]
    wrong += rounded
    return Entry(
        data["file"], data["place"], None, None, report["subject"], report["fiscal_year"],
        data["ruleset"]["id"] if data["ruleset"] else "",
        data["verdict"], data["claimed"]["total"], computed["low"], computed["high"], computed["total"],
        tuple(label for label, _ in wrong), tuple(found for found in findings if found.code not in HOLDING),
        tuple(_marks(data)),
        tuple(Noted(n["code"], n["message"], n["place"], n["text"]) for n in data["notes"]),
        data.get("body") or "", tuple(places.get("claims", {}).get(id_, "") for _, id_ in wrong),
        Gravest(**data["gravest"]) if data.get("gravest") else None,
    )  # fmt: skip


def _problem(data: Mapping[str, Any]) -> tuple[str, str, str]:
    place = Place(data["file"], data["line"], data["column"])
    return str(place), data["code"], data["message"]


def _marks(data: Mapping[str, Any]) -> Iterator[Mark]:
    """Yield the criteria, the rows of a form as the one they belong to."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for one in data["criteria"]:
        row = _ROW.fullmatch(one["id"])
        groups.setdefault(row[1] if row else one["id"], []).append(one)
    for id_, members in groups.items():
        whole = len(members) == 1 and members[0]["id"] == id_
        label = members[0]["label"] if whole else members[0]["section"].split("/")[-1]
        judged = [one for one in members if one["id"] in data["judged"]]
        yield Mark(id_, label or id_, _full_points(members), _full_points(judged), _lost(members))


def _full_points(members: list[Mapping[str, Any]]) -> Fraction:
    return sum((Fraction(one["points"]) for one in members), Fraction(0))


def _lost(members: list[Mapping[str, Any]]) -> bool | None:
    """Say whether points were lost, by what is claimed, else by what is computed."""
    known = [
        points < Fraction(one["points"])
        for one in members
        if (points := number(one["claimed"] or one["computed"]["total"])) is not None
    ]
    return any(known) if known else None
