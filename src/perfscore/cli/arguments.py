"""Reading a command line · 命令行参数."""

import argparse
import re
from collections.abc import Sequence
from difflib import get_close_matches
from itertools import zip_longest
from typing import Any, NoReturn

from perfscore.messages import LANGUAGES
from perfscore.runs.language import both, say
from perfscore.runs.output import to_stdout

__all__ = ["Parser", "UsageFault", "language_given"]

_COLUMNS = 100
_FORMATS = ("text", "markdown", "json")
_MISTAKES = {
    "required": r"the following arguments are required: (?P<names>.*)",
    "choice": r"argument (?P<name>.*?): invalid choice: (?P<found>.*) \(choose from (?P<known>.*)\)",
    "no_value": r"argument (?P<name>.*?): expected (?:one|at least one) argument",
    "flag": r"argument (?P<name>.*?): ignored explicit argument (?P<found>.*)",
    "not_year": r"argument (?P<name>.*?): no year: (?P<found>.*)",
    "not_whole": r"argument (?P<name>.*?): invalid int value: (?P<found>.*)",
}


class UsageFault(Exception):
    """A command line that cannot be understood, as a sentence · 用法有误."""


def language_given(arguments: Sequence[str]) -> str | None:
    """Return the language a command line asks for, before it is read."""
    for argument, after in zip_longest(arguments, arguments[1:], fillvalue=""):
        value = after if argument == "--lang" else argument.partition("--lang=")[2]
        if value in LANGUAGES:
            return value
    return None


def _year(text: str) -> int:
    if not re.fullmatch("(?:19|20|21)[0-9]{2}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"no year: {text!r}")
    return int(text)


class _Plain(argparse.HelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=_COLUMNS)


class Parser(argparse.ArgumentParser):
    """The options of one command; mistakes come out as `UsageFault`."""

    def __init__(self, command: str, language: str) -> None:
        super().__init__(
            prog=f"perfscore {command}", description=both(f"help.{command}"), add_help=False,
            allow_abbrev=False, formatter_class=_Plain,
        )  # fmt: skip
        self.language = language
        self.add("-h", "--help", action="store_true", key="help")
        self.add("--debug", action="store_true", key="debug")

    def add(self, *names: str, key: str, **how: Any) -> None:
        """Add an argument whose help stands in the catalogue under ``option.<key>``."""
        self.add_argument(*names, help=both(f"option.{key}"), **how)

    def add_language(self) -> None:
        """Add ``--lang``."""
        self.add("--lang", choices=LANGUAGES, key="lang")

    def add_rules(self) -> None:
        """Add the choice of rulesets and packs."""
        self.add("--ruleset", action="append", default=[], metavar="ID_OR_FILE", key="ruleset")
        self.add_packs()

    def add_packs(self) -> None:
        """Add the packs that are allowed beside the bundled one."""
        self.add("--pack", action="append", default=[], metavar="NAME", key="pack")

    def add_document(self) -> None:
        """Add what a published document does not say of itself."""
        self.add_year()
        self.add("--password", metavar="TEXT", key="password")

    def add_year(self) -> None:
        """Add the fiscal year where a document prints none."""
        self.add("--year", type=_year, metavar="YEAR", key="form_year")

    def add_service(self) -> None:
        """Add where a page of this machine is served, and whether a browser shows it."""
        self.add("--port", type=int, default=0, metavar="PORT", key="desk_port")
        self.add("--no-browser", action="store_true", key="desk_quiet")

    def add_output(self, *more: str, others: bool = False) -> None:
        """Add the form, the language and the place of the output.

        `more` are forms of this command alone; with `others` it takes the names of renderers as well.
        """
        kinds: dict[str, Any] = {"metavar": "FORMAT"} if others else {"choices": (*_FORMATS, *more)}
        self.add("--format", default="text", key="formats" if others else "format", **kinds)
        self.add_language()
        self.add("-o", "--output", metavar="FILE", key="output")

    def read(self, arguments: Sequence[str]) -> argparse.Namespace | None:
        """Return what was given, None where only help was wanted."""
        if {"-h", "--help"} & set(arguments):
            to_stdout(self.format_help())
            return None
        given, strange = self.parse_known_args(arguments)
        if strange:
            raise UsageFault(self._strange(strange[0]))
        return given

    def error(self, message: str) -> NoReturn:
        """Raise the mistake in place of ending the program."""
        raise UsageFault(say(self.language, "fault.usage", command=self.prog, why=self._why(message)))

    def _why(self, message: str) -> str:
        """Return a mistake as argparse words it, in the language that is spoken."""
        for key, pattern in _MISTAKES.items():
            if found := re.fullmatch(pattern, message, re.DOTALL):
                return say(self.language, f"mistake.{key}", **found.groupdict())
        return message

    def _strange(self, found: str) -> str:
        if found.startswith("-"):  # what stands behind it may be a password
            found = found.partition("=")[0]
        known = [name for action in self._actions for name in action.option_strings]
        close = get_close_matches(found, known, n=1)
        guess = say(self.language, "fault.guess", nearest=close[0]) if close else ""
        key = "fault.option" if found.startswith("-") else "fault.argument"
        return say(self.language, key, command=self.prog, found=found, guess=guess)
