"""The working paper and the letter: fields laid out by a template, bundled or a bureau's · 底稿与函件."""

from importlib.resources import files

from perfscore.auditing.verdicts import Audit
from perfscore.explain.content.paper import fields_of

__all__ = ["bundled_template", "letter", "paper"]


def paper(audit: Audit, language: str, template: bytes | None = None, name: str = "") -> bytes:
    """Return the working paper of an audit as a Word file · 审计底稿.

    `template` is a Word file with tags in the place of the bundled one, `name` what it is called where
    something is wrong with it.  Raises ProblemsFound for a template that cannot be filled.
    """
    return _filed("paper", audit, language, template, name)


def letter(audit: Audit, language: str, template: bytes | None = None, name: str = "") -> bytes:
    """Return the letter that asks the body for what is missing, as `paper` does · 索取资料函."""
    return _filed("letter", audit, language, template, name)


def bundled_template(kind: str) -> bytes:
    """Return the template that comes with perfscore: ``paper`` or ``letter``."""
    return files("perfscore.explain.formats").joinpath("templates", f"{kind}.docx").read_bytes()


def _filed(kind: str, audit: Audit, language: str, template: bytes | None, name: str) -> bytes:
    from perfscore.explain.formats.word import filled  # inside: whoever copies the template fills none

    fields = fields_of(audit, language)
    titles = {"paper": fields["say"]["name"], "letter": fields["letter"]["name"]}
    content = template if template is not None else bundled_template(kind)
    return filled(content, fields, name=name or f"{kind}.docx", title=titles[kind])
