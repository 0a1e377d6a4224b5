"""What is asked of each agency: what it leads, calls, attends, files, adopts, looks at."""

from collections.abc import Iterator

from ddrflow.export.outline import conferences, leads, steps
from ddrflow.export.wording import bullets, listed, plain
from ddrflow.languages import Language
from ddrflow.model.agency import Agency, Phase
from ddrflow.model.workflow import Workflow

#: A sentence with a place for names, and the names; nothing is said where there is none.
Said = tuple[str, list[str]]


def responsibilities(workflow: Workflow, language: Language) -> Iterator[str]:
    """A section for each role, in the order of the file."""
    yield f"## {language.say('What is asked of whom?')}"
    for name, agency in workflow.procedure.agencies.items():
        yield f"### {plain(language.file(agency.title) or name)} (`{name}`)"
        said = (*_at_the_table(workflow, name, language), *_with_papers(workflow, name, language))
        lines = (f"{text} {listed(names)}." for text, names in said if names)
        yield bullets((_remit(agency, language), *lines, *_approves(workflow, name, language)))


def _remit(agency: Agency, language: Language) -> str:
    phases = [phase for phase in Phase if phase in agency.phases]
    needs = listed(language.name(one) for one in agency.answers)
    law = language.word("regime", agency.regime.value.upper()) if agency.regime else ""
    every = set(phases) >= {one for one in Phase if one is not Phase.PARTNERSHIP}
    named = listed(language.word("phase", one) for one in phases)
    return language.say(
        "Of the kind `{kind}`, {when}{needs}{law}.",
        kind=agency.kind,
        when=language.say("in every phase") if every else language.say("in {phases}", phases=named),
        needs=language.say("; asked in for {needs}", needs=needs) if needs else "",
        law=language.say("; its data are under {law}", law=law) if law else "",
    )


def _at_the_table(workflow: Workflow, role: str, language: Language) -> Iterator[Said]:
    say, rows = language.say, conferences(workflow)
    led = [language.word("phase", one.phase) for one in leads(workflow) if one.role == role]
    yield say("May lead in"), led
    tables = (
        (say("Calls together"), [one for one in rows if role in one.convened_by]),
        (say("Must be there in"), [one for one in rows if role in one.core]),
        (say("Is asked into"), [one for one in rows if role in one.on_need]),
        (say("Is never let into"), [one for one in rows if role in one.barred]),
    )
    for text, found in tables:
        yield text, [plain(language.file(one.title)) for one in found]
    yield say("Takes the steps"), _ticked(one.trigger for one in steps(workflow) if role in one.by)


def _with_papers(workflow: Workflow, role: str, language: Language) -> Iterator[Said]:
    say, procedure = language.say, workflow.procedure
    papers = procedure.documents.values()
    yield say("Files"), _ticked(one.name for one in papers if role in one.filed_by)
    yield say("Is given"), _ticked(one.name for one in papers if role in one.to)
    plans = procedure.plans.values()
    yield say("Adopts"), _ticked(one.name for one in plans if role in one.adopted_by)
    ways = procedure.channels.values()
    yield say("Gives leave for"), _ticked(one.name for one in ways if role in one.opened_by)
    yield say("Uses"), _ticked(one.name for one in ways if role in one.used_by)
    reviews = workflow.reviews.values()
    yield say("Owns the reviews"), _ticked(one.name for one in reviews if one.owner == role)
    told = (one.name for one in reviews if role in one.escalate_to)
    yield say("Is told where these are missed:"), _ticked(told)
    bases = procedure.bases.values()
    yield say("May be told on"), _ticked(one.name for one in bases if role in one.to)
    asked = (one.name for one in procedure.consents.values() if one.of == role)
    yield say("Is asked for consent to"), _ticked(asked)


def _approves(workflow: Workflow, role: str, language: Language) -> Iterator[str]:
    places = [one for one in workflow.deviations.values() if role in one.parameters.roles]
    if places:
        yield language.say("Approves deviations at {count} places.", count=len(places))


def _ticked(names: Iterator[str]) -> list[str]:
    return [f"`{one}`" for one in dict.fromkeys(names)]
