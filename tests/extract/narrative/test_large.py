"""Large texts of nothing but one thing are read, or refused, in time that grows with their length alone."""

import time

import pytest

from perfscore.documents.text import read
from perfscore.extract.narrative.narrative import read_narrative
from perfscore.messages.problems import ProblemsFound
from tests.cards import catalog

HEAD = "2024年度某某局整体支出绩效自评报告\n一、基本情况\n全年支出100万元。\n"
LENGTH, SECONDS = 300_000, 12
TEXTS = {
    "digits in one line": "1234567890",
    "digits in lines": "1234567890" * 8 + "\n",
    "letters": "abcdefgh",
    "the beginning of a list": "其中",
    "lists of amounts": "其中：基本支出10万元，",
    "the same number of an item": "（一）",
    "numbers of items in lines": "（一）" * 50 + "\n",
    "brackets": "（",
    "quotation marks": "“",
    "commas": "，",
    "dots": "1.1.1.",
    "sentences in one line": "全年支出381.53万元，完成预算的98.5%，较上年增长3.2%。",
}


def outcome(text: str) -> str:
    try:
        found = read_narrative(read(text.encode()), catalog(), name="报告", year=2024)
    except ProblemsFound as refusal:
        return refusal.problems[0].code
    return "read" if found else "nothing"


@pytest.mark.parametrize("name", TEXTS)
def test_the_time_for_a_hostile_text_is_bounded(name: str) -> None:
    piece = TEXTS[name]
    begun = time.process_time()

    assert outcome(HEAD + piece * (LENGTH // len(piece))) in ("read", "nothing", "form-too-much")
    assert time.process_time() - begun < SECONDS


def test_a_text_of_more_figures_than_any_report_is_refused_with_its_place() -> None:
    with pytest.raises(ProblemsFound) as refusal:
        read_narrative(
            read((HEAD + "合格率98%。\n" * 20_001).encode()), catalog(), name="报告", label="报告.txt"
        )

    (problem,) = refusal.value.problems
    assert ("form-too-much", "报告.txt") == (problem.code, problem.place.file)
    assert "20000" in refusal.value.text("zh")


def test_marks_without_end_before_an_amount_take_no_longer() -> None:
    begun = time.process_time()

    assert outcome(HEAD + "本年" * 150_000 + "支出10万元。\n") in ("read", "nothing")
    assert time.process_time() - begun < SECONDS
