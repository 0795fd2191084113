"""The program as a process: streams, locales, broken pipes, interrupts, faults of its own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from perfscore.cli import program
from tests.command_line import Run
from tests.paths import ROOT

SEED = "examples/yueyanglou-library-2024/report.toml"
COMMAND = [sys.executable, "-m", "perfscore"]


def started(*arguments: str, **how: object) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([*COMMAND, *arguments], cwd=ROOT, stderr=subprocess.PIPE, **how)  # type: ignore[call-overload,no-any-return]


def test_the_output_is_utf8_whatever_the_locale_says() -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}

    ran = subprocess.run([*COMMAND, "explain", SEED], cwd=ROOT, env=environment, capture_output=True)

    assert (0, b"") == (ran.returncode, ran.stderr)
    assert ran.stdout.decode("utf-8").startswith("结论：")


def test_a_reader_that_goes_away_is_met_with_silence() -> None:
    reading, writing = os.pipe()
    os.close(reading)

    process = started("explain", SEED, stdout=writing)
    os.close(writing)
    _, said = process.communicate()

    assert (4, b"") == (process.returncode, said)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_a_full_disk_behind_standard_output_is_told() -> None:
    with open("/dev/full", "w") as full:
        process = started("explain", SEED, "--lang", "en", stdout=full)
        _, said = process.communicate()

    assert (4, b"stdout was not written: no room left on the disk\n") == (process.returncode, said)


def test_a_closed_standard_output_is_told() -> None:
    process = started("explain", SEED, "--lang", "en", preexec_fn=lambda: os.close(1))
    _, said = process.communicate()

    assert (4, b"nothing was written: standard output is closed\n") == (process.returncode, said)


def test_an_interrupt_ends_it_quietly() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _WAITING], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()

    assert (130, b"") == (process.returncode, said)


_WAITING = """
import sys, time
import perfscore.cli.program
from perfscore.__main__ import main
def waiting(arguments):
    print("ready", flush=True)
    time.sleep(60)
perfscore.cli.program.run = waiting
sys.exit(main([]))
"""


def test_a_fault_of_its_own_is_one_line_that_names_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("never seen by the user")

    monkeypatch.setattr("perfscore.engine.audit", broken)
    ran = run("explain", SEED, "--lang", "en")

    assert (70, "", 1) == (ran.status, ran.out, len(ran.err.splitlines()))
    assert ran.err.startswith("internal error (KeyError).")
    assert "Traceback" in run("explain", SEED, "--debug").err


def test_help_lists_every_command_in_both_languages(run: Run) -> None:
    ran = run("--help")

    assert 0 == ran.status
    assert all(f"  {name}" in ran.out for name in program.COMMANDS)
    assert "反推总分的来由" in ran.out


@pytest.mark.parametrize("command", program.COMMANDS)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    ran = run(command, "--help")

    assert (0, "") == (ran.status, ran.err)
    assert f"usage: perfscore {command}" in ran.out


def test_no_command_at_all_shows_the_help_and_is_a_mistake(run: Run) -> None:
    ran = run()

    assert 2 == ran.status
    assert "explain" in ran.out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["exlain"], "unknown command 'exlain' (did you mean 'explain'?); known are explain, compare"),
        (["--lang", "zh"], "“--lang”之前缺少命令"),
        (["explain"], "the following arguments are required: REPORT"),
        (["explain", SEED, "--frmat", "json"], "unknown option '--frmat' (did you mean '--format'?)"),
        (["explain", SEED, "another"], "'another' is one argument too many"),
        (["explain", SEED, "--format", "xml"], "no output format is called 'xml'"),
        (["list", "everything"], "invalid choice: 'everything'"),
    ],
)
def test_a_mistaken_command_line_is_told_what_is_known(run: Run, arguments: list[str], sentence: str) -> None:
    ran = run(*arguments)

    assert (2, "") == (ran.status, ran.out)
    assert sentence in ran.err


def test_the_version_is_that_of_the_engine(run: Run) -> None:
    assert run("--version").out.startswith("perfscore ")


def test_help_needs_none_of_the_engine() -> None:
    code = (
        "import sys; from perfscore.__main__ import main; main(['--help'], ); main(['explain', '--help']);"
        "print(sorted({'pydantic', 'pluggy', 'simpleeval'} & set(sys.modules)), file=sys.stderr)"
    )

    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)

    assert "[]\n" == ran.stderr
