"""Whatever is changed behind the store's back, `verify` names it, and where it lies."""

import secrets
from random import Random
from typing import Final

import pytest
from sqlalchemy import text

from ddrflow.errors import BadRecord, StoreFault
from ddrflow.model.commands import BindRole
from ddrflow.store.tables import APPEND_ONLY
from ddrflow.store.verified import Problem
from tests.contract.script import WORKER
from tests.postgres import Server
from tests.store.record import CASES, TABLES, filled, meddled, unguarded
from tests.stores import DURABLE, Place, place

MUTATIONS: Final = 120
DEEP: Final = 1_000


def test_an_untouched_record_is_clean(durable: Place) -> None:
    engine = filled(durable)
    report = durable.durable.verify()
    assert report.problems == ()
    assert report.cases == len(CASES)
    assert report.entries == sum(len(engine.events(one)) for one in CASES)
    assert report.refusals == 5
    assert durable.durable.verify("C-0").is_clean


def first_problem(place: Place, statement: str) -> Problem:
    """What verify says first after a statement of somebody who owns the database."""
    filled(place)
    unguarded(place)
    with place.durable.database.reading() as connection:
        connection.execute(text(statement))
    return place.durable.verify().problems[0]


CHANGES: Final = {
    "an edited fact": (
        (
            "UPDATE ddrflow_event SET facts = replace(facts, 'housing', 'work')"
            " WHERE case_id = 'C-0' AND kind = 'need-identified'"
        ),
        "case `C-0`, entry 5: the entry is not the one that was recorded",
    ),
    "an edited time": (
        (
            "UPDATE ddrflow_event SET recorded_at = '2026-03-02 09:00:01+00:00'"
            " WHERE case_id = 'C-0' AND seq = 2"
        ),
        "case `C-0`, entry 2: the entry is not the one that was recorded",
    ),
    "a deleted entry": (
        "DELETE FROM ddrflow_event WHERE case_id = 'C-0' AND seq = 2",
        "case `C-0`, entry 2: the entry is missing",
    ),
    "a cut tail": (
        "DELETE FROM ddrflow_event WHERE case_id = 'C-0' AND seq = 6",
        "case `C-0`, entry 6: the last entries are missing",
    ),
    "a text of another entry": (
        "UPDATE ddrflow_content SET words = '{\"reason\":\"other words\"}' WHERE case_id = 'C-0'",
        "case `C-0`, entry 3: the free text was changed",
    ),
    "a text moved into its salt": (
        (
            "UPDATE ddrflow_content SET salt = salt || substr(words, 1, 5),"
            " words = substr(words, 6) WHERE case_id = 'C-0'"
        ),
        "case `C-0`, entry 3: the free text was changed",
    ),
    "a deleted text": (
        "DELETE FROM ddrflow_content WHERE case_id = 'C-0'",
        "case `C-0`, entry 3: the free text is missing",
    ),
    "an erased text that is back": (
        (
            "INSERT INTO ddrflow_content (case_id, seq, salt, words)"
            " SELECT 'C-1', seq, salt, words FROM ddrflow_content WHERE case_id = 'C-0'"
        ),
        "case `C-1`, entry 3: free text that was erased is back",
    ),
    "a case without its row": (
        "DELETE FROM ddrflow_case WHERE case_id = 'C-2'",
        "case `C-2`, entry 1: the row of the case is missing",
    ),
    "an edited column": (
        "UPDATE ddrflow_case SET lead_role = 'prison' WHERE case_id = 'C-0'",
        "case `C-0`, entry 6: the column `lead_role` does not follow from the entries",
    ),
    "an edited snapshot": (
        (
            "UPDATE ddrflow_case SET snapshot = replace(snapshot, 'housing', 'work')"
            " WHERE case_id = 'C-0'"
        ),
        "case `C-0`, entry 6: the column `snapshot` does not follow from the entries",
    ),
    "a review put off": (
        "UPDATE ddrflow_review SET due_on = '2036-01-01' WHERE case_id = 'C-0'",
        "case `C-0`, entry 6: the rows of `ddrflow_review` do not follow from the entries",
    ),
    "a review dropped": (
        "DELETE FROM ddrflow_review WHERE case_id = 'C-0'",
        "case `C-0`, entry 6: the rows of `ddrflow_review` do not follow from the entries",
    ),
    "a party taken out": (
        "DELETE FROM ddrflow_party WHERE case_id = 'C-0' AND role = 'client'",
        "case `C-0`, entry 6: the rows of `ddrflow_party` do not follow from the entries",
    ),
    "a message lost": (
        "DELETE FROM ddrflow_outbox WHERE case_id = 'C-0' AND seq = 4",
        "case `C-0`, entry 6: the outbox is not what was not delivered yet",
    ),
    "a refusal hidden": (
        "DELETE FROM ddrflow_refusal WHERE case_id = 'C-0' AND number = 2",
        "case `C-0`: lines of the journal after 1 are missing",
    ),
    "a refusal rewritten": (
        "UPDATE ddrflow_refusal SET decision = '{}' WHERE case_id = 'C-0' AND number = 1",
        "case `C-0`: line 1 of the journal is not the one recorded",
    ),
    "a refused text": (
        "UPDATE ddrflow_refusal_words SET words = '{}' WHERE case_id = 'C-0' AND number = 1",
        "case `C-0`: free text of line 1 of the journal",
    ),
    "a contact": (
        "UPDATE ddrflow_standing SET facts = replace(facts, 'p-7', 'p-9') WHERE seq = 1",
        "entry 1 of the standing stream is not the one recorded",
    ),
    "a standing entry cut": (
        "DELETE FROM ddrflow_standing WHERE seq = 2",
        "entries of the standing stream after 1 are missing",
    ),
    "an edited workflow": (
        "UPDATE ddrflow_workflow SET document = replace(document, 'notice.given', 'plan.adopted')",
        "the kept workflow neustart version 1 is not the one that was kept",
    ),
}


@pytest.mark.parametrize(("statement", "says"), CHANGES.values(), ids=CHANGES)
def test_a_change_is_named_with_its_place(durable: Place, statement: str, says: str) -> None:
    assert str(first_problem(durable, statement)) == says


KINDS: Final = (
    "UPDATE ddrflow_case SET delivered = 'x' WHERE case_id = 'C-0'",
    "UPDATE ddrflow_party SET number = x'00' WHERE case_id = 'C-0' AND number = 0",
    "UPDATE ddrflow_party SET number = 0.5 WHERE case_id = 'C-0' AND number = 0",
    "UPDATE ddrflow_content SET words = CAST(x'ff' AS TEXT) WHERE case_id = 'C-0'",
    "UPDATE ddrflow_case SET snapshot = CAST(x'ff' AS TEXT) WHERE case_id = 'C-0'",
)


@pytest.mark.parametrize("statement", KINDS)
def test_a_value_of_another_kind_is_named_with_its_case(server: Server, statement: str) -> None:
    """SQLite lets anything stand in any column."""
    with place("sqlite", server) as found:
        assert first_problem(found, statement).case_id == "C-0"


CUTS: Final = {
    "a case": (
        (
            "DELETE FROM ddrflow_event WHERE case_id = 'C-2'",
            "DELETE FROM ddrflow_case WHERE case_id = 'C-2'",
            "DELETE FROM ddrflow_party WHERE case_id = 'C-2'",
            "DELETE FROM ddrflow_outbox WHERE case_id = 'C-2'",
            "DELETE FROM ddrflow_review WHERE case_id = 'C-2'",
            "DELETE FROM ddrflow_timer WHERE case_id = 'C-2'",
        ),
        "case `C-2`, entry 1: the entry is not the one that was noted",
    ),
    "a journal": (
        (
            "DELETE FROM ddrflow_refusal WHERE case_id = 'C-0'",
            "DELETE FROM ddrflow_refusal_words WHERE case_id = 'C-0'",
            "DELETE FROM ddrflow_journal WHERE case_id = 'C-0'",
        ),
        "case `C-0`: line 2 of the journal is not the one that was noted",
    ),
    "the standing stream": (
        (
            "DELETE FROM ddrflow_standing",
            "UPDATE ddrflow_standing_head SET seq = 0, hash = ''",
        ),
        "entry 2 of the standing stream is not the one that was noted",
    ),
}


@pytest.mark.parametrize(("statements", "says"), CUTS.values(), ids=CUTS)
def test_what_was_cut_off_with_its_head_is_named_by_who_noted_the_head(
    durable: Place, statements: tuple[str, ...], says: str
) -> None:
    """Nothing in the database tells any more; the report that was kept outside does."""
    engine = filled(durable)
    noted = durable.durable.verify().heads
    engine.do("C-1", BindRole(actor=WORKER, role="court", organisation="court-graz"))
    assert durable.durable.verify(noted=noted).is_clean
    unguarded(durable)
    with durable.durable.database.reading() as connection:
        for one in statements:
            connection.execute(text(one))
    assert durable.durable.verify().is_clean
    assert [str(one) for one in durable.durable.verify(noted=noted).problems] == [says]


def test_a_report_on_one_case_has_its_heads(durable: Place) -> None:
    filled(durable)
    report = durable.durable.verify("C-0")
    assert [(one.chain, one.case_id, one.length) for one in report.heads] == [
        ("case", "C-0", 6),
        ("journal", "C-0", 2),
    ]
    assert durable.durable.verify("C-0", durable.durable.verify().heads).is_clean


def test_a_changed_workflow_is_named_for_one_case_too(durable: Place) -> None:
    first_problem(durable, CHANGES["an edited workflow"][0])
    [problem] = durable.durable.verify("C-2").problems
    assert "is not the one that was kept" in problem.what
    with pytest.raises(BadRecord):
        durable.durable.take_out("C-2")


def test_a_workflow_that_is_gone_is_named_with_the_cases_under_it(durable: Place) -> None:
    filled(durable)
    unguarded(durable)
    with durable.durable.database.reading() as connection:
        connection.execute(text("DELETE FROM ddrflow_workflow"))
    says = [str(one) for one in durable.durable.verify().problems]
    assert says == [
        f"case `{one}`, entry 1: the workflow that it began under is missing" for one in CASES
    ]


@pytest.mark.parametrize("table", [one.name for one in APPEND_ONLY])
@pytest.mark.parametrize("act", ["UPDATE {} SET {}", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_what_is_only_added_to(
    durable: Place, table: str, act: str
) -> None:
    filled(durable)
    columns = {"ddrflow_workflow": "name = 'x'"}
    statement = act.format(table, columns.get(table, "hash = ''"))
    refused = pytest.raises(StoreFault, match=f"{table} is only added to")
    with refused, durable.durable.database.writing() as connection:
        connection.execute(text(statement))
    assert durable.durable.verify().is_clean


def campaign(place: Place, mutations: int, seed: int) -> None:
    """Random changes, one at a time: each is named, in the case that it was made in."""
    filled(place)
    unguarded(place)
    random = Random(seed)  # noqa: S311 - no secret
    made, tables = 0, set()
    while made < mutations:
        with meddled(place, random) as mutation:
            if mutation is None:
                continue
            made += 1
            tables.add(mutation.table)
            found = place.durable.verify().problems
            assert found, f"seed {seed}, number {made}: {mutation} was not named"
            if mutation.case_id:
                named = {one.case_id for one in found}
                assert mutation.case_id in named, f"seed {seed}: {mutation} named {named}"
    assert place.durable.verify().is_clean
    assert tables == set(TABLES)


def test_random_changes_are_named(durable: Place) -> None:
    campaign(durable, MUTATIONS, seed=1)


@pytest.mark.deep
def test_a_thousand_random_changes_are_named(durable: Place) -> None:
    seed = secrets.randbelow(2**32)
    print(f"seed {seed}")  # noqa: T201 - to run it again
    campaign(durable, DEEP // len(DURABLE), seed)
