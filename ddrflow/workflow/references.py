"""Every name in a file must be declared in it: one check a place, all findings at once."""

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from ddrflow.model.agency import AgencyKind
from ddrflow.model.conference import CONVENED, ENDED
from ddrflow.model.source import RESERVED, Source
from ddrflow.workflow.drafting import Path, Reading
from ddrflow.workflow.identifiers import clashes
from ddrflow.workflow.schema_base import PROFESSIONALS
from ddrflow.workflow.schema_conference import ConferenceFile, stages_of
from ddrflow.workflow.schema_papers import ConsentFile


def check_references(reading: Reading) -> None:
    """Note every name that nothing declares, and ids that differ only in how they look."""
    _sources(reading)
    _leads(reading)
    _steps(reading)
    _limits(reading)
    for name, conference in reading.file.conferences.items():
        _conference(reading, ("conferences", name), conference)
    _documents(reading)
    _channels(reading)
    _reviews(reading)
    _clashes(reading)
    _reserved(reading)


def _sources(reading: Reading) -> None:
    for path, source in _all_sources(reading.file, ()):
        if source.name not in RESERVED:
            reading.refer(path, source.name, "source", reading.file.sources)


def _all_sources(part: object, path: Path) -> Iterator[tuple[Path, Source]]:
    """Every source that a file names, wherever it stands."""
    if isinstance(part, Source):
        yield path, part
    elif isinstance(part, BaseModel):
        for name, field in type(part).model_fields.items():
            yield from _all_sources(getattr(part, name), (*path, field.alias or name))
    elif isinstance(part, dict):
        for name, one in part.items():
            yield from _all_sources(one, (*path, str(name)))
    elif isinstance(part, list):
        for number, one in enumerate(part):
            yield from _all_sources(one, (*path, number))


def _roles(reading: Reading, path: Path, names: Iterable[str], *also: str) -> None:
    for number, name in enumerate(names):
        reading.refer((*path, number), name, "agency", (*reading.file.agencies, *also))


def _role(reading: Reading, path: Path, name: str, *also: str) -> None:
    reading.refer(path, name, "agency", (*reading.file.agencies, *also))


def _leads(reading: Reading) -> None:
    for phase, lead in reading.file.lead.items():
        _roles(reading, ("lead", phase.value, "roles"), lead.roles)
    if reading.file.deviations:
        path = ("deviations", "approved_by")
        _roles(reading, path, reading.file.deviations.approved_by)


def _steps(reading: Reading) -> None:
    file = reading.file
    for number, step in enumerate(file.steps):
        path = ("steps", number)
        sources = [step.from_] if isinstance(step.from_, str) else step.from_
        for source in sources:
            if source != "any":
                reading.refer((*path, "from"), source, "state", file.states)
        reading.refer((*path, "to"), step.to, "state", file.states)
        _roles(reading, (*path, "by"), step.by)
        if step.breach:
            _role(reading, (*path, "breach", "owner"), step.breach.owner, "lead")


def _limits(reading: Reading) -> None:
    for name, state in reading.file.states.items():
        if state.limit is None:
            continue
        path = ("states", name, "limit")
        _role(reading, (*path, "owner"), state.limit.owner, "lead")
        if state.limit.then:
            told = (*path, "then", "escalate_to")
            _roles(reading, told, state.limit.then.escalate_to)


def _conference(reading: Reading, path: Path, conference: ConferenceFile) -> None:
    file = reading.file
    _roles(reading, (*path, "convened_by"), conference.convened_by)
    _roles(reading, (*path, "core"), conference.core)
    _roles(reading, (*path, "on_need"), conference.on_need)
    _roles(reading, (*path, "barred"), conference.barred, PROFESSIONALS)
    if conference.instead:
        reading.refer((*path, "instead"), conference.instead, "conference", file.conferences)
    names: list[str] = []
    for number, line in enumerate(conference.stages):
        if isinstance(line, str):
            names.append(line)
            continue
        for name, stage in line.items():
            names.append(name)
            barred = (*path, "stages", number, name, "barred")
            _roles(reading, barred, stage.barred, PROFESSIONALS)
    if conference.consent:
        consent = (*path, "consent")
        _role(reading, (*consent, "of"), conference.consent.of)
        reading.refer((*consent, "to"), conference.consent.to, "consent", file.consents)
        scope = file.consents.get(conference.consent.to)
        if scope and scope.of != conference.consent.of:
            message = f"`{conference.consent.to}` is a consent of `{scope.of}`"
            reading.error((*consent, "of"), "E-REF", message, f"write `of: {scope.of}`")
        agency = file.agencies.get(conference.consent.of)
        if conference.consent.unless_ordered and agency and agency.kind is not AgencyKind.CLIENT:
            message = f"an order asks the client to take part, and not `{conference.consent.of}`"
            reading.error((*consent, "unless_ordered"), "E-REF", message, "leave it out")
        start = conference.consent.from_
        reading.refer((*consent, "from"), start, "stage", (CONVENED, *names))


def _documents(reading: Reading) -> None:
    file = reading.file
    for name, consent in file.consents.items():
        _role(reading, ("consents", name, "of"), consent.of)
        if consent.minor is not None:
            _guardian(reading, ("consents", name, "minor"), consent)
    for name, notice in file.notices.items():
        _role(reading, ("notices", name, "to"), notice.to)
        for number, one in enumerate(notice.tells):
            told: Path = ("notices", name, "tells", number)
            _role(reading, (*told, "by"), one.by)
            _roles(reading, (*told, "to"), one.to)
    for name, plan in file.plans.items():
        _roles(reading, ("plans", name, "adopted_by"), plan.adopted_by)
    for name, document in file.documents.items():
        _roles(reading, ("documents", name, "filed_by"), document.filed_by)
        _roles(reading, ("documents", name, "to"), document.to)
    for name, basis in file.disclosing.bases.items():
        _roles(reading, ("disclosures", "bases", name, "to"), basis.to)
    for name, agency in file.agencies.items():
        for number, need in enumerate(agency.on_need):
            path = ("agencies", name, "on_need", number)
            reading.refer(path, need, "kind of need", file.needs)


def _guardian(reading: Reading, path: Path, consent: ConsentFile) -> None:
    """The client's consent names another one, of somebody else and with none beside it."""
    file = reading.file
    minor = consent.minor or ""
    reading.refer(path, minor, "consent", file.consents)
    agency, other = file.agencies.get(consent.of), file.consents.get(minor)
    if agency and agency.kind is not AgencyKind.CLIENT:
        message = f"`{consent.of}` is not the client, who alone is recorded as a minor"
        reading.error(path, "E-REF", message, "leave out `minor`")
    elif other and other.of == consent.of:
        message = f"`{minor}` is a consent of `{consent.of}` too, and nobody is their own guardian"
        reading.error(path, "E-REF", message, "name a consent of the guardian")


def _channels(reading: Reading) -> None:
    file = reading.file
    for name, channel in file.channels.items():
        for part in ("used_by", "through", "opened_by", "closed_by"):
            _roles(reading, ("channels", name, part), getattr(channel, part))
        if channel.rests_on:
            path = ("channels", name, "rests_on")
            others = [one for one in file.channels if one != name]
            reading.refer(path, channel.rests_on, "channel", others)
    for number, step in enumerate(file.steps):
        for place, kind in enumerate(() if step.closes == "all" else step.closes):
            reading.refer(("steps", number, "closes", place), kind, "channel", file.channels)


def _reviews(reading: Reading) -> None:
    file = reading.file
    for number, review in enumerate(file.reviews):
        path: Path = ("reviews", number)
        for state in review.while_.states:
            reading.refer((*path, "while", "states"), state, "state", file.states)
        _role(reading, (*path, "owner"), review.owner, "lead")
        if review.held_by:
            held_by = (*path, "held_by", "conference")
            reading.refer(held_by, review.held_by.conference, "conference", file.conferences)
        if review.then:
            _roles(reading, (*path, "then", "escalate_to"), review.then.escalate_to)


def _reserved(reading: Reading) -> None:
    file = reading.file
    stages = [name for one in file.conferences.values() for name, _ in stages_of(one)]
    taken: dict[str, tuple[Iterable[str], set[str]]] = {
        "agencies": (file.agencies, {"lead", PROFESSIONALS}),
        "states": (file.states, {"any"}),
        "conferences": (stages, {CONVENED, *ENDED}),
    }
    for part, (names, reserved) in taken.items():
        for name in reserved.intersection(names):
            message = f"`{name}` has a meaning of its own here"
            reading.error((part, name), "E-ID", message, "choose another id")


PARTS = (
    "agencies",
    "states",
    "conferences",
    "consents",
    "notices",
    "plans",
    "documents",
    "channels",
)


def _clashes(reading: Reading) -> None:
    file = reading.file
    for part in PARTS:
        for first, second in clashes(list(getattr(file, part))):
            reading.error(
                (part, second),
                "E-ID-CLASH",
                f"`{second}` reads like `{first}`",
                "choose ids that differ in more than case, hyphens or look-alike letters",
            )
