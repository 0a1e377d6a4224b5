"""The parts of a procedure as rows that two versions of it can be compared by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ddrflow.export import outline
from ddrflow.export.outline import RuleRow
from ddrflow.model.agency import AgencyKind, Phase
from ddrflow.model.workflow import Workflow

Value = str | tuple[str, ...]
#: What stands in a list of names and is no role.
NO_ROLE: Final = " "


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of a part: what is said of it, what is asked there, whom it concerns.

    `told` is how it is introduced where it is new.
    """

    says: Mapping[str, Value]
    roles: tuple[str, ...] = ()
    rules: Mapping[str, Sequence[RuleRow]] = field(default_factory=dict)
    told: str = ""


def is_role(name: str) -> bool:
    """It could be the name of a role, and no sentence."""
    return NO_ROLE not in name


def rule(row: RuleRow) -> str:
    """A rule with its settings."""
    settings = ", ".join(
        name if value == "True" else f"{name} {value}" for name, value in row.settings.items()
    )
    return f"{row.rule}{f' ({settings})' if settings else ''}"


def leads(workflow: Workflow) -> Mapping[str, Row]:
    """By phase: who may lead, and what is asked of whoever leads."""
    found: dict[str, Row] = {}
    rows = outline.leads(workflow)
    for phase in workflow.procedure.leads:
        here = [one for one in rows if one.phase == phase]
        names = tuple(one.role for one in here)
        asked = {"whoever leads": here[0].rules if here else ()}
        told = f"{_named(names)} may lead"
        found[phase] = Row({"may lead": names}, names, asked, told)
    return found


def agencies(workflow: Workflow) -> Mapping[str, Row]:
    """By role: its kind, its remit, the needs it answers, what is said of it as coordinator."""
    return {
        role: Row(
            {
                "kind": one.kind.value,
                "remit": tuple(phase.value for phase in Phase if phase in one.phases),
                "answers the need": one.answers,
                "data protection": one.regime.value if one.regime else "",
                "as coordinator": _said_of(workflow, one.kind),
            },
            (role,),
            told=f"{one.title or role}, {one.kind}",
        )
        for role, one in workflow.procedure.agencies.items()
    }


def _said_of(workflow: Workflow, kind: AgencyKind) -> str:
    """What the file says against a kind of agency as coordinator, and how firmly."""
    return "; ".join(
        f"{one.strength}: {one.parameters.reason}"
        for one in workflow.built_in.coordinate
        if one.parameters.kind is kind
    )


def steps(workflow: Workflow) -> Mapping[str, Row]:
    """By trigger and where it leads: from where, by whom, what is asked."""
    return {
        f"{one.trigger} to {one.target}": Row(
            {
                "leaves": one.sources,
                "by": one.by,
                "kind": one.kind,
                "breach is the task of": one.breach_owner,
                "breach is due within": one.breach_due,
                "closes ways to the client": one.closes,
            },
            one.by,
            {"the step": one.rules},
            f"from {', '.join(one.sources)}, by {_named(one.by)}, {one.kind}",
        )
        for one in outline.steps(workflow)
    }


def conferences(workflow: Workflow) -> Mapping[str, Row]:
    """By type: who calls it, who must, may and may not be there, what it rests on."""
    return {
        one.name: Row(
            {
                "called together by": one.convened_by,
                "core": one.core,
                "asked in for a need": one.on_need,
                "never let in": one.barred,
                "at least": f"{one.minimum} persons" if one.minimum else "",
                "deputies": "count" if one.deputies else "do not count",
                "from afar": "counts" if one.remote else "does not count",
                "what is said there": one.information,
                "law": one.basis,
                "held with who is kept out": one.instead,
                "rests on the consent": _consent(one.consent),
                "stages": tuple(stage.name for stage in one.stages),
                **{
                    f"out of the stage {stage.name}": stage.barred
                    for stage in one.stages
                    if stage.barred
                },
            },
            tuple(dict.fromkeys((*one.convened_by, *one.core))),
            {
                "whoever sits there": one.attending,
                "whoever is given a task": one.tasks,
                **{f"the stage {stage.name}": stage.rules for stage in one.stages if stage.rules},
            },
            f"called together by {_named(one.convened_by)}, core {_named(one.core)}",
        )
        for one in outline.conferences(workflow)
    }


def _consent(need: Mapping[str, str]) -> str:
    if not need:
        return ""
    ordered = f", unless `{need['unless_ordered']}` is ordered" if need["unless_ordered"] else ""
    return f"of `{need['of']}` to `{need['to']}` from {need['from']} on{ordered}"


def consents(workflow: Workflow) -> Mapping[str, Row]:
    """By scope: whose it is, the text that is current, what a minor needs beside it."""
    return {
        name: Row(
            {"of": one.of, "text": one.text_version, "a minor needs beside it": one.minor},
            (one.of,),
            told=f"of `{one.of}`",
        )
        for name, one in workflow.procedure.consents.items()
    }


def reviews(workflow: Workflow) -> Mapping[str, Row]:
    """By name: where, how often, whose, held by what, and what follows where it is not."""
    return {
        name: Row(
            {
                "every": str(one.every),
                "while in": tuple(state for state in workflow.states if state in one.states),
                "owner": one.owner,
                "held by": f"a `{one.held_by}` conference" if one.held_by else "the owner's word",
                "reminded before": str(one.remind or ""),
                "missed after": str(one.grace or ""),
                "told where it is missed": one.escalate_to,
                "on a holiday": one.on_holiday.value,
                "after an outage": one.catch_up.value,
                "while one waits": one.overlap.value,
            },
            tuple(dict.fromkeys((one.owner, *one.escalate_to))),
            told=f"every {one.every}, by {one.owner}",
        )
        for name, one in workflow.reviews.items()
    }


def states(workflow: Workflow) -> Mapping[str, Row]:
    """By name: the phase, and how long a case may stay."""
    return {
        name: Row(
            {
                "phase": one.phase.value if one.phase else "the end",
                "begins there": "yes" if one.is_initial else "",
                "stays at most": str(one.limit.after) if one.limit else "",
                "then the task of": one.limit.owner if one.limit else "",
                "then told": one.limit.escalate_to if one.limit else (),
            },
            (one.limit.owner, *one.limit.escalate_to) if one.limit else (),
            told=f"in {one.phase}" if one.phase else "an end",
        )
        for name, one in workflow.states.items()
    }


def information(workflow: Workflow) -> Mapping[str, Row]:
    """By law: who may be told on it; and what each disclosure asks besides."""
    found = {
        name: Row(
            {"may be told": one.to, "why it is necessary": "is said" if one.asks_why else ""},
            one.to,
            told=f"{_named(one.to)} may be told",
        )
        for name, one in workflow.procedure.bases.items()
    }
    asked = tuple(outline.rule_row(one) for one in workflow.to_disclose)
    return {**found, "each disclosure": Row({}, (), {"it": asked})}


def papers(workflow: Workflow) -> Mapping[str, Row]:
    """Plans, documents and notices by name."""
    procedure = workflow.procedure
    found = {
        f"plan {name}": Row(
            {
                "parts": tuple(f"{part} of it" for part in one.parts),
                "adopted by": _adopters(workflow, name),
            },
            _adopters(workflow, name),
        )
        for name, one in procedure.plans.items()
    }
    found |= {
        f"document {name}": Row(
            {"made for": one.to, "information": one.information.value},
            one.to,
            {"filing it": tuple(outline.rule_row(use) for use in workflow.to_file.get(name, ()))},
        )
        for name, one in procedure.documents.items()
    }
    found |= {
        f"notice {name}": Row(
            {
                "to": one.to,
                "version": one.version,
                "says": tuple(
                    f"{each.by} shares {each.what} with {', '.join(each.to)}" for each in one.tells
                ),
            },
            (one.to,),
        )
        for name, one in procedure.notices.items()
    }
    return found


def _adopters(workflow: Workflow, plan: str) -> tuple[str, ...]:
    return outline.in_order(workflow, workflow.adopters[plan].parameters.roles)


def channels(workflow: Workflow) -> Mapping[str, Row]:
    """By kind: who uses it, through whom, by whose leave."""
    return {
        one.name: Row(
            {
                "used by": one.used_by,
                "goes through": one.through,
                "how": one.modalities,
                "opened by": one.opened_by,
                "closed by": one.closed_by,
                "rests on": one.rests_on,
                "hours a week": one.hours_a_week,
            },
            one.used_by,
            {"opening it": one.opening, "each session": one.rules},
            f"used by {_named(one.used_by)}, opened by {_named(one.opened_by)}",
        )
        for one in outline.channels(workflow)
    }


def deviations(workflow: Workflow) -> Mapping[str, Row]:
    """By rule and place: who may approve one."""
    return {
        place: Row({"approved by": names}, names, told=f"approved by {_named(names)}")
        for place, names in outline.approvers(workflow).items()
    }


def _named(names: Iterable[str]) -> str:
    return ", ".join(f"`{one}`" for one in names) or "nobody"
