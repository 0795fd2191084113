"""What an auditor should know of a form that was read · 读取说明."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from perfscore.messages import fill, load

__all__ = ["FormNote"]


@dataclass(frozen=True, slots=True)
class FormNote:
    """Something of a form that is not in the report, or not quite as stored · 说明.

    `code` is that of a sentence in the catalogue ``forms``, `place` where it stands in the file
    (``Sheet1!C7``), `text` what stands there in full.
    """

    code: str
    place: str
    text: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    def sentence(self, language: str) -> str:
        """Return what there is to say, without place and text."""
        words: str = load("forms", language)["notes"][self.code]
        return fill(words, {**self.values, "text": self.text})
