"""In which other way a party stands to the matter: declared by an agency, ended by one."""

from datetime import datetime

from ddrflow.decide.act import Act, drafted, known, wrong_state
from ddrflow.decide.acts.parties import not_bound
from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.case import Case
from ddrflow.model.decision import Decision
from ddrflow.model.interest import DeclaredInterest
from ddrflow.model.question import About
from ddrflow.model.verdict import Field
from ddrflow.model.workflow import Workflow
from ddrflow.rules.base import internal
from ddrflow.rules.interest import to_end


def declare(
    workflow: Workflow, case: Case, command: c.DeclareInterest, at: datetime
) -> Act | Decision:
    """An agency says so, of itself or of another party: the others go by it from then on.

    The client and the client's own people say it to an agency, which writes it down: who reads
    that must not be told of it (decision 0017).
    """
    known("role", command.role, "agency", workflow.procedure.agencies)
    stranger = not_bound(case, command.role, command.organisation, at)
    if stranger is not None:
        return stranger
    # It stands then or later: an entry made late would double it.
    standing = [one for one in _same(case, command) if one.ended_at is None or one.ended_at > at]
    if standing:
        remedies = (to_end(workflow.procedure.agencies, case, standing[0], at),)
        return wrong_state("interest.declared-already", *_named(command), remedies=remedies)
    event = e.InterestDeclared(command.role, command.organisation, command.interest, command.person)
    return _by_agency(workflow, event, "declare-interest", command.text)


def end(workflow: Workflow, case: Case, command: c.EndInterest, at: datetime) -> Act | Decision:
    """An agency says that it is over; whoever it was declared of has perhaps left since."""
    known("role", command.role, "agency", workflow.procedure.agencies)
    if not any(one.holds(at) for one in _same(case, command)):
        return wrong_state("interest.not-declared", *_named(command))
    event = e.InterestEnded(
        command.role, command.organisation, command.interest, command.person, command.why
    )
    return _by_agency(workflow, event, "end-interest", command.text)


Named = c.DeclareInterest | c.EndInterest


def _same(case: Case, command: Named) -> list[DeclaredInterest]:
    named = (command.role, command.organisation, command.interest, command.person)
    return [
        one
        for one in case.interests
        if (one.role, one.organisation, one.interest, one.person) == named
    ]


def _named(command: Named) -> tuple[Field, Field]:
    who = command.person or command.organisation
    return internal("who", who), internal("interest", command.interest)


def _by_agency(workflow: Workflow, event: e.Event, name: str, text: str) -> Act:
    built_in = workflow.built_in
    return Act((built_in.bound, built_in.professional_acts), drafted(event, text=text), About(name))
