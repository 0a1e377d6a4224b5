"""A workflow as rows for a reader: what `ddrflow show` prints, and gives as plain data."""

from collections.abc import Iterable
from dataclasses import dataclass

from ddrflow.model.conference import ConferenceType
from ddrflow.model.rule import RuleUse
from ddrflow.model.workflow import Step, StepKind, Workflow


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule at one place: its settings, how binding it is, where it comes from.

    `only_from` names the states that it is asked in, where a step leaves others too.
    """

    rule: str
    settings: dict[str, str]
    strength: str
    source: str
    because: str
    liftable: bool
    only_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeadRow:
    """One role that may lead in one phase, what is said against its kind, and what is asked."""

    phase: str
    role: str
    source: str
    advice: tuple[RuleRow, ...]
    rules: tuple[RuleRow, ...]


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step as the file draws it, for all the states that it leaves."""

    trigger: str
    sources: tuple[str, ...]
    target: str
    phase: str
    by: tuple[str, ...]
    kind: str
    rules: tuple[RuleRow, ...]
    breach_owner: str
    breach_due: str
    closes: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage of a conference: where it lies, who is out of it, what it asks."""

    name: str
    part: str
    barred: tuple[str, ...]
    rules: tuple[RuleRow, ...]


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """A kind of channel: who uses it, through whom, how, by whose leave, what it asks."""

    name: str
    used_by: tuple[str, ...]
    through: tuple[str, ...]
    modalities: tuple[str, ...]
    opened_by: tuple[str, ...]
    closed_by: tuple[str, ...]
    rests_on: str
    mediated: bool
    hours_a_week: str
    opening: tuple[RuleRow, ...]
    rules: tuple[RuleRow, ...]
    source: str


@dataclass(frozen=True, slots=True)
class ConferenceRow:
    """A conference type; `consent` is empty where it rests on none."""

    name: str
    title: str
    convened_by: tuple[str, ...]
    core: tuple[str, ...]
    minimum: int
    deputies: bool
    remote: bool
    on_need: tuple[str, ...]
    barred: tuple[str, ...]
    information: str
    basis: str
    instead: str
    consent: dict[str, str]
    attending: tuple[RuleRow, ...]
    tasks: tuple[RuleRow, ...]
    stages: tuple[StageRow, ...]
    source: str


def rule_row(use: RuleUse, only_from: tuple[str, ...] = ()) -> RuleRow:
    """A rule use as a row; settings that the file leaves at their default are left out."""
    fields = type(use.parameters).model_fields
    given = {name: getattr(use.parameters, name) for name in fields}
    return RuleRow(
        rule=use.rule,
        settings={
            name: ", ".join(value) if isinstance(value, tuple) else str(value)
            for name, value in given.items()
            if value != fields[name].default
        },
        strength=use.strength,
        source=str(use.source),
        because=use.statement,
        liftable=use.is_liftable,
        only_from=only_from,
    )


def leads(workflow: Workflow) -> tuple[LeadRow, ...]:
    """Phase by phase, in the order of the file."""
    procedure = workflow.procedure
    return tuple(
        LeadRow(
            phase=phase,
            role=one.role,
            source=str(one.source),
            advice=tuple(
                rule_row(use)
                for use in workflow.built_in.coordinate
                if use.parameters.kind is procedure.agencies[one.role].kind
            ),
            rules=tuple(rule_row(use) for use in workflow.built_in.of_lead.get(phase, ())),
        )
        for phase, listed in procedure.leads.items()
        for one in listed
    )


def steps(workflow: Workflow) -> tuple[StepRow, ...]:
    """One row for each step of the file: its arrows from several states are put together."""
    together: dict[tuple[str, str], list[Step]] = {}
    for step in workflow.steps.values():
        together.setdefault((step.trigger, step.target.name), []).append(step)
    return tuple(_step(workflow, arrows) for arrows in together.values())


def conferences(workflow: Workflow) -> tuple[ConferenceRow, ...]:
    """One row for each conference type."""
    return tuple(_conference(workflow, one) for one in workflow.procedure.conferences.values())


def channels(workflow: Workflow) -> tuple[ChannelRow, ...]:
    """One row for each kind of channel."""
    return tuple(
        ChannelRow(
            name=one.name,
            used_by=one.used_by,
            through=one.through,
            modalities=one.modalities,
            opened_by=one.opened_by,
            closed_by=one.closed_by,
            rests_on=one.rests_on,
            mediated=one.is_mediated,
            hours_a_week=" to ".join(map(str, one.hours_a_week or ())),
            opening=tuple(rule_row(use) for use in one.to_open if use.place),
            rules=tuple(rule_row(use) for use in one.to_use if use.place),
            source=str(one.source),
        )
        for one in workflow.procedure.channels.values()
    )


def in_order(workflow: Workflow, roles: Iterable[str]) -> tuple[str, ...]:
    """Roles in the order in which the file lists them."""
    wanted = frozenset(roles)
    return tuple(role for role in workflow.procedure.agencies if role in wanted)


def _step(workflow: Workflow, arrows: list[Step]) -> StepRow:
    first = arrows[0]
    sources = tuple(one.source_state for one in arrows)
    happened = first.kind is StepKind.HAPPENED
    return StepRow(
        trigger=first.trigger,
        sources=sources,
        target=first.target.name,
        phase=first.target.phase or "",
        by=in_order(workflow, first.by),
        kind=first.kind,
        rules=_rules(arrows),
        breach_owner=first.breach.owner if happened else "",
        breach_due=str(first.breach.due) if happened else "",
        closes=first.closes,
        source=str(first.source),
    )


def _rules(arrows: list[Step]) -> tuple[RuleRow, ...]:
    """Every rule of a step once; the engine's own questions about who acts are left out."""
    asked: list[tuple[RuleUse, list[str]]] = []
    for arrow in arrows:
        for use in arrow.rules:
            states = next((states for known, states in asked if _same(known, use)), None)
            if states is not None:
                states.append(arrow.source_state)
            elif not use.entitles:
                asked.append((use, [arrow.source_state]))
    return tuple(
        rule_row(use, only_from=() if len(states) == len(arrows) else tuple(states))
        for use, states in asked
    )


def _same(one: RuleUse, other: RuleUse) -> bool:
    return (one.rule, one.parameters, one.strength, one.source) == (
        other.rule,
        other.parameters,
        other.strength,
        other.source,
    )


def _conference(workflow: Workflow, kind: ConferenceType) -> ConferenceRow:
    need = kind.consent
    agreed = (
        {
            "of": need.of,
            "to": need.scope,
            "from": need.needed_from,
            "unless_ordered": need.unless_ordered,
            "source": str(need.source),
        }
        if need
        else {}
    )
    return ConferenceRow(
        name=kind.name,
        title=kind.title,
        convened_by=kind.convened_by,
        core=kind.quorum.core,
        minimum=kind.quorum.minimum,
        deputies=kind.quorum.deputies,
        remote=kind.quorum.remote,
        on_need=kind.on_need,
        barred=in_order(workflow, kind.barred),
        information=kind.information,
        basis=str(kind.basis or ""),
        instead=kind.instead,
        consent=agreed,
        attending=tuple(rule_row(use) for use in kind.attending),
        tasks=tuple(rule_row(use) for use in kind.tasks),
        stages=tuple(
            StageRow(
                stage.name,
                stage.part,
                in_order(workflow, stage.barred),
                tuple(rule_row(use) for use in stage.rules),
            )
            for stage in kind.stages
        ),
        source=str(kind.source),
    )


def approvers(workflow: Workflow) -> dict[str, tuple[str, ...]]:
    """For each rule and place where a deviation may lift it, the roles that may approve one."""
    return {
        f"{rule} at {place}": in_order(workflow, use.parameters.roles)
        for (rule, place), use in workflow.deviations.items()
    }
