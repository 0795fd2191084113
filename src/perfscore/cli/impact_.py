"""``impact``: what other rules, or another value of one, do to a table of reports · 试算."""

from argparse import Namespace
from typing import TYPE_CHECKING

from perfscore.cli.arguments import Parser, UsageFault

if TYPE_CHECKING:
    from perfscore.batch.impact.sweep import SweepRefused

__all__ = ["options", "run"]


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("facts", metavar="FACTS", key="batch_facts")
    parser.add_rules()
    parser.add("--query", metavar="SQL", key="batch_query")
    parser.add("--decimals", type=int, metavar="N", key="batch_decimals")
    parser.add("--sweep", metavar="PATH=VALUES", key="sweep")
    parser.add("--rest", metavar="HOW", key="sweep_rest")
    parser.add("--full", action="store_true", key="part_full")
    parser.add_output("csv", "html")


def run(given: Namespace) -> int:
    """Compare two rulesets on a table of facts, or values of one parameter with what stands."""
    from perfscore.runs.language import language_of

    language = language_of(given.lang, files=[given.facts, *given.ruleset])
    _sound(given, language)
    from perfscore.batch.table.spoken import spoken

    language = language_of(given.lang or spoken(given.facts), files=[given.facts, *given.ruleset])
    from perfscore.batch.impact.run import Facts, impact_text, sweep_text
    from perfscore.batch.impact.sweep import SweepRefused, sweep_in
    from perfscore.batch.table.sources import read_table
    from perfscore.cli.delivery import deliver
    from perfscore.runs.loading import load_card

    plans = [load_card(name, given.pack) for name in given.ruleset]
    how = (language, given.format, given.full or given.format == "html")
    try:
        sweep = None if given.sweep is None else sweep_in(plans[0].ruleset, given.sweep, given.rest)
    except SweepRefused as refused:
        raise UsageFault(_refusal(refused, language)) from None
    facts = Facts(given.facts, read_table(given.facts, given.query), given.decimals)
    if sweep is None:
        text = impact_text(facts, (plans[0], plans[1]), *how)
    else:
        text = sweep_text(facts, plans[0], sweep, *how)
    deliver(given, text)
    return 0


def _refusal(refused: "SweepRefused", language: str) -> str:
    """Return what is wrong with a sweep, with the nearest of what could be meant."""
    from perfscore.runs.language import say

    values = dict(refused.values)
    near = values.pop("nearest", "")
    values["guess"] = say(language, "fault.guess", nearest=near) if near else ""
    return say(language, f"impact_fault.{refused.key}", **values)


def _sound(given: Namespace, language: str) -> None:
    """Refuse what does not go together, before any library is needed."""
    from perfscore.runs.language import say

    wanted = 2 if given.sweep is None else 1
    if len(given.ruleset) != wanted:
        key = "two" if given.sweep is None else "one"
        raise UsageFault(say(language, f"impact_fault.{key}", facts=given.facts))
    if given.sweep is None and given.rest is not None:
        raise UsageFault(say(language, "impact_fault.rest_alone"))
