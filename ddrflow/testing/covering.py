"""What a workflow has that tests can exercise, and what of it an act of a case exercised."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.case import Case
from ddrflow.model.commands import Command
from ddrflow.model.decision import Decision
from ddrflow.model.events import Entry, Event
from ddrflow.model.rule import RuleUse
from ddrflow.model.workflow import Workflow
from ddrflow.testing.coverage import Coverage, Covered

#: What time alone makes of a review; that somebody was reminded of it is not yet its day.
OF_REVIEWS: Final = (e.ReviewFellDue, e.ReviewMissed, e.ReviewLeftOut, e.ReviewGivenUp)


def covered_of(coverage: Coverage, workflow: Workflow) -> Covered:
    """The part of a coverage that is of this workflow."""
    identity = workflow.identity
    known = coverage.workflows.get(identity.digest)
    return known or coverage.of(identity.digest, identity.name, everything(workflow))


def everything(workflow: Workflow) -> Mapping[str, tuple[str, ...]]:
    """All that can be exercised, by kind, each under the name that it is told by."""
    procedure = workflow.procedure
    rules = tuple(
        dict.fromkeys(_rule(place, one.rule) for place, uses in _places(workflow) for one in uses)
    )
    return {
        "states": tuple(workflow.states),
        "steps": tuple(f"{trigger} from {state}" for state, trigger in workflow.steps),
        "rules met": rules,
        "rules unmet": rules,
        "conference stages": tuple(
            f"{kind.name}: {stage.name}"
            for kind in procedure.conferences.values()
            for stage in kind.stages
        ),
        "timers": tuple(_timers(workflow)),
    }


def note_entries(covered: Covered, entries: Iterable[Entry]) -> None:
    """What the record of one case tells, from its first entry on."""
    kinds: dict[str, str] = {}
    for entry in entries:
        event = entry.event
        if isinstance(event, e.CaseOpened | e.CaseMigrated):
            covered.note("states", (event.state,))
        elif isinstance(event, e.StepTaken):
            covered.note("states", (event.target,))
            covered.note("steps", (f"{event.trigger} from {event.source_state}",))
        elif isinstance(event, e.ConferenceConvened):
            kinds[event.conference] = event.type
        elif isinstance(event, e.StageEntered):
            covered.note("conference stages", (f"{kinds[event.conference]}: {event.stage}",))
        else:
            covered.note("timers", _timer(event))


def note_decision(
    covered: Covered, phase: str, case: Case | None, command: Command, decision: Decision
) -> None:
    """Which rules a command was asked in a phase, and how they answered."""
    places = tuple(_asked_at(phase, case, command))
    for verdict in decision.verdicts:
        kind = "rules met" if verdict.is_met else "rules unmet"
        covered.note(kind, (_rule(place, verdict.rule) for place in places))


def _rule(place: str, rule: str) -> str:
    return f"{rule} at {place}"


def _places(workflow: Workflow) -> Iterator[tuple[str, tuple[RuleUse, ...]]]:
    """Where the file has rules asked; who may act there is no rule of its own."""
    for phase, uses in workflow.built_in.of_lead.items():
        yield f"the lead in {phase}", uses
    for step in workflow.steps.values():
        yield step.trigger, tuple(one for one in step.rules if not one.entitles)
    for kind in workflow.procedure.conferences.values():
        yield f"attending {kind.name}", kind.attending
        yield f"tasks of {kind.name}", kind.tasks
        for stage in kind.stages:
            agreed = kind.agreed if kind.is_consent_needed(stage.name) else ()
            yield f"{kind.name}: {stage.name}", (*agreed, *stage.rules)
    for channel in workflow.procedure.channels.values():
        yield f"opening {channel.name}", _listed(channel.to_open)
        yield f"using {channel.name}", _listed(channel.to_use)
    for name, uses in workflow.to_file.items():
        yield f"filing {name}", uses
    yield "disclosing", workflow.to_disclose


def _listed(uses: tuple[RuleUse, ...]) -> tuple[RuleUse, ...]:
    return tuple(one for one in uses if not one.entitles)


def _asked_at(phase: str, case: Case | None, command: Command) -> Iterator[str]:
    """The places whose rules a command is asked."""
    match command:
        case c.TakeStep():
            yield command.trigger
        case c.FileDocument():
            yield f"filing {command.kind}"
        case c.DiscloseItem():
            yield "disclosing"
        case c.OpenChannel():
            yield f"opening {command.kind}"
        case c.RecordSession():
            channel = case.access.channel(command.channel) if case else None
            yield f"using {channel.kind if channel else ''}"
        case c.EnterStage() | c.RecordAttendance() | c.RecordAction():
            conference = case.conferences.get(command.conference) if case else None
            yield _in_conference(conference.type if conference else "", command)
        case c.OpenCase() | c.ProposeLead() | c.AcceptLead() | c.TakeOverLead():
            yield f"the lead in {phase}"


def _in_conference(kind: str, command: Command) -> str:
    if isinstance(command, c.EnterStage):
        return f"{kind}: {command.stage}"
    return f"{'tasks of' if isinstance(command, c.RecordAction) else 'attending'} {kind}"


def _timers(workflow: Workflow) -> Iterator[str]:
    yield from (f"review {one}" for one in workflow.reviews)
    yield from (f"stay in {one.name}" for one in workflow.states.values() if one.limit)
    yield from (f"end of consent {one}" for one in workflow.procedure.consents)
    kinds = workflow.procedure.conferences.values()
    orders = (one.consent.unless_ordered for one in kinds if one.consent)
    yield from (f"end of order {one}" for one in dict.fromkeys(orders) if one)
    if workflow.handover is not None:
        yield "answer to a hand-over"


def _timer(event: Event) -> tuple[str, ...]:
    if isinstance(event, OF_REVIEWS):
        return (f"review {event.review}",)
    match event:
        case e.StateOverstayed():
            return (f"stay in {event.state}",)
        case e.ConsentExpired():
            return (f"end of consent {event.scope}",)
        case e.OrderEnded():
            return (f"end of order {event.measure}",)
        case e.ProposalExpired():
            return ("answer to a hand-over",)
    return ()
