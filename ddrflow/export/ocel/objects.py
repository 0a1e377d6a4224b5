"""The objects of one case: itself, its terms of lead, its conferences, the turns of its reviews.

They are taken from the case as the record makes it, so that none is there of what a correction
declares wrong, and what a conference counts as is what the engine says.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from ddrflow.export.ocel.parts import Things, id_of
from ddrflow.export.turns import Told, Turn
from ddrflow.model.case import Case
from ddrflow.model.conference import CLOSED, Conference, Outcome
from ddrflow.model.events import CaseMigrated, CaseOpened, Entry, StepTaken
from ddrflow.model.fold import fold

ENDED = "none"


class CaseThings:
    """The objects of one case in a log: what events can be related to."""

    def __init__(self, things: Things, history: Sequence[Entry], *, simulated: bool) -> None:
        self.things = things
        self.case: Case = fold(history)
        opened = history[0].event
        workflow = opened.workflow if isinstance(opened, CaseOpened) else self.case.workflow
        self.id = things.made(
            id_of("case", self.case.case_id),
            "case",
            simulated=simulated,
            workflow=workflow.name,
        )
        for binding in self.case.parties.bindings:
            who = self.organisation(binding.role, binding.organisation)
            things.relate(self.id, who, "party")
        for one in self.case.conferences.values():
            self._conference(one)
        for number, _ in enumerate(self.case.lead.terms):
            self._term(number)

    def organisation(self, role: str, organisation: str) -> str:
        """An organisation in a role; one that plays two roles is two objects."""
        name = id_of("organisation", organisation, role)
        return self.things.made(name, "organisation", organisation=organisation, role=role)

    def conference(self, conference: str) -> str:
        """The id of a conference, whether it is there or not."""
        return id_of("conference", self.case.case_id, conference)

    def term(self, at: datetime) -> str:
        """The term of lead at an instant; the first where it lies before the opening."""
        terms = self.case.lead.terms
        began = [number for number, one in enumerate(terms) if one.starts_at <= at]
        return self._term_id(max(began, default=0))

    def turn(self, turn: Turn) -> str:
        """One turn of a review."""
        days = turn.anchor_on, turn.occurrence, turn.due_on
        name = id_of("review", self.case.case_id, turn.review, *days)
        if name not in self.things:
            self.things.made(
                name,
                "review",
                review=turn.review,
                anchor_on=turn.anchor_on,
                occurrence=turn.occurrence,
                due_on=turn.due_on,
            )
            self.things.relate(name, self.id, "of")
        return name

    def spoken_of(self, told: Told, at: datetime) -> Mapping[str, str]:
        """What an entry is to the turns that it speaks of, which stand so from then on."""
        turn = self.turn(told.turn)
        self.things.changed(turn, "status", told.status, at)
        if told.then is None:
            return {turn: told.status}
        then = self.turn(told.then)
        self.things.changed(then, "status", "scheduled", at)
        self.things.relate(then, turn, "after")
        return {then: "scheduled", turn: told.status}

    def moved(self, entry: Entry, at: datetime) -> None:
        """Where the case stands once an entry is recorded, and under which workflow."""
        event = entry.event
        if isinstance(event, CaseOpened | CaseMigrated):
            self.things.changed(self.id, "version", event.workflow.version, at)
            self.things.changed(self.id, "digest", event.workflow.digest, at)
            self._stands(event.state, event.phase, at)
        elif isinstance(event, StepTaken):
            self._stands(event.target, event.phase, at)

    def _stands(self, state: str, phase: str | None, at: datetime) -> None:
        self.things.changed(self.id, "state", state, at)
        self.things.changed(self.id, "phase", str(phase or ENDED), at)
        self.things.changed(self.id, "open", phase is not None, at)

    def _term_id(self, number: int) -> str:
        return id_of("lead-term", self.case.case_id, number + 1)

    def _term(self, number: int) -> None:
        """It ends where the next begins, or with the case."""
        terms = self.case.lead.terms
        term, name = terms[number], self._term_id(number)
        self.things.made(name, "lead-term", number=number + 1, starts_at=term.starts_at)
        if number + 1 < len(terms):
            self.things.had(name, "ends_at", terms[number + 1].starts_at)
        elif not self.case.is_open:
            self.things.had(name, "ends_at", self.case.position.since)
        self.things.relate(name, self.id, "of")
        self.things.relate(name, self.organisation(term.role, term.organisation), "led-by")
        if number:
            self.things.relate(name, self._term_id(number - 1), "after")

    def _conference(self, one: Conference) -> None:
        """Who convened it is told by the event; who was asked and who came stands here."""
        name = self.things.made(
            self.conference(one.conference), "conference", type=one.type, planned_on=one.planned_on
        )
        self.things.relate(name, self.id, "of")
        self.things.changed(name, "outcome", Outcome.OPEN.value, one.convened_at)
        if (ended := outcome(one)) != Outcome.OPEN:
            at = one.closed_at or one.changed_at or one.convened_at
            self.things.changed(name, "outcome", ended, at)
        for who, what in self._seats(one).items():
            self.things.relate(name, who, what)

    def _seats(self, one: Conference) -> Mapping[str, str]:
        """Each organisation of a conference: attended, contributed in writing, or absent.

        Absent is who is of the core or was asked to come, once the sitting is closed.
        """
        came = {(each.role, each.organisation) for each in one.attendance}
        asked = {(each.role, each.organisation) for each in one.invitations}
        at = one.closed_at or one.convened_at
        expected = {
            (role, organisation)
            for role in (*one.quorum.core, *one.contributions)
            for organisation in self.case.parties.organisations(role, at)
        }
        missing = "absent" if one.closed_at is not None else "invited"
        found = {}
        for role, organisation in sorted(came | asked | expected):
            what = "contributed" if role in one.contributions else missing
            attended = (role, organisation) in came
            found[self.organisation(role, organisation)] = "attended" if attended else what
        return found


def outcome(one: Conference) -> str:
    """What a conference counts as, or how it ended without a sitting."""
    ended = one.stage if one.stage != CLOSED else ""
    if one.closed_at is None and not one.is_under_way:
        return ended
    return one.outcome.value
