"""What the engine is asked, and what it answers."""

from collections.abc import Callable
from dataclasses import dataclass

from ddrflow.decide import command_name
from ddrflow.errors import DdrflowError
from ddrflow.languages import ENGLISH, Language
from ddrflow.model.case import Case
from ddrflow.model.commands import Command
from ddrflow.model.decision import Decision
from ddrflow.model.events import Entry
from ddrflow.model.verdict import Reason, Remedy, Verdict


@dataclass(frozen=True, slots=True)
class Request:
    """A command for a case. With a `key`, given again it answers the same and records nothing.

    `workflow` is for `OpenCase` alone: the file that the case begins under. With
    `expected_version`, a case that moved on refuses as stale. A command of the clock's is given
    `if_due`: where it is not due any more, nothing is recorded, and nothing refused.
    """

    case_id: str
    command: Command
    key: str = ""
    workflow: str = ""
    expected_version: int | None = None
    if_due: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """An accepted command: the case after it, what was recorded, and what it warns of.

    `warnings` are rules that are not met and do not refuse: advice, contested, deviations.
    """

    case: Case
    entries: tuple[Entry, ...]
    warnings: tuple[Verdict, ...] = ()


Answer = Done | DdrflowError


class Refused(DdrflowError):
    """The procedure forbids the command; `decision` holds every reason and remedy."""

    code = "E-REFUSED"

    def __init__(self, case_id: str, command: Command, decision: Decision) -> None:
        self.case_id = case_id
        self.command = command
        self.decision = decision
        super().__init__(self.told(_line))

    def told(self, line: Callable[[Remedy], str], language: Language = ENGLISH) -> str:
        """Every reason, and for each what would help, written by `line`."""
        decision, say = self.decision, language.say
        refuses = say(
            "case `{case}` refuses `{command}`: {why}",
            case=self.case_id,
            command=command_name(self.command),
            why=_words(decision.reason, decision.outcome, language),
        )
        lines = [refuses]
        for one in decision.refusing:
            said = _words(one.reason, one.status, language)
            source = language.source(str(one.source))
            lines.append(f"  {one.rule} ({one.strength}, {source}): {said}")
            if one.passes_from is not None:
                instant = one.passes_from.isoformat()
                lines.append("    " + say("would be met from {instant} on", instant=instant))
            lines += ["    " + say("help: {line}", line=line(remedy)) for remedy in one.remedies]
        lines += ["  " + say("help: {line}", line=line(remedy)) for remedy in decision.remedies]
        return "\n".join(lines)


def _line(remedy: Remedy) -> str:
    """A remedy as a command line: what is open has a question mark; who may give it."""
    filled = [f"{name}={value}" for name, value in remedy.filled]
    opened = [f"{name}=?" for name in remedy.open]
    by = f"(by {' or '.join(remedy.by)})" if remedy.by else ""
    return " ".join(part for part in (remedy.command, *filled, *opened, by) if part)


def _words(reason: Reason | None, otherwise: str, language: Language) -> str:
    if reason is None:
        return language.message(f"outcome.{otherwise}", {})
    return language.message(reason.message, {one.name: one.value for one in reason.fields})
