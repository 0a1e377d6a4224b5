"""The page of a workflow, for somebody who knows the field and reads no YAML."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ddrflow.cli import choices
from ddrflow.cli.plainly import if_the_client_says_no, when_the_prison_changes
from ddrflow.export.outline import ConferenceRow, RuleRow, conferences, leads
from ddrflow.model.workflow import Workflow
from ddrflow.rules import installed
from ddrflow.stories.script import read_story, story_files

MARKED: Final = re.compile(r"([\\`*_\[\]<>|#])")
FORCE: Final = {
    "law": "by law",
    "must": "always",
    "should": "as advice",
    "contested": "disputed",
}


def plain(text: str) -> str:
    """Text of a file, so that nothing in it is taken for Markdown."""
    return MARKED.sub(r"\\\1", " ".join(text.split()))


def opening(workflow: Workflow) -> Iterator[str]:
    """Who leads, who sits where, what a no changes: the first half of the page."""
    yield plain(choices.summary(workflow))
    yield _identity(workflow)
    yield from _leading(workflow)
    yield from _sitting(workflow)
    yield f"## What if the client says no?\n\n{bullets(if_the_client_says_no(workflow))}"
    yield f"## What if the prison changes?\n\n{bullets(when_the_prison_changes(workflow))}"


def closing(workflow: Workflow) -> Iterator[str]:
    """What is chosen here, and which stories play it: the end of the page."""
    yield from _chosen(workflow)
    yield from _stories(workflow)


def bullets(lines: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {one}" for one in lines)


def role(workflow: Workflow, name: str) -> str:
    """A role as people call it, with its id."""
    agency = workflow.procedure.agencies.get(name)
    if name == "lead":
        return "whoever leads"
    return f"{plain(agency.title)} (`{name}`)" if agency and agency.title else f"`{name}`"


def roles(workflow: Workflow, names: Iterable[str]) -> str:
    """Several of them."""
    return ", ".join(role(workflow, one) for one in names)


def source(text: str) -> str:
    """Where something comes from, in brackets."""
    return f"[{plain(text)}]"


def asked(row: RuleRow) -> str:
    """A rule as a question, how binding it is, its settings, its source, and why."""
    rule = installed()[row.rule]
    settings = ", ".join(f"{plain(name)} {plain(value)}" for name, value in row.settings.items())
    lifted = "; a deviation may lift it" if row.liftable else ""
    only = f" Only from {', '.join(row.only_from)}." if row.only_from else ""
    because = f" {plain(row.because)}." if row.because else ""
    told = f"`{row.rule}`" + (f": {settings}" if settings else "")
    return (
        f"{FORCE[row.strength]}: {rule.asks} ({told}{lifted}) {source(row.source)}{only}{because}"
    )


def _identity(workflow: Workflow) -> str:
    named, base = workflow.identity, choices.base(workflow)
    rests = f", on the base `{base}`" if base else ""
    file = f"[{named.name}.yaml](../../workflows/{named.name}.yaml)"
    return f"{file}, version {named.version}{rests}. Days count in {workflow.procedure.zone}."


def _leading(workflow: Workflow) -> Iterator[str]:
    yield "## Who leads when?"
    yield (
        "Exactly one agency answers for the case at any instant. It is one of these, and it has "
        "accepted; before a step into the next phase the lead goes to one that may lead there."
    )
    by_phase: dict[str, list[str]] = {}
    for one in leads(workflow):
        line = f"{role(workflow, one.role)} {source(one.source)}"
        by_phase.setdefault(one.phase, []).append(line)
    yield bullets(
        f"**{phase}** ({_while(workflow, phase)}): {'; or '.join(lines)}"
        for phase, lines in by_phase.items()
    )
    spoken = dict.fromkeys(
        f"{role(workflow, one.role)}: {FORCE[said.strength]}: {plain(said.because)} "
        f"{source(said.source)}"
        for one in leads(workflow)
        for said in one.advice
    )
    if spoken:
        yield f"What is said of them as coordinators:\n\n{bullets(spoken)}"
    rules = dict.fromkeys(
        f"{one.phase}, {asked(rule)}" for one in leads(workflow) for rule in one.rules
    )
    if rules:
        yield f"Asked of whoever leads:\n\n{bullets(rules)}"
    terms = workflow.handover
    days = f" within {terms.answer_within} {source(str(terms.source))}" if terms else ""
    yield (
        f"A hand-over is proposed by the lead, prepared together, and accepted{days}; until it "
        "takes effect, in one step, the old lead stays accountable. So it does where the successor "
        "declines or does not answer, and where an event moves the case before the hand-over."
    )


def _while(workflow: Workflow, phase: str) -> str:
    states = (f"`{name}`" for name, one in workflow.states.items() if one.phase == phase)
    return f"while in {', '.join(states)}"


def _sitting(workflow: Workflow) -> Iterator[str]:
    yield "## Who sits where?"
    kinds = conferences(workflow)
    if not kinds:
        yield "This procedure has no conferences."
    for kind in kinds:
        yield f"### {plain(kind.title)} (`{kind.name}`)"
        yield bullets(_conference(workflow, kind))


def _conference(workflow: Workflow, kind: ConferenceRow) -> Iterator[str]:
    yield f"Called together by {roles(workflow, kind.convened_by)}."
    yield (
        f"Must be there, or it does not count as held: {roles(workflow, kind.core)}"
        f"{'' if kind.deputies else '; a deputy does not count'}"
        f"{'' if kind.remote else '; taking part remotely does not count'}"
        f"{f'; at least {kind.minimum} persons' if kind.minimum else ''}."
    )
    if kind.on_need:
        yield f"Asked in for a need that is named: {roles(workflow, kind.on_need)}."
    if kind.barred:
        instead = f"; for them there is `{kind.instead}`" if kind.instead else ""
        yield f"Never let in: {_barred(workflow, kind.barred)}{instead}."
    law = f", under {source(kind.basis)}" if kind.basis else ""
    yield f"What is said there is {kind.information}{law}."
    if kind.consent:
        need = kind.consent
        yield f"It rests on the consent of {role(workflow, need['of'])} {source(need['source'])}."
    stages = (
        f"{stage.name}"
        f"{'' if stage.part == 'sitting' else f' ({stage.part} the sitting)'}"
        f"{f' (without {_barred(workflow, stage.barred)})' if stage.barred else ''}"
        for stage in kind.stages
    )
    yield f"Its stages: {', then '.join(stages)}."
    yield from (f"Whoever sits there, {asked(one)}" for one in kind.attending)
    yield from (
        f"Before the stage `{one.name}`, {asked(each)}" for one in kind.stages for each in one.rules
    )
    yield from (f"Whoever is given a task, {asked(one)}" for one in kind.tasks)
    yield f"Source: {source(kind.source)}"


def _barred(workflow: Workflow, names: tuple[str, ...]) -> str:
    agencies = workflow.procedure.agencies
    professional = tuple(one for one, agency in agencies.items() if agency.kind.is_professional)
    return "all professionals" if set(names) == set(professional) else roles(workflow, names)


def _chosen(workflow: Workflow) -> Iterator[str]:
    yield "## What is chosen here?"
    lists = (
        ("Where law, paper and public facts are silent, this file chose:", choices.local_choices),
        ("Known from elsewhere, and no public source was found:", choices.not_verified),
        ("Not decided yet:", choices.still_open),
    )
    for opening, found in lists:
        if found(workflow):
            yield f"{opening}\n\n{bullets(found(workflow))}"
    changed = choices.changes(workflow)
    if changed:
        yield "Changed from the base, and why:\n\n" + bullets(
            f"`{name}`: {plain(why)}" for name, why in changed.items()
        )
    sources = (f"`{name}`: {plain(text)}" for name, text in workflow.sources.items())
    yield f"Sources:\n\n{bullets(sources)}"


def _stories(workflow: Workflow) -> Iterator[str]:
    yield "## Stories that play it"
    name = workflow.identity.name
    folder = f"../../workflows/stories/{name}"
    told = (
        (file, read_story(file.read_bytes(), path).script)
        for path, file in story_files(name).items()
    )
    yield bullets(
        f"[{plain(script.title)}]({folder}/{file.name}): {plain(script.tells)}"
        for file, script in told
    )
    yield f"`ddrflow demo {name}` plays them; `ddrflow rehearse {name}` lets you play it yourself."
