"""Workbooks as a person uses them: facts changed in the file, recalculated by LibreOffice, read again."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

__all__ = ["Recalculated", "changed", "recalculated", "without_results"]

HARD = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""
"""LibreOffice keeps the results it finds in a file unless it is told to recalculate always."""

Value = Fraction | str | bool | None


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
        name = sheet.cell(row, 11).value
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
    subprocess.run([*command, *paths], check=True, capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    return {name: _read(made / f"{name}.xlsx") for name in files}


def _read(file: Path) -> Recalculated:
    book = openpyxl.load_workbook(file, data_only=True)
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
