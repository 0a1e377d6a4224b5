"""Two histories that differ only in what a state-security conference keeps to itself.

A history is a list of beats. In a beat both worlds are told the same, and each is told its own
secrets besides: items, contributions, decisions, actions, minutes of the conference, another
conference, some of them taken back or erased, as many as were drawn. What the client, the family
and the court are answered meanwhile, and every view of theirs at the end, is the transcript of a
world.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Final

from ddrflow.clock import ManualClock
from ddrflow.engine import Done, Engine
from ddrflow.engine.views import VIEWS
from ddrflow.errors import DdrflowError
from ddrflow.messages import render
from ddrflow.model import commands as c
from ddrflow.model.agency import Actor, Viewer
from ddrflow.model.commands import Command
from ddrflow.model.conference import Presence
from ddrflow.model.consent import Participation
from ddrflow.model.effort import Resource
from ddrflow.model.information import InformationClass
from ddrflow.model.interest import Interest
from ddrflow.model.item import ItemKind
from ddrflow.model.record import Function
from ddrflow.model.reference import Relation
from ddrflow.model.request import RequestAnswer
from ddrflow.model.verdict import Reason
from ddrflow.model.workflow import Workflow
from ddrflow.store.memory import MemoryStore
from ddrflow.wire import entry_to_json
from ddrflow.workflow.load import load

START: Final = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
CASE: Final = "c-1"
ROLES: Final = (
    "state-security",
    "neustart",
    "prison",
    "prosecutor",
    "court",
    "probation",
    "client",
    "network",
)
BELOW: Final = ("client", "network", "court")
"""Who may sit in no confidential conference: two lay parties and one agency."""
LAY: Final = ("client", "network")
"""Who is no agency."""
SSC, SNC = "ssc-1", "snc-1"
SECRET: Final = InformationClass.CONFIDENTIAL

Make = Callable[[int], Command]


def who(role: str) -> Actor:
    """Somebody of the one organisation that plays a role."""
    return Actor(f"p-{role}", f"org-{role}", role)


@cache
def workflow() -> Workflow:
    """The shipped Austrian workflow."""
    return load("neustart")


# ---- what is kept in the conference; the number makes ids that are new


def _item(number: int, *, by: str = "state-security", conference: str = SSC) -> Command:
    return c.RecordItem(
        actor=who(by),
        item=f"item-{number}",
        kind=list(ItemKind)[number % 3],
        information=SECRET,
        conference=conference,
        text=f"Secret {number}.",
    )


def _released(number: int) -> Command:
    del number
    return c.ReleaseItem(actor=who("state-security"), item="item-0", roles=("prison",))


def _disclosed(number: int) -> Command:
    del number
    return c.DiscloseItem(
        actor=who("state-security"),
        item="item-0",
        role="prison",
        organisation="org-prison",
        basis="sng-6a-2",
        purpose="safe-visits",
        necessity="The visits begin next week.",
    )


def _withdrawn(number: int) -> Command:
    item = f"item-{max(number - 1, 0)}"
    return c.WithdrawItem(actor=who("state-security"), item=item, why="found-wrong")


def _first_withdrawn(number: int) -> Command:
    del number
    return c.WithdrawItem(actor=who("state-security"), item="item-0", why="found-wrong")


def _heard(number: int) -> Command:
    del number
    return c.TellWithdrawn(
        actor=who("state-security"), item="item-0", role="prison", organisation="org-prison"
    )


def _asked(number: int) -> Command:
    return c.RequestInformation(
        actor=who("state-security"),
        request=f"r-{number}",
        role="neustart",
        organisation="org-neustart",
        subject="secret-place",
        purpose="safe-visits",
        by_day=date(2026, 12, 31) if number % 2 else None,
        text="Secret.",
    )


def _answered(number: int) -> Command:
    refuses = number % 2 == 1
    return c.AnswerRequest(
        actor=who("neustart"),
        request=f"r-{max(number - 1, 0)}",
        answer=RequestAnswer.REFUSED if refuses else RequestAnswer.GIVEN,
        why="not-now" if refuses else "",
    )


def _contributed(number: int) -> Command:
    text = f"Secret {number}."
    return c.RecordContribution(actor=who("neustart"), conference=SSC, role="neustart", text=text)


def _decided(number: int) -> Command:
    return c.RecordDecision(
        actor=who("state-security"), conference=SSC, decision=f"d-{number}", text="Secret."
    )


def _agreed(number: int) -> Command:
    return c.RecordAction(
        actor=who("state-security"),
        conference=SSC,
        action=f"a-{number}",
        owner="prison",
        due_on=date(2026, 3, 2) + timedelta(days=number),
    )


def _minuted(number: int) -> Command:
    return c.RecordMinutes(
        actor=who("state-security"), conference=SSC, minutes=f"m-{number}", text="Secret."
    )


def _convened(number: int) -> Command:
    return c.ConveneConference(
        actor=who("state-security"),
        conference=f"ssc-{number + 2}",
        type="state-security",
        planned_on=date(2026, 3, 2) + timedelta(days=number),
    )


def _staged(number: int) -> Command:
    stage = ("decision", "exchange")[number % 2]
    return c.EnterStage(actor=who("state-security"), conference=SSC, stage=stage)


def _closed(number: int) -> Command:
    del number
    return c.CloseConference(actor=who("state-security"), conference=SSC)


def _cancelled(number: int) -> Command:
    conference = SSC if number % 2 else f"ssc-{number + 1}"
    return c.CancelConference(actor=who("state-security"), conference=conference)


def _attended(number: int) -> Command:
    role = ("state-security", "neustart", "prison")[number % 3]
    return c.RecordAttendance(
        actor=who("state-security"),
        conference=SSC,
        person=f"p-s{number}",
        role=role,
        organisation=f"org-{role}",
        stage="exchange",
    )


def _invited(number: int) -> Command:
    role = ("probation", "prison", "prosecutor")[number % 3]
    return c.InviteToConference(
        actor=who("state-security"), conference=SSC, role=role, organisation=f"org-{role}"
    )


def _done(number: int) -> Command:
    action = f"a-{max(number - 1, 0)}"
    return c.CompleteAction(actor=who("prison"), conference=SSC, action=action)


def _lifted(number: int) -> Command:
    return c.AllowDeviation(
        actor=who("prosecutor"),
        rule="training.joint",
        place="state-security:attending",
        until=START + timedelta(days=900 + number),
        asked_by="p-state-security",
        reason="Secret.",
    )


def _referred(number: int) -> Command:
    return c.AddReference(
        actor=who("state-security"),
        system="state-cases",
        reference=f"st-{number}",
        relation=list(Relation)[number % 4],
        information=SECRET,
    )


SECRETS: Final[dict[str, Make]] = {
    "reference": _referred,
    "item": _item,
    "own item of Neustart": lambda number: _item(number, by="neustart"),
    "item outside": lambda number: _item(number, conference=""),
    "release among agencies": _released,
    "disclosure": _disclosed,
    "withdrawal": _withdrawn,
    "first item withdrawn": _first_withdrawn,
    "word of a withdrawal": _heard,
    "request": _asked,
    "answer": _answered,
    "contribution": _contributed,
    "decision": _decided,
    "action": _agreed,
    "minutes": _minuted,
    "another conference": _convened,
    "stage": _staged,
    "closing": _closed,
    "calling off": _cancelled,
    "attendance": _attended,
    "invitation": _invited,
    "action done": _done,
    "deviation": _lifted,
}


def _declared(number: int) -> Command:
    role = ("network", "neustart")[number % 2]
    interest = (Interest.SUSPECT, Interest.WITNESS)[number % 2]
    return c.DeclareInterest(
        actor=who("prison"), role=role, organisation=f"org-{role}", interest=interest
    )


def _over(number: int) -> Command:
    role = ("network", "neustart")[number % 2]
    interest = (Interest.SUSPECT, Interest.WITNESS)[number % 2]
    return c.EndInterest(
        actor=who("prison"),
        role=role,
        organisation=f"org-{role}",
        interest=interest,
        why="looked-into",
    )


#: What the agencies know among themselves, and who is no agency does not.
AMONG_AGENCIES: Final[dict[str, Make]] = {"interest": _declared, "interest over": _over}
TAKEN_BACK: Final = "taken back"
ERASED: Final = "erased"
KINDS: Final = (*SECRETS, TAKEN_BACK, ERASED)


# ---- what both worlds are told


def _snc(stage: str) -> Make:
    return lambda _: c.EnterStage(actor=who("neustart"), conference=SNC, stage=stage)


def _need(number: int) -> Command:
    need = f"need-{number}"
    return c.IdentifyNeed(actor=who("neustart"), need=need, kind="housing", owner="neustart")


def _consent(number: int) -> Command:
    del number
    return c.GiveConsent(
        actor=who("neustart"),
        scope="social-network-conference",
        text_version="2024-1",
        language="de",
        witness="p-9",
    )


def _ordered(number: int) -> Command:
    return c.SetParticipation(
        actor=who("neustart"),
        measure="talks",
        participation=Participation.ORDERED,
        order=f"order-{number}",
    )


def _minor(number: int) -> Command:
    return c.RecordMinority(actor=who("neustart"), until=date(2027, 1, 1 + number % 28))


def _told(kind: str) -> Make:
    return lambda _: c.GiveNotice(actor=who("neustart"), kind=kind, version="1", language="de")


def _step(trigger: str, by: str) -> Make:
    return lambda _: c.TakeStep(actor=who(by), trigger=trigger)


def _letter(number: int) -> Command:
    return c.FileDocument(actor=who("neustart"), kind="referral", document=f"doc-{number}")


def _sits(number: int) -> Command:
    return c.RecordAttendance(
        actor=who("neustart"),
        conference=SNC,
        person=f"p-{number}",
        role="neustart",
        organisation="org-neustart",
        presence=Presence.IN_PERSON,
    )


def _open_item(number: int) -> Command:
    return c.RecordItem(
        actor=who("neustart"),
        item=f"open-{number}",
        kind=ItemKind.FACT,
        information=InformationClass.OPEN,
        text="Everybody may know.",
    )


def _taken_back(number: int) -> Command:
    item = f"open-{max(number - 1, 0)}"
    return c.WithdrawItem(actor=who("neustart"), item=item, why="found-wrong")


def _passed_on(number: int) -> Command:
    return c.DiscloseItem(
        actor=who("neustart"),
        item=f"open-{max(number - 1, 0)}",
        role="court",
        organisation="org-court",
        basis="evidence",
        purpose="decision-on-visits",
    )


def _court_hears(number: int) -> Command:
    item = f"open-{max(number - 1, 0)}"
    return c.TellWithdrawn(actor=who("neustart"), item=item, role="court", organisation="org-court")


def _court_asked(number: int) -> Command:
    return c.RequestInformation(
        actor=who("neustart"),
        request=f"to-court-{number}",
        role="court",
        organisation="org-court",
        subject="next-hearing",
        purpose="release-planning",
        by_day=date(2026, 12, 24),
    )


def _planned(number: int) -> Command:
    del number
    return c.AdoptPlan(
        actor=who("neustart"),
        kind="release-plan",
        parts=("residence", "daily-structure", "probation-contact", "reparation"),
    )


def _acknowledged(number: int) -> Command:
    del number
    return c.AcknowledgeNotice(actor=who("client"), kind="what-is-shared")


def _let_in(number: int) -> Command:
    organisation = f"org-welfare-{number}"
    return c.BindRole(actor=who("neustart"), role="welfare", organisation=organisation)


def _named(number: int) -> Command:
    return c.NamePerson(
        actor=who("neustart"),
        role="neustart",
        organisation="org-neustart",
        function=Function.WORKER,
        person=f"p-{number}",
    )


def _called(number: int) -> Command:
    del number
    return c.CallReview(actor=who("neustart"), review="custody-review", why="new-facts")


def _spent(number: int) -> Command:
    return c.RecordEffort(
        actor=who("neustart"),
        role="neustart",
        organisation="org-neustart",
        resource=Resource.HUMAN,
        minutes=number + 1,
    )


SHARED: Final[dict[str, Make]] = {
    "need": _need,
    "consent": _consent,
    "order": _ordered,
    "minor": _minor,
    "multi-agency notice": _told("multi-agency"),
    "what is shared": _told("what-is-shared"),
    "admit": _step("admit", "prison"),
    "court releases": _step("court-releases", "court"),
    "recall": _step("recall", "court"),
    "referral": _snc("referral"),
    "preparation": _snc("preparation"),
    "information": _snc("information"),
    "family-only": _snc("family-only"),
    "attendance": _sits,
    "document": _letter,
    "open item": _open_item,
    "open item told": _passed_on,
    "open item withdrawn": _taken_back,
    "word to the court": _court_hears,
    "request to the court": _court_asked,
    "plan": _planned,
    "acknowledged": _acknowledged,
    "prepare release": _step("prepare-release", "neustart"),
    "release": _step("release", "prison"),
    "close": _step("close", "neustart"),
    "welfare": _let_in,
    "worker": _named,
    "review called": _called,
    "effort": _spent,
}


TIME: Final = "what is due by now"

# ---- what those below the wall try: each answer is compared


def _probe_item(role: str) -> Make:
    return lambda number: c.DiscloseItem(
        actor=who(role),
        item=f"item-{number % 4}",
        role="client",
        organisation="org-client",
        basis="access-of-the-subject",
        purpose="curiosity",
    )


def _probe_release(role: str) -> Make:
    item = "item-0"
    return lambda _: c.ReleaseItem(actor=who(role), item=item, roles=(role,))


def _probe_word(role: str) -> Make:
    return lambda number: c.TellWithdrawn(
        actor=who(role), item=f"item-{number % 4}", role="prison", organisation="org-prison"
    )


def _probe_request(role: str) -> Make:
    return lambda number: c.RequestInformation(
        actor=who(role),
        request=f"r-{number % 4}" if role != "court" else f"court-r-{number}",
        role="state-security",
        organisation="org-state-security",
        subject="what-is-known",
        purpose="curiosity",
    )


def _probe_answer(role: str) -> Make:
    return lambda number: c.AnswerRequest(
        actor=who(role),
        request=f"r-{number % 4}" if number % 2 else f"to-court-{number % 12}",
        answer=RequestAnswer.GIVEN,
        items=("item-0",) if number % 3 == 0 else (),
    )


def _probe_minutes(role: str) -> Make:
    return lambda number: c.RecordMinutes(actor=who(role), conference=SSC, minutes=f"m-{number}")


def _probe_id(role: str) -> Make:
    return lambda number: c.RecordItem(
        actor=who(role),
        item=f"item-{number % 4}" if role != "court" else f"court-{number}",
        kind=ItemKind.HEARSAY,
        information=InformationClass.INTERNAL,
    )


def _probe_entry(role: str) -> Make:
    return lambda number: c.CorrectEntry(
        actor=who(role), wrong=number * 2 % 23 + 1, why="recorded-in-error"
    )


def _probe_erasure(role: str) -> Make:
    return lambda number: c.EraseContent(
        actor=who(role), entries=(number * 2 % 23 + 1,), basis="gdpr-17", why="asked-for"
    )


def _probe_unbinding(role: str) -> Make:
    return lambda _: c.UnbindRole(
        actor=who(role), role="state-security", organisation="org-state-security"
    )


def _probe_step(role: str) -> Make:
    return lambda number: c.TakeStep(
        actor=who(role),
        trigger=("admit", "release", "prepare-release", "fly")[number % 4],
        reason=f"Asked by {role}.",
    )


def _probe_document(role: str) -> Make:
    return lambda number: c.FileDocument(
        actor=who(role), kind="testimony", document=f"t-{number}", items=("item-0",)
    )


def _probe_breach(role: str) -> Make:
    return lambda number: c.CloseBreach(actor=who(role), breach=f"breach-{number % 3 + 1}")


def _probe_conference(role: str) -> Make:
    return lambda number: c.ConveneConference(
        actor=who(role),
        conference=f"ssc-{number % 5}",
        type=("state-security", "social-network")[number % 2],
        planned_on=date(2026, 4, 2),
    )


def _probe_action(role: str) -> Make:
    return lambda number: c.CompleteAction(
        actor=who(role), conference=(SSC, "ssc-2")[number % 2], action=f"a-{number % 4}"
    )


def _probe_deviation(role: str) -> Make:
    return lambda number: c.AllowDeviation(
        actor=who(role),
        rule="training.joint",
        place="state-security:attending",
        until=START + timedelta(days=900 + number),
        asked_by="p-state-security",
        reason=f"Asked by {role}.",
    )


def _probe_ending(role: str) -> Make:
    return lambda number: (
        c.CloseConference(actor=who(role), conference=SSC),
        c.CancelConference(actor=who(role), conference=SSC),
        c.EnterStage(actor=who(role), conference=SSC, stage="decision"),
    )[number % 3]


def _probe_sitting(role: str) -> Make:
    return lambda number: c.RecordAttendance(
        actor=who(role),
        conference=SNC,
        person=f"p-{number}",
        role="network",
        organisation="org-network",
    )


def _probe_interest(role: str) -> Make:
    own = {"role": "network", "organisation": "org-network", "interest": Interest.SUSPECT}
    return lambda number: (
        c.EndInterest(actor=who(role), why="not-true", **own)  # type: ignore[arg-type]
        if number % 2
        else c.DeclareInterest(actor=who(role), **own)  # type: ignore[arg-type]
    )


def _probe_reference(role: str) -> Make:
    return lambda number: (
        c.AddReference(
            actor=who(role),
            system="state-cases",
            reference=f"st-{number % 4}",
            relation=Relation.SAME_PERSON,
        )
        if number % 2
        else c.EndReference(
            actor=who(role),
            system="state-cases",
            reference=f"st-{number % 4}",
            relation=Relation.SAME_PERSON,
            why="wrong-case",
        )
    )


PROBES: Final[dict[str, Callable[[str], Make]]] = {
    "an item": _probe_item,
    "a release": _probe_release,
    "word of a withdrawal": _probe_word,
    "a request": _probe_request,
    "an answer": _probe_answer,
    "minutes": _probe_minutes,
    "an id": _probe_id,
    "an entry": _probe_entry,
    "an erasure": _probe_erasure,
    "a party": _probe_unbinding,
    "a step": _probe_step,
    "a testimony": _probe_document,
    "a breach": _probe_breach,
    "a conference": _probe_conference,
    "an action": _probe_action,
    "a deviation": _probe_deviation,
    "an ending": _probe_ending,
    "a seat": _probe_sitting,
    "a reference": _probe_reference,
    "an interest": _probe_interest,
}


@dataclass(frozen=True, slots=True)
class Beat:
    """The same for both worlds: how much later, what is said or tried, at which version."""

    hours: int
    shared: str = ""
    probe: str = ""
    prober: str = "client"
    expected: int | None = None


@dataclass(slots=True)
class World:
    """One history as it is made, with what those below the wall are answered."""

    clock: ManualClock = field(default_factory=lambda: ManualClock(START))
    engine: Engine = field(init=False)
    answers: list[str] = field(default_factory=list)
    kept: int = 0
    secrets: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """The case, with a state-security conference that sits and a social-network one."""
        self.engine = Engine(MemoryStore(self.clock), [workflow(), load("catalonia")])
        others = tuple((role, f"org-{role}") for role in ROLES)
        opening = c.OpenCase(actor=who("neustart"), bindings=others)
        self.engine.open_case("neustart", CASE, opening)
        today = self.clock.now().date()
        for name, kind, by in (
            (SSC, "state-security", "state-security"),
            (SNC, "social-network", "neustart"),
        ):
            self.engine.do(
                CASE,
                c.ConveneConference(actor=who(by), conference=name, type=kind, planned_on=today),
            )
        paper = ("terrorism-connection", "charge-1")
        self.engine.do(
            CASE, c.FileDocument(actor=who("prosecutor"), kind=paper[0], document=paper[1])
        )
        for stage in ("preparation", "exchange"):
            self.engine.do(
                CASE, c.EnterStage(actor=who("state-security"), conference=SSC, stage=stage)
            )

    def live(self, beat: Beat, number: int, secrets: Sequence[str]) -> None:
        """Time passes, the world keeps its own secrets, and then what both are told."""
        self.clock.set(self.clock.now() + timedelta(hours=beat.hours))
        for kind in secrets:
            self._keep(kind)
        if beat.shared == TIME:
            self.engine.lapse(CASE)
        elif beat.shared:
            self._give(SHARED[beat.shared](number))
        if beat.probe:
            command = PROBES[beat.probe](beat.prober)(number)
            answer = self._give(command, beat.expected)
            self.answers.append(f"{number} {beat.prober}: {self._read(answer, command)}")

    def _keep(self, kind: str) -> None:
        lead = self.engine.case(CASE).lead.current
        actor = Actor("p-lead", lead.organisation, lead.role)
        if kind == ERASED:
            command: Command = c.EraseContent(
                actor=actor, entries=tuple(self.secrets[-1:]) or (5,), basis="led-16", why="over"
            )
        elif kind == TAKEN_BACK:
            last = self.secrets[-1] if self.secrets else 5
            command = c.CorrectEntry(actor=actor, wrong=last, why="recorded-in-error")
        else:
            command = (SECRETS | AMONG_AGENCIES)[kind](self.kept)
            self.kept += 1
        answer = self._give(command)
        if isinstance(answer, Done):
            self.secrets += [one.seq for one in answer.entries]

    def _give(self, command: Command, expected: int | None = None) -> Done | DdrflowError:
        try:
            return self.engine.do(CASE, command, expected_version=expected)
        except DdrflowError as fault:
            return fault

    def _read(self, answer: Done | DdrflowError, command: Command) -> str:
        if isinstance(answer, DdrflowError):
            return f"{type(answer).__name__} {answer}"
        version, entries = self.engine.recorded(answer, Viewer.of(command.actor))
        written = [entry_to_json(one) for one in entries]
        return f"version {version} {written} {answer.warnings}"

    def transcript(self, below: Sequence[str] = BELOW) -> dict[str, bytes]:
        """Everything that those below the wall are ever told, by view and reader."""
        told: dict[str, bytes] = {"answers": "\n".join(self.answers).encode()}
        for role in below:
            reader = Viewer(f"org-{role}", role)
            for name, view in VIEWS.items():
                told[f"{name} of {role}"] = plain(view(self.engine, CASE, reader)).encode()
            for trigger in (*workflow().triggers(), "fly"):
                found = self.engine.why_not(CASE, trigger, reader)
                told[f"why not {trigger} of {role}"] = plain(found).encode()
        return told


def plain(value: object) -> str:
    """Any answer as text, its messages in words too."""
    if isinstance(value, Reason):
        words = render(value.message, {one.name: one.value for one in value.fields})
        return f"{value!r} {words}"
    if isinstance(value, tuple | list):
        return f"[{', '.join(plain(one) for one in value)}]"
    slots = getattr(type(value), "__dataclass_fields__", None)
    if slots is None:
        return repr(value)
    return f"({', '.join(f'{name}={plain(getattr(value, name))}' for name in slots)})"


def lived(beats: Sequence[Beat], secrets: Sequence[Sequence[str]]) -> World:
    """A world through these beats, with its own secrets at each."""
    world = World()
    for number, (beat, kept) in enumerate(zip(beats, secrets, strict=True)):
        world.live(beat, number, kept)
    return world
