"""LibreOffice as a reader of what no library reads · 借助 LibreOffice 读取.

The program runs without a window, in a profile that is thrown away, with macros off, without a network
where the system lets one be taken away, and is ended with all it has started when its time is up.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from perfscore.documents.document import Unreadable

__all__ = ["converted"]

MOST_SECONDS = 45
"""Less than the process that asks may take, so that it is there to end the program."""
MOST_MEMORY = 4 * 1024**3
MOST_WRITTEN = 256 * 1024**2
_PROGRAMS = ("soffice", "libreoffice")
_ITEM = (
    '<item oor:path="/org.openoffice.Office.Common/{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SETTINGS = (
    ("Security/Scripting", "MacroSecurityLevel", "3"),
    ("Security/Scripting", "DisableMacrosExecution", "true"),
    ("Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Security/Scripting", "DisableActiveContent", "true"),
    ("Save/Document", "LoadPrinter", "false"),
)


def converted(content: bytes, suffix: str, wanted: str) -> bytes:
    """Return a file in another format; raise Unreadable where the program is missing, fails or hangs."""
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise Unreadable("form-program-missing", "", found=suffix)
    with tempfile.TemporaryDirectory(prefix="perfscore-") as name:
        folder = Path(name)
        source = folder / f"document{suffix}"
        source.write_bytes(content)
        _write_profile(folder / "profile" / "user")
        _run([
            *_without_network(), program, f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard",
            "--convert-to", wanted, "--outdir", str(folder / "out"), str(source),
        ], folder)  # fmt: skip
        result = folder / "out" / f"document.{wanted.partition(':')[0]}"
        if not result.is_file():
            raise Unreadable("form-broken", "", found="LibreOffice")
        return result.read_bytes()


def _write_profile(folder: Path) -> None:
    folder.mkdir(parents=True)
    items = "".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>',
        "utf-8",
    )


def _without_network() -> tuple[str, ...]:
    """Return what takes the network away from a program, nothing where the system does not allow it."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    command = (unshare, "--map-root-user", "--net", "--")
    tried = subprocess.run([*command, "true"], capture_output=True, check=False)
    return command if tried.returncode == 0 else ()


def _run(command: list[str], folder: Path) -> None:
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "LANG": "C.UTF-8"}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True, preexec_fn=_bounds,
    )  # fmt: skip
    try:
        process.wait(MOST_SECONDS)
    except subprocess.TimeoutExpired:
        raise Unreadable("form-too-slow", "", most=str(MOST_SECONDS)) from None
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a program with everything it has started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _bounds() -> None:
    """Bound a program between fork and start; its bounds are not those of the process that asks."""
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, MOST_WRITTEN),
    ):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most if hard < 0 else min(most, hard), hard))
