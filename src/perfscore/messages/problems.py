"""Problems and refusals: mistakes as values · 问题与拒绝.

One located mistake in an input is a value, `Problem`; a reading collects all of them and raises
`ProblemsFound` once.  The words come from the message catalogue of a language, so a code is stable
while its sentence may improve.  `Refused` is what a validator raises, which knows no file and no
sentence: the schema check turns it into a `Problem` at the place of the value.  A wrong argument of a
program that calls is its own mistake, and stays a TypeError.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from perfscore.messages import InWords, Listed, fill, load
from perfscore.messages.severities import Severity, severity_of
from perfscore.messages.visible import visible

__all__ = [
    "IN_A_LIST", "Mend", "Place", "Problem", "ProblemsFound", "Refused", "expect", "nearest",
    "refuse_errors", "unmistakable",
]  # fmt: skip


class Refused(ValueError):
    """A value that a validator refuses · 值被拒绝.

    `code` is a problem code of the catalogue and `values` fill its blanks.  `at` leads on from the
    value being validated to the part that is wrong (names and list indexes), and `offset` is the
    character of a text value, from 0, where the mistake stands.
    """

    def __init__(
        self,
        code: str,
        /,
        *,
        at: tuple[str | int, ...] = (),
        offset: int | None = None,
        **values: str,
    ) -> None:
        self.code = code
        self.at = at
        self.offset = offset
        self.values = values
        super().__init__(code)


MOST_PROBLEMS = 100
MOST_CHARACTERS = 400
_MOST_OF_LIST = 160
_KINDS = ("found", "expected")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in a file · 位置.

    Lines and columns count from 1; line 0 is a thing without lines, such as a pack.  In what a program
    gave as a mapping `keys` lead to the value (``facts › budget``) and `column` counts them.
    """

    file: str
    line: int = 1
    column: int = 1
    keys: str = ""

    def __str__(self) -> str:
        if self.line:
            return f"{self.file}:{self.line}:{self.column}"
        return f"{self.file}: {self.keys}" if self.keys else self.file


@dataclass(frozen=True, slots=True)
class Mend:
    """The one safe mend of a mistake · 修正.

    On `line`, from `column` up to and without `end` (counted from 1), `text` is to stand.
    """

    line: int
    column: int
    end: int
    text: str

    def applied(self, text: str) -> str:
        """Return a text, whose line ends are ``\\n``, with the mend in it."""
        lines = text.split("\n")
        line = lines[self.line - 1]
        lines[self.line - 1] = line[: self.column - 1] + self.text + line[self.end - 1 :]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Problem:
    """One located mistake in an input · 问题.

    `code` is stable and has a page in the reference; `where` names the thing in the author's words
    (``execution › scoring``); `values` fill the blanks of the sentence (found, expected, nearest ...);
    `advice` among them names another fix of the catalogue.  `mend` would make it right, where that is one
    safe thing.
    """

    code: str
    place: Place
    where: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    mend: Mend | None = None

    @property
    def severity(self) -> Severity:
        """How bad it is, which its code decides."""
        return severity_of(self.code)

    def text(self, language: str = "en") -> str:
        """Return ``file:line:column: what › where: why; fix``, one line of at most 400 characters.

        A warning and a note say behind the place what they are; an error needs no word.
        """
        entry = load("problems", language)[self.code]
        kinds = load("kinds", language)
        named = {key: kinds[self.values[key]] for key in _KINDS if self.values.get(key) in kinds}
        values = {key: _shown(value, language) for key, value in self.values.items()} | named
        why = fill(entry["why"], values) or entry["why"]
        fix = entry.get(f"fix_{self.values.get('advice')}", entry["fix"])
        fix = fill(fix, values) or fill(entry.get("otherwise", ""), values)
        place, where = self.place, self.where
        words = load("explain", language)
        clause = words["punctuation"]["clause"]
        if place.keys and where.startswith(place.keys):  # said once, by the longer of the two
            place = Place(place.file, 0)
        elif place.keys.startswith(where):
            where = ""
        said = [visible(where, 120)] if where else []
        if self.severity != "error":
            said.insert(0, words["severity"][self.severity])
        parts = [f"{visible(str(place), 200)}:", *(f"{one}:" for one in said)]
        line = " ".join([*parts, clause.join([why, fix]) if fix else why, f"[{self.code}]"])
        return line if len(line) <= MOST_CHARACTERS else line[: MOST_CHARACTERS - 1] + "…"

    def __str__(self) -> str:
        return self.text()


def _shown(value: str, language: str) -> str:
    """Return a value of a sentence; of a long list the first names, each whole, and how many there are."""
    if isinstance(value, Listed):
        return visible(value.some(language, _MOST_OF_LIST), None)
    return visible(value.worded(language), None) if isinstance(value, InWords) else visible(value)


class ProblemsFound(Exception):
    """Everything wrong with an input, at once · 输入有误."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = sorted(problems, key=lambda problem: (problem.place, problem.code))
        self.problems: tuple[Problem, ...] = tuple(found[:MOST_PROBLEMS])
        self.left_out = max(0, len(found) - MOST_PROBLEMS)
        super().__init__(f"{len(found)} problems")

    def text(self, language: str = "en") -> str:
        """Return one line a problem, in the order of the file."""
        lines = [problem.text(language) for problem in self.problems]
        if self.left_out:
            more = load("problems", language)["more-problems"]["why"]
            lines.append(fill(more, {"count": str(self.left_out)}))
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.text()


def refuse_errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems of which none is an error; raise ProblemsFound with all of them where one is."""
    found = tuple(problems)
    if any(problem.severity == "error" for problem in found):
        raise ProblemsFound(found)
    return found


IN_A_LIST = Fraction(2, 5)
"""How alike a word is to one of a short list that it was meant for: two characters, one of them wrong."""


def nearest(name: str, known: Iterable[str], alike: Fraction | None = None) -> dict[str, str]:
    """Return ``{"nearest": …}`` for the known name most like this one, or nothing."""
    by_case = {one.casefold(): one for one in known}
    least: Any = {} if alike is None else {"cutoff": alike}
    close = get_close_matches(name.casefold(), list(by_case), n=1, **least)
    return {"nearest": by_case[close[0]]} if close else {}


def unmistakable(name: str, known: Iterable[str]) -> bool:
    """Say whether only one known name is like this one, and much like it."""
    by_case = {one.casefold() for one in known}
    least: Any = {"cutoff": _MUCH_LIKE}
    return len(get_close_matches(name.casefold(), by_case, n=2, **least)) == 1


_MUCH_LIKE = Fraction(3, 4)


def expect(value: object, kinds: type | tuple[type, ...], name: str, hint: str) -> None:
    """Raise TypeError unless a value is of one of the kinds; `hint` says where one comes from."""
    if not isinstance(value, kinds):
        named = kinds if isinstance(kinds, tuple) else (kinds,)
        wanted = " or ".join(kind.__name__ for kind in named)
        raise TypeError(f"{name} is a {wanted}, not {type(value).__name__}; {hint}")
