"""Runs of pytest inside pytest, each in a folder with one small procedure."""

from collections.abc import Callable
from importlib import import_module
from typing import Final

import pytest

# Loaded once here: each run forgets the modules that it was the first to load.
for _name in (
    "compared",
    "estimating",
    "live_case",
    "living",
    "located",
    "near",
    "searching",
    "virtual",
    "watched",
):
    import_module(f"ddrflow.testing.{_name}")

HARBOUR: Final = """
ddrflow: 1
workflow: harbour
version: 1
title: A made-up procedure of a harbour town
extends: common
time_zone: Europe/Vienna
agencies:
  unit: {kind: prison, phases: [custody]}
  harbour: {kind: civil-society}
  client: {kind: client}
lead:
  custody: {roles: [harbour], source: local choice}
  post-release: {roles: [harbour], source: local choice}
states:
  inside: {phase: custody, initial: true}
  outside: {phase: post-release}
  closed: {final: true}
steps:
  - trigger: release
    from: inside
    to: outside
    by: [unit]
    source: local choice
    rules: [{notice.given: {kind: letter, source: local choice}}]
  - trigger: close
    from: outside
    to: closed
    by: [harbour]
    source: local choice
    rules:
      - conference.held:
          type: farewell
          strength: should
          because: A last talk helps, and nobody is kept for want of one
          source: local choice
notices:
  letter: {to: client, version: "1", source: local choice}
conferences:
  farewell:
    title: A last talk
    convened_by: [harbour]
    core: [harbour, client]
    consent: {of: client, to: talks, source: local choice}
    information: open
    source: local choice
    stages: [talk]
consents:
  talks: {of: client, text_version: "1", source: local choice}
reviews:
  - name: a-look
    while: {phase: post-release}
    every: 3 months
    grace: 14 days
    source: local choice
"""
HEAD: Final = """
from datetime import date, datetime, timedelta
import pytest
pytestmark = pytest.mark.ddrflow("harbour.yaml")
"""

Run = Callable[..., pytest.RunResult]


@pytest.fixture
def run(pytester: pytest.Pytester) -> Run:
    """Run tests on the procedure in a process of pytest's own: the text of a module, options."""
    pytester.path.joinpath("harbour.yaml").write_text(HARBOUR, encoding="utf-8")

    def ran(tests: str, *options: str, head: str = HEAD) -> pytest.RunResult:
        pytester.path.joinpath("test_harbour.py").write_text(head + tests, encoding="utf-8")
        return pytester.runpytest_inprocess("-p", "no:cacheprovider", *options)

    return ran
