"""The versions of a workflow that a case lived under, in its open file and out of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from ddrflow.errors import BadRecord
from ddrflow.model.case import WorkflowId
from ddrflow.model.events import CaseMigrated, CaseOpened, Entry
from ddrflow.store import statements
from ddrflow.store.verified import workflow_problem
from ddrflow.store.versions import check_version
from ddrflow.wire.archive import Archive, ArchivedWorkflow, closed_down, opened_up


def lived_under(entries: Iterable[Entry]) -> tuple[WorkflowId, ...]:
    """Every version that a case was under, each once, the one that it is under last."""
    named = [
        one.event.workflow for one in entries if isinstance(one.event, CaseOpened | CaseMigrated)
    ]
    return tuple(reversed(dict.fromkeys(reversed(named))))


def documents(
    connection: Connection, case_id: str, entries: Iterable[Entry]
) -> tuple[ArchivedWorkflow, ...]:
    """The document of each of them; raises BadRecord where one is missing or was changed."""
    found = []
    for one in lived_under(entries):
        asked = {"digest": one.digest}
        document = connection.execute(statements.DOCUMENT, asked).scalar()
        if document is None:
            raise BadRecord(case_id, 1, f"{one}, which it was under, is missing")
        kept = ArchivedWorkflow(
            name=one.name, version=one.version, digest=one.digest, document=opened_up(document)
        )
        _check(case_id, kept)
        found.append(kept)
    return tuple(found)


def kept(archive: Archive, entries: Sequence[Entry]) -> tuple[Mapping[str, Any], ...]:
    """The rows that a file's workflows come to; raises BadRecord unless it holds them all."""
    told = {one.digest: one for one in (*archive.earlier, archive.workflow)}
    wanted = [one.digest for one in lived_under(entries)]
    for one in told.values():
        _check(archive.case, one)
    if set(told) != set(wanted) or wanted[-1] != archive.workflow.digest:
        raise BadRecord(archive.case, 1, "the case began under another workflow")
    return tuple(row_of(one) for one in told.values())


def row_of(workflow: ArchivedWorkflow) -> dict[str, Any]:
    """The row that keeps it."""
    return {
        "digest": workflow.digest,
        "name": workflow.name,
        "version": workflow.version,
        "document": closed_down(workflow.document) or "",
    }


def check_known(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Raise VersionClash where a version is kept with another content."""
    for row in rows:
        named = {"name": row["name"], "version": row["version"]}
        known = connection.execute(statements.KNOWN_VERSION, named).scalar()
        check_version(WorkflowId(row["name"], row["version"], row["digest"]), known)


def _check(case_id: str, workflow: ArchivedWorkflow) -> None:
    what = workflow_problem(row_of(workflow), frozenset({workflow.digest}))
    if what:
        raise BadRecord(case_id, 1, what)
