"""What a heading looks like · 标题的样子."""

import re

__all__ = ["BREAKS", "ends_as_heading", "is_bare_heading"]

BREAKS = re.compile(r"[，,。；;：:！？!?]")
"""Marks that no heading holds."""
_BARE = 16
"""Characters of a heading that no number and no format marks."""
_HEADING_ENDS = re.compile(
    r".*(?:情况|概况|分析|结论|问题|措施|建议|结果|成效|职责|职能|说明|设置|得分|评价|简介|目标|称号|工作|构成|支出|收入|预算|管理|内容|绩效|执行|成绩)"
)


def ends_as_heading(title: str) -> bool:
    """Say whether words without a break end as headings do."""
    return not BREAKS.search(title) and _HEADING_ENDS.fullmatch(title) is not None


def is_bare_heading(plain: str) -> bool:
    """Say whether a paragraph is a heading that nothing marks as one: a few words that end as such do."""
    return len(plain) <= _BARE and not re.search("[0-9|]", plain) and ends_as_heading(plain)
