"""For whom an answer is made: which classes a viewer sees, what is left out, what is withheld.

The wall stands here. Below it nothing tells of what lies above: not that it exists, nor how
much of it there is. `known_to` is the case as a viewer knows it, `told` a refusal as its actor
may read it.
"""

import re
from dataclasses import replace
from datetime import datetime
from typing import Final

from ddrflow.model.agency import KEEPER, Actor, Viewer
from ddrflow.model.case import Case
from ddrflow.model.commands import Command
from ddrflow.model.decision import Decision, Outcome
from ddrflow.model.information import InformationClass
from ddrflow.model.item import Information
from ddrflow.model.sight import EVERYTHING, OPEN, Seen, classes_of, knows_telling, sees_item
from ddrflow.model.verdict import Field, Reason, Status, Verdict
from ddrflow.model.workflow import Workflow
from ddrflow.rules import RULES
from ddrflow.wire import arguments_of

WITHHELD: Final = "(withheld)"
NO_INFORMATION: Final = Information()
PLACES: Final = re.compile("[/:]")
#: Rules about who may act.
ENTITLING: Final = frozenset(one.rule_id for one in RULES if one.entitles)


def classes_seen(workflow: Workflow, case: Case, viewer: Viewer, now: datetime) -> Seen:
    """What a viewer may see; nothing at all for an organisation that is no party now."""
    if not case.parties.is_bound(viewer.role, viewer.organisation, now):
        return frozenset()
    return classes_of(workflow.procedure, viewer.role)


def seen_by_all(workflow: Workflow, case: Case, viewers: tuple[Viewer, ...], now: datetime) -> Seen:
    """What each of them may see; of several, who is no party sees what everybody in it sees."""
    if len(viewers) == 1:
        return classes_seen(workflow, case, viewers[0], now)
    each = (classes_seen(workflow, case, one, now) | OPEN for one in viewers)
    return EVERYTHING.intersection(*each)


def as_decided_for(workflow: Workflow, case: Case, viewer: Viewer) -> Case:
    """The case on which a party's own acts are decided, and told in advance.

    Who is no agency is answered as if no interest was declared of anybody: any other answer
    would tell it (decision 0017).
    """
    if not case.interests or InformationClass.INTERNAL in classes_of(
        workflow.procedure, viewer.role
    ):
        return case
    return replace(case, interests=())


def known_to(workflow: Workflow, case: Case, viewer: Viewer, now: datetime) -> Case:
    """The case without what the viewer may not know of; the very same case where that is nothing.

    Who is no party knows of it what everybody in it knows.
    """
    seen = classes_seen(workflow, case, viewer, now) | OPEN
    if seen == EVERYTHING or _hides_nothing(workflow, case, seen):
        return case
    procedure = workflow.procedure
    conferences = {
        name: one
        for name, one in case.conferences.items()
        if procedure.conferences[one.type].information in seen
    }
    documents = tuple(
        one for one in case.care.documents if procedure.documents[one.kind].information in seen
    )
    parties, interests = case.parties, case.interests
    if InformationClass.INTERNAL not in seen:
        parties, interests = replace(parties, persons=()), ()
    exceptions = replace(
        case.exceptions,
        breaches=case.exceptions.breaches if InformationClass.INTERNAL in seen else (),
        deviations=tuple(
            one for one in case.exceptions.deviations if class_at(workflow, one.place) in seen
        ),
    )
    return replace(
        case,
        parties=parties,
        conferences=conferences,
        care=replace(case.care, documents=documents),
        exceptions=exceptions,
        information=_known_items(workflow, case, viewer, seen, now),
        interests=interests,
        references=tuple(one for one in case.references if one.information in seen),
    )


def _hides_nothing(workflow: Workflow, case: Case, seen: Seen) -> bool:
    """An agency sees all of a case that holds nothing for few; asked of every command."""
    if InformationClass.INTERNAL not in seen or case.exceptions.deviations or case.references:
        return False
    if case.care.documents or case.information != NO_INFORMATION:
        return False
    types = workflow.procedure.conferences
    return all(types[one.type].information in seen for one in case.conferences.values())


def class_at(workflow: Workflow, place: str) -> InformationClass:
    """Who may know that a rule is lifted at a place: the agencies, in a conference its readers.

    A place in a conference is `conference/stage`, `conference:attending` or `conference:tasks`.
    """
    kind = workflow.procedure.conferences.get(PLACES.split(place)[0])
    internal = InformationClass.INTERNAL
    if kind is None or kind.information.is_wider_than(internal):
        return internal
    return kind.information


def _known_items(
    workflow: Workflow, case: Case, viewer: Viewer, seen: Seen, now: datetime
) -> Information:
    old, own, procedure = case.information, viewer.organisation, workflow.procedure
    items = tuple(one for one in old.items if sees_item(procedure, old, one, viewer, seen, now))
    names = {one.item for one in items}
    return Information(
        items,
        tuple(one for one in old.disclosures if one.item in names),
        tuple(one for one in old.withdrawals if knows_telling(old, one, own)),
        tuple(one for one in old.requests if one.concerns(own)),
    )


def told(
    workflow: Workflow, case: Case, command: Command, decision: Decision, now: datetime
) -> Decision:
    """A decision as whoever gave the command may read it: its own words are not withheld.

    Who may not act at all, and does not see everything, hears that and no more: what else is
    missing would tell how the case stands.
    """
    actor = command.actor
    seen = classes_seen(workflow, case, Viewer.of(actor), now)
    if seen == EVERYTHING or actor == KEEPER:
        return decision
    decision = _of_the_actor(decision)
    own = frozenset((*_own(actor), *arguments_of(command, with_words=False).values()))
    reason = decision.reason
    shown = reason if reason is None else redacted_reason(reason, seen, own)
    whole = shown == reason and InformationClass.INTERNAL in seen
    return replace(
        decision,
        reason=shown,
        remedies=decision.remedies if whole else (),
        verdicts=tuple(redacted(one, seen, own) for one in decision.verdicts),
    )


def _of_the_actor(decision: Decision) -> Decision:
    """Where a rule about who may act refuses, the verdicts of such rules alone."""
    verdicts = tuple(one for one in decision.verdicts if one.rule in ENTITLING)
    if not any(one.refuses for one in verdicts):
        return decision
    crashed = any(one.status is Status.CRASHED for one in verdicts)
    outcome = Outcome.CRASHED if crashed else Outcome.NOT_ENTITLED
    return replace(decision, outcome=outcome, verdicts=verdicts)


def _own(actor: Actor) -> tuple[str, ...]:
    return actor.organisation, actor.role


def redacted(verdict: Verdict, seen: Seen, own: frozenset[str] = frozenset()) -> Verdict:
    """The verdict without what the viewer may not see.

    Remedies name organisations, needs and conferences: they are for the agencies, and go
    where a field of the reason is withheld; so does the instant from which it would be met.
    """
    if verdict.reason is None:
        return verdict
    reason = redacted_reason(verdict.reason, seen, own)
    if reason == verdict.reason and InformationClass.INTERNAL in seen:
        return verdict
    instant = verdict.passes_from if reason == verdict.reason else None
    return replace(verdict, reason=reason, remedies=(), passes_from=instant)


def redacted_reason(reason: Reason, seen: Seen, own: frozenset[str] = frozenset()) -> Reason:
    """The reason with withheld values in place of those that the viewer may not see.

    `own` are values that the viewer gave itself.
    """
    fields = tuple(
        one if one.shown_to in seen or one.value in own else Field(one.name, WITHHELD, one.shown_to)
        for one in reason.fields
    )
    return Reason(reason.message, fields)
