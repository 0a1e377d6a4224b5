"""Who leads when, who sits where, and what a no and a transfer change."""

from collections.abc import Iterator

from ddrflow.export.outline import ConferenceRow, LeadRow, StageRow, conferences, leads
from ddrflow.export.plainly import if_the_client_says_no, when_the_prison_changes
from ddrflow.export.wording import asked, bullets, force, plain, role, roles, source
from ddrflow.languages import Language
from ddrflow.model.workflow import Workflow


def leading(workflow: Workflow, language: Language) -> Iterator[str]:
    """Who may lead in each phase, what is said of them, and how a hand-over goes."""
    say = language.say
    yield f"## {say('Who leads when?')}"
    yield say(
        "Exactly one agency answers for the case at any instant. It is one of these, and it has "
        "accepted; before a step into the next phase the lead goes to one that may lead there."
    )
    yield bullets(_phases(workflow, language))
    spoken = dict.fromkeys(_advice(workflow, language))
    if spoken:
        yield f"{say('What is said of them as coordinators:')}\n\n{bullets(spoken)}"
    rules = dict.fromkeys(
        say("{phase}, {question}", phase=_phase(one, language), question=asked(rule, language))
        for one in leads(workflow)
        for rule in one.rules
    )
    if rules:
        yield f"{say('Asked of whoever leads:')}\n\n{bullets(rules)}"
    yield say(
        "A hand-over is proposed by the lead, prepared together, and accepted{within}; until it "
        "takes effect, in one step, the old lead stays accountable. So it does where the successor "
        "declines or does not answer, and where an event moves the case before the hand-over.",
        within=_answer_within(workflow, language),
    )


def _phase(one: LeadRow, language: Language) -> str:
    return language.word("phase", one.phase)


def _phases(workflow: Workflow, language: Language) -> Iterator[str]:
    by_phase: dict[str, list[str]] = {}
    for one in leads(workflow):
        line = f"{role(workflow, one.role, language)} {source(one.source, language)}"
        by_phase.setdefault(one.phase, []).append(line)
    for phase, lines in by_phase.items():
        states = (f"`{name}`" for name, one in workflow.states.items() if one.phase == phase)
        yield language.say(
            "**{phase}** (while in {states}): {roles}",
            phase=language.word("phase", phase),
            states=", ".join(states),
            roles=language.say("; or ").join(lines),
        )


def _advice(workflow: Workflow, language: Language) -> Iterator[str]:
    for one in leads(workflow):
        for said in one.advice:
            yield (
                f"{role(workflow, one.role, language)}: {force(said.strength, language)}: "
                f"{plain(language.file(said.because))} {source(said.source, language)}"
            )


def _answer_within(workflow: Workflow, language: Language) -> str:
    terms = workflow.handover
    if terms is None:
        return ""
    return language.say(
        " within {period} {source}",
        period=language.period(str(terms.answer_within)),
        source=source(str(terms.source), language),
    )


def sitting(workflow: Workflow, language: Language) -> Iterator[str]:
    """Each type of conference."""
    yield f"## {language.say('Who sits where?')}"
    kinds = conferences(workflow)
    if not kinds:
        yield language.say("This procedure has no conferences.")
    for kind in kinds:
        yield f"### {plain(language.file(kind.title))} (`{kind.name}`)"
        yield bullets(_conference(workflow, kind, language))


def _conference(workflow: Workflow, kind: ConferenceRow, language: Language) -> Iterator[str]:
    say = language.say
    yield say("Called together by {roles}.", roles=roles(workflow, kind.convened_by, language))
    yield say(
        "Must be there, or it does not count as held: {roles}{deputies}{remote}{minimum}.",
        roles=roles(workflow, kind.core, language),
        deputies="" if kind.deputies else say("; a deputy does not count"),
        remote="" if kind.remote else say("; taking part remotely does not count"),
        minimum=say("; at least {count} persons", count=kind.minimum) if kind.minimum else "",
    )
    if kind.on_need:
        yield say(
            "Asked in for a need that is named: {roles}.",
            roles=roles(workflow, kind.on_need, language),
        )
    if kind.barred:
        yield say(
            "Never let in: {roles}{instead}.",
            roles=_barred(workflow, kind.barred, language),
            instead=say("; for them there is `{name}`", name=kind.instead) if kind.instead else "",
        )
    yield say(
        "What is said there is {information}{law}.",
        information=language.word("information", kind.information),
        law=say(", under {law}", law=source(kind.basis, language)) if kind.basis else "",
    )
    if kind.consent:
        yield say(
            "It rests on the consent of {role} {source}.",
            role=role(workflow, kind.consent["of"], language),
            source=source(kind.consent["source"], language),
        )
    yield say(
        "Its stages: {stages}.",
        stages=say(", then ").join(_stage(workflow, one, language) for one in kind.stages),
    )
    yield from _asked_at(kind, language)
    yield say("Source: {source}", source=source(kind.source, language))


def _stage(workflow: Workflow, stage: StageRow, language: Language) -> str:
    parts = {
        "sitting": "",
        "before": language.say(" (before the sitting)"),
        "after": language.say(" (after the sitting)"),
    }
    barred = _barred(workflow, stage.barred, language) if stage.barred else ""
    without = language.say(" (without {roles})", roles=barred) if barred else ""
    return f"{language.name(stage.name)}{parts[stage.part]}{without}"


def _asked_at(kind: ConferenceRow, language: Language) -> Iterator[str]:
    for one in kind.attending:
        yield language.say("Whoever sits there, {question}", question=asked(one, language))
    for stage in kind.stages:
        for one in stage.rules:
            yield language.say(
                "Before the stage `{stage}`, {question}",
                stage=stage.name,
                question=asked(one, language),
            )
    for one in kind.tasks:
        yield language.say("Whoever is given a task, {question}", question=asked(one, language))


def _barred(workflow: Workflow, names: tuple[str, ...], language: Language) -> str:
    agencies = workflow.procedure.agencies
    professional = {one for one, agency in agencies.items() if agency.kind.is_professional}
    if set(names) == professional:
        return language.say("all professionals")
    return roles(workflow, names, language)


def what_if(workflow: Workflow, language: Language) -> Iterator[str]:
    """What a no of the client changes, and what another prison."""
    refused = if_the_client_says_no(workflow, language)
    yield f"## {language.say('What if the client says no?')}\n\n{bullets(refused)}"
    moved = when_the_prison_changes(workflow, language)
    yield f"## {language.say('What if the prison changes?')}\n\n{bullets(moved)}"
