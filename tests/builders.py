"""A synthetic workflow that uses every rule, cases under it, and remedies carried out as given."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from types import MappingProxyType
from typing import Final

from ddrflow.clock import ManualClock
from ddrflow.decide import command_name, decide
from ddrflow.engine import Done, Engine
from ddrflow.messages import render
from ddrflow.model import commands as c
from ddrflow.model.access import ChannelKind
from ddrflow.model.agency import Actor
from ddrflow.model.case import Case
from ddrflow.model.commands import Command
from ddrflow.model.conference import ConferenceType, Presence
from ddrflow.model.decision import Decision
from ddrflow.model.rule import RuleUse
from ddrflow.model.standing import ContactsListed, Standing, StandingEvent
from ddrflow.model.verdict import MET, Answer, Remedy, Verdict
from ddrflow.model.workflow import BuiltIn, Step, Workflow
from ddrflow.store.memory import MemoryStore
from ddrflow.wire import STANDING_NAMES, command_from, standing_from
from ddrflow.workflow.load import check_text

SYNTHETIC: Final = """\
ddrflow: 1
workflow: synthetic
version: 1
title: A synthetic workflow that uses every rule
time_zone: Europe/Vienna
sources: {act: A made-up act}
agencies:
  unit: {kind: civil-society}
  aftercare: {kind: civil-society, phases: [release, post-release]}
  prison: {kind: prison, phases: [custody, release]}
  police: {kind: police}
  court: {kind: criminal-justice}
  probation: {kind: probation}
  clinic: {kind: health}
  welfare: {kind: social-service, on_need: [housing]}
  school: {kind: education, on_need: [training]}
  mentor: {kind: mentor}
  client: {kind: client}
  family: {kind: social-network}
coordination:
  health: {strength: law, reason: no-authority, because: A statute, source: act 1}
  criminal-justice:
    {strength: must, reason: no-continuity, because: Agreed, source: act 2, liftable: true}
  police: {strength: should, reason: no-continuity, because: Advice, source: act 3}
  probation: {strength: contested, reason: narrow-remit, because: Disputed, source: act 4}
lead:
  custody: {roles: [unit, police, court, probation, clinic], source: act 5}
  release: {roles: [unit, aftercare], source: act 5}
  post-release: {roles: [aftercare, probation], source: act 5}
rules:
  lead.eligible: {source: act 6}
  lead.covers-next-phase: {source: act 7, strength: law}
  attendance.core: {source: act 8}
  attendance.minimum: {source: act 9}
  conference.held: {source: act 10}
  consent.valid: {source: act 11}
  notice.given: {source: act 12}
  person.named: {source: act 13}
  contact.named: {source: act 14}
  plan.adopted: {source: act 15}
  document.filed: {source: act 26}
  channel.open: {source: act 41}
  participation.voluntary: {source: act 43}
  support.named: {source: act 42}
  case.continued: {source: act 47}
  agreement.in-force: {source: act 27}
  agreement.aligned: {source: act 28}
  training.joint: {source: act 29}
  lead.has-means: {source: act 30}
  lead.is-funded: {source: act 31}
  introduction.held: {source: act 32}
  disclosure.notice-given: {source: act 32}
  interest.none: {source: act 44}
  package.given: {source: act 45}
  briefing.given: {source: act 46}
  item.recipients-told: {source: act 33}
  activity.held: {source: act 48}
  procedure.adopted: {source: act 49}
  board.met: {source: act 50}
  lead.among: {source: act 51}
  instruction.given: {source: act 52}
deviations: {approved_by: [court, prison], source: act 16}
states:
  inside: {phase: custody, initial: true}
  waiting: {phase: custody}
  leaving: {phase: release}
  outside: {phase: post-release}
  closed: {final: true}
steps:
  - {trigger: stay, from: inside, to: waiting, by: [prison, unit], source: act 20}
  - {trigger: return, from: waiting, to: inside, by: [unit], source: act 20}
  - trigger: inform
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{notice.given: {kind: told, acknowledged: true}}]
  - trigger: confer
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{conference.held: {type: closed-door, within: 3 months}}]
  - trigger: staff
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{person.named: {role: prison}}]
  - trigger: connect
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{contact.named: {role: prison}}]
  - trigger: schedule
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{plan.adopted: {kind: plan, answers: all-open-needs, liftable: true}}]
  - trigger: agree
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{consent.valid: {of: client, to: sharing}}]
  - trigger: report
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{document.filed: {kind: report, within: 1 month}}]
  - {trigger: part, from: inside, to: waiting, by: [unit], source: act 20, rules: [support.named]}
  - {trigger: go-on, from: inside, to: waiting, by: [unit], source: act 20, rules: [case.continued]}
  - trigger: choose
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [participation.voluntary]
  - trigger: meet
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{channel.open: {kind: talks}}]
  - trigger: transfer
    from: inside
    to: waiting
    by: [prison]
    kind: happened
    closes: [contact, talks]
    source: act 20
  - trigger: ally
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{agreement.in-force: {role: prison}}]
  - trigger: align
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{agreement.aligned: {role: prison, glossary: "2"}}]
  - trigger: equip
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [lead.has-means]
  - trigger: fund
    from: waiting
    to: inside
    by: [unit]
    source: act 20
    rules: [{lead.is-funded: {plan: succession}}]
  - trigger: introduce
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{introduction.held: {role: unit, prison: prison}}]
  - trigger: set-right
    from: inside
    to: waiting
    by: [unit, police, court]
    source: act 20
    rules: [item.recipients-told]
  - trigger: rehearse
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{activity.held: {kind: feedback-round, roles: [unit, prison], within: 1 year}}]
  - trigger: standardise
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{procedure.adopted: {procedure: case-work}}]
  - trigger: govern
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{board.met: {role: prison, within: 6 months}}]
  - trigger: entrust
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{lead.among: {roles: [police]}}]
  - trigger: staff-early
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{person.named: {role: prison, ahead: 1 month}}]
  - {trigger: prepare, from: [inside, waiting], to: leaving, by: [unit], source: act 20}
  - {trigger: release, from: leaving, to: outside, by: [unit, aftercare], source: act 20}
  - trigger: court-releases
    from: [inside, leaving]
    to: outside
    by: [court, prison]
    kind: happened
    breach: {owner: police, due: 7 days}
    source: act 20
    rules: [{plan.adopted: {kind: plan}}]
  - {trigger: close, from: outside, to: closed, by: [unit, aftercare], source: act 20}
channels:
  contact: {used_by: [family], modalities: [in-person], opened_by: [prison], source: act 41}
  talks:
    used_by: [unit]
    through: [family, mentor]
    modalities: [in-person, virtual]
    opened_by: [prison, court]
    closed_by: [prison]
    source: act 41
    rules: [{notice.given: {kind: told}}]
  support:
    used_by: [unit]
    through: [family]
    modalities: [virtual]
    opened_by: [unit]
    rests_on: contact
    mediated: true
    source: act 41
conferences:
  closed-door:
    title: A confidential conference
    convened_by: [police, unit]
    core: [police, unit]
    minimum: 3
    deputies: false
    remote: false
    on_need: [school, welfare]
    barred: [client, family]
    information: confidential
    basis: act 21
    instead: open-door
    source: act 21
    stages:
      - preparation: {part: before}
      - exchange
      - decision: {rules: [attendance.core, attendance.minimum]}
  open-door:
    title: An open conference
    convened_by: [unit]
    core: [unit, client]
    consent: {of: client, to: sharing, from: exchange, source: act 22}
    information: open
    source: act 22
    stages:
      - exchange
      - family-only: {barred: [professionals]}
      - decision
  round-table:
    title: A conference of those who trained together
    convened_by: [unit]
    core: [unit, client]
    attending: [{training.joint: {within: 1 year, procedure: case-work}}]
    information: internal
    source: act 29
    stages: [exchange, {decision: {rules: [training.joint]}}]
  panel:
    title: A conference of those who were told before
    convened_by: [unit]
    core: [unit]
    attending: [interest.none, {briefing.given: {kind: briefing}}]
    tasks: [{package.given: {kind: package}}]
    information: internal
    source: act 45
    stages: [exchange, {decision: {rules: [interest.none, {briefing.given: {kind: briefing}}]}}]
  sworn:
    title: A conference of those who know what they are bound to
    convened_by: [unit]
    core: [unit, police]
    attending: [{instruction.given: {kind: instruction}}]
    information: internal
    source: act 52
    stages: [exchange, {decision: {rules: [{instruction.given: {kind: instruction}}]}}]
consents:
  sharing: {of: client, text_version: "2", source: act 22}
  research: {of: client, text_version: "1", source: act 22}
notices:
  told: {to: client, version: "2", source: act 23}
  rights:
    to: client
    version: "1"
    tells: [{by: unit, what: signs-of-danger, to: [prison, police], duty: act 30}]
    source: act 23
plans:
  plan: {parts: [residence, work], adopted_by: [unit, welfare], source: act 24}
  other: {parts: [residence], adopted_by: [unit], source: act 24}
documents:
  report: {filed_by: [clinic, unit], source: act 26}
  letter: {filed_by: [unit], information: open, source: act 26}
  succession: {filed_by: [unit], source: act 26}
  package: {filed_by: [unit, prison], source: act 45}
  briefing: {filed_by: [unit, police], source: act 46}
  instruction: {filed_by: [police], source: act 52}
  testimony:
    filed_by: [unit, clinic]
    to: [court]
    tells_items: true
    source: act 27
    rules: [{testimony.double-role: {source: act 28}}]
needs: [housing, training]
disclosures:
  bases:
    act-30: {to: [unit, police, prison, court], source: act 30}
    act-31: {to: [client, court], source: act 31}
    act-32: {to: [school, welfare], source: act 32}
  rules: [{disclosure.notice-given: {kind: rights}}]
reviews:
  - name: watch
    while: {states: [waiting]}
    every: 1 month
    remind: 7 days
    grace: 7 days
    source: act 25
"""

START: Final = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""When every case here is opened: a Monday, nine o'clock in Vienna."""

TICK: Final = timedelta(microseconds=1)
"""The smallest step of time that there is."""

ORGANISATIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "unit": "Unit North",
        "aftercare": "Aftercare North",
        "prison": "Prison North",
        "police": "Police North",
        "court": "Court North",
        "probation": "Probation North",
        "clinic": "Clinic North",
        "welfare": "Welfare North",
        "school": "School North",
        "client": "The client",
        "family": "The family",
    }
)
"""Who plays which role when a case is opened; nobody plays `mentor`."""


def actor(role: str, organisation: str = "") -> Actor:
    """Somebody who acts in a role, for the organisation that plays it unless another is given."""
    return Actor(f"p-{role}", organisation or ORGANISATIONS[role], role)


UNIT: Final = actor("unit")
PRISON: Final = actor("prison")
POLICE: Final = actor("police")
COURT: Final = actor("court")
WELFARE: Final = actor("welfare")
CLIENT: Final = actor("client")


@cache
def built(text: str = SYNTHETIC) -> Workflow:
    """The workflow of a text, which must be sound to the last warning."""
    found = check_text(text.encode(), "synthetic.yaml")
    assert [str(one) for one in found.findings] == []
    assert found.workflow is not None
    return found.workflow


def changed(old: str, new: str) -> Workflow:
    """The synthetic workflow with one place changed; the place must be there, and only once."""
    assert SYNTHETIC.count(old) == 1, f"{old!r} stands {SYNTHETIC.count(old)} times"
    return built(SYNTHETIC.replace(old, new))


@dataclass(slots=True)
class Desk:
    """A case on an engine in memory, and the clock that it goes by."""

    engine: Engine
    clock: ManualClock
    workflow: Workflow
    case_id: str = "c-1"

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return self.engine.case(self.case_id)

    @property
    def standing(self) -> Standing | None:
        """What stands above the case."""
        return self.engine.standing()

    def record(self, *events: StandingEvent) -> None:
        """Record facts above the case."""
        for one in events:
            self.engine.record_standing(UNIT, one)

    @property
    def now(self) -> datetime:
        """What the clock says."""
        return self.clock.now()

    def at(self, instant: datetime) -> None:
        """Set the clock."""
        self.clock.set(instant)

    def later(self, days: int = 0, hours: int = 0) -> None:
        """Let time pass."""
        self.clock.set(self.now + timedelta(days=days, hours=hours))

    def do(self, *commands: Command) -> None:
        """Give commands that must be accepted."""
        for one in commands:
            self.engine.do(self.case_id, one)

    def asks(self, command: Command) -> "Asked":
        """A command on the case as it stands, not given yet."""
        return Asked(self, self.case, command, self.now)

    def take(self, trigger: str, by: Actor = UNIT) -> "Asked":
        """A step, not taken yet."""
        return self.asks(c.TakeStep(actor=by, trigger=trigger))


@dataclass(frozen=True, slots=True)
class Asked:
    """One command on one case at one instant: what every workflow can be asked about alike."""

    desk: Desk
    case: Case | None
    command: Command
    now: datetime

    def decision(self, workflow: Workflow | None = None) -> Decision:
        """What it comes to under the case's workflow, or under another one."""
        asked = workflow or self.desk.workflow
        return decide(asked, self.case, self.desk.standing, self.command, self.now)

    def verdict(self, rule: str) -> Verdict:
        """What one rule says about it; of several uses, the one that has something to say."""
        found = [one for one in self.decision().verdicts if one.rule == rule]
        return next((one for one in found if not one.is_met), found[0])

    def refused_by(self, rule: str) -> Verdict:
        """As `verdict`; no other rule may refuse."""
        assert [one.rule for one in self.decision().refusing] == [rule]
        return self.verdict(rule)

    def execute(
        self,
        remedy: Remedy,
        open: Mapping[str, str] | None = None,  # noqa: A002 - as a remedy calls it
        by: str = "",
    ) -> None:
        """Carry a remedy out on the same case."""
        execute(self.desk.engine, self.desk.case_id, remedy, open, by=by)

    def again(self) -> Done:
        """Give the very same command, now."""
        return self.desk.engine.do(self.desk.case_id, self.command)

    def again_by(self, remedy: Remedy, role: str = "") -> Done:
        """Give the same command through somebody whom the remedy names."""
        assert remedy.command == command_name(self.command)
        who = one_of(self.desk.case, remedy, self.desk.now, role)
        return self.desk.engine.do(self.desk.case_id, replace(self.command, actor=who))


NO_CONTACTS: Final = ContactsListed(())
"""It is known above the cases that no organisation has a point of contact."""


def unopened(workflow: Workflow | None = None, standing: Sequence[StandingEvent] = ()) -> Desk:
    """An engine without a case, with these facts above all cases."""
    chosen = workflow or built()
    clock = ManualClock(START)
    desk = Desk(Engine(MemoryStore(clock), [chosen]), clock, chosen)
    desk.record(*standing)
    return desk


def opened(
    workflow: Workflow | None = None,
    standing: Sequence[StandingEvent] = (),
    without: tuple[str, ...] = (),
) -> Desk:
    """A case that the unit has just opened with every organisation but those of some roles."""
    desk = unopened(workflow, standing)
    parties = tuple(pair for pair in ORGANISATIONS.items() if pair[0] not in without)
    opening = c.OpenCase(actor=UNIT, bindings=parties)
    desk.engine.open_case(desk.workflow.identity.name, desk.case_id, opening)
    return desk


def execute(
    engine: Engine,
    case_id: str,
    remedy: Remedy,
    open: Mapping[str, str] | None = None,  # noqa: A002 - as a remedy calls it
    at: datetime | None = None,
    *,
    by: str = "",
) -> None:
    """Do what a remedy names, just as it names it: a command, or a fact above the cases.

    Exactly its open arguments are filled, and who gives it is one of those that it names.
    """
    filled = dict(open or {})
    assert set(filled) == set(remedy.open), f"open are {remedy.open}, filled {tuple(filled)}"
    case = engine.case(case_id)
    who = one_of(case, remedy, at or START + timedelta(days=36_500), by)
    arguments = {**dict(remedy.filled), **filled}
    if remedy.command in STANDING_NAMES:
        engine.record_standing(who, standing_from(remedy.command, arguments))
    else:
        engine.do(case_id, command_from(remedy.command, arguments, who, at))


def one_of(case: Case, remedy: Remedy, at: datetime, role: str = "") -> Actor:
    """Somebody of the case whom the remedy names: the first who can be, or of a role."""
    assert not role or role in remedy.by
    roles = (role,) if role else remedy.by or (case.lead.current.role,)
    playing = [(one, found) for one in roles for found in case.parties.organisations(one, at)]
    assert playing, f"nobody in the case plays any of {roles}"
    return actor(*playing[0])


Said = tuple[str, str, str, str, dict[str, str]]


def said(verdict: Verdict) -> Said:
    """Rule, strength, source, message and fields of a verdict that is not met."""
    reason = verdict.reason
    assert reason is not None
    values = {one.name: one.value for one in reason.fields}
    assert render(reason.message, values)
    return verdict.rule, verdict.strength.value, str(verdict.source), reason.message, values


def shown_to(verdict: Verdict) -> dict[str, str]:
    """Who may see each field of a verdict."""
    assert verdict.reason is not None
    return {one.name: one.shown_to.value for one in verdict.reason.fields}


def hand_over(desk: Desk, role: str, old: Actor = UNIT) -> None:
    """The lead goes to another role, in three acts."""
    desk.do(
        c.ProposeLead(actor=old, role=role, organisation=ORGANISATIONS[role]),
        c.AcceptLead(actor=actor(role)),
        c.TakeOverLead(actor=old),
    )


def convened(desk: Desk, name: str = "k-1", kind: str = "closed-door") -> None:
    """The unit convenes a conference for today."""
    today = desk.now.date()
    desk.do(c.ConveneConference(actor=UNIT, conference=name, type=kind, planned_on=today))


def entered(desk: Desk, *stages: str, name: str = "k-1") -> None:
    """A conference goes through these stages."""
    desk.do(*(c.EnterStage(actor=UNIT, conference=name, stage=one) for one in stages))


def attends(
    role: str,
    person: str = "",
    *,
    name: str = "k-1",
    presence: Presence = Presence.IN_PERSON,
    deputy_for: str = "",
    organisation: str = "",
) -> c.RecordAttendance:
    """The unit records that somebody of a role was there."""
    return c.RecordAttendance(
        actor=UNIT,
        conference=name,
        person=person or f"p-{role}",
        role=role,
        organisation=organisation or ORGANISATIONS[role],
        presence=presence,
        deputy_for=deputy_for,
    )


def held(desk: Desk, name: str = "k-1") -> None:
    """A closed-door conference is held now, from its convening to its end."""
    convened(desk, name)
    entered(desk, "preparation", "exchange", name=name)
    desk.do(
        attends("police", name=name),
        attends("unit", name=name),
        attends("unit", "p-unit-2", name=name),
    )
    entered(desk, "decision", name=name)
    desk.do(c.CloseConference(actor=UNIT, conference=name))


def agreed(
    scope: str = "sharing",
    text: str = "2",
    at: datetime | None = None,
    until: date | None = None,
) -> c.GiveConsent:
    """The unit records the client's consent."""
    return c.GiveConsent(
        actor=UNIT,
        scope=scope,
        text_version=text,
        language="de",
        witness="p-9",
        occurred_at=at,
        expires_on=until,
    )


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
