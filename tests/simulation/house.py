"""A small procedure for the tests of lives: a prison, one conference, a step out, a review."""

from typing import Final

from ddrflow.model.workflow import Workflow
from ddrflow.workflow.load import check_text

TEXT: Final = """\
ddrflow: 1
workflow: house
version: 1
title: A made-up procedure
extends: common
time_zone: Europe/Vienna
agencies:
  unit: {kind: civil-society}
  prison: {kind: prison, phases: [custody]}
  police: {kind: police}
  client: {kind: client}
lead:
  custody: {roles: [unit], source: local choice}
  post-release: {roles: [unit], source: local choice}
states:
  inside: {phase: custody, initial: true}
  outside: {phase: post-release}
  closed: {final: true}
steps:
  - trigger: release
    from: inside
    to: outside
    by: [prison]
    source: local choice
    rules: [conference.held: {type: table, within: 3 months}]
  - {trigger: close, from: outside, to: closed, by: [unit], source: local choice}
  - {trigger: death, from: [inside, outside], to: closed, by: [unit], kind: happened,
     source: local choice}
conferences:
  table:
    title: Round table
    convened_by: [unit]
    core: [unit, police]
    information: internal
    source: local choice
    stages:
      - exchange
      - decision: {rules: [attendance.core]}
"""


def house(*changes: tuple[str, str], more: str = "") -> Workflow:
    """The procedure with texts in place of others that stand there once, and more at its end."""
    text = TEXT
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    found = check_text((text + more).encode(), "house.yaml")
    assert found.workflow is not None, found.findings
    return found.workflow
