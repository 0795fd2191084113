"""Problems of a ruleset, collected with their places · 规则集问题的收集."""

from collections.abc import Callable, Iterable, Mapping

from perfscore.inputs.ruleset import Ruleset
from perfscore.inputs.schema.origin import Path
from perfscore.language.compile.formula import Formula, FormulaRefused, compile_formula
from perfscore.language.compile.types import FUNCTIONS, Kind, Type
from perfscore.messages.problems import Place, Problem, nearest, unmistakable
from perfscore.plan.binding import Binding

__all__ = ["Faults", "blamed", "words"]


class Faults:
    """Collects what is wrong with a ruleset while it is bound · 问题收集."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self.problems: list[Problem] = []
        # Row rules serve several criteria and signs: nearly half of the formulas of a card are repetitions.
        self._formulas: dict[object, Formula] = {}

    def found(self, code: str, path: Path, where: str = "", **values: str) -> None:
        """Record a problem at a part of the ruleset."""
        self.problems.append(Problem(code, self.ruleset.origin.place(path), where or words(path), values))

    def unknown(
        self,
        code: str,
        path: Path,
        found: str,
        names: Iterable[str],
        *,
        at_key: bool = False,
        where: str = "",
        **values: str,
    ) -> None:
        """Record a name that is none of those there are, with the nearest of them."""
        names, origin = list(names), self.ruleset.origin
        place = origin.key(path) if at_key else origin.place(path)
        close = nearest(found, names)
        mend = origin.mend(place, found, close["nearest"]) if close and unmistakable(found, names) else None
        self.problems.append(
            Problem(code, place, where or words(path), {"found": found, **values, **close}, mend)
        )

    def undefined(self, fact: str, path: Path, where: str = "") -> None:
        """Record a fact that nobody defines."""
        self.unknown("undefined-fact", path, fact, self.ruleset.facts, where=where)

    def source(self, source: str | None, path: Path) -> None:
        """Record a source that nobody declares; what stands behind its id is the clause."""
        known = self.ruleset.sources
        name = source.split()[0] if source and not source.isspace() else None
        if name is not None and name not in known:
            self.unknown("unknown-source", path, name, known)

    def compiled(
        self, text: str, names: Mapping[str, Type], expect: Kind, place: Callable[[int], Place], where: str
    ) -> Formula | None:
        """Compile a formula; record its faults, `place` says where each character stands."""
        asked = (text, tuple(names.items()), expect)
        try:
            if asked not in self._formulas:
                self._formulas[asked] = compile_formula(text, names, expect)
            return self._formulas[asked]
        except FormulaRefused as refused:
            for fault in refused.faults:
                at, mend = place(fault.offset), None
                meant = _meant(fault.values, names)
                if meant:
                    mend = self.ruleset.origin.mend(at, fault.values["found"], meant)
                self.problems.append(Problem(fault.code, at, where, fault.values, mend))
            return None


def _meant(values: Mapping[str, str], names: Iterable[str]) -> str:
    """Return what certainly is to stand in a formula for what was found, empty where nothing is certain."""
    if unmistakable(values.get("found", ""), [*names, *FUNCTIONS]):
        return values.get("nearest", "")
    plain = values.get("plain", "")
    return plain if plain not in ("'", '"') else ""


def _named(path: Path) -> str:
    """Return a path in words without the number of an item at its end."""
    return words(path[:-1] if isinstance(path[-1], int) else path)


def words(path: Path) -> str:
    """Return a path in the author's words: ``criteria execution › scoring``."""
    named = [str(part) for part in path]
    if len(named) > 1:
        named = [f"{named[0]} {named[1]}", *named[2:]]
    return " › ".join(named)


def blamed(
    ruleset: Ruleset, code: str, path: Path, where: str, values: Mapping[str, str], reads: Iterable[Binding]
) -> Problem:
    """Return a problem between a part of a ruleset and the facts it reads, at the one that is to blame.

    That is the part, unless the ruleset took it over from another file and then defined a fact anew.
    """
    place, own = ruleset.origin.place(path), ruleset.origin.file
    for bound in reads if place.file != own else ():
        fact: Path = ("facts", bound.fact)
        defined = ruleset.origin.place((*fact, "unit"))
        if bound.fact in ruleset.facts and defined.file == own:
            unit = ruleset.facts[bound.fact].unit or ruleset.facts[bound.fact].kind
            values = {"found": bound.fact, "unit": unit, "file": place.file}
            return Problem("fact-redefined", defined, words(fact), values)
    return Problem(code, place, where, values)
