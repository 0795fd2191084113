import decimal
import importlib.metadata
import locale
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli

from perfscore.messages.problems import Problem, ProblemsFound
from perfscore.numbers.exact import Rounding, exact
from perfscore.packs import hookspecs
from perfscore.packs.answers import HOOKS
from perfscore.packs.catalog import catalog_for, discover, read_ruleset
from perfscore.packs.packs import Provider, installed_packs, version_of_engine
from tests.packs.fake_packs import Site, site_in

DICTIONARY = """format = 1

[ruleset]
id = "acme.city"
title = "city"
version = "1"
status = "unconfirmed"
points = 1
rounding = { places = 2, mode = "half_up", at = "criterion" }
missing = "range"
not_applicable = "rescale"
abstract = true
"""
GIVES_ONE = """
@hookimpl
def perfscore_indicators():
    return [indicator("acme.rate")]
"""


MISTAKES = tomli.loads(Path(__file__).with_name("pack_mistakes.toml").read_text("utf-8"))["mistake"]


@pytest.fixture
def empty_site(tmp_path: Path) -> Iterator[Site]:
    with site_in(tmp_path) as site:
        yield site


@pytest.fixture
def site(empty_site: Site) -> Site:
    return empty_site.bundled()


def refused(*packs: str) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as found:
        discover(packs)
    for problem in found.value.problems:
        for language in ("en", "zh"):
            assert f": {problem.where}" in problem.text(language)
            assert ": ;" not in problem.text(language)
    return found.value.problems


def only(*packs: str) -> tuple[str, str]:
    """Return the code and the English line of the one problem of these packs."""
    problems = refused(*packs)
    assert 1 == len(problems), [str(problem) for problem in problems]
    return problems[0].code, str(problems[0])


def test_packs_are_listed_by_name_with_their_distribution_and_version(site: Site) -> None:
    site.pack("zeta", GIVES_ONE, version="3.1")
    site.pack("acme", GIVES_ONE)

    listed = [p for p in installed_packs() if p.pack in ("acme", "bundled", "zeta")]

    assert [
        Provider("acme", "acme-perfscore", "0.1.0"),
        Provider("bundled", "perfscore", "9.9.9"),
        Provider("zeta", "zeta-perfscore", "3.1"),
    ] == listed
    assert "9.9.9" == version_of_engine()


def test_listing_imports_no_pack(site: Site) -> None:
    module = site.pack("acme", "raise SystemExit('imported')")

    assert "acme" in {provider.pack for provider in installed_packs()}
    assert module not in sys.modules


def test_a_pack_that_nobody_names_is_not_imported(site: Site) -> None:
    module = site.pack("acme", "raise SystemExit('imported')")

    assert ["other_rate", "plain_rate"] == list(discover().indicators)
    assert module not in sys.modules


def test_the_bundled_pack_enters_by_the_same_door_and_needs_no_prefix(site: Site) -> None:
    catalog = discover()

    assert (Provider("bundled", "perfscore", "9.9.9"),) == catalog.packs
    assert "plain_rate" == catalog.indicators["plain_rate"].value.id


def test_every_entry_keeps_its_provider_and_the_tables_are_sorted_by_id(site: Site) -> None:
    site.pack("zeta", GIVES_ONE.replace("acme", "zeta"))
    site.pack("acme", GIVES_ONE)

    catalog = discover(["zeta", "acme", "bundled", "zeta"])

    ids = ["acme.rate", "other_rate", "plain_rate", "zeta.rate"]
    assert ids == list(catalog.indicators)
    assert "acme-perfscore" == catalog.indicators["acme.rate"].provider.distribution
    assert ["acme", "bundled", "zeta"] == [provider.pack for provider in catalog.packs]
    assert catalog == discover(["acme", "zeta"])


def test_shapes_and_rulesets_are_found_beside_indicators(site: Site) -> None:
    code = """
    class Whole(Shape):
        '''All the points.'''
        name: ClassVar[str] = "acme.whole"
        shape: Literal["acme.whole"]

    @hookimpl
    def perfscore_shapes():
        return (Whole,)

    @hookimpl
    def perfscore_rulesets():
        return files(__name__) / "rulesets"
    """
    data = {"rulesets/acme.town.toml": "", "rulesets/x.cases.toml": "", "rulesets/readme.md": ""}
    module = site.pack("acme", code, data=data)

    catalog = discover(["acme"])

    assert ["acme.whole"] == list(catalog.shapes)
    assert "Whole" == catalog.shapes["acme.whole"].value.__name__
    assert ["acme.town"] == list(catalog.rulesets)
    expected = site.folder / module / "rulesets" / "acme.town.toml"
    assert expected == catalog.rulesets["acme.town"].value


def test_a_checkout_without_any_pack_says_how_to_install_it(empty_site: Site) -> None:
    for point in importlib.metadata.entry_points(group="perfscore"):
        assert point.dist is not None
        empty_site.distribution(point.dist.name, "0", "")

    code, line = only()

    assert "pack-none" == code
    assert "pip install -e ." in line


def test_a_pack_that_is_not_installed_is_named_with_the_nearest_one(site: Site) -> None:
    site.pack("acme", GIVES_ONE)

    found, line = only("acmee")

    assert "pack-not-installed" == found
    assert "did you mean 'acme'?" in line
    assert "installed: acme, bundled" in only("qqq")[1]


def test_a_pack_that_a_ruleset_names_in_vain_is_told_where_it_names_it(site: Site) -> None:
    card = site.folder / "card.toml"
    card.write_text(DICTIONARY + 'packs = ["nopack"]\n', "utf-8")
    catalog = discover()

    with pytest.raises(ProblemsFound, match=r"card\.toml:13:10: ruleset › packs: pack 'nopack'"):
        catalog_for(read_ruleset(card, catalog), catalog)


def test_two_distributions_with_one_pack_name_are_both_named(site: Site) -> None:
    site.pack("acme", GIVES_ONE)
    site.pack("acme", GIVES_ONE, distribution="other-acme", version="2")

    code, line = only("acme")

    assert "pack-name-twice" == code
    assert "pack acme (acme-perfscore 0.1.0) and pack acme (other-acme 2)" in line
    assert ["other_rate", "plain_rate"] == list(discover().indicators)


def test_a_stranger_that_calls_itself_bundled_is_refused(site: Site) -> None:
    site.pack("bundled", GIVES_ONE, distribution="stranger")

    assert "pack-name-twice" == only()[0]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["name"])
def test_what_a_pack_does_wrong_is_told(site: Site, mistake: dict[str, str]) -> None:
    site.pack("acme", mistake["code"])

    found, line = only("acme")

    assert mistake["problem"] == found
    assert line.startswith("pack acme (acme-perfscore 0.1.0)")
    assert mistake["says"] in line


def test_an_entry_point_that_names_nothing_is_an_import_failure(site: Site) -> None:
    site.distribution("odd", "1", "[perfscore]\nodd = perfscore.packs:nothing_there\n")

    assert "pack-import" == only("odd")[0]


def test_a_hook_of_a_later_perfscore_may_be_marked_as_optional(site: Site) -> None:
    later = "@hookimpl(optionalhook=True)\ndef perfscore_of_tomorrow(): raise SystemExit\n"
    site.pack("acme", GIVES_ONE + later)

    assert "acme.rate" in discover(["acme"]).indicators


def test_a_ruleset_file_carries_the_name_of_its_pack_too(site: Site) -> None:
    code = "@hookimpl\ndef perfscore_rulesets(): return files(__name__) / 'rulesets'"
    site.pack("acme", code, data={"rulesets/town.toml": ""})

    found, line = only("acme")

    assert "pack-id-prefix" == found
    assert "name it 'acme.town'" in line


def test_a_ruleset_of_a_pack_that_calls_itself_otherwise_than_its_file_is_refused(site: Site) -> None:
    code = "@hookimpl\ndef perfscore_rulesets(): return files(__name__) / 'rulesets'"
    module = site.pack("acme", code, data={"rulesets/acme.town.toml": DICTIONARY})
    catalog = discover(["acme"])

    for name in ("acme.town", site.folder / module / "rulesets" / "acme.town.toml"):
        with pytest.raises(ProblemsFound, match=r"acme\.town\.toml:4:6: .*'acme\.city'.*id-differs"):
            read_ruleset(name, catalog)


def test_a_ruleset_of_ones_own_may_have_any_file_name(site: Site) -> None:
    (site.folder / "draft.toml").write_text(DICTIONARY, "utf-8")

    assert "acme.city" == read_ruleset(site.folder / "draft.toml", discover()).id


def test_one_id_from_two_packs_names_both_with_distribution_and_version(site: Site) -> None:
    code = "@hookimpl\ndef perfscore_indicators(): return [indicator('acme.town.rate')]"
    site.pack("acme", code)
    site.pack("acme.town", code, distribution="town", version="2.0")

    found, line = only("acme", "acme.town")

    assert "pack-id-twice" == found
    assert "by pack acme (acme-perfscore 0.1.0) and by pack acme.town (town 2.0)" in line


def test_one_module_under_two_pack_names_is_refused(site: Site) -> None:
    module = site.pack("acme", GIVES_ONE)
    site.distribution("again", "1", f"[perfscore]\nagain = {module}\n")

    assert "pack-import" in {problem.code for problem in refused("acme", "again")}


def test_all_packs_tell_all_their_problems_at_once(site: Site) -> None:
    site.pack("acme", "raise SystemExit")
    site.pack("zeta", "@hookimpl\ndef perfscore_indicators(): return [indicator('a'), 3]")

    problems = refused("zeta", "acme", "missing")

    expected = ["pack-import", "pack-not-installed", "pack-hook-result", "pack-id-prefix"]
    assert expected == [problem.code for problem in problems]


def test_what_a_pack_prints_does_not_reach_the_output(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.pack("acme", "print('at import')" + GIVES_ONE.replace("return", "print('asked'); return"))

    discover(["acme"])

    assert ("", "at import\nasked\n") == capsys.readouterr()


def test_a_pack_cannot_move_the_program_to_another_folder(site: Site) -> None:
    here = Path.cwd()
    site.pack("acme", "import os; os.chdir('/')" + GIVES_ONE)

    discover(["acme"])

    assert here == Path.cwd()


def test_decimal_context_and_locale_of_a_pack_do_not_matter(site: Site) -> None:
    code = """
    import decimal, locale
    decimal.getcontext().prec = 1
    decimal.getcontext().rounding = decimal.ROUND_UP
    decimal.getcontext().traps[decimal.Inexact] = True
    locale.setlocale(locale.LC_ALL, "C")
    """
    site.pack("acme", code + GIVES_ONE.replace("\n", "\n    "))
    category = locale.setlocale(locale.LC_ALL)
    try:
        with decimal.localcontext():
            discover(["acme"])
            assert 1 == decimal.getcontext().prec
            assert exact("96.85") == Rounding(2)(exact("96.845"))
            assert exact("0.1") + exact("0.2") == exact("0.3")
    finally:
        locale.setlocale(locale.LC_ALL, category)


def test_the_working_folder_may_be_gone(site: Site, tmp_path: Path) -> None:
    here, gone = Path.cwd(), tmp_path / "gone"
    gone.mkdir()
    os.chdir(gone)
    gone.rmdir()
    try:
        assert "plain_rate" in discover().indicators
    finally:
        os.chdir(here)


def test_damaged_metadata_is_a_problem_and_no_traceback(empty_site: Site) -> None:
    empty_site.distribution("damaged", "1", "[perfscore]\nacme\n")

    assert "pack-metadata" == only()[0]


def test_a_catalogue_has_a_table_for_every_hook() -> None:
    asked = {name for name in dir(hookspecs) if name.startswith("perfscore_")}

    assert asked == set(HOOKS)
