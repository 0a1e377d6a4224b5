"""What a conference leaves behind: contributions, decisions, actions, minutes."""

from datetime import datetime

from ddrflow.decide.act import Act, drafted, known, name_of, new, wrong_state
from ddrflow.decide.acts.conference import find, over, too_early
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.case import Case
from ddrflow.model.conference import CANCELLED, CONVENED, STOPPED, ConferenceType
from ddrflow.model.decision import Decision
from ddrflow.model.information import InformationClass
from ddrflow.model.question import About
from ddrflow.model.sight import classes_of
from ddrflow.model.verdict import Field
from ddrflow.model.workflow import Workflow


def contribute(
    workflow: Workflow, case: Case, command: c.RecordContribution, at: datetime
) -> Act | Decision:
    """A role that does not attend has written; it does not count as having attended."""
    conference, kind = find(workflow, case, command.conference)
    known("role", command.role, "agency", workflow.procedure.agencies)
    if command.role in kind.barred:
        return wrong_state("conference.role-barred", Field("role", command.role))
    if not conference.is_under_way:
        return over(conference)
    event = e.ContributionRecorded(command.conference, command.role)
    return _filed(workflow, case, command, at, event, command.text)


def decision(
    workflow: Workflow, case: Case, command: c.RecordDecision, at: datetime
) -> Act | Decision:
    """A decision belongs to a sitting."""
    conference, _ = find(workflow, case, command.conference)
    new("decision", command.decision, "decision", conference.decisions)
    event = e.DecisionRecorded(command.conference, command.decision)
    return _filed(workflow, case, command, at, event, command.text)


def action(workflow: Workflow, case: Case, command: c.RecordAction, at: datetime) -> Act | Decision:
    """A task has one accountable role, others beside it, and a due day (R97).

    All of them may know of the conference: nobody is charged with what is hidden from it.
    """
    conference, kind = find(workflow, case, command.conference)
    agencies = workflow.procedure.agencies
    known("owner", command.owner, "agency", agencies)
    for role in command.responsible:
        known("responsible", role, "agency", agencies)
    if command.owner in command.responsible:
        problem = f"`{command.owner}` is accountable for it already"
        raise BadCommand("responsible", problem, "name the others")
    for role in (command.owner, *command.responsible):
        if role in kind.barred or _is_hidden_from(workflow, kind, role):
            return wrong_state("conference.role-barred", Field("role", role))
    new("action", command.action, "action", (one.action for one in conference.actions))
    event = e.ActionRecorded(
        command.conference, command.action, command.owner, command.due_on, command.responsible
    )
    return _filed(workflow, case, command, at, event, command.text)


def _is_hidden_from(workflow: Workflow, kind: ConferenceType, role: str) -> bool:
    confidential = kind.information is InformationClass.CONFIDENTIAL
    return confidential and kind.information not in classes_of(workflow.procedure, role)


def done(workflow: Workflow, case: Case, command: c.CompleteAction, at: datetime) -> Act | Decision:
    """Who is accountable says so, or one of those beside it, or the lead for them."""
    conference, kind = find(workflow, case, command.conference)
    known("action", command.action, "action", (one.action for one in conference.actions))
    task = conference.task(command.action)
    if task is None or task.done_at is not None:
        return wrong_state("action.done-already", Field("action", command.action, kind.information))
    if at < conference.convened_at:
        return too_early(conference)
    built_in = workflow.built_in
    own = command.actor.role in (task.owner, *task.responsible)
    rules = (built_in.bound, *(() if own else (built_in.led_by_actor,)))
    event = e.ActionDone(command.conference, command.action)
    about = About(name_of(command), type=kind, conference=conference)
    return Act(rules, drafted(event, text=command.text), about)


def file(workflow: Workflow, case: Case, command: c.RecordMinutes, at: datetime) -> Act | Decision:
    """Minutes are filed under an id; their text is content."""
    conference, _ = find(workflow, case, command.conference)
    new("minutes", command.minutes, "minutes", conference.minutes)
    event = e.MinutesFiled(command.conference, command.minutes)
    return _filed(workflow, case, command, at, event, command.text)


Filed = c.RecordContribution | c.RecordDecision | c.RecordAction | c.RecordMinutes


def _filed(
    workflow: Workflow, case: Case, command: Filed, at: datetime, event: e.Event, text: str
) -> Act | Decision:
    conference, kind = find(workflow, case, command.conference)
    sat = any(stage in conference.sitting for stage in conference.stages_entered)
    contributes = isinstance(event, e.ContributionRecorded)
    if conference.stage in (STOPPED, CANCELLED):
        return over(conference)
    if not sat and not contributes:
        return wrong_state("conference.has-not-sat", Field("stage", conference.stage or CONVENED))
    if at < conference.convened_at:
        return too_early(conference)
    charged = (command.owner, *command.responsible) if isinstance(command, c.RecordAction) else ()
    about = About(name_of(command), type=kind, conference=conference, roles=charged)
    built_in = workflow.built_in
    goes_on = conference.is_under_way and kind.is_consent_needed(conference.stage)
    agreed = kind.agreed if goes_on else ()
    # Whoever does not sit there may still write to it in its own name.
    own = isinstance(command, c.RecordContribution) and command.role == command.actor.role
    may_record = (built_in.professional_acts,) if own else kind.to_record
    rules = (built_in.bound, *may_record, *agreed, *(kind.tasks if charged else ()))
    return Act(rules, drafted(event, text=text), about)
