"""A line under `rules:`: which rule, with which parameters, how binding, from where."""

import json
from collections.abc import Mapping
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from ddrflow.model.hints import hints_of
from ddrflow.model.rule import Rule, RuleUse, use
from ddrflow.model.source import RESERVED, Source, Strength
from ddrflow.rules.base import Refers
from ddrflow.workflow.drafting import Path, Reading
from ddrflow.workflow.identifiers import nearest
from ddrflow.workflow.schema import RuleDefaultFile
from ddrflow.workflow.schema_base import RuleLines
from ddrflow.workflow.schema_conference import stages_of
from ddrflow.workflow.validation import findings_of

ABOUT_THE_RULE: Final = frozenset({"strength", "source", "because", "liftable"})
WHERE: Final[Mapping[str, str]] = {
    "agency": "agencies",
    "consent": "consents",
    "conference": "conferences",
    "notice": "notices",
    "plan": "plans",
    "document": "documents",
    "channel": "channels",
}
#: What nobody can have recorded of a case before it is opened.
OF_A_CASE: Final = frozenset(
    {"case.care", "case.conferences", "case.consents", "case.access", "case.information"}
)
NO_CONFERENCE: Final[Mapping[str, str]] = {
    "steps": "at a step",
    "lead": "about a lead",
    "channels": "about a channel",
    "documents": "about a document",
    "disclosures": "about a disclosure",
}


def rule_uses(reading: Reading, path: Path, lines: RuleLines) -> tuple[RuleUse, ...]:
    """Every line as a rule use; what is wrong with a line is noted and the line left out."""
    uses: list[RuleUse] = []
    for number, line in enumerate(lines):
        named: dict[str, dict[str, Any]] = {line: {}} if isinstance(line, str) else line
        for rule_id, settings in named.items():
            at = (*path, number) if isinstance(line, str) else (*path, number, rule_id)
            before = sum(one.rule == rule_id for one in uses)
            found = _rule_use(reading, at, rule_id, settings or {}, _place(reading, path, before))
            if found is not None:
                uses.append(found)
    return tuple(uses)


def _rule_use(
    reading: Reading, path: Path, rule_id: str, settings: dict[str, Any], place: str
) -> RuleUse | None:
    rule = reading.rules.get(rule_id)
    if rule is None or rule.entitles:
        allowed = sorted(name for name, one in reading.rules.items() if not one.entitles)
        near = nearest(rule_id, allowed)
        listed = f"the rules are: {', '.join(allowed)}"
        help_line = f"did you mean `{near}`?" if near else listed
        reading.error(path, "E-GUARD", f"unknown rule `{rule_id}`", help_line)
        return None
    if rule.of_conference and path[0] in NO_CONFERENCE:
        where = NO_CONFERENCE[str(path[0])]
        message = f"`{rule_id}` asks about a conference and has no answer {where}"
        reading.error(path, "E-GUARD", message, "`conference.held` asks whether one was held")
        return None
    given = {key: value for key, value in settings.items() if key not in ABOUT_THE_RULE}
    parameters = _parameters(reading, path, rule, given)
    how = _how(reading, path, rule, settings)
    if parameters is None or how is None:
        return None
    if how.liftable and not rule.is_liftable:
        message = f"no deviation lifts `{rule_id}`"
        reading.error((*path, "liftable"), "E-GUARD", message, "leave `liftable` out")
    if not rule.is_liftable and not how.strength.binds:
        message = f"`{rule_id}` always binds and cannot be `{how.strength}`"
        reading.error((*path, "strength"), "E-GUARD", message, "leave it `must`, or make it `law`")
    if how.source.name not in RESERVED:
        at_source = (*path, "source") if "source" in settings else path
        reading.refer(at_source, how.source.name, "source", reading.file.sources)
    return use(
        rule,
        parameters,
        strength=how.strength,
        source=how.source,
        statement=how.because,
        approvers=approvers(reading, liftable=how.liftable),
        place=place,
    )


def approvers(reading: Reading, *, liftable: bool) -> tuple[str, ...]:
    """The roles that may lift a rule which is said to be liftable."""
    deviations = reading.file.deviations
    return tuple(deviations.approved_by) if liftable and deviations else ()


def _place(reading: Reading, path: Path, before: int) -> str:
    """The word for a place; numbered where a rule comes twice.

    A trigger, a kind of channel, `channel:opening`, `conference/stage`, `conference:attending`,
    `conference:tasks`, `lead:phase`, a document, `disclosures`.
    """
    match path:
        case ("steps", number, _):
            place = reading.file.steps[int(number)].trigger
        case ("channels", kind, "opening"):
            place = f"{kind}:opening"
        case ("channels", kind, _):
            place = str(kind)
        case ("lead", phase, _):
            place = f"lead:{phase}"
        case ("conferences", conference, "attending" | "tasks" as part):
            place = f"{conference}:{part}"
        case ("conferences", conference, _, _, stage, _):
            place = f"{conference}/{stage}"
        case _:
            place = "/".join(str(one) for one in path[:-1])
    return f"{place}/{before + 1}" if before else place


def _how(
    reading: Reading, path: Path, rule: Rule, settings: dict[str, Any]
) -> RuleDefaultFile | None:
    """How binding: the line itself, else the file's `rules:` entry; a source is always named."""
    default = reading.file.rules.get(rule.rule_id)
    merged: dict[str, Any] = (
        {key: getattr(default, key) for key in ABOUT_THE_RULE} if default else {}
    )
    merged |= {key: value for key, value in settings.items() if key in ABOUT_THE_RULE}
    if "source" not in merged:
        message = f"rule `{rule.rule_id}` names no source"
        help_line = "name the law or the requirement under `source`, or `local choice`"
        reading.error(path, "E-SOURCE", message, help_line)
        return None
    try:
        how = RuleDefaultFile.model_validate(merged)
    except ValidationError as fault:
        reading.findings += findings_of(
            fault,
            lambda at: reading.place((*path, *at)),
            key_place=lambda at: reading.place((*path, *at), key=True),
            data=settings,
            model=RuleDefaultFile,
        )
        return None
    if how.strength in (Strength.SHOULD, Strength.CONTESTED) and not how.because:
        message = f"rule `{rule.rule_id}` is `{how.strength}` and does not say why"
        reading.error(path, "E-SOURCE", message, "say it under `because`")
    return how


def _parameters(reading: Reading, path: Path, rule: Rule, given: dict[str, Any]) -> object | None:
    try:
        parameters: object = TypeAdapter(rule.parameters).validate_json(json.dumps(given))
    except ValidationError as fault:
        reading.findings += findings_of(
            fault,
            lambda at: reading.place((*path, *at)),
            key_place=lambda at: reading.place((*path, *at), key=True),
            data=given,
            model=rule.parameters,
        )
        return None
    known = True
    for name, mark in _marks(rule):
        value, names = getattr(parameters, name, None), getattr(reading.file, WHERE[mark.to])
        if isinstance(value, str) and value:
            known = reading.refer((*path, name), value, mark.to, names) and known
        for number, one in enumerate(value if isinstance(value, tuple) else ()):
            known = reading.refer((*path, name, number), one, mark.to, names) and known
    return parameters if known else None


def _marks(rule: Rule) -> list[tuple[str, Refers]]:
    hints = hints_of(rule.parameters)
    return [
        (name, mark)
        for name, hint in hints.items()
        for mark in getattr(hint, "__metadata__", ())
        if isinstance(mark, Refers)
    ]


def check_rules(reading: Reading) -> None:
    """Note every line under any `rules:` that cannot be bound."""
    for name in reading.file.rules:
        reading.refer(("rules", name), name, "rule", reading.rules)
    for number, step in enumerate(reading.file.steps):
        rule_uses(reading, ("steps", number, "rules"), step.rules)
    for kind, channel in reading.file.channels.items():
        rule_uses(reading, ("channels", kind, "opening"), channel.opening)
        rule_uses(reading, ("channels", kind, "rules"), channel.rules)
    for phase, lead in reading.file.lead.items():
        of_lead: Path = ("lead", phase.value, "rules")
        rule_uses(reading, of_lead, lead.rules)
        if any(one.initial and one.phase is phase for one in reading.file.states.values()):
            _can_be_asked_first(reading, of_lead, lead.rules)
    for name, conference in reading.file.conferences.items():
        rule_uses(reading, ("conferences", name, "attending"), conference.attending)
        rule_uses(reading, ("conferences", name, "tasks"), conference.tasks)
        for number, (stage, one) in enumerate(stages_of(conference)):
            path = ("conferences", name, "stages", number, stage, "rules")
            rule_uses(reading, path, one.rules)
    for name, document in reading.file.documents.items():
        rule_uses(reading, ("documents", name, "rules"), document.rules)
    rule_uses(reading, ("disclosures", "rules"), reading.file.disclosing.rules)


def _can_be_asked_first(reading: Reading, path: Path, lines: RuleLines) -> None:
    """Note a rule about what only a case can have, where nobody could open one without it."""
    for number, line in enumerate(lines):
        for rule_id in (line,) if isinstance(line, str) else line:
            rule = reading.rules.get(rule_id)
            if rule is not None and rule.reads & OF_A_CASE and not _looks_above(rule):
                message = f"`{rule_id}` asks about what only a case has"
                help_line = "cases begin in this phase: ask it at a step out of it"
                reading.error((*path, number), "E-GUARD", message, help_line)


def _looks_above(rule: Rule) -> bool:
    return any(one.startswith("standing.") for one in rule.reads)


def declared(reading: Reading, rule: Rule, fallback: Source) -> RuleDefaultFile:
    """How binding the file says a built-in rule is; MUST with the fallback source otherwise."""
    return reading.file.rules.get(rule.rule_id) or RuleDefaultFile(source=fallback)
