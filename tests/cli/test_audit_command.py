"""``perfscore audit``: a folder of reports, whatever is in it and whatever becomes of the run."""

import json
import os
import pty
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import Run
from tests.paths import ROOT

COMMAND = [sys.executable, "-m", "perfscore", "audit"]
REPORT = """format = 1
[report]
subject = "第{number}馆"
fiscal_year = 2024
ruleset = "cn-mof-2020"
[claims]
total = "{total}"
[facts]
budget = {{ value = "{budget}", unit = "万元" }}
expenditure = {{ value = "90", unit = "万元" }}
"""


def write(folder: Path, number: int, total: str = "95", budget: str = "100") -> Path:
    file = folder / f"{number:03}.toml"
    file.write_text(REPORT.format(number=number, total=total, budget=budget), "utf-8")
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of a consistent, a contradicted and a broken report, and a ruleset."""
    reports = tmp_path / "reports"
    reports.mkdir()
    write(reports, 1)
    write(reports, 2, total="99.99")
    write(reports, 3, budget="约100")
    (reports / "card.toml").write_text('[ruleset]\nid = "card"\n', "utf-8")
    return reports


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder of two dozen reports, some of them broken."""
    reports = tmp_path / "many"
    reports.mkdir()
    for number in range(24):
        budget = "坏" if number % 9 == 5 else str(91 + number)
        write(reports, number, total=str(80 + number % 20), budget=budget)
    return reports


def lines_of(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


def started(*arguments: object, **how: Any) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([*COMMAND, *map(str, arguments)], cwd=ROOT, stderr=subprocess.PIPE, **how)


# ---------------------------------------------------------------- what is shown


def test_each_report_is_one_line_and_the_summary_follows(run: Run, folder: Path) -> None:
    ran = run("audit", folder, "--jobs", "1")
    lines = ran.out.splitlines()

    assert (2, "") == (ran.status, ran.err)
    assert ["001.toml", "第1馆", "95", "9.00", "–", "99.00", "不矛盾"] == lines[4].split()[:7]
    assert ["002.toml", "第2馆", "99.99", "9.00", "–", "99.00", "矛盾"] == lines[5].split()[:7]
    assert ["003.toml", "拒收", "数字无法识读"] == lines[6].split()
    assert "共 4 个文件：审核 2 个（2 份报告），不含自评 1 个，拒收 1 个。" in lines
    assert "card.toml  规则集" in lines[-1]


def test_a_line_of_json_is_what_explain_gives_with_the_file(run: Run, folder: Path) -> None:
    ran = run("audit", folder, "--jobs", "1", "--format", "json")
    first, _, broken, card = lines_of(ran.out)
    explained = json.loads(run("explain", folder / "001.toml", "--format", "json").out)

    assert str(folder / "001.toml") == first["file"]
    assert explained == {key: first[key] for key in explained}
    assert {"format", "file", "place", "problems", "left_out"} == set(broken)
    assert {"format": 1, "file": str(folder / "card.toml"), "place": None, "holds": "a ruleset"} == card
    problem = broken["problems"][0]
    assert ("quantity-about", 9) == (problem["code"], problem["line"])
    assert str(folder / "003.toml") == problem["file"]
    assert "共 4 个文件" in ran.err


def test_spreadsheets_get_a_mark_that_says_utf8_and_one_row_a_report(run: Run, folder: Path) -> None:
    ran = run("audit", folder, "--jobs", "1", "--format", "csv")

    assert ran.out.startswith('\ufeff"文件","第几张表","项目或单位"')
    assert '"file","place","subject"' in run("audit", folder, "--format", "csv", "--lang", "en").out
    assert 4 == ran.out.count("\r\n")
    assert "共 4 个文件" in ran.err


def test_several_rulesets_give_a_line_each_and_the_reports_own_counts_no_more(run: Run, folder: Path) -> None:
    both = ("--ruleset", "cn-mof-2020", "--ruleset", "hunan-county")
    ran = run("audit", folder / "001.toml", *both, "--format", "json")

    assert ["cn-mof-2020", "hunan-county"] == [line["ruleset"]["id"] for line in lines_of(ran.out)]
    assert "hunan-county" in run("audit", folder / "001.toml", *both).out.splitlines()[3]


def test_the_language_is_asked_for_or_that_of_the_reports(run: Run, folder: Path) -> None:
    assert "worst finding" in run("audit", folder, "--lang", "en", "--jobs", "1").out.splitlines()[2]


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_the_number_of_processes_changes_no_byte(run: Run, many: Path, form: str) -> None:
    alone = run("audit", many, "--format", form, "--jobs", "1")

    assert alone == run("audit", many, "--format", form, "--jobs", "3")


# ---------------------------------------------------------------- filled forms


FORM = ROOT / "docs" / "examples" / "reading-room-form.csv"


@pytest.fixture
def undated(tmp_path: Path) -> Path:
    """A folder of a form that prints no year."""
    folder = tmp_path / "forms"
    folder.mkdir()
    text = FORM.read_text("utf-8").replace("（2024年度）", "")
    (folder / "自评表.csv").write_text(text, "utf-8")
    return folder


def test_the_year_of_forms_that_print_none_can_be_said(run: Run, undated: Path) -> None:
    rules = ("--ruleset", "cn-mof-2020", "--jobs", "1")
    without = run("audit", undated, *rules)
    (said,) = lines_of(run("audit", undated, *rules, "--format", "json", "--year", "2023").out)

    assert (2, True) == (without.status, "没有年度" in without.out.splitlines()[2])
    assert 2023 == said["report"]["fiscal_year"]


def test_another_year_makes_the_lines_of_forms_anew(run: Run, undated: Path, tmp_path: Path) -> None:
    for year in ("2023", "2022"):
        run("audit", undated, "--ruleset", "cn-mof-2020", "--format", "json", "-o", tmp_path / "r.jsonl",
            "--jobs", "1", "--year", year)  # fmt: skip

    (line,) = lines_of((tmp_path / "r.jsonl").read_text("utf-8"))
    assert 2022 == line["report"]["fiscal_year"]


def test_a_form_shows_its_body_beside_its_project(run: Run) -> None:
    head, _, row = run("audit", FORM, "--ruleset", "cn-mof-2020").out.splitlines()[:3]

    assert ["项目或单位", "实施单位"] == head.split()[1:3]
    assert "某县图书馆" in row


def test_a_folder_of_which_nothing_can_be_read_is_refused_and_says_what_to_do(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "旧表.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (tmp_path / "notes.json").write_text('"no form"', "utf-8")
    ran = run("audit", tmp_path, "--jobs", "1")

    assert 2 == ran.status
    assert "文件损坏" in ran.out
    assert "旧表.xls" in ran.out


def test_a_hidden_row_is_told_with_its_file_its_place_and_what_stands_there(run: Run, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for line in FORM.read_text("utf-8").splitlines():
        book.active.append([text or None for text in line.split(",")])
    book.active.row_dimensions[8].hidden = True
    book.save(tmp_path / "隐藏.xlsx")

    ran = run("audit", tmp_path / "隐藏.xlsx", "--ruleset", "cn-mof-2020")

    assert ran.out.splitlines()[2].endswith("［隐藏行］")
    assert "Sheet!8:8" in ran.out.partition("打开表格看不到或缺失的内容")[2]
    assert "到馆人次" in ran.out.partition("打开表格看不到或缺失的内容")[2]


# ---------------------------------------------------------------- exit status and refusals


@pytest.mark.parametrize(
    ("names", "status"),
    [(["001.toml"], 0), (["002.toml"], 1), (["003.toml", "001.toml"], 2), (["003.toml", "002.toml"], 2)],
)
def test_the_status_is_that_of_a_refusal_then_the_gravest_of_all_lines(
    run: Run, folder: Path, names: list[str], status: int
) -> None:
    assert status == run("audit", *[folder / name for name in names], "--jobs", "1").status


def test_a_ruleset_that_is_not_there_is_told_once(run: Run, many: Path) -> None:
    ran = run("audit", many, "--ruleset", "cn-mof-2002", "--lang", "en")

    assert (2, "", 1) == (ran.status, ran.out, len(ran.err.splitlines()))
    assert "did you mean" in ran.err


@pytest.mark.parametrize(
    ("path", "code"),
    [("empty", "path-without-reports"), ("*.none", "path-matches-nothing"), ("nowhere.toml", "file-missing")],
)
def test_a_path_that_gives_nothing_is_refused_and_the_rest_goes_on(
    run: Run, folder: Path, path: str, code: str
) -> None:
    (folder / "empty").mkdir()
    ran = run("audit", folder / path, folder / "001.toml", "--format", "json", "--jobs", "1")

    refused, audited = lines_of(ran.out)
    assert (2, code, "consistent") == (ran.status, refused["problems"][0]["code"], audited["verdict"])


def test_a_report_of_an_audited_folder_is_never_written_over(run: Run, folder: Path) -> None:
    before = (folder / "001.toml").read_text("utf-8")
    ran = run("audit", folder, "-o", folder / "001.toml", "--jobs", "1", "--lang", "en")

    assert (2, before) == (ran.status, (folder / "001.toml").read_text("utf-8"))
    assert "is one of the inputs" in ran.err


@pytest.mark.parametrize("arguments", [["--jobs", "0"], ["-o", "{}/001.toml"]])
def test_what_cannot_be_meant_is_refused(run: Run, folder: Path, arguments: list[str]) -> None:
    before = (folder / "001.toml").read_text("utf-8")
    ran = run("audit", folder / "001.toml", *[one.format(folder) for one in arguments])

    assert (2, "", before) == (ran.status, ran.out, (folder / "001.toml").read_text("utf-8"))


_STUMBLING = """
import os, signal
import perfscore.inputs.reports as reports
read = reports.read_report
def stumbling(path):
    if str(path).endswith("001.toml"):
        os.kill(os.getpid(), signal.SIGKILL)
    if str(path).endswith("002.toml"):
        raise RuntimeError("never seen by the user")
    return read(path)
reports.read_report = stumbling
"""


def test_a_process_that_dies_and_a_fault_of_ours_cost_one_file_each(many: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(_STUMBLING, "utf-8")
    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])

    environment = {**os.environ, "PYTHONPATH": path}
    process = started(many, "--format", "json", stdout=subprocess.PIPE, env=environment)
    out, said = process.communicate()

    lines = lines_of(out.decode())
    codes = [line["problems"][0]["code"] if "problems" in line else None for line in lines]
    assert (24, [None, "audit-crashed", "audit-failed", None]) == (len(lines), codes[:4])
    assert b"Traceback" not in said


# ---------------------------------------------------------------- files that survive


def test_a_file_holds_what_the_terminal_would_have_shown(run: Run, folder: Path, tmp_path: Path) -> None:
    for form in ("text", "csv", "json"):
        shown = run("audit", folder, "--format", form, "--jobs", "1")
        ran = run("audit", folder, "--format", form, "--jobs", "1", "-o", tmp_path / form)

        assert (shown.status, "", shown.err) == (ran.status, ran.out, ran.err)
        assert shown.out.encode() == (tmp_path / form).read_bytes()


def test_a_run_that_was_killed_goes_on_and_ends_as_if_nothing_had_been(
    run: Run, many: Path, tmp_path: Path
) -> None:
    whole, target = tmp_path / "whole.jsonl", tmp_path / "killed.jsonl"
    undisturbed = run("audit", many, "--format", "json", "-o", whole)
    chance = random.Random(3)

    for _ in range(3):
        process = started(many, "--format", "json", "-o", target, "--jobs", "2")
        before = target.stat().st_size if target.exists() else 0
        while process.poll() is None and (not target.exists() or target.stat().st_size <= before):
            time.sleep(0.01)
        time.sleep(chance.random() / 5)
        process.kill()
        process.communicate()
    ran = run("audit", many, "--format", "json", "-o", target)

    assert whole.read_bytes() == target.read_bytes()
    assert (undisturbed.status, undisturbed.err) == (ran.status, "".join(ran.err.partition("共 ")[1:]))
    assert ran.err.startswith("沿用上次运行的结果")
    assert {"whole.jsonl", "killed.jsonl", "many"} == set(os.listdir(tmp_path))


def marked(target: Path, number: int) -> None:
    """Change a line of a result so that one can see whether it is kept."""
    lines = target.read_text("utf-8").splitlines(keepends=True)
    lines[number] = lines[number].replace('"subject":"', '"subject":"marked ')
    target.write_text("".join(lines), "utf-8")


def subjects(target: Path) -> list[str]:
    lines = lines_of(target.read_text("utf-8"))
    return [line["report"]["subject"] for line in lines if "report" in line]


@pytest.fixture
def two(tmp_path: Path, run: Run) -> tuple[Path, Path]:
    """A folder of two reports under a card of its own, and the result of a first run, marked."""
    reports, rulesets = tmp_path / "two", ROOT / "rulesets"
    reports.mkdir()
    for name, ours in (("cn-dictionary", "cn-dictionary"), ("cn-mof-2020", "card")):
        text = (rulesets / f"{name}.toml").read_text("utf-8")
        (reports / f"{ours}.toml").write_text(f"{text}# ours\n", "utf-8")
    for number in (1, 2):
        write(reports, number)
    run("audit", reports, "--format", "json", "-o", tmp_path / "two.jsonl", "--jobs", "1")
    for number in (0, 1):
        marked(tmp_path / "two.jsonl", number)
    return reports, tmp_path / "two.jsonl"


def again(run: Run, two: tuple[Path, Path], *more: str) -> list[str]:
    run("audit", two[0], "--format", "json", "-o", two[1], "--jobs", "1", *more)
    return subjects(two[1])


def test_lines_are_kept_while_nothing_they_are_made_from_changes(run: Run, two: tuple[Path, Path]) -> None:
    assert ["marked 第1馆", "marked 第2馆"] == again(run, two)


def test_the_line_of_a_report_that_changed_is_made_anew_in_its_place(
    run: Run, two: tuple[Path, Path]
) -> None:
    write(two[0], 1, total="94")

    assert ["第1馆", "marked 第2馆"] == again(run, two)


def test_the_lines_of_a_report_that_is_gone_go(run: Run, two: tuple[Path, Path]) -> None:
    (two[0] / "001.toml").unlink()

    assert ["marked 第2馆"] == again(run, two)


def test_a_new_report_gets_the_line_it_would_have_had(run: Run, two: tuple[Path, Path]) -> None:
    write(two[0], 0)

    assert ["第0馆", "marked 第1馆", "marked 第2馆"] == again(run, two)


@pytest.mark.parametrize("more", [["--lang", "en"], ["--ruleset", "hunan-county"]])
def test_another_language_or_ruleset_makes_all_lines_anew(
    run: Run, two: tuple[Path, Path], more: list[str]
) -> None:
    assert ["第1馆", "第2馆"] == again(run, two, *more)


def test_a_ruleset_that_changed_makes_its_lines_anew(run: Run, two: tuple[Path, Path]) -> None:
    card = ["--ruleset", str(two[0] / "card.toml")]
    again(run, two, *card)
    marked(two[1], 0)
    assert ["marked 第1馆", "第2馆"] == again(run, two, *card)

    with (two[0] / "card.toml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")

    assert ["第1馆", "第2馆"] == again(run, two, *card)


def test_a_document_that_quotes_are_held_against_is_part_of_the_report(
    run: Run, two: tuple[Path, Path]
) -> None:
    file, text = two[0] / "001.toml", two[0] / "text.txt"
    text.write_text("预算100万元", "utf-8")
    with file.open("a", encoding="utf-8") as report:
        report.write('[documents.text]\ntitle = "x"\nfile = "text.txt"\n')
    again(run, two)
    marked(two[1], 0)
    assert "marked 第1馆" == again(run, two)[0]

    text.write_text("预算101万元", "utf-8")

    assert "第1馆" == again(run, two)[0]


def test_a_line_that_was_cut_is_dropped(run: Run, two: tuple[Path, Path]) -> None:
    content = two[1].read_bytes()
    two[1].write_bytes(content[: content.index(b"\n", content.index(b"002.toml")) - 40])

    assert ["marked 第1馆", "第2馆"] == again(run, two)


@pytest.mark.parametrize(
    "content", [b"my notes", b"my notes\n", b'{"format":1}\n', b'{"format":1,"file":3}\n']
)
def test_a_file_of_somebody_elses_is_left_alone(
    run: Run, folder: Path, tmp_path: Path, content: bytes
) -> None:
    target = tmp_path / "notes.jsonl"
    target.write_bytes(content)

    ran = run("audit", folder, "--format", "json", "-o", target, "--lang", "en")

    assert (4, "", content) == (ran.status, ran.out, target.read_bytes())
    assert "is no result of perfscore audit" in ran.err


def test_two_runs_do_not_write_one_file(run: Run, folder: Path, tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    with (tmp_path / "busy.jsonl").open("wb") as busy:
        fcntl.flock(busy, fcntl.LOCK_EX)
        ran = run("audit", folder, "--format", "json", "-o", tmp_path / "busy.jsonl", "--lang", "en")

    assert (4, "another run is writing it") == (ran.status, ran.err.strip()[-25:])


def test_a_disk_that_fills_up_leaves_whole_lines_and_says_how_to_go_on(
    run: Run, many: Path, tmp_path: Path
) -> None:
    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    target = tmp_path / "result.jsonl"
    process = started(many, "--format", "json", "-o", target, "--lang", "en", preexec_fn=small)
    _, said = process.communicate()

    written = lines_of(target.read_text("utf-8"))
    assert 4 == process.returncode
    assert f"{len(written)} finished lines stand in" in said.decode()
    assert written
    assert "was not written" in said.decode()
    assert target.read_bytes().endswith(b"\n")
    run("audit", many, "--format", "json", "-o", target, "--lang", "en")
    assert 24 == len(lines_of(target.read_text("utf-8")))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_a_full_disk_is_told_in_a_sentence(run: Run, folder: Path, form: str) -> None:
    ran = run("audit", folder, "--format", form, "-o", "/dev/full", "--lang", "en", "--jobs", "1")

    assert (4, "") == (ran.status, ran.out)
    assert ran.err.startswith("/dev/full was not written: no room left on the disk\n")


def test_an_interrupt_ends_it_quietly_behind_a_whole_line(many: Path, tmp_path: Path) -> None:
    target = tmp_path / "result.jsonl"
    process = started(many, "--format", "json", "-o", target, "--jobs", "2", start_new_session=True)
    while process.poll() is None and (not target.exists() or not target.stat().st_size):
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate()

    assert (130, b"") == (process.returncode, said)
    assert target.read_bytes().endswith(b"\n")
    assert len(lines_of(target.read_text("utf-8"))) < 24


def test_a_reader_that_goes_away_is_met_with_silence(many: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    process = started(many, "--format", "json", stdout=writing)
    os.close(writing)
    _, said = process.communicate()

    assert (4, b"") == (process.returncode, said)


# ---------------------------------------------------------------- progress


def test_a_terminal_sees_how_far_it_is_and_keeps_nothing_of_it(many: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, str(many), "--format", "json", "--lang", "en", "--jobs", "2"],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    while piece := _read(ours):
        seen += piece
    process.wait()
    os.close(ours)

    bar, _, summary = seen.decode().rpartition("\r ")
    assert "/24, contradicted" in bar
    assert "\x1b" not in seen.decode()
    assert "24 files: " in summary


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 4096)
    except OSError:  # how Linux says that nobody writes any more
        return b""
