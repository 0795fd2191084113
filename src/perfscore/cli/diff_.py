"""``diff``: what a ruleset has otherwise than another, without any report · 规则集对照."""

from argparse import Namespace

from perfscore.cli.arguments import Parser

__all__ = ["options", "run"]


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("old", metavar="OLD", key="diff_old")
    parser.add("new", metavar="NEW", key="diff_new")
    parser.add_packs()
    parser.add_output("html")


def run(given: Namespace) -> int:
    """Compare two rulesets: what changed, in words and in points."""
    from perfscore.cli.delivery import deliver
    from perfscore.explain.formats.rendering import written_out
    from perfscore.publish.card.changes import changes, changes_data
    from perfscore.runs.language import language_of
    from perfscore.runs.loading import load_card

    language = language_of(given.lang, files=[given.old, given.new])
    old, new = (load_card(name, given.pack) for name in (given.old, given.new))
    text = written_out(
        f"{old.ruleset.id} – {new.ruleset.id}",
        lambda one: changes(old, new, one),
        lambda: changes_data(old, new, language),
        language,
        given.format,
    )
    deliver(given, text)
    return 0
