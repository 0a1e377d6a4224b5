"""One model for all simulators: a case that goes through a chain of steps, each asked for.

The engine asks every rule of every step and records every event; the others only keep the time.
All of them draw the same numbers, reckon with the same working days and keep the same log.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from ddrflow.dates import OnHoliday, local_day
from ddrflow.model.workflow import Workflow
from ddrflow.simulation.onward import onward
from ddrflow.simulation.replication import Window, setting_of
from ddrflow.simulation.setting import Setting, opening
from ddrflow.simulation.world_file import load_world
from ddrflow.workflow.load import check_text

LINKS: Final = 32
#: Case, trigger, when: what every simulator logs.
Line = tuple[str, str, datetime]
WINDOW: Final = timedelta(days=40 * 365)


def workflow() -> Workflow:
    """The chain, under two rules a step beside those of who may act."""
    states = "".join(f"  s{one}: {{phase: custody}}\n" for one in range(1, LINKS))
    steps = "".join(
        f"  - {{trigger: t{one}, from: s{one}, to: s{one + 1}, by: [unit], source: act, "
        "rules: [notice.given: {kind: rights, source: act}, "
        "lead.among: {roles: [unit], source: act}]}\n"
        for one in range(LINKS)
    )
    text = f"""ddrflow: 1
workflow: chain
version: 1
title: A chain of steps
time_zone: Europe/Vienna
sources: {{act: A made-up act}}
agencies:
  unit: {{kind: probation}}
  client: {{kind: client}}
lead:
  custody: {{roles: [unit], source: act}}
rules:
  lead.eligible: {{source: act}}
notices:
  rights: {{to: client, version: "1", source: act}}
states:
  s0: {{phase: custody, initial: true}}
{states}  s{LINKS}: {{final: true}}
steps:
{steps}"""
    found = check_text(text.encode(), "chain.yaml")
    if found.workflow is None:
        raise AssertionError(found.findings)
    return found.workflow


def setting() -> Setting:
    """Where the chain is lived: in a world in which nobody leaves a post."""
    world = load_world("region").changed("agencies.tenure.default", 1_000_000)
    world = world.changed("people.referrals", 0.01)
    return setting_of(workflow(), world, Window(1, date(2026, 1, 5), WINDOW), 7, 0)


def referrals(of: Setting, cases: int) -> Iterator[tuple[str, datetime]]:
    """When each case is referred."""
    gap, at = of.world.parameter("people.referrals"), of.begins_at
    for number in range(cases):
        if number:
            at += timedelta(days=gap.at(of.draws.uniform("", "referral", "", number)))
        day = of.calendar.moved(local_day(at, of.zone), OnHoliday.NEXT)
        yield f"sim-{number + 1}", opening(day, of.zone)


def triggers(of: Setting) -> tuple[str, ...]:
    """The steps in their order."""
    found, state = [], of.workflow.initial.name
    while (step := onward(of.workflow, state)) is not None:
        found.append(step.trigger)
        state = step.target.name
    return tuple(found)
