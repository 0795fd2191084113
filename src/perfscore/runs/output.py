"""Writing results so that a failure is told, destroys nothing and is not cut in half · 输出."""

import errno
import os
import signal
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

__all__ = [
    "OutputFailed",
    "complain",
    "interrupts_held",
    "to_file",
    "to_new_file",
    "to_stdout",
    "unwritten",
    "use_utf8",
    "writing",
]


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Let an interrupt come after what is done here; processes started here never see one.

    What is blocked when a process starts stays blocked in it.  Systems without signal masks go on as
    they are.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class OutputFailed(Exception):
    """An output that could not be written · 输出失败.

    `code` has a sentence in the catalogue; it is empty where whoever was reading has gone, and nobody
    needs to be told.
    """

    def __init__(self, code: str, **values: str) -> None:
        self.code = code
        self.values = values
        super().__init__(code)


_CODES = {
    errno.ENOSPC: "full", errno.EDQUOT: "full", errno.EACCES: "permission", errno.EPERM: "permission",
    errno.EROFS: "permission", errno.ENOENT: "no_folder", errno.ENOTDIR: "no_folder",
    errno.EISDIR: "is_folder", errno.EEXIST: "exists",
}  # fmt: skip


def use_utf8() -> None:
    """Make the standard streams UTF-8 whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def to_stdout(text: str | bytes) -> None:
    """Write to standard output; raise OutputFailed where that cannot be done."""
    if sys.stdout is None or sys.stdout.closed:
        raise OutputFailed("closed")
    try:
        if isinstance(text, bytes):
            sys.stdout.flush()
            sys.stdout.buffer.write(text)
        else:
            sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        _silence()
        gone = error.errno in (errno.EPIPE, errno.EINVAL)  # EINVAL is how Windows says it
        raise (OutputFailed("") if gone else unwritten(error, "stdout")) from None


def complain(text: str) -> None:
    """Write lines to standard error, cleaned, and carry on whatever becomes of them."""
    from perfscore.explain.clean import clean

    if sys.stderr is None or sys.stderr.closed:
        return
    with suppress(OSError):
        sys.stderr.write("".join(f"{clean(line)}\n" for line in text.split("\n")))
        sys.stderr.flush()


def to_file(path: str, text: str | bytes) -> None:
    """Write a file whole or not at all; raise OutputFailed where that cannot be done.

    The text goes into a new file of the same folder that then takes the name, so that a reader sees
    the old file or the new one.  What is no ordinary file (a pipe, a device) is written to directly.
    """
    content = text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace")
    with writing(path):
        target = Path(os.path.realpath(path))
        mode = target.stat().st_mode if target.exists() else None
        if mode is not None and stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, "")
        if mode is not None and not stat.S_ISREG(mode):
            target.write_bytes(content)
        else:
            _replace(target, content, mode)


def to_new_file(path: str, content: str | bytes) -> None:
    """Write a file that is not there yet, with the folders it needs; raise OutputFailed where it is."""
    with writing(path):
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        except FileExistsError:
            raise OutputFailed("exists", file=path) from None
        with open(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)


def _replace(target: Path, content: bytes, mode: int | None) -> None:
    from secrets import token_hex  # inside: what is printed needs no name of its own

    temporary = target.with_name(f".{target.name[:40]}.{token_hex(6)}.tmp")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        if mode is not None:
            os.chmod(temporary, stat.S_IMODE(mode))
        os.replace(temporary, target)
    finally:
        with suppress(OSError):
            temporary.unlink()
    with suppress(OSError):  # not every system lets a folder be opened
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def writing(path: str) -> Iterator[None]:
    """Turn what goes wrong with a file into OutputFailed, which names it."""
    try:
        yield
    except BrokenPipeError:
        raise OutputFailed("") from None
    except (OSError, ValueError) as error:
        raise unwritten(error, path) from None


def unwritten(error: OSError | ValueError, file: str) -> OutputFailed:
    """Return what to tell of a fault; one without a sentence by its number, its words are English."""
    number = error.errno if isinstance(error, OSError) else None
    why = error.strerror if isinstance(error, OSError) else str(error)
    code = _CODES.get(number or 0, "unwritten")
    return OutputFailed(code, file=file, why=why or "", number=str(number or "–"))


def _silence() -> None:
    """Keep Python from writing to the lost stream once more when it ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
