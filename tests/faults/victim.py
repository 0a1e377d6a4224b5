"""A process that dies when it is told to: one child for each command, killed before a statement.

    python -m tests.faults.victim URL

Reads jobs from standard input, one JSON line each, and answers each with one. It has no
threads, so that a child may be forked for every job without starting Python anew:

    {"story": ..., "index": ..., "now": ..., "kill_before": ...}
    {"sweep": ..., "now": ..., "kill_before": ...}      one sweep, in batches of that many
    {"deliver": FILE, "now": ..., "kill_before": ...}    one round, each message a line of the file
    {"kill_before": ...}        the tables are upgraded

The child gives the command of the story under a key of its own and is killed with SIGKILL
just before it sends the statement of that number; past the last statement, just before it
would have answered. The answer tells what the child answered, or that it was killed.
"""

import json
import os
import signal
import sys
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import event

from ddrflow.bootstrap import for_story
from ddrflow.clock import ManualClock
from ddrflow.daemon.delivery import Courier
from ddrflow.daemon.handlers import CallableHandler
from ddrflow.daemon.message import Message
from ddrflow.daemon.settings import SweepSettings
from ddrflow.daemon.sweep import Sweep
from ddrflow.engine import Engine
from ddrflow.errors import DdrflowError
from ddrflow.model.commands import OpenCase
from ddrflow.store.database import connected
from ddrflow.store.schema import upgrade
from ddrflow.store.sql import SqlStore
from ddrflow.stories import Tale, read_story, run, story_files
from ddrflow.wire.stored import case_of, case_parts, case_text, event_facts
from tests.shipped import workflow


@cache
def tale(name: str) -> Tale:
    """A shipped story, run once in memory to learn its commands."""
    story = read_story(story_files()[name].read_bytes(), name)
    return run(story, workflow(story.script.workflow), for_story)


@cache
def told_before(name: str) -> None:
    """A story was put into words and read back: how, no child has to work out anew."""
    engine, case_id = tale(name).engine, tale(name).story.script.case
    for entry in engine.events(case_id):
        event_facts(entry.event)
    case_of(case_id, 1, case_text(case_parts(engine.case(case_id))))


def key_of(index: int) -> str:
    """The key of the step of that number."""
    return f"step-{index}"


class Doomed:
    """Counts what is sent, and kills its own process before the statement of one number.

    With another signal it is stopped there, and can be woken again.
    """

    def __init__(self, kill_before: int, by: signal.Signals = signal.SIGKILL) -> None:
        self.left = kill_before
        self._by = by

    def sent(self) -> None:
        """One more statement is about to be sent."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), self._by)

    def watch(self, store: SqlStore) -> None:
        """See every statement, whichever way it is sent."""

        def directly(text: str, sets: Sequence[Any]) -> None:
            del text, sets
            self.sent()

        store.database.sender.watch = directly

        # What the sender sends through SQLAlchemy is seen there already.
        def by_sqlalchemy(*words: object) -> None:
            if "standing, ddrflow_case" not in str(words[2]):
                self.sent()

        event.listen(store.database.engine, "before_cursor_execute", by_sqlalchemy)


def act(url: str, job: dict[str, Any]) -> dict[str, Any]:
    """Give the command of a job, or upgrade, with death in wait."""
    if "sweep" in job:
        return _sweep(url, job)
    if "deliver" in job:
        return _deliver(url, job)
    if "story" not in job:
        return _upgrade(url, Doomed(job["kill_before"]))
    store = SqlStore(connected(url), ManualClock(datetime.fromisoformat(job["now"])))
    engine = Engine(store, [workflow(tale(job["story"]).story.script.workflow)])
    doomed = Doomed(job["kill_before"])
    doomed.watch(store)
    answer = given(engine, job["story"], job["index"])
    doomed.sent()
    return answer


def _sweep(url: str, job: dict[str, Any]) -> dict[str, Any]:
    store = SqlStore(connected(url), ManualClock(datetime.fromisoformat(job["now"])))
    engine = Engine(store)
    doomed = Doomed(job["kill_before"])
    doomed.watch(store)
    swept = Sweep("victim", SweepSettings(batch=job["sweep"])).once(engine)
    doomed.sent()
    return {"entries": swept.entries}


def _deliver(url: str, job: dict[str, Any]) -> dict[str, Any]:
    store = SqlStore(connected(url), ManualClock(datetime.fromisoformat(job["now"])))
    doomed = Doomed(job["kill_before"])
    doomed.watch(store)
    handler = CallableHandler("file", lambda message: arrives(job["deliver"], message))
    done = Courier(Engine(store), [handler]).round()
    doomed.sent()
    return {"done": done.done}


def arrives(file: str, message: Message) -> None:
    """What the receiver has once it has it, whatever becomes of the sender."""
    line = json.dumps([message.key, message.case_id, message.seq]) + "\n"
    with Path(file).open("a", encoding="utf-8") as received:
        received.write(line)


def _upgrade(url: str, doomed: Doomed) -> dict[str, Any]:
    engine = connected(url)
    event.listen(engine, "before_cursor_execute", lambda *_: doomed.sent())
    return {"version": upgrade(engine)[1]}


def given(engine: Engine, name: str, index: int) -> dict[str, Any]:
    """Give the command of one step of a story; the numbers of its entries, or its error."""
    script, command = tale(name).story.script, tale(name).told[index].command
    above = tale(name).told[index].above
    try:
        if above is not None:
            engine.record_standing(above.actor, above.event)
            return {"seqs": []}
        if command is None:
            engine.lapse(script.case)
            return {"seqs": []}
        if isinstance(command, OpenCase):
            key = key_of(index)
            done = engine.open_case(script.workflow, script.case, command, key=key)
        else:
            done = engine.do(script.case, command, key=key_of(index))
    except DdrflowError as fault:
        return {"fault": fault.code}
    return {"seqs": [one.seq for one in done.entries]}


def forked(url: str, job: dict[str, Any]) -> dict[str, Any]:
    """The answer of a child, or that it was killed."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        os.write(write, json.dumps(act(url, job)).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as answers:
        answer = answers.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return {"killed": os.WTERMSIG(status)}
    found: dict[str, Any] = json.loads(answer) if answer else {"crashed": status}
    return found


def main() -> None:
    """Answer jobs until there are no more."""
    # The driver is loaded once here, and not again in every child.
    connected(sys.argv[1])
    for line in sys.stdin:
        job = json.loads(line)
        if "story" in job:
            told_before(job["story"])
        sys.stdout.write(json.dumps(forked(sys.argv[1], job)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
