"""`ddrflow demo`: stories on the real engine and a real database, told step by step."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from ddrflow.bootstrap import StoryDatabases
from ddrflow.cli.closing import close
from ddrflow.cli.console import document, line, page
from ddrflow.cli.exits import Exit
from ddrflow.cli.naming import reading
from ddrflow.cli.reporting import record_data, tell_report
from ddrflow.cli.tale_data import as_data
from ddrflow.cli.telling import tell
from ddrflow.errors import BadFile, DdrflowError, Finding, Place, StoreFault, UnknownName
from ddrflow.stories import StoryFailed, Tale, read_story, run, story_files
from ddrflow.workflow.identifiers import nearest
from ddrflow.workflow.load import load


def play(names: Sequence[str], *, as_json: bool, quiet: bool, keep: str) -> Exit:
    """Play each story, also after a failed one. Raises UnknownName before anything is played.

    They are played on SQLite; what they recorded is verified at the end and, unless it is to
    be kept, deleted.
    """
    chosen = _chosen(names)
    with _databases(keep) as databases:
        faults: list[str] = []
        tales = _played(chosen, databases, faults)
        if as_json:
            data = as_data(list(tales), faults)
            report = databases.verify()
            document({**data, "record": record_data(report)})
        else:
            with page() as console:
                _show(console, tales, quiet=quiet)
                report = databases.verify()
                tell_report(console, report, keep)
    for fault in faults:
        line(fault, is_error=True)
    return Exit.BAD_FILE if faults or not report.is_clean else Exit.OK


@contextmanager
def _databases(keep: str) -> Iterator[StoryDatabases]:
    if keep and Path(keep).exists():
        message = "the file exists already"
        raise BadFile((Finding(Place(keep), "E-FILE", message, "name another file"),))
    if keep and not Path(keep).parent.is_dir():
        raise UnknownName("folder", str(Path(keep).parent))
    with TemporaryDirectory(prefix="ddrflow-") as folder:
        first = Path(keep) if keep else Path(folder) / "stories.db"
        databases = StoryDatabases(first, Path(folder))
        try:
            yield databases
        finally:
            databases.close()


def _show(console: Console, tales: Iterable[Tale], *, quiet: bool) -> None:
    told: list[Tale] = []
    for tale in tales:
        told.append(tale)
        if not quiet:
            tell(console, tale)
    if told:
        close(console, told, quiet=quiet)


def _played(
    chosen: Sequence[Traversable], databases: StoryDatabases, faults: list[str]
) -> Iterator[Tale]:
    """Every story that comes out as its file says; why another does not is put to the faults."""
    workflow_of = cache(load)
    for file in chosen:
        try:
            with reading(shown(file)):
                story = read_story(file.read_bytes(), shown(file))
            opener = databases.opener(story.script.case, alone=story.script.above)
            yield run(story, workflow_of(story.script.workflow), opener)
        except (StoryFailed, BadFile) as fault:
            faults.append(str(fault))
        except StoreFault:
            # Of where it is played, and of no story.
            raise
        except DdrflowError as fault:
            faults.append(f"{shown(file)}: {fault.code}: {fault}")


def _chosen(names: Sequence[str]) -> list[Traversable]:
    if not names:
        return list(story_files().values())
    return [file for name in names for file in named(name)]


def named(name: str) -> list[Traversable]:
    """The stories of a name: one story, all stories of a workflow, or a file."""
    shipped = story_files()
    found = [file for story, file in shipped.items() if name in (story, story.partition("/")[2])]
    found = found or (list(story_files(name).values()) if name else [])
    if found:
        return found
    if name.endswith((".yaml", ".yml")):
        if not Path(name).is_file():
            raise UnknownName("file", name)
        return [Path(name)]
    raise UnknownName("story", name, nearest(name, shipped))


def shown(file: Traversable) -> str:
    """The file as one would type it from here."""
    path = Path(str(file))
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
