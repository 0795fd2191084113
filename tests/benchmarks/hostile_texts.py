"""What a text of nothing but one thing costs, at a size and at twice and four times that.

Run as a program, never as a test (speed is not a test):

    python -m tests.benchmarks.hostile_texts [CHARACTERS] [KIND]...

A cost that grows with the length alone doubles from column to column; four times as much is a square.  The
largest of the texts must stay below what a file may hold, else only the refusal is measured.
"""

import sys
import time

from perfscore import Catalog, discover
from perfscore.documents.document import Unreadable
from perfscore.documents.text import read
from perfscore.extract.narrative.narrative import read_narrative
from perfscore.messages.problems import ProblemsFound

HEAD = "青河区图书馆2024年度部门整体支出绩效自评报告\n一、支出\n全年支出100万元，"
KINDS = {
    "digits": "1234567890",
    "digits and commas": "1,",
    "lists opened": "其中",
    "brackets opened": "（",
    "brackets": "（）",
    "made up by": "，由",
    "statements denied": "没有支付缓慢，",
    "parts of a list": "其中1万元，",
    "items in paragraphs": "其中：\n（1）1万元；\n",
    "points": "\n——",
    "rows of tables": "甲 | 乙 | 丙\n1 | 2 | 3\n",
    "scores": "总分100分，自评93分，",
    "budgets added to": "年初预算1万元，追加1万元，全年预算2万元，",
    "years": "2024年",
    "short names": "区图",
}


def seconds(text: str, catalog: Catalog) -> tuple[float, str]:
    """Return the processor time of reading a text, and the code of its refusal if it was refused."""
    begun, refused = time.process_time(), ""
    try:
        read_narrative(read(text.encode()), catalog, name="text", year=2024)
    except ProblemsFound as problems:
        refused = problems.problems[0].code
    except Unreadable as refusal:
        refused = refusal.code
    return time.process_time() - begun, refused


def main(size: str = "100000", *kinds: str) -> None:
    catalog = discover()
    for kind in kinds or KINDS:
        piece = KINDS[kind]
        told = [seconds(HEAD + piece * (int(size) * times // len(piece)), catalog) for times in (1, 2, 4)]
        print(f"{kind:22}", *(f"{spent:8.2f} s" for spent, _ in told), told[-1][1])


if __name__ == "__main__":
    main(*sys.argv[1:])
