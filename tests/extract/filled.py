"""What a filled form says, apart from the layout it is printed in."""

import re
from dataclasses import dataclass, field

NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator row, its figures apart from their sign and unit.

    `goal` and `done` are target and actual value where one cell has to hold all of it.  Rows of one
    `group` share one printed score.
    """

    level1: str
    level2: str
    name: str
    sign: str
    target: str
    unit: str
    actual: str
    points: str
    claimed: str
    reason: str = ""
    goal: str = ""
    done: str = ""
    group: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "goal", self.goal or f"{self.sign}{self.with_unit(self.target)}")
        object.__setattr__(self, "done", self.done or self.with_unit(self.actual))

    def with_unit(self, text: str) -> str:
        return f"{text}{self.unit}" if NUMBER.fullmatch(text) else text


@dataclass(frozen=True, slots=True)
class Money:
    """One line of the budget block; empty where nothing is printed."""

    initial: str = ""
    budget: str = ""
    spent: str = ""
    rate: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that a layout has to find a place for; empty texts are empty cells."""

    project: str
    year: int
    money: Money
    rows: tuple[Row, ...]
    money_unit: str = "万元"
    of_which: Money = field(default_factory=Money)
    points: str = ""
    execution: str = ""
    total: str = ""
    body: str = ""
    superior: str = ""
    goals: tuple[str, str] = ("", "")
    grade: str = ""
    initial_target: str = ""


FILLED = Content(
    project="图书购置经费",
    year=2024,
    money=Money("100.00", "120.00", "114.00", "95.00%"),
    of_which=Money("80", "100", "94", "94%"),
    points="10",
    execution="9.50",
    total="98.00",
    body="某市图书馆",
    superior="某市文化局",
    goals=("购置图书8万册，改善馆藏", "已完成"),
    grade="优",
    initial_target="1",
    rows=(
        Row("产出指标", "数量指标", "购置图书", "≥", "80000", "册", "82000", "20", "20"),
        Row("产出指标", "质量指标", "验收合格率", "≥", "95", "%", "98", "20", "20"),
        Row("产出指标", "成本指标", "单册成本", "≤", "30", "元", "28.50", "10", "10"),
        Row(
            "效益指标", "社会效益指标", "读者到馆人次", "=", "30", "万人次", "28.5", "30", "28.50", "馆舍维修"
        ),
        Row("满意度指标", "服务对象满意度指标", "读者满意度", "≥", "90", "%", "93", "10", "10"),
    ),
)
