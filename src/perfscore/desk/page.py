"""The page of the desk, and what it is told of the documents · 桌面网页."""

from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from perfscore.batch.folder.phrases import Phrases
from perfscore.batch.folder.settings import Line
from perfscore.desk.exports import FORMATS
from perfscore.desk.table import Lying
from perfscore.explain.clean import clean
from perfscore.explain.page.frame import whole
from perfscore.explain.page.markup import Html, scrolled, tag
from perfscore.explain.wording.words import Words, words_of
from perfscore.inputs.overrides import overrides_beside
from perfscore.inputs.rulesets import read_ruleset_file
from perfscore.packs.catalog import Catalog

__all__ = ["desk_page", "listed"]

_COLUMNS = ("file", "subject", "ruleset", "claimed", "computed", "verdict", "worst", "take")
_SAID = (
    "waiting", "reading", "cancelled", "open", "correct", "fact", "shown", "new", "who", "why", "save",
    "frame", "by_frame", "choose", "take_back", "close", "progress", "lost",
)  # fmt: skip


def desk_page(catalog: Catalog, language: str) -> str:
    """Return the page; its own program asks for everything else."""
    words = words_of(language)
    other = "en" if language == "zh" else "zh"
    choice = tag("select", *_rulesets(catalog, words), id="rulesets", hidden=True)
    drop = tag(
        "label",
        tag("strong", words("desk.drop")),
        tag("span", words("desk.drop_means")),
        tag("input", type="file", multiple=True, id="files"),
        class_="drop", id="drop",
    )  # fmt: skip
    buttons = tag(
        "p",
        tag("button", words("desk.cancel"), type="button", id="cancel"),
        tag("a", words("desk.everything"), href="export/all/zip", class_="button", id="everything"),
        tag("a", words("desk.other"), href=f"?lang={other}", class_="button"),
        class_="actions",
    )
    head = tag("tr", *(tag("th", words(f"desk.column_{name}"), scope="col") for name in _COLUMNS))
    table = tag("table", tag("thead", head), tag("tbody", id="documents"))
    parts = (
        tag("h1", words("desk.title")),
        drop,
        buttons,
        tag("p", role="status", id="progress"),
        scrolled(table),
        tag("dialog", id="dialog", aria_label=words("desk.correct")),
        choice,
    )
    said = {f"data_{key}": words.template(f"desk.{key}") for key in _SAID}
    forms = {f"data_form_{form}": words(f"desk.form_{form}") for form in FORMATS}
    main = tag(
        "main", tag("article", *parts), id="main", tabindex=-1, data_language=language, **said, **forms
    )
    body = tag("div", main, class_="columns index desk")
    return whole(words("desk.title"), body, language, program=_program())


def _program() -> Html:
    return Html(files(__package__).joinpath("desk.js").read_text("utf-8"))


def _rulesets(catalog: Catalog, words: Words) -> Iterator[Html]:
    """Yield the rulesets to choose from, none first: then a document's own frame chooses."""
    yield tag("option", words("desk.frame"), value="")
    for id_, entry in catalog.rulesets.items():
        head = read_ruleset_file(entry.value).ruleset
        if not head.abstract:
            yield tag("option", f"{id_} · {words.label(head.title)}", value=id_)


def listed(lying: Iterable[Lying], language: str) -> list[dict[str, Any]]:
    """Return where every document stands, each text cleaned of what nobody would see."""
    phrases = Phrases(language)
    return [
        {
            "id": one.id,
            "name": clean(one.name),
            "state": one.state,
            "chosen": one.ruleset or "",
            "corrected": overrides_beside(one.path).is_file(),
            "reports": [_report(one, line, phrases) for line in one.lines],
        }
        for one in lying
    ]


def _report(lying: Lying, line: Line, phrases: Phrases) -> dict[str, Any]:
    entry = line.entry_in(phrases.language)
    if entry.refused is not None:
        where, _, said = entry.refused.problems[0]
        place = where.removeprefix(f"{Path(lying.path).parent}/")
        worst = said if place == lying.name else phrases.words("desk.at", place=place, said=said)
        return {
            "refused": True,
            "verdict": "refused",
            "said": phrases("refused"),
            "worst": clean(worst),
        }
    if entry.holds is not None:
        return {"refused": True, "verdict": "refused", "said": "—", "worst": clean(entry.holds)}
    return {
        "place": entry.place or "",
        "subject": clean(entry.subject),
        "ruleset": phrases.ruleset(entry),
        "claimed": entry.claimed or "",
        "computed": phrases.computed(entry),
        "verdict": entry.verdict or "",
        "said": phrases.verdict(entry.verdict),
        "worst": clean(phrases.worst(entry)),
        "page": line.page,
    }
