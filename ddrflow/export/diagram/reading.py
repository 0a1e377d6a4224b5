"""From a workflow to what its picture shows."""

from collections.abc import Iterable, Iterator
from typing import Final

from ddrflow.export import outline
from ddrflow.export.diagram.picture import Band, Item, Link, Node, Picture
from ddrflow.export.outline import RuleRow, StepRow
from ddrflow.export.procedure import identity_line
from ddrflow.model.agency import Phase
from ddrflow.model.source import Strength
from ddrflow.model.workflow import State, Workflow

BINDING: Final = frozenset({Strength.LAW.value, Strength.MUST.value})


def picture(workflow: Workflow) -> Picture:
    """The phases in the order of a life, the states and steps in the order of the file."""
    steps = outline.steps(workflow)
    bands = tuple(_bands(workflow, steps))
    named = {one.name for band in bands for one in band.conferences}
    return Picture(
        name=workflow.identity.name,
        title=" ".join(workflow.title.split()),
        identity=identity_line(workflow),
        bands=bands,
        links=tuple(_link(one) for one in steps),
        elsewhere=tuple(
            Item(one.name, f"{_title(workflow, one.name)} ({_where(workflow, one.name)})")
            for one in workflow.procedure.conferences.values()
            if one.name not in named
        ),
    )


def _bands(workflow: Workflow, steps: Iterable[StepRow]) -> Iterator[Band]:
    listed = tuple(steps)
    for phase in (*Phase, None):
        states = [one for one in workflow.states.values() if one.phase is phase]
        if states:
            yield _band(workflow, phase, states, listed)


def _band(
    workflow: Workflow, phase: Phase | None, states: list[State], steps: tuple[StepRow, ...]
) -> Band:
    here = frozenset(one.name for one in states)
    reviews = [one for one in workflow.reviews.values() if here & one.states]
    held = dict.fromkeys(one.held_by for one in reviews if one.held_by)
    held |= dict.fromkeys(_asked_for(workflow, here, steps))
    conferences = [one for one in workflow.procedure.conferences if one in held]
    leads = workflow.procedure.leads.get(phase, ()) if phase else ()
    return Band(
        phase=phase.value if phase else "",
        leads=tuple(Item(one.role, _called(workflow, one.role)) for one in leads),
        conferences=tuple(Item(one, _title(workflow, one)) for one in conferences),
        reviews=tuple(
            Item(one.name, f"{one.name}, {_kept(f'every {one.every}')}") for one in reviews
        ),
        nodes=tuple(
            Node(one.name, phase or "", one.is_initial, str(one.limit.after) if one.limit else "")
            for one in states
        ),
    )


def _asked_for(workflow: Workflow, here: frozenset[str], steps: Iterable[StepRow]) -> Iterator[str]:
    """Conferences that a step which leaves one of these states asks for."""
    for step in steps:
        for rule in step.rules:
            kind = rule.settings.get("type", "")
            asked_here = here & frozenset(rule.only_from or step.sources)
            if asked_here and kind in workflow.procedure.conferences:
                yield kind


def _link(step: StepRow) -> Link:
    return Link(
        trigger=step.trigger,
        sources=step.sources,
        target=step.target,
        kind=step.kind,
        by=step.by,
        binding=_rules(one for one in step.rules if one.strength in BINDING),
        advice=_rules(one for one in step.rules if one.strength not in BINDING),
    )


def _rules(rows: Iterable[RuleRow]) -> tuple[str, ...]:
    """The names, each once, with how often it is asked where that is more than once."""
    names = [one.rule for one in rows]
    return tuple(
        f"{one} ({names.count(one)} times)" if names.count(one) > 1 else one
        for one in dict.fromkeys(names)
    )


def _kept(text: str) -> str:
    """Words that stay in one line."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _called(workflow: Workflow, role: str) -> str:
    title = workflow.procedure.agencies[role].title
    return " ".join(title.split()) or role


def _title(workflow: Workflow, conference: str) -> str:
    return " ".join(workflow.procedure.conferences[conference].title.split())


def _where(workflow: Workflow, conference: str) -> str:
    """In which phases somebody may call it together."""
    agencies = workflow.procedure.agencies
    convened_by = workflow.procedure.conferences[conference].convened_by
    remit = {phase for role in convened_by for phase in agencies[role].phases}
    lived = [
        phase for phase in Phase if any(one.phase is phase for one in workflow.states.values())
    ]
    named = [phase.value for phase in lived if phase in remit]
    return "in any phase" if len(named) == len(lived) else f"in {', '.join(named)}"
