"""Whether what a notice says of who shares what makes sense."""

from ddrflow.model.agency import AgencyKind
from ddrflow.rules.notice import TOLD_FIRST
from ddrflow.workflow.drafting import Path, Reading
from ddrflow.workflow.schema_papers import NoticeFile


def check_notice(reading: Reading, path: Path, notice: NoticeFile) -> None:
    """Note who shares and is no agency, what is said twice, and civil society left out."""
    agencies = reading.file.agencies
    said: set[tuple[str, str, str]] = set()
    for number, one in enumerate(notice.tells):
        at: Path = (*path, "tells", number)
        agency = agencies.get(one.by)
        if agency is not None and not agency.kind.is_professional:
            message = f"`{one.by}` is no agency and has no duty to share"
            reading.error((*at, "by"), "E-NOTICE", message, "name an agency")
        for place, role in enumerate(one.to):
            if role == one.by:
                message = f"`{role}` would share with itself"
                reading.error((*at, "to", place), "E-NOTICE", message, f"leave `{role}` out")
            if (one.by, one.what, role) in said:
                message = f"that `{one.by}` shares `{one.what}` with `{role}` is said already"
                reading.error((*at, "to", place), "E-NOTICE", message, "say it once")
            said.add((one.by, one.what, role))
    _civil_society(reading, path, notice)


def _civil_society(reading: Reading, path: Path, notice: NoticeFile) -> None:
    """Warn where nothing of civil society could be passed on after this notice."""
    agencies = reading.file.agencies
    kinds = {agencies[one.by].kind for one in notice.tells if one.by in agencies}
    roles = [name for name, one in agencies.items() if one.kind is AgencyKind.CIVIL_SOCIETY]
    if not notice.tells or not roles or AgencyKind.CIVIL_SOCIETY in kinds:
        return
    for line in reading.file.disclosing.rules:
        settings = line.get(TOLD_FIRST.rule_id) if isinstance(line, dict) else None
        if settings and settings.get("kind") == path[-1]:
            message = f"`{path[-1]}` says nothing of {', '.join(f'`{one}`' for one in roles)}"
            help_line = "nothing of theirs can be passed on: list it, or leave `tells` out"
            reading.warning((*path, "tells"), "W-NOTICE", message, help_line)
