"""Whose money a figure is where the words before it do not say · 所说的是谁的资金.

A heading, a clause without a figure or the beginning of a sentence names it.
"""

import re

from perfscore.extract.narrative.bound import Reading
from perfscore.extract.narrative.labels import quoteless
from perfscore.extract.narrative.said import Said

__all__ = [
    "is_joined", "is_neutral", "is_of_projects", "named_ahead", "named_in", "names_another",
    "speaks_of_others", "subject_below",
]  # fmt: skip

_LEAD = re.compile(r".{0,60}?(?:[类款项]\)|项目|工程|经费|专项|资金|费)[。,:]")
_SELF = re.compile(
    r"^(?:(?:局|委|办|院|厅|镇|街道)?(?:机关|本级|部门)?(?:运转|工作)?经费|资金)$|(?:本|该|我|全部|所有)[^,。]{0,6}(?:项目|资金|经费)|项目资金|专项资金|财政资金"
)
_OTHERS = re.compile(r"(?:下辖|辖区|所辖|管辖|辖有)[^;。]{0,12}(?:学校|医院|院|社区|村|单位|机构)[^;。]*$")
_LONGEST_HEAD = 12
_PROJECTS, _PURCHASE = "项目支出", "政府采购"
_OF_PURCHASE = re.compile("(?:物资|货物)?采购(?:预算)?(?:管理|执行|情况|工作)*")
_OF_PROJECTS = re.compile(
    r"(?:安排|下达|批复|部门|单位|年初)*项目(?:支出|经费|资金)?(?:年初|全年|支出|资金|经费)*预算.*|(?:安排|下达|批复)项目(?:支出|经费|资金)"
)
_BELOW_PROJECTS = re.compile(
    r"(?:部门|单位|年度|全年|本年|财政|20[0-9]{2}年度?)*项目(?:支出|经费|资金)"
    r"(?:预算|决算|安排|使用|管理|执行|完成|绩效|收支|总体|具体|分析|说明|情况|及|和|的)*"
)


def named_in(words: str, reading: Reading) -> str:
    """Return the subject of money that some words name, empty for none."""
    subjects = reading.phrases.headings.subjects
    return next((word for word in subjects if word in quoteless(words)), "")


def named_ahead(before: str, reading: Reading) -> str:
    """Return the subject that a colon at the head of a sentence gives all of it: 三公经费:预算8万元;…"""
    head, colon, _ = before.partition(":")
    return named_in(head, reading) if colon and len(head) <= _LONGEST_HEAD else ""


def is_joined(last: Said, said: Said) -> bool:
    """Say whether nothing but a semicolon ends the sentence between two figures."""
    return last.paragraph == said.paragraph and ";" in last.after and "。" not in last.after


def speaks_of_others(before: str) -> bool:
    """Say whether people that follow are those of the schools of a district, and not of its bureau."""
    return _OTHERS.search(before) is not None


def subject_below(title: str, reading: Reading) -> str:
    """Return the subject of what stands below a heading; a body has other spending than that of projects."""
    if reading.report == "department" and _BELOW_PROJECTS.fullmatch(quoteless(title)):
        return _PROJECTS
    return _PURCHASE if _OF_PURCHASE.fullmatch(_bare(title)) else named_in(title, reading)


def is_of_projects(label: str, reading: Reading) -> bool:
    """Say whether a label means the money of projects in the report of a body, which has more than that."""
    return reading.report == "department" and _OF_PROJECTS.fullmatch(label) is not None


def names_another(before: str, reading: Reading) -> bool:
    """Say whether the sentence began with something that has figures of its own: 行政运行(项)."""
    if reading.report == "department" and re.search(reading.phrases.rules.other_subject, before):
        return True
    head = re.split("[,:]", before)[:-1]
    return any(
        _LEAD.fullmatch(f"{words},") and not _SELF.search(words) and not re.search(r"[0-9]", words)
        and not re.match(reading.phrases.rules.moved, words)  # 执行中因追加社区运转等经费, 调整后预算为…
        for words in head
    )  # fmt: skip


def is_neutral(title: str, reading: Reading) -> bool:
    """Say whether a heading leaves the figures below it to the body itself."""
    phrases = reading.phrases
    bare = _bare(title)
    named = _OF_PURCHASE.fullmatch(bare) or any(word in bare for word in phrases.headings.subjects)
    return bool(named) or not phrases.neutral.sub("", bare)


def _bare(title: str) -> str:
    return re.sub(r"20[0-9x]{2}|[()“”：:。]", "", title)
