"""The quick dataclass is a frozen dataclass."""

import copy
import dataclasses
import pickle
from collections.abc import Mapping
from typing import Any

import pytest

from perfscore.values import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A value of every kind of field."""

    line: int
    column: int = 1
    notes: Mapping[str, str] = dataclasses.field(default_factory=dict, compare=True)

    def __post_init__(self) -> None:
        if self.line < 0:
            raise ValueError("line")


@dataclass(frozen=True, eq=False)
class Node:
    """A thing that is itself only."""

    name: str


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Standard:
    """The same fields under the standard decorator."""

    line: int
    column: int = 1
    notes: Mapping[str, str] = dataclasses.field(default_factory=dict)


def shown(value: object) -> str:
    return repr(value).partition("(")[2]


@pytest.mark.parametrize("given", [(1,), (1, 2), (1, 2, {"a": "b"})])
def test_fields_and_representation_are_those_of_a_dataclass(given: tuple[Any, ...]) -> None:
    assert shown(Standard(*given)) == shown(Spot(*given))
    assert dataclasses.asdict(Standard(*given)) == dataclasses.asdict(Spot(*given))
    assert [f.name for f in dataclasses.fields(Standard)] == [f.name for f in dataclasses.fields(Spot)]
    assert Standard.__match_args__ == Spot.__match_args__
    assert Standard.__slots__ == Spot.__slots__


def test_equal_fields_are_equal_values_with_equal_hashes() -> None:
    assert Spot(1, 2) == Spot(1, 2)
    assert Spot(1, 2) != Spot(1, 3)
    assert Spot(1, 2) != Standard(1, 2)  # type: ignore[comparison-overlap]
    assert hash(Spot(1, 2, "ab")) == hash(Spot(1, 2, "ab"))  # type: ignore[arg-type]


def test_values_sort_by_their_fields_in_order() -> None:
    assert [Spot(1, 2), Spot(1, 3), Spot(2, 1)] == sorted([Spot(2, 1), Spot(1, 3), Spot(1, 2)])


def test_a_value_without_equality_equals_only_itself() -> None:
    node = Node("a")

    assert node == node
    assert node != Node("a")
    assert 2 == len({node, Node("a")})


def test_a_factory_makes_a_new_default_each_time() -> None:
    assert Spot(1).notes is not Spot(1).notes


@pytest.mark.parametrize("value", [Spot(1), Node("a")])
def test_nothing_of_a_value_can_be_changed(value: Any) -> None:
    field = dataclasses.fields(value)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError, match=f"cannot assign to field '{field}'"):
        setattr(value, field, 2)
    with pytest.raises(dataclasses.FrozenInstanceError, match=f"cannot delete field '{field}'"):
        delattr(value, field)


def test_what_a_class_does_after_its_fields_are_set_is_done() -> None:
    with pytest.raises(ValueError, match="line"):
        Spot(-1)


def test_a_changed_copy_keeps_the_other_fields() -> None:
    assert Spot(1, 5) == dataclasses.replace(Spot(1, 2), column=5)


def test_a_value_can_be_copied_and_sent_elsewhere() -> None:
    assert Spot(1, 2) == copy.deepcopy(Spot(1, 2)) == pickle.loads(pickle.dumps(Spot(1, 2)))


def test_wrong_arguments_name_the_class() -> None:
    with pytest.raises(TypeError, match=r"Spot.__init__\(\) missing 1 required positional argument: 'line'"):
        Spot()  # type: ignore[call-arg]
