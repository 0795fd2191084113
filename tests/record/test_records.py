"""A record replays; whatever is changed in it, or in what it was made from, is told."""

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest

from perfscore.record import verify as replaying
from tests.command_line import Run
from tests.paths import LIBRARY
from tests.record.edits import JUDGED, catalogue_kept, edits, folders, seen_by_checker, seen_by_verify
from tests.record.replay import SETTINGS, digests_under, write

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def kept(tmp_path: Path, run: Run) -> Path:
    """The record of the completed example, beside its inputs."""
    folder = tmp_path / "kept"
    shutil.copytree(LIBRARY, folder, ignore=shutil.ignore_patterns("*.txt"))
    ran = run(
        "explain", folder / "completed.toml", "--record", folder / "record.json", "-o", tmp_path / "out"
    )
    assert ran.status == 0, ran.err
    return folder / "record.json"


def rewritten(record: Path, change: Change, seal: bool = True) -> None:
    """Change the content of a record, spelled as records are."""
    data = json.loads(record.read_text("utf-8"))
    change(data)
    if seal:
        data["seal"] = ""
        data["seal"] = f"sha256:{sha256(spelled(data)).hexdigest()}"
    record.write_bytes(spelled(data))


def spelled(data: object) -> bytes:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1, separators=(",", ": "))
    return f"{text}\n".encode()


def test_a_record_replays_and_says_what_was_compared(run: Run, kept: Path) -> None:
    ran = run("verify", kept, "--lang", "en")

    assert (0, "") == (ran.status, ran.err)
    assert f"identical: the 5 inputs of {kept} are unchanged; its 4 criteria" in ran.out


def test_a_folder_can_be_moved_and_says_nothing_of_where_it_was(run: Run, kept: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(kept.parent, tmp_path / "elsewhere" / "2024")

    assert 0 == run("verify", moved / "record.json").status
    assert str(tmp_path) not in kept.read_text("utf-8")


def test_the_same_files_in_another_folder_give_the_same_bytes(run: Run, kept: Path, tmp_path: Path) -> None:
    other = shutil.copytree(kept.parent, tmp_path / "另一处")
    run("explain", other / "completed.toml", "--lang", "en", "--record", other / "again.json")

    assert kept.read_bytes() == (other / "again.json").read_bytes()


def test_a_changed_input_is_named_with_the_first_field_it_changes(run: Run, kept: Path) -> None:
    report = kept.parent / "completed.toml"
    report.write_text(report.read_text("utf-8").replace('"556.98"', '"556.99"'), "utf-8")

    ran = run("verify", kept, "--lang", "en")

    assert 1 == ran.status
    assert "input changed: completed.toml. Recorded 1929 bytes, sha256:" in ran.out
    assert "facts budget › raw" in ran.out
    assert "Recorded 556.98, recomputed 556.99" in ran.out


def test_a_changed_input_that_changes_no_point_is_named_as_well(run: Run, kept: Path) -> None:
    with (kept.parent / "report.toml").open("a", encoding="utf-8") as report:
        report.write("# a remark\n")

    ran = run("verify", kept, "--lang", "en")

    assert 1 == ran.status
    assert "input changed: report.toml." in ran.out
    assert "all the rest comes out the same." in ran.out


def test_an_input_that_is_no_report_any_more_is_told_with_its_mistake(run: Run, kept: Path) -> None:
    (kept.parent / "completed.toml").write_text("format = 1\n[report\n", "utf-8")

    ran = run("verify", kept)

    assert 1 == ran.status
    assert "completed.toml" in ran.out
    assert "[toml-header-not-closed]" in ran.err


def test_a_missing_input_is_refused_by_name(run: Run, kept: Path) -> None:
    (kept.parent / "report.toml").unlink()

    ran = run("verify", kept)

    assert 2 == ran.status
    assert "“report.toml”" in ran.err


def test_inputs_that_lie_elsewhere_are_found_where_one_says(run: Run, kept: Path, tmp_path: Path) -> None:
    alone = tmp_path / "records"
    alone.mkdir()
    shutil.move(kept, alone / "record.json")

    assert 2 == run("verify", alone / "record.json").status
    assert 0 == run("verify", alone / "record.json", "--inputs", kept.parent).status


def test_a_record_made_elsewhere_holds_names_alone(run: Run, kept: Path, tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    run("explain", kept.parent / "completed.toml", "--record", away / "r.json")

    names = [part["path"] for part in json.loads((away / "r.json").read_text("utf-8"))["inputs"]]
    assert ["completed.toml", "report.toml"] == names[:2]


MISTAKES: dict[str, tuple[Change, str]] = {
    "an unknown key": (lambda data: data["total"].update(extra="1/1"), "total › extra"),
    "a missing key": (lambda data: data["total"].pop("sum"), "[missing-key]"),
    "another type": (lambda data: data["criteria"][0].update(points=7), "criteria execution › points"),
    "a number in another spelling": (lambda data: data["ledger"].update(full="100"), "ledger › full"),
    "a word nobody knows": (lambda data: data["criteria"][0].update(verdict="fine"), "verdict"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_reading_is_strict_and_names_the_line(name: str, run: Run, kept: Path) -> None:
    change, said = MISTAKES[name]
    rewritten(kept, change)

    ran = run("verify", kept)

    assert 2 == ran.status
    assert said in ran.err
    line = int(ran.err.removeprefix(f"{kept}:").partition(":")[0])
    assert line > 1 or "missing" in said


def test_the_line_of_a_mistake_is_its_line(run: Run, kept: Path) -> None:
    rewritten(kept, lambda data: data["ledger"].update(full="100"))
    line = kept.read_text("utf-8").split("\n").index('  "full": "100",') + 1

    ran = run("verify", kept)

    assert f"{kept}:{line}:" in ran.err


SPELLINGS = {
    "a blank more": lambda text: text.replace('"format": 1', '"format":  1'),
    "no last newline": lambda text: text.rstrip("\n"),
    "keys out of order": lambda text: text.replace('{\n "asked"', '{\n "seal": "x",\n "asked"'),
    "an escape for a letter": lambda text: text.replace("岳", "\\u5cb3", 1),
    "no JSON": lambda text: text[:-20],
    "a key twice": lambda text: text.replace('"format": 1', '"format": 1,\n "format": 1'),
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_no_other_spelling_is_taken(name: str, run: Run, kept: Path) -> None:
    kept.write_text(SPELLINGS[name](kept.read_text("utf-8")), "utf-8")

    ran = run("verify", kept)

    assert 2 == ran.status
    assert "[record-" in ran.err


def test_another_version_is_said_and_the_rest_compared(run: Run, kept: Path) -> None:
    rewritten(kept, lambda data: data["engine"].update(version="0.0.9"))

    ran = run("verify", kept, "--lang", "en")

    assert 0 == ran.status
    assert "another version of the engine: perfscore 0.0.9 when recorded" in ran.out


def test_a_record_that_was_changed_without_a_new_seal_is_told(run: Run, kept: Path) -> None:
    rewritten(kept, lambda data: data["engine"].update(version="0.0.9"), seal=False)

    ran = run("verify", kept, "--lang", "en")

    assert 1 == ran.status
    assert "the record was changed after it was written" in ran.out


def test_a_pack_is_loaded_only_where_the_command_line_names_it(run: Run, kept: Path) -> None:
    rewritten(kept, lambda data: data["asked"].update(packs=["acme"]))

    assert "[record-pack-not-allowed]" in run("verify", kept).err


def test_a_path_out_of_the_folder_is_refused(run: Run, kept: Path) -> None:
    rewritten(kept, lambda data: data["inputs"][0].update(path="../completed.toml"))

    ran = run("verify", kept)

    assert (2, True) == (ran.status, "[file-outside]" in ran.err)


def test_several_rulesets_give_a_record_each(run: Run, kept: Path) -> None:
    named = ("--ruleset", "cn-mof-2020", "--ruleset", "hunan-county")
    run("explain", kept.parent / "report.toml", *named, "--record", kept.parent / "by.json")

    for number, ruleset in enumerate(named[1::2], 1):
        record = kept.parent / f"by-{number}.json"
        assert 0 == run("verify", record).status
        assert ruleset == json.loads(record.read_text("utf-8"))["asked"]["ruleset"]


def test_a_ruleset_of_ones_own_is_an_input_with_what_it_extends(run: Run, tmp_path: Path) -> None:
    (made,) = folders(tmp_path, 1)[1:]
    report, card = made / "report.toml", made / "card.toml"
    (made / "mine.toml").write_text(
        'format = 1\n[ruleset]\nid = "mine"\nextends = "card"\nversion = "2"\nstatus = "confirmed"\n', "utf-8"
    )
    run("explain", report, "--ruleset", made / "mine.toml", "--record", made / "r.json")
    inputs = [part["path"] for part in json.loads((made / "r.json").read_text("utf-8"))["inputs"]]

    assert ["report.toml", "mine.toml", "card.toml"] == inputs
    assert 0 == run("verify", made / "r.json").status
    card.write_text(f"{card.read_text('utf-8')}# more\n", "utf-8")
    assert "card.toml" in run("verify", made / "r.json").out


def test_a_published_document_is_read_anew(run: Run, tmp_path: Path) -> None:
    text = tmp_path / "自评报告.txt"
    text.write_text(
        "某县图书馆2024年度部门整体支出绩效自评报告\n\n2024年全年预算数400万元，全年支出381.53万元。\n"
        "综合自评得分96.85分。\n",
        "utf-8",
    )
    ran = run("explain", text, "--ruleset", "cn-mof-2020", "--record", tmp_path / "r.json")
    assert ran.status in (0, 1, 3), ran.err

    assert 0 == run("verify", tmp_path / "r.json").status
    text.write_text(text.read_text("utf-8").replace("381.53", "381.54"), "utf-8")
    assert 1 == run("verify", tmp_path / "r.json").status


def test_judgements_are_recorded_and_replayed(run: Run, kept: Path) -> None:
    judged = kept.parent / "judged.toml"
    judged.write_text(JUDGED, "utf-8")
    run("explain", kept.parent / "completed.toml", "--overrides", judged, "--record", kept)

    data = json.loads(kept.read_text("utf-8"))
    assert ("1937/20", "1887/20") == (data["total"]["points"], data["overrides"]["points"])
    assert 0 == run("verify", kept).status
    judged.write_text(JUDGED.replace("抽查", "复查"), "utf-8")
    assert "judged.toml" in run("verify", kept).out


def test_a_record_is_never_written_over_an_input(run: Run, kept: Path) -> None:
    report = kept.parent / "completed.toml"

    assert 2 == run("explain", report, "--record", report).status


def test_edits_are_told_and_those_of_arithmetic_by_the_second_checker_too(tmp_path: Path) -> None:
    missed = []
    for number, folder in enumerate(folders(tmp_path, 2)):
        stream = edits(folder, Random(number))
        with catalogue_kept():
            for edit in (next(stream) for _ in range(20)):
                missed += [] if seen_by_verify(folder, edit) else [f"verify: {edit.about}"]
                told = not edit.arithmetic or seen_by_checker(edit)
                missed += [] if told else [f"checker: {edit.about}"]

    assert [] == missed


def test_the_same_bytes_under_other_hash_seeds_zones_locales_and_orders(tmp_path: Path) -> None:
    write(tmp_path, 6)

    first, *others = (digests_under(setting, tmp_path) for setting in SETTINGS)

    assert 6 == len(set(filter(None, first)))
    assert [first] * len(others) == others


def test_replaying_reads_nothing_of_the_clock_or_the_machine() -> None:
    source = Path(replaying.__file__).parent
    words = ("datetime.now", "date.today", "time.time", "getcwd", "gethostname", "getuser", "locale")

    assert [] == [
        f"{file.name}: {word}"
        for file in source.glob("*.py")
        for word in words
        if word in file.read_text("utf-8")
    ]
