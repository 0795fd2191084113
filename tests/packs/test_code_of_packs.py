"""What a shape or a function of a pack does wrong while it scores is told, and never ends a run."""

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
import tomli

import perfscore
from perfscore import Audit, Indicator, ProblemsFound, Range, audit, discover, read_report, read_ruleset
from perfscore.cli.program import run
from perfscore.language.interpretations.evaluate import Undefined
from perfscore.testing.wellformed import value_of
from tests.packs.fake_packs import Site, site_in

FAILURES = tomli.loads(Path(__file__).with_name("shape_failures.toml").read_text("utf-8"))["failure"]
SHAPE = """
from perfscore import Reads, ShapeProblem

class Whole(Shape):
    name: ClassVar[str] = "acme.whole"
    shape: Literal["acme.whole"]
{body}
@hookimpl
def perfscore_shapes(): return [Whole]
"""
RATE = """
from fractions import Fraction
from perfscore import OpaqueMeasure

def rate(done, planned):
    return Fraction(done, planned)

@hookimpl
def perfscore_indicators():
    roles = tuple(Role(name=n, label=n, unit="number", minimum=0) for n in ("done", "planned"))
    return [Indicator(
        id="acme.rate", label="rate", description="rate", roles=roles, better="higher", reference="none",
        formula=OpaqueMeasure(function=rate, rising=("done",), falling=("planned",)), minimum=0,
    )]
"""
CARD = """
format = 1

[ruleset]
id = "card"
title = "card"
version = "1"
status = "confirmed"
points = 10
rounding = {{ places = 2, mode = "half_up", at = "criterion" }}
missing = "range"
not_applicable = "rescale"
packs = ["acme"]

[[criteria]]
id = "done"
label = "done"
points = 10
indicator = "{indicator}"
scoring = {{ shape = "{shape}" }}
standing = "assumed"
"""
REPORT = 'format = 1\n[report]\nsubject = "x"\nfiscal_year = 2024\n[facts]\n'


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with site_in(tmp_path) as site:
        yield site


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: failure["name"])
def test_what_a_shape_does_wrong_is_told_with_its_pack(
    site: Site, failure: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    site.pack("acme", SHAPE.format(body=indent(failure["code"] + "\n", "    ")))
    card = site.folder / "card.toml"
    card.write_text(CARD.format(indicator="budget_execution_rate", shape="acme.whole"), "utf-8")

    status = run(["check", str(card), "--pack", "acme", "--lang", "en"])

    said = "".join(capsys.readouterr())
    assert 1 == status
    assert f"pack acme (acme-perfscore 0.1.0): {failure['says']}" in said
    assert "internal" not in said


def test_a_mistake_in_the_parameters_is_still_the_rulesets(site: Site) -> None:
    site.pack("acme", SHAPE.format(body="    def formula(self): return 'clamp(x, 0, 1) * points'\n"))
    card = site.folder / "card.toml"
    card.write_text(CARD.format(indicator="budget_execution_rate", shape='acme.whole", half = "1'), "utf-8")
    catalog = discover(["acme"])

    with pytest.raises(ProblemsFound, match=r"card\.toml:20:35: .*unknown key 'half'"):
        audit(read(site, 'executed = { value = "1" }'), read_ruleset(card, catalog), catalog)


def read(site: Site, facts: str) -> Any:
    (site.folder / "report.toml").write_text(f"{REPORT}{facts}\n", "utf-8")
    return read_report(site.folder / "report.toml")


def scored(site: Site, facts: str, code: str = RATE) -> Audit:
    site.pack("acme", code)
    (site.folder / "card.toml").write_text(CARD.format(indicator="acme.rate", shape="proportional"), "utf-8")
    catalog = discover(["acme"])
    return audit(read(site, facts), read_ruleset(site.folder / "card.toml", catalog), catalog)


def rate(site: Site) -> Indicator:
    site.pack("acme", RATE)
    return discover(["acme"]).indicators["acme.rate"].value


def test_what_is_declared_has_its_defaults_by_name_so_that_every_type_checker_sees_them() -> None:
    source = Path(perfscore.__file__).parent
    by_position = re.compile(r"\bField\(\s*+(?![a-z_]+=|\)|\*\*)")

    assert [] == [file.name for file in source.rglob("*.py") if by_position.search(file.read_text("utf-8"))]


def test_a_function_that_divides_by_zero_has_no_value_as_a_formula_has_none(site: Site) -> None:
    award = scored(site, 'done = { value = "3" }\nplanned = { value = "0" }').card.awards[0]

    assert "undefined" == award.measurement.state
    assert ("division-by-zero",) == award.measurement.reasons
    assert Range(Fraction(0), Fraction(10)) == award.range


def test_a_function_with_a_number_beyond_all_bounds_has_no_value_as_a_formula_has_none(site: Site) -> None:
    code = RATE.replace("Fraction(done, planned)", "Fraction(10) ** 100_000 if planned == 4 else done")
    award = scored(site, 'done = { value = "3" }\nplanned = { value = "4" }', code).card.awards[0]

    assert ("undefined", ("too-large",)) == (award.measurement.state, award.measurement.reasons)


def test_a_function_that_fails_is_told_with_its_pack_and_what_it_raised(site: Site) -> None:
    code = RATE.replace("return Fraction(done, planned)", "raise RuntimeError('no such table')")
    facts = 'done = { value = "3" }\nplanned = { value = "4" }'

    with pytest.raises(ProblemsFound) as found:
        scored(site, facts, code)

    assert (
        "pack acme (acme-perfscore 0.1.0): acme.rate: the pack's function failed: RuntimeError: no such "
        "table; report it to the authors of acme-perfscore, or leave the pack out [measure-failed]"
    ) == str(found.value)


def test_a_corner_without_a_value_leaves_every_value_possible(site: Site) -> None:
    measurement = scored(site, 'done = { value = "3" }').card.awards[0].measurement

    assert "missing" == measurement.state
    assert ("division-by-zero",) == measurement.reasons
    assert "[0, ∞)" == str(measurement.possible[0])


def test_a_function_that_moves_against_its_declaration_is_told(site: Site) -> None:
    turned = RATE.replace('rising=("done",), falling=("planned",)', 'rising=("planned",), falling=("done",)')
    facts = 'done = { value = "1至2" }\nplanned = { value = "4至5" }'

    with pytest.raises(ProblemsFound, match=r"acme\.rate: .*0\.5 .*0\.2.*measure-direction"):
        scored(site, facts, turned)


def test_a_function_asked_without_a_role_names_the_role(site: Site) -> None:
    measure = rate(site)

    with pytest.raises(ValueError, match=r"acme\.rate: no value for the roles planned$"):
        value_of(measure, {"done": Fraction(1)})
    with pytest.raises(ValueError, match=r"no value for the roles planned; no such roles: plan$"):
        value_of(measure, {"done": Fraction(1), "plan": Fraction(1)})


def test_a_case_of_a_function_may_be_undefined(site: Site) -> None:
    with pytest.raises(Undefined, match="division-by-zero"):
        value_of(rate(site), {"done": Fraction(1), "planned": Fraction(0)})
