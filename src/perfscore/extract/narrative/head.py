"""Whose report it is, of which year and kind · 报告的主体、年度与种类."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from perfscore.documents.paragraphs import title_at
from perfscore.extract.narrative.numbering import numbering_at
from perfscore.extract.narrative.phrases import Report
from perfscore.extract.narrative.text import Paragraph, Text
from perfscore.numbers.printed import folded

__all__ = ["Head", "head_of"]

_FIRST = 8
_FIRST_OF_PAGE = 60
"""Lines among which the title stands, below the menu of a page."""
_LONGEST = 120
_WINDOW = re.compile(r"[-_|—–>·]+")
"""What parts the title of a page from the name of its site."""
_MENU_WORD = (
    r"(?:机构|单位|部门|本局|本院|本馆|本校)?(?:概况|简介|职能|设置)|(?:信息|政务|政府信息|财政|预决算|院务|校务)公开|通知公告|公告公示"
    r"|新闻(?:中心|动态)|工作动态|政策法规|办事(?:指南|服务)|互动交流|联系我们|领导之?窗|党建工作|专题专栏|下载中心|[>»|/·]"
)
_MENU = re.compile(rf"首页|(?:当前|您的?|所在)位置|网站(?:导航|地图)|无障碍|收藏本站|^(?:{_MENU_WORD})+$")
_YEAR = re.compile(r"(20[0-9]{2})年")
_OF_YEAR = re.compile(r"20[0-9]{2}年度?")
_DEPARTMENT = re.compile(r"整体支出|整体绩效|部门决算|部门支出|单位支出|基本支出")
_REPORT = re.compile(r"报告|自评|评价")
_BODY = re.compile(
    r"(?P<name>[一-鿿()]{3,40}?)(?:本级)?(?:20[0-9]{2}年(?:度)?)?(?:的)?(?:部门|单位|\(单位\)|部门\(单位\)|机关)*"
    r"(?:预算)?(?:整体支出|整体绩效|项目支出|项目|专项资金|财政支出|[一-鿿]{2,24}?(?:项目|专项|资金|经费))"
)
_PROJECT = re.compile(r"^[“度的]*(?P<name>[^()]{4,40}?)(?:项目|专项)?(?:支出|资金)?(?:绩效|自评)")
_TWICE = re.compile(r"^(.{2,12})\1")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a report · 报告抬头.

    `body` is the subject's name, empty where the title has none; `year` is None where no year is named.
    """

    title: str
    body: str
    year: int | None
    kind: Report
    project: str = ""


def head_of(text: Text) -> Head:
    """Return whose report a text is."""
    plain = "\n".join(paragraph.plain for paragraph in text.paragraphs)
    title = _title(text)
    kind: Report = "department" if _DEPARTMENT.search(plain) else "project"
    body = _body(title)
    return Head(title, body, _year(title, plain), kind, _project(title, body) if kind == "project" else "")


def _title(text: Text) -> str:
    """Return the title: a marked heading, else that of a page's window, else the first lines."""
    first = [one for one in text.paragraphs[:_FIRST_OF_PAGE] if not _is_menu(one)]
    marked = [one.plain for one in first if one.level]
    windows = [piece for name in text.names for piece in _WINDOW.split(folded(name))]
    over = [above + below for above, below in pairwise(marked) if title_at(below)]
    sure = [title for one in (*marked, *windows, *over) if (title := title_at(one))]
    named = _lines(first[:_FIRST])
    plain = title_at(named) or (named if _REPORT.search(named) and len(named) < _LONGEST else "")
    return next((one for one in (*sure, plain) if _body(one)), next(iter((plain, *sure)), ""))


def _is_menu(paragraph: Paragraph) -> bool:
    """Say whether a line is the menu of a page or the path to it, so that it names nobody."""
    links = paragraph.linked and not (paragraph.level or title_at(paragraph.plain))
    return links or _MENU.search(paragraph.plain) is not None


def _lines(paragraphs: Sequence[Paragraph]) -> str:
    """Return the lines before the first numbered one that make up the title."""
    lines: list[str] = []
    for paragraph in paragraphs:
        if numbering_at(paragraph.plain) is not None or paragraph.plain.endswith("。"):
            begun = title_at(paragraph.plain)  # the text may run on behind the title
            lines += [begun] if begun and _body(begun) and begun != paragraph.plain else []
            break
        if paragraph.cells or re.search(r"^附件|[:：|]", paragraph.plain):
            continue
        lines.append(paragraph.plain)
        if re.search(r"报告$|\)$", paragraph.plain) and _REPORT.search(paragraph.plain):
            break
    return "".join(lines)


def _body(title: str) -> str:
    """Return the name a title begins with, after its year."""
    rest = re.sub(r"^[(]?20[0-9]{2}年(?:度)?[)]?", "", re.sub(r"[“”\"\s]", "", title))
    found = _BODY.match(rest)
    name = found["name"] if found else ""
    return (
        _TWICE.sub(r"\1", name)
        if re.search(r"[局馆校院站所心会委办镇乡府队园室处社司学厅部团体库台]$|[残妇文侨科]联$", name)
        else ""
    )


def _project(title: str, body: str) -> str:
    """Return the name of the project in a title, without the body's name and the year."""
    found = _PROJECT.search(_OF_YEAR.sub("", title.partition(body)[2] if body else title))
    return found["name"] if found else ""


def _year(title: str, plain: str) -> int | None:
    """Return the year of a title, else the one named most often, the earlier of two."""
    if found := _YEAR.search(title):
        return int(found[1])
    counts = Counter(_YEAR.findall(plain))
    return min((-count, int(year)) for year, count in counts.items())[1] if counts else None
