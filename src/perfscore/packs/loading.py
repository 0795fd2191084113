"""Loads packs and asks them their hooks · 载入指标包.

Code of a pack runs here, once, when it is imported and when its hooks are called.  Whatever it does
wrong (raises, exits, prints, walks to another folder) becomes a problem that names the pack, or has
no effect.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from inspect import isfunction
from typing import Any, NamedTuple

import pluggy

from perfscore.messages import Listed
from perfscore.messages.problems import Problem, nearest
from perfscore.packs import hookspecs
from perfscore.packs.guards import exception_text, failures
from perfscore.packs.packs import Installed, Provider

__all__ = ["Answer", "ask"]

_PREFIX = f"{hookspecs.PROJECT}_"
_MARK = f"{hookspecs.PROJECT}_impl"
"""What pluggy's marker leaves on a function."""


class Answer(NamedTuple):
    """What one hook of one pack gave · 接口返回值."""

    provider: Provider
    hook: str
    value: Any


def ask(packs: Iterable[Installed]) -> Iterator[Answer | Problem]:
    """Import packs and yield every answer of theirs, or the problem in its place."""
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    for pack in packs:
        with _contained():
            given = list(_ask(manager, pack))
        yield from given or [pack.provider.problem("pack-empty")]


def _ask(manager: pluggy.PluginManager, pack: Installed) -> Iterator[Answer | Problem]:
    provider, wrong = pack.provider, list[Problem]()
    try:
        plugin = pack.entry_point.load()
        manager.register(plugin, provider.pack)
    except pluggy.PluginValidationError as error:
        wrong = [provider.problem("pack-hook-form", found=_definition(error))]
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a pack may as well call sys.exit()
        wrong = list(failures(provider, "pack-import", "", error))
    if wrong:
        yield from wrong
        return
    yield from _unmarked(plugin, provider)
    for caller in manager.get_hookcallers(plugin) or ():
        for hook in caller.get_hookimpls():
            if hook.plugin_name != provider.pack:
                continue
            if caller.has_spec():
                yield from _call(caller.name, hook.function, provider)
            elif not hook.optionalhook:
                yield _unknown(caller.name, provider)


def _call(name: str, function: Any, provider: Provider) -> Iterator[Answer | Problem]:
    try:
        given = function()
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        yield from failures(provider, "pack-hook-failed", name, error)
        return
    yield Answer(provider, name, given)


def _unknown(name: str, provider: Provider) -> Problem:
    known = [hook for hook in dir(hookspecs) if hook.startswith(_PREFIX)]
    values = {"found": name, "known": Listed(known), **nearest(name, known)}
    return provider.problem("pack-hook-unknown", **values)


def _unmarked(plugin: Any, provider: Provider) -> Iterator[Problem]:
    """Find functions named like hooks that pluggy passes over, because nothing marks them."""
    for name, value in sorted(getattr(plugin, "__dict__", {}).items()):
        if name.startswith(_PREFIX) and isfunction(value) and not hasattr(value, _MARK):
            yield provider.problem("pack-hook-unmarked", found=name)


@contextmanager
def _contained() -> Iterator[None]:
    """Keep what a pack prints out of the output, and the working folder where it was."""
    here = None
    with suppress(OSError):
        here = os.getcwd()
    try:
        with redirect_stdout(sys.stderr):
            yield
    finally:
        if here is not None:
            with suppress(OSError):
                os.chdir(here)


def _definition(error: BaseException) -> str:
    """Return the hook as its author wrote it, which pluggy tells in the second line."""
    lines = [line.partition("definition: ")[2] for line in str(error).splitlines()]
    return next(filter(None, lines), exception_text(error))
