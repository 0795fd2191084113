"""``facts``: what must be known to score a card · 评分所需事实."""

from argparse import Namespace

from perfscore.cli.arguments import Parser

__all__ = ["options", "run"]


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("card", metavar="RULESET", key="card")
    parser.add_packs()
    parser.add_output("html")


def run(given: Namespace) -> int:
    """List the facts a ruleset reads: units, values, documents, the criteria they move."""
    from perfscore.cli.delivery import deliver
    from perfscore.explain.formats.rendering import written_out
    from perfscore.publish.card.facts import facts, facts_data
    from perfscore.runs.language import language_of
    from perfscore.runs.loading import load_card

    language, plan = language_of(given.lang, files=[given.card]), load_card(given.card, given.pack)
    text = written_out(
        plan.ruleset.id,
        lambda one: facts(plan, one),
        lambda: facts_data(plan, language),
        language,
        given.format,
    )
    deliver(given, text)
    return 0
