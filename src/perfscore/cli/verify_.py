"""``verify``: a record replayed, and the first difference · 复核记录."""

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfscore.cli.arguments import Parser

if TYPE_CHECKING:
    from perfscore.record.verify import Verified

__all__ = ["options", "run"]


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("source", metavar="RECORD", key="verified")
    parser.add("--inputs", metavar="FOLDER", key="inputs")
    parser.add("--password", metavar="TEXT", key="password")
    parser.add_packs()
    parser.add_language()


def run(given: Namespace) -> int:
    """Replay a record; say what changed and the first field that comes out otherwise."""
    from perfscore.explain.clean import clean
    from perfscore.messages import language_in
    from perfscore.record.verify import verify
    from perfscore.runs.language import language_of
    from perfscore.runs.output import complain, to_stdout
    from perfscore.runs.statuses import CONTRADICTED, DONE

    found = verify(given.source, inputs=given.inputs, packs=given.pack, password=given.password)
    language = language_of(given.lang, language_in(found.record.report.subject))
    to_stdout("".join(f"{clean(line)}\n" for line in _lines(given.source, found, language)))
    if found.refused is not None:
        complain(found.refused.text(language))
    return DONE if found.identical else CONTRADICTED


def _lines(file: str, found: "Verified", language: str) -> Iterator[str]:
    from perfscore.runs.language import say

    if found.identical:
        counts = {"inputs": str(len(found.record.inputs)), "criteria": str(len(found.record.criteria))}
        yield say(language, "verify.identical", file=file, **counts)
    else:
        yield say(language, "verify.differs", file=file)
    if not found.intact:
        yield say(language, "verify.seal")
    for one in found.versions:
        none = say(language, "verify.none")
        values = {"recorded": one.recorded or none, "now": one.now or none}
        yield say(language, "verify.pack" if one.name else "verify.engine", name=one.name, **values)
    for change in found.changed:
        part, now = change.recorded, change.now
        assert now is not None
        values = {"file": part.path, "length": str(part.length), "digest": part.digest}
        yield say(language, "verify.changed", **values, now_length=str(now[1]), now_digest=now[0])
    if (first := found.difference) is not None:
        none = say(language, "verify.none")
        values = {"recorded": first.recorded or none, "recomputed": first.recomputed or none}
        yield say(language, "verify.first", where=first.where, line=str(first.place.line), **values)
        if first.more:
            yield say(language, "verify.more", count=str(first.more))
    elif found.refused is None and not found.identical:
        yield say(language, "verify.same_result")
