"""The data dictionary of a ruleset: what each fact is, and what it can be · 数据字典."""

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from perfscore.messages.problems import Refused
from perfscore.numbers.fields import Declared, FactId, Label, Number
from perfscore.numbers.printed import QuantityRefused
from perfscore.numbers.units import read_unit

__all__ = ["FactDefinition", "FactKind", "TableDefinition"]

_OF_A_NUMBER = ("unit", "minimum", "above", "maximum", "step", "figures")
"""The keys of a fact that mean nothing where it is none."""

FactKind = Literal["number", "truth", "text", "date", "choice"]


class FactDefinition(Declared):
    """An entry of the data dictionary · 数据字典条目."""

    label: Label
    kind: FactKind = "number"
    unit: str | None = Field(default=None, title="万元, %, 册 …; none for a bare number")
    minimum: Number | None = Field(default=None, title="least value, in the unit")
    above: Number | None = Field(default=None, title="every value is above this, in the unit")
    maximum: Number | None = Field(default=None, title="greatest value, in the unit")
    step: Number | None = Field(default=None, gt=0, title="values come in steps of this, in the unit")
    values: tuple[str, ...] | None = Field(default=None, title="the words a choice can be")
    order: Literal["rising", "falling"] | None = Field(
        default=None, title="do the words rise from the first to the last, or fall; none without an order"
    )
    figures: Literal["exact", "rounded"] | None = Field(
        default=None, title="what its printed figure stands for"
    )
    document: Label | None = Field(default=None, title="the document that would show it")

    @field_validator("unit")
    @classmethod
    def _known_unit(cls, unit: str | None) -> str | None:
        try:
            if unit is not None:
                read_unit(unit)
        except QuantityRefused as refused:
            wrong = Refused(refused.code)
            wrong.values = dict(refused.values)
            raise wrong from None
        return unit

    @model_validator(mode="after")
    def _words_of_a_choice(self) -> Self:
        mean_nothing: tuple[str, ...] = () if self.kind == "choice" else ("values", "order")
        mean_nothing += () if self.kind == "number" else _OF_A_NUMBER
        for key in mean_nothing:
            if getattr(self, key) is not None:
                raise Refused("fact-key-unused", at=(key,), key=key, found=self.kind)
        words = self.values or ()
        if self.kind == "choice" and len(words) < 2:
            raise Refused("choice-without-values")
        for number, word in enumerate(words):
            if word in words[:number] or not word.strip():
                raise Refused("choice-value-twice", at=("values", number), found=word)
        return self


class TableDefinition(Declared):
    """A table of facts · 数据表."""

    label: Label
    columns: Mapping[FactId, FactDefinition]
