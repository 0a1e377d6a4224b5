"""Options that several commands take, with the environment variables that stand in for them."""

from typing import Annotated

import typer

DATABASE = "sqlite:///ddrflow.db"


def not_empty(context: typer.Context, option: typer.CallbackParam, value: str) -> str:
    """Refuse an option that is given and says nothing: a variable of a script was not set."""
    source = context.get_parameter_source(option.name or "")
    if not value and source is not None and source.name == "COMMANDLINE":
        message = "nothing is given for it"
        raise typer.BadParameter(message)
    return value


AsJson = Annotated[bool, typer.Option("--json", help="One JSON document instead of text.")]
Database = Annotated[
    str,
    typer.Option(
        "--db",
        envvar="DDRFLOW_DB",
        help="The database: a file, `sqlite:///cases.db`, `postgresql://user@host/name`.",
        show_default=True,
    ),
]
Acting = Annotated[
    str,
    typer.Option(
        "--as",
        envvar="DDRFLOW_AS",
        metavar="PERSON@ORGANISATION:ROLE",
        help="Who acts, for whom, in which role.",
    ),
]
Reader = Annotated[
    str,
    typer.Option(
        "--for",
        metavar="ORGANISATION:ROLE",
        callback=not_empty,
        help="For whom the answer is made; what they may not see is left out.",
    ),
]
Key = Annotated[
    str,
    typer.Option(
        "--key", callback=not_empty, help="An idempotency key: given again, it is done once."
    ),
]
At = Annotated[
    str,
    typer.Option(
        "--at",
        metavar="TIME",
        callback=not_empty,
        help="When it took place: 2026-03-01T09:00+01:00.",
    ),
]
Speaking = Annotated[
    str,
    typer.Option(
        "--language",
        envvar="DDRFLOW_LANGUAGE",
        metavar="CODE",
        callback=not_empty,
        help="The language, as a code: `en`, `de`.",
    ),
]
CaseId = Annotated[str, typer.Argument(metavar="CASE", help="The case, by its id.")]
