"""Who is told what: laws, notices, papers, plans, ways to the client."""

from collections.abc import Iterator

from ddrflow.export.outline import ChannelRow, channels, rule_row
from ddrflow.export.wording import asked, bullets, listed, role, roles, source
from ddrflow.languages import Language
from ddrflow.model.plan import NoticeKind
from ddrflow.model.workflow import Workflow


def told(workflow: Workflow, language: Language) -> Iterator[str]:
    """Consents, notices, what may be passed on, papers, plans, ways to the client."""
    yield f"## {language.say('Who may be told what?')}"
    lines = [*_on_which_law(workflow, language)]
    for notice in workflow.procedure.notices.values():
        lines += _notice(workflow, notice, language)
    yield bullets(lines)
    papers = [*_plans(workflow, language), *_documents(workflow, language)]
    if papers:
        yield f"{language.say('Plans and documents:')}\n\n{bullets(papers)}"
    ways = [_way(workflow, one, language) for one in channels(workflow)]
    if ways:
        yield f"{language.say('Ways to the client:')}\n\n{bullets(ways)}"


def _on_which_law(workflow: Workflow, language: Language) -> Iterator[str]:
    say, procedure = language.say, workflow.procedure
    for one in procedure.bases.values():
        why = say("; each time it is said why that is strictly necessary")
        yield say(
            "On `{name}` {source}: {roles}{why}.",
            name=one.name,
            source=source(str(one.source), language),
            roles=roles(workflow, one.to, language),
            why=why if one.asks_why else "",
        )
    if not procedure.bases:
        papers = listed(one.name for one in procedure.documents.values() if one.tells_items)
        yield say(
            "This file names no law on which an item of information is passed on: none is{but}.",
            but=say(", but for what a {papers} tells", papers=papers) if papers else "",
        )
    for use in workflow.to_disclose:
        yield say("Each time, {question}", question=asked(rule_row(use), language))


def _notice(workflow: Workflow, notice: NoticeKind, language: Language) -> Iterator[str]:
    yield language.say(
        "The notice `{name}` goes to {role} {source}.",
        name=notice.name,
        role=role(workflow, notice.to, language),
        source=source(str(notice.source), language),
    )
    for one in notice.tells:
        yield language.say(
            "It says that {role} shares {what} with {roles} {source}.",
            role=role(workflow, one.by, language),
            what=language.name(one.what),
            roles=roles(workflow, one.to, language),
            source=source(str(one.duty), language),
        )


def _plans(workflow: Workflow, language: Language) -> Iterator[str]:
    for one in workflow.procedure.plans.values():
        yield language.say(
            "The plan `{name}` has {parts}; {roles} adopt it {source}.",
            name=one.name,
            parts=listed(language.name(part) for part in one.parts),
            roles=roles(workflow, one.adopted_by, language),
            source=source(str(one.source), language),
        )


def _documents(workflow: Workflow, language: Language) -> Iterator[str]:
    for one in workflow.procedure.documents.values():
        to = roles(workflow, one.to, language)
        yield language.say(
            "A `{name}` ({information}) is filed by {roles}{made_for} {source}.",
            name=one.name,
            information=language.word("information", one.information),
            roles=roles(workflow, one.filed_by, language),
            made_for=language.say(" for {roles}", roles=to) if to else "",
            source=source(str(one.source), language),
        )


def _way(workflow: Workflow, way: ChannelRow, language: Language) -> str:
    say = language.say
    through = roles(workflow, way.through, language)
    agreed = workflow.procedure.channels[way.name].hours_a_week or ()
    hours = say(" to ").join(map(str, agreed))
    modalities = (language.word("modality", one) for one in way.modalities)
    return say(
        "`{name}`: used by {users}{through}, {modalities}, opened by {openers}{rests}{hours} "
        "{source}.",
        name=way.name,
        users=roles(workflow, way.used_by, language),
        through=say(" through {roles}", roles=through) if through else "",
        modalities=say(" or ").join(modalities),
        openers=roles(workflow, way.opened_by, language),
        rests=say("; only while `{name}` is open", name=way.rests_on) if way.rests_on else "",
        hours=say("; {hours} hours a week are agreed on", hours=hours) if hours else "",
        source=source(way.source, language),
    )
