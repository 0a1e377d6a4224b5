"""What a practitioner asks of a procedure and no table answers: in sentences, from the file.

`ddrflow show` prints them, and the page of a workflow has them.
"""

from collections.abc import Iterator

from ddrflow.export.outline import RuleRow, StepRow, channels, conferences, steps
from ddrflow.model.agency import AgencyKind, Phase
from ddrflow.model.workflow import Workflow


def if_the_client_says_no(workflow: Workflow) -> tuple[str, ...]:
    """What rests on consent, what goes on without it, what an order changes, how it ends."""
    if not any(one.kind is AgencyKind.CLIENT for one in workflow.procedure.agencies.values()):
        return ("There is no client here: the file is about the agencies themselves.",)
    return (*_on_consent(workflow), *_ends_it(workflow))


def _on_consent(workflow: Workflow) -> Iterator[str]:
    kinds = conferences(workflow)
    resting = [one for one in kinds if one.consent]
    for kind in resting:
        need = kind.consent
        since = "at all" if need["from"] == "convened" else f"from the stage `{need['from']}` on"
        order = need["unless_ordered"]
        unless = (
            f", unless the measure `{order}` is ordered, while the order holds" if order else ""
        )
        yield (
            f"Without the consent of `{need['of']}` to `{need['to']}`, `{kind.name}` is not held "
            f"{since}{unless}. Taken back, it stops; what was before stays lawful."
        )
    for review in workflow.reviews.values():
        if review.held_by in {one.name for one in resting}:
            yield f"The review `{review.name}` is held by it, and stays due until it can be held."
    asking = tuple(_asking_consent(workflow))
    yield from asking
    others = [one.name for one in kinds if not one.consent]
    if others:
        named = ", ".join(f"`{one}`" for one in others)
        yield f"Without any consent the agencies can hold {named}."
    for scope in workflow.procedure.consents.values():
        if scope.minor:
            yield f"While the client is a minor, `{scope.name}` needs `{scope.minor}` beside it."
    if not resting and not asking:
        yield "No conference, step or session here waits for a consent."
    yield (
        "A no moves the case nowhere and opens no task: whoever leads goes on, reviews come due "
        "as before, and refusing or withdrawing is never a ground for sanction."
    )
    yield (
        "An order or a licence is not consent: what follows where it is not kept is decided by the "
        "court or the supervisor, and never by this procedure."
    )


def _asking_consent(workflow: Workflow) -> Iterator[str]:
    """Steps, sessions and stages that ask for consent by a rule of their own."""
    places: list[tuple[str, RuleRow]] = [
        (f"the step `{step.trigger}` is refused", one)
        for step in steps(workflow)
        for one in step.rules
    ]
    places += [
        (f"there is no session on `{way.name}`", one)
        for way in channels(workflow)
        for one in way.rules
    ]
    places += [
        (f"the stage `{stage.name}` of `{kind.name}` does not begin", one)
        for kind in conferences(workflow)
        for stage in kind.stages
        for one in stage.rules
    ]
    for where, one in places:
        if one.rule == "consent.valid":
            order = one.settings.get("unless_ordered", "")
            unless = f", unless the measure `{order}` is ordered" if order else ""
            whose = f"`{one.settings['of']}` to `{one.settings['to']}`"
            yield f"Without the consent of {whose}, {where}{unless}."


def _ends_it(workflow: Workflow) -> Iterator[str]:
    lay = {
        role for role, one in workflow.procedure.agencies.items() if not one.kind.is_professional
    }
    for step in steps(workflow):
        own = [role for role in step.by if role in lay]
        if own and not step.phase:
            who = " or ".join(f"`{one}`" for one in own)
            yield f"{who} can end the case with `{step.trigger}`{_while_voluntary(step)}."


def _while_voluntary(step: StepRow) -> str:
    asked = any(one.rule == "participation.voluntary" for one in step.rules)
    return ", while nothing is ordered" if asked else ""


def when_the_prison_changes(workflow: Workflow) -> tuple[str, ...]:
    """A transfer is another organisation in the role; some moves are steps and close ways."""
    if all(one.phase in (None, Phase.PARTNERSHIP) for one in workflow.states.values()):
        return ("There is no case here, and so nobody is moved.",)
    prisons = [
        role
        for role, one in workflow.procedure.agencies.items()
        if one.kind is AgencyKind.PRISON and one.phases & {Phase.CUSTODY, Phase.RELEASE}
    ]
    if not prisons:
        return ("No role here is of the kind `prison`: a transfer changes no role and no lead.",)
    return tuple(_transfer(workflow, prisons))


def _transfer(workflow: Workflow, prisons: list[str]) -> Iterator[str]:
    named = ", ".join(f"`{one}`" for one in prisons)
    yield (
        f"Another prison takes the role ({named}): whoever leads binds it (`bind-role`) and lets "
        "the old one go (`unbind-role`). While the old one still has tasks or the lead, and nobody "
        "else is in the role, it cannot be let go."
    )
    yield "The case stays in its state, the lead stays, and no review is moved or lost."
    leading = {one.role for listed in workflow.procedure.leads.values() for one in listed} & set(
        prisons
    )
    for role in prisons:
        if role in leading:
            yield f"Where `{role}` leads, the old one stays accountable until it has handed over."
    for step in _moves(workflow, prisons):
        closed = (
            f"; it closes {', '.join(f'`{one}`' for one in step.closes)}" if step.closes else ""
        )
        yield f"A prison's step inside custody is `{step.trigger}`, to `{step.target}`{closed}."
    asking = {
        one.strength
        for step in steps(workflow)
        for one in step.rules
        if one.rule == "introduction.held"
    }
    if asking:
        how = "" if asking & {"law", "must"} else ", as advice"
        yield f"Who is new to the prison is introduced there: a step asks for it{how}."
    ways = [one.name for one in channels(workflow) if set(one.opened_by) & set(prisons)]
    if ways:
        named = ", ".join(f"`{one}`" for one in ways)
        yield (
            f"Ways to the client that the old prison opened ({named}) end when it is let "
            "go: the new one gives its own leave. All others stay open."
        )


def _moves(workflow: Workflow, prisons: list[str]) -> list[StepRow]:
    """Steps of a prison from one state in custody to another."""
    inside = {name for name, one in workflow.states.items() if one.phase is Phase.CUSTODY}
    return [
        one
        for one in steps(workflow)
        if one.target in inside and set(one.sources) & inside and set(one.by) & set(prisons)
    ]
