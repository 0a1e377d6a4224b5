"""What a workflow adds of its own: local choices, changes of its base, and what its rules ask."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ddrflow.languages import ENGLISH, Language
from ddrflow.model.rule import RuleUse
from ddrflow.model.source import LOCAL_CHOICE, NOT_VERIFIED, OPEN_CHOICE, Source
from ddrflow.model.workflow import Workflow
from ddrflow.rules import installed


@dataclass(frozen=True, slots=True)
class Told:
    """What a file tells of one of its versions: since when, what changed, who decided it."""

    version: int
    since: date
    what: str
    decided_by: str


def local_choices(workflow: Workflow, language: Language = ENGLISH) -> tuple[str, ...]:
    """The parts of the file that rest on no law and no paper, but on a choice made here."""
    return _resting_on(workflow, LOCAL_CHOICE, language)


def not_verified(workflow: Workflow, language: Language = ENGLISH) -> tuple[str, ...]:
    """The parts that are known from elsewhere, and for which no public source was found."""
    return _resting_on(workflow, NOT_VERIFIED, language)


def still_open(workflow: Workflow, language: Language = ENGLISH) -> tuple[str, ...]:
    """The parts that nobody has decided yet; a draft can have some."""
    return _resting_on(workflow, OPEN_CHOICE, language)


def _resting_on(workflow: Workflow, word: str, language: Language) -> tuple[str, ...]:
    found = (
        f"{name}: {language.file(source.locator)}" if source.locator else name
        for name, source in _sourced(workflow, language)
        if source.name == word
    )
    return tuple(dict.fromkeys(found))


def adapted_from(workflow: Workflow) -> str:
    """The workflow that the file was begun from; empty for none."""
    said: dict[str, Any] = json.loads(workflow.document).get("adapts") or {}
    return f"{said['workflow']}, version {said['version']}" if said else ""


def changes(workflow: Workflow) -> dict[str, str]:
    """Each part of the base that the file changes, and why."""
    overrides: dict[str, str] = json.loads(workflow.document).get("overrides") or {}
    return overrides


def history(workflow: Workflow) -> tuple[Told, ...]:
    """What the file tells of its versions, in its order."""
    said: list[dict[str, Any]] = json.loads(workflow.document).get("changes") or []
    return tuple(
        Told(one["version"], date.fromisoformat(one["since"]), one["what"], one["decided_by"])
        for one in said
    )


def summary(workflow: Workflow) -> str:
    """What the file says of itself."""
    text: str = json.loads(workflow.document).get("summary") or ""
    return text.strip()


def base(workflow: Workflow) -> str:
    """The base that the file extends; empty for none."""
    name: str = json.loads(workflow.document).get("extends") or ""
    return name


def questions(workflow: Workflow) -> dict[str, str]:
    """What each rule asks that the file names or speaks about, in plain words."""
    used = {use.rule for _, use in _rules(workflow, ENGLISH)} | {
        rule for rule, _ in workflow.deviations
    }
    used |= {use.rule for use in workflow.built_in.coordinate}
    return {name: rule.asks for name, rule in sorted(installed().items()) if name in used}


def _rules(workflow: Workflow, language: Language) -> Iterator[tuple[str, RuleUse]]:
    """Every rule that the file names, with where."""
    say = language.say
    for step in workflow.steps.values():
        yield from (
            (say("step `{trigger}`", trigger=step.trigger), use)
            for use in step.rules
            if not use.entitles
        )
    for phase, uses in workflow.built_in.of_lead.items():
        yield from (
            (say("who leads in {phase}", phase=language.word("phase", phase)), use) for use in uses
        )
    for channel in workflow.procedure.channels.values():
        opening = (use for use in channel.to_open if use.place)
        yield from ((say("opening `{name}`", name=channel.name), use) for use in opening)
        asked = (use for use in channel.to_use if use.place)
        yield from ((say("sessions on `{name}`", name=channel.name), use) for use in asked)
    for kind in workflow.procedure.conferences.values():
        yield from ((say("attendance at `{name}`", name=kind.name), use) for use in kind.attending)
        yield from ((say("tasks of `{name}`", name=kind.name), use) for use in kind.tasks)
        for stage in kind.stages:
            where = say("stage `{stage}` of `{name}`", stage=stage.name, name=kind.name)
            yield from ((where, use) for use in stage.rules)


def _sourced(workflow: Workflow, language: Language) -> Iterator[tuple[str, Source]]:
    """Everything in the file that names a source, in the order in which it is shown."""
    say = language.say
    procedure = workflow.procedure
    for phase, listed in procedure.leads.items():
        for one in listed:
            yield say("who leads in {phase}", phase=language.word("phase", phase)), one.source
    for use in workflow.built_in.coordinate:
        yield say("advice on {kind} as coordinator", kind=use.parameters.kind), use.source
    yield from _limits(workflow, language)
    for step in workflow.steps.values():
        yield say("step `{trigger}`", trigger=step.trigger), step.source
    for where, use in _rules(workflow, language):
        yield say("rule `{rule}` of {where}", rule=use.rule, where=where), use.source
    yield from _of_conferences(workflow, language)
    yield from _declared(workflow, language)


def _limits(workflow: Workflow, language: Language) -> Iterator[tuple[str, Source]]:
    say = language.say
    for state in workflow.states.values():
        if state.limit is not None:
            yield say("how long a case may stay in `{state}`", state=state.name), state.limit.source


def _of_conferences(workflow: Workflow, language: Language) -> Iterator[tuple[str, Source]]:
    say = language.say
    procedure = workflow.procedure
    for kind in procedure.conferences.values():
        yield say("conference type `{name}`", name=kind.name), kind.source
        if kind.consent is not None:
            yield say("consent that `{name}` rests on", name=kind.name), kind.consent.source
        if kind.basis is not None:
            yield say("the law that `{name}` shares under", name=kind.name), kind.basis
    for basis in procedure.bases.values():
        yield say("the law `{name}`", name=basis.name), basis.source


def _declared(workflow: Workflow, language: Language) -> Iterator[tuple[str, Source]]:
    say = language.say
    procedure = workflow.procedure
    for scope in procedure.consents.values():
        yield say("consent `{name}`", name=scope.name), scope.source
    for notice in procedure.notices.values():
        yield say("notice `{notice}`", notice=notice.name), notice.source
        for duty in notice.tells:
            yield (
                say(
                    "that `{by}` shares `{what}`, in notice `{notice}`",
                    by=duty.by,
                    what=duty.what,
                    notice=notice.name,
                ),
                duty.duty,
            )
    for plan in procedure.plans.values():
        yield say("plan `{name}`", name=plan.name), plan.source
    for document in procedure.documents.values():
        yield say("document `{name}`", name=document.name), document.source
    for channel in procedure.channels.values():
        yield say("channel `{name}`", name=channel.name), channel.source
    for review in workflow.reviews.values():
        yield say("review `{name}`", name=review.name), review.source
    if workflow.handover is not None:
        yield say("how long a proposed lead has to answer"), workflow.handover.source
    for use in workflow.deviations.values():
        yield say("who approves deviations"), use.source
