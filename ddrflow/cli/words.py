"""Commands on a case in words that people type, all made from one table.

Each row is a command of the engine: what comes first on the line, and what is an option.
"""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import Parameter, Signature
from typing import Annotated, Any, Final

import typer

from ddrflow.cli.daemon_words import release
from ddrflow.cli.options import DATABASE, Acting, AsJson, At, CaseId, Database, Key

GROUPS: Final = {
    "consent": "Consent and taking part: given, refused, withdrawn; by choice or by order.",
    "lead": "The lead and its hand-over.",
    "conference": "Case conferences, from convening to minutes.",
    "review": "Reviews, called before their day, or let out of quarantine.",
    "need": "Needs of the client.",
    "plan": "Plans.",
    "notice": "Notices to the client.",
    "channel": "Ways to the client, and the sessions held on them.",
    "effort": "What the work costs the agencies.",
    "item": "Items of information: recorded, released, disclosed, withdrawn.",
    "request": "Requests for information: asked, answered.",
    "reference": "Ids of other systems and of other cases.",
    "party": "Who plays which role, and the persons named for it.",
}


@dataclass(frozen=True, slots=True)
class Words:
    """One command: where it stands, what the engine calls it, its arguments, what it does."""

    group: str
    verb: str
    command: str
    usage: str
    does: str

    @property
    def arguments(self) -> tuple[str, ...]:
        """What comes on the line in this order."""
        return tuple(one for one in self.usage.split() if not one.startswith("--"))

    @property
    def options(self) -> tuple[str, ...]:
        """What comes by name."""
        named = (one for one in self.usage.split() if one.startswith("--"))
        return tuple(one.removeprefix("--").replace("-", "_") for one in named)


# One command is two lines: where it stands and what it takes, then what it does.
# fmt: off
WORDS: Final = (
    Words("consent", "give", "give-consent",
          "scope --text-version --language --witness --expires-on",
          "Record that consent was given, to which text, before which witness."),
    Words("consent", "refuse", "refuse-consent", "scope",
          "Record that consent was asked for and not given."),
    Words("consent", "basis", "set-participation", "measure participation --order --until",
          "Say whether the client takes part in a measure by choice or by order."),
    Words("consent", "minor", "record-minority", "until",
          "Say that the client is a minor, and until which day."),
    Words("consent", "withdraw", "withdraw-consent", "scope",
          "Record a withdrawal: what rests on the consent stops."),
    Words("lead", "propose", "propose-lead", "role organisation",
          "Propose a successor; nothing changes hands yet."),
    Words("lead", "prepare", "prepare-handover", "package",
          "Say with what the hand-over was prepared: `plan, open-needs`."),
    Words("lead", "accept", "accept-lead", "",
          "Accept; the old lead stays accountable until it takes effect."),
    Words("lead", "decline", "decline-lead", "--reason",
          "Decline; the old lead stays accountable."),
    Words("lead", "withdraw", "withdraw-proposal", "--reason",
          "Take the proposal back."),
    Words("lead", "take-over", "take-over-lead", "",
          "Let the accepted hand-over take effect."),
    Words("conference", "convene", "convene-conference", "conference type planned_on --necessity",
          "Call a conference together for a day."),
    Words("conference", "invite", "invite-to-conference",
          "conference role organisation --need --relevance",
          "Ask a role's organisation to come."),
    Words("conference", "enter", "enter-stage", "conference stage",
          "Begin the next stage."),
    Words("conference", "attend", "record-attendance",
          "conference person role organisation --presence --stage --deputy-for",
          "Record that a person was there."),
    Words("conference", "contribute", "record-contribution", "conference role --text",
          "Record a written contribution of a role that does not attend."),
    Words("conference", "decide", "record-decision", "conference decision --text",
          "Record a decision."),
    Words("conference", "agree", "record-action",
          "conference action owner due_on --responsible --text",
          "Record a task agreed on: whose, and until when."),
    Words("conference", "done", "complete-action", "conference action --text",
          "Record that a task was done."),
    Words("conference", "minutes", "record-minutes", "conference minutes --text",
          "File the minutes."),
    Words("conference", "close", "close-conference", "conference",
          "End the sitting."),
    Words("conference", "cancel", "cancel-conference", "conference --reason",
          "Call it off."),
    Words("review", "call", "call-review", "review --why --text",
          "Make a review due now, for a reason; its schedule stays."),
    Words("need", "identify", "identify-need", "need kind owner",
          "Record a need, and the role that finds the answer."),
    Words("need", "answer", "answer-need", "need --text",
          "Record that it is answered."),
    Words("need", "decline", "decline-need", "need --reason",
          "Record that the client declines help with it."),
    Words("plan", "adopt", "adopt-plan", "kind parts --answers --text",
          "Adopt a plan: its parts, and the needs that it answers."),
    Words("notice", "give", "give-notice", "kind --version --language",
          "Record that a notice was given, in which version and language."),
    Words("notice", "acknowledge", "acknowledge-notice", "kind",
          "Record that it was acknowledged."),
    Words("channel", "open", "open-channel",
          "channel kind modality --through --organisation --person",
          "Open a way to the client."),
    Words("channel", "close", "close-channel", "channel why --text",
          "Close it; what rests on it closes with it."),
    Words("channel", "session", "record-session", "channel --minutes --text",
          "Record a session on an open channel."),
    Words("effort", "record", "record-effort",
          "role organisation resource --minutes --cost --text",
          "Record time or money that an organisation put in: human, financial, administrative."),
    Words("item", "record", "record-item",
          "item kind information --handling --conference --text",
          "Record an item of information, of one's own organisation."),
    Words("item", "release", "release-item", "item --roles --information",
          "Let an item of one's own go further: to roles, or to a wider class."),
    Words("item", "disclose", "disclose-item",
          "item role organisation --basis --purpose --necessity",
          "Record that an item is passed on: to whom, on which law, what for."),
    Words("item", "withdraw", "withdraw-item", "item why",
          "Take an item of one's own back: it goes no further."),
    Words("item", "tell-withdrawn", "tell-withdrawn", "item role organisation",
          "Record that who was told an item heard of its withdrawal."),
    Words("request", "ask", "request-information",
          "request role organisation --subject --purpose --by-day --text",
          "Ask an organisation about a subject: what for, and by when."),
    Words("request", "answer", "answer-request", "request answer --items --why --text",
          "Answer it: `given` with the items passed on, or `refused` with why."),
    Words("reference", "add", "add-reference",
          "system reference relation --information",
          "Say under which id the same matter stands in another system or case."),
    Words("reference", "end", "end-reference", "system reference relation why",
          "Say that a reference holds no more."),
    Words("party", "bind", "bind-role", "role organisation",
          "Let an organisation play a role from now on."),
    Words("party", "unbind", "unbind-role", "role organisation",
          "End an organisation's part in a role."),
    Words("party", "name", "name-person", "role organisation function person",
          "Name a person for a function in an organisation."),
    Words("party", "declare", "declare-interest", "role organisation interest --person --text",
          "Say that a party is suspect, victim or witness in the matter, or in conflict."),
    Words("party", "clear", "end-interest", "role organisation interest why --person --text",
          "Say that this is over."),
)
# fmt: on
CARRIED: Final = ("case", "acting", "database", "key", "at", "as_json")


#: What stands beside the words of a group, and is no command on a case.
BESIDE: Final[dict[str, tuple[tuple[str, str, Callable[..., None]], ...]]] = {
    "review": (("release", "Let a review be tried again that failed too often.", release),)
}


def add_words(app: typer.Typer) -> None:
    """Put every group with its commands into the program."""
    for group, does in GROUPS.items():
        made = add_group(app, group, does)
        for one in WORDS:
            if one.group == group:
                made.command(one.verb, short_help=one.does)(_function(one))
        for verb, says, run in BESIDE.get(group, ()):
            made.command(verb, short_help=says)(run)


def add_group(app: typer.Typer, name: str, does: str) -> typer.Typer:
    """Put a group, without commands yet, into the program."""
    made = typer.Typer(no_args_is_help=True, help=does, rich_markup_mode=None)
    app.add_typer(made, name=name, short_help=does)
    return made


def _function(words: Words) -> Callable[..., None]:
    """The function that typer reads a command off: its signature is the table's row."""

    def run(**given: Any) -> None:  # noqa: ANN401 - by the signature below
        from ddrflow.cli.acting import act  # noqa: PLC0415 - `--help` imports nothing heavy

        carried = {name: given.pop(name) for name in CARRIED}
        arguments = {name: value for name, value in given.items() if value is not None}
        raise typer.Exit(act(words.command, arguments, **carried))

    signed(run, words.does, _parameters(words))
    return run


def _parameters(words: Words) -> list[Parameter]:
    carried = [
        ("acting", Acting, Parameter.empty),
        ("database", Database, DATABASE),
        ("key", Key, ""),
        ("at", At, ""),
        ("as_json", AsJson, False),
    ]
    case = parameter("case", CaseId, Parameter.empty)
    return [case, *taken(words), *(parameter(*one) for one in carried)]


def taken(words: Words) -> list[Parameter]:
    """What a command takes of its own: what comes in order, then what comes by name."""
    return [
        *(
            parameter(one, Annotated[str, typer.Argument(metavar=_metavar(one))], Parameter.empty)
            for one in words.arguments
        ),
        *(
            parameter(one, Annotated[str | None, typer.Option(f"--{one.replace('_', '-')}")], None)
            for one in words.options
        ),
    ]


def signed(function: Callable[..., None], does: str, parameters: list[Parameter]) -> None:
    """Let a function be read as one that takes these parameters and does this."""
    function.__doc__ = does
    vars(function)["__signature__"] = Signature(parameters)
    function.__annotations__ = {one.name: one.annotation for one in parameters}


def parameter(name: str, annotation: Any, default: Any) -> Parameter:  # noqa: ANN401 - as typer's
    """One parameter, by its name."""
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _metavar(name: str) -> str:
    return "DAY" if name.endswith("_on") else name.upper()
