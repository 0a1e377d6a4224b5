"""Whether an organisation works here under an agreement, and on the same terms."""

import pytest

from ddrflow.model import commands as c
from ddrflow.model.decision import Outcome
from ddrflow.model.verdict import Remedy, Status
from tests.builders import UNIT, opened
from tests.rules import scenes_above as scenes
from tests.rules.scenes_above import DAY, FIRST_DAY, above
from tests.verdicts import said, shown_to

BY = ("prison", "unit")


def test_without_an_agreement_in_force_one_is_made_and_a_contact_named() -> None:
    """Refusal, remedy, the next refusal, its remedy, acceptance."""
    asked = above("ally", scenes.agreement("Police North", "Unit North"))
    verdict = asked.refused_by("agreement.in-force")
    values = {"role": "prison", "organisations": "Prison North"}
    expected = ("agreement.in-force", "must", "act 27", "agreement.none-in-force", values)
    assert said(verdict) == expected
    assert shown_to(verdict) == {"role": "open", "organisations": "internal"}
    filled = (("organisations", "Prison North, Unit North"),)
    agree = Remedy("make-agreement", filled, ("agreement", "version", "starts_on"), BY)
    assert verdict.remedies == (agree,)
    asked.execute(agree, {"agreement": "a-2", "version": "1", "starts_on": str(FIRST_DAY)})
    after = asked.refused_by("agreement.in-force")
    assert (after.status, said(after)[3:]) == (
        Status.UNDECIDED,
        ("agreement.contacts-not-known", {"role": "prison"}),
    )
    [name] = after.remedies
    open_too = ("person", "deputy")
    assert name == Remedy("name-contact", (("organisation", "Prison North"),), open_too, BY)
    asked.execute(name, {"person": "p-7", "deputy": "p-8"}, by="unit")
    asked.again()


@pytest.mark.requirement("R78")
def test_a_contact_without_a_deputy_is_not_enough() -> None:
    """Somebody answers when the first is away."""
    asked = above("ally", scenes.agreement(), scenes.reachable(deputy=""))
    verdict = asked.refused_by("agreement.in-force")
    values = {"role": "prison", "organisations": "Prison North"}
    assert said(verdict)[3:] == ("agreement.without-deputy", values)
    asked.execute(verdict.remedies[0], {"person": "p-7", "deputy": "p-8"})
    asked.again()


def test_whether_there_is_an_agreement_is_not_known_while_none_was_ever_recorded() -> None:
    """That contacts were recorded says nothing about it."""
    asked = above("ally", scenes.reachable())
    assert asked.decision().outcome is Outcome.UNDECIDED
    verdict = asked.refused_by("agreement.in-force")
    assert said(verdict)[3:] == ("agreement.not-known", {"role": "prison"})
    given = {"agreement": "a-1", "version": "1", "starts_on": str(FIRST_DAY)}
    asked.execute(verdict.remedies[0], given, by="prison")
    asked.again()


def test_an_agreement_is_in_force_from_its_first_day_to_its_last() -> None:
    """What ended is no longer there, and what is to begin not yet."""
    assert scenes.allied(ends_on=FIRST_DAY + DAY, days=1).decision().is_allowed
    late = scenes.allied(ends_on=FIRST_DAY + DAY, days=2).refused_by("agreement.in-force")
    assert said(late)[3] == "agreement.none-in-force"


def test_the_lead_alone_has_nobody_to_agree_with() -> None:
    """Where the lead itself is without an agreement, with whom is left open."""
    desk = opened(standing=[scenes.agreement("Police North", "Court North")])
    desk.do(c.BindRole(actor=UNIT, role="prison", organisation="Unit North"))
    desk.do(c.UnbindRole(actor=UNIT, role="prison", organisation="Prison North"))
    desk.later(days=1)
    [remedy] = desk.take("ally").refused_by("agreement.in-force").remedies
    open_too = ("organisations", "agreement", "version", "starts_on")
    assert remedy == Remedy("make-agreement", open=open_too, by=("unit",))


def test_a_role_that_nobody_plays_is_bound_first() -> None:
    """Nobody's agreement can be asked for."""
    for trigger, rule in (("ally", "agreement.in-force"), ("align", "agreement.aligned")):
        asked = above(trigger, without=("prison",))
        verdict = asked.refused_by(rule)
        assert said(verdict)[3:] == ("person.role-not-bound", {"role": "prison"})
        [bind] = verdict.remedies
        assert bind == Remedy("bind-role", (("role", "prison"),), ("organisation",), ("unit",))
        asked.execute(bind, {"organisation": "Prison North"})
        assert said(asked.desk.take(trigger).refused_by(rule))[3].endswith("not-known")


# ---- alignment


@pytest.mark.requirement("R9", "R76")
def test_who_did_not_sign_signs() -> None:
    """Refusal, remedy, acceptance."""
    asked = above("align", scenes.signed("Police North"))
    verdict = asked.refused_by("agreement.aligned")
    values = {"role": "prison", "organisations": "Prison North"}
    expected = ("agreement.aligned", "must", "act 28", "agreement.not-aligned", values)
    assert said(verdict) == expected
    filled = (("organisation", "Prison North"), ("glossary", "2"))
    sign = Remedy("align-organisation", filled, ("goals", "values", "signed_on"), BY)
    assert verdict.remedies == (sign,)
    asked.execute(sign, {"goals": "1", "values": "1", "signed_on": str(FIRST_DAY)})
    asked.again()


def test_another_glossary_than_the_file_asks_for_is_signed_anew() -> None:
    """Of two signatures the last counts, in either direction."""
    asked = above("align", scenes.signed(glossary="1"))
    verdict = asked.refused_by("agreement.aligned")
    values = {"role": "prison", "organisations": "Prison North", "current": "2"}
    assert said(verdict)[3:] == ("agreement.other-glossary", values)
    asked.execute(verdict.remedies[0], {"goals": "1", "values": "1", "signed_on": str(FIRST_DAY)})
    assert asked.decision().is_allowed
    older = (scenes.signed(), scenes.signed(glossary="1", days=9))
    assert above("align", *older).decision().is_allowed


def test_a_glossary_that_the_file_does_not_name_may_be_any() -> None:
    """Then the signer says which one it is."""
    plain = "rules: [{agreement.aligned: {role: prison}}]"
    workflow = scenes.with_rules(
        'rules: [{agreement.aligned: {role: prison, glossary: "2"}}]', plain
    )
    any_version = above("align", scenes.signed(glossary="1"), workflow=workflow)
    assert any_version.decision().is_allowed
    [remedy] = above("align", workflow=workflow).refused_by("agreement.aligned").remedies
    assert remedy.open == ("goals", "values", "glossary", "signed_on")


def test_whether_anybody_signed_is_not_known_while_nothing_was_recorded_of_it() -> None:
    """Undecided, with the same way out."""
    asked = above("align", scenes.agreement())
    verdict = asked.refused_by("agreement.aligned")
    assert (verdict.status, said(verdict)[3]) == (
        Status.UNDECIDED,
        "agreement.alignment-not-known",
    )
    given = {"goals": "1", "values": "1", "signed_on": str(FIRST_DAY)}
    asked.execute(verdict.remedies[0], given, by="unit")
    asked.again()


def test_a_signature_counts_from_its_day() -> None:
    """Also for a step that is entered late."""
    assert scenes.signed_on_day(0).decision().is_allowed
    assert not scenes.signed_on_day(-1).verdict("agreement.aligned").is_met
