"""``outliers``: what looks odd across many reports, as notes and never as accusations · 异常提示."""

from argparse import Namespace

from perfscore.cli.arguments import Parser, UsageFault

__all__ = ["options", "run"]


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("facts", metavar="FACTS", key="batch_facts")
    parser.add("--ruleset", required=True, metavar="ID_OR_FILE", key="outlier_ruleset")
    parser.add_packs()
    parser.add("--query", metavar="SQL", key="batch_query")
    parser.add("--decimals", type=int, metavar="N", key="batch_decimals")
    parser.add("--body", metavar="COLUMN", key="outlier_body")
    parser.add("--full", action="store_true", key="part_full")
    parser.add_output("html")


def run(given: Namespace) -> int:
    """Compare the rows of a table of facts with what chance alone would give."""
    from perfscore.batch.outliers.content import outliers_document
    from perfscore.batch.outliers.data import outliers_data
    from perfscore.batch.outliers.look import outliers
    from perfscore.batch.outliers.seen import seen
    from perfscore.batch.said import Said
    from perfscore.batch.table.sources import read_table
    from perfscore.batch.table.spoken import spoken
    from perfscore.cli.delivery import deliver
    from perfscore.explain.formats.rendering import written_out
    from perfscore.messages import Listed
    from perfscore.runs.language import language_of, say
    from perfscore.runs.loading import load_card

    language = language_of(given.lang or spoken(given.facts), files=[given.facts, given.ruleset])
    plan, facts = load_card(given.ruleset, given.pack), read_table(given.facts, given.query)
    rows = seen(facts, plan, given.decimals)
    if given.body is not None and given.body not in rows.layout.carried:
        known = Listed(rows.layout.carried)
        raise UsageFault(say(language, "outliers_fault.body", found=given.body, known=known))
    body = given.body or next(iter(rows.layout.carried), None)
    found = outliers(rows, facts.schema)
    full = given.full or given.format == "html"
    text = written_out(
        plan.ruleset.id,
        lambda one: outliers_document(found, Said("outliers", one), body, full),
        lambda: outliers_data(found, Said("outliers", language)),
        language,
        given.format,
    )
    deliver(given, text)
    return 0
