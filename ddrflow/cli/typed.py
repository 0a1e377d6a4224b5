"""Commands and remedies as lines to type: in words where there are words for them."""

import shlex
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ddrflow.cli.console import printable
from ddrflow.cli.words import WORDS
from ddrflow.engine import Refused
from ddrflow.errors import DdrflowError
from ddrflow.messages import render
from ddrflow.model.verdict import Reason, Remedy
from ddrflow.wire import name_of

OPEN: Final = "?"


def typed(case_id: str, command: str, filled: Mapping[str, str], opened: Sequence[str]) -> str:
    """The line that gives a command; what is still to be said is a `?`."""
    values = {**filled, **dict.fromkeys(opened, OPEN)}
    words = next((one for one in WORDS if one.command == command), None)
    if command == "open-case":
        parts = ["case", "open", case_id, "--workflow", OPEN]
    elif command == "take-step" and set(values) == {"trigger"}:
        parts = ["case", "step", case_id, values["trigger"]]
    elif words is None:
        pairs = [f"{one}={value}" for one, value in values.items()]
        parts = ["case", "do", case_id, command, *pairs]
    else:
        parts = [words.group, words.verb, case_id]
        parts += [values.pop(one, OPEN) for one in words.arguments]
        parts += [f"--{one.replace('_', '-')}={value}" for one, value in values.items()]
    return " ".join(("ddrflow", *(_quoted(printable(one)) for one in parts)))


def refused(fault: DdrflowError) -> str:
    """A refusal with every reason, and for each the lines to type that would help."""
    if not isinstance(fault, Refused):
        return str(fault)
    case_id, command, decision = fault.case_id, name_of(fault.command), fault.decision
    lines = [f"case `{case_id}` refuses `{command}`: {_words(decision.reason, decision.outcome)}"]
    for verdict in decision.refusing:
        said = _words(verdict.reason, verdict.status)
        lines.append(f"  {verdict.rule} ({verdict.strength}, {verdict.source}): {said}")
        if verdict.passes_from is not None:
            lines.append(f"    would be met from {verdict.passes_from.isoformat()} on")
        lines += _help(case_id, verdict.remedies, "    ")
    return "\n".join((*lines, *_help(case_id, decision.remedies, "  ")))


def _help(case_id: str, remedies: Iterable[Remedy], indent: str) -> Iterable[str]:
    for one in remedies:
        by = f"  (by {', '.join(one.by)})" if one.by else "  (by any agency of the case)"
        yield f"{indent}help: {typed(case_id, one.command, dict(one.filled), one.open)}{by}"


def _words(reason: Reason | None, otherwise: str) -> str:
    if reason is None:
        return render(f"outcome.{otherwise}", {})
    return render(reason.message, {one.name: one.value for one in reason.fields})


def _quoted(word: str) -> str:
    return word if word == OPEN or word.endswith("=?") else shlex.quote(word)
