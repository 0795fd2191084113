"""What the library offers to everybody."""

import subprocess
import sys

import perfscore
from perfscore import public


def test_the_package_and_its_surface_name_the_same_things() -> None:
    assert sorted(perfscore.__all__) == sorted(public.__all__)


def test_every_name_can_be_had_from_the_package() -> None:
    assert all(getattr(perfscore, name) is getattr(public, name) for name in perfscore.__all__)


def test_the_names_of_the_contract_are_there() -> None:
    assert {"assess", "audit", "read_report", "read_ruleset", "discover"} <= set(perfscore.__all__)


def test_audit_is_the_function_whatever_was_imported_before() -> None:
    code = "import perfscore.audit, perfscore.engine; from perfscore import audit; print(callable(audit))"

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert ("True\n", "") == (ran.stdout, ran.stderr)


def test_a_name_that_is_not_offered_is_refused() -> None:
    assert not hasattr(perfscore, "everything")
