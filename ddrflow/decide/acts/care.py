"""Needs, plans, notices and documents."""

from datetime import datetime

from ddrflow.decide.act import Act, drafted, known, name_of, new, wrong_state
from ddrflow.decide.acts.information import told
from ddrflow.decide.acts.parties import bind_first, not_bound
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.case import Case
from ddrflow.model.decision import Decision
from ddrflow.model.plan import NeedStatus
from ddrflow.model.question import About
from ddrflow.model.sight import classes_of
from ddrflow.model.verdict import Field, Remedy
from ddrflow.model.workflow import Workflow


def identify(
    workflow: Workflow, case: Case, command: c.IdentifyNeed, at: datetime
) -> Act | Decision:
    """A need has an owner from the first moment, and the owner is a party."""
    procedure = workflow.procedure
    new("need", command.need, "need", (need.need for need in case.care.needs))
    known("kind", command.kind, "kind of need", procedure.needs)
    known("owner", command.owner, "agency", procedure.agencies)
    # Played then and still: a need whose owner has left since would be nobody's.
    playing = (one for one in case.parties.bindings if one.role == command.owner)
    if not any(one.holds(at) and one.ends_at is None for one in playing):
        return bind_first(case, command.owner)
    event = e.NeedIdentified(command.need, command.kind, command.owner)
    return _by_professional(workflow, command, event)


def answer(workflow: Workflow, case: Case, command: c.AnswerNeed, at: datetime) -> Act | Decision:
    """The need is answered."""
    refusal = _not_open(case, command.need, at)
    event = e.NeedAnswered(command.need)
    return refusal or _by_professional(workflow, command, event, command.text)


def decline(workflow: Workflow, case: Case, command: c.DeclineNeed, at: datetime) -> Act | Decision:
    """The client does not want help with it: an answer like any other."""
    refusal = _not_open(case, command.need, at)
    built_in = workflow.built_in
    event = e.NeedDeclined(command.need)
    return refusal or Act((built_in.bound,), drafted(event, reason=command.reason))


def adopt(workflow: Workflow, case: Case, command: c.AdoptPlan, at: datetime) -> Act | Decision:
    """Whoever the file names adopts it; parts and needs are ids that exist."""
    del at
    kinds = workflow.procedure.plans
    known("kind", command.kind, "kind of plan", kinds)
    for part in command.parts:
        known("parts", part, "part of this plan", kinds[command.kind].parts)
    for need in command.answers:
        known("answers", need, "need", (one.need for one in case.care.needs))
    event = e.PlanAdopted(command.kind, command.parts, command.answers)
    rules = (workflow.built_in.bound, workflow.adopters[command.kind])
    return Act(rules, drafted(event, text=command.text), About("adopt-plan"))


def notify(workflow: Workflow, case: Case, command: c.GiveNotice, at: datetime) -> Act | Decision:
    """A notice is given to whoever the file owes it."""
    del case, at
    kinds = workflow.procedure.notices
    known("kind", command.kind, "notice", kinds)
    new("version", command.version, "version", ())
    new("language", command.language, "language", ())
    to = kinds[command.kind].to
    event = e.NoticeGiven(command.kind, to, command.version, command.language)
    return _by_professional(workflow, command, event)


def acknowledge(
    workflow: Workflow, case: Case, command: c.AcknowledgeNotice, at: datetime
) -> Act | Decision:
    """Who was told says so, or an agency writes it down."""
    known("kind", command.kind, "notice", workflow.procedure.notices)
    given = [one for one in case.care.notices if one.kind == command.kind and one.given_at <= at]
    if not given:
        kind = workflow.procedure.notices[command.kind]
        pairs = (("kind", kind.name), ("version", kind.version))
        remedy = Remedy("give-notice", pairs, ("language",))
        return wrong_state("notice.not-given", Field("kind", kind.name), remedies=(remedy,))
    event = e.NoticeAcknowledged(command.kind)
    return Act((workflow.built_in.bound,), drafted(event), About("acknowledge-notice"))


def file(workflow: Workflow, case: Case, command: c.FileDocument, at: datetime) -> Act | Decision:
    """Whoever the file names files it under an id of its own."""
    kinds = workflow.procedure.documents
    known("kind", command.kind, "kind of document", kinds)
    new("document", command.document, "document", (one.document for one in case.care.documents))
    refusal = _not_for(workflow, case, command, at)
    if refusal is not None:
        return refusal
    items = told(case, command.items, at)
    if isinstance(items, Decision):
        return items
    event = e.DocumentFiled(
        kind=command.kind,
        document=command.document,
        items=command.items,
        role=command.role,
        organisation=command.organisation,
        person=command.person,
    )
    built_in, asked = workflow.built_in, workflow.to_file[command.kind]
    rules = (built_in.bound, workflow.filers[command.kind], built_in.released_only, *asked)
    about = About("file-document", document=kinds[command.kind], items=items)
    return Act(rules, drafted(event, text=command.text), about)


def _not_for(
    workflow: Workflow, case: Case, command: c.FileDocument, at: datetime
) -> Decision | None:
    """A document is given to a party that its kind is made for, and that may know of it.

    Being given one opens nothing: who may know of a document goes by its class alone.
    """
    role, organisation = command.role, command.organisation
    if not role and not organisation and not command.person:
        return None
    known("role", role, "agency", workflow.procedure.agencies)
    if not organisation:
        raise BadCommand("organisation", f"`{role}` is played by organisations", "name one")
    kind = workflow.procedure.documents[command.kind]
    if kind.to and role not in kind.to:
        fields = (Field("kind", kind.name), Field("allowed", ", ".join(kind.to)))
        return wrong_state("document.not-made-for", Field("role", role), *fields)
    if kind.information not in classes_of(workflow.procedure, role):
        fields = (Field("kind", kind.name), Field("information", kind.information))
        return wrong_state("document.hidden-from", Field("role", role), *fields)
    return not_bound(case, role, organisation, at)


def _not_open(case: Case, name: str, at: datetime) -> Decision | None:
    known("need", name, "need", (need.need for need in case.care.needs))
    need = case.care.need(name)
    if need is None or need.status is not NeedStatus.OPEN:
        return wrong_state("need.settled-already", Field("need", name))
    if at < need.identified_at:
        since = Field("since", need.identified_at.isoformat())
        return wrong_state("order.before-last-step", since)
    return None


def _by_professional(workflow: Workflow, command: c.Command, event: e.Event, text: str = "") -> Act:
    built_in = workflow.built_in
    rules = (built_in.bound, built_in.professional_acts, built_in.in_remit)
    return Act(rules, drafted(event, text=text), About(name_of(command)))
