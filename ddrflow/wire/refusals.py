"""Refusals and verdicts as public, versioned JSON documents."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from ddrflow.messages import render
from ddrflow.model.decision import Decision, Outcome
from ddrflow.model.information import InformationClass
from ddrflow.model.source import Strength
from ddrflow.model.verdict import Reason, Remedy, Status, Verdict
from ddrflow.wire.archive import Archive
from ddrflow.wire.entries import EntryDocument


class Document(BaseModel):
    """A public document: nothing in it but what its schema says."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldDocument(Document):
    """One value of a message, and the class that says who may see it."""

    name: str
    value: str
    shown_to: InformationClass


class ReasonDocument(Document):
    """A message id with its fields: what translations and programs read."""

    message: str
    fields: list[FieldDocument]


class RemedyDocument(Document):
    """A command that would help: arguments filled, arguments open, and who may give it."""

    command: str
    filled: dict[str, str]
    open: list[str]
    by: list[str]


class VerdictDocument(Document):
    """What one rule answered."""

    rule: str
    strength: Strength
    source: str
    status: Status
    refuses: bool
    message: str = Field(description="The reason in English; empty where the rule is met")
    reason: ReasonDocument | None
    remedies: list[RemedyDocument]
    passes_from: datetime | None
    statement: str
    lifted_by: str


class RefusalDocument(Document):
    """Why a command was refused: every rule that was asked, and what would help."""

    schema_: Literal["ddrflow.refusal/1"] = Field(alias="schema")
    case: str
    command: str
    outcome: Outcome
    message: str
    reason: ReasonDocument | None
    verdicts: list[VerdictDocument]
    remedies: list[RemedyDocument]


SCHEMAS: Final[Mapping[str, type[BaseModel]]] = {
    "verdict": VerdictDocument,
    "refusal": RefusalDocument,
    "entry": EntryDocument,
    "case": Archive,
}


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a public document: `verdict`, `refusal`, `entry` or `case`."""
    schema = SCHEMAS[name].model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def refusal_to_json(case_id: str, command: str, decision: Decision) -> dict[str, Any]:
    """A refused decision as a public document."""
    document = RefusalDocument(
        schema="ddrflow.refusal/1",
        case=case_id,
        command=command,
        outcome=decision.outcome,
        message=words_of(decision.reason) or render(f"outcome.{decision.outcome}", {}),
        reason=_reason(decision.reason),
        verdicts=[verdict_document(one) for one in decision.verdicts],
        remedies=[remedy_document(one) for one in decision.remedies],
    )
    return document.model_dump(mode="json", by_alias=True)


def verdict_document(verdict: Verdict) -> VerdictDocument:
    """A verdict as a public document."""
    return VerdictDocument(
        rule=verdict.rule,
        strength=verdict.strength,
        source=str(verdict.source),
        status=verdict.status,
        refuses=verdict.refuses,
        message=words_of(verdict.reason),
        reason=_reason(verdict.reason),
        remedies=[remedy_document(one) for one in verdict.remedies],
        passes_from=verdict.passes_from,
        statement=verdict.statement,
        lifted_by=verdict.lifted_by,
    )


def words_of(reason: Reason | None) -> str:
    """A reason in English words; nothing for none."""
    if reason is None:
        return ""
    return render(reason.message, {one.name: one.value for one in reason.fields})


def _reason(reason: Reason | None) -> ReasonDocument | None:
    if reason is None:
        return None
    fields = [
        FieldDocument(name=one.name, value=one.value, shown_to=one.shown_to)
        for one in reason.fields
    ]
    return ReasonDocument(message=reason.message, fields=fields)


def remedy_document(remedy: Remedy) -> RemedyDocument:
    """A remedy as a public document."""
    return RemedyDocument(
        command=remedy.command,
        filled=dict(remedy.filled),
        open=list(remedy.open),
        by=list(remedy.by),
    )
