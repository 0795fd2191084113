"""The first half of a record: what a result was made from · 记录的前半：由来.

Numbers are texts, ``n/d``; sets of numbers as `perfscore.record.notation` writes them.
"""

from typing import Annotated, Any, Literal

from pydantic import Field

from perfscore.numbers.fields import Declared

__all__ = [
    "AskedPart", "ClaimPart", "EnginePart", "Exact", "FactPart", "InputPart", "Numbers", "PackPart",
    "PlacePart", "ReadPart", "ReportPart", "Role",
]  # fmt: skip

Exact = Annotated[str, Field(pattern=r"^-?(?:0|[1-9][0-9]*)/[1-9][0-9]*$")]
Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]
Numbers = tuple[str, ...]
Role = Literal["report", "quoted", "ruleset", "overrides"]
State = Literal["stated", "assumed", "not_shown", "not_applicable", "unreadable"]


class EnginePart(Declared):
    """What computed it · 引擎."""

    name: str
    version: str


class PackPart(Declared):
    """A pack that was loaded · 指标包."""

    pack: str
    distribution: str
    version: str


class InputPart(Declared):
    """A file as it was read · 输入文件.

    `path` is relative to the folder of the record, or a name alone; `pack` is the pack that has the file.
    """

    role: Role
    path: str
    pack: str | None
    digest: Digest
    length: int


class AskedPart(Declared):
    """What was asked for beside the inputs · 运行条件."""

    ruleset: str | None
    packs: tuple[str, ...]
    year: int | None
    member: str | None = Field(title="which file of an archive")
    form: int = Field(title="which of the reports of its document, from 1")


class PlacePart(Declared):
    """Where something stands; line 0 where it has none · 位置."""

    file: str
    line: int
    column: int
    keys: str


class ClaimPart(Declared):
    """A claimed figure · 自评分."""

    raw: str
    places: int | None
    stands_for: str
    at: str | None
    quote: str | None
    place: PlacePart


class ReportPart(Declared):
    """Whose report · 报告."""

    subject: str
    fiscal_year: int
    title: str | None
    file: str
    grade: str | None


class FactPart(Declared):
    """A fact that was used · 事实."""

    id: str
    state: State
    raw: str
    unit: str | None
    exact: Exact | None
    range: str | None
    places: int | None
    value: bool | str | None
    at: str | None
    quote: str | None
    place: PlacePart


class ReadPart(Declared):
    """What a name of a formula was given · 代入的事实."""

    name: str
    fact: str
    kind: Literal["number", "truth", "text", "date", "column"]
    known: Literal["exact", "range", "missing", "not_applicable"]
    exact: Any
    possible: Any
