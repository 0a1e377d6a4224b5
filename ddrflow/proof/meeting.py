"""Who has to be there for a conference to count is there before it is closed."""

from collections.abc import Callable, Iterator

from ddrflow.decide.filling import actor_of
from ddrflow.model.commands import CloseConference, Command, RecordAttendance
from ddrflow.model.conference import Conference
from ddrflow.proof.line import Line

#: Brings a line to where a command is allowed, or answers None.
Reach = Callable[[Line, Command], Line | None]


def attended(line: Line, command: CloseConference, reach: Reach) -> Line:
    """The line on which everybody attended who can: the core, and as many as are asked for."""
    for role in line.opened.conferences[command.conference].missing_core():
        line = _seated(line, command, role, line.person(role), reach)
    for number, role in enumerate(_seats(line, command.conference), 2):
        conference = line.opened.conferences[command.conference]
        if conference.is_quorate() or conference.missing_core():
            break
        line = _seated(line, command, role, f"{line.person(role)}-{number}", reach)
    return line


def _seats(line: Line, name: str) -> tuple[str, ...]:
    """Roles that can bring one person more each, to make the number up."""
    conference = line.opened.conferences[name]
    kind = line.workflow.procedure.conferences[conference.type]
    roles = dict.fromkeys((*kind.quorum.core, *kind.convened_by, *kind.on_need))
    return tuple(roles) * max(1, kind.quorum.minimum)


def _seated(line: Line, command: CloseConference, role: str, person: str, reach: Reach) -> Line:
    for stage in _stages(line.opened.conferences[command.conference]):
        found = reach(
            line,
            RecordAttendance(
                actor=command.actor,
                conference=command.conference,
                person=person,
                role=role,
                organisation=actor_of(line, role).organisation,
                stage=stage,
            ),
        )
        if found is not None:
            return found
    return line


def _stages(conference: Conference) -> Iterator[str]:
    """The stage that it is in, then those before it in which people sat together."""
    yield ""
    yield from (
        one
        for one in reversed(conference.stages_entered)
        if one in conference.sitting and one != conference.stage
    )
