"""Formats of strangers: found under their name, asked for an audit, and blamed for what they do wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from perfscore.packs.catalog import discover
from tests.command_line import Run
from tests.packs.fake_packs import Site, site_in
from tests.paths import ROOT

SEED = "examples/yueyanglou-library-2024/report.toml"
CODE = """
from perfscore.packs.renderer import Renderer

@hookimpl
def perfscore_renderers():
    return [Renderer(id="acme.memo", label="memo", suffix=".txt", renders=__name__ + ".memo:write")]
"""
MEMO = """
def write(audit, language):
    print("noise")
    return f"{audit.verdict} {language}".encode()
"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with site_in(tmp_path) as site:
        yield site


def test_a_format_of_a_pack_is_found_by_its_prefix(site: Site, run: Run, tmp_path: Path) -> None:
    site.pack("acme", CODE, data={"memo.py": MEMO})

    ran = run("explain", SEED, "--format", "acme.memo", "-o", tmp_path / "memo.txt")

    assert (0, "") == (ran.status, ran.out)
    assert "consistent zh" == (tmp_path / "memo.txt").read_text()
    assert "acme.memo" in run("list", "formats", "--pack", "acme").out


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("raise RuntimeError('no such day')", "RuntimeError: no such day"),
        ("raise SystemExit(0)", "SystemExit: 0"),
        ("return 'text'", "TypeError: str"),
        ("import nowhere_at_all", "No module named 'nowhere_at_all'"),
    ],
)
def test_a_renderer_that_fails_is_named_with_its_pack(
    body: str, says: str, site: Site, run: Run, tmp_path: Path
) -> None:
    site.pack("acme", CODE, data={"memo.py": f"def write(audit, language):\n    {body}\n"})

    ran = run("explain", SEED, "--format", "acme.memo", "-o", tmp_path / "memo.txt", "--lang", "en")

    assert (2, False) == (ran.status, (tmp_path / "memo.txt").exists())
    assert "pack acme (acme-perfscore 0.1.0)" in ran.err
    assert says in ran.err
    assert "[pack-renderer-failed]" in ran.err


def test_a_renderer_that_is_not_there_is_the_packs_mistake(site: Site, run: Run, tmp_path: Path) -> None:
    site.pack("acme", CODE)

    ran = run("explain", SEED, "--format", "acme.memo", "-o", tmp_path / "memo.txt")

    assert (2, True) == (ran.status, "[pack-renderer-failed]" in ran.err)


def test_a_format_twice_names_both_packs(site: Site) -> None:
    twice = "    return [Renderer(id='acme.memo', label='m', suffix='.txt', renders='a:b')] * 2"
    site.pack("acme", "\n".join([*CODE.splitlines()[:-1], twice]))

    with pytest.raises(Exception, match=r"acme\.memo.*pack-id-twice"):
        discover(["acme"])


def test_the_format_of_the_example_lists_the_points(run: Run, tmp_path: Path) -> None:
    with site_in(tmp_path, ROOT / "examples" / "third_party_pack") as site:
        site.distribution("acme-perfscore", "0.1.0", "[perfscore]\nacme = acme_perfscore\n")

        run("explain", SEED, "--format", "acme.points_list", "-o", tmp_path / "points.csv")

    assert "预算执行率,10,0,10" in (tmp_path / "points.csv").read_text("utf-8-sig").splitlines()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--format", "leter", "-o", "x.docx"), "did you mean 'letter'?"),
        (("--format", "docx"), "say with -o where to write it"),
        (("--format", "docx", "-o", "x.docx", "--criterion", "execution"), "does not go with --criterion"),
        (("--template", "x.docx"), "text has no template"),
        (("--format", "docx", "-o", SEED), "is one of the inputs"),
        (("--format", "docx", "-o", "x.docx", "--template", "nowhere.docx"), "nowhere.docx"),
        (("--format", "docx", "-o", "nowhere/x.docx"), "nowhere/x.docx"),
    ],
)
def test_what_does_not_go_with_a_file_is_refused(arguments: tuple[str, ...], says: str, run: Run) -> None:
    ran = run("explain", SEED, *arguments, "--lang", "en")

    assert (ran.status in (2, 4), "") == (True, ran.out)
    assert says in ran.err
