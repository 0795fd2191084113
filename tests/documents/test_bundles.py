"""A ZIP archive is a folder under another name: each file in it is read by itself, within bounds."""

import json
import stat
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from perfscore.documents.bounds import recognises
from perfscore.documents.bundle import fetched, members
from perfscore.extract.forms.form import read_forms
from perfscore.messages.problems import ProblemsFound
from perfscore.packs.catalog import discover
from tests.documents.pages import as_page
from tests.extract import layouts
from tests.extract.saying import expected, said
from tests.extract.writers import as_csv, with_docx, with_openpyxl


def packed(*files: tuple[str | zipfile.ZipInfo, bytes], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", way) as file:
        for name, part in files:
            file.writestr(name, part)
    return content.getvalue()


def in_gbk(content: bytes, **names: str) -> bytes:
    """Return an archive as Chinese Windows writes it: names in GBK, without saying so.

    `names` gives the names for the placeholders that stand in it, which are made as long.
    """
    for placeholder, name in names.items():
        content = content.replace(held(placeholder, name).encode(), name.encode("gbk"))
    return content


def held(placeholder: str, name: str) -> str:
    return placeholder.ljust(len(name.encode("gbk")), "_")


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.fixture
def forms(tmp_path: Path) -> dict[str, bytes]:
    folder = tmp_path / "forms"
    folder.mkdir()
    with_openpyxl(layouts.national, folder / "a.xlsx")
    with_docx(layouts.yunnan, folder / "b.docx")
    as_csv(layouts.sichuan, folder / "c.csv", "gb18030")
    as_page(layouts.department, folder / "d.html", "gbk")
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def refused(path: Path) -> tuple[str, str]:
    """Return the code of the only problem of a file, and the file it names."""
    with pytest.raises(ProblemsFound) as found:
        read_forms(path, discover())
    (problem,) = found.value.problems
    assert "{" not in found.value.text("zh")
    return problem.code, problem.place.file


def test_every_form_of_an_archive_is_a_report_with_its_own_place(
    forms: dict[str, bytes], tmp_path: Path
) -> None:
    inner = packed(("乙/b.docx", forms["b.docx"]), ("c.csv", forms["c.csv"]))
    name = "自评材料/表一.xlsx"
    path = tmp_path / "材料.zip"
    content = packed((held("first", name), forms["a.xlsx"]), ("页.html", forms["d.html"]), ("内.zip", inner))
    path.write_bytes(in_gbk(content, first=name))

    reads = read_forms(path, discover(), year=2024)

    names = (name, "页.html", "内.zip › 乙/b.docx", "内.zip › c.csv")
    assert [f"{path.name} › {name}" for name in names] == [form.report.file for form in reads]
    assert [expected()] * 4 == [said(form.report) for form in reads]
    (alone,) = read_forms(f"{path} › 内.zip › 乙/b.docx", discover())
    assert reads[2].toml == alone.toml


def test_what_else_is_in_an_archive_is_told_by_name(forms: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "材料.zip"
    picture = ("图.jpg", b"\xff\xd8\xff\xe0")
    path.write_bytes(packed(picture, ("a.xlsx", forms["a.xlsx"]), ("__MACOSX/._a.xlsx", b"\0"), ("空/", b"")))

    (form,) = read_forms(path, discover())

    assert [f"{path} › 图.jpg"] == [n.place for n in form.notes if n.code == "form-member-unread"]
    assert "图.jpg" in form.toml


def test_a_folder_of_archives_is_audited_file_by_file(forms: dict[str, bytes], tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    broken = forms["a.xlsx"][:800]
    (folder / "one.zip").write_bytes(packed(("表/a.xlsx", forms["a.xlsx"]), ("坏.xlsx", broken)))
    (folder / "two.zip").write_bytes(b"PK\x03\x04" + bytes(40))
    command = ["audit", "folder", "--ruleset", "cn-mof-2020", "--format", "json"]

    done = subprocess.run(
        [sys.executable, "-m", "perfscore", *command], cwd=tmp_path, capture_output=True, check=False
    )

    lines = [json.loads(line) for line in done.stdout.splitlines()]
    names = ["folder/one.zip › 表/a.xlsx", "folder/one.zip › 坏.xlsx", "folder/two.zip"]
    assert names == [line["file"] for line in lines]
    assert [False, True, True] == ["problems" in line for line in lines]


def test_a_form_on_standard_input_is_read(forms: dict[str, bytes]) -> None:
    for name in ("a.xlsx", "b.docx", "d.html"):
        done = subprocess.run(
            [sys.executable, "-m", "perfscore", "form", "read", "-"], input=forms[name], capture_output=True,
            check=False,
        )  # fmt: skip
        assert 0 == done.returncode
        assert "图书购置经费" in done.stdout.decode()


def zip_in_zip(depth: int, content: bytes) -> bytes:
    for _ in range(depth):
        content = packed(("下一层.zip", content))
    return content


def test_hostile_archives_are_refused_by_name(forms: dict[str, bytes], tmp_path: Path) -> None:
    form = forms["a.xlsx"]
    cases: dict[str, tuple[bytes, str, str]] = {
        "bomb": (packed(("零.txt", bytes(20_000_000))), "form-archive-bomb", ""),
        "many": (packed(*((f"{n}.txt", b"") for n in range(1500))), "form-archive-entries", ""),
        "deep": (zip_in_zip(4, packed(("a.xlsx", form))), "form-bundle", " › 下一层.zip" * 3),
        "link": (packed((link("a.xlsx"), b"/etc/passwd")), "form-link", " › a.xlsx"),
        "out": (packed(("../../a.xlsx", form)), "form-archive-path", " › ../../a.xlsx"),
        "root": (packed(("/etc/a.xlsx", form)), "form-archive-path", " › /etc/a.xlsx"),
        "drive": (packed(("C:\\a.xlsx", form)), "form-archive-path", " › C:\\a.xlsx"),
        "colour": (packed(("\x1b[31ma.xlsx", form)), "form-archive-path", " › \x1b[31ma.xlsx"),
        "nothing": (packed(), "form-nothing-found", ""),
        "broken": (packed(("a.xlsx", form))[:-30], "form-cut", ""),
        "without names": (packed(("a", form)).replace(b"a", b"\0"), "form-broken", ""),
        "picture": (
            packed(("a.png", b"\x89PNG")),
            "form-picture-kind" if recognises() else "form-picture",
            " › a.png",
        ),
    }
    for name, (content, code, behind) in cases.items():
        path = tmp_path / f"{name}.zip"
        path.write_bytes(content)

        assert (name, code, f"{path}{behind}") == (name, *refused(path))


def test_an_archive_that_multiplies_in_every_layer_ends(tmp_path: Path) -> None:
    content = packed(*((f"{n}.txt", b"x") for n in range(900)))
    content = packed(*((f"{n}.zip", content) for n in range(200)))
    path = tmp_path / "many.zip"
    path.write_bytes(packed(*((f"{n}.zip", content) for n in range(2)), way=zipfile.ZIP_STORED))

    assert refused(path)[0] in ("form-archive-entries", "form-archive-bomb", "form-broken")


def test_a_file_with_a_password_in_an_archive_is_named(tmp_path: Path) -> None:
    content = bytearray(packed(("表.xlsx", b"x")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + at] |= 1
    path = tmp_path / "locked.zip"
    path.write_bytes(content)

    assert "form-encrypted" == refused(path)[0]


def test_names_are_read_in_the_encoding_they_were_written_in(tmp_path: Path) -> None:
    name = "目录/喆表.txt"
    path = tmp_path / "names.zip"
    content = packed((held("first", name), b"1"), ("目录/〇.txt", b"2"), ("plain.txt", b"3"))
    path.write_bytes(in_gbk(content, first=name))

    names = [f"{path} › {name}" for name in (name, "目录/〇.txt", "plain.txt")]
    assert names == list(members(path) or ())
    assert b"3" == fetched(Path(names[2]))[1]


def test_a_workbook_is_no_archive_of_files(forms: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(forms["a.xlsx"])

    assert members(path) is None
    assert 1 == len(read_forms(path, discover()))
