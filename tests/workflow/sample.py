"""A small sound workflow file, and a way to spoil one place of it."""

from typing import Final

from ddrflow.workflow.load import Checked, check_text

SOUND: Final = """\
ddrflow: 1
workflow: sample
version: 1
title: A small sound workflow
time_zone: Europe/Vienna
sources:
  act: A made-up act
agencies:
  unit: {kind: civil-society}
  police: {kind: police, phases: [custody]}
  welfare: {kind: social-service, on_need: [housing]}
  client: {kind: client}
lead:
  custody: {roles: [unit], source: local choice}
  post-release: {roles: [unit], source: local choice}
deviations: {approved_by: [police], source: local choice}
states:
  inside: {phase: custody, initial: true}
  outside: {phase: post-release}
  closed: {final: true}
steps:
  - trigger: release
    from: inside
    to: outside
    by: [unit]
    source: act 3
    rules:
      - plan.adopted: {kind: plan, source: act 4}
      - conference.held: {type: closed-door, within: 3 months, source: local choice}
  - {trigger: close, from: outside, to: closed, by: [unit], source: local choice}
conferences:
  closed-door:
    title: A confidential conference
    convened_by: [police]
    core: [police, unit]
    on_need: [welfare]
    barred: [client]
    information: confidential
    basis: act 5
    source: act 5
    stages:
      - exchange
      - decision: {rules: [{attendance.core: {source: act 6}}]}
  open-door:
    title: An open conference
    convened_by: [unit]
    core: [unit, client]
    consent: {of: client, to: taking-part, source: act 7}
    information: open
    source: act 7
    stages: [exchange]
consents:
  taking-part: {of: client, text_version: "1", source: act 7}
notices:
  told: {to: client, version: "1", source: act 8}
plans:
  plan: {parts: [residence], adopted_by: [unit], source: act 4}
needs: [housing]
reviews:
  - name: check
    while: {phase: post-release}
    every: 3 months
    remind: 14 days
    grace: 14 days
    held_by: {conference: open-door}
    then: {escalate_to: [police]}
    source: local choice
"""


def spoiled(old: str, new: str) -> Checked:
    """The sample with one place changed; the place must be there, and only once."""
    assert SOUND.count(old) == 1, f"{old!r} stands {SOUND.count(old)} times"
    return check_text(SOUND.replace(old, new).encode(), "sample.yaml")


def told(found: Checked) -> list[str]:
    """Every finding as the command line prints it."""
    return [str(finding) for finding in found.findings]
