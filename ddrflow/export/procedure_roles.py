"""What is asked of each agency: what it leads, calls, attends, files, adopts, looks at."""

from collections.abc import Iterator

from ddrflow.export.outline import conferences, leads, steps
from ddrflow.export.wording import bullets, listed, plain
from ddrflow.model.agency import Agency, Phase
from ddrflow.model.workflow import Workflow


def responsibilities(workflow: Workflow) -> Iterator[str]:
    """A section for each role, in the order of the file."""
    yield "## What is asked of whom?"
    for name, agency in workflow.procedure.agencies.items():
        yield f"### {plain(agency.title or name)} (`{name}`)"
        lines = [_remit(agency), *_said(workflow, name)]
        yield bullets(one for one in lines if one)


def _remit(agency: Agency) -> str:
    phases = [phase.value for phase in Phase if phase in agency.phases]
    kind = f"Of the kind `{agency.kind}`"
    needs = f"; asked in for {listed(agency.answers)}" if agency.answers else ""
    law = f"; its data are under {agency.regime.value.upper()}" if agency.regime else ""
    every = set(phases) >= {one.value for one in Phase if one is not Phase.PARTNERSHIP}
    when = "in every phase" if every else f"in {listed(phases)}"
    return f"{kind}, {when}{needs}{law}."


def _said(workflow: Workflow, role: str) -> Iterator[str]:
    procedure = workflow.procedure
    led = [one.phase for one in leads(workflow) if one.role == role]
    yield _line("May lead in", led)
    rows = conferences(workflow)
    yield _line("Calls together", [one.title for one in rows if role in one.convened_by])
    yield _line("Must be there in", [one.title for one in rows if role in one.core])
    yield _line("Is asked into", [one.title for one in rows if role in one.on_need])
    yield _line("Is never let into", [one.title for one in rows if role in one.barred])
    yield _line(
        "Takes the steps", _ticked(one.trigger for one in steps(workflow) if role in one.by)
    )
    papers = procedure.documents.values()
    yield _line("Files", _ticked(one.name for one in papers if role in one.filed_by))
    yield _line("Is given", _ticked(one.name for one in papers if role in one.to))
    plans = procedure.plans.values()
    yield _line("Adopts", _ticked(one.name for one in plans if role in one.adopted_by))
    ways = procedure.channels.values()
    yield _line("Gives leave for", _ticked(one.name for one in ways if role in one.opened_by))
    yield _line("Uses", _ticked(one.name for one in ways if role in one.used_by))
    reviews = workflow.reviews.values()
    yield _line("Owns the reviews", _ticked(one.name for one in reviews if one.owner == role))
    told = [one.name for one in reviews if role in one.escalate_to]
    yield _line("Is told where these are missed:", _ticked(told))
    bases = procedure.bases.values()
    yield _line("May be told on", _ticked(one.name for one in bases if role in one.to))
    asked = [one.name for one in procedure.consents.values() if one.of == role]
    yield _line("Is asked for consent to", _ticked(asked))
    approves = [
        f"{rule} at {place}"
        for (rule, place), use in workflow.deviations.items()
        if role in use.parameters.roles
    ]
    yield f"Approves deviations at {len(approves)} places." if approves else ""


def _ticked(names: Iterator[str] | list[str]) -> list[str]:
    return [f"`{one}`" for one in dict.fromkeys(names)]


def _line(said: str, names: list[str]) -> str:
    """One line, or nothing where there is nothing to say."""
    shown = (one if one.startswith("`") else plain(one) for one in names)
    return f"{said} {listed(shown)}." if names else ""
