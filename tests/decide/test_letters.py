"""Who is told what of an entry, and what it changes in calendars."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from ddrflow.clock import ManualClock
from ddrflow.decide import Appointment, Post
from ddrflow.decide.letters import Letter, readable
from ddrflow.engine import Engine
from ddrflow.model import commands as c
from ddrflow.model.information import InformationClass
from ddrflow.model.verdict import Field, Reason
from ddrflow.store.memory import MemoryStore
from tests.builders import UNIT, opened
from tests.decide.test_migrating import move
from tests.properties.wall_case import CASE, ROLES, START, who, workflow
from tests.versions import version

DAY: Final = timedelta(days=1)
INVITE: Final = c.InviteToConference(
    actor=who("neustart"),
    conference="snc-1",
    role="prison",
    organisation="org-prison",
    need="need-1",
)
NEED: Final = c.IdentifyNeed(actor=who("neustart"), need="need-1", kind="family", owner="neustart")


class Story:
    """A case of the shipped Austrian procedure, and what goes out of it."""

    def __init__(self) -> None:
        self.clock = ManualClock(START)
        self.engine = Engine(MemoryStore(self.clock), [workflow()])
        others = tuple((role, f"org-{role}") for role in ROLES)
        opening = c.OpenCase(actor=who("neustart"), bindings=others)
        self.engine.open_case("neustart", CASE, opening)

    def do(self, *commands: c.Command) -> list[Post]:
        """What goes out of what is recorded of these commands."""
        return [
            self.engine.post(CASE, entry.seq)
            for one in commands
            for entry in self.engine.do(CASE, one).entries
        ]

    def later(self, days: int) -> list[Post]:
        """The same of what time brings about."""
        self.clock.set(self.clock.now() + days * DAY)
        found = [entry for one in self.engine.lapse(CASE) for entry in one.entries]
        return [self.engine.post(CASE, one.seq) for one in found]


def told(posts: list[Post]) -> list[tuple[str, str, date | None]]:
    """To whom what goes, about which day."""
    return [
        (one.to.removeprefix("org-"), one.what.message.removeprefix("letter."), one.on)
        for post in posts
        for one in post.letters
    ]


def marked(posts: list[Post]) -> list[tuple[str, str, date, int, bool]]:
    """What is put into which calendar."""
    return [
        (one.to.removeprefix("org-"), one.name, one.on, one.number, one.is_cancelled)
        for post in posts
        for one in post.appointments
    ]


def inside() -> Story:
    """The case came into custody, where it is reviewed."""
    story = Story()
    notice = c.GiveNotice(actor=who("neustart"), kind="multi-agency", version="1", language="de")
    posts = story.do(notice, c.TakeStep(actor=who("prison"), trigger="admit"))
    assert marked(posts) == [("neustart", "custody-review", date(2026, 9, 2), 0, False)]
    assert told(posts) == []
    return story


def invited(story: Story) -> list[Post]:
    """The prison is asked to the conference as well."""
    convened(story)
    story.do(NEED)
    return story.do(INVITE)


def convened(story: Story, name: str = "snc-1", kind: str = "social-network") -> list[Post]:
    day = story.clock.now().date() + 10 * DAY
    by = "neustart" if kind == "social-network" else "state-security"
    command = c.ConveneConference(actor=who(by), conference=name, type=kind, planned_on=day)
    return story.do(command)


def test_the_owner_hears_that_a_review_comes_due_is_due_and_was_missed() -> None:
    story = inside()
    due = date(2026, 9, 2)
    assert told(story.later(160)) == [("neustart", "review-reminded", due)]
    assert told(story.later(30)) == [("neustart", "review-fell-due", due)]
    missed = told(story.later(40))
    assert missed == [
        ("neustart", "review-missed", due),
        ("prosecutor", "review-missed", due),
    ]


def test_whoever_is_told_hears_that_a_review_is_left_out() -> None:
    story = inside()
    posts = story.later(400)
    assert ("prosecutor", "review-left-out", date(2027, 3, 2)) in told(posts)


def test_a_review_that_is_held_moves_to_its_next_day_in_the_same_appointment() -> None:
    story = inside()
    story.later(190)
    posts = story.do(c.HoldReview(actor=who("neustart"), review="custody-review"))
    assert marked(posts) == [("neustart", "custody-review", date(2027, 3, 2), 1, False)]
    runs = {one.run for one in story.engine.calendar("org-neustart")}
    assert runs == {"2026-03-02"}


def test_who_convenes_and_the_core_hear_of_a_conference_and_have_its_day() -> None:
    story = Story()
    posts = convened(story)
    day = date(2026, 3, 12)
    assert told(posts) == [
        (one, "conference-convened", day) for one in ("neustart", "client", "network")
    ]
    assert marked(posts) == [
        (one, "snc-1", day, 0, False) for one in ("neustart", "client", "network")
    ]


def test_who_is_invited_hears_of_it_alone() -> None:
    posts = invited(Story())
    assert told(posts) == [("prison", "conference-invited", date(2026, 3, 12))]
    assert marked(posts) == [("prison", "snc-1", date(2026, 3, 12), 0, False)]


def test_all_who_were_asked_hear_that_a_conference_is_called_off() -> None:
    story = Story()
    invited(story)
    posts = story.do(c.CancelConference(actor=who("neustart"), conference="snc-1"))
    asked = ("neustart", "client", "network", "prison")
    assert told(posts) == [(one, "conference-cancelled", date(2026, 3, 12)) for one in asked]
    assert marked(posts) == [(one, "snc-1", date(2026, 3, 12), 1, True) for one in asked]
    assert story.engine.calendar("org-client") == ()


def test_who_was_invited_in_error_hears_of_that_and_has_it_out_of_its_calendar() -> None:
    story = Story()
    [post] = invited(story)
    wrong = c.CorrectEntry(actor=who("neustart"), wrong=post.entry.seq, why="recorded-in-error")
    posts = story.do(wrong)
    day = date(2026, 3, 12)
    assert told(posts) == [("prison", "invitation-taken-back", day)]
    assert marked(posts) == [("prison", "snc-1", day, 1, True)]
    again = story.engine.post(CASE, post.entry.seq)
    assert (again.letters, again.appointments) == ((), ()), "it is not told as if it stood"


def test_nobody_below_the_wall_hears_of_a_confidential_conference() -> None:
    story = Story()
    posts = convened(story, "ssc-1", "state-security")
    assert {one for one, _, _ in told(posts)} == {"state-security", "neustart"}
    assert {one.shown_to for post in posts for one in post.appointments} == {
        InformationClass.CONFIDENTIAL
    }


def test_the_successor_hears_that_it_is_asked_to_lead_and_until_when() -> None:
    story = inside()
    command = c.ProposeLead(actor=who("neustart"), role="probation", organisation="org-probation")
    refused = story.engine.decide(CASE, command)
    role = "probation" if refused.is_allowed else "state-security"
    posts = story.do(replace(command, role=role, organisation=f"org-{role}"))
    assert told(posts) == [(role, "lead-proposed", date(2026, 3, 16))]
    expired = told(story.later(20))
    assert expired == [
        ("neustart", "proposal-expired", date(2026, 3, 16)),
        (role, "proposal-expired", date(2026, 3, 16)),
    ]


def test_the_lead_hears_that_a_consent_ran_out_and_that_one_was_withdrawn() -> None:
    story = Story()
    given = c.GiveConsent(
        actor=who("neustart"),
        scope="social-network-conference",
        text_version="2024-1",
        language="de",
        witness="p-9",
        expires_on=date(2026, 4, 2),
    )
    story.do(given)
    assert ("neustart", "consent-expired", None) in told(story.later(40))
    story.do(replace(given, expires_on=None))
    withdrawn = c.WithdrawConsent(actor=who("neustart"), scope="social-network-conference")
    assert told(story.do(withdrawn)) == [("neustart", "consent-withdrawn", None)]


def test_who_is_asked_for_information_hears_of_it_and_nobody_else() -> None:
    command = c.RequestInformation(
        actor=who("neustart"),
        request="r-1",
        role="court",
        organisation="org-court",
        subject="next-hearing",
        purpose="release-planning",
        by_day=date(2026, 12, 24),
    )
    [post] = Story().do(command)
    assert told([post]) == [("court", "information-requested", date(2026, 12, 24))]
    [letter] = post.letters
    assert {one.name for one in letter.what.fields} == {"request", "by"}


def test_who_left_the_case_is_told_nothing_more() -> None:
    """Also of what was recorded while it was there, and is only sent now."""
    story = Story()
    [post] = invited(story)
    assert [one.to for one in post.letters] == ["org-prison"]
    leaves = c.UnbindRole(actor=who("neustart"), role="prison", organisation="org-prison")
    story.do(leaves)
    again = story.engine.post(CASE, post.entry.seq)
    assert (again.letters, again.appointments) == ((), ())


def test_a_letter_with_one_field_above_its_reader_is_not_sent_at_all() -> None:
    case = Story().engine.case(CASE)
    fields = (Field("review", "r"), Field("rule", "x", InformationClass.INTERNAL))
    letters = [Letter(f"org-{one}", Reason("letter.x", fields)) for one in ROLES]
    found = readable(workflow(), case, letters, START)
    assert {one.to for one in found} == {f"org-{one}" for one in ROLES} - {
        "org-client",
        "org-network",
    }
    elsewhere = Letter("org-elsewhere", Reason("letter.x"))
    assert readable(workflow(), case, [elsewhere], START) == ()


def test_a_calendar_holds_what_is_ahead_in_all_open_cases_by_its_day() -> None:
    story = inside()
    convened(story)
    found = story.engine.calendar("org-neustart")
    assert [(one.kind, one.name, str(one.on)) for one in found] == [
        ("conference", "snc-1", "2026-03-12"),
        ("review", "custody-review", "2026-09-02"),
    ]
    assert story.engine.calendar("org-elsewhere") == ()
    assert all(isinstance(one, Appointment) for one in found)


def test_a_review_that_another_version_calls_otherwise_moves_in_the_calendar() -> None:
    """The old day is cancelled and the new one made, entry by entry, and each can be asked for."""
    desk = opened()
    desk.do(c.TakeStep(actor=UNIT, trigger="stay"))
    to = version(("name: watch", "name: look-in"), migrates="reviews: {watch: look-in}")
    before = {one.name for one in desk.engine.calendar(UNIT.organisation)}
    move(desk, to)
    found = [
        (one.name, one.is_cancelled)
        for entry in desk.engine.events(desk.case_id)
        for one in desk.engine.post(desk.case_id, entry.seq).appointments
        if one.to == UNIT.organisation
    ]
    assert before == {"watch"}
    assert found[-2:] == [("watch", True), ("look-in", False)]
    assert {one.name for one in desk.engine.calendar(UNIT.organisation)} == {"look-in"}
