"""Reading report files · 读取报告."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from fractions import Fraction
from os import PathLike
from pathlib import Path as FilePath
from typing import Any

from perfscore.inputs.as_printed import day_in, raw_text, refused_unit, unsupported
from perfscore.inputs.cells import read_row
from perfscore.inputs.files import path_of
from perfscore.inputs.merging import read_chain
from perfscore.inputs.report import Claim, Fact, Report, Row
from perfscore.inputs.report_format import ClaimEntry, FactEntry, ReportFile
from perfscore.inputs.schema.origin import Origin
from perfscore.inputs.schema.partly import sound
from perfscore.inputs.schema.reading import validate, value_at
from perfscore.inputs.toml.positions import Path
from perfscore.inputs.toml.recovery import draft, whole_in
from perfscore.inputs.toml.text import Document
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.numbers.printed import QuantityRefused
from perfscore.numbers.quantity import Quantity, read_quantity
from perfscore.numbers.ranges import Range

__all__ = ["read_report", "report_of"]

_MOST_TEXT, _A_LINE = 10_000, 1_000_000


def read_report(path: str | PathLike[str]) -> Report:
    """Read a report file · 读取报告.

    Raises ProblemsFound with everything that is wrong in it, at once: keys, quantities that cannot be
    read, quotes that are not in the document they name.
    """
    file = path_of(path, "report")
    return report_of(read_chain(file, "report", read=draft), file.parent)


def report_of(document: Document, folder: FilePath | None) -> Report:
    """Return the report a document says, its files being in a folder; raise ProblemsFound as above."""
    return _Reading(document, folder).report()


class _Reading:
    def __init__(self, document: Document, folder: FilePath | None) -> None:
        self.document = document
        self.folder = folder
        self.origin = Origin(document.source.label, document)
        self.problems: list[Problem] = []
        self.read_from: str | None = None

    def report(self) -> Report:
        file = self._file()
        self.read_from = file.report.read_from
        facts = {name: self._fact(name, entry, ("facts", name)) for name, entry in file.facts.items()}
        tables = {name: tuple(self._rows(name, rows)) for name, rows in file.tables.items()}
        claims = self._claims("criteria", file.claims.criteria)
        sections = self._claims("sections", file.claims.sections)
        points = self._claims("points", file.claims.points)
        total = self._claim(file.claims.total, ("claims", "total"))
        full = self._claim(file.claims.full, ("claims", "full"))
        self.problems += unsupported(file, facts, self.document.places, self.folder)
        if self.problems:
            raise ProblemsFound(self.problems)
        head, origin, year = file.report, self.origin, file.report.fiscal_year
        lines = tuple(
            read_row(number, entry, self._seen(origin.place(("targets", number - 1)), entry.at), year)
            for number, entry in enumerate(file.targets, 1)
        )
        return Report(
            head.subject, year, head.title, head.ruleset,
            self.read_from or self.document.source.label,
            self.document.source.digest, facts, tables, lines, claims, sections, points, total,
            file.claims.grade, file.checks, file.documents, self.origin, all_rows=head.rows == "all",
            body=head.body, note=head.note, notes=file.notes, full=full, reasons=head.reasons,
        )  # fmt: skip

    def _file(self) -> ReportFile:
        """Return the file as a model; where it is none, tell what its facts have wrong as well."""
        try:
            return sound(self.document, ReportFile)
        except ProblemsFound as found:
            known = {(problem.place, problem.code) for problem in found.problems}
            for name in whole_in(self.document.data, "facts"):
                with suppress(ProblemsFound):
                    self._fact(name, validate(self.document, FactEntry, at=("facts", name)), ("facts", name))
            more = [problem for problem in self.problems if (problem.place, problem.code) not in known]
            raise ProblemsFound([*found.problems, *more]) from None

    def fault(self, code: str, path: Path, **values: str) -> None:
        where = " › ".join(str(step) for step in path)
        self.problems.append(Problem(code, self.document.places.value(path), where, values))

    def _seen(self, place: Place, at: str | None) -> Place:
        """Return where something stands; what was read from a published file in none of our lines."""
        if self.read_from is None or not at:
            return place
        return Place(self.read_from, 0, place.line * _A_LINE + place.column)

    def _fact(self, name: str, entry: FactEntry, path: Path) -> Fact:
        printed = path if entry.value is None else (*path, "value")
        place = self._seen(self.document.places.value(printed), entry.at)
        raw = raw_text(entry)
        if entry.state == "unreadable":  # the print is kept, and read as nothing
            unit = None if refused_unit(entry) else entry.unit
            return Fact(name, entry.state, raw, place, unit=unit, at=entry.at, note=entry.note)
        # One word alone is how a word is written that looks like a figure.
        quantity, value = self._value(entry, path) if len(entry.one_of) != 1 else (None, entry.one_of[0])
        shown = entry.state in ("stated", "assumed")
        if shown and quantity is None and value is None and not entry.one_of and not self._refused(path):
            self.fault("fact-without-value", path, state=entry.state)
        if not shown and raw:
            self.fault("fact-with-value", path, state=entry.state, found=raw)
        self._explained(entry, path)
        places = self.document.places
        return Fact(
            name, entry.state, raw, place, quantity, value, entry.unit, entry.at, entry.quote, entry.note,
            entry.figures, entry.label,
            tuple((word, places.value((*path, "one_of", n))) for n, word in enumerate(entry.one_of)),
        )  # fmt: skip

    def _explained(self, entry: FactEntry | ClaimEntry, path: Path) -> None:
        if entry.state == "assumed" and entry.note is None:
            self.fault("assumption-without-note", path)

    def _refused(self, path: Path) -> bool:
        where = " › ".join(str(step) for step in path)
        return any(problem.where.startswith(where) for problem in self.problems)

    def _value(self, entry: FactEntry, path: Path) -> tuple[Quantity | None, bool | str | date | None]:
        if refusal := refused_unit(entry):  # told at the unit, and once
            self.fault(refusal.code, (*path, "unit"), **refusal.values)
            return None, None
        if entry.low is not None or entry.high is not None:
            return self._between(entry, path), None
        value = entry.value
        if value is None or isinstance(value, bool | date):
            return None, value
        if isinstance(value, dict | list):
            self.fault("wrong-type", (*path, "value"), found="table", expected="text")
            return None, None
        text = str(value)
        if len(text) > _MOST_TEXT:
            self.fault("text-too-long", (*path, "value"), most=str(_MOST_TEXT))
            return None, None
        try:
            if isinstance(value, Fraction):  # from a program: an exact number that no decimal ends
                whole, one = (read_quantity(digits, entry.unit) for digits in (str(int(value)), "1"))
                exact = Range.point(value * (one.range.exact or 1))
                return replace(whole, raw=text, range=exact, decimals=None), None
            return read_quantity(text, entry.unit), None
        except QuantityRefused as refused:
            year = value_at(self.document.data, ("report", "fiscal_year"))
            if refused.code == "quantity-date" and (day := day_in(text, year)) is not None:
                return None, day
            if entry.unit is None and not re.search("[0-9０-９]", text):
                return None, text
            self.fault(refused.code, (*path, "value"), **refused.values)
            return None, None

    def _between(self, entry: FactEntry, path: Path) -> Quantity | None:
        """Read a range that the author gives in words of his own."""
        ends: list[Fraction | None] = []
        unit = None
        for key, text in (("low", entry.low), ("high", entry.high)):
            try:
                read = None if text is None else read_quantity(text, entry.unit)
            except QuantityRefused as refused:
                self.fault(refused.code, (*path, key), **refused.values)
                return None
            ends.append(None if read is None else read.range.exact)
            unit = unit if read is None else read.unit
        low, high = ends
        if low is not None and high is not None and low > high:
            self.fault("quantity-range-order", (*path, "high"), found=f"{entry.low} – {entry.high}")
            return None
        return Quantity(
            raw_text(entry), unit, Range(low, high, low is None, high is None), "between", None, None
        )

    def _rows(self, table: str, rows: tuple[Mapping[str, Any], ...]) -> Iterator[Row]:
        for index, row in enumerate(rows):
            label = str(row.get("name", f"#{index + 1}"))
            cells = {}
            for column, value in row.items():
                if column != "name":
                    path: Path = ("tables", table, index, column)
                    data = value if isinstance(value, dict) else {"value": value}
                    try:
                        entry = validate(self.document, FactEntry, at=path, data=data)
                    except ProblemsFound as found:
                        self.problems += found.problems
                        continue
                    cells[column] = self._fact(f"{table}.{column}", entry, path)
            yield Row(label, cells)

    def _claims(self, level: str, entries: Mapping[str, Any]) -> dict[str, Claim]:
        found = {name: self._claim(entry, ("claims", level, name)) for name, entry in entries.items()}
        return {name: claim for name, claim in found.items() if claim is not None}

    def _claim(self, entry: str | ClaimEntry | None, path: Path) -> Claim | None:
        if entry is None:
            return None
        claim = ClaimEntry(value=entry) if isinstance(entry, str) else entry
        try:
            quantity = read_quantity(claim.value, "分")
        except QuantityRefused as refused:
            self.fault(refused.code, path, **refused.values)
            return None
        if quantity.range.exact is None:
            self.fault("claim-not-exact", path, found=claim.value)
        self._explained(claim, path)
        place = self._seen(self.document.places.value(path), claim.at)
        return Claim(quantity, place, claim.at, claim.quote, claim.assumption)
