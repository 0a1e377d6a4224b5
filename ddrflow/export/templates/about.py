"""What a form is about: one conference, review, plan or notice, by its id."""

from collections.abc import Iterator
from typing import Final

from ddrflow.decide import Written
from ddrflow.errors import BadCommand, UnknownName
from ddrflow.export.templates.template import Template
from ddrflow.model.workflow import Workflow
from ddrflow.workflow.identifiers import nearest

#: Kinds of thing of which a case has many of one kind: the file knows the kind, the case the id.
OF_A_CASE: Final = "conference"


def named(template: Template, workflow: Workflow, about: str, filled: Written | None) -> str:
    """The id that the form is about: the one given, or the only one there is; empty for all.

    Raises UnknownName for one that is not there, BadCommand where one is given to a form that
    is about none, or a filled form needs one of several.
    """
    if not template.about:
        if about:
            message = f"a {template.kind} is about no `{about}`"
            raise BadCommand("id", message, "leave the id out")
        return ""
    known = tuple(_known(template, workflow, filled))
    if about:
        if about not in known:
            raise unknown(template, about, known)
        return about
    if len(known) == 1:
        return known[0]
    if filled is None or template.about != OF_A_CASE:
        return ""
    listed = ", ".join(f"`{one}`" for one in known) or "there is none yet"
    raise BadCommand("id", f"it is not said which {template.about} it is about", listed)


def unknown(template: Template, about: str, known: tuple[str, ...]) -> UnknownName:
    """The error for an id that is not there, with the nearest that is."""
    return UnknownName(template.about, about, nearest(about, known))


def _known(template: Template, workflow: Workflow, filled: Written | None) -> Iterator[str]:
    procedure = workflow.procedure
    match template.about:
        case "conference" if filled is None:
            yield from procedure.conferences
        case "conference":
            [meetings] = (
                [one for one in filled.sections if one.name == "meetings"] if filled else []
            )
            yield from (row[0].value for row in meetings.rows)
        case "review":
            yield from workflow.reviews
        case "plan":
            yield from procedure.plans
        case "notice":
            yield from procedure.notices
