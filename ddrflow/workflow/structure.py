"""What makes a file a procedure that can run: its graph, its leads, its conferences."""

from collections.abc import Iterable, Mapping

from ddrflow.dates import is_surely_shorter
from ddrflow.model.agency import AgencyKind, Phase
from ddrflow.model.conference import Part
from ddrflow.model.information import InformationClass
from ddrflow.model.review import CatchUp, Overlap
from ddrflow.workflow.drafting import Path, Reading
from ddrflow.workflow.notices import check_notice
from ddrflow.workflow.partnership import check_partnership
from ddrflow.workflow.schema_base import PROFESSIONALS
from ddrflow.workflow.schema_conference import ConferenceFile, stages_of

LAY = (AgencyKind.CLIENT, AgencyKind.SOCIAL_NETWORK)


def sources_of(step_from: str | list[str], states: Mapping[str, object], to: str) -> list[str]:
    """The states that a step leaves; `any` is every state but the target and final ones."""
    if step_from == "any":
        return [name for name, phase in states.items() if phase is not None and name != to]
    return [step_from] if isinstance(step_from, str) else list(step_from)


def check_structure(reading: Reading) -> None:
    """Note everything that keeps the file from running as a procedure."""
    _states(reading)
    _graph(reading)
    _leads(reading)
    for name, conference in reading.file.conferences.items():
        _quorum(reading, ("conferences", name), conference)
        _barrier(reading, ("conferences", name), conference)
    _reviews(reading)
    check_partnership(reading)
    for kind, channel in reading.file.channels.items():
        hours = channel.hours_a_week
        if hours is not None and hours.most < hours.least:
            message = f"at least {hours.least} hours a week, and at most {hours.most}"
            path: Path = ("channels", kind, "hours_a_week", "most")
            reading.error(path, "E-SCHEMA", message, f"{hours.least} or more")
    for name, notice in reading.file.notices.items():
        check_notice(reading, ("notices", name), notice)


def _states(reading: Reading) -> None:
    file = reading.file
    initial = [name for name, state in file.states.items() if state.initial]
    if len(initial) != 1:
        listed = ", ".join(f"`{one}`" for one in initial) or "none"
        message = f"a workflow begins in one state, and {listed} is marked `initial`"
        reading.error(("states",), "E-GRAPH", message, "mark one state `initial: true`")
    for name, state in file.states.items():
        if state.final == (state.phase is not None):
            message = f"state `{name}` is in one phase, or final, and not both"
            reading.error(("states", name), "E-GRAPH", message, "give it `phase` or `final: true`")
        if state.final and state.limit:
            message = f"a case stays in the final state `{name}` for good"
            reading.error(("states", name, "limit"), "E-TIME", message, "leave out `limit`")
        if state.final and state.initial:
            reading.error(("states", name), "E-GRAPH", f"state `{name}` begins and ends the case")
    if not any(state.final for state in file.states.values()):
        reading.error(("states",), "E-GRAPH", "no state is final", "mark one `final: true`")


def _graph(reading: Reading) -> None:
    file = reading.file
    phases = {name: state.phase for name, state in file.states.items()}
    arrows: dict[tuple[str, str], int] = {}
    reach: dict[str, list[str]] = {name: [] for name in file.states}
    for number, step in enumerate(file.steps):
        for source in sources_of(step.from_, phases, step.to):
            if (source, step.trigger) in arrows:
                message = f"two steps `{step.trigger}` leave state `{source}`"
                reading.error(("steps", number, "trigger"), "E-GRAPH", message)
            arrows[source, step.trigger] = number
            if source in reach and step.to in file.states:
                reach[source].append(step.to)
            if source in file.states and file.states[source].final:
                message = f"step `{step.trigger}` leaves the final state `{source}`"
                reading.error(("steps", number, "from"), "E-GRAPH", message)
    # A misspelt state would be told a second time, as a hole in the graph.
    if not any(one.code == "E-REF" for one in reading.findings):
        _unreachable(reading, reach)
        _traps(reading, reach)


def _unreachable(reading: Reading, reach: Mapping[str, list[str]]) -> None:
    initial = [name for name, state in reading.file.states.items() if state.initial]
    if len(initial) != 1:
        return
    for name in set(reach) - _closure(initial, reach):
        message = f"no path leads to state `{name}`"
        reading.error(("states", name), "E-GRAPH", message, "add a step to it, or remove it")


def _traps(reading: Reading, reach: Mapping[str, list[str]]) -> None:
    final = [name for name, state in reading.file.states.items() if state.final]
    back: dict[str, list[str]] = {name: [] for name in reach}
    for source, targets in reach.items():
        for target in targets:
            back[target].append(source)
    trapped = set(reach) - _closure(final, back)
    for name in trapped if final else ():
        path = _shortest(reading, reach, name)
        message = f"no end can be reached from state `{name}`{path}"
        reading.error(("states", name), "E-GRAPH", message, "add a step that leads on")


def _shortest(reading: Reading, reach: Mapping[str, list[str]], target: str) -> str:
    initial = [name for name, state in reading.file.states.items() if state.initial]
    paths = {name: [name] for name in initial}
    queue = list(initial)
    for here in queue:
        for after in reach[here]:
            if after not in paths:
                paths[after] = [*paths[here], after]
                queue.append(after)
    return f", reached by {' > '.join(paths[target])}" if target in paths else ""


def _closure(starts: Iterable[str], reach: Mapping[str, list[str]]) -> set[str]:
    found = set(starts)
    queue = list(found)
    for here in queue:
        fresh = [one for one in reach[here] if one not in found]
        found.update(fresh)
        queue += fresh
    return found


def _leads(reading: Reading) -> None:
    file = reading.file
    for phase in Phase:
        used = any(state.phase is phase for state in file.states.values())
        if used and phase not in file.lead:
            message = f"nobody may lead in phase `{phase}`"
            reading.error(("lead",), "E-LEAD", message, f"list roles under `lead: {phase}`")
    for phase, lead in file.lead.items():
        for number, role in enumerate(lead.roles):
            path: Path = ("lead", phase.value, "roles", number)
            agency = file.agencies.get(role)
            if agency and agency.phases != "all" and phase not in agency.phases:
                message = f"`{role}` may lead in `{phase}`, which is outside its remit"
                reading.error(path, "E-LEAD", message, f"its phases: {', '.join(agency.phases)}")
            if agency and agency.kind in LAY:
                reading.error(path, "E-LEAD", f"`{role}` is no agency and cannot lead")


def _quorum(reading: Reading, path: Path, conference: ConferenceFile) -> None:
    for role in conference.core:
        if role in conference.on_need:
            message = f"core role `{role}` is listed as invited on need too"
            reading.error((*path, "on_need"), "E-QUORUM", message)
        if role in _barred(reading, conference.barred):
            message = f"core role `{role}` is barred from the conference that needs it"
            reading.error((*path, "barred"), "E-QUORUM", message)
    stages = stages_of(conference)
    names = [name for name, _ in stages]
    for name in sorted({name for name in names if names.count(name) > 1}):
        reading.error((*path, "stages"), "E-GRAPH", f"stage `{name}` is listed twice")
    order = [stage.part for _, stage in stages]
    if order != sorted(order, key=list(Part).index):
        help_line = "first `before`, then `sitting`, then `after`"
        reading.error((*path, "stages"), "E-GRAPH", "stages are out of order", help_line)
    sitting = [stage for _, stage in stages if stage.part is Part.SITTING]
    if not sitting:
        reading.error((*path, "stages"), "E-GRAPH", "no stage is part of the sitting")
    for role in conference.core if sitting else ():
        if all(role in _barred(reading, stage.barred) for stage in sitting):
            message = f"core role `{role}` is barred from every stage of the sitting"
            reading.error((*path, "stages"), "E-QUORUM", message)
    listed = len(conference.core) + len(conference.on_need)
    if conference.on_need and conference.minimum > listed * 5:
        message = f"{conference.minimum} persons must attend, and {listed} roles may"
        reading.warning((*path, "minimum"), "W-QUORUM", message)


def _barred(reading: Reading, names: list[str]) -> set[str]:
    agencies = reading.file.agencies
    professionals = [one for one, agency in agencies.items() if agency.kind.is_professional]
    return {*names, *(professionals if PROFESSIONALS in names else ())}


def _barrier(reading: Reading, path: Path, conference: ConferenceFile) -> None:
    if conference.information is not InformationClass.CONFIDENTIAL:
        return
    if conference.basis is None:
        message = "confidential information is shared without a legal basis"
        help_line = "name the law under `basis`, or `local choice`"
        reading.error(path, "E-DISCLOSE", message, help_line)
    out = _barred(reading, conference.barred)
    for role, agency in reading.file.agencies.items():
        if agency.kind in LAY and role not in out:
            message = f"`{role}` could sit where confidential information is shared"
            help_line = f"add `{role}` under `barred`"
            reading.error((*path, "barred"), "E-BARRIER", message, help_line)
    _told_nothing(reading, path, conference)


def _told_nothing(reading: Reading, path: Path, conference: ConferenceFile) -> None:
    """Who sits where confidential information is shared can be told of it by a law of the file."""
    disclosures = reading.file.disclosures
    bases = disclosures.bases if disclosures else {}
    told = {role for one in bases.values() for role in one.to}
    lists = {"core": conference.core, "on_need": conference.on_need}
    for where, roles in lists.items() if bases else ():
        for number, role in enumerate(roles):
            if role not in told:
                message = f"`{role}` sits here, and no law of the file lets it be told an item"
                help_line = (
                    "add it under `to` of a law in `disclosures.bases`, or leave it out here"
                )
                reading.warning((*path, where, number), "W-DISCLOSE", message, help_line)


def _reviews(reading: Reading) -> None:
    names: set[str] = set()
    for number, review in enumerate(reading.file.reviews):
        path: Path = ("reviews", number)
        if review.name in names:
            message = f"two reviews are called `{review.name}`"
            reading.error((*path, "name"), "E-ID-CLASH", message)
        names.add(review.name)
        scope = review.while_
        if (scope.phase is None) == (not scope.states):
            message = f"review `{review.name}` runs in a phase or in listed states"
            reading.error((*path, "while"), "E-SCHEMA", message, "give `phase` or `states`")
        if review.remind and not is_surely_shorter(review.remind, review.every):
            message = f"the reminder of `{review.name}` comes before the review before it"
            reading.error((*path, "remind"), "E-TIME", message, "shorter than `every`")
        if review.catch_up is CatchUp.ALL and review.overlap is Overlap.REPLACE:
            message = f"`{review.name}` has each occurrence held, and one replaced by the next"
            help_line = "leave out `overlap`, or write another `catch_up`"
            reading.error((*path, "overlap"), "E-SCHEMA", message, help_line)
