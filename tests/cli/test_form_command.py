"""``form``, and a filled form in the place of a report."""

from pathlib import Path

import pytest

from tests.command_line import Run

FORM = "docs/examples/reading-room-form.csv"


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "form.csv"
    path.write_bytes(Path(FORM).read_bytes())
    return path


# ---------------------------------------------------------------- nothing is written over


@pytest.mark.parametrize("arguments", [["read", FORM], ["write", "cn-mof-2020"]])
def test_a_file_that_is_there_is_left_alone_unless_it_is_to_be_replaced(
    run: Run, tmp_path: Path, arguments: list[str]
) -> None:
    target = tmp_path / "precious.toml"
    target.write_bytes(b"precious")

    ran = run("form", *arguments, "-o", target, "--lang", "en")
    assert (2, "", b"precious") == (ran.status, ran.out, target.read_bytes())
    assert f"'{target}' is there already and was left alone" in ran.err

    assert 0 == run("form", *arguments, "-o", target, "--force").status
    assert b"precious" != target.read_bytes()


@pytest.mark.parametrize("more", [[], ["--force"]])
def test_a_form_is_never_written_over(run: Run, form: Path, more: list[str]) -> None:
    before = form.read_bytes()
    ran = run("form", "read", form, "-o", form, "--lang", "en", *more)

    assert (2, before) == (ran.status, form.read_bytes())
    assert "is one of the inputs" in ran.err


def test_of_several_reports_all_names_have_to_be_free(run: Run, tmp_path: Path) -> None:
    text = Path(FORM).read_text("utf-8")
    (tmp_path / "two.csv").write_text(text + text, "utf-8")
    (tmp_path / "report-2.toml").write_text("precious", "utf-8")

    ran = run("form", "read", tmp_path / "two.csv", "-o", tmp_path / "report.toml")

    assert (2, False) == (ran.status, (tmp_path / "report-1.toml").exists())
    assert "report-2.toml" in ran.err


# ---------------------------------------------------------------- a form in the place of a report


@pytest.mark.parametrize("command", ["explain", "solve"])
def test_a_form_is_explained_like_the_report_it_becomes(run: Run, tmp_path: Path, command: str) -> None:
    read = tmp_path / "reading-room-form.toml"
    run("form", "read", FORM, "-o", read)
    of_form, of_report = (run(command, source).out for source in (FORM, read))

    assert of_form == of_report


@pytest.mark.parametrize("command", ["explain", "solve"])
def test_a_file_that_is_no_form_is_refused(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "form.xlsx").write_bytes(b"PK\x03\x04")

    assert 2 == run(command, tmp_path / "form.xlsx", "--lang", "en").status


# ---------------------------------------------------------------- the language of the user


@pytest.fixture
def chinese(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The locale of a Chinese user, set after what the tests otherwise run in."""
    assert run("--version").status == 0
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["explain"], "缺少参数：REPORT"),
        (["explain", "no-such.toml"], "没有文件“no-such.toml”"),
        (["exlain"], "没有命令“exlain”"),
        (["list", "everything"], "what 不能是 'everything'（可选："),
        (["audit", "x.toml", "--jobs", "many"], "--jobs 应为整数，不能是 'many'"),
        (["form", "read", "-o"], "-o/--output 后面缺少取值"),
        (["form", "read", "no-such.xlsx"], "没有文件“no-such.xlsx”"),
    ],
)
@pytest.mark.usefixtures("chinese")
def test_a_chinese_user_is_refused_in_chinese(run: Run, arguments: list[str], sentence: str) -> None:
    ran = run(*arguments)

    assert (2, True) == (ran.status, sentence in ran.err)
