"""What a practitioner asks of a procedure and no table answers: in sentences, from the file.

`ddrflow show` prints them, and the page of a workflow has them.
"""

from collections.abc import Iterable, Iterator

from ddrflow.export.outline import RuleRow, StepRow, channels, conferences, steps
from ddrflow.languages import ENGLISH, Language
from ddrflow.model.agency import AgencyKind, Phase
from ddrflow.model.workflow import Workflow


def if_the_client_says_no(workflow: Workflow, language: Language = ENGLISH) -> tuple[str, ...]:
    """What rests on consent, what goes on without it, what an order changes, how it ends."""
    if not any(one.kind is AgencyKind.CLIENT for one in workflow.procedure.agencies.values()):
        return (
            language.say("There is no client here: the file is about the agencies themselves."),
        )
    return (*_on_consent(workflow, language), *_ends_it(workflow, language))


def _on_consent(workflow: Workflow, language: Language) -> Iterator[str]:
    say = language.say
    resting = tuple(_resting(workflow, language))
    yield from resting
    asking = tuple(_asking_consent(workflow, language))
    yield from asking
    others = [one.name for one in conferences(workflow) if not one.consent]
    if others:
        yield say("Without any consent the agencies can hold {names}.", names=_ticked(others))
    for scope in workflow.procedure.consents.values():
        if scope.minor:
            yield say(
                "While the client is a minor, `{name}` needs `{minor}` beside it.",
                name=scope.name,
                minor=scope.minor,
            )
    if not resting and not asking:
        yield say("No conference, step or session here waits for a consent.")
    yield say(
        "A no moves the case nowhere and opens no task: whoever leads goes on, reviews come due "
        "as before, and refusing or withdrawing is never a ground for sanction."
    )
    yield say(
        "An order or a licence is not consent: what follows where it is not kept is decided by the "
        "court or the supervisor, and never by this procedure."
    )


def _resting(workflow: Workflow, language: Language) -> Iterator[str]:
    """Conferences that rest on consent, and the reviews that they hold."""
    say = language.say
    resting = [one for one in conferences(workflow) if one.consent]
    for kind in resting:
        need = kind.consent
        at_all = need["from"] == "convened"
        order = need["unless_ordered"]
        unless = say(
            ", unless the measure `{measure}` is ordered, while the order holds", measure=order
        )
        yield say(
            "Without the consent of `{of}` to `{to}`, `{name}` is not held "
            "{since}{unless}. Taken back, it stops; what was before stays lawful.",
            of=need["of"],
            to=need["to"],
            name=kind.name,
            since=say("at all")
            if at_all
            else say("from the stage `{stage}` on", stage=need["from"]),
            unless=unless if order else "",
        )
    for review in workflow.reviews.values():
        if review.held_by in {one.name for one in resting}:
            yield say(
                "The review `{name}` is held by it, and stays due until it can be held.",
                name=review.name,
            )


def _asking_consent(workflow: Workflow, language: Language) -> Iterator[str]:
    """Steps, sessions and stages that ask for consent by a rule of their own."""
    say = language.say
    places: list[tuple[str, RuleRow]] = [
        (say("the step `{trigger}` is refused", trigger=step.trigger), one)
        for step in steps(workflow)
        for one in step.rules
    ]
    places += [
        (say("there is no session on `{name}`", name=way.name), one)
        for way in channels(workflow)
        for one in way.rules
    ]
    places += [
        (
            say("the stage `{stage}` of `{name}` does not begin", stage=stage.name, name=kind.name),
            one,
        )
        for kind in conferences(workflow)
        for stage in kind.stages
        for one in stage.rules
    ]
    for where, one in places:
        if one.rule == "consent.valid":
            order = one.settings.get("unless_ordered", "")
            yield say(
                "Without the consent of `{of}` to `{to}`, {where}{unless}.",
                of=one.settings["of"],
                to=one.settings["to"],
                where=where,
                unless=say(", unless the measure `{measure}` is ordered", measure=order)
                if order
                else "",
            )


def _ends_it(workflow: Workflow, language: Language) -> Iterator[str]:
    lay = {
        role for role, one in workflow.procedure.agencies.items() if not one.kind.is_professional
    }
    for step in steps(workflow):
        own = [role for role in step.by if role in lay]
        if own and not step.phase:
            yield language.say(
                "{who} can end the case with `{trigger}`{voluntary}.",
                who=language.say(" or ").join(f"`{one}`" for one in own),
                trigger=step.trigger,
                voluntary=_while_voluntary(step, language),
            )


def _while_voluntary(step: StepRow, language: Language) -> str:
    asked = any(one.rule == "participation.voluntary" for one in step.rules)
    return language.say(", while nothing is ordered") if asked else ""


def when_the_prison_changes(workflow: Workflow, language: Language = ENGLISH) -> tuple[str, ...]:
    """A transfer is another organisation in the role; some moves are steps and close ways."""
    if all(one.phase in (None, Phase.PARTNERSHIP) for one in workflow.states.values()):
        return (language.say("There is no case here, and so nobody is moved."),)
    prisons = [
        role
        for role, one in workflow.procedure.agencies.items()
        if one.kind is AgencyKind.PRISON and one.phases & {Phase.CUSTODY, Phase.RELEASE}
    ]
    if not prisons:
        return (
            language.say(
                "No role here is of the kind `prison`: a transfer changes no role and no lead."
            ),
        )
    return (
        *_transfer(workflow, prisons, language),
        *_moved(workflow, prisons, language),
        *_new_there(workflow, prisons, language),
    )


def _transfer(workflow: Workflow, prisons: list[str], language: Language) -> Iterator[str]:
    yield language.say(
        "Another prison takes the role ({names}): whoever leads binds it (`bind-role`) and lets "
        "the old one go (`unbind-role`). While the old one still has tasks or the lead, and nobody "
        "else is in the role, it cannot be let go.",
        names=_ticked(prisons),
    )
    yield language.say(
        "The case stays in its state, the lead stays, and no review is moved or lost."
    )
    leading = {one.role for listed in workflow.procedure.leads.values() for one in listed}
    for role in prisons:
        if role in leading:
            yield language.say(
                "Where `{role}` leads, the old one stays accountable until it has handed over.",
                role=role,
            )


def _moved(workflow: Workflow, prisons: list[str], language: Language) -> Iterator[str]:
    for step in _moves(workflow, prisons):
        yield language.say(
            "A prison's step inside custody is `{trigger}`, to `{target}`{closed}.",
            trigger=step.trigger,
            target=step.target,
            closed=language.say("; it closes {ways}", ways=_ticked(step.closes))
            if step.closes
            else "",
        )


def _new_there(workflow: Workflow, prisons: list[str], language: Language) -> Iterator[str]:
    asking = {
        one.strength
        for step in steps(workflow)
        for one in step.rules
        if one.rule == "introduction.held"
    }
    if asking:
        yield language.say(
            "Who is new to the prison is introduced there: a step asks for it{how}.",
            how="" if asking & {"law", "must"} else language.say(", as advice"),
        )
    ways = [one.name for one in channels(workflow) if set(one.opened_by) & set(prisons)]
    if ways:
        yield language.say(
            "Ways to the client that the old prison opened ({names}) end when it is let "
            "go: the new one gives its own leave. All others stay open.",
            names=_ticked(ways),
        )


def _moves(workflow: Workflow, prisons: list[str]) -> list[StepRow]:
    """Steps of a prison from one state in custody to another."""
    inside = {name for name, one in workflow.states.items() if one.phase is Phase.CUSTODY}
    return [
        one
        for one in steps(workflow)
        if one.target in inside and set(one.sources) & inside and set(one.by) & set(prisons)
    ]


def _ticked(names: Iterable[str]) -> str:
    return ", ".join(f"`{one}`" for one in names)
