"""Correcting an entry: it stays in the record and stops counting.

What the same command recorded with it stops counting too. Entries that others rest on by
name (a conference, a need, a change of lead) cannot be taken out; a step only while it is
the last one. Where a later step rested on the wrong entry, a breach is opened: nobody can
undo a release, and somebody has to mend its ground.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ddrflow.decide.act import wrong_state
from ddrflow.decide.asking import ask_all, outcome
from ddrflow.decide.consequences import breach, consequences, named
from ddrflow.errors import BadCommand
from ddrflow.model import events as e
from ddrflow.model.case import Case
from ddrflow.model.commands import CorrectEntry
from ddrflow.model.decision import Decision, Draft, Outcome
from ddrflow.model.events import Entry, Event
from ddrflow.model.fold import fold, voided
from ddrflow.model.question import About, Question
from ddrflow.model.standing import Standing
from ddrflow.model.verdict import Field, Remedy
from ddrflow.model.workflow import Step, Workflow

CORRECTABLE: Final[frozenset[type[Event]]] = frozenset(
    {
        e.StepTaken,
        e.PersonNamed,
        e.InterestDeclared,
        e.InterestEnded,
        e.ConsentGiven,
        e.ConsentRefused,
        e.ConsentWithdrawn,
        e.ParticipationSet,
        e.MinorityRecorded,
        e.InvitedToConference,
        e.AttendanceRecorded,
        e.ContributionRecorded,
        e.DecisionRecorded,
        e.ActionRecorded,
        e.ActionDone,
        e.MinutesFiled,
        e.NeedAnswered,
        e.NeedDeclined,
        e.PlanAdopted,
        e.NoticeGiven,
        e.NoticeAcknowledged,
        e.DocumentFiled,
        e.ChannelClosed,
        e.SessionHeld,
        e.EffortRecorded,
        e.ReferenceAdded,
        e.ReferenceEnded,
        e.StageEntered,
        e.ConferenceClosed,
        e.ReviewHeld,
        e.DeviationAllowed,
        e.BreachClosed,
        e.WithdrawalTold,
        e.InformationRequested,
        e.RequestAnswered,
    }
)

#: What a move to another version was decided on, and would stand otherwise under it.
STANDS_BEFORE_A_MOVE: Final = (e.StepTaken, e.StageEntered, e.ConferenceClosed, e.ReviewHeld)

#: What takes place in a stage, or after it.
GOES_ON: Final = (
    e.StageEntered,
    e.AttendanceRecorded,
    e.DecisionRecorded,
    e.ActionRecorded,
    e.MinutesFiled,
    e.ConferenceClosed,
    e.ConferenceCancelled,
    e.ConferenceStopped,
)


def correct(
    workflow: Workflow,
    case: Case,
    standing: Standing | None,
    command: CorrectEntry,
    now: datetime,
    history: Sequence[Entry],
) -> Decision:
    """Answer a correction. Raises BadCommand when there is no entry of that number."""
    at = command.occurred_at or now
    by_number = {entry.seq: entry for entry in history}
    wrong = by_number.get(command.wrong)
    if wrong is None:
        raise BadCommand("wrong", f"no entry {command.wrong}", f"there are 1 to {case.version}")
    refusal = _not_correctable(wrong, history) or _not_by(wrong, command)
    if refusal is not None:
        return refusal
    if command.occurred_at is not None and at != now:
        raise BadCommand("occurred_at", "a correction counts from when it is made", "leave it out")
    built_in = workflow.built_in
    own = wrong.actor.organisation == command.actor.organisation
    rules = (built_in.bound, built_in.professional_acts if own else built_in.led_by_actor)
    about = About(subject="correct-entry")
    question = Question(case, standing, workflow.procedure, command.actor, at, about)
    verdicts = ask_all(rules, question)
    answer = outcome(rules, verdicts)
    if answer is not Outcome.ALLOWED:
        return Decision(answer, (), verdicts)
    event = e.EntryCorrected(command.wrong, command.why)
    content = (("text", command.text),) if command.text else ()
    seq = case.version + 1
    corrected = (*history, Entry(case.case_id, seq, at, at, command.actor, event, seq))
    follows = consequences(workflow, case, fold(corrected), at, now)
    breaches = _lost_ground(workflow, case, standing, corrected, at)
    drafts = named(case, (Draft(event, content), *follows, *breaches))
    return Decision(answer, drafts, verdicts)


def _not_correctable(wrong: Entry, history: Sequence[Entry]) -> Decision | None:
    number = Field("entry", str(wrong.seq))
    out = voided(history)
    if wrong.seq in out:
        return wrong_state("entry.corrected-already", number)
    if type(wrong.event) not in CORRECTABLE or wrong.cause != wrong.seq:
        return wrong_state("entry.not-correctable", number)
    after = history[wrong.seq :]
    moved = any(isinstance(entry.event, e.CaseMigrated) for entry in after)
    if moved and isinstance(wrong.event, STANDS_BEFORE_A_MOVE):
        return wrong_state("entry.moved-since", number)
    if not isinstance(wrong.event, e.StepTaken):
        return _gone_on(wrong, history, out) or _answered(wrong, history, out)
    later = [
        entry.seq
        for entry in after
        if isinstance(entry.event, e.StepTaken) and entry.seq not in out
    ]
    if later:
        last = str(later[-1])
        remedy = Remedy("correct-entry", (("wrong", last),), ("why",))
        return wrong_state("entry.later-step", number, Field("later", last), remedies=(remedy,))
    return None


def _gone_on(wrong: Entry, history: Sequence[Entry], out: frozenset[int]) -> Decision | None:
    """What a conference did after its stage or its end is corrected first, the last of it first."""
    event = wrong.event
    if not isinstance(event, e.StageEntered | e.ConferenceClosed):
        return None
    on = (e.StageEntered,) if isinstance(event, e.ConferenceClosed) else GOES_ON
    later = [
        entry.seq
        for entry in history
        if entry.seq > wrong.seq
        and entry.seq not in out
        and isinstance(entry.event, on)
        and entry.event.conference == event.conference
    ]
    if not later:
        return None
    last = str(later[-1])
    remedy = Remedy("correct-entry", (("wrong", last),), ("why",))
    fields = (Field("entry", str(wrong.seq)), Field("later", last))
    return wrong_state("entry.conference-went-on", *fields, remedies=(remedy,))


def _answered(wrong: Entry, history: Sequence[Entry], out: frozenset[int]) -> Decision | None:
    """A request that was answered is taken back after its answer."""
    event = wrong.event
    if not isinstance(event, e.InformationRequested):
        return None
    for entry in history:
        said = entry.event
        if (
            isinstance(said, e.RequestAnswered)
            and said.request == event.request
            and entry.seq not in out
        ):
            last = str(entry.seq)
            remedy = Remedy("correct-entry", (("wrong", last),), ("why",))
            fields = (Field("entry", str(wrong.seq)), Field("later", last))
            return wrong_state("entry.request-answered", *fields, remedies=(remedy,))
    return None


def _not_by(wrong: Entry, command: CorrectEntry) -> Decision | None:
    """Nobody but who wrote it down takes back that somebody said no, or ended a way in."""
    said_no = isinstance(
        wrong.event, (e.ConsentWithdrawn | e.ConsentRefused | e.ChannelClosed | e.RequestAnswered)
    )
    if not said_no or wrong.actor.organisation == command.actor.organisation:
        return None
    return wrong_state("entry.only-by-its-recorder", Field("entry", str(wrong.seq)))


def _lost_ground(
    workflow: Workflow,
    case: Case,
    standing: Standing | None,
    corrected: Sequence[Entry],
    at: datetime,
) -> tuple[Draft, ...]:
    """A breach for each binding rule of a later step that the correction makes unmet."""
    wrong = corrected[-1].event
    out = voided(corrected)
    breaches: list[Draft] = []
    version = workflow.identity.version
    for index, entry in enumerate(corrected):
        event = entry.event
        if isinstance(event, e.CaseOpened | e.CaseMigrated):
            version = event.workflow.version
        if not isinstance(event, e.StepTaken) or entry.seq in out or index == 0:
            continue
        if not isinstance(wrong, e.EntryCorrected) or entry.seq < wrong.wrong:
            continue
        source = workflow.migration_from(version).states.get(event.source_state, event.source_state)
        step = workflow.steps.get((source, event.trigger))
        if step is None:
            continue
        earlier = corrected[:index]
        then = _unmet(workflow, step, standing, fold(earlier), entry)
        now = _unmet(workflow, step, standing, fold((*earlier, corrected[-1])), entry)
        breaches += [
            Draft(breach(workflow, case, event.trigger, rule, at)) for rule in sorted(now - then)
        ]
    return tuple(breaches)


def _unmet(
    workflow: Workflow, step: Step, standing: Standing | None, case: Case, entry: Entry
) -> frozenset[str]:
    procedure = workflow.procedure
    question = Question(case, standing, procedure, entry.actor, entry.occurred_at, step.about)
    rules = tuple(use for use in step.rules if not use.entitles)
    return frozenset(one.rule for one in ask_all(rules, question) if one.refuses)
