"""The program: finds the command, runs it, and turns whatever goes wrong into a sentence · 主程序."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import MappingProxyType, ModuleType

from perfscore.cli.arguments import Parser, UsageFault, language_given
from perfscore.messages import Listed
from perfscore.messages.problems import ProblemsFound
from perfscore.runs.language import both, language_of, say
from perfscore.runs.output import OutputFailed, complain, to_stdout, use_utf8
from perfscore.runs.statuses import INTERNAL, REFUSED, UNWRITTEN

__all__ = ["COMMANDS", "run"]

_NAMES = (
    "explain", "compare", "solve", "audit", "read", "check", "list", "document", "new", "form", "verify",
    "desk", "facts", "diff", "schema", "lsp", "watch", "test",
    "batch", "impact", "outliers",
)  # fmt: skip
COMMANDS: Mapping[str, str] = MappingProxyType({name: f"perfscore.cli.{name}_" for name in _NAMES})
"""Each command and its module; the module has ``options(parser)`` and ``run(given) -> status``."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line; return the exit status."""
    use_utf8()
    language = language_of(language_given(arguments))
    try:
        return _command(list(arguments), language)
    except UsageFault as fault:
        complain(str(fault))
        return REFUSED
    except OutputFailed as failed:
        return _unwritten(failed, language)
    except Exception as error:
        if "--debug" in arguments:
            import traceback

            complain(traceback.format_exc())
        complain(say(language, "fault.internal", name=type(error).__name__))
        return INTERNAL


def _command(arguments: list[str], language: str) -> int:
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        to_stdout(_overview())
        return 0 if arguments else REFUSED
    if arguments[0] in ("-V", "--version"):
        from perfscore.packs.packs import version_of_engine

        to_stdout(f"perfscore {version_of_engine()}\n")
        return 0
    name = arguments[0]
    if name not in COMMANDS:
        raise UsageFault(_unknown(name, language))
    module = import_module(COMMANDS[name])
    parser = Parser(name, language)
    module.options(parser)
    given = parser.read(arguments[1:])
    return 0 if given is None else _carried_out(module, given)


def _carried_out(module: ModuleType, given: Namespace) -> int:
    """Run a command; answer in the language of its report where something is wrong."""
    try:
        status: int = module.run(given)
    except ProblemsFound as found:
        complain(found.text(_language(given)))
        return REFUSED
    except OutputFailed as failed:
        return _unwritten(failed, _language(given))
    except ModuleNotFoundError as error:
        from perfscore.documents.libraries import missing

        library = missing(error)
        if library is None:
            raise
        raise UsageFault(say(language_of(given.lang), "fault.extra", **library)) from None
    return status


def _language(given: Namespace) -> str:
    about = [name for name in ("report", "source") if name in given]
    return language_of(given.lang, files=[getattr(given, name) for name in about])


def _unwritten(failed: OutputFailed, language: str) -> int:
    if failed.code:
        complain(say(language, f"output.{failed.code}", **failed.values))
    return UNWRITTEN


def _unknown(name: str, language: str) -> str:
    from difflib import get_close_matches

    key = "fault.option_first" if name.startswith("-") else "fault.command"
    close = get_close_matches(name, COMMANDS, n=1)
    guess = say(language, "fault.guess", nearest=close[0]) if close else ""
    return say(language, key, found=name, known=Listed(COMMANDS), guess=guess)


def _overview() -> str:
    lines = [both("help.program"), "", both("help.usage"), ""]
    widest = max(map(len, COMMANDS))
    lines += [f"  {name:{widest}}  {both(f'help.{name}')}" for name in COMMANDS]
    return "\n".join([*lines, "", both("help.more"), both("help.status"), ""])
