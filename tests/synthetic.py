"""A synthetic workflow that uses every rule, as a file and built."""

from functools import cache
from typing import Final

from ddrflow.model.workflow import Workflow
from ddrflow.workflow.load import check_text

SYNTHETIC: Final = """\
ddrflow: 1
workflow: synthetic
version: 1
title: A synthetic workflow that uses every rule
time_zone: Europe/Vienna
sources: {act: A made-up act}
agencies:
  unit: {kind: civil-society}
  aftercare: {kind: civil-society, phases: [release, post-release]}
  prison: {kind: prison, phases: [custody, release]}
  police: {kind: police}
  court: {kind: criminal-justice}
  probation: {kind: probation}
  clinic: {kind: health}
  welfare: {kind: social-service, on_need: [housing]}
  school: {kind: education, on_need: [training]}
  mentor: {kind: mentor}
  client: {kind: client}
  family: {kind: social-network}
coordination:
  health: {strength: law, reason: no-authority, because: A statute, source: act 1}
  criminal-justice:
    {strength: must, reason: no-continuity, because: Agreed, source: act 2, liftable: true}
  police: {strength: should, reason: no-continuity, because: Advice, source: act 3}
  probation: {strength: contested, reason: narrow-remit, because: Disputed, source: act 4}
lead:
  custody: {roles: [unit, police, court, probation, clinic], source: act 5}
  release: {roles: [unit, aftercare], source: act 5}
  post-release: {roles: [aftercare, probation], source: act 5}
rules:
  lead.eligible: {source: act 6}
  lead.covers-next-phase: {source: act 7, strength: law}
  attendance.core: {source: act 8}
  attendance.minimum: {source: act 9}
  conference.held: {source: act 10}
  consent.valid: {source: act 11}
  notice.given: {source: act 12}
  person.named: {source: act 13}
  contact.named: {source: act 14}
  plan.adopted: {source: act 15}
  document.filed: {source: act 26}
  channel.open: {source: act 41}
  participation.voluntary: {source: act 43}
  support.named: {source: act 42}
  case.continued: {source: act 47}
  agreement.in-force: {source: act 27}
  agreement.aligned: {source: act 28}
  training.joint: {source: act 29}
  lead.has-means: {source: act 30}
  lead.is-funded: {source: act 31}
  introduction.held: {source: act 32}
  disclosure.notice-given: {source: act 32}
  interest.none: {source: act 44}
  package.given: {source: act 45}
  briefing.given: {source: act 46}
  item.recipients-told: {source: act 33}
  activity.held: {source: act 48}
  procedure.adopted: {source: act 49}
  board.met: {source: act 50}
  lead.among: {source: act 51}
  instruction.given: {source: act 52}
deviations: {approved_by: [court, prison], source: act 16}
states:
  inside: {phase: custody, initial: true}
  waiting: {phase: custody}
  leaving: {phase: release}
  outside: {phase: post-release}
  closed: {final: true}
steps:
  - {trigger: stay, from: inside, to: waiting, by: [prison, unit], source: act 20}
  - {trigger: return, from: waiting, to: inside, by: [unit], source: act 20}
  - trigger: inform
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{notice.given: {kind: told, acknowledged: true}}]
  - trigger: confer
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{conference.held: {type: closed-door, within: 3 months}}]
  - trigger: staff
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{person.named: {role: prison}}]
  - trigger: connect
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{contact.named: {role: prison}}]
  - trigger: schedule
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{plan.adopted: {kind: plan, answers: all-open-needs, liftable: true}}]
  - trigger: agree
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{consent.valid: {of: client, to: sharing}}]
  - trigger: report
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{document.filed: {kind: report, within: 1 month}}]
  - {trigger: part, from: inside, to: waiting, by: [unit], source: act 20, rules: [support.named]}
  - {trigger: go-on, from: inside, to: waiting, by: [unit], source: act 20, rules: [case.continued]}
  - trigger: choose
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [participation.voluntary]
  - trigger: meet
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{channel.open: {kind: talks}}]
  - trigger: transfer
    from: inside
    to: waiting
    by: [prison]
    kind: happened
    closes: [contact, talks]
    source: act 20
  - trigger: ally
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{agreement.in-force: {role: prison}}]
  - trigger: align
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{agreement.aligned: {role: prison, glossary: "2"}}]
  - trigger: equip
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [lead.has-means]
  - trigger: fund
    from: waiting
    to: inside
    by: [unit]
    source: act 20
    rules: [{lead.is-funded: {plan: succession}}]
  - trigger: introduce
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{introduction.held: {role: unit, prison: prison}}]
  - trigger: set-right
    from: inside
    to: waiting
    by: [unit, police, court]
    source: act 20
    rules: [item.recipients-told]
  - trigger: rehearse
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{activity.held: {kind: feedback-round, roles: [unit, prison], within: 1 year}}]
  - trigger: standardise
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{procedure.adopted: {procedure: case-work}}]
  - trigger: govern
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{board.met: {role: prison, within: 6 months}}]
  - trigger: entrust
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{lead.among: {roles: [police]}}]
  - trigger: staff-early
    from: inside
    to: waiting
    by: [unit]
    source: act 20
    rules: [{person.named: {role: prison, ahead: 1 month}}]
  - {trigger: prepare, from: [inside, waiting], to: leaving, by: [unit], source: act 20}
  - {trigger: release, from: leaving, to: outside, by: [unit, aftercare], source: act 20}
  - trigger: court-releases
    from: [inside, leaving]
    to: outside
    by: [court, prison]
    kind: happened
    breach: {owner: police, due: 7 days}
    source: act 20
    rules: [{plan.adopted: {kind: plan}}]
  - {trigger: close, from: outside, to: closed, by: [unit, aftercare], source: act 20}
channels:
  contact: {used_by: [family], modalities: [in-person], opened_by: [prison], source: act 41}
  talks:
    used_by: [unit]
    through: [family, mentor]
    modalities: [in-person, virtual]
    opened_by: [prison, court]
    closed_by: [prison]
    source: act 41
    rules: [{notice.given: {kind: told}}]
  support:
    used_by: [unit]
    through: [family]
    modalities: [virtual]
    opened_by: [unit]
    rests_on: contact
    mediated: true
    source: act 41
conferences:
  closed-door:
    title: A confidential conference
    convened_by: [police, unit]
    core: [police, unit]
    minimum: 3
    deputies: false
    remote: false
    on_need: [school, welfare]
    barred: [client, family]
    information: confidential
    basis: act 21
    instead: open-door
    source: act 21
    stages:
      - preparation: {part: before}
      - exchange
      - decision: {rules: [attendance.core, attendance.minimum]}
  open-door:
    title: An open conference
    convened_by: [unit]
    core: [unit, client]
    consent: {of: client, to: sharing, from: exchange, source: act 22}
    information: open
    source: act 22
    stages:
      - exchange
      - family-only: {barred: [professionals]}
      - decision
  round-table:
    title: A conference of those who trained together
    convened_by: [unit]
    core: [unit, client]
    attending: [{training.joint: {within: 1 year, procedure: case-work}}]
    information: internal
    source: act 29
    stages: [exchange, {decision: {rules: [training.joint]}}]
  panel:
    title: A conference of those who were told before
    convened_by: [unit]
    core: [unit]
    attending: [interest.none, {briefing.given: {kind: briefing}}]
    tasks: [{package.given: {kind: package}}]
    information: internal
    source: act 45
    stages: [exchange, {decision: {rules: [interest.none, {briefing.given: {kind: briefing}}]}}]
  sworn:
    title: A conference of those who know what they are bound to
    convened_by: [unit]
    core: [unit, police]
    attending: [{instruction.given: {kind: instruction}}]
    information: internal
    source: act 52
    stages: [exchange, {decision: {rules: [{instruction.given: {kind: instruction}}]}}]
consents:
  sharing: {of: client, text_version: "2", source: act 22}
  research: {of: client, text_version: "1", source: act 22}
notices:
  told: {to: client, version: "2", source: act 23}
  rights:
    to: client
    version: "1"
    tells: [{by: unit, what: signs-of-danger, to: [prison, police], duty: act 30}]
    source: act 23
plans:
  plan: {parts: [residence, work], adopted_by: [unit, welfare], source: act 24}
  other: {parts: [residence], adopted_by: [unit], source: act 24}
documents:
  report: {filed_by: [clinic, unit], source: act 26}
  letter: {filed_by: [unit], information: open, source: act 26}
  succession: {filed_by: [unit], source: act 26}
  package: {filed_by: [unit, prison], source: act 45}
  briefing: {filed_by: [unit, police], source: act 46}
  instruction: {filed_by: [police], source: act 52}
  testimony:
    filed_by: [unit, clinic]
    to: [court]
    tells_items: true
    source: act 27
    rules: [{testimony.double-role: {source: act 28}}]
needs: [housing, training]
disclosures:
  bases:
    act-30: {to: [unit, police, prison, court], source: act 30}
    act-31: {to: [client, court], source: act 31}
    act-32: {to: [school, welfare], source: act 32}
  rules: [{disclosure.notice-given: {kind: rights}}]
reviews:
  - name: watch
    while: {states: [waiting]}
    every: 1 month
    remind: 7 days
    grace: 7 days
    source: act 25
"""


@cache
def built(text: str = SYNTHETIC) -> Workflow:
    """The workflow of a text, which must be sound to the last warning."""
    found = check_text(text.encode(), "synthetic.yaml")
    assert [str(one) for one in found.findings] == []
    assert found.workflow is not None
    return found.workflow


def changed(old: str, new: str) -> Workflow:
    """The synthetic workflow with one place changed; the place must be there, and only once."""
    assert SYNTHETIC.count(old) == 1, f"{old!r} stands {SYNTHETIC.count(old)} times"
    return built(SYNTHETIC.replace(old, new))
