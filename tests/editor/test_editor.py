"""A rule author in an editor: mistakes as they are typed, completion, words at hand, a fact renamed."""

from pathlib import Path

import pytest
from lsprotocol.types import DiagnosticSeverity

from perfscore import parse_ruleset
from tests.editor.client import Editor, edited, talk
from tests.paths import ROOT
from tests.publish.test_schema import SOUND

FACTS = """
[facts.executed]
label = { zh = "全年执行数", en = "spent" }
unit = "万元"
minimum = 0

[facts.budget]
label = { zh = "全年预算数", en = "budget" }
unit = "万元"
minimum = 0
"""
CARD = SOUND.replace("[[criteria]]", f"{FACTS}\n[[criteria]]")
EXAMPLE = (ROOT / "docs/examples/reading-room.toml").read_text("utf-8")


def test_a_mistake_is_told_where_it_stands_and_goes_when_it_is_mended(tmp_path: Path) -> None:
    async def happens(editor: Editor) -> None:
        assert [] == await editor.type("card.toml", CARD)
        (told,) = await editor.type("card.toml", CARD.replace("budget_execution_rate", "budget_execution"))
        line = CARD.splitlines().index('indicator = "budget_execution_rate"')
        assert "unknown-indicator" == told.code
        assert (line, line) == (told.range.start.line, told.range.end.line)
        assert "budget_execution_rate" in told.message
        assert [] == await editor.type("card.toml", CARD)

    talk(tmp_path, happens)


def test_what_is_doubtful_is_a_warning(tmp_path: Path) -> None:
    text = CARD + '\n[facts.unread]\nlabel = "nobody reads it"\n'

    async def happens(editor: Editor) -> None:
        (told,) = await editor.type("card.toml", text)
        assert ("fact-unused", DiagnosticSeverity.Warning) == (told.code, told.severity)

    talk(tmp_path, happens)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('"half_up"', '"half_upp"'), ("[[criteria]]", "[criteria]"),
        ("missing =", "mising ="), ('shape = "bands"', 'shape = "band"'),
    ],
)  # fmt: skip
def test_a_mistake_with_one_safe_mend_is_mended_by_the_editor(tmp_path: Path, right: str, wrong: str) -> None:
    async def happens(editor: Editor) -> None:
        mistaken = CARD.replace(right, wrong)
        told = await editor.type("card.toml", mistaken)
        fixes = [fix for one in told for fix in await editor.fixes("card.toml", one)]
        (fix,) = fixes
        assert [] == await editor.type(
            "card.toml", edited(mistaken, fix.edit.changes[editor.uri("card.toml")])
        )

    talk(tmp_path, happens)


def test_columns_are_those_of_the_protocol_behind_letters_of_two_units(tmp_path: Path) -> None:
    text = CARD.replace('label = "execution"', 'label = { zh = "𠀀𠀁😀", en = "x", fr = "x" }')

    async def happens(editor: Editor) -> None:
        (told,) = await editor.type("card.toml", text)
        line = text.splitlines()[told.range.start.line]
        units = line.encode("utf-16-le")
        assert "fr" == units[told.range.start.character * 2 : told.range.end.character * 2].decode(
            "utf-16-le"
        )

    talk(tmp_path, happens)


def test_half_a_line_is_no_crash_and_completion_knows_what_can_stand_there(tmp_path: Path) -> None:
    more = '\n[[criteria]]\nid = "second"\n'

    async def happens(editor: Editor) -> None:
        await editor.type("card.toml", CARD)
        keys = await editor.complete("card.toml", CARD.replace('missing = "range"', "mis|"))
        assert "missing = " == keys["missing"].insert_text
        assert "满分" in str((await editor.complete("card.toml", CARD + more + "|"))["points"].detail)
        indicators = await editor.complete("card.toml", CARD + more + 'indicator = "budget_|')
        assert "budget_execution_rate" in indicators
        shapes = await editor.complete("card.toml", CARD + more + 'scoring = { shape = "|')
        assert {"bands", "deduction", "proportional"} <= shapes.keys()
        parameters = await editor.complete("card.toml", CARD + more + 'scoring = { shape = "deduction", |')
        assert {"over", "each", "loses", "part_steps"} <= parameters.keys()
        assert "shape" not in parameters
        steps = await editor.complete(
            "card.toml", CARD + more + 'scoring = { shape = "deduction", part_steps = |'
        )
        assert '"counted"' == steps["counted"].insert_text
        rate = 'indicator = "budget_execution_rate"\n'
        assert {"executed", "budget"} == {
            *await editor.complete("card.toml", CARD + more + rate + "with = { |")
        }
        facts = await editor.complete("card.toml", CARD + more + rate + 'with = { executed = "|')
        assert {"executed", "budget"} == {*facts}
        units = await editor.complete("card.toml", CARD + '\n[facts.x]\nunit = "万|')
        assert "万元" in units
        formula = await editor.complete(
            "card.toml", CARD + '\n[[checks]]\nid = "a"\nassert = "executed <= bud|"'
        )
        assert {"budget"} == {*formula}

    talk(tmp_path, happens)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            ["**budget execution rate · 预算执行率** 50 points", "expenditure ÷ revised budget", "clause 1"],
        ),
        ("zh", ["满分 50 分", "全年执行数 ÷ 全年预算数", "〔假定〕"]),
    ],
)
def test_a_criterion_is_told_in_words_with_its_source(tmp_path: Path, language: str, said: list[str]) -> None:
    async def happens(editor: Editor) -> None:
        told = await editor.hover("room.toml", EXAMPLE.replace('id = "execution"', 'id = "exe|cution"'))
        for words in said:
            assert words in told

    talk(tmp_path, happens, language)


def test_facts_indicators_shapes_and_keys_are_told_too(tmp_path: Path) -> None:
    async def happens(editor: Editor) -> None:
        fact = await editor.hover("card.toml", CARD.replace("[facts.budget]", "[facts.bud|get]"))
        assert "budget · 全年预算数" in fact
        assert "10 points at stake" in fact
        key = await editor.hover("card.toml", CARD.replace("standing =", "stan|ding ="))
        assert "来源" in key or "出处" in key or "得知" in key
        shape = await editor.hover("card.toml", CARD.replace('shape = "bands"', 'shape = "ba|nds"'))
        assert "Points by the band" in shape
        rate = await editor.hover("card.toml", CARD.replace('= "budget_exec', '= "budget_|exec'))
        assert "`executed / budget`" in rate

    talk(tmp_path, happens)


def test_a_fact_is_renamed_in_every_file_of_the_folder(tmp_path: Path) -> None:
    check = '\n[[checks]]\nid = "within"\nassert = "executed <= budget * 2 and executed >= 0"\n'
    case = '\n[[cases]]\nfacts = { executed = "9", budget = "10" }\nexpect = { execution = "10.00" }\n'
    head = 'format = 1\n[report]\nsubject = "预算"\nfiscal_year = 2024\n'
    report = head + '[facts]\nexecuted = { value = "9万元" }\n'
    card = CARD + check + case
    (tmp_path / "report.toml").write_text(report, "utf-8")

    async def happens(editor: Editor) -> None:
        marked = card.replace("[facts.executed]", "[facts.exe|cuted]")
        changes = await editor.rename("card.toml", marked, "spent")
        assert changes is not None
        renamed = edited(card, changes[editor.uri("card.toml")])
        assert "executed" not in renamed.replace('executed = "spent"', "")
        assert 'with = { executed = "spent" }' in renamed  # its role kept the name, so it is bound now
        assert 'assert = "spent <= budget * 2 and spent >= 0"' in renamed
        assert [] == await editor.type("card.toml", renamed)
        assert report.replace("executed", "spent") == edited(report, changes[editor.uri("report.toml")])
        parse_ruleset(renamed)

    talk(tmp_path, happens)


def test_a_fact_is_renamed_in_a_table_of_conditions(tmp_path: Path) -> None:
    told = '[facts.told]\nlabel = "told"\nkind = "truth"\n\n[[criteria]]'
    rows = "rows = [{ when = { told = true }, points = 10 }, { points = 0 }]"
    scoring = f'scoring = {{ shape = "conditions", hits = "first", {rows} }}'
    lines = [line for line in CARD.replace("[[criteria]]", told).splitlines() if "indicator" not in line]
    card = "\n".join(scoring if line.startswith("scoring") else line for line in lines) + "\n"

    async def happens(editor: Editor) -> None:
        changes = await editor.rename("card.toml", card.replace("[facts.told]", "[facts.to|ld]"), "heard")
        assert changes is not None
        renamed = edited(card, changes[editor.uri("card.toml")])
        assert "when = { heard = true }" in renamed
        parse_ruleset(renamed)

    talk(tmp_path, happens)


@pytest.mark.parametrize(
    ("new", "said"), [("Spent", "lower-case"), ("points", "lower-case"), ("budget", "another fact already")]
)
def test_a_name_that_cannot_be_is_refused_in_words(tmp_path: Path, new: str, said: str) -> None:
    async def happens(editor: Editor) -> None:
        marked = CARD.replace("[facts.executed]", "[facts.exe|cuted]")
        assert await editor.rename("card.toml", marked, new) is None
        assert said in editor.shown[0]

    talk(tmp_path, happens)


def test_a_fact_is_found_where_it_is_defined(tmp_path: Path) -> None:
    text = CARD + '\n[[checks]]\nid = "within"\nassert = "executed <= bud|get"\n'

    async def happens(editor: Editor) -> None:
        (place,) = await editor.definition("card.toml", text)
        assert "[facts.budget]" == text.splitlines()[place.range.start.line]

    talk(tmp_path, happens)


@pytest.mark.parametrize(
    "text", ["", "[", '"', "[[criteria]", "a = {", "\x00", "[report]\n", "x" * 5000, "=\n" * 50]
)
def test_whatever_is_typed_the_server_goes_on(tmp_path: Path, text: str) -> None:
    async def happens(editor: Editor) -> None:
        await editor.type("card.toml", text)
        await editor.complete("card.toml", text + "¦")
        await editor.hover("card.toml", text + "¦")
        assert [] == await editor.type("card.toml", CARD)

    talk(tmp_path, happens)
