"""`ddrflow case`, `ddrflow db`: the commands and their options."""

from typing import Annotated

import typer

from ddrflow.cli.options import (
    DATABASE,
    Acting,
    AsJson,
    At,
    CaseId,
    Database,
    Key,
    Reader,
    Speaking,
    not_empty,
)

case = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Cases: open, act, ask.")
db = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The tables of the database.")


def add_groups(app: typer.Typer) -> None:
    """Put the groups into the program."""
    app.add_typer(case, name="case", short_help="Cases: open, act, ask.")
    app.add_typer(db, name="db", short_help="The tables of the database.")


@case.command("open", short_help="Open a case.")
def open_case(
    case_id: Annotated[str, typer.Argument(metavar="CASE", help="A new id.")],
    *,
    workflow: Annotated[str, typer.Option("--workflow", "-w", help="A shipped name, or a path.")],
    acting: Acting,
    bind: Annotated[
        list[str] | None,
        typer.Option("--bind", metavar="ROLE=ORGANISATION", help="Who plays a role; again."),
    ] = None,
    database: Database = DATABASE,
    key: Key = "",
    at: At = "",
    as_json: AsJson = False,
) -> None:
    """Open a case under a workflow; whoever opens it leads it."""
    from ddrflow.cli import acting as impl  # noqa: PLC0415 - `--help` imports nothing heavy

    raise typer.Exit(
        impl.open_case(
            case_id,
            workflow,
            bind or [],
            acting=acting,
            database=database,
            key=key,
            at=at,
            as_json=as_json,
        )
    )


@case.command("do", short_help="Give any command.")
def do(  # noqa: PLR0913 - each is an option of the command line
    case_id: CaseId,
    command: Annotated[str, typer.Argument(help="Such as `give-notice`.")],
    arguments: Annotated[
        list[str] | None, typer.Argument(metavar="NAME=VALUE", help="What it takes.")
    ] = None,
    *,
    acting: Acting,
    database: Database = DATABASE,
    key: Key = "",
    at: At = "",
    language: Speaking = "en",
    as_json: AsJson = False,
) -> None:
    """Give any command, as refusals and the reference of commands write it."""
    from ddrflow.cli import acting as impl  # noqa: PLC0415 - as above

    raise typer.Exit(
        impl.act(
            command,
            impl.arguments_of(arguments or []),
            case=case_id,
            acting=acting,
            database=database,
            key=key,
            at=at,
            language=language,
            as_json=as_json,
        )
    )


@case.command("step", short_help="Take a step.")
def step(  # noqa: PLR0913 - as above
    case_id: CaseId,
    trigger: Annotated[str, typer.Argument(help="The step's name.")],
    *,
    acting: Acting,
    reason: Annotated[str, typer.Option("--reason", help="Why, in words.")] = "",
    database: Database = DATABASE,
    key: Key = "",
    at: At = "",
    language: Speaking = "en",
    as_json: AsJson = False,
) -> None:
    """Take a step, or record that it happened."""
    from ddrflow.cli import acting as impl  # noqa: PLC0415 - as above

    raise typer.Exit(
        impl.act(
            "take-step",
            {"trigger": trigger, **({"reason": reason} if reason else {})},
            case=case_id,
            acting=acting,
            database=database,
            key=key,
            at=at,
            language=language,
            as_json=as_json,
        )
    )


@case.command("lapse", short_help="Record what time alone made happen.")
def lapse(case_id: CaseId, *, database: Database = DATABASE, as_json: AsJson = False) -> None:
    """Record what time alone made happen: reviews due or missed, consents and orders over."""
    from ddrflow.cli import acting as impl  # noqa: PLC0415 - as above

    impl.lapse(case_id, database=database, as_json=as_json)


@case.command("why-not", short_help="What is in the way of a step.")
def why_not(
    case_id: CaseId,
    trigger: Annotated[str, typer.Argument(help="One step; all from here if left out.")] = "",
    *,
    reader: Reader = "",
    database: Database = DATABASE,
    language: Speaking = "en",
    as_json: AsJson = False,
) -> None:
    """Show what stands between a case and a step, and what would help."""
    from ddrflow.cli import asking  # noqa: PLC0415 - as above

    asking.why_not(
        case_id, trigger, database=database, reader=reader, language=language, as_json=as_json
    )


@case.command("what-if", short_help="What would come of an event; nothing is recorded.")
def what_if(
    case_id: CaseId,
    event: Annotated[
        list[str],
        typer.Argument(
            metavar="EVENT",
            help="`step TRIGGER`, `transfer ROLE [ORGANISATION]`, `leaves ROLE`, `no CONSENT`, "
            "`without PERSON`, `unfunded [ROLE]` or `until DAY`.",
        ),
    ],
    *,
    database: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Show what would come of one event on a case: nothing is recorded, nobody is told.

    What would stand in the record, what would be refused and what would help first, what the
    case would wait for and on whom, which steps would have more or less in their way. The
    answer is of the whole case: it is for whoever keeps the database.
    """
    from ddrflow.cli import supposing  # noqa: PLC0415 - as above

    supposing.what_if(case_id, event, database=database, as_json=as_json)


@case.command("why-date", short_help="How a review's due day came about.")
def why_date(
    case_id: CaseId,
    review: Annotated[str, typer.Argument(metavar="REVIEW", help="By its name.")],
    *,
    reader: Reader = "",
    database: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Show step by step how a review's due day came about: anchor, interval, holidays, grace."""
    from ddrflow.cli import asking  # noqa: PLC0415 - as above

    asking.why_date(case_id, review, database=database, reader=reader, as_json=as_json)


@case.command("waiting", short_help="What a case waits for, and on whom.")
def waiting(
    case_id: CaseId,
    *,
    reader: Reader = "",
    database: Database = DATABASE,
    language: Speaking = "en",
    as_json: AsJson = False,
) -> None:
    """Show what a case waits for: since when, on whom, what would help."""
    from ddrflow.cli import asking  # noqa: PLC0415 - as above

    asking.waiting(case_id, database=database, reader=reader, language=language, as_json=as_json)


@case.command("show", short_help="Where a case stands.")
def show(
    case_id: CaseId,
    *,
    reader: Reader = "",
    database: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Show where a case stands: who leads, who takes part, what is open, what is next."""
    from ddrflow.cli import asking  # noqa: PLC0415 - as above

    asking.show(case_id, database=database, reader=reader, as_json=as_json)


@case.command("timeline", short_help="The record of a case.")
def timeline(
    case_id: CaseId,
    *,
    reader: Reader = "",
    database: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Show the record of a case, line by line: who did what, and when it was written down."""
    from ddrflow.cli import asking  # noqa: PLC0415 - as above

    asking.timeline(case_id, database=database, reader=reader, as_json=as_json)


@case.command("refusals", short_help="What was refused on a case.")
def refusals(
    case_id: CaseId,
    *,
    reader: Reader = "",
    database: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Show what was refused on a case: who asked for what, and what forbade it."""
    from ddrflow.cli import asking  # noqa: PLC0415 - as above

    asking.refusals(case_id, database=database, reader=reader, as_json=as_json)


@case.command("list", short_help="One line on each case.")
def list_cases(  # noqa: PLR0913 - each is an option by its name
    *,
    organisation: Annotated[
        str, typer.Option(callback=not_empty, help="That plays a role in it now.")
    ] = "",
    state: Annotated[str, typer.Option(callback=not_empty, help="In which it is.")] = "",
    lead: Annotated[
        str, typer.Option(callback=not_empty, help="The organisation that leads it.")
    ] = "",
    workflow: Annotated[str, typer.Option(callback=not_empty, help="Under which it is.")] = "",
    is_open: Annotated[
        bool | None, typer.Option("--open/--closed", help="Both if left out.")
    ] = None,
    due_by: Annotated[
        str, typer.Option(metavar="DAY", callback=not_empty, help="The next review is due.")
    ] = "",
    after: Annotated[
        str, typer.Option(metavar="CASE", callback=not_empty, help="Go on after this one.")
    ] = "",
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many at most.")] = 100,
    database: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Show one line on each case, in the order in which they were opened."""
    from ddrflow.cli import listing  # noqa: PLC0415 - as above
    from ddrflow.ports import Filter  # noqa: PLC0415 - as above

    wanted = Filter(
        organisation=organisation,
        state=state,
        lead=lead,
        workflow=workflow,
        is_open=is_open,
        due_by=listing.day("--due-by", due_by),
        after=after,
        limit=limit,
    )
    listing.list_cases(wanted, database=database, as_json=as_json)


@case.command("find", short_help="Find cases by an id of another system.")
def find(
    *,
    system: Annotated[str, typer.Option(callback=not_empty, help="Such as `prison-records`.")],
    reference: Annotated[str, typer.Option(callback=not_empty, help="The id that it has there.")],
    database: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Find the cases in which a reference to an id of another system, or of a case, stands."""
    from ddrflow.cli import listing  # noqa: PLC0415 - as above

    listing.find(system, reference, database=database, as_json=as_json)


@case.command("take-over", short_help="Read in records of another system.")
def take_over(
    file: Annotated[str, typer.Argument(help="CSV with a head, or JSON lines (`.jsonl`).")],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be recorded, and record nothing.")
    ] = False,
    database: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Read in earlier history, one command a row, as of when it took place: all of it or nothing.

    The id of a record keeps it from being taken over twice.
    """
    from ddrflow.cli import taking_over as impl  # noqa: PLC0415 - as above

    impl.take_over(file, database=database, dry_run=dry_run, as_json=as_json)


@db.command("upgrade", short_help="Make the tables, or bring them up to date.")
def upgrade(*, database: Database = DATABASE, as_json: AsJson = False) -> None:
    """Make the tables, or bring them to the version of this ddrflow: all of it or nothing."""
    from ddrflow.cli.record import upgrade_tables  # noqa: PLC0415 - as above

    upgrade_tables(database, as_json=as_json)
