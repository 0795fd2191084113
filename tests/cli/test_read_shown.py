"""``read --show`` answers in the language of the text it shows."""

from pathlib import Path

import pytest

from tests.command_line import Run


@pytest.mark.parametrize("setting", ["", "en_US.UTF-8", "zh_CN.UTF-8"])
def test_facts_have_the_names_of_the_texts_language(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    """Nothing but the text itself is Chinese: it has no title, and the file has a Latin name."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, setting)
    document = tmp_path / "scan-07.txt"
    document.write_text("一、概况\n2024年，本单位核定编制14名。\n", "utf-8")

    shown = run("read", document, "--show").out
    asked = run("read", document, "--show", "--lang", "en").out

    assert "核定编制【14名｜编制数】" in shown
    assert "核定编制【14名 | authorised posts】" in asked
