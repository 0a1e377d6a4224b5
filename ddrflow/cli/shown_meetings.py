"""Conferences, consents, notices, plans and reviews of a workflow, for reading."""

from collections.abc import Iterable, Iterator

from rich.console import Console

from ddrflow.cli.console import block, heading, indented, printable, table
from ddrflow.cli.wording import listed, owner, roles, rule
from ddrflow.dates import OnHoliday
from ddrflow.export.outline import (
    ChannelRow,
    ConferenceRow,
    StageRow,
    channels,
    conferences,
    rule_row,
)
from ddrflow.model.review import CatchUp, Overlap, ReviewRule
from ddrflow.model.workflow import Workflow

Parts = Iterable[tuple[str, str | list[str]]]


def meetings(console: Console, workflow: Workflow) -> None:
    """Everything that people meet for, agree to, are told, plan and look at again."""
    kinds = conferences(workflow)
    if kinds:
        heading(console, "Conferences")
    for number, kind in enumerate(kinds):
        if number:
            console.print()
        block(console, f"{kind.name}: {printable(kind.title)}", _conference(workflow, kind))
    _papers(console, workflow)
    ways = channels(workflow)
    if ways:
        heading(console, "Channels to the client")
    for number, way in enumerate(ways):
        if number:
            console.print()
        block(console, way.name, _channel(way))
    if workflow.reviews:
        heading(console, "Reviews")
    for number, review in enumerate(workflow.reviews.values()):
        if number:
            console.print()
        block(console, review.name, _review(workflow, review))


def _conference(workflow: Workflow, kind: ConferenceRow) -> Parts:
    yield "convened by", listed(kind.convened_by)
    yield "core", f"{listed(kind.core)} - without them it does not count as held{_counting(kind)}"
    if kind.on_need:
        yield "on need", listed(kind.on_need)
    if kind.barred:
        yield "barred", roles(workflow, kind.barred)
    if kind.instead:
        yield "instead", f"those who are barred have a conference of their own: {kind.instead}"
    if kind.consent:
        agreed = kind.consent
        words = f"of {agreed['of']} to {agreed['to']}, from {agreed['from']} on"
        if agreed["unless_ordered"]:
            words += f", unless {agreed['unless_ordered']} is ordered"
        yield "consent", f"{words} [{agreed['source']}]"
    if kind.attending:
        yield "who attends", [rule(one) for one in kind.attending]
    if kind.tasks:
        yield "who has tasks", [rule(one) for one in kind.tasks]
    yield "information", kind.information
    if kind.basis:
        yield "basis", kind.basis
    yield "stages", list(_stages(workflow, kind.stages))
    yield "source", kind.source


def _counting(kind: ConferenceRow) -> str:
    minimum = f"; at least {kind.minimum} persons" if kind.minimum else ""
    deputies = "" if kind.deputies else "; deputies do not count"
    remote = "" if kind.remote else "; taking part remotely does not count"
    return f"{minimum}{deputies}{remote}"


def _stages(workflow: Workflow, stages: tuple[StageRow, ...]) -> Iterator[str]:
    for number, stage in enumerate(stages, 1):
        part = "" if stage.part == "sitting" else f" ({stage.part} the sitting)"
        out = f", closed to {roles(workflow, stage.barred)}" if stage.barred else ""
        yield f"{number}. {stage.name}{part}{out}"
        for one in stage.rules:
            yield f"   {rule(one)}"


def _papers(console: Console, workflow: Workflow) -> None:
    procedure = workflow.procedure
    if procedure.consents:
        heading(console, "Consents")
        rows = [
            (c.name, c.of, c.text_version, c.minor, str(c.source))
            for c in procedure.consents.values()
        ]
        table(console, ("consent to", "of", "text", "of a minor, also", "source"), rows)
    if procedure.notices:
        heading(console, "Notices")
        told = [(n.name, n.to, n.version, str(n.source)) for n in procedure.notices.values()]
        table(console, ("notice", "to", "version", "source"), told)
        _duties(console, workflow)
    if procedure.plans:
        heading(console, "Plans")
        plans = [
            (p.name, listed(p.parts), listed(p.adopted_by), str(p.source))
            for p in procedure.plans.values()
        ]
        table(console, ("plan", "must contain", "adopted by", "source"), plans)
    if procedure.documents:
        heading(console, "Documents")
        documents = [
            (
                d.name,
                listed(d.filed_by),
                listed(d.to),
                d.information,
                str(d.source),
                "\n".join(rule(rule_row(one)) for one in workflow.to_file[d.name]),
            )
            for d in procedure.documents.values()
        ]
        names = ("document", "filed by", "for", "information", "source", "asks")
        table(console, names, documents)
    _disclosures(console, workflow)
    if procedure.needs:
        heading(console, "Kinds of need")
        indented(console, listed(procedure.needs))


def _duties(console: Console, workflow: Workflow) -> None:
    """What each notice says of who shares what, with whom, under which duty."""
    for notice in workflow.procedure.notices.values():
        shares = [
            (f"{one.by} shares", f"{one.what} with {listed(one.to)} [{one.duty}]")
            for one in notice.tells
        ]
        if shares:
            console.print()
            block(console, f"{notice.name} tells the {notice.to}", shares)


def _channel(kind: ChannelRow) -> Parts:
    yield "used by", listed(kind.used_by)
    if kind.through:
        does = ", who do the work and are supported" if kind.mediated else ""
        yield "through", f"{listed(kind.through)}{does}"
    yield "modalities", listed(kind.modalities)
    yield "opened by", listed(kind.opened_by)
    yield "closed by", listed(kind.closed_by)
    if kind.rests_on:
        yield "rests on", f"an open channel {kind.rests_on}"
    if kind.hours_a_week:
        yield "hours a week", f"{kind.hours_a_week}, agreed on"
    if kind.opening:
        yield "who opens", [rule(one) for one in kind.opening]
    if kind.rules:
        yield "rules", [rule(one) for one in kind.rules]
    yield "source", kind.source


def _disclosures(console: Console, workflow: Workflow) -> None:
    """On which laws items of information are passed on, to whom, and what else is asked."""
    bases = workflow.procedure.bases
    if bases:
        heading(console, "Disclosures of items of information")
        rows = [(one.name, listed(one.to), str(one.source)) for one in bases.values()]
        table(console, ("on the basis of", "may be told", "source"), rows)
    for one in workflow.to_disclose:
        indented(console, f"each asks {rule(rule_row(one))}")


def _review(workflow: Workflow, review: ReviewRule) -> Parts:
    states = [name for name in workflow.states if name in review.states]
    since = "the opening of the case" if review.anchored_at_opening else "coming into it"
    yield "every", f"{review.every}, counted from {since}"
    yield "while", listed(states)
    yield "owner", owner(review.owner)
    held = (
        f"a {review.held_by} conference"
        if review.held_by
        else "its owner, who says that it was; no conference is needed"
    )
    yield "held by", held
    if review.remind:
        yield "remind", f"{review.remind} before it is due"
    if review.grace:
        yield "grace", f"{review.grace} after it is due, then it counts as missed"
    if review.on_holiday is not OnHoliday.KEEP:
        yield "on a holiday", f"{review.on_holiday}; no working days: {review.calendar}"
    if review.catch_up is CatchUp.ALL:
        yield "catch up", "each occurrence that passed is still to be held"
    if review.catch_up is CatchUp.NONE:
        yield "catch up", "what was missed is given up, and the next one comes on its day"
    if review.overlap is Overlap.REPLACE:
        yield "overlap", "the next one takes the place of one that still waits, which is given up"
    if review.escalate_to:
        yield "escalate to", listed(review.escalate_to)
    yield "source", str(review.source)
