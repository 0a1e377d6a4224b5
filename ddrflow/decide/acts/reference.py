"""Ids of other systems and of other cases: added by an agency, ended by one."""

from datetime import datetime

from ddrflow.decide.act import Act, drafted, known, wrong_state
from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.case import Case
from ddrflow.model.decision import Decision
from ddrflow.model.information import InformationClass
from ddrflow.model.question import About
from ddrflow.model.reference import Reference
from ddrflow.model.sight import classes_of
from ddrflow.model.verdict import Field, Remedy
from ddrflow.model.workflow import Workflow


def add(workflow: Workflow, case: Case, command: c.AddReference, at: datetime) -> Act | Decision:
    """Whoever adds one may know of it; the same one for other readers is another one.

    So nobody learns of one that is kept from them by adding it.
    """
    width = command.information
    if width not in classes_of(workflow.procedure, command.actor.role):
        narrow = InformationClass.INTERNAL.value
        filled = tuple(
            (name, narrow if name == "information" else str(getattr(command, name)))
            for name in ("system", "reference", "relation", "information")
        )
        remedies = (Remedy("add-reference", filled),)
        return wrong_state("reference.hidden", Field("information", width), remedies=remedies)
    standing = [one for one in _same(case, command) if one.ended_at is None or one.ended_at > at]
    if any(one.information is width for one in standing):
        return wrong_state("reference.recorded-already", _named(command, width))
    event = e.ReferenceAdded(command.system, command.reference, command.relation, width)
    return _by_agency(workflow, event, "add-reference")


def end(workflow: Workflow, case: Case, command: c.EndReference, at: datetime) -> Act | Decision:
    """Of two that differ in who may know of them, the one that more may know of ends."""
    known("reference", command.reference, "reference", (one.reference for one in case.references))
    standing = [one for one in _same(case, command) if one.holds(at)]
    widest: Reference | None = None
    for one in standing:
        if widest is None or one.information.is_wider_than(widest.information):
            widest = one
    if widest is None:
        return wrong_state("reference.none-stands", Field("reference", command.reference))
    event = e.ReferenceEnded(
        command.system, command.reference, command.relation, widest.information, command.why
    )
    return _by_agency(workflow, event, "end-reference")


Named = c.AddReference | c.EndReference


def _same(case: Case, command: Named) -> list[Reference]:
    named = (command.system, command.reference, command.relation)
    return [one for one in case.references if (one.system, one.reference, one.relation) == named]


def _named(command: Named, width: InformationClass) -> Field:
    return Field("reference", command.reference, width)


def _by_agency(workflow: Workflow, event: e.Event, name: str) -> Act:
    built_in = workflow.built_in
    return Act((built_in.bound, built_in.professional_acts), drafted(event), About(name))
