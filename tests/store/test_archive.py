"""A case goes out as one open file and comes in elsewhere, whole, with its chain."""

import json
from pathlib import Path
from typing import Any, Final

import pytest

from ddrflow.errors import BadCommand, BadRecord, UnknownName, VersionClash
from ddrflow.model.commands import IdentifyNeed
from ddrflow.ports import Filter
from ddrflow.stories import story_files
from ddrflow.wire.archive import Archive
from ddrflow.workflow.load import load, shipped
from tests.contract.script import NOTICE, OPENING, WORKER
from tests.faults.victim import given, tale
from tests.postgres import Server
from tests.store.record import CASES, filled
from tests.stores import Place, place

OTHER: Final = {"sqlite": "postgresql", "postgresql": "sqlite"}


def file_of(found: Place, case_id: str) -> str:
    """The file of a case as it is written."""
    return found.durable.take_out(case_id).model_dump_json(by_alias=True, indent=2)


def read(text: str) -> Archive:
    """Such a file, read."""
    return Archive.model_validate_json(text)


@pytest.mark.parametrize("case_id", CASES)
def test_a_case_is_the_same_in_another_database(
    durable: Place, server: Server, case_id: str
) -> None:
    engine = filled(durable)
    text = file_of(durable, case_id)
    with place(OTHER[durable.kind], server) as elsewhere:
        assert elsewhere.durable.put_in(read(text)) == len(engine.events(case_id))
        taken = elsewhere.engine()
        assert taken.case(case_id) == engine.case(case_id)
        assert taken.events(case_id) == engine.events(case_id)
        assert taken.refusals(case_id) == engine.refusals(case_id)
        assert taken.workflow(taken.case(case_id)).document == load("neustart").document
        assert elsewhere.durable.verify().problems == ()
        assert file_of(elsewhere, case_id) == text
        assert elsewhere.store.undelivered(1) == ()


def test_a_case_that_was_taken_in_goes_on_where_it_stood(durable: Place, server: Server) -> None:
    engine = filled(durable)
    text = file_of(durable, "C-0")
    with place(OTHER[durable.kind], server) as elsewhere:
        elsewhere.durable.put_in(read(text))
        elsewhere.clock.set(durable.clock.now())
        taken = elsewhere.engine()
        need = IdentifyNeed(actor=WORKER, need="need-9", kind="work", owner="neustart")
        assert taken.do("C-0", need).case.version == len(engine.events("C-0")) + 1
        assert taken.do("C-0", NOTICE, key="k-1").entries == engine.events("C-0")[1:2]
        assert elsewhere.durable.verify().is_clean
        assert [one.case_id for one in taken.summaries(Filter(organisation="prison-linz"))] == [
            "C-0"
        ]


def test_every_shipped_story_goes_through_a_file(server: Server) -> None:
    """What the data of a stored text would not give back is kept as text."""
    with place("sqlite", server) as found, place("sqlite", server) as elsewhere:
        engine = found.engine(*(load(one) for one in shipped()))
        for name in story_files():
            for index, told in enumerate(tale(name).told):
                found.clock.set(told.at)
                given(engine, name, index)
            case_id = tale(name).story.script.case
            elsewhere.durable.put_in(read(file_of(found, case_id)))
            assert elsewhere.store.entries(case_id) == found.store.entries(case_id)
        assert elsewhere.durable.verify().problems == ()


def test_the_file_is_plain_json_with_its_texts_opened_up(durable: Place) -> None:
    filled(durable)
    data = json.loads(file_of(durable, "C-0"))
    assert data["schema"] == "ddrflow.case/1"
    assert data["workflow"]["document"]["workflow"] == "neustart"
    assert data["entries"][0]["facts"]["state"] == "referred"
    assert data["entries"][2]["content"]["words"] == {"reason": "words for people"}
    assert data["refusals"][0]["command"]["trigger"] == "release"


def changed(text: str, *path: str | int, to: object) -> Archive:
    """The file with one value changed by hand."""
    data = json.loads(text)
    place_of: Any = data
    for step in path[:-1]:
        place_of = place_of[step]
    place_of[path[-1]] = to
    return read(json.dumps(data))


def test_a_file_that_was_changed_is_refused_by_the_place(durable: Place, server: Server) -> None:
    filled(durable)
    text = file_of(durable, "C-0")
    changes: list[tuple[tuple[str | int, ...], object, str]] = [
        (("entries", 3, "facts", "due_on"), "2036-01-01", "entry 4 of case `C-0`"),
        (("entries", 2, "content", "words"), {"reason": "no"}, "the free text was changed"),
        (("entries", 2, "content"), None, "the free text is missing"),
        (("refusals", 0, "number"), 7, "line 1 of the journal"),
        (("workflow", "document", "title"), "x", "is not the one that was kept"),
        (("case",), "C-7", "entry 1 of case `C-7`"),
        (("entries", 0, "kind"), "case-closed", "no event is called `case-closed`"),
        (("workflow", "document"), ["x"], "is not the one that was kept"),
        (("workflow", "document"), "not JSON", "is not the one that was kept"),
    ]
    with place("sqlite", server) as elsewhere:
        for path, value, says in changes:
            with pytest.raises(BadRecord, match=says):
                elsewhere.durable.put_in(changed(text, *path, to=value))
        assert elsewhere.engine().cases() == ()


@pytest.mark.parametrize("case_id", ["", "C\nX", "\x1b[2J", "a,b=c", "x" * 300])
def test_a_file_with_an_id_that_no_case_has_is_refused(durable: Place, case_id: str) -> None:
    filled(durable)
    with pytest.raises(BadCommand):
        durable.durable.put_in(changed(file_of(durable, "C-0"), "case", to=case_id))


def test_entries_that_make_no_case_are_refused(durable: Place) -> None:
    filled(durable)
    data = json.loads(file_of(durable, "C-0"))
    data["entries"] = data["entries"][1:]
    with pytest.raises(BadRecord, match="the entries make no case"):
        durable.durable.put_in(read(json.dumps(data)))


def test_a_case_that_is_there_is_not_replaced(durable: Place) -> None:
    filled(durable)
    with pytest.raises(BadCommand, match="case `C-0` exists already"):
        durable.durable.put_in(read(file_of(durable, "C-0")))


def test_a_workflow_of_the_same_version_with_other_content_is_refused(
    durable: Place, server: Server, tmp_path: Path
) -> None:
    filled(durable)
    text = file_of(durable, "C-0")
    other = tmp_path / "neustart.yaml"
    shipped = (Path(__file__).parents[2] / "workflows" / "neustart.yaml").read_text("utf-8")
    other.write_text(shipped.replace("title: ", "title: Another "), encoding="utf-8")
    with place("sqlite", server) as elsewhere:
        elsewhere.engine(load(str(other))).open_case("neustart", "C-9", OPENING)
        with pytest.raises(VersionClash):
            elsewhere.durable.put_in(read(text))
        assert elsewhere.engine().cases() == ("C-9",)


def test_a_case_that_is_not_there_cannot_be_taken_out(durable: Place) -> None:
    filled(durable)
    with pytest.raises(UnknownName, match="no case is called `C-9`"):
        durable.durable.take_out("C-9")
