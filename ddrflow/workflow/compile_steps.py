"""Steps with everything that is asked of them, one for each state that a step leaves."""

from collections.abc import Mapping

from ddrflow.dates import Period, Unit
from ddrflow.model.decision import Decision, Draft, Outcome
from ddrflow.model.events import StepTaken
from ddrflow.model.question import About
from ddrflow.model.rule import RuleUse, use
from ddrflow.model.workflow import BreachTerms, BuiltIn, State, Step, StepKind
from ddrflow.rules import actor
from ddrflow.states.graph import Arrow, Graph
from ddrflow.states.machine import table
from ddrflow.workflow.drafting import Reading
from ddrflow.workflow.rule_lines import rule_uses
from ddrflow.workflow.schema import StepFile
from ddrflow.workflow.structure import sources_of

MEND_WITHIN = Period(14, Unit.DAY)


def case_graph(reading: Reading) -> Graph:
    """The life cycle of a case as the file draws it."""
    file = reading.file
    phases = {name: state.phase for name, state in file.states.items()}
    arrows = tuple(
        Arrow(step.trigger, source, step.to)
        for step in file.steps
        for source in sources_of(step.from_, phases, step.to)
    )
    initial = next(name for name, state in file.states.items() if state.initial)
    return Graph(f"case {file.workflow}", tuple(file.states), initial, arrows)


def compiled_steps(
    reading: Reading, states: Mapping[str, State], always: BuiltIn
) -> dict[tuple[str, str], Step]:
    """The step table. Its arrows are those of the machine that the file's graph makes."""
    arrows = table(case_graph(reading))
    steps: dict[tuple[str, str], Step] = {}
    phases = {name: state.phase for name, state in states.items()}
    for number, file in enumerate(reading.file.steps):
        listed = rule_uses(reading, ("steps", number, "rules"), file.rules)
        for source in sources_of(file.from_, phases, file.to):
            target = states[arrows[source, file.trigger]]
            rules = _rules(file, listed, states[source], target, always)
            steps[source, file.trigger] = _step(reading, file, source, target, rules)
    return steps


def _rules(
    file: StepFile,
    listed: tuple[RuleUse, ...],
    source: State,
    target: State,
    always: BuiltIn,
) -> tuple[RuleUse, ...]:
    fired_by = actor.Roles(
        roles=frozenset(file.by), command="take-step", filled=(("trigger", file.trigger),)
    )
    entitled = (always.bound, use(actor.FIRED_BY, fired_by, source=file.source))
    covers = always.covers_next_phase
    new_phase = target.phase is not None and target.phase is not source.phase
    names_it = any(one.rule == covers.rule for one in listed)
    of_lead = always.of_lead.get(target.phase, ()) if new_phase and target.phase else ()
    return (*entitled, *((covers,) if new_phase and not names_it else ()), *of_lead, *listed)


def _step(
    reading: Reading, file: StepFile, source: str, target: State, rules: tuple[RuleUse, ...]
) -> Step:
    closes = _closes(reading, file, target)
    taken = StepTaken(
        trigger=file.trigger,
        source_state=source,
        target=target.name,
        phase=target.phase,
        happened=file.kind is StepKind.HAPPENED,
        closes=closes,
    )
    breach = file.breach
    return Step(
        trigger=file.trigger,
        source_state=source,
        target=target,
        by=frozenset(file.by),
        kind=file.kind,
        rules=rules,
        source=file.source,
        breach=BreachTerms(breach.owner, breach.due)
        if breach
        else BreachTerms("lead", MEND_WITHIN),
        about=About(subject=file.trigger, target_phase=target.phase),
        granted=Decision(Outcome.ALLOWED, (Draft(taken),), tuple(one.met for one in rules)),
        closes=closes,
        changes_reviews=_changes_reviews(reading, source, target.name),
    )


def _closes(reading: Reading, file: StepFile, target: State) -> tuple[str, ...]:
    """The kinds of channel that end with a step; all with the case."""
    every = file.closes == "all" or target.phase is None
    # In one order, whether the file itself is read or the document that a store kept of it.
    return tuple(sorted(one for one in reading.file.channels if every or one in file.closes))


def _changes_reviews(reading: Reading, source: str, target: str) -> bool:
    """Some review begins or ends between the two states."""
    file = reading.file
    phases = {name: state.phase for name, state in file.states.items()}
    for review in file.reviews:
        scope = review.while_
        runs = [
            state in scope.states if scope.states else phases[state] is scope.phase
            for state in (source, target)
        ]
        if runs[0] != runs[1]:
            return True
    return False
