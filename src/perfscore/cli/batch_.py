"""``batch``: a table of reports scored at once, one report a row · 按列批量评分."""

from argparse import Namespace
from typing import TYPE_CHECKING

from perfscore.cli.arguments import Parser, UsageFault

if TYPE_CHECKING:
    from perfscore.batch.columns.scorer import Scorer
    from perfscore.batch.table.told import Told

__all__ = ["options", "run"]

_PART = 2**17
"""Rows of a part: half of what Polars writes into one group of a Parquet file, so that few are read twice."""


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("facts", nargs="?", metavar="FACTS", key="batch_facts")
    parser.add("--ruleset", required=True, metavar="ID_OR_FILE", key="batch_ruleset")
    parser.add_packs()
    parser.add("--query", metavar="SQL", key="batch_query")
    parser.add("--decimals", type=int, metavar="N", key="batch_decimals")
    parser.add("--ranges", action="store_true", key="batch_ranges")
    parser.add("--columns", action="store_true", key="batch_columns")
    parser.add("--plan", action="store_true", key="batch_plan")
    parser.add("--part", type=int, default=_PART, metavar="ROWS", key="batch_part")
    parser.add("--allow-refused", action="store_true", key="allow_refused")
    parser.add("--format", choices=("text", "json"), default="text", key="format")
    parser.add_language()
    parser.add("-o", "--output", metavar="SCORES", key="batch_output")


def run(given: Namespace) -> int:
    """Score a table; or say which columns a ruleset wants, or how a table would be computed."""
    from perfscore.batch.columns.scorer import Scorer
    from perfscore.batch.table.spoken import spoken
    from perfscore.batch.table.told import Told
    from perfscore.cli.delivery import deliver
    from perfscore.runs.language import language_of, say
    from perfscore.runs.loading import load_card

    named = [given.ruleset, *([given.facts] if given.facts else [])]
    language = language_of(given.lang or spoken(given.facts or ""), files=named)
    plan = load_card(given.ruleset, given.pack)
    scorer = Scorer(plan, given.facts or "", given.decimals, given.ranges, language)
    told = Told(language, given.format)
    if given.columns:
        return _columns(given, scorer, told)
    if given.facts is None:
        raise UsageFault(say(language, "batch_fault.no_table", ruleset=given.ruleset))
    if given.part < 1:
        raise UsageFault(say(language, "batch_fault.part", found=str(given.part)))
    if given.plan:
        from perfscore.batch.table.sources import open_table

        part = next(iter(open_table(given.facts, given.query).parts(given.part, 0)))
        deliver(Namespace(**{**vars(given), "ruleset": [given.ruleset]}), told.plan(scorer, part))
        return 0
    return _scored(given, scorer, told, language)


def _columns(given: Namespace, scorer: "Scorer", told: "Told") -> int:
    """Say which columns a ruleset wants; into a table, an empty one with their types."""
    from pathlib import Path

    from perfscore.batch.table.sinks import ENDINGS, write_part
    from perfscore.batch.table.told import empty
    from perfscore.runs.output import to_file, to_stdout

    if given.output in (None, "-"):
        to_stdout(told.columns(scorer.plan))
    elif Path(given.output).suffix.casefold() in ENDINGS:
        write_part(empty(scorer.plan), Path(given.output), "{}")
    else:
        to_file(given.output, told.columns(scorer.plan))
    return 0


def _scored(given: Namespace, scorer: "Scorer", told: "Told", language: str) -> int:
    from perfscore.batch.table.run import Job, run
    from perfscore.batch.table.sources import open_table
    from perfscore.cli.delivery import refuse_inputs
    from perfscore.runs.language import say
    from perfscore.runs.output import complain, to_stdout, writing
    from perfscore.runs.statuses import DONE, REFUSED

    if given.output is None:
        raise UsageFault(say(language, "batch_fault.no_output", facts=given.facts, ruleset=given.ruleset))
    refuse_inputs([given.output], [given.facts, given.ruleset], language)
    job = Job(
        open_table(given.facts, given.query), scorer, given.output, given.part, given.query, given.ruleset
    )
    for line in told.columns_at_hand(job):
        complain(line)
    with writing(given.output):
        counts = run(job, told.progress)
    told.progress_ended()
    to_stdout(told.counts(counts, given.output))
    if not counts.agree:
        raise RuntimeError("rows were lost or doubled")
    return DONE if not counts.refused or given.allow_refused else REFUSED
