"""The words before a figure, without what says nothing of what it is · 标签.

The year, the body's own name, 其中, 共, 为, 达 are stripped; what is left must be explained to its last
character before anything is bound.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from perfscore.extract.narrative.numbering import Level

__all__ = ["Labels", "quoteless", "without_names"]

_PARTING = re.compile(r"[,，、:：;；。()|]")
_WORD_BRACKET = re.compile(r"\([^()0-9]{0,10}\)")
_QUOTES = re.compile("[“”\"'‘’《》]")
_KEPT = str.maketrans({"(": "\ue000", ")": "\ue001", "、": "\ue002"})
_TIME = (
    r"(?:20[0-9xX*]{2}年(?:度|末|底|初(?![^,;。]{0,14}预算))?|本年度?|当年|全年|今年以来|今年|年内|本年|年度|截至(?:目前|评价日|年底|年末|[0-9年月日]+底?)?"
    r"|截止(?:目前|年底|[0-9年月日]+底?)?|年[末底终](?=(?:我|本|全|该|单位|实有|在))|到目前为止|[0-9]{1,2}月(?:底|末|份)?|底)"
)
_SELF = (
    r"(?:我|本|全|该)(?:单位|部门|局|馆|校|院|站|所|中心|委员会|委|办|镇|乡|街道|县|区|市|会|队|园|室|场|台|社|厅|处|公司|项目|系统)(?:机关)?|项目(?:实施|承担|建设)?单位(?=实际|累计|已|共|全年|完成)"
    r"|我们|学校|机关本级|县本级|市本级|区本级|本级"
)
_FILLER = (
    r"[—–●•◆■▪]{1,3}|[一二三四五六七八九十]是|但|加上|其中|另有?|同时|并且?|以及|及|和|共计|共有|总共|共|累计|合计|目前|现共有|现有(?=[^人])|实现|达到"
    r"|主要|即|分别[为是]?|包括|包含|含(?=[^有量金税氧])|由|为|是|的|已经?|(?:基本|项目|总|全年|本年|部门)*支出(?:总额|合计|总计|决算)?中|(?:完成|占)(?=年初预算|全年预算|调整)"
)
_FRONT = re.compile(rf"(?:{_TIME}|{_SELF}|{_FILLER})")
_TAIL = re.compile(
    r"(?:均|分别|约|共)?(?:为|是|(?<!下)达到了?|高达|(?<!下)达|(?<![实现])有|到|\||人民币|了|=(?:[0-9.,万亿元/÷×*%]{1,80}=)?)$"
)
_LEVEL = re.compile("(?:[省市县区州]级|中央)")
_LEAST = 4
"""Characters of a project's name that tell it from other words."""
_SHORT = re.compile(r"[省市县区州镇乡][^省市县区州镇乡财]{2,5}")
_SUM = re.compile(r"(?:合计|总计|共计|累计|共|总额)$")


def quoteless(text: str) -> str:
    """Return a text without quotes."""
    return _QUOTES.sub("", text)


@dataclass(frozen=True, slots=True)
class Labels:
    """Reads labels in the report of one body · 标签读取.

    `body` is the name of the report's subject, which says nothing more in a label than 本单位; `project`
    that of the project which the report is of, so that 救助补助资金预算 is the budget.
    """

    body: str = ""
    project: str = ""

    def before(self, words: str, levels: Sequence[Level]) -> str:
        """Return the words directly before a figure, as printed.

        `words` are those since the figure before it, or since the sentence began.
        """
        kept = _WORD_BRACKET.sub(lambda found: found[0].translate(_KEPT), words)
        parts = [part.strip() for part in _PARTING.split(kept)]
        label = parts.pop()
        while not self._says(label) and parts:
            label = parts.pop()
        if not self._says(label) and levels:
            label = levels[-1].title
        return label.replace("\ue000", "(").replace("\ue001", ")").replace("\ue002", "、")

    def _says(self, label: str) -> bool:
        return bool(self.compared(label)) or _SUM.search(label) is not None

    def compared(self, label: str) -> str:
        """Return the shortest form of a label, empty where it says nothing."""
        return self.forms(label)[-1]

    def forms(self, label: str) -> tuple[str, ...]:
        """Return the label with less and less around it, as it is compared with the wordings."""
        core = _WORD_BRACKET.sub("", quoteless(label)).strip("|. ")
        forms: dict[str, None] = {}
        while True:
            forms |= dict.fromkeys(_without_tail(core))
            if behind := self.project_behind(core):
                forms[core[:-behind]] = None
            shorter = self._without_front(core)
            if shorter == core:
                return tuple(forms)
            core = shorter

    def _without_front(self, core: str) -> str:
        if found := _FRONT.match(core):
            return core[found.end() :]
        if named := self._own_name(core):
            return core[named:]
        return core

    def _own_name(self, core: str) -> int:
        """Return how much of a label is the body's own name, or the end of it: 县财政局机关."""
        for length in range(min(len(core), 24), 1, -1):
            if self.body.endswith(core[:length]) or self._abbreviates(core[:length]):
                return length + (2 if core[length:].startswith("机关") else 0)
        return self._own_project(core)

    def _own_project(self, core: str) -> int:
        """Return how much of a label is a piece of the project's name."""
        level = _LEVEL.match(core)
        start = level.end() if level else 0
        for length in range(min(len(core) - start, len(self.project)), _LEAST - 1, -1):
            if core[start : start + length] in self.project:
                return start + length
        return 0

    def project_behind(self, core: str) -> int:
        """Return how much of the end of a label is a piece of the project's name."""
        for length in range(min(len(core) - 1, len(self.project)), _LEAST - 1, -1):
            if core[-length:] in self.project:
                return length
        return 0

    def _abbreviates(self, name: str) -> bool:
        """Say whether a name is the body's in short: 县残联 for 松江县残疾人联合会."""
        ends_alike = len(name) < 5 and self.body[-1:] == name[-1]
        if not (ends_alike or _SHORT.fullmatch(name)):
            return False
        rest = iter(self.body)
        return all(character in rest for character in name)


def without_names(label: str) -> str:
    """Return a label without the years and the body's ways to speak of itself, wherever they stand in it."""
    return re.sub(rf"{_TIME}|{_SELF}", "", label)


def _without_tail(core: str) -> list[str]:
    """Return a label, and without 为 or 达 behind it, and without a word for the sum."""
    forms = [core]
    while found := _TAIL.search(core):
        core = core[: found.start()]
        forms.append(core)
    if found := _SUM.search(core):
        forms.append(core[: found.start()])
    return forms
