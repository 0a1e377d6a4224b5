"""Whether what a file says of cases of its other versions can hold."""

from ddrflow.workflow.drafting import Path, Reading
from ddrflow.workflow.schema import MigrationFile


def check_migrations(reading: Reading) -> None:
    """Note new names that the file does not have, and versions that are told twice or are its own.

    The old names are those of another file: whoever plans a migration has both.
    """
    file, told = reading.file, set[int]()
    for number, one in enumerate(file.migrates):
        path: Path = ("migrates", number)
        if one.from_ == file.version:
            message = f"cases of version {one.from_} are under this version already"
            reading.error((*path, "from"), "E-MIGRATES", message, "name another version")
        if one.from_ in told:
            message = f"cases of version {one.from_} are told of twice"
            reading.error((*path, "from"), "E-MIGRATES", message, "say it in one place")
        told.add(one.from_)
        _names(reading, path, one)


def _names(reading: Reading, path: Path, one: MigrationFile) -> None:
    file = reading.file
    for old, new in one.states.items():
        at = (*path, "states", old)
        if reading.refer(at, new, "state", file.states) and file.states[new].final:
            message = f"`{new}` ends a case, and a migration ends none"
            reading.error(at, "E-MIGRATES", message, "name a state in which the case goes on")
        if old in one.stays:
            message = f"cases stay in `{old}`, and go on in `{new}`"
            reading.error(at, "E-MIGRATES", message, "leave one of the two out")
    for old, new in one.roles.items():
        reading.refer((*path, "roles", old), new, "agency", file.agencies)
    for old, new in one.reviews.items():
        names = [review.name for review in file.reviews]
        reading.refer((*path, "reviews", old), new, "review", names)
    for kind in ("roles", "reviews"):
        _one_each(reading, (*path, kind), getattr(one, kind))


def _one_each(reading: Reading, path: Path, names: dict[str, str]) -> None:
    """Two of that version that become one could not be told apart any more."""
    taken: dict[str, str] = {}
    for old, new in names.items():
        if new in taken:
            message = f"`{taken[new]}` and `{old}` are both to be `{new}`"
            reading.error((*path, old), "E-MIGRATES", message, "give each a name of its own")
        elif new in names:
            message = f"`{new}` is an old name and a new one"
            help_line = "a name that changes hands means two things: choose a new one"
            reading.error((*path, old), "E-MIGRATES", message, help_line)
        taken[new] = old
