"""Deviations that are approved, breaches that are mended, free text that is erased."""

from datetime import datetime

from ddrflow.decide.act import Act, drafted, known, listed, wrong_state
from ddrflow.decide.consequences import without_owner
from ddrflow.decide.overstaying import still_there
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.case import Case
from ddrflow.model.decision import Decision, Outcome
from ddrflow.model.information import InformationClass
from ddrflow.model.question import About
from ddrflow.model.record import Breach
from ddrflow.model.rule import RuleUse
from ddrflow.model.verdict import Field, Reason, Remedy
from ddrflow.model.workflow import Workflow

INTERNAL = InformationClass.INTERNAL


def allow(
    workflow: Workflow, case: Case, command: c.AllowDeviation, at: datetime
) -> Act | Decision:
    """Who the file names approves; only rules that it says are liftable, where it says so."""
    del case
    places = [place for rule, place in workflow.deviations if rule == command.rule]
    if not places:
        liftable = dict.fromkeys(rule for rule, _ in sorted(workflow.deviations))
        possible = ", ".join(liftable) or "none"
        fields = (Field("rule", command.rule), Field("possible", possible))
        return wrong_state("deviation.not-liftable", *fields)
    if not command.place and len(places) > 1:
        raise BadCommand("place", f"`{command.rule}` stands at several places", listed(places))
    place = command.place or places[0]
    known("place", place, "place where the rule can be lifted", places)
    if command.asked_by == command.actor.person:
        return _own(workflow, command, place)
    if command.until.tzinfo is None or command.until <= at:
        raise BadCommand("until", "a deviation ends at an aware time after it begins")
    event = e.DeviationAllowed(command.rule, place, command.until, command.asked_by)
    rules = (workflow.built_in.bound, workflow.deviations[command.rule, place])
    return Act(rules, drafted(event, reason=command.reason), About("allow-deviation"))


def _own(workflow: Workflow, command: c.AllowDeviation, place: str) -> Decision:
    """Somebody else of those who may approve has to."""
    filled = (("rule", command.rule), ("place", place))
    approvers = workflow.deviations[command.rule, place].parameters.roles
    remedy = Remedy("allow-deviation", filled, ("until", "asked_by"), tuple(sorted(approvers)))
    return Decision(
        Outcome.NOT_ENTITLED,
        reason=Reason("deviation.own", (Field("person", command.asked_by, INTERNAL),)),
        remedies=(remedy,),
    )


def close(workflow: Workflow, case: Case, command: c.CloseBreach, at: datetime) -> Act | Decision:
    """The rule that was unmet is asked again, about the phase the case is in now."""
    breaches = {one.breach: one for one in case.exceptions.breaches}
    known("breach", command.breach, "breach", breaches)
    breach = breaches[command.breach]
    if not breach.is_open:
        return wrong_state("breach.closed-already", Field("breach", breach.breach))
    if at < breach.opened_at:
        since = Field("since", breach.opened_at.isoformat())
        return wrong_state("order.before-last-step", since)
    built_in = workflow.built_in
    nobody = without_owner(case, at) if breach.rule == built_in.owe_nothing.rule else ()
    if nobody:
        return _nobody_plays(case, nobody)
    stays = still_there(workflow, case, breach)
    if stays is not None:
        return stays
    mended = rules_of(workflow, breach)
    about = About("close-breach", target_phase=case.position.phase)
    rules = (built_in.bound, built_in.professional_acts, *mended)
    return Act(rules, drafted(e.BreachClosed(breach.breach), text=command.text), about)


def erase(workflow: Workflow, case: Case, command: c.EraseContent, at: datetime) -> Act | Decision:
    """The lead answers for the record, and so for what is deleted from it."""
    del at
    unknown = [one for one in command.entries if not 1 <= one <= case.version]
    if unknown:
        raise BadCommand("entries", f"no entry {unknown[0]}", f"there are 1 to {case.version}")
    event = e.ContentErased(tuple(sorted(set(command.entries))), command.basis, command.why)
    built_in = workflow.built_in
    rules = (built_in.bound, built_in.led_by_actor)
    return Act(rules, drafted(event), About("erase-content"))


def _nobody_plays(case: Case, roles: tuple[str, ...]) -> Decision:
    lead = (case.lead.current.role,)
    remedies = tuple(
        Remedy("bind-role", (("role", one),), ("organisation",), lead) for one in roles
    )
    return wrong_state("need.without-owner", Field("roles", ", ".join(roles)), remedies=remedies)


def rules_of(workflow: Workflow, breach: Breach) -> tuple[RuleUse, ...]:
    """The uses of the rule at the step that opened the breach; a missing consent is past."""
    if breach.rule == workflow.built_in.covers_next_phase.rule:
        return (workflow.built_in.covers_next_phase,)
    uses = {
        id(use): use
        for step in workflow.steps.values()
        if step.trigger == breach.trigger
        for use in step.rules
        if use.rule == breach.rule
    }
    return tuple(uses.values())
