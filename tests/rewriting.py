"""Workflows in which the uses of a rule are changed, wherever they stand."""

from collections.abc import Callable
from dataclasses import replace

from ddrflow.model.access import ChannelKind
from ddrflow.model.conference import ConferenceType
from ddrflow.model.rule import RuleUse
from ddrflow.model.verdict import MET, Answer
from ddrflow.model.workflow import BuiltIn, Step, Workflow

Change = Callable[[RuleUse], RuleUse | None]
"""What becomes of the use of a rule; None for its being left out."""


def rewritten(workflow: Workflow, rule: str, change: Change) -> Workflow:
    """The workflow with every use of a rule changed (all rules when `rule` is empty).

    A built-in rule has a place of its own: left out there, a use without a name stands in
    for it that is always met.
    """

    def each(uses: tuple[RuleUse, ...]) -> tuple[RuleUse, ...]:
        done = (change(one) if rule in ("", one.rule) else one for one in uses)
        return tuple(one for one in done if one is not None)

    steps = {key: _with_rules(one, each(one.rules)) for key, one in workflow.steps.items()}
    procedure = workflow.procedure
    kinds = {name: _kind(one, each) for name, one in procedure.conferences.items()}
    ways = {name: _channel(one, each) for name, one in procedure.channels.items()}
    return replace(
        workflow,
        steps=steps,
        procedure=replace(procedure, conferences=kinds, channels=ways),
        built_in=_built_in(workflow.built_in, each),
        adopters={name: _single(one, each) for name, one in workflow.adopters.items()},
        filers={name: _single(one, each) for name, one in workflow.filers.items()},
        to_file={name: each(rules) for name, rules in workflow.to_file.items()},
        to_disclose=each(workflow.to_disclose),
        deviations={name: _single(one, each) for name, one in workflow.deviations.items()},
    )


def asking(workflow: Workflow, trigger: str, *uses: RuleUse) -> Workflow:
    """The workflow with these rules asked at a trigger, beside who may take it."""
    steps = {
        key: _with_rules(one, (*(rule for rule in one.rules if rule.entitles), *uses))
        if one.trigger == trigger
        else one
        for key, one in workflow.steps.items()
    }
    return replace(workflow, steps=steps)


Each = Callable[[tuple[RuleUse, ...]], tuple[RuleUse, ...]]


def _with_rules(step: Step, rules: tuple[RuleUse, ...]) -> Step:
    granted = replace(step.granted, verdicts=tuple(one.met for one in rules))
    return replace(step, rules=rules, granted=granted)


def _kind(kind: ConferenceType, each: Each) -> ConferenceType:
    return replace(
        kind,
        to_convene=each(kind.to_convene),
        to_invite=each(kind.to_invite),
        to_attend=each(kind.to_attend),
        to_record=each(kind.to_record),
        to_enter={stage: each(rules) for stage, rules in kind.to_enter.items()},
        tasks=each(kind.tasks),
    )


def _channel(kind: ChannelKind, each: Each) -> ChannelKind:
    return replace(
        kind,
        to_open=each(kind.to_open),
        to_close=each(kind.to_close),
        to_use=each(kind.to_use),
    )


def _built_in(old: BuiltIn, each: Each) -> BuiltIn:
    return BuiltIn(
        bound=_single(old.bound, each),
        led_by_actor=_single(old.led_by_actor, each),
        successor_acts=_single(old.successor_acts, each),
        lead_or_successor_acts=_single(old.lead_or_successor_acts, each),
        professional_acts=_single(old.professional_acts, each),
        in_remit=_single(old.in_remit, each),
        lead_eligible=_single(old.lead_eligible, each),
        successor_accepted=_single(old.successor_accepted, each),
        keeps_binding=_single(old.keeps_binding, each),
        owe_nothing=_single(old.owe_nothing, each),
        coordinate=each(old.coordinate),
        of_lead={phase: each(uses) for phase, uses in old.of_lead.items()},
        covers_next_phase=_single(old.covers_next_phase, each),
        owner_acts=_single(old.owner_acts, each),
        inside_the_wall=_single(old.inside_the_wall, each),
        has_basis=_single(old.has_basis, each),
        released=_single(old.released, each),
        released_only=_single(old.released_only, each),
        teller_acts=_single(old.teller_acts, each),
        asked_answers=_single(old.asked_answers, each),
    )


def _single(use: RuleUse, each: Each) -> RuleUse:
    left = each((use,))
    return left[0] if left else replace(use, rule="", check=_nothing_asked)


def _nothing_asked(question: object, parameters: object) -> Answer:
    del question, parameters
    return MET
