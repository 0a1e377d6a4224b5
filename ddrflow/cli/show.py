"""`ddrflow show`: a workflow as tables, in the words of the people who work by it."""

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from rich.console import Console

from ddrflow.cli.console import block, document, heading, indented, page, printable, table
from ddrflow.cli.naming import reading
from ddrflow.cli.shown_meetings import meetings
from ddrflow.cli.shown_steps import step_blocks
from ddrflow.cli.wording import advice, listed, phases, rule
from ddrflow.errors import BadFile, Finding, Place
from ddrflow.export import choices, outline
from ddrflow.export.plainly import if_the_client_says_no, when_the_prison_changes
from ddrflow.model.agency import Phase
from ddrflow.model.workflow import Workflow
from ddrflow.stories import story_files
from ddrflow.workflow.load import check

FORCE: Final = (
    ("law", "a statute or an order: refuses, and nothing lifts it"),
    ("must", "the agreed procedure: refuses; a deviation lifts it where the file says so"),
    ("should", "advice: passes, and the warning is recorded"),
    ("contested", "the paper reports disagreement: passes, and the reason is recorded"),
)
LOCAL_HERE: Final = "Local choices: what this file decides where the sources are silent"
OPEN_HERE: Final = "Open choices: what this place has not decided yet"
NOT_VERIFIED_HERE: Final = "Not verified: known from elsewhere, and no source was found"


def show_workflow(name: str, *, as_json: bool) -> None:
    """Print a workflow; raises BadFile and UnknownName as loading does."""
    with reading(name):
        workflow = _loaded(name)
    if as_json:
        document(as_data(workflow))
        return
    sections: tuple[Callable[[Console, Workflow], None], ...] = (
        _title,
        _leads,
        _agencies,
        step_blocks,
        meetings,
        _asked_by_people,
        _terms,
        _sources,
    )
    with page() as console:
        for section in sections:
            section(console, workflow)


def _loaded(name: str) -> Workflow:
    """The workflow, or BadFile; a base is no workflow, and says so."""
    found = check(name)
    if found.workflow is not None:
        return found.workflow
    if found.errors:
        raise BadFile(found.findings)
    message = f"`{name}` is a base: it has no steps of its own to show"
    raise BadFile((Finding(Place(name), "E-FILE", message, "show a workflow that extends it"),))


def as_data(workflow: Workflow) -> dict[str, Any]:
    """The same as plain data."""
    procedure = workflow.procedure
    return {
        "workflow": workflow.identity.name,
        "version": workflow.identity.version,
        "digest": workflow.identity.digest,
        "draft": workflow.is_draft,
        "title": workflow.title,
        "summary": choices.summary(workflow),
        "extends": choices.base(workflow),
        "time_zone": str(procedure.zone),
        "no_working_days": str(procedure.calendar),
        "handover": _plain(workflow.handover) if workflow.handover else None,
        "states": [
            {"state": one.name, "phase": one.phase, "initial": one.is_initial}
            for one in workflow.states.values()
        ],
        "lead": [asdict(one) for one in outline.leads(workflow)],
        "agencies": [
            {
                "role": one.role,
                "title": one.title,
                "kind": one.kind,
                "phases": phases(one),
                "regime": one.regime,
                "answers": one.answers,
            }
            for one in procedure.agencies.values()
        ],
        "steps": [asdict(one) for one in outline.steps(workflow)],
        "conferences": [asdict(one) for one in outline.conferences(workflow)],
        "consents": [_plain(one) for one in procedure.consents.values()],
        "notices": [
            _plain(one) | {"tells": [_plain(each) for each in one.tells]}
            for one in procedure.notices.values()
        ],
        "plans": [_plain(one) for one in procedure.plans.values()],
        "documents": [
            _plain(one)
            | {"rules": [asdict(outline.rule_row(each)) for each in workflow.to_file[one.name]]}
            for one in procedure.documents.values()
        ],
        "disclosures": {
            "bases": [_plain(one) for one in procedure.bases.values()],
            "rules": [asdict(outline.rule_row(one)) for one in workflow.to_disclose],
        },
        "channels": [asdict(one) for one in outline.channels(workflow)],
        "reviews": [
            _plain(one) | {"states": [name for name in workflow.states if name in one.states]}
            for one in workflow.reviews.values()
        ],
        "deviations": outline.approvers(workflow),
        "if_the_client_says_no": if_the_client_says_no(workflow),
        "when_the_prison_changes": when_the_prison_changes(workflow),
        "stories": list(story_files(workflow.identity.name)),
        "sources": dict(workflow.sources),
        "local_choices": choices.local_choices(workflow),
        "open_choices": choices.still_open(workflow),
        "not_verified": choices.not_verified(workflow),
        "adapts": choices.adapted_from(workflow),
        "changes_of_the_base": choices.changes(workflow),
        "rules": choices.questions(workflow),
    }


def _plain(one: Any) -> dict[str, Any]:  # noqa: ANN401 - any of the model's small records
    values = {name: getattr(one, name) for name in one.__dataclass_fields__}
    return {
        name: value if isinstance(value, bool | tuple) or value is None else str(value)
        for name, value in values.items()
    }


def _title(console: Console, workflow: Workflow) -> None:
    identity, terms = workflow.identity, workflow.handover
    draft = " (draft)" if workflow.is_draft else ""
    extends = choices.base(workflow)
    parts = [
        ("workflow", f"{identity.name}, version {identity.version}{draft}"),
        ("based on", extends),
        ("begun from", choices.adapted_from(workflow)),
        ("time zone", str(workflow.procedure.zone)),
        ("no working days", str(workflow.procedure.calendar) if _has_calendar(workflow) else ""),
        ("lead answers", f"within {terms.answer_within} [{terms.source}]" if terms else ""),
        ("digest", identity.digest[:12]),
    ]
    block(console, printable(workflow.title), [one for one in parts if one[1]])
    console.print()
    indented(console, choices.summary(workflow))


def _has_calendar(workflow: Workflow) -> bool:
    """The file says itself which days are working days."""
    return "calendar" in json.loads(workflow.document)


def _leads(console: Console, workflow: Workflow) -> None:
    heading(console, "Who leads when")
    said: set[str] = set()
    rows: list[tuple[str, ...]] = []
    for one in outline.leads(workflow):
        text = "as above" if one.role in said and one.advice else advice(one.advice)
        said.add(one.role)
        rows.append((one.phase, one.role, one.source, text))
    table(console, ("phase", "may lead", "source", "said of it as coordinator"), rows)
    asked = {one.phase: [rule(each) for each in one.rules] for one in outline.leads(workflow)}
    if any(asked.values()):
        heading(console, "What is asked of who leads")
        block(console, "", [one for one in asked.items() if one[1]])


def _agencies(console: Console, workflow: Workflow) -> None:
    heading(console, "Agencies and people")
    table(
        console,
        ("role", "who, kind", "remit", "data law", "answers needs"),
        [
            (
                one.role,
                f"{printable(one.title)}\n{one.kind}".strip(),
                listed(phases(one)) if len(one.phases) < len(Phase) else "every phase",
                one.regime or "",
                listed(one.answers),
            )
            for one in workflow.procedure.agencies.values()
        ],
    )


def _asked_by_people(console: Console, workflow: Workflow) -> None:
    """What no table answers, in sentences; and which stories play it."""
    heading(console, "If the client says no")
    for one in if_the_client_says_no(workflow):
        indented(console, f"- {one}")
    heading(console, "When the prison changes")
    for one in when_the_prison_changes(workflow):
        indented(console, f"- {one}")
    stories = story_files(workflow.identity.name)
    if stories:
        heading(console, "Stories that play it")
        indented(console, ", ".join(one.partition("/")[2] for one in stories))


def _terms(console: Console, workflow: Workflow) -> None:
    heading(console, "What the rules ask")
    block(console, "", choices.questions(workflow).items())
    heading(console, "How binding")
    block(console, "", FORCE)


def _sources(console: Console, workflow: Workflow) -> None:
    heading(console, "Sources")
    block(console, "", [(name, printable(text)) for name, text in workflow.sources.items()])
    _listed(console, LOCAL_HERE, choices.local_choices(workflow))
    _listed(console, OPEN_HERE, choices.still_open(workflow))
    _listed(console, NOT_VERIFIED_HERE, choices.not_verified(workflow))
    if choices.changes(workflow):
        heading(console, "Changed from the base, and why")
        block(
            console, "", [(one, printable(why)) for one, why in choices.changes(workflow).items()]
        )


def _listed(console: Console, title: str, names: tuple[str, ...]) -> None:
    if names:
        heading(console, title)
    for one in names:
        indented(console, f"- {one}")
