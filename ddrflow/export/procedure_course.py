"""What happens, who is told what, and what is looked at when."""

from collections.abc import Iterator
from typing import Final

from ddrflow.export.outline import StepRow, approvers, channels, rule_row, steps
from ddrflow.export.wording import asked, bullets, listed, plain, role, roles, source
from ddrflow.model.agency import Phase
from ddrflow.model.review import CatchUp, Overlap, ReviewRule
from ddrflow.model.workflow import Limit, StepKind, Workflow

#: The heading under which a picture stands, where there is one.
COURSE: Final = "What happens, step by step?"


def course(workflow: Workflow) -> Iterator[str]:
    """From state to state: who does it, what must be so before, what is recorded whatever.

    The heading comes first: a picture has its place behind it.
    """
    yield f"## {COURSE}"
    for one in workflow.states.values():
        if one.limit:
            yield _limit(workflow, one.name, one.limit)
    for step in steps(workflow):
        yield f"### `{step.trigger}`: {', '.join(step.sources)} to {step.target}"
        yield bullets(_step(workflow, step))
    lifted = approvers(workflow)
    if lifted:
        yield "Rules that a deviation may lift for a while, and who approves it:\n\n" + bullets(
            f"`{name}`: {roles(workflow, who)}" for name, who in lifted.items()
        )


def _limit(workflow: Workflow, state: str, limit: Limit) -> str:
    told = f"; {roles(workflow, limit.escalate_to)} are told" if limit.escalate_to else ""
    return (
        f"In `{state}` it stays for {limit.after} at the most; then it is an open task of "
        f"{role(workflow, limit.owner)}{told} {source(str(limit.source))}."
    )


def _step(workflow: Workflow, step: StepRow) -> Iterator[str]:
    yield f"By {roles(workflow, step.by)}."
    if step.kind == StepKind.HAPPENED:
        unmet = (
            f"; what was unmet is an open task of {role(workflow, step.breach_owner)}, "
            f"within {step.breach_due}"
            if step.rules
            else ""
        )
        yield f"It happens and is recorded always{unmet}."
    elif step.rules:
        yield "It is refused while something below that binds is not so."
        faster = _whatever_is_open(workflow, step)
        if faster:
            yield (
                f"A refusal keeps nobody in prison: where {faster} ends custody, that is recorded "
                "whatever is open here."
            )
    yield from (asked(one) for one in step.rules)
    if step.closes:
        yield f"It closes ways to the client: {', '.join(step.closes)}."
    yield f"Source: {source(step.source)}"


def _whatever_is_open(workflow: Workflow, step: StepRow) -> str:
    """The steps that end custody and cannot be refused, beside one that can."""
    phases = {name: one.phase for name, one in workflow.states.items()}
    inside = {Phase.CUSTODY, Phase.RELEASE}
    if phases[step.target] is not Phase.POST_RELEASE or not inside & {
        phases[one] for one in step.sources
    }:
        return ""
    return " or ".join(
        f"`{one.trigger}`"
        for one in steps(workflow)
        if one.kind == StepKind.HAPPENED
        and phases[one.target] is Phase.POST_RELEASE
        and set(one.sources) & set(step.sources)
    )


def told(workflow: Workflow) -> Iterator[str]:
    """Consents, notices, what may be passed on, papers, plans, ways to the client."""
    procedure = workflow.procedure
    yield "## Who may be told what?"
    lines = [
        f"On `{one.name}` {source(str(one.source))}: {roles(workflow, one.to)}"
        f"{'; each time it is said why that is strictly necessary' if one.asks_why else ''}."
        for one in procedure.bases.values()
    ]
    if not lines:
        papers = [one.name for one in procedure.documents.values() if one.tells_items]
        but = f", but for what a {listed(papers)} tells" if papers else ""
        lines = [
            f"This file names no law on which an item of information is passed on: none is{but}."
        ]
    lines += [f"Each time, {asked(rule_row(one))}" for one in workflow.to_disclose]
    for notice in procedure.notices.values():
        where = source(str(notice.source))
        lines.append(f"The notice `{notice.name}` goes to {role(workflow, notice.to)} {where}.")
        lines += [
            f"It says that {role(workflow, one.by)} shares {plain(one.what)} with "
            f"{roles(workflow, one.to)} {source(str(one.duty))}."
            for one in notice.tells
        ]
    yield bullets(lines)
    yield from _papers(workflow)


def _papers(workflow: Workflow) -> Iterator[str]:
    procedure = workflow.procedure
    lines = [
        f"The plan `{one.name}` has {', '.join(one.parts)}; {roles(workflow, one.adopted_by)} "
        f"adopt it {source(str(one.source))}."
        for one in procedure.plans.values()
    ]
    for one in procedure.documents.values():
        made_for = f" for {roles(workflow, one.to)}" if one.to else ""
        lines.append(
            f"A `{one.name}` ({one.information}) is filed by {roles(workflow, one.filed_by)}"
            f"{made_for} {source(str(one.source))}."
        )
    if lines:
        yield f"Plans and documents:\n\n{bullets(lines)}"
    ways = []
    for way in channels(workflow):
        through = f" through {roles(workflow, way.through)}" if way.through else ""
        rests = f"; only while `{way.rests_on}` is open" if way.rests_on else ""
        hours = f"; {way.hours_a_week} hours a week are agreed on" if way.hours_a_week else ""
        ways.append(
            f"`{way.name}`: used by {roles(workflow, way.used_by)}{through}, "
            f"{' or '.join(way.modalities)}, opened by "
            f"{roles(workflow, way.opened_by)}{rests}{hours} {source(way.source)}."
        )
    if ways:
        yield f"Ways to the client:\n\n{bullets(ways)}"


def looked_at(workflow: Workflow) -> Iterator[str]:
    """Each review: how often, by whom, held by what, what happens when it is not."""
    yield "## What is looked at again, and when?"
    yield bullets(_review(workflow, one) for one in workflow.reviews.values()) or "Nothing."


def _review(workflow: Workflow, review: ReviewRule) -> str:
    states = [name for name in workflow.states if name in review.states]
    held = f"by a `{review.held_by}` conference" if review.held_by else "when its owner says so"
    parts = [
        f"**{review.name}** every {review.every} while in {', '.join(states)}",
        f"owned by {role(workflow, review.owner)}",
        f"held {held}",
    ]
    if review.remind:
        parts.append(f"reminded {review.remind} before")
    if review.grace:
        parts.append(f"missed {review.grace} after its day")
    if review.escalate_to:
        parts.append(f"then {roles(workflow, review.escalate_to)} are told")
    elif review.grace:
        parts.append("then nobody else is told")
    if review.catch_up is CatchUp.NONE:
        parts.append("what was missed is not made up for")
    if review.overlap is Overlap.REPLACE:
        parts.append("the next one takes the place of one that waits")
    return f"{', '.join(parts)} {source(str(review.source))}."
