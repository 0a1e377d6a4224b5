"""Where a workflow that a test names is found: beside the test, from the root, or as shipped."""

from collections.abc import Iterator
from pathlib import Path

from ddrflow.workflow.load import shipped


def located(named: str, *folders: Path) -> str:
    """The path of a file, looked for from each folder in turn, or the shipped name.

    Raises LookupError, which says where it was looked for.
    """
    for one in _candidates(named, folders):
        if one.is_file():
            return str(one.resolve())
    if named in shipped():
        return named
    looked = " nor ".join(f"beside {one}" for one in dict.fromkeys(str(one) for one in folders))
    message = (
        f"no workflow file is `{named}`, {looked}"
        f"\n  help: a path such as `flows/mine.yaml`, or a shipped name: {', '.join(shipped())}"
    )
    raise LookupError(message)


def _candidates(named: str, folders: tuple[Path, ...]) -> Iterator[Path]:
    for folder in folders:
        yield folder / named
        if not named.endswith((".yaml", ".yml")):
            yield folder / f"{named}.yaml"
