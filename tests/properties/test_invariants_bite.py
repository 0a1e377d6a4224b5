"""Each invariant fails when its rule is broken on purpose: none of them is empty."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ddrflow.clock import ManualClock
from ddrflow.decide import consequences, stepping
from ddrflow.decide.acts import access
from ddrflow.engine import Engine, Refused, Request
from ddrflow.engine.batch import Batch
from ddrflow.model import commands as c
from ddrflow.model.access import Channel, Modality
from ddrflow.model.agency import Actor
from ddrflow.model.conference import Conference
from ddrflow.model.consent import Basis, Participation, TakingPart
from ddrflow.model.decision import Decision
from ddrflow.model.fold import APPLY
from ddrflow.model.information import InformationClass
from ddrflow.model.item import ItemKind
from ddrflow.model.record import Function
from ddrflow.model.rule import RuleUse
from ddrflow.model.verdict import MET
from ddrflow.model.workflow import Workflow
from ddrflow.store.memory import MemoryStore
from ddrflow.workflow.load import load
from tests.properties import oracles
from tests.properties.history import BEGIN, CASE

UNIT = Actor("p-1", "org-prison-unit", "prison-unit")
NEUSTART = Actor("p-1", "org-neustart", "neustart")
COUNSELLOR = Actor("p-1", "org-parents-for-peace", "parents-for-peace")
JAIL = Actor("p-1", "org-prison", "prison")


def lenient(use: RuleUse) -> RuleUse:
    """The rule as if it were always met."""
    return replace(use, check=lambda _question, _parameters: MET)


def engine_on(workflow: Workflow, actor: Actor) -> Engine:
    """A case on a workflow, opened by an actor, every role played."""
    engine = Engine(MemoryStore(ManualClock(BEGIN)), [workflow])
    bindings = tuple((role, f"org-{role}") for role in workflow.procedure.agencies)
    opening = c.OpenCase(actor=actor, bindings=bindings)
    engine.open_case(workflow.identity.name, CASE, opening)
    return engine


@contextmanager
def bites(text: str) -> Iterator[None]:
    """The invariant notices, and says what."""
    with pytest.raises(AssertionError, match=text):
        yield


def test_a_lead_that_did_not_accept_is_noticed() -> None:
    """Invariant 1, with the rule of acceptance switched off."""
    whole = load("neustart")
    always = replace(whole.built_in, successor_accepted=lenient(whole.built_in.successor_accepted))
    engine = engine_on(replace(whole, built_in=always), NEUSTART)
    engine.do(
        CASE,
        c.ProposeLead(actor=NEUSTART, role="state-security", organisation="org-state-security"),
    )
    engine.do(CASE, c.TakeOverLead(actor=NEUSTART))
    with bites("a lead that did not accept"):
        oracles.one_lead_that_accepted(engine.case(CASE), engine.events(CASE))


def test_a_lead_outside_its_remit_is_noticed() -> None:
    """Invariant 2, with the rule of the next phase switched off at every step."""
    whole = load("catalonia")
    covers = whole.built_in.covers_next_phase.rule
    steps = {
        place: replace(
            step,
            rules=tuple(lenient(one) if one.rule == covers else one for one in step.rules),
        )
        for place, step in whole.steps.items()
    }
    engine = engine_on(replace(whole, steps=steps), UNIT)
    engine.do(CASE, c.GiveNotice(actor=UNIT, kind="multi-agency", version="1", language="ca"))
    engine.do(CASE, c.TakeStep(actor=UNIT, trigger="admit"))
    engine.do(CASE, c.TakeStep(actor=UNIT, trigger="court-releases"))
    case = engine.case(CASE)
    with bites("leads in post-release without remit or breach"):
        oracles.the_lead_covers_the_phase(engine.workflow(case), case)


def test_a_conference_without_consent_is_noticed() -> None:
    """Invariant 3, with the rule of consent switched off in every conference."""
    whole = load("neustart")
    kinds = {
        name: replace(
            kind,
            to_enter={
                stage: tuple(lenient(one) if one.rule == "consent.valid" else one for one in uses)
                for stage, uses in kind.to_enter.items()
            },
        )
        for name, kind in whole.procedure.conferences.items()
    }
    workflow = replace(whole, procedure=replace(whole.procedure, conferences=kinds))
    engine = engine_on(workflow, NEUSTART)
    convened(engine, NEUSTART, "social-network", ("referral", "preparation"))
    case, entries = engine.case(CASE), engine.events(CASE)
    with bites("a stage entered without consent"):
        oracles.no_conference_without_consent(workflow, case, entries)


def test_an_order_that_is_taken_for_endless_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Invariant 3, with the end of an order honoured neither by the rule nor by the clock."""
    monkeypatch.setattr(Basis, "ends_at", lambda _self, _zone: None)
    clock = ManualClock(BEGIN)
    engine = talking(clock, BEGIN.date() + timedelta(days=3))
    clock.set(BEGIN + timedelta(days=9))
    engine.do(CASE, c.EnterStage(actor=UNIT, conference="k-1", stage="talk"))
    case, entries = engine.case(CASE), engine.events(CASE)
    with bites("a stage entered without consent"):
        oracles.no_conference_without_consent(engine.workflow(case), case, entries)


def test_a_conference_that_outlives_its_order_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Invariant 3, with the end of the order recorded and nothing following from it."""
    monkeypatch.setattr(consequences, "_without_consent", lambda *_: [])
    clock = ManualClock(BEGIN)
    engine = talking(clock, BEGIN.date() + timedelta(days=3))
    clock.set(BEGIN + timedelta(days=9))
    engine.lapse(CASE)
    case, entries = engine.case(CASE), engine.events(CASE)
    with bites("goes on without consent"):
        oracles.no_conference_without_consent(engine.workflow(case), case, entries)


def test_a_minor_without_a_guardian_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Invariant 3, with nobody taken for a minor."""
    monkeypatch.setattr(TakingPart, "is_minor", lambda _self, _instant, _zone: False)
    engine = engine_on(load("catalonia"), UNIT)
    engine.do(CASE, c.RecordMinority(actor=UNIT, until=date(2035, 1, 1)))
    engine.do(
        CASE,
        c.GiveConsent(
            actor=UNIT, scope="conversation", text_version="1", language="ca", witness="p-2"
        ),
    )
    convened(engine, UNIT, "conversation", ("preparation",))
    case, entries = engine.case(CASE), engine.events(CASE)
    with bites("a stage entered without consent"):
        oracles.no_conference_without_consent(engine.workflow(case), case, entries)


def talking(clock: ManualClock, until: date) -> Engine:
    """A conversation being prepared that rests on an order and nothing else."""
    workflow = load("catalonia")
    engine = Engine(MemoryStore(clock), [workflow])
    bindings = tuple((role, f"org-{role}") for role in workflow.procedure.agencies)
    engine.open_case(workflow.identity.name, CASE, c.OpenCase(actor=UNIT, bindings=bindings))
    ordered = Participation.ORDERED
    engine.do(
        CASE,
        c.SetParticipation(
            actor=UNIT, measure="conversations", participation=ordered, order="o-1", until=until
        ),
    )
    convened(engine, UNIT, "conversation", ("preparation",))
    return engine


def convened(engine: Engine, actor: Actor, kind: str, stages: tuple[str, ...]) -> None:
    """A conference of a type, brought to the last of some stages."""
    engine.do(
        CASE,
        c.ConveneConference(actor=actor, conference="k-1", type=kind, planned_on=date(2025, 2, 1)),
    )
    for stage in stages:
        engine.do(CASE, c.EnterStage(actor=actor, conference="k-1", stage=stage))


def test_a_conference_held_without_its_core_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Invariant 4, with everything taken for quorate."""
    monkeypatch.setattr(Conference, "missing_core", lambda _self: ())
    monkeypatch.setattr(Conference, "is_quorate", lambda _self: True)
    engine = engine_on(load("catalonia"), UNIT)
    convened(engine, UNIT, "case-conference", ("preparation", "exchange", "decision"))
    engine.do(CASE, c.CloseConference(actor=UNIT, conference="k-1"))
    case, entries = engine.case(CASE), engine.events(CASE)
    with bites("held without its core"):
        oracles.held_only_with_the_core(engine.workflow(case), case, entries)


def test_a_reviewed_state_without_a_review_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Invariant 6, with no review scheduled on the way in."""
    monkeypatch.setattr(stepping, "entering", lambda *_: ())
    engine = engine_on(load("neustart"), NEUSTART)
    engine.do(CASE, c.GiveNotice(actor=NEUSTART, kind="multi-agency", version="1", language="de"))
    engine.do(CASE, c.TakeStep(actor=NEUSTART, trigger="admit"))
    case = engine.case(CASE)
    with bites("a reviewed state without a next review"):
        oracles.every_reviewed_state_has_a_next_review(engine.workflow(case), case)


def test_a_channel_without_its_ground_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing closes with the channel that it rests on."""
    monkeypatch.setattr(access, "ungrounded", lambda *_: [])
    engine = engine_on(load("parents-for-peace"), COUNSELLOR)
    for kind, by in (("family-contact", JAIL), ("family-support", COUNSELLOR)):
        way = c.OpenChannel(actor=by, channel=kind, kind=kind, modality=Modality.IN_PERSON)
        engine.do(CASE, replace(way, through="family" if by is COUNSELLOR else ""))
    engine.do(CASE, c.CloseChannel(actor=JAIL, channel="family-contact", why="no-leave"))
    case = engine.case(CASE)
    with bites("a channel that rests on nothing"):
        oracles.every_channel_has_its_ground(engine.workflow(case), case)


def test_a_session_on_a_closed_channel_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every channel is taken for open."""
    engine = engine_on(load("parents-for-peace"), COUNSELLOR)
    way = c.OpenChannel(
        actor=JAIL, channel="w-1", kind="family-contact", modality=Modality.IN_PERSON
    )
    engine.do(CASE, way)
    engine.do(CASE, c.CloseChannel(actor=JAIL, channel="w-1", why="no-leave"))
    monkeypatch.setattr(Channel, "is_open", lambda *_: True)
    engine.do(CASE, c.RecordSession(actor=Actor("p-1", "org-family", "family"), channel="w-1"))
    with bites("a session on a channel that is closed"):
        oracles.sessions_are_on_open_channels(engine.events(CASE))


def test_a_fold_that_is_not_the_same_twice_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Invariant 9, with a fold that looks at something else than its entries."""
    engine = engine_on(load("neustart"), NEUSTART)
    engine.do(CASE, c.GiveNotice(actor=NEUSTART, kind="multi-agency", version="1", language="de"))
    kind = type(engine.events(CASE)[-1].event)
    part, apply = APPLY[kind]

    def late(case: Any, entry: Any, event: Any) -> object:  # noqa: ANN401 - any entry at all
        delayed = replace(entry, occurred_at=entry.occurred_at + timedelta(days=1))
        return apply(case, delayed, event)

    monkeypatch.setitem(APPLY, kind, (part, late))
    with bites("another case from the same entries"):
        oracles.the_same_entries_make_the_same_case(engine.case(CASE), engine.events(CASE))


def test_an_item_that_goes_further_than_its_owner_let_it_is_noticed() -> None:
    """Invariant 7, with the rule of the owner's leave switched off."""
    whole = load("neustart")
    always = replace(whole.built_in, released=lenient(whole.built_in.released))
    workflow = replace(whole, built_in=always, to_disclose=())
    engine = engine_on(workflow, NEUSTART)
    state = Actor("p-2", "org-state-security", "state-security")
    told(engine, state, "prison", "sng-6a-2", by=NEUSTART)
    with bites("told without its owner's leave"):
        oracles.nothing_goes_further_than_its_owner_let_it(workflow, engine.events(CASE))


def test_an_item_that_is_told_without_a_law_is_noticed() -> None:
    """Invariant 7, with the rule of the basis switched off."""
    whole = load("neustart")
    always = replace(whole.built_in, has_basis=lenient(whole.built_in.has_basis))
    workflow = replace(whole, built_in=always, to_disclose=())
    engine = engine_on(workflow, NEUSTART)
    told(engine, NEUSTART, "prison", "evidence", by=NEUSTART)
    with bites("told without a law"):
        oracles.nothing_goes_further_than_its_owner_let_it(workflow, engine.events(CASE))


def test_a_document_that_tells_what_was_not_released_is_noticed() -> None:
    """Invariant 7, with the rule of documents switched off."""
    whole = load("neustart")
    always = replace(whole.built_in, released_only=lenient(whole.built_in.released_only))
    workflow = replace(whole, built_in=always)
    engine = engine_on(workflow, NEUSTART)
    recorded(engine, NEUSTART)
    engine.do(
        CASE, c.FileDocument(actor=NEUSTART, kind="testimony", document="d-1", items=("i-1",))
    )
    with bites("a document tells what its owner did not release"):
        oracles.nothing_goes_further_than_its_owner_let_it(workflow, engine.events(CASE))


def recorded(engine: Engine, owner: Actor) -> None:
    """A confidential item of an owner."""
    engine.do(
        CASE,
        c.RecordItem(
            actor=owner,
            item="i-1",
            kind=ItemKind.FACT,
            information=InformationClass.CONFIDENTIAL,
        ),
    )


def told(engine: Engine, owner: Actor, role: str, basis: str, by: Actor) -> None:
    """An item of an owner, passed on by somebody."""
    recorded(engine, owner)
    engine.do(
        CASE,
        c.DiscloseItem(
            actor=by,
            item="i-1",
            role=role,
            organisation=f"org-{role}",
            basis=basis,
            purpose="safe-visits",
            necessity="The visits begin next week.",
        ),
    )


def test_a_refusal_that_changes_the_case_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Invariant 10, with an engine that records what it refuses."""
    engine = engine_on(load("neustart"), NEUSTART)
    case, entries = engine.case(CASE), engine.events(CASE)

    def recording(
        self: Batch, case_id: str, command: c.Command, decision: Decision, *_: object
    ) -> None:
        held = c.NamePerson(
            actor=NEUSTART,
            role="neustart",
            organisation="org-neustart",
            function=Function.WORKER,
            person="p-1",
        )
        self.answer(Request(case_id, held))
        raise Refused(case_id, command, decision)

    monkeypatch.setattr(Batch, "_refuse", recording)
    with pytest.raises(Refused):
        engine.do(CASE, c.TakeStep(actor=NEUSTART, trigger="release"))
    with bites("a refusal changed the case"):
        oracles.nothing_changed(engine, case, entries)
