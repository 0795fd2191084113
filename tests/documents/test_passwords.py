"""A password opens a file and is seen nowhere."""

import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from perfscore import read_document
from perfscore.batch.folder.settings import Settings
from perfscore.messages.problems import ProblemsFound
from tests.cards import catalog
from tests.command_line import Run
from tests.extract.layouts import national
from tests.extract.saying import expected, said
from tests.extract.writers import with_docx, with_openpyxl

FILES = Path(__file__).parent / "files"
SECRET = "馆藏 8 万-Geheim"


def locked(path: Path) -> Path:
    """Write the form of a layout with a password."""
    plain = path.with_name(f"plain{path.suffix}")
    with_docx(national, plain) if path.suffix == ".docx" else with_openpyxl(national, plain)
    with path.open("wb") as file:
        OOXMLFile(BytesIO(plain.read_bytes())).encrypt(SECRET, file)
    plain.unlink()
    return path


@pytest.mark.parametrize("name", ["form.xlsx", "form.docx"])
def test_a_file_says_the_same_once_it_is_opened(name: str, tmp_path: Path) -> None:
    (report,) = read_document(locked(tmp_path / name), catalog(), password=SECRET)

    assert expected() == said(report)


def test_a_file_in_an_archive_is_opened_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "forms.zip", "w") as bundle:
        bundle.write(locked(tmp_path / "form.xlsx"), "form.xlsx")

    (report,) = read_document(tmp_path / "forms.zip", catalog(), password=SECRET)

    assert expected() == said(report)


def _with_aes(folder: Path) -> Path:
    """Write an archive as WinZip and 7-Zip lock them."""
    import pyzipper

    with_openpyxl(national, folder / "plain.xlsx")
    with pyzipper.AESZipFile(folder / "forms.zip", "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.setpassword(SECRET.encode())
        bundle.setencryption(pyzipper.WZ_AES, nbits=256)
        bundle.write(folder / "plain.xlsx", "目录/form.xlsx")
    (folder / "plain.xlsx").unlink()
    return folder / "forms.zip"


def _with_the_lock_of_old(folder: Path) -> Path:
    """Return what Info-ZIP 3.0 wrote, given the password in GBK."""
    return FILES / "locked.zip"


@pytest.mark.parametrize("written", [_with_aes, _with_the_lock_of_old])
def test_an_archive_with_a_password_is_opened(written: Callable[[Path], Path], tmp_path: Path) -> None:
    archive = written(tmp_path)

    (report,) = read_document(archive, catalog(), password=SECRET)

    assert expected() == said(report)
    for password, code in ((None, "form-encrypted"), ("8 万", "form-password-wrong")):
        with pytest.raises(ProblemsFound) as found:
            read_document(archive, catalog(), password=password)
        (problem,) = found.value.problems
        assert code == problem.code
        assert "form.xlsx" in problem.place.file


def test_a_folder_with_such_an_archive_is_audited(tmp_path: Path, run: Run) -> None:
    _with_aes(tmp_path)

    ran = run("audit", str(tmp_path), "--ruleset", "cn-mof-2020", "--password", SECRET)

    assert 0 == ran.status, ran.err
    assert "form.xlsx" in ran.out
    assert SECRET not in ran.out + ran.err


def test_an_opendocument_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "form.ods", "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
        file.writestr("content.xml", "?")

    with pytest.raises(ProblemsFound) as found:
        read_document(tmp_path / "form.ods", catalog(), password=SECRET)

    (problem,) = found.value.problems
    assert "form-encrypted-odf" == problem.code
    assert "用密码保存" in problem.text("zh")


@pytest.mark.parametrize(
    ("password", "code", "to_do"),
    [(None, "form-encrypted", "--password"), ("8 万", "form-password-wrong", "核对")],
)
def test_a_missing_or_wrong_password_is_refused_by_name(
    password: str | None, code: str, to_do: str, tmp_path: Path
) -> None:
    with pytest.raises(ProblemsFound) as found:
        read_document(locked(tmp_path / "form.xlsx"), catalog(), password=password)

    (problem,) = found.value.problems
    assert (code, "form.xlsx") == (problem.code, Path(problem.place.file).name)
    assert to_do in problem.text("zh")


def test_a_file_without_one_is_read_whatever_password_is_given(tmp_path: Path) -> None:
    with_openpyxl(national, tmp_path / "form.xlsx")

    (report,) = read_document(tmp_path / "form.xlsx", catalog(), password=SECRET)

    assert expected() == said(report)


@pytest.mark.parametrize(
    "line",
    [
        "explain {file}",
        "read {file} -o {out}",
        "form read {file} -o {out}",
        "audit {folder} --format json -o {out}",
    ],
)
def test_every_command_takes_it_and_none_repeats_it(line: str, tmp_path: Path, run: Run) -> None:
    file = locked(tmp_path / "form.xlsx")
    out = tmp_path / "out" / "result"
    out.parent.mkdir()
    places = {"file": file, "folder": tmp_path, "out": out}
    words = [word.format(**places) for word in line.split()]

    ran = run(*words, "--password", SECRET)
    wrong = run(*[word.replace("result", "other") for word in words], "--password", f"{SECRET}!")

    assert (0, 2) == (ran.status, wrong.status), (ran.err, wrong.err)
    written = [path.read_text("utf-8") for path in out.parent.iterdir()]
    for text in (ran.out, ran.err, wrong.out, wrong.err, *written):
        assert SECRET not in text
        assert json.dumps(SECRET).strip('"') not in text


def test_a_mistyped_option_does_not_repeat_it_either(run: Run) -> None:
    ran = run("explain", "form.xlsx", f"--pasword={SECRET}")

    assert 2 == ran.status
    assert "--password" in ran.err
    assert SECRET not in ran.err + ran.out


def test_what_a_worker_is_told_does_not_show_it() -> None:
    assert SECRET not in repr(Settings(password=SECRET))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_pdf_is_opened_with_its_password(tmp_path: Path) -> None:
    options = {"EncryptFile": {"type": "boolean", "value": "true"},
               "DocumentOpenPassword": {"type": "string", "value": "Geheim-8"}}  # fmt: skip
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", f"pdf:writer_pdf_Export:{json.dumps(options)}",
         "--outdir", str(tmp_path), str(FILES / "form.doc")],
        check=True, capture_output=True,
    )  # fmt: skip

    for password, code in ((None, "form-encrypted"), ("geheim-8", "form-password-wrong")):
        with pytest.raises(ProblemsFound) as found:
            read_document(tmp_path / "form.pdf", catalog(), password=password)
        assert code == found.value.problems[0].code
    (report,) = read_document(tmp_path / "form.pdf", catalog(), password="Geheim-8")

    assert expected() == said(report)
