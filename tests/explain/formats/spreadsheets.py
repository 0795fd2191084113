"""Workbooks as a person uses them: facts changed in the file, recalculated by LibreOffice, read again."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from perfscore import Audit
from perfscore.numbers.ranges import Range

__all__ = ["Recalculated", "changed", "converted", "read", "recalculated", "unlike", "without_results"]

HARD = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""
"""LibreOffice keeps the results it finds in a file unless it is told to recalculate always."""

Value = Fraction | date | str | bool | None


@dataclass(frozen=True)
class Recalculated:
    """What the spreadsheet says: of each criterion and the total the points and their ends."""

    criteria: list[tuple[Fraction | None, Fraction | None, Fraction | None]]
    total: tuple[Fraction | None, Fraction | None, Fraction | None]
    shown: list[Any]
    """The points on the sheet of criteria, as doubles."""
    cells: Mapping[str, Any]
    """Every cell by sheet and place."""


def changed(content: bytes, facts: Mapping[str, Value]) -> bytes:
    """Return a workbook in which facts have other values: None empties a cell; all results are dropped."""
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book["事实"]
    for row in range(3, sheet.max_row + 1):
        name = str(sheet.cell(row, 11).value)
        if name in facts and not str(sheet.cell(row, 3).value).startswith("=IF("):
            sheet.cell(row, 3).value = _typed(facts[name])
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def without_results(content: bytes) -> bytes:
    """Return a workbook without any result of a formula."""
    return changed(content, {})


def _typed(value: Value) -> Any:
    if isinstance(value, bool):
        return "是" if value else "否"
    return float(value) if isinstance(value, Fraction) else value


def recalculated(folder: Path, files: Mapping[str, bytes]) -> dict[str, Recalculated]:
    """Return workbooks as LibreOffice computes them, all by one start of the program."""
    return {name: read(book) for name, book in converted(folder, files).items()}


def converted(folder: Path, files: Mapping[str, bytes]) -> dict[str, openpyxl.Workbook]:
    """Return files as LibreOffice saves them, every formula computed anew."""
    profile, given, made = (folder / name for name in ("profile", "given", "made"))
    shutil.rmtree(given, ignore_errors=True)
    given.mkdir()
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(HARD, "utf-8")
    for name, content in files.items():
        (given / f"{name}.xlsx").write_bytes(content)
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(made)]
    paths = [str(given / f"{name}.xlsx") for name in files]
    surroundings = {**os.environ, "LC_ALL": "C.UTF-8"}
    subprocess.run([*command, *paths], check=True, capture_output=True, env=surroundings)
    return {name: openpyxl.load_workbook(made / f"{name}.xlsx", data_only=True) for name in files}


def read(book: openpyxl.Workbook) -> Recalculated:
    """Return what a workbook says of points and total."""
    found: dict[str, list[Fraction | None]] = {}
    for row in book["演算"].iter_rows(min_row=3):
        if isinstance(row[1].value, str):
            found.setdefault(row[1].value, []).append(_number(row[7].value, row[8].value))
    ends = zip(found.get("得分", []), found.get("得分下限", []), found.get("得分上限", []), strict=True)
    total = tuple(found[name][-1 if name != "总分" else 0] for name in ("总分", "总分下限", "总分上限"))
    rows = book["评分项"].iter_rows(min_row=3, max_row=2 + len(found.get("得分", [])))
    cells = {f"{s.title}!{c.coordinate}": c.value for s in book for line in s.iter_rows() for c in line}
    return Recalculated(list(ends), total, [row[5].value for row in rows], cells)  # type: ignore[arg-type]


def _number(n: Any, d: Any) -> Fraction | None:
    """Return the exact number of two cells, None where they have none."""
    if isinstance(n, bool) or not isinstance(n, int | float) or not isinstance(d, int | float) or not d:
        return None
    assert n == int(n)
    assert d == int(d)
    return Fraction(int(n), int(d))


def unlike(found: Recalculated, result: Audit, changed: bool = False) -> list[str]:
    """Return where a spreadsheet does not say what the engine does.

    Points and totals are the engine's to the last digit.  So are their ends, but once facts are changed
    an end may lie outside of the engine's, never inside, and that of the total may be left open.
    """
    wrong = []
    for award, (points, low, high) in zip(result.card.awards, found.criteria, strict=True):
        name = award.step.criterion.id
        if points != award.points:
            wrong.append(f"{name}: {points}, not {award.points}")
        if low is None or high is None or not _covers((low, high), award.range, exactly=not changed):
            wrong.append(f"{name}: from {low} to {high}, not {award.range}")
    total, low, high = found.total
    if total != result.card.total:
        wrong.append(f"total: {total}, not {result.card.total}")
    if not _covers((low, high), result.card.range, exactly=not changed):
        wrong.append(f"total: from {low} to {high}, not {result.card.range}")
    for award, shown in zip(result.card.awards, found.shown, strict=True):
        points = award.points
        expected = {"—"} if points is None else _written(points.numerator / points.denominator)
        if shown not in expected:
            wrong.append(f"{award.step.criterion.id} shows {shown}, not {expected}")
    return wrong


def _written(double: float) -> set[float]:
    """Return what LibreOffice may write for a double: fifteen digits, now and then rounded from sixteen.

    So 0.040243068131514348 is written as …144: that is a number for people; n and d are compared exactly.
    """
    sixteen = Decimal(f"{double:.16g}")
    twice = Context(prec=15, rounding=ROUND_HALF_UP).plus(sixteen)
    return {float(f"{double:.15g}"), float(twice)}


def _covers(ends: tuple[Fraction | None, Fraction | None], known: Range, exactly: bool) -> bool:
    if exactly:
        return ends == (known.low, known.high)
    low, high = ends
    below = low is None or (known.low is not None and low <= known.low)
    return below and (high is None or (known.high is not None and high >= known.high))
