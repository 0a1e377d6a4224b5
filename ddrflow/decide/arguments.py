"""Which arguments a command can take in a case: the source that each field declares, listed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, Final

from ddrflow.dates import local_day
from ddrflow.model.access import Modality
from ddrflow.model.case import Case
from ddrflow.model.commands import COMMANDS, Command, From
from ddrflow.model.conference import Presence
from ddrflow.model.consent import Participation
from ddrflow.model.effort import Resource
from ddrflow.model.hints import hints_of
from ddrflow.model.information import InformationClass
from ddrflow.model.interest import Interest
from ddrflow.model.item import ItemKind
from ddrflow.model.lead import PREPARED_WITH
from ddrflow.model.record import Function
from ddrflow.model.reference import Relation
from ddrflow.model.request import RequestAnswer
from ddrflow.model.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Scene:
    """A case at an instant, under its workflow."""

    workflow: Workflow
    case: Case
    now: datetime


Source = Callable[[Scene], Iterable[object]]


def _organisations(scene: Scene) -> Iterable[object]:
    return dict.fromkeys(one.organisation for one in scene.case.parties.bindings)


def _parts(scene: Scene) -> Iterable[object]:
    whole = [kind.parts for kind in scene.workflow.procedure.plans.values()]
    return [*whole, *(parts[:-1] for parts in whole)]


def _needs(scene: Scene) -> Iterable[object]:
    open_needs = tuple(one.need for one in scene.case.care.open_needs())
    return dict.fromkeys((open_needs, ()))


def _stages(scene: Scene) -> Iterable[str]:
    types = scene.workflow.procedure.conferences.values()
    return dict.fromkeys(stage.name for one in types for stage in one.stages)


def _bindings(scene: Scene) -> Iterable[object]:
    everybody = tuple((role, f"org-{role}") for role in scene.workflow.procedure.agencies)
    return (everybody, ())


PERSONS: Final = ("p-1", "p-2", "p-3", "p-4")
SOURCES: Final[Mapping[str, Source]] = {
    "trigger": lambda scene: scene.workflow.triggers(),
    "action": lambda scene: dict.fromkeys(
        task.action for one in scene.case.conferences.values() for task in one.actions
    ),
    "role": lambda scene: scene.workflow.procedure.agencies,
    "role-or-none": lambda scene: ("", *scene.workflow.procedure.agencies),
    "organisation": _organisations,
    "organisation-or-none": lambda scene: ("", *_organisations(scene)),
    "function": lambda _: Function,
    "person": lambda _: PERSONS,
    "person-or-none": lambda _: ("", *PERSONS),
    "package": lambda _: (PREPARED_WITH, PREPARED_WITH[:1]),
    "consent": lambda scene: scene.workflow.procedure.consents,
    "text-version": lambda scene: dict.fromkeys(
        ("outdated", *(one.text_version for one in scene.workflow.procedure.consents.values()))
    ),
    "language": lambda _: ("de", "ca"),
    "participation": lambda _: Participation,
    "measure": lambda scene: dict.fromkeys(
        (
            *(
                one.consent.unless_ordered
                for one in scene.workflow.procedure.conferences.values()
                if one.consent and one.consent.unless_ordered
            ),
            f"n-{scene.case.version}",
        )
    ),
    "new-id": lambda scene: (f"n-{scene.case.version}",),
    "conference-type": lambda scene: scene.workflow.procedure.conferences,
    "conference": lambda scene: scene.case.conferences,
    "stage": _stages,
    "stage-or-none": lambda scene: ("", *_stages(scene)),
    "bindings": _bindings,
    "order": lambda _: ("", "order-1"),
    "presence": lambda _: Presence,
    "day": lambda scene: (local_day(scene.now, scene.workflow.procedure.zone),),
    "day-or-none": lambda scene: (None, local_day(scene.now, scene.workflow.procedure.zone)),
    "need-or-none": lambda scene: ("", *(one.need for one in scene.case.care.needs)),
    "need-kind": lambda scene: scene.workflow.procedure.needs,
    "need": lambda scene: (one.need for one in scene.case.care.needs),
    "open-needs": _needs,
    "plan-kind": lambda scene: scene.workflow.procedure.plans,
    "plan-parts": _parts,
    "document-kind": lambda scene: scene.workflow.procedure.documents,
    "channel": lambda scene: (one.channel for one in scene.case.access.channels),
    "channel-kind": lambda scene: scene.workflow.procedure.channels,
    "modality": lambda _: Modality,
    "through": lambda scene: dict.fromkeys(
        ("", *(role for one in scene.workflow.procedure.channels.values() for role in one.through))
    ),
    "notice": lambda scene: scene.workflow.procedure.notices,
    "notice-version": lambda scene: dict.fromkeys(
        ("outdated", *(one.version for one in scene.workflow.procedure.notices.values()))
    ),
    "review": lambda scene: scene.case.reviews,
    "rule": lambda scene: dict.fromkeys(
        (
            *(rule for rule, _ in scene.workflow.deviations),
            scene.workflow.built_in.covers_next_phase.rule,
        )
    ),
    "place": lambda scene: dict.fromkeys(place for _, place in scene.workflow.deviations),
    "instant": lambda scene: (scene.now + timedelta(days=30),),
    "item": lambda scene: (one.item for one in scene.case.information.items),
    "items": lambda scene: dict.fromkeys(
        ((), *((one.item,) for one in scene.case.information.items))
    ),
    "item-kind": lambda _: ItemKind,
    "information-class": lambda _: InformationClass,
    "information-class-or-none": lambda _: (None, *InformationClass),
    "handling": lambda _: ("", "no-onward-sharing"),
    "conference-or-none": lambda scene: ("", *scene.case.conferences),
    "roles": lambda scene: ((), *((role,) for role in scene.workflow.procedure.agencies)),
    "legal-basis": lambda scene: (*scene.workflow.procedure.bases, "no-law"),
    "purpose": lambda _: ("release-planning",),
    "subject": lambda _: ("place-to-live",),
    "request": lambda scene: (one.request for one in scene.case.information.requests),
    "request-answer": lambda _: RequestAnswer,
    "breach": lambda scene: (one.breach for one in scene.case.exceptions.breaches),
    "system": lambda _: ("prison-records",),
    "reference": lambda scene: dict.fromkeys(one.reference for one in scene.case.references),
    "relation": lambda _: Relation,
    "entry": lambda scene: range(1, scene.case.version + 1),
    "entries": lambda scene: dict.fromkeys(((), (1,), (scene.case.version,))),
    "interest": lambda _: Interest,
    "resource": lambda _: Resource,
    "minutes": lambda _: (0, 90),
    "cost": lambda _: (0, 250),
    "basis": lambda _: ("gdpr-17",),
    "version": lambda _: (),
    "plan-or-none": lambda _: ("",),
    "why": lambda _: ("recorded-in-error",),
    "why-or-none": lambda _: ("", "not-released"),
}
"""Where values come from, by the name that a field declares with `From`."""


def candidates(
    workflow: Workflow, case: Case, command: type[Command], now: datetime
) -> Mapping[str, tuple[Any, ...]]:
    """For each argument with a declared source, the values that it can take in this case.

    An empty tuple says that the command cannot be given now. Free text, the actor and the
    times are left out: whoever enumerates supplies them.
    """
    scene = Scene(workflow, case, now)
    return {name: tuple(SOURCES[source](scene)) for name, source in _DECLARED[command]}


def _declared(command: type[Command]) -> tuple[tuple[str, str], ...]:
    """The arguments of a command that declare a source, each with its name."""
    hints = hints_of(command)
    return tuple(
        (field.name, mark.source)
        for field in fields(command)
        for mark in getattr(hints[field.name], "__metadata__", ())
        if isinstance(mark, From)
    )


# Worked out once: whoever fills many remedies asks for each of them.
_DECLARED: Final[Mapping[type[Command], tuple[tuple[str, str], ...]]] = {
    one: _declared(one) for one in COMMANDS
}
