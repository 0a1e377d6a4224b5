"""Where a workflow that a test names is found: beside the test, from the root, or as shipped."""

from collections.abc import Iterator
from pathlib import Path

from ddrflow.workflow.identifiers import nearest
from ddrflow.workflow.load import shipped


def located(named: str, *folders: Path) -> str:
    """The path of a file, looked for from each folder in turn, or the shipped name.

    A bare name that is shipped is the shipped one, as on the command line, whatever lies there.
    Raises LookupError, which says where it was looked for.
    """
    if named in shipped():
        return named
    for one in _candidates(named, folders):
        if one.is_file():
            return str(one.resolve())
    looked = " nor ".join(f"in {one}" for one in dict.fromkeys(str(one) for one in folders))
    beside = (one.name for folder in folders for one in folder.glob("*.yaml"))
    near = nearest(named, list(dict.fromkeys((*beside, *shipped()))))
    help_line = f"did you mean `{near}`?" if near else f"shipped are {', '.join(shipped())}"
    message = f"there is no workflow `{named}` {looked}\n  help: {help_line}"
    raise LookupError(message)


def _candidates(named: str, folders: tuple[Path, ...]) -> Iterator[Path]:
    for folder in folders:
        yield folder / named
        if not named.endswith((".yaml", ".yml")):
            yield folder / f"{named}.yaml"
