"""Where in a file the parts stand of which the proof speaks."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ddrflow.model.workflow import Step, Workflow
from ddrflow.proof.found import KeyPath


@dataclass(frozen=True, slots=True)
class Places:
    """Paths into the resolved document of a workflow."""

    document: Mapping[str, Any]

    def step(self, step: Step) -> KeyPath:
        """The step of this trigger that leaves this state."""
        for number, one in enumerate(self.document["steps"]):
            left = [one["from"]] if isinstance(one["from"], str) else one["from"]
            if one["trigger"] == step.trigger and (
                step.source_state in left or (left == ["any"] and one["to"] == step.target.name)
            ):
                return ("steps", number, "trigger")
        return ("steps",)

    def review(self, name: str, *keys: str) -> KeyPath:
        """A review by its name, or a part of it."""
        for number, one in enumerate(self.document.get("reviews", [])):
            if one["name"] == name:
                return ("reviews", number, *(keys or ("name",)))
        return ("reviews",)

    def need(self, kind: str) -> KeyPath:
        """A kind of need."""
        return ("needs", list(self.document.get("needs", [])).index(kind))


def places_of(workflow: Workflow) -> Places:
    """The places of a workflow's parts."""
    return Places(json.loads(workflow.document))
