"""Rules about people must be asked where they can be answered, and met."""

from collections.abc import Iterator
from typing import Any

from ddrflow.model.information import InformationClass
from ddrflow.rules.interest import NONE
from ddrflow.rules.package import PACKAGE, Given
from ddrflow.workflow.drafting import Path, Reading
from ddrflow.workflow.schema_base import PROFESSIONALS, RuleLines
from ddrflow.workflow.schema_conference import ConferenceFile, stages_of


def check_people(reading: Reading) -> None:
    """Note a document that could not be given to whoever needs it, and a way through nobody."""
    for name, conference in reading.file.conferences.items():
        for path, rule_id, settings in _asked(name, conference):
            rule = reading.rules.get(rule_id)
            if rule is not None and rule.parameters is Given:
                _can_be_given(reading, path, conference, rule_id, str(settings.get("kind", "")))
    for name, channel in reading.file.channels.items():
        for part in ("opening", "rules"):
            for path, rule_id, _ in _lines(("channels", name, part), getattr(channel, part)):
                if rule_id == NONE.rule_id and not channel.through:
                    message = f"`{rule_id}` asks whom `{name}` goes through, and it is nobody"
                    reading.error(path, "E-GUARD", message, "name roles under `through`")


def _asked(name: str, conference: ConferenceFile) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    yield from _lines(("conferences", name, "attending"), conference.attending)
    yield from _lines(("conferences", name, "tasks"), conference.tasks)
    for number, (stage, one) in enumerate(stages_of(conference)):
        path: Path = ("conferences", name, "stages", number, stage, "rules")
        yield from _lines(path, one.rules)


def _lines(path: Path, lines: RuleLines) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    for number, line in enumerate(lines):
        if isinstance(line, str):
            yield (*path, number), line, {}
        else:
            yield from (((*path, number, one), one, line[one] or {}) for one in line)


def _can_be_given(
    reading: Reading, path: Path, conference: ConferenceFile, rule_id: str, name: str
) -> None:
    kind = reading.file.documents.get(name)
    if kind is None:
        return
    secret = InformationClass.CONFIDENTIAL
    if kind.information is secret and conference.information is not secret:
        message = f"a `{name}` is {secret}: agencies that come here may not know of it"
        reading.error((*path, "kind"), "E-GUARD", message, "make it `internal`")
    roles = _who_comes(reading, conference)
    if rule_id == PACKAGE.rule_id:
        roles = [one for one in roles if reading.file.agencies[one].on_need]
    missing = [one for one in roles if kind.to and one not in kind.to]
    if missing:
        message = f"a `{name}` is not made for `{missing[0]}`, who would need one here"
        reading.error((*path, "kind"), "E-GUARD", message, f"add it to `to` of `{name}`")


def _who_comes(reading: Reading, conference: ConferenceFile) -> list[str]:
    """The agencies that may come: those listed, or any where the file lists nobody on need."""
    agencies = reading.file.agencies
    if PROFESSIONALS in conference.barred:
        return []
    listed = {*conference.core, *conference.on_need, *conference.convened_by}
    return [
        role
        for role, one in agencies.items()
        if one.kind.is_professional
        and role not in conference.barred
        and (role in listed or not conference.on_need)
    ]
