"""What a verdict that is not met says, as tests compare it."""

from ddrflow.messages import render
from ddrflow.model.verdict import Verdict

Said = tuple[str, str, str, str, dict[str, str]]


def said(verdict: Verdict) -> Said:
    """Rule, strength, source, message and fields of a verdict that is not met."""
    reason = verdict.reason
    assert reason is not None
    values = {one.name: one.value for one in reason.fields}
    assert render(reason.message, values)
    return verdict.rule, verdict.strength.value, str(verdict.source), reason.message, values


def shown_to(verdict: Verdict) -> dict[str, str]:
    """Who may see each field of a verdict."""
    assert verdict.reason is not None
    return {one.name: one.shown_to.value for one in verdict.reason.fields}
