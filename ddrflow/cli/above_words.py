"""Facts above the cases in words that people type, all made from one table like `words`."""

from collections.abc import Callable
from inspect import Parameter
from typing import Annotated, Any, Final

import typer

from ddrflow.cli.options import DATABASE, Acting, AsJson, Database
from ddrflow.cli.words import Words, add_group, parameter, signed, taken

# One fact is two lines, as in `words`.
# fmt: off
ABOVE: Final = (
    Words("standing", "agree", "make-agreement",
          "agreement version organisations starts_on --review-on --ends-on",
          "Record an agreement of organisations, or another version of one."),
    Words("standing", "align", "align-organisation",
          "organisation signed_on --goals --values --glossary",
          "Record what an organisation signed: goals, values, glossary, each by version."),
    Words("standing", "adopt", "adopt-procedure", "procedure version starts_on",
          "Record which version of a standard operating procedure is in force."),
    Words("standing", "hold", "hold-activity",
          "activity kind held_on organisations --persons --procedure --version",
          "Record a training, shadowing, introduction or other activity apart from cases."),
    Words("standing", "grant", "grant-means", "organisation means reference starts_on --ends-on",
          "Record access, mandate, training, budget or funding of an organisation."),
    Words("standing", "board", "set-up-board", "board organisations starts_on --ends-on",
          "Record a steering board, and who sits on it."),
    Words("standing", "meet", "hold-board-meeting", "meeting board held_on organisations",
          "Record that a board met."),
    Words("standing", "decide", "record-board-decision", "decision meeting",
          "Record by id what a meeting of a board decided."),
    Words("standing", "correct", "correct-standing", "wrong why",
          "Say that an entry does not count, by its number."),
    Words("contact", "name", "name-contact", "organisation person --deputy",
          "Name the point of contact of an organisation, in the place of the one before."),
    Words("contact", "end", "end-contact", "organisation",
          "Say that an organisation has no point of contact any more."),
)
# fmt: on
CARRIED: Final = ("acting", "database", "expected", "as_json")
Expected = Annotated[
    int | None,
    typer.Option(
        "--expected",
        min=0,
        metavar="NUMBER",
        help="Of the last entry that you saw: nothing is recorded if there are more.",
    ),
]
GROUPS: Final = {
    "standing": "What stands above all cases: agreements, training, means, boards.",
    "contact": "Points of contact of organisations, above all cases.",
}


def add_above(app: typer.Typer) -> None:
    """Put both groups with their commands into the program."""
    made = {name: add_group(app, name, does) for name, does in GROUPS.items()}
    for one in ABOVE:
        made[one.group].command(one.verb, short_help=one.does)(_function(one))
    made["standing"].command("show", short_help="What stands there, kind by kind.")(show)
    made["standing"].command("entries", short_help="What was recorded, entry by entry.")(entries)
    made["contact"].command("list", short_help="Who they are.")(list_contacts)


def show(*, database: Database = DATABASE, as_json: AsJson = False) -> None:
    """Show what stands above all cases, kind by kind; what was never recorded is not known."""
    from ddrflow.cli import above  # noqa: PLC0415 - `--help` imports nothing heavy

    above.show(database=database, as_json=as_json)


def entries(*, database: Database = DATABASE, as_json: AsJson = False) -> None:
    """Show what was recorded above all cases, entry by entry: when, by whom, what."""
    from ddrflow.cli import above  # noqa: PLC0415 - as above

    above.entries(database=database, as_json=as_json)


def list_contacts(*, database: Database = DATABASE, as_json: AsJson = False) -> None:
    """Show the points of contact that are known above all cases."""
    from ddrflow.cli import above  # noqa: PLC0415 - as above

    above.contacts(database=database, as_json=as_json)


def _function(words: Words) -> Callable[..., None]:
    def run(**given: Any) -> None:  # noqa: ANN401 - by the signature below
        from ddrflow.cli.above import record  # noqa: PLC0415 - as above

        carried = {name: given.pop(name) for name in CARRIED}
        arguments = {name: value for name, value in given.items() if value is not None}
        record(words.command, arguments, **carried)

    carried = (
        ("acting", Acting, Parameter.empty),
        ("database", Database, DATABASE),
        ("expected", Expected, None),
        ("as_json", AsJson, False),
    )
    signed(run, words.does, [*taken(words), *(parameter(*one) for one in carried)])
    return run
