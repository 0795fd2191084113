"""What stands around the tables of a form: title, year, names, grade · 表头信息.

A year is one only where 年 follows it: the number of a document (财预〔2020〕10号) or the id of a ruleset
holds four digits too, and neither says what a form is about.
"""

import re
from dataclasses import dataclass, field

from perfscore.documents.document import Cell, by_row
from perfscore.extract.forms.headings import headings, is_blank, one_line
from perfscore.extract.forms.openings import is_title
from perfscore.extract.forms.tables import Sheet
from perfscore.numbers.printed import folded

__all__ = ["Surroundings", "is_said", "is_year_line", "read_surroundings", "year_in", "year_in_name"]


_ZERO, _DIGIT = "[〇零○◯oO0]", "[〇零○◯oO一二三四五六七八九]"
_WRITTEN = re.compile(rf"二\s*{_ZERO}\s*{_DIGIT}\s*{_DIGIT}(?=\s*年)")
_DIGITS = str.maketrans("〇零○◯oO一二三四五六七八九", "000000123456789")
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})\s*年")
_ALONE = re.compile(r"\D{0,6}(?<![〔\[])(20[0-9]{2})\s*(?:年度?)?\s*\D{0,4}")
_NAMED = re.compile(r"(?<![0-9])(20[0-9]{2})\s*年(?!\s*第?\s*[0-9]+\s*号)")
_LONGEST_LINE = 16


def is_year_line(line: str) -> bool:
    """Say whether a line is nothing but a year: （2024年度）, （ 二〇二四 年度）."""
    text = _in_digits(line)
    return len(line) <= _LONGEST_LINE and bool(_ALONE.fullmatch(text) and _YEAR.search(text))


def year_in(text: str) -> str | None:
    """Return the year that a title says, or a cell beside 年度."""
    plain = _in_digits(text)
    year = _YEAR.search(plain) or _ALONE.fullmatch(plain.strip())
    return year[1] if year else None


def year_in_name(name: str) -> str | None:
    """Return the year that the name of a file or a sheet says: 2024年… and nothing less."""
    year = _NAMED.search(_in_digits(name))
    return year[1] if year else None


def _in_digits(text: str) -> str:
    """Return a text with the years written in Chinese in digits."""
    return _WRITTEN.sub(lambda year: "".join(year[0].split()).translate(_DIGITS), folded(text))


_PAIR = re.compile(r"([^:：]{1,30})[:：](.*)", re.DOTALL)
_NEXT_PAIR = re.compile(r"[\s,，;；、]+(?=[^:：\s,，;；、]{2,12}[:：])")
_TICKED, _OPEN = re.compile(r"\(?[☑✓✔√■●☒]\)?"), re.compile(r"\(?[□☐○]\)?|\(\s*\)")
_BEHIND_BOX, _BEFORE_BOX = re.compile(r"☑\s*([^☑□\s、,;/]+)"), re.compile(r"([^☑□\s、,;/]+)\s*☑")
_OPENING = 8
_STARS = ("*", "＊", "★", "☆")
_UNKNOWN = "form-not-understood"
_UNIT_ALONE = re.compile(r"(?:金额)?单位[:：].{1,20}")


@dataclass
class Surroundings:
    """What was found around the tables · 表头信息.

    `labels` are the cells of the values, `heads` those of their names.
    """

    title: Cell | None = None
    labels: dict[str, Cell] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    years: dict[str, Cell] = field(default_factory=dict)
    heads: dict[str, Cell] = field(default_factory=dict)


def read_surroundings(sheet: Sheet) -> Surroundings:
    """Return title, year and labelled values; their cells are taken, and what is left is listed."""
    found = Surroundings()
    for cell in list(sheet.left()):
        if cell not in sheet.taken:
            _cell(sheet, cell, found)
    _list_rest(sheet)
    return found


def _cell(sheet: Sheet, cell: Cell, found: Surroundings) -> None:
    line = one_line(cell.text)
    alone = len(sheet.layout.own(cell.row)) <= 2
    if found.title is None and alone and is_title(line):
        found.title = cell
        sheet.take(cell)
        _year(cell, found)
    elif is_year_line(line):
        sheet.take(cell)
        _year(cell, found)
    elif _UNIT_ALONE.fullmatch(line):
        sheet.take(cell)
    else:
        parts = _NEXT_PAIR.split(cell.text.strip())  # 自评得分：95分　自评等级：优
        apart = len(parts) > 1 and all(map(_PAIR.fullmatch, parts))
        for part in parts if apart else (line,):
            _labelled(sheet, cell, one_line(part), found)


def _labelled(sheet: Sheet, cell: Cell, line: str, found: Surroundings) -> None:
    pair = _PAIR.fullmatch(line)
    match = headings()["labels"].find(pair[1] if pair else line)
    if match is None or match.role == "left_out" or (match.role in found.labels):
        return
    found.heads[match.role] = cell
    if pair and pair[2].strip():
        sheet.take(cell)
        _keep(sheet, match.role, cell._replace(text=pair[2].strip()), found)
        return
    row = sheet.layout.row(cell.row)
    after = next((other for other in row if other.column >= cell.column + cell.columns), None)
    if after is None or after in sheet.taken or _is_label(after):
        if match.role not in ("unit",):
            sheet.take(cell)
        return
    for one in (cell, after):
        sheet.take(one)
    if match.role == "grade" and _is_ticked(after.text):  # a cell for each grade
        others = [other for other in row if other.column > after.column and _is_ticked(other.text)]
        after = after._replace(text=" ".join([after.text, *map(sheet.take, others)]))
    _keep(sheet, match.role, after, found)
    if match.role == "year" and (year := year_in(after.text)):
        found.years = {year: after, **found.years}  # a title may say the year of its rules


def _keep(sheet: Sheet, role: str, cell: Cell, found: Surroundings) -> None:
    """Keep the value of a label; of grades in a row of boxes the one that is ticked."""
    value = "" if is_blank(cell.text) else one_line(cell.text)
    if role == "grade" and _is_ticked(value):
        ticked = _ticked(value)
        if len(ticked) != 1:
            sheet.note("form-not-understood", cell)
            return
        (value,) = ticked
    found.labels[role], found.values[role] = cell, value


def _is_ticked(text: str) -> bool:
    """Say whether a text has boxes, ticked or not."""
    return bool(_TICKED.search(folded(text)) or _OPEN.search(folded(text)))


def _ticked(text: str) -> list[str]:
    """Return the words whose box is ticked, which stands before each word, or behind it: 优（√） 良（ ）."""
    plain = _OPEN.sub("□", _TICKED.sub("☑", folded(text))).strip()
    return (_BEHIND_BOX if plain.startswith(("☑", "□")) else _BEFORE_BOX).findall(plain)


def is_said(text: str) -> bool:
    """Say whether a text is a label with its value: 自评得分：95分."""
    pair = _PAIR.fullmatch(text)
    return pair is not None and bool(pair[2].strip()) and headings()["labels"].find(pair[1]) is not None


def _is_label(cell: Cell) -> bool:
    return headings()["labels"].find(cell.text) is not None


def _year(cell: Cell, found: Surroundings) -> None:
    if year := year_in(cell.text):
        found.years.setdefault(year, cell)


def _list_rest(sheet: Sheet) -> None:
    """List what nobody has taken, a row at a time, by what it seems to be."""
    above, last, left = 0, "", 0
    for row, cells in by_row(cell for cell in sheet.left() if not is_blank(cell.text)).items():
        text = " | ".join(cell.text for cell in cells)
        code = _code(sheet, row)
        goes_on = code == _UNKNOWN and row == above + 1
        if goes_on and (last == "form-footnote" or (last == "form-left-out" and cells[0].column > left)):
            code = last
        else:
            left = cells[0].column
        sheet.note(code, Cell(row, 1, text, cells[0].place))
        sheet.taken.update(cells)
        above, last = row, code


def _code(sheet: Sheet, row: int) -> str:
    labels, rows = headings()["labels"], headings()["rows"]
    across = sheet.layout.row(row)
    above = row < sheet.tables[0].top and len(across) == 1  # 附件1
    if above or any(table.top <= row <= table.bottom for table in sheet.tables):
        return "form-left-out"  # a heading with nothing below it
    if any(labels.is_a(re.split("[:：]", cell.text)[0], "left_out") for cell in across):
        return "form-left-out"
    if across[0].text.startswith(_STARS) or rows.is_a(across[0].text[:_OPENING], "footnote"):
        return "form-footnote"
    return "form-left-out" if rows.is_a(across[0].text, "funds_block") else _UNKNOWN
