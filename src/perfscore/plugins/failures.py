"""What the code of a pack raised, as problems · 指标包异常的说明."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import PurePath
from types import MappingProxyType, NoneType
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from perfscore.fields import Declared, Label
from perfscore.forms.reader import FormReader
from perfscore.inputs.toml_text import NumberText
from perfscore.numbers import too_large
from perfscore.plugins.indicator import Indicator, OpaqueMeasure, Role
from perfscore.plugins.packs import Provider
from perfscore.problems import Problem, nearest

if TYPE_CHECKING:
    from perfscore.inputs.complaints import Complaint

__all__ = ["failures", "told"]

_MODELS: Mapping[str, type[Declared]] = MappingProxyType(
    {model.__name__: model for model in (Indicator, Role, OpaqueMeasure, Label, FormReader)}
)
_PLAIN = frozenset((str, bool, int, Fraction, date, list, tuple, NoneType))
_OURS = frozenset(("pydantic", "perfscore"))


def failures(provider: Provider, code: str, where: str, error: BaseException) -> Iterator[Problem]:
    """Yield what a pack raised: each wrong field of a declaration, else the one problem of that code."""
    if isinstance(error, ValidationError):
        yield from _fields(provider, where, error)
    else:
        yield provider.problem(code, where, found=told(error))


def told(error: BaseException) -> str:
    """Return an exception as a line: its name, and what it says."""
    try:
        text = str(error)
    except BaseException:  # an exception of a pack is code of the pack
        text = ""
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _fields(provider: Provider, where: str, error: ValidationError) -> Iterator[Problem]:
    """Yield a problem for each field that the schema refuses, in the words it has for files."""
    # Imported here: packs without mistakes should not wait for what is said of them.
    from perfscore.inputs.complaints import complaint
    from perfscore.inputs.loc import locate
    from perfscore.inputs.unions import settled

    model = _MODELS.get(error.title, Any)
    faults = error.errors(include_url=False)
    for located, fault in settled([(locate(model, fault["loc"]), fault) for fault in faults]):
        one = complaint(located, fault, _shown(fault["input"]))
        if one is not None:
            steps = [where, _line(error), error.title, *map(str, one.path)]
            yield provider.problem(one.code, " › ".join(filter(None, steps)), **one.values, **_hint(one))


def _line(error: BaseException) -> str:
    """Return the line of the pack that the error came from, nothing where none is found."""
    trace, line = error.__traceback__, ""
    while trace is not None:
        if str(trace.tb_frame.f_globals.get("__name__")).partition(".")[0] not in _OURS:
            line = f"{PurePath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return line


def _shown(value: Any) -> Any:
    """Return a value that can be spelled out; of an object of the pack, its type."""
    if isinstance(value, (int, Fraction)) and too_large(Fraction(value)):
        return NumberText("…")
    return value if type(value) in _PLAIN or isinstance(value, Mapping) else NumberText(type(value).__name__)


def _hint(one: "Complaint") -> dict[str, str]:
    return nearest(one.values["found"].strip('"'), one.known) if one.known else {}
