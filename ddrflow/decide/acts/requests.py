"""Requests for information: one organisation asks another, and that one answers."""

from datetime import datetime

from ddrflow.dates import local_day
from ddrflow.decide.act import Act, drafted, known, new, wrong_state
from ddrflow.decide.acts.parties import not_bound
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.case import Case
from ddrflow.model.decision import Decision
from ddrflow.model.question import About
from ddrflow.model.request import InformationRequest, RequestAnswer
from ddrflow.model.verdict import Field, Remedy
from ddrflow.model.workflow import Workflow


def ask(
    workflow: Workflow, case: Case, command: c.RequestInformation, at: datetime
) -> Act | Decision:
    """An agency asks another party of the case."""
    known("role", command.role, "agency", workflow.procedure.agencies)
    new("request", command.request, "request", (one.request for one in case.information.requests))
    if command.organisation == command.actor.organisation:
        raise BadCommand("organisation", "it would ask itself", "name who is asked")
    if command.by_day and command.by_day < local_day(at, workflow.procedure.zone):
        raise BadCommand(
            "by_day", "the day lies before the request", "leave it out, or a later one"
        )
    refusal = not_bound(case, command.role, command.organisation, at)
    if refusal is not None:
        return refusal
    event = e.InformationRequested(
        command.request,
        command.role,
        command.organisation,
        command.subject,
        command.purpose,
        command.by_day,
    )
    rules = (workflow.built_in.bound, workflow.built_in.professional_acts)
    return Act(rules, drafted(event, text=command.text), About("request-information"))


def answer(
    workflow: Workflow, case: Case, command: c.AnswerRequest, at: datetime
) -> Act | Decision:
    """Whoever was asked gives what it passed on, or says no and why."""
    information = case.information
    known("request", command.request, "request", (one.request for one in information.requests))
    request = next(one for one in information.requests if one.request == command.request)
    if request.answer is not None:
        return wrong_state("request.answered-already", Field("request", request.request))
    if at < request.requested_at:
        return wrong_state(
            "order.before-last-step", Field("since", request.requested_at.isoformat())
        )
    for item in command.items:
        known("items", item, "item", (one.item for one in information.items))
    _fitting(command)
    refusal = _passed_on(case, request, command, at)
    if refusal is not None:
        return refusal
    event = e.RequestAnswered(
        request.request,
        request.by,
        request.by_organisation,
        command.answer,
        command.items,
        command.why,
    )
    rules = (workflow.built_in.bound, workflow.built_in.asked_answers)
    about = About("answer-request", request=request)
    return Act(rules, drafted(event, text=command.text), about)


def _fitting(command: c.AnswerRequest) -> None:
    """Raise BadCommand where the answer and what goes with it do not fit."""
    if command.answer is RequestAnswer.GIVEN and command.why:
        raise BadCommand("why", "what is given needs no reason", "leave it out")
    if command.answer is RequestAnswer.REFUSED and command.items:
        raise BadCommand("items", "a refusal passes nothing on", "leave them out")
    if command.answer is RequestAnswer.REFUSED and not command.why:
        raise BadCommand("why", "a refusal says why", "a code, such as `not-released`")


def _passed_on(
    case: Case, request: InformationRequest, command: c.AnswerRequest, at: datetime
) -> Decision | None:
    """What an answer names was passed on by then to whoever had asked; first it is."""
    asked_by = (request.by, request.by_organisation)
    told = {
        one.item
        for one in case.information.disclosures
        if (one.role, one.organisation) == asked_by and one.disclosed_at <= at
    }
    missing = next((one for one in command.items if one not in told), "")
    if not missing:
        return None
    role, organisation = asked_by
    filled = (("item", missing), ("role", role), ("organisation", organisation))
    remedy = Remedy("disclose-item", filled, ("basis", "purpose"), (request.role,))
    fields = (Field("item", missing), Field("role", role))
    return wrong_state("request.item-not-told", *fields, remedies=(remedy,))
