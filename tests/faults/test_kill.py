"""A process that is killed with -9 before any statement of any command leaves all or nothing."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final

import pytest

from ddrflow.decide import command_name
from ddrflow.model.commands import COMMANDS
from ddrflow.model.events import Entry
from ddrflow.stories import story_files
from ddrflow.stories.run import Told
from ddrflow.workflow.load import load, shipped
from tests.faults.checker import History
from tests.faults.victim import given, key_of, tale
from tests.stores import Place

#: More statements than any command sends.
MOST: Final = 60
NOTHING: Final = "nothing fell due"


@contextmanager
def victim(url: str) -> Iterator[subprocess.Popen[str]]:
    """The process that forks the children that are killed."""
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.faults.victim", url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def asked(process: subprocess.Popen[str], job: dict[str, Any]) -> dict[str, Any]:
    """What came of a job."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(job) + "\n")
    process.stdin.flush()
    answer: dict[str, Any] = json.loads(process.stdout.readline())
    return answer


def kind_of(told: Told) -> str:
    """What is told apart when one of each is killed: the command, or that it was refused."""
    if told.decision is not None:
        return "refused"
    if told.command is not None:
        return command_name(told.command)
    if told.above is not None:
        return "above the cases"
    return "lapse" if told.done is not None else NOTHING


def killed_all_along(place: Place, stories: list[str], *, every: bool) -> set[str]:
    """Play stories in children that are killed before each statement; what kinds were killed.

    Unless `every` command is to be killed, one of each kind is, and the rest is played here.
    """
    seen: set[str] = set()
    history = History()
    engine = place.engine(*(load(name) for name in shipped()))
    with victim(place.url) as process:
        for name in stories:
            for index, told in enumerate(tale(name).told):
                place.clock.set(told.at)
                if told.command is not None:
                    history.ask(tale(name).story.script.case, key_of(index))
                if every or kind_of(told) not in seen:
                    deaths = deaths_of(place, process, history, name, index)
                    # A lapse is several steps of a story, and all are taken at the first.
                    least = 1 if told.command is None else 4
                    assert deaths >= least, f"{name} {index}: died {deaths} times only"
                    seen.add(kind_of(told))
                else:
                    answered(history, name, index, given(engine, name, index))
            case_id = tale(name).story.script.case
            assert engine.case(case_id) == tale(name).engine.case(case_id)
    # Of all stories together: what one of them did takes nothing from those before it.
    history.check(place.durable)
    return seen


def deaths_of(
    place: Place, process: subprocess.Popen[str], history: History, name: str, index: int
) -> int:
    """Give one step again and again, killed a statement later each time, until it is answered."""
    case_id = tale(name).story.script.case
    for kill_before in range(1, MOST):
        now = tale(name).told[index].at.isoformat()
        job = {"story": name, "index": index, "now": now, "kill_before": kill_before}
        before = place.store.entries(case_id)
        answer = asked(process, job)
        after = place.store.entries(case_id)
        assert facts(after)[: len(before)] == facts(before), f"{name} {index}: an entry was lost"
        if "killed" not in answer:
            answered(history, name, index, answer)
            return kill_before - 1
        assert answer["killed"] == signal.SIGKILL
        assert place.durable.verify(case_id).problems == (), f"{name} {index} at {kill_before}"
    message = f"{name} {index}: never answered"
    raise AssertionError(message)


def facts(entries: tuple[Entry, ...]) -> list[Entry]:
    """The entries without free text, which an erasure takes away; `verify` sees to the text."""
    return [replace(one, content=()) for one in entries]


def answered(history: History, name: str, index: int, answer: dict[str, Any]) -> None:
    """The answer is the one of the story, and the history knows of it."""
    told = tale(name).told[index]
    if told.decision is not None:
        assert answer == {"fault": "E-REFUSED"}, answer
    elif told.command is not None:
        assert told.done is not None
        assert answer == {"seqs": [one.seq for one in told.done.entries]}
        history.acknowledge(tale(name).story.script.case, key_of(index), answer["seqs"])


def test_a_kill_before_any_statement_of_any_kind_of_command_leaves_all_or_nothing(
    durable: Place,
) -> None:
    """Each kind of command once and a refusal, in the stories that are shipped."""
    seen = killed_all_along(durable, list(story_files()), every=False)
    by_people = {command_name(one) for one in COMMANDS if not command_name(one).startswith("mark-")}
    # A move to another version is killed in `test_move`.
    by_people -= {"migrate-case"}
    assert seen == by_people | {"lapse", NOTHING, "refused", "above the cases"}


@pytest.mark.deep
def test_a_kill_before_every_statement_of_every_command_leaves_all_or_nothing(
    durable: Place,
) -> None:
    """All commands of all shipped stories."""
    killed_all_along(durable, list(story_files()), every=True)
