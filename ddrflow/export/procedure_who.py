"""Who leads when, who sits where, and what a no and a transfer change."""

from collections.abc import Iterator

from ddrflow.export.outline import ConferenceRow, conferences, leads
from ddrflow.export.plainly import if_the_client_says_no, when_the_prison_changes
from ddrflow.export.wording import FORCE, asked, bullets, plain, role, roles, source
from ddrflow.model.workflow import Workflow


def leading(workflow: Workflow) -> Iterator[str]:
    """Who may lead in each phase, what is said of them, and how a hand-over goes."""
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


def sitting(workflow: Workflow) -> Iterator[str]:
    """Each type of conference."""
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


def what_if(workflow: Workflow) -> Iterator[str]:
    """What a no of the client changes, and what another prison."""
    yield f"## What if the client says no?\n\n{bullets(if_the_client_says_no(workflow))}"
    yield f"## What if the prison changes?\n\n{bullets(when_the_prison_changes(workflow))}"
