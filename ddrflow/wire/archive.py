"""One case as one open file: everything that is on record of it, as JSON that people can read.

The file holds the chain with its hashes and, beside each entry, its free text with the salt,
so that whoever has the file can verify it, and another database can take the case in.
"""

import json
from typing import Any, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from ddrflow.model.agency import Actor

SCHEMA: Final = "ddrflow.case/1"
#: A stored text as the data in it, or the text itself where the data would not give it back.
Data = Any


class Part(BaseModel):
    """A part of the file: nothing in it but what is declared."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ArchivedWords(Part):
    """Free text, by name, with the salt that its hash was made with."""

    salt: str
    words: Data


class ArchivedEntry(Part):
    """One entry; `hash` is over everything in it but the free text, and the hash before it."""

    seq: int
    cause: int
    kind: str
    kind_version: int
    occurred_at: AwareDatetime
    recorded_at: AwareDatetime
    actor: Actor
    standing_seq: int
    facts: Data
    noted: Data
    content: ArchivedWords | None
    content_digest: str
    key: str | None
    command: Data
    warnings: Data
    hash: str


class ArchivedRefusal(Part):
    """One line of the journal; of kind `erased` where it says that free text before it is gone."""

    number: int
    kind: Literal["refused", "erased"]
    recorded_at: AwareDatetime
    command: Data
    decision: Data
    content: ArchivedWords | None
    words_digest: str
    hash: str


class ArchivedWorkflow(Part):
    """A workflow that the case is or was under, resolved; the digest is over its canonical form."""

    name: str
    version: int
    digest: str
    document: Data


class Archive(Part):
    """All of one case. What stands above the cases is not in it: it is not the case's.

    `workflow` is the one that it is under; `earlier` are those that it was under before.
    """

    schema_: Literal["ddrflow.case/1"] = Field(alias="schema")
    case: str
    workflow: ArchivedWorkflow
    earlier: tuple[ArchivedWorkflow, ...] = ()
    entries: tuple[ArchivedEntry, ...] = Field(min_length=1)
    refusals: tuple[ArchivedRefusal, ...]


def opened_up(text: str | None) -> Data:
    """The data of a stored text, where the text can be had from them again."""
    if not text:
        return text
    data = json.loads(text)
    return data if closed_down(data) == text else text


def closed_down(data: Data) -> str | None:
    """The stored text of such data."""
    if data is None or isinstance(data, str):
        return data
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
