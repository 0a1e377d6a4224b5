"""A rehearsal under way: seats, refusals, remedies, the clock. The engine is the same as live."""

import pytest

from ddrflow.errors import UnknownName
from ddrflow.model.decision import Outcome
from ddrflow.rehearsal import BadLine, Rehearsal, options
from ddrflow.stories import story_files
from tests.rehearsal.table import INTO_CUSTODY, begun, played, table, typed, workflow

SHIPPED = ("neustart", "catalonia", "parents-for-peace")


@pytest.mark.parametrize("name", SHIPPED)
def test_a_fresh_case_is_led_by_the_first_role_that_may_and_everybody_is_a_party(name: str) -> None:
    rehearsal = table(name)
    found = workflow(name)
    assert found.initial.phase is not None
    assert rehearsal.sits.role == found.procedure.leads_of(found.initial.phase)[0]
    assert rehearsal.leads(rehearsal.sits)
    assert list(rehearsal.seats) == list(found.procedure.agencies)
    assert all(rehearsal.plays(one) for one in rehearsal.seats.values())


@pytest.mark.requirement("R81")
def test_what_one_seat_is_refused_another_mends_and_then_it_is_done() -> None:
    """As in life: the remedy is not always for whoever was refused."""
    rehearsal = table()
    move = played(rehearsal, "seat prison", "step admit")
    assert move.told is not None
    rules = {one.rule for one in move.told.refusing}
    assert rules == {"lead.covers-next-phase", "notice.given"}
    rehearsal = table()
    assert played(rehearsal, *INTO_CUSTODY).done is not None
    assert rehearsal.case.position.state == "in-custody"
    assert rehearsal.case.lead.current.role == "neustart"


def test_a_remedy_for_somebody_else_is_not_followed_and_nothing_changes() -> None:
    rehearsal = table()
    typed(rehearsal, "seat prison", "step admit")
    before = rehearsal.case
    with pytest.raises(BadLine) as caught:
        typed(rehearsal, "follow 1")
    assert caught.value.help == "sit down as one of: state-security"
    assert rehearsal.case == before
    assert len(rehearsal.moves) == 1


def test_a_remedy_asks_for_what_it_leaves_open_and_keeps_what_it_says() -> None:
    rehearsal = table()
    typed(rehearsal, "seat prison", "step admit")
    for line, told in (
        ("follow 2", "`follow`: `give-notice` needs more\n  help: follow 2 language=..."),
        (
            "follow 2 language=de version=2",
            "`version`: the remedy says it already\n  help: leave it out",
        ),
        (
            "follow 9",
            "`follow`: there is no remedy 9\n  help: the last refusal names 2: 1 to 2",
        ),
        ("follow x", "`x`: that is no number\n  help: follow [N] [NAME=VALUE ...]"),
    ):
        with pytest.raises(BadLine) as caught:
            typed(rehearsal, line)
        assert str(caught.value) == told


def test_again_is_for_the_seat_that_was_refused() -> None:
    rehearsal = table()
    typed(rehearsal, "seat prison", "step admit", "seat neustart")
    with pytest.raises(BadLine) as caught:
        typed(rehearsal, "again")
    assert caught.value.help == "seat prison"


SECRET = (
    *INTO_CUSTODY,
    "seat state-security",
    "do record-item item=secret-1 kind=assessment information=confidential text='not for all'",
)


@pytest.mark.requirement("R81")
def test_each_seat_sees_what_it_may_see_and_no_more() -> None:
    """What state protection keeps confidential is in nothing that others are shown or refused."""
    rehearsal = table()
    said = typed(rehearsal, *SECRET, "see", "record")
    assert said.count("secret-1") == 3
    for seat in ("client", "network", "court"):
        said = typed(
            rehearsal,
            f"seat {seat}",
            "see",
            "record",
            "can",
            "why prepare-release",
            "do withdraw-consent scope=social-network-conference",
            "step release",
            "step close",
            "wait 1 day",
        )
        assert "custody-review" in said
        assert "secret" not in said
        assert "not for all" not in said
        last = rehearsal.moves[-1]
        assert last.is_refused
        assert "secret" not in str(last.told)


def test_what_the_client_is_refused_withholds_what_the_client_may_not_know() -> None:
    rehearsal = table()
    move = played(
        rehearsal, "seat client", "do propose-lead role=neustart organisation=org-neustart"
    )
    assert move.told is not None
    assert move.decision is not None
    assert move.told.outcome is Outcome.NOT_ENTITLED
    assert len(move.told.verdicts) < len(move.decision.verdicts)
    assert "org-state-security" not in typed(rehearsal, "see", "record", "why admit")


def test_who_is_no_party_is_told_nothing() -> None:
    rehearsal = table()
    rehearsal.sit("prison@prison-elsewhere")
    for ask in (rehearsal.see, rehearsal.record, rehearsal.steps, rehearsal.can):
        with pytest.raises(UnknownName):
            ask()
    said = typed(rehearsal, "see", "can", "wait 1 month")
    assert said.count("prison-elsewhere is no party of the case now") == 2
    assert "nothing falls due that this seat knows of" in said
    move = played(rehearsal, "step admit")
    assert move.told is not None
    assert [one.rule for one in move.told.refusing] == ["actor.bound"]


def test_what_a_seat_can_do_passes_when_it_is_done() -> None:
    """Nothing is promised that the engine then refuses."""
    rehearsal = table()
    typed(rehearsal, *INTO_CUSTODY)
    for seat, name, given in (
        ("neustart", "hold-review", {}),
        ("client", "refuse-consent", {"scope": "social-network-conference"}),
        ("client", "acknowledge-notice", {"kind": "multi-agency"}),
        ("neustart", "identify-need", {"need": "n", "kind": "work", "owner": "welfare"}),
    ):
        rehearsal.sit(seat)
        found = rehearsal.can(name)
        assert bool(found) == bool(given)
        if given:
            shown = dict(found[0].arguments)
            assert all(one in (*shown[key], "?") or "?" in shown[key] for key, one in given.items())
            assert rehearsal.do(name, given).done is not None


def test_the_client_can_do_little_and_the_family_nothing_at_first() -> None:
    rehearsal = table()
    begins = rehearsal.beginning
    names = {
        seat: {one.command for one in options(begins.engine, begins.case_id, rehearsal.seats[seat])}
        for seat in ("client", "network", "state-security")
    }
    assert names["client"] == {"give-consent", "refuse-consent"}
    assert names["network"] == set()
    assert "convene-conference" in names["state-security"]


def test_asking_what_can_be_done_changes_nothing() -> None:
    rehearsal = table()
    before = rehearsal.case
    typed(rehearsal, "can", "can give-notice", "see", "record", "why admit", "seats", "help")
    assert rehearsal.case == before
    assert rehearsal.beginning.engine.refusals(before.case_id) == ()


@pytest.mark.requirement("R81")
def test_time_goes_on_day_by_day_and_a_review_that_nobody_holds_is_missed() -> None:
    rehearsal = table()
    said = typed(rehearsal, *INTO_CUSTODY, "wait 8 months")
    for day, what in (
        ("2025-06-07 09:00", "`neustart` reminded of review `custody-review`"),
        ("2025-07-07 09:00", "review `custody-review` fell due"),
        ("2025-08-07 09:00", "review `custody-review` missed; told: prosecutor"),
    ):
        assert f"{day}\n  {what}" in said
    assert rehearsal.now.astimezone().year == 2025
    assert "custody-review" in typed(rehearsal, "seat neustart", "can")


def test_what_took_place_earlier_is_recorded_with_its_own_time() -> None:
    rehearsal = table()
    late = 'step acquit occurred="2025-03-01 14:30"'
    said = typed(rehearsal, "wait 3 months", "seat court", late, "seat neustart", "record")
    assert "2025-03-01 14:30  `acquit`: from `referred` to `closed`" in said
    assert "recorded 2025-04-07 09:00" in said
    assert not rehearsal.case.is_open


def test_a_fact_above_all_cases_is_recorded_from_a_seat() -> None:
    rehearsal = table()
    given = "reference=f-1 starts_on=2025-01-01 ends_on=2025-12-31"
    said = typed(
        rehearsal,
        "seat neustart",
        f"above grant-means organisation=org-neustart means=funding {given}",
    )
    assert "above all cases:" in said
    standing = rehearsal.beginning.engine.standing()
    assert standing is not None
    assert [one.organisation for one in standing.grants or ()] == ["org-neustart"]


CANNOT_BE_MEANT = {
    "seat prisn": "`prisn`: there is no such seat\n  help: did you mean `prison`?",
    "do give-notise": "`give-notise`: there is no such command\n  help: did you mean"
    " `give-notice`?",
    "do admit": "`admit`: that is a step\n  help: step admit",
    "do name-contact": "`name-contact`: that is a fact above all cases\n  help: above name-contact",
    "above give-notice": "`give-notice`: that is a command on the case\n  help: do give-notice",
    "step admitt": "`admitt`: there is no such step\n  help: did you mean `admit`?",
    "why admitt": "`admitt`: there is no such step\n  help: did you mean `admit`?",
    "do give-notice kind=multi-agencie version=1 language=de": "`kind`: no notice `multi-agencie`\n"
    "  help: did you mean `multi-agency`?",
    "do give-notice kind=multi-agency": "`version`: `give-notice` needs it\n  help: give `version`",
    "do refuse-consent scope=social-network-conference occurred=2025-01-05": "`occurred`:"
    ' `2025-01-05` has no time of day\n  help: occurred="2025-01-05 14:30"',
    "do refuse-consent scope=social-network-conference occurred=once": "`once`: that is no day\n"
    "  help: such as 2025-06-01, or 2025-06-01 14:30",
    "seat prison@\u202ex": "`seat`: it holds characters that nobody sees (U+202E)",
    "do open-case": "`open-case`: the case is open already\n  help: `see` shows where it stands",
    "follow 1": "`follow`: nothing was refused so far\n  help: `can` says what is possible now",
    "again": "`again`: `state-security` was refused nothing so far\n  help: `can` says what is"
    " possible now",
    "expect state refered": "`refered`: the workflow has no such state\n  help: did you mean"
    " `referred`?",
    "expect state closed": "`state`: it is `referred`\n  help: `closed` was expected",
    "expect lead prison": "`lead`: it is `state-security`\n  help: `prison` was expected",
    "expect stat closed": "`stat`: nothing of that name can be expected\n  help: did you mean"
    " `expect state`?",
    "expect done": "`expect`: nothing was tried so far\n  help: `do` or `step` comes before it",
}


@pytest.mark.parametrize(("line", "told"), CANNOT_BE_MEANT.items(), ids=CANNOT_BE_MEANT)
def test_a_line_that_cannot_be_meant_says_what_would_be_right(line: str, told: str) -> None:
    """And nothing changes: it is neither recorded nor journaled."""
    rehearsal = table()
    before = rehearsal.case
    with pytest.raises(BadLine) as caught:
        typed(rehearsal, line)
    assert str(caught.value) == told
    assert rehearsal.case == before
    assert rehearsal.moves == []
    assert rehearsal.beginning.engine.refusals(before.case_id) == ()


def test_an_expectation_speaks_of_the_last_move_as_its_seat_was_told_it() -> None:
    rehearsal = table()
    typed(rehearsal, "seat prison", "step admit", "expect refused", "expect refused notice.given")
    for line, told in (
        ("expect refused plan.adopted", "refused by lead.covers-next-phase, notice.given"),
        ("expect done", "refused by lead.covers-next-phase, notice.given"),
        ("expect warned", "it warns of none"),
    ):
        with pytest.raises(BadLine) as caught:
            typed(rehearsal, line)
        assert told in caught.value.message
    typed(rehearsal, "follow 2 language=de", "expect done")
    with pytest.raises(BadLine) as caught:
        typed(rehearsal, "expect refused notice.given")
    assert caught.value.help == "a refusal by `notice.given` was expected"
    typed(
        rehearsal, "seat state-security", "do propose-lead role=neustart organisation=org-neustart"
    )
    typed(rehearsal, "expect warned lead.may-coordinate")


def test_a_rehearsal_begins_where_a_story_left_it() -> None:
    """Cast and organisations are the story's; a role that two play is told by organisation."""
    rehearsal = Rehearsal(begun("neustart/never-consents"))
    assert rehearsal.case.position.state == "referred"
    assert rehearsal.sits.organisation == "neustart-wien"
    assert {"prison", "probation@probation-wien", "probation@probation-linz"} <= set(
        rehearsal.seats
    )
    with pytest.raises(BadLine) as caught:
        rehearsal.sit("probation")
    assert caught.value.help == "probation@probation-linz, probation@probation-wien"
    later = Rehearsal(begun("neustart/never-consents", until=3))
    assert later.case.position.state == "in-custody"
    with pytest.raises(BadLine, match="the story has 32 steps after its opening"):
        begun("neustart/never-consents", until=33)


@pytest.mark.parametrize("story", story_files())
def test_a_story_can_be_begun_at_its_opening_and_where_it_ends(story: str) -> None:
    first = Rehearsal(begun(story))
    tale = first.beginning.tale
    assert first.case.is_open
    assert tale is not None
    with pytest.raises(BadLine) as caught:
        begun(story, until=9999)
    last = Rehearsal(begun(story, until=int(caught.value.help.rpartition(" ")[2])))
    whole = tale.engine.case(tale.story.script.case)
    assert (last.case.position, last.case.version) == (whole.position, whole.version)
