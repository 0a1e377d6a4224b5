"""What changes from one version to the next is told, in words, and for whom."""

import json
from copy import deepcopy
from functools import cache

import pytest

from ddrflow.export import Change, Part, changes, decision_paper, for_whom
from ddrflow.model.workflow import Workflow
from ddrflow.workflow.load import check_text, load, shipped, text_of
from tests.proof.documents import Mutate, NotHere
from tests.proof.mutators import MUTATORS
from tests.proof.sound import grown


def fits(mutate: Mutate, name: str) -> bool:
    """The file has a place for the fault."""
    try:
        mutate(json.loads(load(name).document))
    except NotHere:
        return False
    return True


FAULTS = [(mutate, name) for found in MUTATORS.values() for mutate in found for name in shipped()]
SOME = [pair for pair in FAULTS[::13] if fits(*pair)]


@cache
def read(text: str) -> Workflow:
    """The workflow of a text."""
    found = check_text(text.encode(), "changed.yaml")
    assert [str(one) for one in found.errors] == []
    assert found.workflow is not None
    return found.workflow


def told(name: str, old: str, new: str) -> tuple[Change, ...]:
    """What changes where one place of a shipped file does, which stands there once."""
    text = text_of(name).decode()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return changes(load(name), read(text.replace(old, new)))


@pytest.mark.parametrize("name", shipped())
def test_a_procedure_does_not_differ_from_itself(name: str) -> None:
    """Nor for anybody."""
    assert changes(load(name), load(name)) == ()
    assert for_whom((), load(name)) == {}
    assert "Nothing changes for anybody." in decision_paper(load(name), load(name), ())


@pytest.mark.parametrize(("mutate", "name"), SOME, ids=lambda one: getattr(one, "__name__", one))
def test_whatever_changes_in_a_procedure_is_told_both_ways(mutate: Mutate, name: str) -> None:
    """What comes in one direction goes in the other."""
    document = deepcopy(json.loads(load(name).document))
    mutate(document)
    changed = read(json.dumps(document))
    onward, back = changes(load(name), changed), changes(changed, load(name))
    assert onward
    assert {(one.part, one.name) for one in onward} == {(one.part, one.name) for one in back}


@pytest.mark.parametrize("seed", range(0, 200, 20))
def test_a_grown_procedure_differs_by_all_that_was_grown(seed: int) -> None:
    """Each state, conference and review that was added is named as new."""
    old = load(shipped()[seed % len(shipped())])
    new = read(json.dumps(grown(seed)))
    found = {(one.part, one.name) for one in changes(old, new) if one.what.startswith("new")}
    assert found >= {(Part.STATE, one) for one in new.states if one not in old.states}
    assert found >= {(Part.REVIEW, one) for one in new.reviews if one not in old.reviews}
    types = new.procedure.conferences
    assert found >= {
        (Part.CONFERENCE, one) for one in types if one not in old.procedure.conferences
    }


def test_who_may_lead_is_told_for_whoever_comes_and_goes() -> None:
    [change] = told(
        "catalonia",
        "  release: {roles: [prison-unit, municipality], source: local choice}",
        "  release: {roles: [prison-unit, probation], source: local choice}",
    )
    assert change == Change(
        Part.LEAD,
        "release",
        "may lead: `probation` too, not `municipality` any more",
        ("probation", "municipality"),
    )


def test_what_is_said_of_an_agency_as_coordinator_is_told_for_its_roles() -> None:
    found = told(
        "catalonia",
        "    strength: contested\n    reason: no-authority",
        "    strength: should\n    reason: no-authority",
    )
    assert [(one.part, one.name, one.what) for one in found] == [
        (
            Part.AGENCY,
            "municipality",
            "as coordinator: should: no-authority, was contested: no-authority",
        )
    ]


def test_a_core_that_loses_somebody_is_told_for_them() -> None:
    [change] = told(
        "catalonia",
        "    core: [local-police, regional-police, case-worker]",
        "    core: [local-police, regional-police]",
    )
    assert change == Change(
        Part.CONFERENCE, "case-conference", "core: not `case-worker` any more", ("case-worker",)
    )


def test_a_review_that_comes_more_often_is_told_with_what_it_was() -> None:
    [change] = told(
        "neustart",
        "    while: {phase: custody}\n    every: 6 months",
        "    while: {phase: custody}\n    every: 3 months",
    )
    assert (change.part, change.name) == (Part.REVIEW, "custody-review")
    assert change.what == "every: 3 months, was 6 months"
    assert change.roles == ("lead", "prosecutor")


def test_a_rule_that_binds_less_is_told_with_both_strengths() -> None:
    [change] = told(
        "pairs",
        "      - support.named\n",
        "      - support.named: {strength: should, because: It helps, source: local choice}\n",
    )
    assert change.what == "the step asks support.named as should, was must: it binds less"
    assert change.strength == "should"


def test_a_rule_with_another_setting_is_told_with_both() -> None:
    [change] = told(
        "catalonia",
        "type: case-conference, within: 6 months, source: local choice",
        "type: case-conference, within: 2 months, source: local choice",
    )
    assert change.what == (
        "the step asks conference.held (type case-conference, within 2 months), "
        "was conference.held (type case-conference, within 6 months)"
    )


def test_a_rule_that_comes_and_one_that_goes_are_told() -> None:
    found = told("pairs", "      - support.named\n", "      - person.named: {role: spip}\n")
    assert [one.strength for one in found] == ["should", "must"]
    assert found[0].what == "the step asks: person.named (role spip)"
    assert found[1].what == "the step does not ask any more: support.named"


def test_a_conference_that_rests_on_consent_no_more_is_told() -> None:
    found = told(
        "open-prison",
        "    consent: {of: client, to: family-meeting, source: local choice}\n",
        "",
    )
    assert "rests on the consent: nothing is said any more, was of `client`" in found[0].what


def test_a_paper_for_those_who_decide_lists_changes_by_part_and_by_whom_they_concern() -> None:
    """Markdown, with room for the decision; what a file says is text there and no markup."""
    text = text_of("catalonia").decode()
    new = read(text.replace("    core: [client, case-worker]", "    core: [client]"))
    paper = decision_paper(load("catalonia"), new, changes(load("catalonia"), new))
    lines = paper.splitlines()
    assert lines[0] == "# Catalonia, multi-agency case conference: what changes"
    assert "- **conversation**: core: not `case-worker` any more" in lines
    assert "- **case-worker**: conferences: conversation" in lines
    assert lines[-1] == "By whom, on which day, from when on:"


def test_what_concerns_whoever_leads_is_listed_as_that() -> None:
    found = (Change(Part.REVIEW, "a-look", "every: 1 month, was 2", ("lead",)),)
    assert list(for_whom(found, load("catalonia"))) == ["lead"]
    assert "- **whoever leads**: reviews: a-look" in decision_paper(
        load("catalonia"), load("catalonia"), found
    )
