"""A debrief as plain data."""

from typing import Any, Final

from ddrflow.measures.document import figure_document
from ddrflow.model.verdict import Reason
from ddrflow.rehearsal.debriefing import Course, Debrief, Met, Offered, Warned
from ddrflow.wire import refusal_to_json, words_of

SCHEMA: Final = "ddrflow.debrief/1"


def debrief_document(told: Debrief) -> dict[str, Any]:
    """All of a debrief; instants carry their offset from UTC."""
    case = told.case
    return {
        "schema": SCHEMA,
        "case": case.case_id,
        "workflow": {"name": case.workflow.name, "version": case.workflow.version},
        "began_at": told.began_at.isoformat(),
        "ends_at": told.ends_at.isoformat(),
        "state": case.position.state,
        "phase": case.position.phase,
        "lead": {"role": case.lead.current.role, "organisation": case.lead.current.organisation},
        "moves": told.moves,
        "refusals": [_met(case.case_id, one) for one in told.refusals],
        "warnings": [_warned(one) for one in told.warnings],
        "deviations": [
            {"rule": one.rule, "place": one.place, "until": one.until.isoformat()}
            | {"asked_by": one.asked_by, "approved_by": one.approved_by}
            for one in told.deviations
        ],
        "open_breaches": [
            {"breach": one.breach, "rule": one.rule, "owner": one.owner}
            | {"due_on": one.due_on.isoformat()}
            for one in told.breaches
        ],
        "reviews": [
            {"review": one.review, "due_on": one.due_on and one.due_on.isoformat()}
            | {"became": one.became}
            for one in told.reviews
        ],
        "missed_chances": {
            "remedies_not_taken": [told.refusals.index(one) for one in told.missed],
            "reviews_missed": sum(1 for one in told.reviews if one.became == "missed"),
            "consents_never_asked": list(told.consents_not_asked),
            "open_needs": [
                {"need": one.need, "kind": one.kind, "owner": one.owner} for one in told.needs
            ],
            "conferences_not_held": list(told.not_held),
            "seats_that_did_nothing": [one.name for one in told.silent],
        },
        "measures": {
            one.measure.name: figure_document(one.figure).model_dump(mode="json")
            for one in told.measures
            if one.figure is not None
        },
        "course": _course(told.course),
        "story": {"name": told.story_name, **_course(told.story)} if told.story else None,
    }


def words(reason: Reason | None, otherwise: str = "") -> str:
    """A message in words."""
    return otherwise if reason is None else words_of(reason)


def _met(case_id: str, one: Met) -> dict[str, Any]:
    move = one.move
    if move.decision is None:
        raise ValueError(move.name)
    return {
        "at": move.at.isoformat(),
        "seat": move.seat.name,
        "rules": list(one.rules),
        "refusal": refusal_to_json(case_id, move.name, move.decision),
        "offered": [_offered(each) for each in one.offered],
        "done_later": one.done_later,
    }


def _offered(one: Offered) -> dict[str, Any]:
    remedy = one.remedy
    return {
        "command": remedy.command,
        "filled": dict(remedy.filled),
        "open": list(remedy.open),
        "by": list(remedy.by),
        "taken": one.taken,
    }


def _warned(one: Warned) -> dict[str, Any]:
    return {
        "at": one.move.at.isoformat(),
        "seat": one.move.seat.name,
        "rule": one.verdict.rule,
        "strength": one.verdict.strength,
        "source": str(one.verdict.source),
        "what": words(one.verdict.reason, one.verdict.status),
        "statement": one.verdict.statement,
        "lifted_by": one.verdict.lifted_by,
    }


def _course(one: Course) -> dict[str, Any]:
    return {"states": list(one.states), "refused_by": list(one.refused)}
