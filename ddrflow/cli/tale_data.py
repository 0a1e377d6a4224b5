"""Stories that were run, as plain data for programs."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ddrflow.cli.telling import words
from ddrflow.decide import Line
from ddrflow.model.naming import kebab
from ddrflow.model.review import Review
from ddrflow.model.standing import StandingEntry
from ddrflow.stories import Tale, Told
from ddrflow.wire import arguments_of, entry_to_json, name_of, refusal_to_json
from ddrflow.wire.refusals import verdict_document


def as_data(tales: Sequence[Tale], faults: Sequence[str]) -> dict[str, Any]:
    """Every story with its steps, its case and its record; and why others failed."""
    return {"stories": [_tale(one) for one in tales], "failed": list(faults)}


def _tale(tale: Tale) -> dict[str, Any]:
    script = tale.story.script
    case = tale.engine.case(script.case)
    return {
        "story": script.story,
        "title": script.title,
        "tells": script.tells,
        "workflow": case.workflow.name,
        "version": case.workflow.version,
        "digest": case.workflow.digest,
        "time_zone": str(tale.workflow.procedure.zone),
        "steps": [_step(script.case, one) for one in tale.told],
        "case": {
            "case": script.case,
            "state": case.position.state,
            "phase": case.position.phase,
            "lead": case.lead.current.role,
            "lead_organisation": case.lead.current.organisation,
            "refusals": len(tale.engine.refusals(script.case)),
            "open_breaches": len(case.exceptions.open_breaches()),
            "reviews": [_review(one) for one in case.reviews.values()],
        },
        "record": [_line(one) for one in tale.engine.timeline(script.case)],
    }


def _review(review: Review) -> dict[str, Any]:
    return {"review": review.name, "due_on": str(review.due_on), "status": review.status}


def _step(case_id: str, told: Told) -> dict[str, Any]:
    name = name_of(told.command) if told.command else ""
    done = told.done
    return {
        "at": told.at.isoformat(),
        "who": told.who,
        "command": name,
        "arguments": arguments_of(told.command) if told.command else {},
        "outcome": told.decision.outcome if told.decision else "allowed",
        "recorded": [entry_to_json(one) for one in done.entries] if done else [],
        "warnings": [
            verdict_document(one).model_dump(mode="json") for one in (done.warnings if done else ())
        ],
        "refusal": refusal_to_json(case_id, name, told.decision) if told.decision else None,
        "above": _above(told.above) if told.above else None,
    }


def _above(entry: StandingEntry) -> dict[str, Any]:
    kind = kebab(type(entry.event))
    return {"seq": entry.seq, "kind": kind, "facts": asdict(entry.event)}


def _line(line: Line) -> dict[str, Any]:
    return {
        "seq": line.seq,
        "occurred_at": line.occurred_at.isoformat(),
        "recorded_at": line.recorded_at.isoformat(),
        "what": words(line.what),
        "counts": line.counts,
    }
