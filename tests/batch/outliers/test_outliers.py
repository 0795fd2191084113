"""What is planted in a table is noted with its count; where only chance is at work hardly anything is."""

from fractions import Fraction
from itertools import combinations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore import Plan, Ruleset, make_plan
from perfscore.batch.columns.scorer import Scorer
from perfscore.batch.outliers.chance import ASSUMED
from perfscore.batch.outliers.edges import edges
from perfscore.batch.outliers.look import Compared, Outliers, outliers
from perfscore.batch.outliers.seen import seen
from tests.batch.outliers.generated import bodies, hundredths
from tests.cards import MONEY, card, catalog, criterion, execution

FACTS = {
    "spent": {"label": "执行数", "unit": "万元", "minimum": 0},
    "budget": {"label": "预算数", "unit": "万元", "above": 0},
    "satisfaction": {"label": "满意度", "unit": "%", "minimum": 0, "maximum": 100},
}  # fmt: skip
BANDS = [
    {"at_least": "0.9", "points": 40},
    {"at_least": "0.8", "below": "0.9", "points": 30},
    {"below": "0.8", "points": 10},
]
RULES = card(
    execution(40),
    criterion("satisfaction", 40, {"shape": "bands", "bands": BANDS}, indicator="reported_satisfaction"),
    facts=FACTS,
)


def looked(table: pl.DataFrame, rules: Ruleset = RULES) -> Outliers:
    return outliers(seen(table, make_plan(rules, catalog())), table.schema)


def of(found: Outliers, test: str, about: str = "") -> Compared:
    (one,) = [
        one
        for one in found.compared
        if one.test == test and about in (one.fact.fact if one.fact else str(one.edge.at) if one.edge else "")
    ]
    return one


def with_cells(table: pl.DataFrame, name: str, cells: dict[int, str]) -> pl.DataFrame:
    """Return a table with other cells in a column, by the numbers of their rows."""
    texts = [cells.get(number, text) for number, text in enumerate(table[name], 1)]
    return table.with_columns(pl.Series(name, texts))


# ---------------------------------------------------------------- nothing planted


def test_where_only_chance_is_at_work_there_is_no_note() -> None:
    found = looked(bodies(600))

    assert () == found.notes
    assert {"full", "edge", "digits", "same"} == {one.test for one in found.compared}


def test_tables_of_chance_give_notes_no_more_often_than_is_taken_as_given() -> None:
    noted = sum(bool(looked(bodies(60, seed)).notes) for seed in range(60))

    assert noted <= 60 * ASSUMED["false_notes"] * 2


# ---------------------------------------------------------------- something planted


def test_claims_that_are_full_in_every_line_are_found_beside_what_chance_would_give() -> None:
    clean = bodies(400)
    planted = dict.fromkeys(range(1, 121), "40")
    found = looked(with_cells(with_cells(clean, "claim.execution", planted), "claim.satisfaction", planted))
    (note,) = found.notes

    by_hand = [
        number
        for number, claims in enumerate(
            zip(clean["claim.execution"], clean["claim.satisfaction"], strict=True), 1
        )
        if number in planted or claims == ("40", "40")
    ]
    assert ("full", 400, tuple(by_hand)) == (note.test, note.of, note.rows)
    assert note.expected < note.count == len(by_hand)


def test_rates_just_at_an_edge_are_found_and_those_just_below_are_not() -> None:
    at = {number: f"90.{number}%" for number in range(11, 41)}
    note = of(looked(with_cells(bodies(400), "satisfaction", at)), "edge", "9/10")
    assert set(at) <= set(note.rows)
    assert note in looked(with_cells(bodies(400), "satisfaction", at)).notes

    below = {number: f"89.{number}%" for number in at}
    assert () == looked(with_cells(bodies(400), "satisfaction", below)).notes


def test_round_last_digits_are_found_for_the_fact_that_has_them() -> None:
    rounded = {number: f"{number}0.00" for number in range(101, 221)}
    found = looked(with_cells(bodies(400), "spent", rounded))

    assert [("digits", "spent")] == [(one.test, one.fact.fact) for one in found.notes if one.fact]
    assert set(rounded) <= set(found.notes[0].rows)


def test_rows_that_are_alike_in_every_fact_are_found_with_their_fellows() -> None:
    table = bodies(200)
    copy = table[6].with_columns(body=pl.lit("另一单位"))
    found = looked(pl.concat([table, copy]))
    (note,) = found.notes

    assert ("same", 1, ((7, 201),)) == (note.test, note.count, note.groups)
    assert note.expected < Fraction(1, 1000)


def test_small_bodies_that_state_the_same_few_figures_are_no_note() -> None:
    # Two figures of three kinds each: a ninth of all pairs is alike by chance, and so it is here.
    few = pl.DataFrame({
        "body": [f"单位{number}" for number in range(90)],
        "spent": [("1.00", "2.00", "3.00")[number % 3] for number in range(90)],
        "budget": [("4.00", "5.00", "6.00")[number // 3 % 3] for number in range(90)],
    })  # fmt: skip
    found = of(looked(few), "same")

    assert 9 * 45 == found.count
    assert found.chance == 1


def test_a_table_of_scores_is_looked_at_for_full_points_only() -> None:
    # The criterion and the fact that it reads have one name; here it is points.
    planned = make_plan(RULES, catalog())
    facts = pl.DataFrame(
        {
            "body": list("甲乙丙"),
            "spent": ["5", "9", "4"],
            "budget": ["5", "9", "5"],
            "satisfaction": ["95%", "90%", "96%"],
        }
    )
    found = outliers(seen(Scorer(planned).score(facts), planned), {})
    (one,) = found.compared

    assert ("earned", 3, 2, (1, 2), Fraction(2)) == (one.test, one.of, one.count, one.rows, one.expected)
    assert ("body",) == found.seen.layout.carried


# ---------------------------------------------------------------- counted by hand


def test_a_small_table_is_counted_as_by_hand() -> None:
    # Beside the edge of 90 % lie 89.5, 90, 90.5; beside that of 80 % only 79.2.  88 and 91 are in no window.
    rates = ["89.5%", "90%", "90.5%", "79.2%", "88%", "91%"]
    found = looked(
        pl.DataFrame({"satisfaction": rates, "spent": ["100", "105", "207", "38", "1350", "0.25"]})
    )

    assert (3, 2, (2, 3)) == (of(found, "edge", "9/10").of, *pair(of(found, "edge", "9/10")))
    assert (1, 0, ()) == (of(found, "edge", "4/5").of, *pair(of(found, "edge", "4/5")))
    # Of three digits and more are 100, 105, 207, 1350; 38 and 0.25 have two.
    assert (4, 3, (1, 2, 5)) == (of(found, "digits", "spent").of, *pair(of(found, "digits", "spent")))
    assert of(found, "digits", "spent").chance == Fraction(4 * 4 + 1, 5**4)


def test_rates_of_a_few_people_are_not_looked_at_for_nothing_lies_between_them() -> None:
    posts = {name: {"label": name, "unit": "人", "minimum": 0} for name in ("staff", "posts")}
    line = criterion("staff", 10, {"shape": "all_or_nothing", "at_most": 1}, indicator="staff_control_rate")
    # Of 10 posts 9 or 10 are taken, of 99 all or 98; of 500 as well 498, of 200 also 201, of 100 all or 99.
    table = pl.DataFrame(
        {"staff": [10] * 30 + [9, 498, 201, 100, 99], "posts": [10] * 31 + [500, 200, 100, 99]}
    )
    found = of(looked(table, card(line, facts=posts)), "edge", "1")

    assert (3, 2, (32, 34)) == (found.of, *pair(found))


def pair(one: Compared) -> tuple[int, tuple[int, ...]]:
    return one.count, one.rows


def test_zeros_that_a_column_of_decimals_adds_are_no_round_figures() -> None:
    printed = pl.DataFrame({"spent": ["381.5", "112.3", "207.9", "451.1"], "budget": ["500"] * 4})
    stored = printed.with_columns(pl.col("spent").cast(pl.Decimal(10, 3)))

    assert 1 == of(looked(printed), "digits", "spent").count == of(looked(stored), "digits", "spent").count


def test_a_figure_at_the_end_of_what_can_be_is_not_looked_at() -> None:
    rates = pl.DataFrame({"satisfaction": ["100%"] * 30 + ["97.32%"], "spent": [None] * 31})

    assert 1 == of(looked(rates), "digits", "satisfaction").of


# ---------------------------------------------------------------- edges come from the rules


def test_the_edges_are_those_of_the_rules() -> None:
    found = [
        (edge.step.criterion.id, edge.at, str(edge.earning), str(edge.other)) for edge in edges(plan(RULES))
    ]

    assert [
        ("execution", 1, "[1, 1.01)", "[0.99, 1)"),
        ("satisfaction", Fraction(4, 5), "[0.8, 0.81)", "[0.79, 0.8)"),
        ("satisfaction", Fraction(9, 10), "[0.9, 0.91)", "[0.89, 0.9)"),
    ] == found


@pytest.mark.parametrize(
    ("scoring", "expected"),
    [
        ({"shape": "all_or_nothing", "at_most": "0.9"}, [("(0.89, 0.9]", "(0.9, 0.91]")]),
        ({"shape": "all_or_nothing", "above": "0.9"}, [("(0.9, 0.91]", "(0.89, 0.9]")]),
        ({"shape": "proportional", "full_at": "0.9", "zero_at": "0.896"},
         [("(0.896, 0.898]", "(0.894, 0.896]"), ("[0.9, 0.902)", "[0.898, 0.9)")]),
        ({"shape": "proportional", "better": "lower", "full_at": "0.9", "zero_at": "1.2"},
         [("(0.89, 0.9]", "(0.9, 0.91]"), ("[1.19, 1.2)", "[1.2, 1.21)")]),
    ],
)  # fmt: skip
def test_the_side_that_earns_more_has_the_edge_where_it_earns_what_that_side_does(
    scoring: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    lower = "at_most" in scoring or "better" in scoring
    staff = {"indicator": "staff_control_rate"}
    rate = {"indicator": "budget_execution_rate", "with": {"executed": "spent"}}
    posts = {name: {"label": name, "unit": "人", "minimum": 0} for name in ("staff", "posts")}
    rules = card(
        criterion("rate", 10, scoring, **(staff if lower else rate)), facts=posts if lower else MONEY
    )

    assert expected == [(str(edge.earning), str(edge.other)) for edge in edges(plan(rules))]


def plan(rules: Ruleset) -> Plan:
    return make_plan(rules, catalog())


# ---------------------------------------------------------------- against a count by hand, on any table

MONEY_CELLS = st.integers(1, 400).map(hundredths)


@given(
    st.lists(
        st.tuples(MONEY_CELLS, MONEY_CELLS, st.sampled_from(["90%", "89.5%", "90.4%", None])),
        min_size=2,
        max_size=25,
    )
)
def test_columns_count_what_a_count_row_by_row_gives(cells: list[tuple[str, str, str | None]]) -> None:
    spent, budget, rates = zip(*cells, strict=True)
    found = looked(
        pl.DataFrame(
            {"spent": spent, "budget": budget, "satisfaction": rates}, schema=dict.fromkeys(FACTS, pl.String)
        )
    )

    near = {
        number: Fraction(a) / Fraction(b)
        for number, (a, b, _) in enumerate(cells, 1)
        if Fraction("0.99") <= Fraction(a) / Fraction(b) < Fraction("1.01") and moves_little(a, b)
    }
    at_least = tuple(number for number, rate in near.items() if rate >= 1)
    edge = [one for one in found.compared if one.edge is not None and one.edge.at == 1]
    assert ([(len(near), at_least)] if near else []) == [(one.of, one.rows) for one in edge]

    alike = [(a, b) for a, b in combinations(range(len(cells)), 2) if cells[a] == cells[b]]
    assert len(alike) == of(found, "same").count


def moves_little(spent: str, budget: str) -> bool:
    """Say whether a hundredth more, spent or planned, moves the rate by no more than a percentage point."""
    a, b, more = Fraction(spent), Fraction(budget), Fraction(1, 100)
    return max(abs((a + more) / b - a / b), abs(a / (b + more) - a / b)) <= Fraction(1, 100)


@pytest.mark.parametrize(
    ("step", "compared"),
    [("0.5", False), ("5", False), ("10", False), ("1", True), ("0.1", True), ("0.01", True)],
)
def test_figures_in_steps_that_choose_their_last_digit_are_not_compared_with_chance(
    step: str, compared: bool
) -> None:
    money = {"label": "执行数", "unit": "元", "minimum": 0, "step": step}
    table = pl.DataFrame({"spent": ["1050", "1110", "2070", "1350"], "budget": ["5000"] * 4})
    found = looked(table, card(execution(100), facts={**FACTS, "spent": money}))

    assert compared == (
        "spent" in {one.fact.fact for one in found.compared if one.test == "digits" and one.fact}
    )
