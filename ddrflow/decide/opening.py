"""Opening a case: its first lead is whoever opens it, and must be one the file lists."""

from dataclasses import replace
from datetime import datetime

from ddrflow.decide.act import known, name_of, wrong_state
from ddrflow.decide.acts.parties import other_side
from ddrflow.decide.asking import ask_all, outcome
from ddrflow.decide.scheduling import entering
from ddrflow.errors import BadCommand
from ddrflow.model.case import Case
from ddrflow.model.commands import Command, OpenCase
from ddrflow.model.decision import Decision, Draft, Outcome
from ddrflow.model.events import CaseOpened, Entry
from ddrflow.model.fold import evolve
from ddrflow.model.question import About, Question
from ddrflow.model.record import Binding
from ddrflow.model.standing import Standing
from ddrflow.model.workflow import Workflow


def open_case(
    workflow: Workflow, standing: Standing | None, command: Command, at: datetime
) -> Decision:
    """Answer a command on a case that does not exist yet: only `open-case` can be meant."""
    if not isinstance(command, OpenCase):
        return wrong_state("case.not-opened")
    case, event = _provisional(workflow, command, at)
    built_in = workflow.built_in
    # No case is there yet for which somebody could approve a deviation.
    phase, actor = event.phase, command.actor
    asked = (*built_in.coordinate, *built_in.of_lead.get(phase, ()))
    listed = tuple(replace(one, approvers=()) if one.approvers else one for one in asked)
    rules = (built_in.professional_acts, built_in.lead_eligible, *listed)
    about = About("open-case", phase, actor.role, actor.organisation)
    question = Question(case, standing, workflow.procedure, actor, at, about)
    verdicts = ask_all(rules, question)
    answer = outcome(rules, verdicts)
    if answer is not Outcome.ALLOWED:
        return Decision(answer, (), verdicts)
    begins = entering(workflow, case, event.state, at)
    drafts = (Draft(event), *(Draft(one) for one in begins))
    return Decision(answer, drafts, verdicts)


def _provisional(workflow: Workflow, command: OpenCase, at: datetime) -> tuple[Case, CaseOpened]:
    actor = command.actor
    known("actor", actor.role, "agency", workflow.procedure.agencies)
    for role, organisation in command.bindings:
        known("bindings", role, "agency", workflow.procedure.agencies)
        if not organisation:
            raise BadCommand("bindings", f"`{role}` is bound to no organisation")
    phase = workflow.initial.phase
    if phase is None:
        message = f"workflow `{workflow.identity.name}` begins in a final state"
        raise ValueError(message)
    own = (actor.role, actor.organisation)
    bindings = tuple(dict.fromkeys((own, *command.bindings)))
    _one_side_each(workflow, bindings, at)
    event = CaseOpened(workflow.identity, workflow.initial.name, phase, bindings)
    case = evolve(None, Entry(name_of(command), 1, at, at, actor, event, 1))
    return case, event


def _one_side_each(workflow: Workflow, bindings: tuple[tuple[str, str], ...], at: datetime) -> None:
    agencies = workflow.procedure.agencies
    playing = [Binding(role, one, at) for role, one in bindings if role in agencies]
    for one in playing:
        other = other_side(workflow, playing, one.role, one.organisation)
        if other:
            message = f"`{one.organisation}` plays `{one.role}` and `{other}`"
            help_line = "nobody stands on the client's side and an agency's"
            raise BadCommand("bindings", message, help_line)
