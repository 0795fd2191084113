"""Field types shared by everything that is declared · 声明中共用的字段类型."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from perfscore.messages.problems import Refused
from perfscore.numbers.exact import exact, too_large

__all__ = [
    "FACT_ID",
    "SPELLINGS",
    "Declared",
    "FactId",
    "Identifier",
    "Label",
    "Number",
    "Points",
    "Printed",
    "Scalar",
    "Standing",
    "points_in",
]  # fmt: skip

Standing = Literal["sourced", "general_knowledge", "assumed"]
"""Where a rule is known from: read in a source, general knowledge of the field, or assumed."""

_ID, FACT_ID = r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,79}$", r"^[a-z][a-z0-9_]{0,79}$"
SPELLINGS = MappingProxyType({_ID: "spelling_id", FACT_ID: "spelling_fact_id"})
"""What the catalogue calls the spellings of ids."""

Identifier = Annotated[str, Field(pattern=_ID)]
"""The id of a ruleset, criterion, check …: letters, digits, `_`, `-`, `.`."""

FactId = Annotated[str, Field(pattern=FACT_ID)]
"""The id of a fact, as formulas write it: lower-case letters, digits, `_`."""


def _number(value: Any) -> Fraction:
    """Read a TOML number, or a text that holds one, as the exact number it says."""
    if isinstance(value, (Fraction, int)) and not isinstance(value, bool):
        number = Fraction(value)
        if too_large(number):
            raise Refused("number-too-large")
        return number
    if isinstance(value, str):
        try:
            return exact(value)
        except ValueError:
            pass
    raise Refused("not-a-number", found=str(value))


Number = Annotated[Fraction, BeforeValidator(_number)]


@dataclass(frozen=True, slots=True)
class _InPoints:
    """Marks a number that is added to points or taken from them."""


Points = Annotated[Number, _InPoints()]
"""A number of points: what a band gives, a step costs.  Rounding must leave it as it is."""

Scalar = Fraction | bool | str | date
"""One value of a fact."""


def _printed(value: Any) -> Any:
    """Read a bare number as the text that was printed."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Printed = Annotated[str, BeforeValidator(_printed)]
"""A printed figure: text, or a bare number that stands for its own digits."""


class Declared(BaseModel):
    """A thing declared in a file: frozen, and nothing unknown in it · 声明."""

    # Built when first used: most are parts of a whole that is built with them in it.
    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=True, defer_build=True
    )


class Label(Declared):
    """A name in Chinese and English · 名称.

    Written as ``{ zh = "…", en = "…" }``, or as one text that serves both.
    """

    zh: str
    en: str

    @model_validator(mode="before")
    @classmethod
    def _one_text(cls, value: Any) -> Any:
        return {"zh": value, "en": value} if isinstance(value, str) else value

    def text(self, language: str) -> str:
        """Return the name in a language."""
        return self.zh if language == "zh" else self.en


def points_in(declared: Declared) -> Iterator[tuple[tuple[str | int, ...], Fraction]]:
    """Yield every number of points in a declaration and what is declared in it, with its path."""
    for name, field in type(declared).model_fields.items():
        value, path = getattr(declared, name), (field.alias or name,)
        if isinstance(value, Fraction) and _marked((field.annotation, *field.metadata)):
            yield path, value
        for number, inner in enumerate(value if isinstance(value, tuple) else ()):
            if isinstance(inner, Declared):
                yield from (((*path, number, *rest), points) for rest, points in points_in(inner))


def _marked(parts: tuple[Any, ...]) -> bool:
    return any(isinstance(part, _InPoints) or _marked(get_args(part)) for part in parts)
