"""The example of a third-party pack, seen as if it were installed."""

import ast
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import tomli

from perfscore.extract.forms.form import read_forms
from perfscore.language.compile.formula import compile_formula
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.evaluate import evaluate
from perfscore.language.interpretations.exact import EXACT
from perfscore.messages.problems import ProblemsFound
from perfscore.numbers.ranges import EVERYTHING
from perfscore.packs.catalog import Catalog, discover, read_ruleset
from perfscore.plan.make import make_plan
from perfscore.testing import cases, check_indicator
from tests.packs.fake_packs import Site, site_in
from tests.paths import ROOT

EXAMPLE = ROOT / "examples" / "third_party_pack"
DECLARED = tomli.loads((EXAMPLE / "pyproject.toml").read_text("utf-8"))
PROJECT = DECLARED["project"]


@pytest.fixture
def example(tmp_path: Path) -> Iterator[Site]:
    """The example beside the real bundled pack."""
    points = "".join(f"{k} = {v}\n" for k, v in PROJECT["entry-points"]["perfscore"].items())
    with site_in(tmp_path, EXAMPLE) as site:
        site.distribution(PROJECT["name"], PROJECT["version"], f"[perfscore]\n{points}")
        yield site


@pytest.fixture
def site(example: Site) -> Site:
    """The example beside a bundled pack of two plain indicators."""
    return example.bundled()


@pytest.fixture
def catalog(site: Site) -> Catalog:
    return discover(["acme"])


def test_all_it_provides_is_found_and_carries_its_provider(catalog: Catalog) -> None:
    found = {
        entry.id: str(entry.provider)
        for table in (
            catalog.indicators,
            catalog.shapes,
            catalog.rulesets,
            catalog.readers,
            catalog.renderers,
        )
        for entry in table.values()
        if entry.provider.pack != "bundled"
    }

    ids = ["acme.half_then_full", "acme.library-volunteers", "acme.points_list", "acme.tab_separated"]
    ids += ["acme.volunteer_hours_rate"]
    assert dict.fromkeys(ids, "pack acme (acme-perfscore 0.1.0)") == dict(sorted(found.items()))


def test_the_cases_beside_its_indicator_hold(site: Site) -> None:
    found = cases("acme_perfscore")

    for case in found:
        case.check()
    assert "acme.volunteer_hours_rate: nine hours in ten · 完成九成" == str(found[0])
    assert {"value", "range", "undefined"} == {case.expects for case in found}


def test_its_indicator_is_well_formed(catalog: Catalog) -> None:
    check_indicator(catalog.indicators["acme.volunteer_hours_rate"].value)


@pytest.mark.parametrize(
    ("measure", "points"),
    [("0", "0"), ("0.79", "0"), ("0.8", "30"), ("0.99", "30"), ("1", "60"), ("1.2", "60")],
)
def test_its_shape_gives_half_the_points_then_all(catalog: Catalog, measure: str, points: str) -> None:
    shape = catalog.shapes["acme.half_then_full"].value.model_validate(
        {"shape": "acme.half_then_full", "half_at": "0.8"}
    )
    given = {"x": Fraction(measure), "points": Fraction(60)}
    names: dict[str, Any] = {**given, **shape.parameters()}
    formula = compile_formula(shape.formula(), dict.fromkeys(names, Kind.NUMBER))

    assert Fraction(points) == evaluate(formula, EXACT, names)


def test_its_shape_refuses_a_half_that_comes_after_the_whole(catalog: Catalog) -> None:
    shape = catalog.shapes["acme.half_then_full"].value.model_validate(
        {"shape": "acme.half_then_full", "half_at": "1", "full_at": "0.9"}
    )

    assert ["pack-scoring"] == [p.code for p in shape.problems(Fraction(60), EVERYTHING)]


def test_its_ruleset_binds_its_own_and_the_bundled_indicator(example: Site) -> None:
    catalog = discover(["acme"])
    ruleset = read_ruleset("acme.library-volunteers", catalog)

    plan = make_plan(ruleset, catalog)

    used = {step.criterion.id: str(step.provider) for step in plan.steps}
    assert "pack acme (acme-perfscore 0.1.0)" == used["volunteers"]
    assert used["execution"].startswith("pack bundled (perfscore ")
    assert ("acme",) == ruleset.ruleset.packs


def test_its_reader_reads_a_form_of_tab_separated_text(example: Site, tmp_path: Path) -> None:
    rows = ["一级指标\t三级指标\t指标值\t完成值\t得分", "产出指标\t开放天数\t≥300天\t312天\t50"]
    (tmp_path / "form.tsv").write_text("\n".join(["2024年度绩效自评表", *rows]), "utf-8")

    (form,) = read_forms(tmp_path / "form.tsv", discover(["acme"]))

    (row,) = form.report.targets
    assert ("开放天数", "≥300天", "50", "form line 3 column 2") == (row.name, row.target, row.claimed, row.at)


def test_its_reader_refuses_what_is_no_text(example: Site, tmp_path: Path) -> None:
    (tmp_path / "form.tsv").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(ProblemsFound) as found:
        read_forms(tmp_path / "form.tsv", discover(["acme"]))

    assert ["form-broken"] == [problem.code for problem in found.value.problems]


def test_it_imports_only_what_perfscore_offers_to_everybody() -> None:
    imported = {
        node.module
        for file in EXAMPLE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("perfscore")
    }

    offered = {"perfscore", "perfscore.documents.reader", "perfscore.documents.document", "perfscore.testing"}
    assert offered == imported


def test_its_distribution_takes_every_data_file_along() -> None:
    setuptools = DECLARED["tool"]["setuptools"]
    packed = {
        file
        for package, patterns in setuptools["package-data"].items()
        for pattern in patterns
        for file in (EXAMPLE / package).glob(pattern)
    }

    assert set(EXAMPLE.rglob("*.toml")) - {EXAMPLE / "pyproject.toml"} == packed
