"""In which language the program answers: what was asked for, what the document says, the user's own."""

import re
from pathlib import Path

import pytest

from tests.command_line import Ran, Run

RTF = r"{\rtf1\ansi\deff0 {\fonttbl{\f0 Arial;}} \u32489?\u25928?}"
ARCHIVE = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n"
FILES = {
    "form.rtf": RTF,
    "form.mht": ARCHIVE,
    "form.tex": r"\documentclass{article}",
    "report.toml": "format = 1\n[report\n",
    "picture.toml": "\x89PNG\r\n\x1a\n",
    "workbook.xlsx": "no workbook at all",
}
REFUSED = [(command, name) for command in ("form read", "explain", "audit", "check") for name in FILES]
for form in ("workbook.xlsx", "form.mht", "form.rtf"):
    REFUSED.remove(("audit", form))  # a table of forms is Chinese, whoever reads it
CHINESE = 'format = 1\n[report]\ntitle = "自评报告"\nsubjekt = "x"\n'
ENGLISH = '[report]\nfiscal_year = 2024\nsubject = "Library"\ntitle = "Report"\n\n[claims]\ntotal = "96"\n'


@pytest.fixture
def speak(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is set but LANG; what `run` sets is taken back."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)


def is_chinese(ran: Ran) -> bool:
    # Names of headings stay Chinese in every language; an English sentence has English words.
    return not re.search(r"\b(?:the|this|is|are|has|with)\b", ran.out + ran.err)


@pytest.mark.usefixtures("speak")
@pytest.mark.parametrize(("command", "name"), REFUSED)
@pytest.mark.parametrize(("setting", "chinese"), [("zh_CN.UTF-8", True), ("en_GB.UTF-8", False)])
def test_a_file_that_says_nothing_is_refused_in_the_language_of_the_user(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    name: str,
    setting: str,
    chinese: bool,
) -> None:
    file = tmp_path / name
    file.write_bytes(FILES[name].encode("latin-1"))
    monkeypatch.setenv("LANG", setting)

    ran = run(*command.split(), file)

    assert (1 if command == "check" else 2) == ran.status
    assert chinese == is_chinese(ran)


@pytest.mark.usefixtures("speak")
@pytest.mark.parametrize("command", ["explain", "solve", "audit", "check"])
def test_a_mistake_in_a_chinese_file_is_told_in_chinese_whoever_asks(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    (tmp_path / "report.toml").write_text(CHINESE, "utf-8")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")

    assert is_chinese(run(command, tmp_path / "report.toml"))

    asked = run(command, tmp_path / "report.toml", "--lang", "en")
    assert "the key 'fiscal_year' is missing" in asked.out + asked.err


@pytest.mark.usefixtures("speak")
@pytest.mark.parametrize("command", ["explain", "solve", "audit"])
@pytest.mark.parametrize("setting", ["zh_CN.UTF-8", "en_GB.UTF-8"])
def test_an_english_report_is_answered_in_english_whoever_asks(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, setting: str
) -> None:
    (tmp_path / "report.toml").write_text("format = 1\n" + ENGLISH, "utf-8")
    monkeypatch.setenv("LANG", setting)

    ran = run(command, tmp_path / "report.toml", "--ruleset", "cn-mof-2020")

    assert 2 > ran.status or ran.status == 3
    assert any(word in ran.out for word in ("Verdict", "total", "Total"))
    assert not any(word in ran.out for word in ("结论", "总分"))
