"""Files are read safely: what is no plain text of a bearable size is refused, never waited for."""

import os
import socket
from hashlib import sha256
from pathlib import Path

import pytest

from perfscore.inputs.files import MOST_BYTES, Source, read_text
from perfscore.messages import LANGUAGES
from perfscore.messages.problems import Place, Problem, ProblemsFound

posix = pytest.mark.skipif(os.name != "posix", reason="the system has no such files")


def refused(path: Path, **options: object) -> Problem:
    with pytest.raises(ProblemsFound) as found:
        read_text(path, **options)  # type: ignore[arg-type]
    (problem,) = found.value.problems
    for language in LANGUAGES:
        assert problem.text(language).endswith(f"[{problem.code}]")
    return problem


def test_a_file_is_its_text_its_digest_and_its_length(tmp_path: Path) -> None:
    path = tmp_path / "报告.toml"
    content = "题 = 1\r\n".encode()
    path.write_bytes(content)
    expected = Source(str(path), "题 = 1\r\n", f"sha256:{sha256(content).hexdigest()}", 9)
    assert expected == read_text(path)


def test_the_label_is_the_path_as_it_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.toml").write_text("")
    monkeypatch.chdir(tmp_path)
    assert "a.toml" == read_text(Path("a.toml")).label
    assert "a.toml:1:1: there is no" in refused(Path("a.toml/b.toml")).text().replace("/b.toml", "")


def test_a_byte_order_mark_is_dropped_from_the_text_and_counted_in_the_digest(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbfa = 1")
    source = read_text(path)
    assert "a = 1" == source.text
    assert (8, f"sha256:{sha256(path.read_bytes()).hexdigest()}") == (source.length, source.digest)


@pytest.mark.parametrize(
    ("content", "line", "column", "byte"),
    [
        ("题 = '".encode() + b"\xff'", 1, 6, "0xFF"),
        ("a = 1\n\n题目 = ".encode() + "岳阳".encode("gbk"), 3, 6, "0xD4"),
        (b"\xef\xbb\xbfab\x80", 1, 3, "0x80"),
        ("a = 1".encode("utf-16"), 1, 1, "0xFF"),
        (b"a = '\xed\xa0\x80'", 1, 6, "0xED"),
        (b"a = '\xe5\xb2", 1, 6, "0xE5"),
    ],
)
def test_a_byte_that_is_no_text_is_named_with_its_place(
    tmp_path: Path, content: bytes, line: int, column: int, byte: str
) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(content)
    problem = refused(path)
    assert "file-not-utf8" == problem.code
    assert Place(str(path), line, column) == problem.place
    assert byte == problem.values["found"]


def test_a_file_of_just_the_greatest_length_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"#" * MOST_BYTES)
    assert MOST_BYTES == read_text(path).length


def test_a_file_beyond_the_greatest_length_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"#" * 11)
    assert {"found": str(path), "limit": "10"} == refused(path, limit=10).values


def test_a_missing_file_is_told_as_such(tmp_path: Path) -> None:
    assert "file-missing" == refused(tmp_path / "none.toml").code


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "file-is-folder" == refused(tmp_path).code


def test_a_name_that_no_system_takes_is_refused() -> None:
    assert "file-name" == refused(Path("a\0b.toml")).code
    assert "file-unreadable" == refused(Path("a" * 300)).code


def test_a_name_with_control_characters_is_shown_and_not_printed() -> None:
    text = refused(Path("a\x1b[31m\nb.toml")).text()
    assert "<U+001B>" in text
    assert text.isprintable()


@posix
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    assert "file-not-regular" == refused(tmp_path / "pipe.toml").code


@posix
def test_a_device_is_refused() -> None:
    assert "file-not-regular" == refused(Path("/dev/zero")).code


@posix
def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as end:
        end.bind("s.toml")
        assert "file-not-regular" == refused(Path("s.toml")).code


@posix
def test_a_file_that_may_not_be_opened_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbid(*arguments: object) -> int:
        raise PermissionError

    (tmp_path / "a.toml").write_text("")
    monkeypatch.setattr(os, "open", forbid)
    assert "file-no-permission" == refused(tmp_path / "a.toml").code


def test_a_failing_disk_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> int:
        raise OSError(5, "Input/output error")

    (tmp_path / "a.toml").write_text("")
    monkeypatch.setattr(os, "open", fail)
    assert "file-unreadable" == refused(tmp_path / "a.toml").code


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file and a folder in it, and a secret beside it."""
    (tmp_path / "secret.toml").write_text("password = 'swordfish'")
    inside = tmp_path / "pack"
    (inside / "sub").mkdir(parents=True)
    (inside / "base.toml").write_text("a = 1")
    (inside / "sub" / "deep.toml").write_text("b = 2")
    return inside


@pytest.mark.parametrize("name", ["base.toml", "sub/deep.toml", "sub/../base.toml", "./base.toml"])
def test_a_name_in_a_file_leads_to_a_file_of_its_folder(folder: Path, name: str) -> None:
    source = read_text(Path(name), root=folder)
    assert source.label == str(folder / Path(name))
    assert source.text in ("a = 1", "b = 2")


@pytest.mark.parametrize(
    "name",
    [
        "../secret.toml",
        "sub/../../secret.toml",
        "../none.toml",
        "/etc/hostname.toml",
        "//server/share/base.toml",
        "\\\\server\\share\\base.toml",
        "C:\\rules\\base.toml",
        "C:base.toml",
        "https://example.org/base.toml",
        "file:///etc/base.toml",
        "base.toml:stream.toml",
        "sub\\deep.toml",
    ],
)
def test_a_name_that_leads_out_of_the_folder_is_refused(folder: Path, name: str) -> None:
    problem = refused(Path(name), root=folder)
    assert "file-outside" == problem.code
    assert "swordfish" not in problem.text()


def test_an_absolute_name_is_refused_even_for_a_file_of_the_folder(folder: Path) -> None:
    assert "file-outside" == refused(folder / "base.toml", root=folder).code


@posix
def test_a_link_out_of_the_folder_is_refused_without_its_content(folder: Path) -> None:
    (folder / "link.toml").symlink_to(folder.parent / "secret.toml")
    (folder / "away").symlink_to(folder.parent)
    for name in ("link.toml", "away/secret.toml"):
        problem = refused(Path(name), root=folder)
        assert "file-outside" == problem.code
        assert "swordfish" not in problem.text()


@posix
def test_a_link_within_the_folder_is_followed(folder: Path) -> None:
    (folder / "link.toml").symlink_to(folder / "base.toml")
    assert "a = 1" == read_text(Path("link.toml"), root=folder).text


@posix
def test_a_ring_of_links_is_refused(folder: Path) -> None:
    (folder / "one.toml").symlink_to(folder / "two.toml")
    (folder / "two.toml").symlink_to(folder / "one.toml")
    assert "file-unreadable" == refused(Path("one.toml"), root=folder).code
    assert "file-unreadable" == refused(folder / "one.toml").code


@posix
def test_a_folder_reached_by_a_link_is_a_folder_like_any_other(folder: Path) -> None:
    (folder.parent / "alias").symlink_to(folder)
    assert "a = 1" == read_text(Path("base.toml"), root=folder.parent / "alias").text


def test_a_name_with_another_ending_is_refused(folder: Path) -> None:
    (folder / "notes.txt").write_text("x")
    assert "file-suffix" == refused(Path("notes.txt"), root=folder).code
    assert "x" == read_text(Path("notes.txt"), root=folder, suffix=".txt").text


def test_a_bad_name_is_told_where_it_is_written(folder: Path) -> None:
    written = Place("rules.toml", 7, 11)
    assert written == refused(Path("none.toml"), root=folder, named_at=written).place
    assert written == refused(Path("../up.toml"), root=folder, named_at=written).place


def test_a_bad_byte_is_told_in_the_file_that_holds_it(folder: Path) -> None:
    (folder / "bad.toml").write_bytes(b"\xff")
    problem = refused(Path("bad.toml"), root=folder, named_at=Place("rules.toml", 7, 11))
    assert Place(str(folder / "bad.toml")) == problem.place
