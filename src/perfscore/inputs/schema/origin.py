"""Where each part of a declaration stands · 出处."""

from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel

from perfscore.inputs.schema.reading import validate, value_at
from perfscore.inputs.toml.text import Document
from perfscore.messages.problems import Mend, Place
from perfscore.numbers.content import ByContent

__all__ = ["NOWHERE", "Origin", "Path"]

Path = tuple[str | int, ...]
"""Keys down to a part; an item of a list is named by its id, ``("criteria", "execution", "points")``."""

T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Origin(ByContent):
    """The document a declaration was read from · 来源.

    Without a document (a declaration made by a program) every place is the name alone.
    """

    name: str
    document: Document | None = None

    def _content(self) -> tuple[str, str]:
        return self.name, self.digest

    def _says(self) -> str:
        return self.name

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.name

    @property
    def digest(self) -> str:
        """The digest of what was read, files that were extended included."""
        return self.document.source.digest if self.document else ""

    def place(self, path: Path) -> Place:
        """Return the place of a part's value."""
        if self.document is None:
            return Place(self.name, 0)
        return self.document.places.value(self._indexed(path))

    def written(self, path: Path) -> Any:
        """Return what stands in the file at a path, None where nothing does."""
        return value_at(self.document.data, self._indexed(path)) if self.document is not None else None

    def mend(self, place: Place, found: str, meant: str) -> Mend | None:
        """Return the mend that writes one word for another at a place of the file."""
        return None if self.document is None else self.document.mend(place, found, meant)

    def key(self, path: Path) -> Place:
        """Return the place of a part's key."""
        return self.place(path) if self.document is None else self.document.places.key(self._indexed(path))

    def inside(self, path: Path, offset: int) -> Place:
        """Return the place of one character of a text."""
        if self.document is None:
            return Place(self.name, 0)
        return self.document.places.inside(self._indexed(path), offset)

    def declared(self, model: type[T], path: Path, data: Any) -> T:
        """Return a part as a model; raise ProblemsFound with its places."""
        if self.document is None:
            return model.model_validate(data, strict=True)
        return validate(self.document, model, at=self._indexed(path), data=data)

    def _indexed(self, path: Path) -> Path:
        """Return the path with list indexes in place of ids."""
        assert self.document is not None
        found: list[str | int] = []
        data: Any = self.document.data
        for step in path:
            if isinstance(data, list) and isinstance(step, str):
                step = next((i for i, item in enumerate(data) if _goes_by(item, step)), step)
            found.append(step)
            try:
                data = data[step]
            except (KeyError, IndexError, TypeError):
                data = None
        return tuple(found)


def _goes_by(item: Any, name: str) -> bool:
    return isinstance(item, dict) and name in (item.get("id"), item.get("name"))


NOWHERE = Origin("<program>")
