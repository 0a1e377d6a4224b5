"""Conference types with everything that is asked of them, bound once."""

from types import MappingProxyType

from ddrflow.model.conference import (
    CONVENED,
    ConferenceType,
    ConsentNeed,
    Part,
    Quorum,
    Stage,
)
from ddrflow.model.rule import RuleUse, use
from ddrflow.rules import actor, conference, consent
from ddrflow.rules.base import NoParameters
from ddrflow.states.cycles import conference as life_cycle
from ddrflow.states.machine import table
from ddrflow.workflow.drafting import Reading
from ddrflow.workflow.rule_lines import rule_uses
from ddrflow.workflow.schema_base import PROFESSIONALS
from ddrflow.workflow.schema_conference import ConferenceFile, stages_of


def conference_types(reading: Reading) -> dict[str, ConferenceType]:
    """Every conference type of the file."""
    return {
        name: _conference_type(reading, name, one) for name, one in reading.file.conferences.items()
    }


def _conference_type(reading: Reading, name: str, file: ConferenceFile) -> ConferenceType:
    stages = _stages(reading, name, file)
    needed = _needed_from(file, tuple(stage.name for stage in stages))
    sitting = [stage.name for stage in stages if stage.part is Part.SITTING]
    agreed = _consent(file)
    attending = rule_uses(reading, ("conferences", name, "attending"), file.attending)
    tasks = rule_uses(reading, ("conferences", name, "tasks"), file.tasks)
    may_record = (
        use(actor.PROFESSIONAL_ACTS, NoParameters(), source=file.source),
        use(actor.TAKES_PART, NoParameters(), source=file.source),
    )
    return ConferenceType(
        name=name,
        title=file.title,
        convened_by=tuple(file.convened_by),
        quorum=Quorum(tuple(file.core), file.minimum, file.deputies, file.remote),
        on_need=tuple(file.on_need),
        barred=frozenset(_barred(reading, file.barred)),
        information=file.information,
        stages=stages,
        source=file.source,
        consent=_need(file),
        basis=file.basis,
        instead=file.instead,
        attending=attending,
        tasks=tasks,
        graph=table(life_cycle(name, stages)),
        agreed=agreed,
        to_convene=(
            _convenor(file, "convene-conference"),
            *(agreed if CONVENED in needed else ()),
        ),
        to_invite=(
            _convenor(file, "invite-to-conference"),
            use(conference.MAY_BE_INVITED, NoParameters(), source=file.source),
        ),
        to_attend=(
            *may_record,
            use(conference.MAY_BE_PRESENT, NoParameters(), source=file.source),
            *(agreed if needed.intersection(sitting) else ()),
            *attending,
        ),
        to_record=may_record,
        to_enter=MappingProxyType(
            {
                stage.name: (
                    _convenor(file, "enter-stage"),
                    *(agreed if stage.name in needed else ()),
                    *stage.rules,
                )
                for stage in stages
            }
        ),
    )


def _stages(reading: Reading, name: str, file: ConferenceFile) -> tuple[Stage, ...]:
    found: list[Stage] = []
    for number, (stage, one) in enumerate(stages_of(file)):
        path = ("conferences", name, "stages", number, stage, "rules")
        barred = frozenset(_barred(reading, one.barred))
        found.append(Stage(stage, one.part, barred, rule_uses(reading, path, one.rules)))
    return tuple(found)


def _needed_from(file: ConferenceFile, names: tuple[str, ...]) -> frozenset[str]:
    """The stages, `convened` included, that may not begin without consent."""
    if file.consent is None:
        return frozenset()
    order = (CONVENED, *names)
    start = order.index(file.consent.from_) if file.consent.from_ in order else 0
    return frozenset(order[start:])


def _need(file: ConferenceFile) -> ConsentNeed | None:
    if file.consent is None:
        return None
    needed = file.consent
    measure = needed.unless_ordered or ""
    return ConsentNeed(needed.of, needed.to, needed.from_, needed.source, measure)


def _consent(file: ConferenceFile) -> tuple[RuleUse, ...]:
    if file.consent is None:
        return ()
    need = file.consent
    parameters = consent.ConsentNeeded(
        of=need.of, to=need.to, unless_ordered=need.unless_ordered or ""
    )
    return (use(consent.VALID, parameters, source=file.consent.source),)


def _convenor(file: ConferenceFile, command: str) -> RuleUse:
    roles = actor.Roles(roles=frozenset(file.convened_by), command=command)
    return use(actor.CONVENED_BY, roles, source=file.source)


def _barred(reading: Reading, names: list[str]) -> list[str]:
    agencies = reading.file.agencies
    professionals = [one for one, agency in agencies.items() if agency.kind.is_professional]
    listed = [name for name in names if name != PROFESSIONALS]
    return [*listed, *(professionals if PROFESSIONALS in names else ())]
