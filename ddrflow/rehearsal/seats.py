"""The seats at the table: who plays which role, for whom, under which name."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from ddrflow.errors import BadCommand
from ddrflow.model.agency import Actor, Viewer
from ddrflow.model.case import Case
from ddrflow.model.workflow import Workflow
from ddrflow.rehearsal.words import BadLine, as_line
from ddrflow.stories import Script
from ddrflow.wire import check_id
from ddrflow.workflow.identifiers import meant, shown


@dataclass(frozen=True, slots=True)
class Seat:
    """A place to sit: a synthetic person of an organisation in a role, and what it is called."""

    name: str
    role: str
    organisation: str
    person: str

    @property
    def actor(self) -> Actor:
        """Who acts from here."""
        return Actor(self.person, self.organisation, self.role)

    @property
    def viewer(self) -> Viewer:
        """For whom is made what is read here."""
        return Viewer(self.organisation, self.role)

    @property
    def place(self) -> str:
        """Role and organisation in one word."""
        return f"{self.role}@{self.organisation}"


def made_up(workflow: Workflow) -> tuple[Seat, ...]:
    """A seat for each role of the file, each with an organisation that is made up."""
    return tuple(_made_up(role) for role in workflow.procedure.agencies)


def _made_up(role: str, organisation: str = "") -> Seat:
    return Seat(role, role, organisation or f"org-{role}", f"person-{role}")


def seats_of(workflow: Workflow, script: Script, case: Case, now: datetime) -> tuple[Seat, ...]:
    """Those of a story's cast, then who plays a role without one, then roles that nobody plays."""
    found = [
        Seat(name, one.role, one.organisation, f"person-{name}")
        for name, one in script.cast.items()
    ]
    places = {one.place for one in found}
    for role in workflow.procedure.agencies:
        bound = [_made_up(role, one) for one in case.parties.organisations(role, now)]
        found += [one for one in bound if one.place not in places]
        if not bound and all(one.role != role for one in found):
            found.append(_made_up(role))
    return tuple(_named(found))


def _named(seats: Iterable[Seat]) -> Iterator[Seat]:
    """By the role where one seat alone has it, or else by whatever tells it from the others."""
    listed = list(seats)
    roles = Counter(one.role for one in listed)
    places = Counter(one.place for one in listed)
    for one in listed:
        if roles[one.role] == 1:
            yield replace(one, name=one.role)
        else:
            yield replace(one, name=one.place if places[one.place] == 1 else one.name)


def seat_called(name: str, seats: Mapping[str, Seat], workflow: Workflow) -> Seat:
    """The seat of a name. Raises BadLine, with what was probably meant.

    A role with an organisation, as ROLE@ORGANISATION, can always be sat down at: whether it is a
    party of the case is for the engine to say.
    """
    if name in seats:
        return seats[name]
    role, at, organisation = name.partition("@")
    same = [one for one in seats.values() if one.role == role]
    if at and organisation and role in workflow.procedure.agencies:
        there = [one for one in same if one.organisation == organisation]
        try:
            check_id("seat", organisation)
        except BadCommand as fault:
            raise as_line(fault) from fault
        made = replace(_made_up(role, organisation), name=name)
        return there[0] if there else made
    if not at and len(same) > 1:
        raise BadLine(role, "several seats play it", ", ".join(one.name for one in same))
    raise BadLine(shown(name), "there is no such seat", meant(name, seats))
