"""``document``: a ruleset as a bureau prints it, or the reference of what is installed · 评分表与手册."""

from argparse import Namespace
from pathlib import Path

from perfscore.cli.arguments import Parser, UsageFault

__all__ = ["options", "run"]

_FORMATS = ("markdown", "html", "docx")


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("card", metavar="RULESET_OR_FOLDER", key="document")
    parser.add("--format", choices=_FORMATS, key="format")
    parser.add("-o", "--output", metavar="FILE", key="output")
    parser.add("--check", action="store_true", key="reference_check")
    parser.add_packs()
    parser.add_language()


def run(given: Namespace) -> int:
    """Write the card of a ruleset; for a folder every page of the reference that differs."""
    from perfscore.packs.catalog import discover
    from perfscore.runs.language import language_of, say
    from perfscore.runs.loading import prefixes

    catalog = discover((*given.pack, *prefixes(given.card)))
    is_card = Path(given.card).is_file() or given.card in catalog.rulesets or given.card.endswith(".toml")
    if is_card and not Path(given.card).is_dir() and not given.check:
        return _card(given)
    if given.format or given.output:
        raise UsageFault(say(language_of(given.lang), "fault.document", found=given.card))
    return _reference(given)


def _card(given: Namespace) -> int:
    from perfscore.cli.delivery import deliver, deliver_files
    from perfscore.explain.formats.rendering import written_out
    from perfscore.runs.language import language_of
    from perfscore.runs.loading import load_card

    language, plan = language_of(given.lang, files=[given.card]), load_card(given.card, given.pack)
    if given.format == "docx":
        from perfscore.publish.card.word import card_file

        deliver_files(given, [card_file(plan, language)], [given.card])
        return 0
    from perfscore.publish.card.card import card

    deliver(
        given,
        written_out(
            plan.ruleset.ruleset.title.text(language),
            lambda one: card(plan, one),
            dict,  # a card has no data but the ruleset itself
            language,
            given.format or "markdown",
        ),
    )
    return 0


def _reference(given: Namespace) -> int:
    """Write every page that differs; with ``--check`` only name them, and fail where there are any."""
    from perfscore.packs.catalog import discover
    from perfscore.publish.reference.pages import stale, write_reference
    from perfscore.runs.language import language_of, say
    from perfscore.runs.output import to_stdout, unwritten

    language, catalog = language_of(given.lang), discover(given.pack)
    key, compare = ("stale", stale) if given.check else ("written", write_reference)
    try:
        pages = compare(Path(given.card), catalog)
    except OSError as error:
        raise unwritten(error, str(error.filename or given.card)) from None
    told = [say(language, f"document.{key}", file=page) for page in pages]
    to_stdout("".join(f"{line}\n" for line in told or [say(language, "document.current")]))
    return int(given.check and bool(pages))
