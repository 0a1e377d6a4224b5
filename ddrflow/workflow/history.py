"""Whether what a file tells of its versions can be so, and whether it tells of the present one."""

from ddrflow.workflow.drafting import Reading


def check_history(reading: Reading) -> None:
    """Note versions out of order or still to come, days that go back, and a version untold."""
    file, last = reading.file, None
    for number, one in enumerate(file.changes):
        if one.version > file.version:
            message = f"version {one.version} is told of, and the file is version {file.version}"
            help_line = f"tell of versions up to {file.version}, or raise `version`"
            reading.error(("changes", number, "version"), "E-CHANGES", message, help_line)
        if last is not None and one.version <= last.version:
            message = f"version {one.version} is told of after version {last.version}"
            help_line = "tell of each version once, the oldest first"
            reading.error(("changes", number, "version"), "E-CHANGES", message, help_line)
        elif last is not None and one.since < last.since:
            message = f"version {one.version} counts from before version {last.version}"
            help_line = f"write a day from {last.since.isoformat()} on"
            reading.error(("changes", number, "since"), "E-CHANGES", message, help_line)
        last = one
    if file.version > 1 and file.version not in {one.version for one in file.changes}:
        message = f"`changes` does not tell what changed with version {file.version}"
        help_line = "add its `version`, `since`, `what` and `decided_by`"
        reading.warning(("version",), "W-CHANGES", message, help_line)
