"""The code of third-party packs, every answer of theirs looked at · 第三方代码的防护.

What a pack's code may do wrong is caught here, where it comes in, and told as a problem that names the
pack, so that none of the many places that ask a shape has to doubt it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import PurePath
from types import MappingProxyType, NoneType, new_class
from typing import TYPE_CHECKING, Any, cast, get_args

from pydantic import ValidationError

from perfscore.documents.reader import FormReader
from perfscore.inputs.toml.text import NumberText
from perfscore.messages import load
from perfscore.messages.problems import Problem, ProblemsFound, nearest
from perfscore.numbers.exact import too_large
from perfscore.numbers.fields import Declared, Label
from perfscore.numbers.ranges import Range
from perfscore.packs.indicator import Indicator, OpaqueMeasure, Role
from perfscore.packs.packs import Provider
from perfscore.packs.renderer import Renderer
from perfscore.shapes.shape import Key, Reads, Shape, ShapeProblem, Table

if TYPE_CHECKING:
    from perfscore.inputs.schema.complaints import Complaint

__all__ = ["exception_text", "failures", "guarded"]

_MODELS: Mapping[str, type[Declared]] = MappingProxyType(
    {model.__name__: model for model in (Indicator, Role, OpaqueMeasure, Label, FormReader, Renderer)}
)
_PLAIN = frozenset((str, bool, int, Fraction, date, list, tuple, NoneType))
_OURS = frozenset(("pydantic", "perfscore"))


def failures(provider: Provider, code: str, where: str, error: BaseException) -> Iterator[Problem]:
    """Yield what a pack raised: each wrong field of a declaration, else the one problem of that code."""
    if isinstance(error, ValidationError):
        yield from _fields(provider, where, error)
    else:
        yield provider.problem(code, where, found=exception_text(error))


def exception_text(error: BaseException) -> str:
    """Return an exception as a line: its name, and what it says."""
    try:
        text = str(error)
    except BaseException:  # an exception of a pack is code of the pack
        text = ""
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _fields(provider: Provider, where: str, error: ValidationError) -> Iterator[Problem]:
    """Yield a problem for each field that the schema refuses, in the words it has for files."""
    # Imported here: packs without mistakes should not wait for what is said of them.
    from perfscore.inputs.schema.complaints import complaint
    from perfscore.inputs.schema.places import locate, settled

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


@cache
def guarded(shape: type[Shape], provider: Provider) -> type[Shape] | Problem:
    """Return a shape that answers as it should or raises ProblemsFound, naming its pack · 防护.

    The problem itself where not even that can be made of it.
    """

    def asked(method: str) -> Callable[..., Any]:
        def answer(self: Shape, *given: Any) -> Any:
            with _blamed(provider, f"{shape.name} › {method}"):
                return _ANSWERS[method](getattr(super(made, self), method)(*given))

        return answer

    def model_validate(cls: type[Shape], *given: Any, **named: Any) -> Any:
        with _blamed(provider, shape.name):
            return super(made, cls).model_validate(*given, **named)

    kept = {name: getattr(shape, name) for name in ("__module__", "__qualname__", "__doc__")}
    members = {**kept, **{method: asked(method) for method in _ANSWERS}}
    members["model_validate"] = classmethod(model_validate)
    try:
        with _blamed(provider, shape.name):
            made = cast(
                "type[Shape]", new_class(shape.__name__, (shape,), {}, lambda own: own.update(members))
            )
    except ProblemsFound as found:
        return found.problems[0]
    return made


class _Unexpected(Exception):
    def __init__(self, found: object, expected: str) -> None:
        self.found, self.expected = type(found).__name__, expected


@contextmanager
def _blamed(provider: Provider, where: str) -> Iterator[None]:
    try:
        yield
    except (KeyboardInterrupt, ValidationError):  # what the author of a ruleset wrote is not the pack's fault
        raise
    except _Unexpected as wrong:
        problem = provider.problem("pack-shape-result", where, found=wrong.found, expected=wrong.expected)
        raise ProblemsFound([problem]) from None
    except BaseException as error:
        raise ProblemsFound(
            [provider.problem("pack-shape-failed", where, found=exception_text(error))]
        ) from None


def _is(value: Any, expected: Any, called: str) -> Any:
    if not isinstance(value, expected):
        raise _Unexpected(value, called)
    return value


def _parameters(answer: Any) -> Mapping[str, Fraction | date]:
    for name, value in _is(answer, Mapping, "Mapping[str, Fraction | date]").items():
        _is(name, str, "str")
        _is(value, Fraction | date, "Fraction | date")
        if isinstance(value, Fraction) and too_large(value):
            raise ValueError(f"parameters()[{name!r}] is too large")
    return dict(answer)


def _reads(answer: Any) -> tuple[Reads, ...]:
    for read in _is(answer, tuple | list, "tuple[Reads, ...]"):
        _is(read, Reads, "Reads")
        for text in (read.name, read.fact, *(read.levels or ()), *read.spellings, *read.spellings.values()):
            _is(text, str, "str")
        _is(read.within, Range, "Range")
        _is(read.step, Fraction | None, "Fraction | None")
        _is(read.levels, tuple | None, "tuple[str, ...] | None")
        _is(read.unit, str | None, "str | None")
        if read.kind not in _KINDS:
            raise ValueError(f"Reads.kind = {read.kind!r}")
    return tuple(answer)


def _conditions(answer: Any) -> Mapping[str, tuple[str, Key]]:
    for name, said in _is(answer, Mapping, "Mapping[str, tuple[str, Key]]").items():
        text, key = _is(said, tuple, "tuple[str, Key]")
        for part in (name, text):
            _is(part, str, "str")
        _is(key, tuple, "tuple[str | int, ...]")
        if not name[:1].isupper():
            raise ValueError(f"conditions()[{name!r}] begins with no capital")
    return dict(answer)


def _problems(answer: Any) -> Iterator[ShapeProblem]:
    found = list(_is(answer, Iterable, "Iterator[ShapeProblem]"))
    for one in found:
        _is(one, ShapeProblem, "ShapeProblem")
        for step in _is(one.key, tuple, "tuple[str | int, ...]"):
            _is(step, str | int, "str | int")
        for text in _is(one.values, Mapping, "Mapping[str, str]").values():
            _is(text, str, "str")
        if one.code not in load("problems", "en"):
            raise ValueError(f"ShapeProblem.code = {one.code!r}")
    return iter(found)


_KINDS = get_args(Reads.__annotations__["kind"])
_ANSWERS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "formula": lambda answer: _is(answer, str, "str"),
        "parameters": _parameters,
        "reads": _reads,
        "conditions": _conditions,
        "table": lambda answer: _is(answer, Table | None, "Table | None"),
        "needs_measure": lambda answer: _is(answer, bool, "bool"),
        "problems": _problems,
    }
)
