"""What happens, step by step, and what is looked at when."""

from collections.abc import Iterator

from ddrflow.export.outline import StepRow, in_order, steps
from ddrflow.export.wording import asked, bullets, listed, role, roles, source
from ddrflow.languages import Language
from ddrflow.model.agency import Phase
from ddrflow.model.review import CatchUp, Overlap, ReviewRule
from ddrflow.model.workflow import Limit, StepKind, Workflow


def course_heading(language: Language) -> str:
    """The heading under which a picture stands, where there is one."""
    return language.say("What happens, step by step?")


def course(workflow: Workflow, language: Language) -> Iterator[str]:
    """From state to state: who does it, what must be so before, what is recorded whatever.

    The heading comes first: a picture has its place behind it.
    """
    yield f"## {course_heading(language)}"
    for one in workflow.states.values():
        if one.limit:
            yield _limit(workflow, one.name, one.limit, language)
    for step in steps(workflow):
        moves = language.say(
            "`{trigger}`: {sources} to {target}",
            trigger=step.trigger,
            sources=listed(step.sources),
            target=step.target,
        )
        yield f"### {moves}"
        yield bullets(_step(workflow, step, language))
    lifted = [*_lifted(workflow, language)]
    if lifted:
        opening = language.say("Rules that a deviation may lift for a while, and who approves it:")
        yield f"{opening}\n\n{bullets(lifted)}"


def _lifted(workflow: Workflow, language: Language) -> Iterator[str]:
    for (rule, place), use in workflow.deviations.items():
        who = in_order(workflow, use.parameters.roles)
        yield language.say(
            "`{rule} at {place}`: {roles}",
            rule=rule,
            place=place,
            roles=roles(workflow, who, language),
        )


def _limit(workflow: Workflow, state: str, limit: Limit, language: Language) -> str:
    told = roles(workflow, limit.escalate_to, language)
    return language.say(
        "In `{state}` it stays for {period} at the most; then it is an open task of "
        "{owner}{told} {source}.",
        state=state,
        period=language.period(str(limit.after)),
        owner=role(workflow, limit.owner, language),
        told=language.say("; {roles} are told", roles=told) if told else "",
        source=source(str(limit.source), language),
    )


def _step(workflow: Workflow, step: StepRow, language: Language) -> Iterator[str]:
    say = language.say
    yield say("By {roles}.", roles=roles(workflow, step.by, language))
    if step.kind == StepKind.HAPPENED:
        unmet = say(
            "; what was unmet is an open task of {owner}, within {period}",
            owner=role(workflow, step.breach_owner, language),
            period=language.period(step.breach_due),
        )
        yield say(
            "It happens and is recorded always{unmet}.",
            unmet=unmet if step.rules else "",
        )
    elif step.rules:
        yield say("It is refused while something below that binds is not so.")
        faster = _whatever_is_open(workflow, step, language)
        if faster:
            yield say(
                "A refusal keeps nobody in prison: where {steps} ends custody, that is recorded "
                "whatever is open here.",
                steps=faster,
            )
    yield from (asked(one, language) for one in step.rules)
    if step.closes:
        yield say("It closes ways to the client: {ways}.", ways=listed(step.closes))
    yield say("Source: {source}", source=source(step.source, language))


def _whatever_is_open(workflow: Workflow, step: StepRow, language: Language) -> str:
    """The steps that end custody and cannot be refused, beside one that can."""
    phases = {name: one.phase for name, one in workflow.states.items()}
    inside = {Phase.CUSTODY, Phase.RELEASE}
    if phases[step.target] is not Phase.POST_RELEASE or not inside & {
        phases[one] for one in step.sources
    }:
        return ""
    return language.say(" or ").join(
        f"`{one.trigger}`"
        for one in steps(workflow)
        if one.kind == StepKind.HAPPENED
        and phases[one.target] is Phase.POST_RELEASE
        and set(one.sources) & set(step.sources)
    )


def looked_at(workflow: Workflow, language: Language) -> Iterator[str]:
    """Each review: how often, by whom, held by what, what happens when it is not."""
    yield f"## {language.say('What is looked at again, and when?')}"
    reviews = workflow.reviews.values()
    yield bullets(_review(workflow, one, language) for one in reviews) or language.say("Nothing.")


def _review(workflow: Workflow, review: ReviewRule, language: Language) -> str:
    parts = listed(_of_review(workflow, review, language))
    return f"{parts} {source(str(review.source), language)}."


def _of_review(workflow: Workflow, review: ReviewRule, language: Language) -> Iterator[str]:
    say = language.say
    yield say(
        "**{name}** every {period} while in {states}",
        name=review.name,
        period=language.period(str(review.every)),
        states=listed(name for name in workflow.states if name in review.states),
    )
    yield say("owned by {owner}", owner=role(workflow, review.owner, language))
    if review.held_by:
        yield say("held by a `{type}` conference", type=review.held_by)
    else:
        yield say("held when its owner says so")
    if review.remind:
        yield say("reminded {period} before", period=language.period(str(review.remind)))
    if review.grace:
        yield say("missed {period} after its day", period=language.period(str(review.grace)))
    if review.escalate_to:
        yield say("then {roles} are told", roles=roles(workflow, review.escalate_to, language))
    elif review.grace:
        yield say("then nobody else is told")
    if review.catch_up is CatchUp.NONE:
        yield say("what was missed is not made up for")
    if review.overlap is Overlap.REPLACE:
        yield say("the next one takes the place of one that waits")
