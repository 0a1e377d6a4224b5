"""Strategies of whole histories, and of what is refused after them. Needs hypothesis."""

import inspect
from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from hypothesis import strategies as st

from ddrflow.dates import local_day
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model.commands import Command, TakeStep
from ddrflow.model.workflow import Workflow
from ddrflow.testing.drawing import commands, remedied, stages_after
from ddrflow.testing.history import CASE, History, begun
from ddrflow.testing.located import located
from ddrflow.testing.playing import actor_in, line_of
from ddrflow.workflow.load import load

MAX_EVENTS: Final = 40
PAUSES: Final = (timedelta(minutes=5), timedelta(days=1), timedelta(days=25), timedelta(days=120))
STOP: Final = "stop"
#: What comes next; the first ones are what a failing history is cut down to.
MOVES: Final = (
    STOP,
    *["command"] * 12,
    *["step"] * 4,
    *["meeting"] * 4,
    *["time"] * 2,
    *["lapse"] * 4,
)
REMEDY: Final = ("remedy",) * 8
#: A step that ends the case is drawn once for so many that lead on.
ONWARD: Final = 12
#: After so many that are allowed, one is taken that nobody could give.
TRIES: Final = 12


def histories(
    workflow: str | Path | Workflow, *, max_events: int = MAX_EVENTS
) -> st.SearchStrategy[History]:
    """Histories of one case: commands of every kind, refusals, time passing, reviews lapsing.

    All that is recorded in one was accepted by the engine. It ends once its record has
    `max_events` entries: what one command brought with it is never cut off. A path is looked for
    beside the file that calls this, then from the working directory, then as a shipped name;
    raises LookupError, and BadFile as loading does.
    """
    if isinstance(workflow, Workflow):
        return _histories(workflow, max_events)
    frame = inspect.currentframe()
    caller = frame.f_back.f_code.co_filename if frame and frame.f_back else ""
    name = located(str(workflow), Path(caller).parent, Path.cwd())
    changed_at = Path(name).stat().st_mtime_ns if Path(name).is_file() else 0
    return _histories(_loaded(name, changed_at), max_events)


@st.composite
def illegal_next(draw: st.DrawFn, history: History) -> Command:
    """A command that is refused if it is given next; `history.try_next` gives it."""
    workflow, case, now = history.workflow, history.case, history.clock.now()
    for _ in range(TRIES):
        command = draw(commands(workflow, case, now))
        try:
            if not history.engine.decide(CASE, command).is_allowed:
                return command
        except BadCommand:
            continue
    here = {one.trigger for one in workflow.steps_from(case.position.state)}
    elsewhere = [one for one in workflow.triggers() if one not in here]
    actor = actor_in(line_of(history.engine, workflow, CASE), case.lead.current.role)
    return TakeStep(actor=actor, trigger=draw(st.sampled_from([*elsewhere, "no-such-step"])))


@st.composite
def _histories(draw: st.DrawFn, workflow: Workflow, max_events: int) -> History:
    history = begun(workflow)
    while history.case.version < max_events and draw(_move(history)):
        continue
    return history


@st.composite
def _move(draw: st.DrawFn, history: History) -> bool:
    """One more move, if there is to be one.

    It is drawn as one thing, so that it is left out as one where a failing history is cut down.
    """
    offered = REMEDY if history.remedies() else ()
    move = draw(st.sampled_from((*MOVES, *offered)))
    if move != STOP:
        HOW[move](draw, history)
    return bool(move != STOP)


def _command(draw: st.DrawFn, history: History) -> None:
    _given(history, draw(commands(history.workflow, history.case, history.clock.now())))


def _remedy(draw: st.DrawFn, history: History) -> None:
    now, offered = history.clock.now(), history.remedies()
    command = draw(remedied(history.workflow, history.case, now, offered))
    if command is not None:
        _given(history, command)


def _step(draw: st.DrawFn, history: History) -> None:
    """A step from here, with everything that it needs first."""
    steps = history.workflow.steps_from(history.state)
    ending = [one for one in steps if one.target.phase is None]
    onward = [one for one in steps if one.target.phase is not None]
    if not steps:
        return
    step = draw(st.sampled_from([*onward * ONWARD, *ending]))
    line = line_of(history.engine, history.workflow, CASE)
    role = draw(st.sampled_from(sorted(step.by)))
    history.bring(TakeStep(actor=actor_in(line, role), trigger=step.trigger))


def _meeting(draw: st.DrawFn, history: History) -> None:
    """A conference is convened, goes on by one stage or is closed, with all that this needs."""
    workflow, held = history.workflow, history.case.conferences
    kinds = workflow.procedure.conferences
    if not kinds:
        return
    running = [one for one in held.values() if one.is_under_way]
    kind = kinds[running[-1].type if running else draw(st.sampled_from(sorted(kinds)))]
    name = running[-1].conference if running else f"meeting-{len(held) + 1}"
    actor = actor_in(line_of(history.engine, workflow, CASE), kind.convened_by[0])
    command: Command = c.CloseConference(actor=actor, conference=name)
    if not running:
        day = local_day(history.clock.now(), workflow.procedure.zone)
        command = c.ConveneConference(actor=actor, conference=name, type=kind.name, planned_on=day)
    elif onward := stages_after(workflow, running[-1]):
        stage = draw(st.sampled_from(onward))
        command = c.EnterStage(actor=actor, conference=name, stage=stage)
    history.bring(command)


def _time(draw: st.DrawFn, history: History) -> None:
    history.let_pass(draw(st.sampled_from(PAUSES)))


def _lapse(draw: st.DrawFn, history: History) -> None:
    """Time passes, and is noticed at its end."""
    _time(draw, history)
    history.lapse()


def _given(history: History, command: Command) -> None:
    try:
        history.try_next(command)
    except BadCommand:
        # Not even a refusal: nothing was decided.
        return


HOW: Final[dict[str, Callable[[st.DrawFn, History], None]]] = {
    "command": _command,
    "step": _step,
    "meeting": _meeting,
    "time": _time,
    "lapse": _lapse,
    "remedy": _remedy,
}


@lru_cache(maxsize=32)
def _loaded(name: str, changed_at: int) -> Workflow:
    """Once for all that ask for it, and again where the file was changed."""
    del changed_at
    return load(name)
